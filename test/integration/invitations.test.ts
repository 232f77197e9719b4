import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createHttpClient, type HttpClient } from '../../electron/simulator/index.ts';
import { type RunningEngine, runEngine } from '../support/running-engine.ts';
import { StepDevice } from '../support/step-device.ts';

let running: RunningEngine;
let http: HttpClient;
let skew = 0;

beforeAll(async () => {
  running = await runEngine({ clock: { now: () => Date.now() + skew } });
  http = createHttpClient({ trustPem: running.rootPem });
});

afterAll(async () => {
  http.close();
  await running.stop();
});

const get = async (url: string) => (await http.send({ method: 'GET', url })).status;

describe('an enrollment link', () => {
  it('that is for one device lets one in, and shuts behind it', async () => {
    const { admin } = running;
    const way = await admin.invite({ maxUses: 1 });
    const [one, other, late] = [new StepDevice(), new StepDevice(), new StepDevice()];
    // Two people open the page at once; only who comes first gets in.
    for (const device of [one, other]) {
      await device.download(way);
      await device.obtainIdentity();
    }
    expect((await one.authenticate()).status).toBe(200);
    // A 401 is meant here: this device may not enroll.
    expect((await other.authenticate()).status).toBe(401);
    expect((await one.tokenUpdate()).status).toBe(200);
    await expect(late.download(way)).rejects.toThrow('410');
    expect(await admin.invitation(way.id)).toMatchObject({ uses: 1, status: 'used-up' });
    expect((await admin.devices()).map((row) => row.serialNumber)).not.toContain(other.serialNumber);
    for (const device of [one, other]) device.close();
  });

  it('that is for three devices counts enrollments, not attempts', async () => {
    const { admin } = running;
    const way = await admin.invite({ maxUses: 3 });
    const devices = [new StepDevice(), new StepDevice(), new StepDevice()];
    for (const device of devices) {
      // An attempt that breaks off after Authenticate, and then all over again.
      await device.download(way);
      await device.obtainIdentity();
      expect((await device.authenticate()).status).toBe(200);
      await device.enroll(way);
      device.close();
    }
    expect(await admin.invitation(way.id)).toMatchObject({ uses: 3, status: 'used-up' });
    expect(await get(way.profileUrl)).toBe(410);
  });

  it('with a PIN gives the profile to who knows it, and locks after ten wrong ones', async () => {
    const { admin } = running;
    const way = await admin.invite({ pin: '830274' });
    expect(await get(way.url)).toBe(200);
    const page = await http.send({ method: 'GET', url: `${way.url}/profile` });
    expect([page.status, page.headers['content-type']]).toEqual([403, 'text/html; charset=utf-8']);
    for (let tries = 0; tries < 9; tries += 1) expect(await get(`${way.url}/profile?pin=111111`)).toBe(403);
    const right = await http.send({ method: 'GET', url: `${way.url}/profile?pin=830274` });
    expect(right.headers['content-type']).toBe('application/x-apple-aspen-config');
    for (let tries = 0; tries < 10; tries += 1) await get(`${way.url}/profile?pin=111111`);
    expect(await get(`${way.url}/profile?pin=830274`)).toBe(403);
    const told = await admin.events('type=invitation.locked');
    expect(told.map((each) => each.data)).toContainEqual({ invitationId: way.id, name: 'Classroom' });
  });

  it('expires for downloads and for profiles that were downloaded before', async () => {
    const { admin } = running;
    const way = await admin.invite({ expiresAt: Date.now() + 60_000 });
    const device = new StepDevice();
    await device.download(way);
    await device.obtainIdentity();
    skew = 120_000;
    try {
      expect(await get(`${way.url}/profile`)).toBe(410);
      expect((await device.authenticate()).status).toBe(401);
    } finally {
      skew = 0;
      device.close();
    }
    expect((await admin.devices()).map((row) => row.serialNumber)).not.toContain(device.serialNumber);
  });

  it('that is revoked lets nobody in any more, and leaves those who are in alone', async () => {
    const { admin } = running;
    const way = await admin.invite();
    const inside = new StepDevice();
    await inside.enroll(way);
    await admin.call('POST', `/invitations/${way.id}/revoke`);
    expect(await get(way.profileUrl)).toBe(410);
    expect((await inside.idle()).status).toBe(200);
    inside.close();
  });

  it('lends its challenge once: the same profile on a second device gets no certificate', async () => {
    const { admin } = running;
    const way = await admin.invite();
    const [one, other] = [new StepDevice(), new StepDevice()];
    await one.download(way);
    other.terms = one.terms;
    await one.obtainIdentity();
    await expect(other.obtainIdentity()).rejects.toMatchObject({ failInfo: 'badRequest' });
    one.close();
  });
});
