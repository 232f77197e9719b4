import type { TFunction } from 'i18next';
import { appStatusLasts, isTrouble, updateStatusLasts } from '../../../shared/app-states.ts';
import type { Tone } from '../../../shared/catalogue/event-tones.ts';
import { wordsOfKey } from '../../format/words.ts';
import type { managedAppTexts } from '../../locales/en/managed-apps.ts';

/** Apple's word for how far an app, a book, an update or a part of a command has come, in ours. */
export function statusWord(status: string, t: TFunction): string {
  return t(`managedApps.statuses.${status as keyof typeof managedAppTexts.statuses}`, {
    defaultValue: wordsOfKey(status),
  });
}

/** Apple's word for why something was refused, in ours; what a device says in sentences stays as it is. */
export function reasonWord(reason: string, t: TFunction): string {
  return t(`managedApps.reasons.${reason as keyof typeof managedAppTexts.reasons}`, { defaultValue: reason });
}

const WAITS = /^(Queued|Needs|Prompting)/;
const OVER = /^(ManagedButUninstalled|Uninstalled|Unknown|Gone)$/;

/** How a status looks: what waits for somebody, what is on its way, what needs a look. */
export function statusTone(status: string): Tone {
  if (isTrouble(status) || status === 'Missing' || status.startsWith('Invalid')) return 'needs';
  if (OVER.test(status)) return 'none';
  if (WAITS.test(status)) return 'waits';
  return appStatusLasts(status) === 'way' || updateStatusLasts(status) === 'way' ? 'way' : 'done';
}
