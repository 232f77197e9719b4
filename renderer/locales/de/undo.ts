/** Zurücknehmen, was eben geschah, und was nicht angenommen wurde. */
export const undoTexts = {
  action: 'Rückgängig',
  named: 'Rückgängig machen: {{what}}',
  done: 'Rückgängig gemacht.',
  failed: 'Das ließ sich nicht rückgängig machen',
  rolledBack: 'Nicht gespeichert. Es ist wieder wie vorher',
} as const;
