import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFleet, type Fleet, SCHOOL } from '../../electron/simulator/index.ts';
import { type RunningEngine, runEngine } from '../support/running-engine.ts';

/* Certificates that profiles bring: simulated devices get them over real TLS from the SCEP server, and by PKCS#12. */

let running: RunningEngine;
let fleet: Fleet;
beforeAll(async () => {
  running = await runEngine();
  fleet = createFleet({
    seed: 31,
    count: 2,
    push: running.apple.apns.devices,
    keyPool: 4,
    apps: 2,
    supervised: true,
    mix: { ...SCHOOL, families: { iPad: 1 }, vanishing: 0, flaky: 0, broken: 0 },
  });
  const { failed } = await fleet.enrollAll(await running.admin.invite(), { concurrency: 2 });
  expect(failed).toEqual([]);
  await fleet.settled();
});
afterAll(async () => {
  await fleet.stop();
  await running.stop();
});

const payload = (type: string, number: number, keys: object) => ({
  PayloadType: type,
  PayloadVersion: 1,
  PayloadIdentifier: `org.example.certificates.${number}`,
  PayloadUUID: `C0C0C0C0-0000-4000-8000-00000000000${number}`,
  ...keys,
});

describe('a policy whose certificates come from the built-in authority', () => {
  it('gives each device a SCEP identity and a PKCS#12 with its own serial number in them (CERT-05, CERT-06)', async () => {
    const { admin } = running;
    const rows = await admin.devices();
    const policy = await admin.call<{ id: string }>('POST', '/policies', {
      type: 'profile',
      options: { name: 'Certificates' },
      content: {
        PayloadType: 'Configuration',
        PayloadVersion: 1,
        PayloadIdentifier: 'org.example.certificates',
        PayloadUUID: 'C0C0C0C0-0000-4000-8000-000000000009',
        PayloadDisplayName: 'Certificates',
        PayloadContent: [
          payload('com.apple.security.scep', 1, {
            cartwright: { source: 'authority-scep', subject: 'CN=scep $DEVICE_SN$' },
          }),
          payload('com.apple.security.pkcs12', 2, {
            cartwright: { source: 'authority-pkcs12', subject: 'CN=p12 $DEVICE_SN$' },
          }),
        ],
      },
    });
    const assignments = rows.map(({ id }) => ({ target: { kind: 'device', id }, mode: 'include' }));
    await admin.call('PUT', `/policies/${policy.id}/assignments`, { assignments });
    const issued = async () => {
      await admin.call('POST', '/devices/wake', { deviceIds: rows.map(({ id }) => id) });
      return (await admin.call<{ total: number }>('GET', '/configured-certificates?state=issued')).total;
    };
    await expect.poll(issued, { timeout: 120_000, interval: 1000 }).toBe(4);
    await fleet.settled();
    for (const device of fleet.devices) {
      const names = device.state.certificates.map(({ commonName }) => commonName);
      expect(names).toContain(`scep ${device.state.serialNumber}`);
    }
    const { ok } = await admin.call<{ ok: boolean }>('POST', '/certificate-library/trial', { itemId: null });
    expect(ok).toBe(true);
  });
});
