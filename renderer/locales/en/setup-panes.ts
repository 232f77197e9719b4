/** Choosing panes of the Setup Assistant; what they are called is in shared/setup-panes.ts. */
export const setupPaneTexts = {
  find: 'Find a pane',
  none: 'No pane has this name.',
  asTyped: 'Use “{{name}}” as typed',
} as const;
