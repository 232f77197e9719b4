import type { PlistDict } from '../../../shared/plist/index.ts';
import { decodeErrorChain, type ErrorChain } from '../error-chain.ts';
import { asText, dictsAt } from '../shape.ts';

/** What became of one item of Settings. */
export interface SettingResult {
  /** `Status`: Acknowledged or Error */
  status: string;
  /** `Identifier`, the app concerned */
  identifier?: string;
  errorChain: ErrorChain;
}

/** Reads `Settings` of the answer, in the order asked. @throws CartwrightError `bad-plist` when it is no array of dictionaries */
export function decodeSettingResults(body: PlistDict): readonly SettingResult[] {
  if (body.Settings === undefined) return [];
  return dictsAt(body.Settings, 'Settings').map((item) => ({
    status: asText(item.Status) ?? 'Acknowledged',
    identifier: asText(item.Identifier) || undefined,
    errorChain: decodeErrorChain(item.ErrorChain),
  }));
}
