import { type Place, type ProfileFinding, placeOf } from '../../../shared/payloads/index.ts';
import type { PayloadWords } from '../../../shared/payloads/words/words.ts';
import type { Profile } from './draft.ts';
import { contentOf, payloadAt } from './edits.ts';
import { payloadTitle } from './rows.ts';

/** One entry of the editor's left side. */
export interface Section {
  readonly index: number;
  readonly title: string;
  /** Its own name, where it says more than what it is. */
  readonly detail: string;
  readonly refusals: number;
  readonly warnings: number;
}

/** The payloads of a profile as the editor lists them. */
export function sectionsOf(profile: Profile, words: PayloadWords, findings: readonly ProfileFinding[]): Section[] {
  return contentOf(profile).map((_, index) => {
    const payload = payloadAt(profile, index) ?? {};
    const title = payloadTitle(words, payload);
    const name = typeof payload.PayloadDisplayName === 'string' ? payload.PayloadDisplayName : '';
    const own = findings.filter(({ path }) => isWithin(path, index));
    return {
      index,
      title: title === '' ? String(payload.PayloadType ?? '?') : title,
      detail: detailOf(payload) ?? (name === title ? '' : name),
      refusals: own.filter(({ severity }) => severity === 'refuse').length,
      warnings: own.filter(({ severity }) => severity === 'warn').length,
    };
  });
}

const isWithin = (path: string, index: number): boolean => {
  const start = `PayloadContent[${index}]`;
  return path === start || path.startsWith(`${start}.`);
};

/** What tells payloads of one kind apart: the network, the account, the address. */
function detailOf(payload: Profile): string | undefined {
  for (const key of [
    'SSID_STR',
    'UserDefinedName',
    'Label',
    'EmailAddress',
    'Host',
    'PayloadCertificateFileName',
    'URL',
  ]) {
    const value = payload[key];
    if (typeof value === 'string' && value !== '') return value;
  }
  return undefined;
}

/** Where a finding leads: a payload and a key of it; no payload for the profile itself. */
export function targetOf(
  profile: Profile,
  finding: Pick<ProfileFinding, 'path'>,
): { readonly index: number | undefined; readonly key: string | undefined } {
  const place: Place = placeOf(profile, finding.path) ?? [];
  const [first, index, key] = place;
  if (first === 'PayloadContent' && typeof index === 'number')
    return { index, key: typeof key === 'string' ? key : undefined };
  return { index: undefined, key: typeof first === 'string' ? first : undefined };
}
