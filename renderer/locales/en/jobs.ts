/** Long-running things in the status bar. */
export const jobTexts = {
  title: 'Jobs',
  running_one: '{{count, number}} job is running',
  running_other: '{{count, number}} jobs are running',
  ended_one: '{{count, number}} job ended',
  ended_other: '{{count, number}} jobs ended',
  steps: '{{done}} of {{total}}',
  states: { done: 'Done', partly: 'Done in part', failed: 'Failed', cancelled: 'Cancelled' },
  failed: 'Failed: {{title}}',
  dismiss: 'Take off the list: {{title}}',
  dismissAll: 'Clear',
} as const;
