import { isDictionary, type PlistValue } from '../catalogue/plist-value.ts';
import { SOURCE_KEY, sourceOf } from './source.ts';

type Profile = Readonly<Record<string, PlistValue>>;

const SUBJECT = [[['CN', 'Device']]];
const ACME = {
  DirectoryURL: 'https://directory.invalid',
  ClientIdentifier: 'Device',
  KeyType: 'ECSECPrimeRandom',
  KeySize: 384,
  HardwareBound: true,
  Subject: SUBJECT,
};

/**
 * A profile as it will look when its certificates are put in, for checks: what a source brings stands there as a stand-in.
 *
 * @returns `problems` by the position of the payload: sources that cannot be read
 */
export function completedForChecks(profile: Profile): {
  profile: Profile;
  problems: readonly { index: number; message: string }[];
} {
  const list = profile.PayloadContent;
  const problems: { index: number; message: string }[] = [];
  if (!Array.isArray(list) || !list.some((each) => isDictionary(each) && SOURCE_KEY in each))
    return { profile, problems };
  const PayloadContent = (list as readonly PlistValue[]).map((payload, index): PlistValue => {
    if (!isDictionary(payload)) return payload;
    const read = sourceOf(payload);
    if (read === undefined) return payload;
    if ('problem' in read) problems.push({ index, message: read.problem });
    const { [SOURCE_KEY]: _, ...bare } = payload as Profile;
    return { ...bare, ...standIn(String(payload.PayloadType), bare.PayloadContent) };
  });
  return { profile: { ...profile, PayloadContent }, problems };
}

function standIn(type: string, content: PlistValue | undefined): Profile {
  if (type === 'com.apple.security.acme') return ACME;
  if (type === 'com.apple.security.scep')
    return {
      PayloadContent: {
        URL: 'https://scep.invalid',
        Subject: SUBJECT,
        ...(isDictionary(content) ? content : {}),
      } as Profile,
    };
  return { PayloadContent: new Uint8Array([0x30, 0]) };
}
