export const jobTexts = {
  title: 'Vorgänge',
  running_one: '{{count, number}} Vorgang läuft',
  running_other: '{{count, number}} Vorgänge laufen',
  ended_one: '{{count, number}} Vorgang beendet',
  ended_other: '{{count, number}} Vorgänge beendet',
  steps: '{{done}} von {{total}}',
  states: { done: 'Fertig', partly: 'Teilweise fertig', failed: 'Fehlgeschlagen', cancelled: 'Abgebrochen' },
  failed: 'Fehlgeschlagen: {{title}}',
  dismiss: 'Aus der Liste nehmen: {{title}}',
  dismissAll: 'Leeren',
} as const;
