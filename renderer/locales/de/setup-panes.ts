/** Wahl von Seiten des Einrichtungsassistenten; wie sie heißen, steht in shared/setup-panes.ts. */
export const setupPaneTexts = {
  find: 'Seite suchen',
  none: 'Keine Seite heißt so.',
  asTyped: '„{{name}}“ wie eingegeben verwenden',
} as const;
