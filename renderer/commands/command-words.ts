import type { TFunction } from 'i18next';
import { commandFacts, commandLabel } from '../../shared/catalogue/command-facts.ts';

/** A command's name in the viewer's language: “Lock device”; its RequestType when it is none of Apple's. */
export function commandName(requestType: string, t: TFunction): string {
  return t(`commandNames.${requestType}.label`, { defaultValue: commandLabel(requestType) });
}

/** One sentence in the viewer's language: what the command does to the device; empty when nobody knows. */
export function commandSummary(requestType: string, t: TFunction): string {
  return t(`commandNames.${requestType}.summary`, { defaultValue: commandFacts(requestType)?.summary ?? '' });
}
