import type { KeyObject } from 'node:crypto';
import type { Authority } from './authority.ts';

/** Where simulated devices get the certificate that Apple builds into real ones. */
export interface DeviceFactory {
  /** A certificate for a device's own key, and the authorities above it without the root; DER. */
  certify(device: { udid: string; publicKey: KeyObject }): { certificate: Buffer; chain: Buffer[] };
}

/** The factory of simulated Apple; everything it makes chains to `rootPem`, through an authority for devices. */
export function createDeviceFactory(authority: Authority, now: () => number): DeviceFactory {
  return { certify: ({ udid, publicKey }) => authority.issueDevice({ udid, publicKey, now: now() }) };
}
