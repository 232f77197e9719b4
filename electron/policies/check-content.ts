import {
  type Finding as CatalogueFinding,
  coerceCommand,
  commandDefinition,
  validateCommand,
} from '../../shared/catalogue/index.ts';
import type { PolicyType } from '../../shared/contract/policy.ts';
import { CartwrightError } from '../../shared/errors.ts';
import { isOverlayReadable, withoutOverlay } from '../../shared/wallpaper/overlay.ts';
import { profileFindings, settingsOf } from './content-facts.ts';
import type { Dictionary } from './kept-secrets.ts';

/** @throws CartwrightError `bad-request` for what no device would take, with findings */
export function checkContent(type: PolicyType, content: Dictionary, signedByOthers: boolean): void {
  const refused = (type === 'profile' ? profileFindings(content) : settingProblems(content)).filter(
    ({ severity }) => severity === 'refuse',
  );
  // What others signed goes as it is; a device says itself what it makes of it.
  const [first] = signedByOthers ? refused.filter(({ code }) => code === 'reserved-payload') : refused;
  if (first === undefined) return;
  throw new CartwrightError('bad-request', first.message, {
    data: { findings: refused.map(({ code, severity, path, message }) => ({ code, severity, path, message })) },
  });
}

function settingProblems(content: Dictionary): readonly CatalogueFinding[] {
  if (settingsOf(content).length === 0)
    throw new CartwrightError('bad-request', 'A setting needs at least one item in Settings.');
  const definition = commandDefinition('Settings');
  const Settings = settingsOf(content);
  if (!Settings.every(isOverlayReadable))
    throw new CartwrightError('bad-request', 'The text on the wallpaper cannot be read. Write it again.');
  const command = { RequestType: 'Settings', Settings: Settings.map(withoutOverlay) };
  const coerced = coerceCommand(command, definition);
  return [...coerced.findings, ...validateCommand(coerced.command)];
}
