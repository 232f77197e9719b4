import type { Services } from '../../../electron/rpc/index.ts';
import type { Branding, DeviceDetail, Event, Status } from '../../../shared/contract/index.ts';
import { CartwrightError } from '../../../shared/errors.ts';
import { TOPIC } from './fake-devices.ts';

/** What of the engine itself is played. */
export type FakeSystem = {
  push: Pick<Services['push'], 'status' | 'createRequest' | 'importCertificate'>;
  system: Pick<
    Services['system'],
    'status' | 'setOrganisation' | 'branding' | 'setBranding' | 'authority' | 'importTls' | 'useBuiltInTls'
  >;
};

/** How the engine of the school in memory stands, and its push certificate. */
export function playSystem({
  devices,
  tell,
  now,
  lastSeq,
}: {
  devices: readonly DeviceDetail[];
  tell: (type: string, part?: Partial<Event>) => void;
  now: () => number;
  lastSeq: () => number;
}): { services: FakeSystem; setPush(state: Status['push']['certificate']['state']): void } {
  let certificate: Status['push']['certificate']['state'] = 'ready';
  let organisation = 'Maple Street School';
  let branding: Branding = { logo: null, contact: null };
  const status = (): Status => ({
    product: 'Cartwright',
    version: '0.1.0',
    startedAt: now() - 7_200_000,
    organisation,
    listener: {
      url: 'https://mdm.maple.example:8443',
      certificate: { source: 'built-in', names: ['mdm.maple.example'], notAfter: now() + 300 * 86_400_000 },
    },
    console: { url: 'http://127.0.0.1:8480' },
    devices: {
      total: devices.length,
      enrolled: devices.filter(({ state }) => state === 'enrolled').length,
      pending: devices.filter(({ state }) => state === 'pending').length,
    },
    commands: { open: devices.reduce((sum, { openCommands }) => sum + openCommands, 0) },
    push: {
      certificate: {
        state: certificate,
        topic: certificate === 'none' ? null : TOPIC,
        notAfter: certificate === 'none' ? null : now() + 200 * 86_400_000,
        serial: '01',
        fingerprint: 'cd'.repeat(32),
      },
      connection: certificate === 'ready' ? 'connected' : 'idle',
      host: 'api.push.apple.com',
      lastError: null,
      delivered: 1204,
      waiting: 0,
    },
    lastEventSeq: lastSeq(),
    demo: false,
  });

  return {
    setPush(state) {
      certificate = state;
      tell('push.certificate-requested', { actor: 'administrator' });
    },
    services: {
      push: {
        status: () => status().push,
        createRequest: async () => ({
          csrPem: '-----BEGIN CERTIFICATE REQUEST-----\nMA==\n-----END CERTIFICATE REQUEST-----\n',
        }),
        async importCertificate() {
          throw new CartwrightError('bad-certificate', 'This certificate was not made for the request that waits.');
        },
      },
      system: {
        status,
        async setOrganisation(name) {
          organisation = name;
          tell('setting.changed', { actor: 'administrator' });
          return status();
        },
        branding: () => branding,
        async setBranding(next) {
          branding = next;
          tell('branding.changed', { actor: 'administrator' });
          return branding;
        },
        authority: () => ({
          rootPem: '-----BEGIN CERTIFICATE-----\nMA==\n-----END CERTIFICATE-----\n',
          fingerprint: 'ef'.repeat(32),
          subject: 'CN=Cartwright root',
          notAfter: now() + 3650 * 86_400_000,
        }),
        importTls: async () => status(),
        useBuiltInTls: async () => status(),
      },
    },
  };
}
