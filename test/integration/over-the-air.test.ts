import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decodePlistDict, encodePlistBytes } from '../../electron/protocol/index.ts';
import { createFleet, readProfile, STEADY_IPADS } from '../../electron/simulator/index.ts';
import { type RunningEngine, runEngine } from '../support/running-engine.ts';
import { pemOf, readTerms, StepDevice } from '../support/step-device.ts';
import { newKey, signedBy, ToldDevice } from '../support/told-device.ts';

let running: RunningEngine;
let late = 0;

beforeAll(async () => {
  running = await runEngine({ clock: { now: () => Date.now() + late } });
});
afterAll(() => running.stop());

const invite = (wanted: object = {}) => running.admin.invite({ way: 'over-the-air', ...wanted });
const told = () => new ToldDevice(running.apple, running.rootPem);

async function reasons(): Promise<unknown[]> {
  return (await running.admin.events('type=enrollment.refused')).map(({ data }) => data.reason);
}

describe('an enrollment over the air', () => {
  it('OTA-1, OTA-3 is signed by Apple’s certificate first, by ours then, and ends with a configuration profile for that device', async () => {
    const device = told();
    const { url, told: attributes } = await device.service(await invite());
    expect(attributes).toMatchObject({ UDID: device.state.udid, SERIAL: device.state.serialNumber });

    const second = await device.post(url, await device.signed(attributes));
    expect(second).toMatchObject({ status: 200, headers: { 'content-type': 'application/x-apple-aspen-config' } });
    const asks = readProfile(second.body);
    expect(asks.payloads.map(({ PayloadType }) => PayloadType)).toEqual(['com.apple.security.scep']);

    const identity = await device.identity(second);
    const last = await device.post(url, signedBy(attributes, identity));
    expect(last).toMatchObject({ status: 200, headers: { 'content-type': 'application/x-apple-aspen-config' } });
    // Encrypted for the device that asked: nobody else reads the challenge in it.
    expect(() => readProfile(last.body)).toThrow('no key');
    const profile = readProfile(last.body, identity.key);
    expect(profile.signed).toBe(true);
    expect(profile.profile.encrypted).toBe(true);
    expect(profile.payloads.map(({ PayloadType }) => PayloadType)).toEqual([
      'com.apple.security.root',
      'com.apple.security.scep',
      'com.apple.mdm',
    ]);
    const proven = await running.admin.events('type=enrollment.proven-over-the-air');
    expect(proven[0]?.data).toMatchObject({ serialNumber: device.state.serialNumber });
  });

  it('brings devices from the link to their first commands, unencrypted where so decided', async () => {
    const { admin, apple } = running;
    const ways = await admin.call<object>('GET', '/ways-in');
    await admin.call('PUT', '/ways-in', { ...ways, encryptProfiles: false });
    const fleet = createFleet({
      seed: 31,
      count: 3,
      push: apple.apns.devices,
      factory: apple.factory,
      mix: STEADY_IPADS,
      keyPool: 1,
      apps: 2,
    });
    try {
      const { failed } = await fleet.enrollAll([await invite({ name: 'Air' }), await invite({ signMessage: true })]);
      expect(failed).toEqual([]);
      for (const { state } of fleet.devices) {
        const { id } = await admin.inventoried(state.serialNumber);
        const command = await admin.send(id, { RequestType: 'ProfileList' });
        await admin.reached(command, 'acknowledged');
      }
      const { rows } = await admin.call<{ rows: { serialNumber: string; way: string }[] }>('GET', '/enrollments');
      const came = rows.filter(({ serialNumber }) => serialNumber === fleet.devices[0]?.state.serialNumber);
      expect(came.map(({ way }) => way)).toEqual(['over-the-air']);
    } finally {
      await fleet.stop();
      await admin.call('PUT', '/ways-in', { ...ways, encryptProfiles: true });
    }
  });

  it('OTA-1 refuses what somebody else signed: an enrolled device, a stranger, nobody', async () => {
    const device = told();
    const { url, told: attributes } = await device.service(await invite());
    const { key, publicKey } = newKey();
    const enrolled = new StepDevice();
    await enrolled.enroll(await running.admin.invite());
    const { identity } = enrolled;
    if (identity === undefined) throw new Error('The device has no identity.');
    const builtIn = running.apple.factory.certify({ udid: 'X', publicKey });
    const bad = [
      // An identity of ours for being managed, a built-in certificate without the authority above it, no signature at all.
      signedBy(attributes, identity),
      signedBy(attributes, { certificate: builtIn.certificate, key }),
      encodePlistBytes(attributes),
      Buffer.concat([(await device.signed(attributes)).subarray(0, -20), Buffer.alloc(20)]),
    ];
    for (const body of bad) expect([400, 403]).toContain((await device.post(url, body)).status);
    expect(await reasons()).toContain('unknown-signer');
    // None of them used the challenge up.
    expect((await device.post(url, await device.signed(attributes))).status).toBe(200);
    enrolled.close();
  });

  it('OTA-2 counts a challenge once, and for half an hour', async () => {
    const device = told();
    const way = await invite();
    const { url, told: attributes } = await device.service(way);
    const body = await device.signed(attributes);
    const second = await device.post(url, body);
    expect(second.status).toBe(200);
    expect((await device.post(url, body)).status).toBe(403);
    expect((await told().post(url, await device.signed({ ...attributes, CHALLENGE: 'made-up' }))).status).toBe(403);
    // The last step counts once as well.
    const identity = await device.identity(second);
    const again = signedBy(attributes, identity);
    expect((await device.post(url, again)).status).toBe(200);
    expect((await device.post(url, again)).status).toBe(403);

    const slow = await device.service(way);
    late = 31 * 60_000;
    try {
      expect((await device.post(slow.url, await device.signed(slow.told))).status).toBe(403);
    } finally {
      late = 0;
    }
    expect(await reasons()).toEqual(expect.arrayContaining(['challenge-used', 'challenge-expired']));
  });

  it('OTA-2 gives what one device proved to no other', async () => {
    const [device, other] = [told(), told()];
    const way = await invite();
    const { url, told: attributes } = await device.service(way);
    const second = await device.post(url, await device.signed(attributes));
    const identity = await device.identity(second);
    // Another device's number under the identity of the first.
    expect((await device.post(url, signedBy({ ...attributes, UDID: other.state.udid }, identity))).status).toBe(403);
    const last = await device.post(url, signedBy(attributes, identity));
    const profile = readProfile(last.body, identity.key);

    // Whoever gets hold of the last answer and its key enrolls no other device with it.
    const thief = new StepDevice();
    thief.terms = { ...readTerms(last.body, identity.key), roots: running.rootPem };
    await thief.obtainIdentity();
    expect((await thief.authenticate()).status).toBe(401);
    expect(await reasons()).toContain('other-than-proven');
    thief.state = device.state;
    expect((await thief.authenticate()).status).toBe(200);
    expect(profile.identifier).toMatch(/\.enrollment$/);
    thief.close();
  });

  it('OTA-4 has the three operations of SCEP, and an identity between two steps opens no other door', async () => {
    const device = told();
    const scep = `${running.engine.listenerUrl}/scep?operation=`;
    const caps = await device.ask({ method: 'GET', url: `${scep}GetCACaps` });
    expect(caps.body.toString().split('\n')).toEqual(expect.arrayContaining(['POSTPKIOperation', 'SHA-256', 'AES']));
    const authority = await device.ask({ method: 'GET', url: `${scep}GetCACert` });
    expect(pemOf(authority.body).replace(/\s/g, '')).toBe(running.rootPem.replace(/\s/g, ''));

    const { url, told: attributes } = await device.service(await invite());
    const identity = await device.identity(await device.post(url, await device.signed(attributes)));
    const plain = new StepDevice();
    await plain.download(await running.admin.invite());
    plain.takeIdentity({
      ...identity,
      certificatePem: pemOf(identity.certificate),
      keyPem: identity.key.export({ type: 'pkcs8', format: 'pem' }).toString(),
    });
    expect((await plain.authenticate()).status).toBe(403);
    plain.close();
  });

  it('BP-32 answers the Update button of a device that is managed with its profile anew, for its present identity only', async () => {
    const { admin } = running;
    const way = await invite({ maxUses: 1 });
    const device = told();
    const { url, told: attributes } = await device.service(way);
    const between = await device.identity(await device.post(url, await device.signed(attributes)));
    const last = await device.post(url, signedBy(attributes, between));
    const managed = new StepDevice();
    managed.state = device.state;
    managed.terms = { ...readTerms(last.body, between.key), roots: running.rootPem };
    const first = await managed.obtainIdentity();
    expect((await managed.authenticate()).status).toBe(200);
    expect((await managed.tokenUpdate()).status).toBe(200);
    const { id } = await admin.find(device.state.serialNumber);
    const before = (await admin.device(id)).enrollments[0];

    // The link is used up, and what the identity tells of itself must be of its own device.
    expect((await admin.invitation(way.id)).status).toBe('used-up');
    expect((await told().post(url, await device.signed(attributes))).status).toBe(403);
    const lie = { ...attributes, UDID: told().state.udid };
    expect((await device.post(url, signedBy(lie, first))).status).toBe(403);
    expect(await reasons()).toContain('other-device');

    const answer = await device.post(url, signedBy(attributes, first));
    expect(answer).toMatchObject({ status: 200, headers: { 'content-type': 'application/x-apple-aspen-config' } });
    expect(() => readProfile(answer.body)).toThrow('no key');
    const again = readTerms(answer.body, first.key);
    expect(again.management).toEqual(managed.terms.management);
    managed.terms = { ...again, roots: running.rootPem };
    const second = await managed.obtainIdentity();
    expect((await managed.authenticate()).status).toBe(200);
    expect((await managed.tokenUpdate()).status).toBe(200);
    const after = (await admin.device(id)).enrollments;
    expect(after).toHaveLength(1);
    expect(after[0]).toMatchObject({ id: before?.id, state: 'enrolled' });
    expect(after[0]?.certificate?.fingerprint).not.toBe(before?.certificate?.fingerprint);

    // The former identity is history, and says so.
    expect((await device.post(url, signedBy(attributes, first))).status).toBe(403);
    expect(await reasons()).toContain('certificate-revoked');
    await admin.call('POST', `/devices/${id}/end-management`, { way: 'turn-away' });
    expect((await device.post(url, signedBy(attributes, second))).status).toBe(403);
    expect(await reasons()).toContain('enrollment-ended');
    managed.close();
  });

  it('waits for approval, takes expected devices only, and tells old ones to update', async () => {
    const { admin } = running;
    const device = told();
    const strict = await invite({ onlyExpected: true });
    const first = await device.service(strict);
    expect((await device.post(first.url, await device.signed(first.told))).status).toBe(403);
    const csv = `serial\n${device.state.serialNumber}`;
    await admin.call('POST', '/expected-devices/import', { csv, invitationId: strict.id });
    expect((await device.post(first.url, await device.signed(first.told))).status).toBe(200);

    const asked = await invite({ requiresApproval: true });
    await expect(device.service(asked)).rejects.toThrow('403');
    const sent = await device.ask({
      method: 'POST',
      url: asked.url,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: Buffer.from('ask=1&name=Grace'),
    });
    const page = new URL(sent.headers.location ?? '', asked.url).href;
    const { rows: requests } = await admin.call<{ rows: { id: string }[] }>(
      'GET',
      '/enrollment-requests?state=waiting',
    );
    await admin.call('POST', `/enrollment-requests/${requests[0]?.id}/approve`);
    const { url, told: attributes } = await device.service({ ...asked, url: page });
    const identity = await device.identity(await device.post(url, await device.signed(attributes)));
    expect((await device.post(url, signedBy(attributes, identity))).status).toBe(200);

    const ways = await admin.call<object>('GET', '/ways-in');
    await admin.call('PUT', '/ways-in', { ...ways, minimumOs: { iOS: '99.1', macOS: null } });
    try {
      const old = { ...first.told, PRODUCT: 'iPad14,1', OS_VERSION: '17.4', MDM_CAN_REQUEST_SOFTWARE_UPDATE: true };
      const again = await device.service(strict);
      const answer = await device.post(again.url, await device.signed({ ...old, CHALLENGE: again.told.CHALLENGE }));
      expect(answer.status).toBe(403);
      expect(decodePlistDict(answer.body)).toMatchObject({
        code: 'com.apple.softwareupdate.required',
        details: { OSVersion: '99.1' },
      });
    } finally {
      await admin.call('PUT', '/ways-in', { ...ways, minimumOs: { iOS: null, macOS: null } });
    }
  });
});
