import { SOURCE_KEY, SOURCED_PAYLOADS } from '../../../../shared/certificates/source.ts';
import type { Profile } from '../draft.ts';

const FILLED: Readonly<Record<string, readonly string[]>> = {
  'com.apple.security.pkcs12': ['PayloadContent', 'PayloadCertificateFileName', 'Password'],
  'com.apple.security.scep': ['PayloadContent'],
  'com.apple.security.acme': [
    'DirectoryURL',
    'ClientIdentifier',
    'KeyType',
    'KeySize',
    'HardwareBound',
    'Subject',
    'SubjectAltName',
    'UsageFlags',
    'ExtendedKeyUsage',
    'Attest',
  ],
};
const OF_CERTIFICATES = ['PayloadContent', 'PayloadCertificateFileName'];

/** Keys that a source fills in for a payload of this type. */
export const keysFilledIn = (type: string): readonly string[] => FILLED[type] ?? OF_CERTIFICATES;

/** Keys of a payload that are not filled in by hand, because its certificate comes from somewhere. */
export function keysOfSource(payload: Profile): ReadonlySet<string> {
  const filled = SOURCE_KEY in payload ? keysFilledIn(String(payload.PayloadType)) : [];
  return new Set([SOURCE_KEY, ...filled]);
}

/** Whether the certificate of a payload of this type can come from somewhere else than the profile. */
export const canBeSourced = (type: string): boolean => SOURCED_PAYLOADS.has(type);
