/** Gründe für Änderungen. */
export const reasonTexts = {
  title: 'Warum diese Änderung?',
  text: 'Ihre Organisation fragt nach einem Grund. Er steht in der Aktivität bei der Änderung.',
  label: 'Grund',
  hint: 'Zum Beispiel die Nummer eines Tickets.',
  keep_one: 'In der nächsten Minute auch für meine weiteren Änderungen verwenden',
  keep_other: 'In den nächsten {{count}} Minuten auch für meine weiteren Änderungen verwenden',
  decline: 'Nichts ändern',
  submit: 'Ändern',
  none: 'Es wurde nichts geändert: Es wurde kein Grund genannt.',
  setting: {
    title: 'Gründe für Änderungen',
    label: 'Vor Änderungen nach einem Grund fragen',
    hint: 'Bei Richtlinien, Gruppen, Blueprints, Regeln, Zertifikaten, Accounts und Einstellungen. Gründe stehen in der Aktivität und ihrem Export. Skripte senden ihren im Header Cartwright-Reason.',
  },
} as const;
