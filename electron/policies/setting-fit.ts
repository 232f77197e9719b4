import { type DeviceContext, type PlistCommand, validateCommand } from '../../shared/catalogue/index.ts';
import { withoutOverlay } from '../../shared/wallpaper/overlay.ts';
import type { Unfit } from './catalogue.ts';
import { settingsOf } from './content-facts.ts';
import type { Dictionary } from './kept-secrets.ts';

/** Why a device cannot take a setting; undefined when it can. Pure. */
export function judgeSetting(content: Dictionary, context: DeviceContext): Unfit | undefined {
  const command: PlistCommand = { RequestType: 'Settings', Settings: settingsOf(content).map(withoutOverlay) };
  const refused = validateCommand(command, context).filter(({ severity }) => severity === 'refuse');
  const [first] = refused;
  if (first === undefined) return undefined;
  return { reason: first.message, findings: [...new Set(refused.map(({ code }) => code))] };
}

/** The items of a setting by whose channel they go to. */
export interface SplitSetting {
  readonly device: Dictionary | undefined;
  readonly users: Dictionary | undefined;
}

/**
 * What a Shared iPad takes by its own channel, and what only its users take, each by theirs. Pure.
 *
 * @param context of the own channel of a device
 * @returns undefined where nothing is to be split, or where an item fits neither
 */
export function splitSetting(content: Dictionary, context: DeviceContext): SplitSetting | undefined {
  if (context.sharedIPad !== true || judgeSetting(content, context) === undefined) return undefined;
  const ofUser: DeviceContext = { ...context, channel: 'user' };
  const own: Dictionary[] = [];
  const theirs: Dictionary[] = [];
  for (const item of settingsOf(content)) {
    const alone = { Settings: [item] };
    if (judgeSetting(alone, context) === undefined) own.push(item);
    else if (judgeSetting(alone, ofUser) === undefined) theirs.push(item);
    else return undefined;
  }
  const part = (items: Dictionary[]) => (items.length === 0 ? undefined : { ...content, Settings: items });
  return theirs.length === 0 ? undefined : { device: part(own), users: part(theirs) };
}
