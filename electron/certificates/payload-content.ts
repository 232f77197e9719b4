import { type DistinguishedName, payloadSubject, readName } from '../../shared/certificates/distinguished-name.ts';
import { CartwrightError } from '../../shared/errors.ts';
import type { PlistDict } from '../protocol/index.ts';

/*
 * What stands in payloads of certificates.
 */

/** Of PKCS#12: few are enough, since the password is made of chance. */
export const ROUNDS = 1000;
export const USAGE_FLAGS = { both: 5, signing: 1, encryption: 4 } as const;

/** @throws CartwrightError `bad-request` */
export function readOrThrow(subject: string): DistinguishedName {
  const read = readName(subject);
  if ('problem' in read) throw new CartwrightError('bad-request', `The subject of the certificate: ${read.problem}`);
  return read.name;
}

interface Names {
  email?: string;
  dns?: string;
  uri?: string;
  upn?: string;
}

/** The inner dictionary of a SCEP payload. */
export function scepContent(name: DistinguishedName, names: Names, rest: PlistDict): PlistDict {
  const alternative = alternativeNames(names);
  return {
    ...rest,
    Subject: payloadSubject(name),
    ...(alternative === undefined ? {} : { SubjectAltName: alternative }),
  };
}

export function alternativeNames(names: Names): PlistDict | undefined {
  const entries = [
    ['rfc822Name', names.email],
    ['dNSName', names.dns],
    ['uniformResourceIdentifier', names.uri],
    ['ntPrincipalName', names.upn],
  ].filter((entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== '');
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

/** What an administrator says about the key on the device stays as it is. */
export function kept(payload: PlistDict): PlistDict {
  const content = payload.PayloadContent;
  if (typeof content !== 'object' || content === null) return {};
  return Object.fromEntries(
    (['KeyIsExtractable', 'AllowAllAppsAccess'] as const).flatMap((key) => {
      const value = (content as PlistDict)[key];
      return value === undefined ? [] : [[key, value]];
    }),
  );
}
