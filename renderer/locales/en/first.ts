import { examTexts } from './carts.ts';
import { jobTexts } from './jobs.ts';
import { paletteTexts, shortcutTexts } from './palette.ts';
import { roleTexts } from './roles.ts';
import { pushTexts } from './settings.ts';
import {
  commonTexts,
  errorTexts,
  notFoundTexts,
  screenTexts,
  shellTexts,
  signedOutTexts,
  signInTexts,
} from './shell.ts';
import { undoTexts } from './undo.ts';

/** The English texts of what is around every screen: the first paint waits for them. */
export const firstTexts = {
  exams: examTexts,
  common: commonTexts,
  errors: errorTexts,
  screens: screenTexts,
  shell: shellTexts,
  signedOut: signedOutTexts,
  signIn: signInTexts,
  notFound: notFoundTexts,
  push: pushTexts,
  jobs: jobTexts,
  palette: paletteTexts,
  shortcuts: shortcutTexts,
  roles: roleTexts,
  undo: undoTexts,
} as const;
