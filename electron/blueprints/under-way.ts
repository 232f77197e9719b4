import { isOfBlueprint } from './own-profile.ts';

/*
 * What devices will have once they carried out what waits for them. Their last list may be from before a command that was
 * carried out since, or that is still on its way: whoever decides by the list alone installs what is about to go, and
 * leaves what is about to come. Pure.
 */

/** A command about a profile or an app, the oldest first. */
export interface UnderWay {
  readonly requestType: string;
  /** `profile:` and the identifier, `app:` and the bundle id, the store's number or the manifest's address. */
  readonly subject: string;
  readonly open: boolean;
  /** When the device carried it out, ms; null when it did not. */
  readonly doneAt: number | null;
}

const PROFILE = 'profile:';
const APP = 'app:';
/** No profile has it: what is installed now is installed again where a certain content is wanted. */
const NOT_KNOWN = '';

/** Whether a list does not tell of it yet. @param listedAt when the device was asked for the list, ms */
const isNews = ({ open, doneAt }: UnderWay, listedAt: number): boolean =>
  open || (doneAt !== null && doneAt > listedAt);

/** The profiles of a list, with what becomes of those of blueprints. */
export function profilesToBe<T extends { readonly identifier: string; readonly uuid: string }>(
  listed: readonly T[],
  listedAt: number,
  commands: readonly UnderWay[],
): { readonly identifier: string; readonly uuid: string }[] {
  const found = new Map<string, { identifier: string; uuid: string }>(listed.map((each) => [each.identifier, each]));
  for (const command of commands) {
    const identifier = command.subject.slice(PROFILE.length);
    if (!command.subject.startsWith(PROFILE) || !isOfBlueprint(identifier) || !isNews(command, listedAt)) continue;
    if (command.requestType === 'RemoveProfile') found.delete(identifier);
    else found.set(identifier, { identifier, uuid: NOT_KNOWN });
  }
  return [...found.values()];
}

/** Apps that are to be counted as gone, and as coming, by what their commands called them. */
export function appsToBe(
  listedAt: number,
  commands: readonly UnderWay[],
): { readonly going: ReadonlySet<string>; readonly coming: ReadonlySet<string> } {
  const last = new Map<string, boolean>();
  for (const command of commands)
    if (command.subject.startsWith(APP) && isNews(command, listedAt))
      last.set(command.subject.slice(APP.length), command.requestType === 'InstallApplication');
  const those = (comes: boolean) => new Set([...last].filter(([, coming]) => coming === comes).map(([name]) => name));
  return { going: those(false), coming: those(true) };
}
