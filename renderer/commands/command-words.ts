import type { TFunction } from 'i18next';
import type { AccessRight } from '../../shared/catalogue/access-rights.ts';
import { commandFacts, commandLabel } from '../../shared/catalogue/command-facts.ts';

/** A command's name in the viewer's language: “Lock device”; its RequestType when it is none of Apple's. */
export function commandName(requestType: string, t: TFunction): string {
  return t(`commandNames.${requestType}.label`, { defaultValue: commandLabel(requestType) });
}

/** One sentence in the viewer's language: what the command does to the device; empty when nobody knows. */
export function commandSummary(requestType: string, t: TFunction): string {
  return t(`commandNames.${requestType}.summary`, { defaultValue: commandFacts(requestType)?.summary ?? '' });
}

/** What an access right lets this server do, in the viewer's language. */
export function accessRightName({ name, label }: Pick<AccessRight, 'name' | 'label'>, t: TFunction): string {
  return t(`accessRights.${name}`, { defaultValue: label });
}
