/** Zurücknehmen, was eben geschah, und was nicht angenommen wurde. */
export const undoTexts = {
  action: 'Rückgängig',
  done: 'Rückgängig gemacht.',
  failed: 'Das ließ sich nicht rückgängig machen',
  rolledBack: 'Nicht gespeichert. Es ist wieder wie vorher',
} as const;
