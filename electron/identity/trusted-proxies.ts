import { BlockList, isIP } from 'node:net';
import { CartwrightError } from '../../shared/errors.ts';
import { parseCertificate } from './x509/parse-certificate.ts';

/** The proxies whose client-certificate header is believed. */
export interface TrustedProxies {
  /** Lower-case name of the one header that is read. */
  readonly header: string;
  /** Whether a socket's remote address is a trusted proxy. */
  trusts(remoteAddress: string | undefined): boolean;
}

/**
 * Reads the list of trusted proxies.
 *
 * @param addresses IP addresses and CIDR ranges, e.g. `10.0.0.7`, `192.168.4.0/24`, `2001:db8::/48`
 * @param header the header the proxy sets: `Client-Cert` holds what RFC 9440 says, any other name URL-encoded PEM as
 *   nginx's `$ssl_client_escaped_cert`. The proxy must overwrite this header on every request: exactly one name is
 *   read, because a header it forwards unread would let anyone pose as any device.
 * @throws CartwrightError 'bad-configuration'
 */
export function trustedProxies(addresses: readonly string[], header: string): TrustedProxies {
  if (!/^[A-Za-z0-9-]{1,64}$/.test(header)) {
    throw new CartwrightError('bad-configuration', `"${header}" is not the name of a header.`);
  }
  const list = new BlockList();
  for (const entry of addresses) addEntry(list, entry);
  return {
    header: header.toLowerCase(),
    trusts(remoteAddress) {
      if (remoteAddress === undefined) return false;
      const address = plainAddress(remoteAddress);
      const family = isIP(address);
      return family !== 0 && list.check(address, family === 4 ? 'ipv4' : 'ipv6');
    },
  };
}

function addEntry(list: BlockList, entry: string): void {
  const [text = '', prefix, ...rest] = entry.trim().split('/');
  const address = plainAddress(text);
  const family = isIP(address);
  const bits = prefix === undefined ? undefined : /^\d{1,3}$/.test(prefix) ? Number(prefix) : Number.NaN;
  const most = family === 4 ? 32 : 128;
  if (family === 0 || rest.length > 0 || (bits !== undefined && !(bits >= 0 && bits <= most))) {
    throw new CartwrightError('bad-configuration', `"${entry}" is not an IP address or a range like 192.168.4.0/24.`);
  }
  const type = family === 4 ? 'ipv4' : 'ipv6';
  if (bits === undefined) list.addAddress(address, type);
  else list.addSubnet(address, bits, type);
}

/** IPv4 as sockets that listen on both families report it (`::ffff:10.0.0.7`) becomes plain IPv4; zones go. */
function plainAddress(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '');
}

/**
 * The certificate in a proxy's header; undefined when it holds none that can be read, or more than one.
 * `Client-Cert` is a Byte Sequence of RFC 8941 (`:base64:`), per RFC 9440 §2.2; others are URL-encoded PEM.
 */
export function readClientCertificateHeader(header: string, value: string): Buffer | undefined {
  try {
    const base64 = header === 'client-cert' ? /^:([A-Za-z0-9+/]+={0,2}):$/.exec(value.trim())?.[1] : pemBody(value);
    if (base64 === undefined) return undefined;
    return parseCertificate(Buffer.from(base64, 'base64')).der;
  } catch {
    return undefined;
  }
}

function pemBody(value: string): string | undefined {
  const text = decodeURIComponent(value.trim());
  const match = /^-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]+)-----END CERTIFICATE-----\s*$/.exec(text);
  return match?.[1];
}
