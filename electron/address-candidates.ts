import { BlockList, isIP } from 'node:net';
import type { AddressCandidate, Finding } from '../shared/contract/index.ts';
import { EVERYWHERE, type MachineAddresses } from './addresses.ts';

const LOOPBACK = blocks(['127.0.0.0', 8, 'ipv4'], ['::1', 128, 'ipv6']);
const LINK_LOCAL = blocks(['169.254.0.0', 16, 'ipv4'], ['fe80::', 10, 'ipv6']);
const PRIVATE = blocks(
  ['10.0.0.0', 8, 'ipv4'],
  ['172.16.0.0', 12, 'ipv4'],
  ['192.168.0.0', 16, 'ipv4'],
  ['100.64.0.0', 10, 'ipv4'],
  ['fc00::', 7, 'ipv6'],
);
/** Endings that no public authority signs for (RFC 6761, 6762, 8375, and .internal). */
const NOT_PUBLIC = /\.(local|localhost|internal|lan|home|corp|home\.arpa|test|invalid|example|onion)$/;

/** How much each finding speaks against an address, for the recommendation. */
const WEIGHT: Record<string, number> = {
  loopback: 100,
  'link-local': 90,
  'not-bound': 80,
  'not-in-certificate': 50,
  'bare-name': 30,
  'local-name': 20,
  'may-change': 10,
  'private-address': 5,
};
const TOO_BAD = 80;
/** Not every network carries IPv6 to every device yet. */
const V6_WEIGHT = 8;

const MESSAGES = {
  loopback: 'Only programs on this computer reach this address: right for the simulator, wrong for devices.',
  'link-local': 'An address of this kind is made up when the network gives none. Devices elsewhere cannot reach it.',
  'may-change':
    'Networks give out addresses for a while only. Reserve this one for this computer in the router, or use a host name: devices never learn another address.',
  'bare-name': 'A name without a dot is found only where the network adds the rest. Many devices will not find it.',
  'local-name': 'Names ending in .local are found within one network only, not across routers or VPNs.',
  'private-address': 'Devices reach this address within your own network only, not from home or over mobile data.',
  'not-bound': 'The listener does not accept connections on this address; see its setting "listen".',
  'not-in-certificate': 'The imported TLS certificate is not made out to this name: devices would refuse it.',
} as const;

/** What the candidates are judged by. */
export interface Surroundings {
  readonly machine: MachineAddresses;
  readonly bound: { readonly host: string; readonly port: number };
  readonly current: string;
  readonly further: readonly string[];
  /** Undefined while our own authority signs: it signs for any name. */
  readonly importedCovers: ((host: string) => boolean) | undefined;
}

/** Every way this machine may be called, with what speaks against each; the best one is marked. */
export function addressCandidates(around: Surroundings): AddressCandidate[] {
  const { machine, bound } = around;
  const bare = !machine.hostname.includes('.') && machine.hostname !== 'localhost';
  const interfaces = machine.interfaces ?? machine.addresses.map((address) => ({ name: null, address }));
  const nameOf = new Map<string, string | null>(interfaces.map(({ name, address }) => [address.toLowerCase(), name]));
  const hosts = [
    hostOf(around.current),
    ...around.further,
    machine.hostname,
    ...(bare ? [`${machine.hostname}.local`] : []),
    ...interfaces.map(({ address }) => address),
    ...(EVERYWHERE.has(bound.host) ? [] : [bound.host]),
  ];
  const judged = [...new Set(hosts.map((host) => host.toLowerCase()))]
    .filter((host) => host !== '')
    .map((host) => ({ host, findings: findingsOf(host, around) }));
  const burden = (findings: readonly Finding[]): number =>
    findings.reduce((sum, { code }) => sum + (WEIGHT[code] ?? 0), 0);
  const ordered = judged
    .map((entry, index) => ({
      ...entry,
      index,
      weight: burden(entry.findings) + (isIP(entry.host) === 6 ? V6_WEIGHT : 0),
    }))
    .sort((one, other) => one.weight - other.weight || one.index - other.index);
  return ordered.map(({ host, findings, weight }, index) => {
    const version = isIP(host);
    return {
      host,
      kind: version === 4 ? 'ipv4' : version === 6 ? 'ipv6' : 'name',
      interfaceName: nameOf.get(host) ?? null,
      url: `https://${version === 6 ? `[${host}]` : host}:${bound.port}`,
      current: host === hostOf(around.current),
      recommended: index === 0 && weight < TOO_BAD,
      tls: around.importedCovers === undefined ? 'built-in' : around.importedCovers(host) ? 'imported' : 'uncovered',
      publicCertificatePossible: version === 0 && host.includes('.') && !NOT_PUBLIC.test(host),
      findings,
    };
  });
}

/** The host of a URL, an IPv6 address without brackets. */
export function hostOf(url: string): string {
  return new URL(url).hostname.replace(/^\[|\]$/g, '').toLowerCase();
}

/** What speaks against one host name or address. */
export function findingsOf(host: string, around: Pick<Surroundings, 'bound' | 'importedCovers'>): Finding[] {
  const codes: Array<keyof typeof MESSAGES> = [];
  const loopback = host === 'localhost' || within(LOOPBACK, host);
  if (loopback) codes.push('loopback');
  else if (within(LINK_LOCAL, host)) codes.push('link-local');
  else if (isIP(host) !== 0) {
    codes.push('may-change');
    if (within(PRIVATE, host)) codes.push('private-address');
  } else if (!host.includes('.')) codes.push('bare-name');
  else if (host.endsWith('.local')) codes.push('local-name');
  const { host: bound } = around.bound;
  const boundToLoopback = bound === 'localhost' || within(LOOPBACK, bound);
  // A name may lead anywhere; an address is bound or it is not.
  if (!EVERYWHERE.has(bound) && host !== bound && (boundToLoopback ? !loopback : isIP(host) !== 0))
    codes.push('not-bound');
  if (around.importedCovers?.(host) === false) codes.push('not-in-certificate');
  return codes.map((code) => ({ code, severity: 'warn', path: [], message: MESSAGES[code] }));
}

function blocks(...subnets: Array<[string, number, 'ipv4' | 'ipv6']>): BlockList {
  const list = new BlockList();
  for (const [net, prefix, family] of subnets) list.addSubnet(net, prefix, family);
  return list;
}

function within(list: BlockList, host: string): boolean {
  const version = isIP(host);
  return version !== 0 && list.check(host, version === 4 ? 'ipv4' : 'ipv6');
}
