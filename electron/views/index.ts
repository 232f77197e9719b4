/** The face of what administrators add of their own: saved views, attributes and notes, and acting on many devices. */
export { type AttributeMarks, openAttributeMarks } from './attribute-marks.ts';
export { misfit, readCell, storedForm, valueFrom } from './attribute-values.ts';
export { type Attributes, openAttributes } from './attributes.ts';
export { type BulkActions, openBulkActions } from './bulk-actions.ts';
export { type Notes, openNotes } from './notes.ts';
export type { Whereabouts } from './ports.ts';
export { openSavedViews, type SavedViews, unlessUsed, unlessVariable } from './saved-views.ts';
