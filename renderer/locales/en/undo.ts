/** Taking back what was just done, and what did not take. */
export const undoTexts = {
  action: 'Undo',
  done: 'Undone.',
  failed: 'That could not be undone',
  rolledBack: 'Not saved. It is as it was before',
} as const;
