import { hash } from 'node:crypto';
import { isIP } from 'node:net';
import { CartwrightError } from '../../../shared/errors.ts';
import { OID } from '../der/oids.ts';
import { openWhole, TAG } from '../der/read.ts';
import {
  bitString,
  boolean,
  context,
  contextPrimitive,
  integer,
  octetString,
  oid,
  sequence,
  utf8String,
} from '../der/write.ts';

/** One Extension (RFC 5280 §4.2): `value` is the DER that goes into the OCTET STRING. */
export function extension(name: string, critical: boolean, value: Buffer): Buffer {
  return critical ? sequence(oid(name), boolean(true), octetString(value)) : sequence(oid(name), octetString(value));
}

/** Bits of KeyUsage (RFC 5280 §4.2.1.3). */
export const KEY_USAGE = { digitalSignature: 0, keyEncipherment: 2, keyCertSign: 5, cRLSign: 6 } as const;

export function keyUsage(...usages: readonly (keyof typeof KEY_USAGE)[]): Buffer {
  let bits = 0;
  for (const usage of usages) bits |= 0x80 >> KEY_USAGE[usage];
  const unused = Math.clz32(bits & -bits) === 32 ? 0 : 31 - Math.clz32(bits & -bits);
  return extension(OID.keyUsage, true, bitString(Buffer.from([bits]), unused));
}

export function basicConstraints(isAuthority: boolean, pathLength?: number): Buffer {
  const parts = isAuthority ? [boolean(true), ...(pathLength === undefined ? [] : [integer(pathLength)])] : [];
  return extension(OID.basicConstraints, true, sequence(...parts));
}

export function extendedKeyUsage(...purposes: readonly string[]): Buffer {
  return extension(OID.extKeyUsage, false, sequence(...purposes.map(oid)));
}

/** SHA-1 over the bits of the public key (RFC 5280 §4.2.1.2, method 1): a name, not a protection. */
export function keyIdentifier(publicKeyInfo: Buffer): Buffer {
  const info = openWhole(publicKeyInfo, TAG.sequence, 'bad-certificate');
  info.expect(TAG.sequence);
  return hash('sha1', info.bitString(), 'buffer');
}

export function subjectKeyIdentifier(keyId: Buffer): Buffer {
  return extension(OID.subjectKeyIdentifier, false, octetString(keyId));
}

export function authorityKeyIdentifier(keyId: Buffer): Buffer {
  return extension(OID.authorityKeyIdentifier, false, sequence(contextPrimitive(0, keyId)));
}

/** Where the list of revoked certificates is found: URLs as ASCII. */
export function revocationListAt(urls: readonly string[]): Buffer {
  const names = urls.map((url) => contextPrimitive(6, Buffer.from(url, 'latin1')));
  return extension(
    OID.crlDistributionPoints,
    false,
    sequence(...names.map((name) => sequence(context(0, context(0, name))))),
  );
}

/** subjectAltName for a server: DNS names (wildcards allowed) and IP addresses, told apart by their looks. */
export function serverNames(hostnames: readonly string[]): Buffer {
  return extension(OID.subjectAltName, false, sequence(...hostnames.map(generalName)));
}

function generalName(hostname: string): Buffer {
  const bare = hostname.replace(/^\[|\]$/g, '');
  if (isIP(bare) !== 0) return contextPrimitive(7, addressBytes(bare));
  if (!/^[\x21-\x7e]{1,253}$/.test(hostname)) {
    throw new CartwrightError('bad-configuration', `"${hostname}" is not a host name a certificate can carry.`);
  }
  return contextPrimitive(2, Buffer.from(hostname.toLowerCase(), 'latin1'));
}

/** 4 or 16 bytes of a textual IP address. */
export function addressBytes(address: string): Buffer {
  if (isIP(address) === 4) return Buffer.from(address.split('.').map(Number));
  const plain = address.replace(/%.*$/, '').replace(/(\d+)\.(\d+)\.(\d+)\.(\d+)$/, (_, a, b, c, d) => {
    const pair = (high: string, low: string) => ((Number(high) << 8) | Number(low)).toString(16);
    return `${pair(a, b)}:${pair(c, d)}`;
  });
  const [head = '', tail] = plain.split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const gap = new Array<string>(tail === undefined ? 0 : 8 - left.length - right.length).fill('0');
  const out = Buffer.alloc(16);
  [...left, ...gap, ...right].forEach((group, index) => {
    out.writeUInt16BE(Number.parseInt(group, 16), index * 2);
  });
  return out;
}

/** GeneralNames of whoever a certificate is for, as the value of subjectAltName; undefined when there is none. */
export function holderNames(names: {
  email?: string | undefined;
  dns?: string | undefined;
  uri?: string | undefined;
  /** User principal name. */
  upn?: string | undefined;
}): Buffer | undefined {
  const ascii = (tag: number, text: string | undefined): Buffer[] =>
    text === undefined || text === '' ? [] : [contextPrimitive(tag, Buffer.from(text, 'utf8'))];
  const list = [
    ...(names.upn === undefined || names.upn === ''
      ? []
      : [context(0, oid(OID.principalName), context(0, utf8String(names.upn)))]),
    ...ascii(1, names.email),
    ...ascii(2, names.dns),
    ...ascii(6, names.uri),
  ];
  return list.length === 0 ? undefined : sequence(...list);
}
