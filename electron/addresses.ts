import { hostname, networkInterfaces } from 'node:os';

/** How this machine can be called from the network. */
export interface MachineAddresses {
  readonly hostname: string;
  /** IP addresses of the network interfaces, without loopback and link-local ones. */
  readonly addresses: readonly string[];
  /** Every interface, those of loopback and link-local too; empty when nobody asked. */
  readonly interfaces?: ReadonlyArray<{ readonly name: string; readonly address: string }>;
}

/** Asks the operating system. */
export function machineAddresses(): MachineAddresses {
  const interfaces = Object.entries(networkInterfaces()).flatMap(([name, list]) =>
    (list ?? []).map(({ address, internal }) => ({ name, address, internal })),
  );
  const addresses = interfaces
    .filter((entry) => !entry.internal && !entry.address.startsWith('fe80:') && !entry.address.startsWith('169.254.'))
    .map((entry) => entry.address);
  return { hostname: hostname(), addresses, interfaces };
}

export const EVERYWHERE: ReadonlySet<string> = new Set(['0.0.0.0', '::']);

/**
 * The listener's address as devices write it: what the configuration says, else the bound host, else (bound
 * everywhere) the first IPv4 address of this machine, which needs no name service.
 */
export function publicUrl(
  configured: string | undefined,
  bound: { host: string; port: number },
  machine: MachineAddresses,
): string {
  if (configured !== undefined) return configured;
  const host = EVERYWHERE.has(bound.host)
    ? (machine.addresses.find((address) => !address.includes(':')) ?? machine.addresses[0] ?? machine.hostname)
    : bound.host;
  return `https://${host.includes(':') ? `[${host}]` : host}:${bound.port}`;
}

/** Every name the TLS certificate must carry, without repeats: the public one first. */
export function certificateNames(
  url: string,
  bound: { host: string },
  further: readonly string[],
  machine: MachineAddresses,
): string[] {
  const own = new URL(url).hostname.replace(/^\[|\]$/g, '');
  const local = EVERYWHERE.has(bound.host)
    ? [machine.hostname, ...(machine.hostname.includes('.') ? [] : [`${machine.hostname}.local`]), ...machine.addresses]
    : [bound.host];
  const names = [own, ...further, ...local, 'localhost', '127.0.0.1', '::1'];
  return [...new Set(names.map((name) => name.toLowerCase()))];
}
