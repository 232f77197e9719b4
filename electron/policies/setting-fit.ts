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
