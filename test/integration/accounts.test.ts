import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decodePlistDict, encodePlistBytes } from '../../electron/protocol/index.ts';
import {
  type AccountWay,
  askForProfile,
  createFleet,
  discover,
  type Fleet,
  readProfile,
  type SimulatedDevice,
  STEADY_IPADS,
  signIn,
  signInUrlOf,
} from '../../electron/simulator/index.ts';
import type { EnrollmentListRow, WaysIn } from '../../shared/contract/index.ts';
import { type RunningEngine, runEngine } from '../support/running-engine.ts';
import { readTerms, StepDevice } from '../support/step-device.ts';
import { ToldDevice } from '../support/told-device.ts';

const PASSWORD = 'Kreide und Schwamm';
const DOMAIN = 'maple.example';

let running: RunningEngine;
let late = 0;
let ways: WaysIn;
let invitationId: string;
const fleets: Fleet[] = [];

beforeAll(async () => {
  running = await runEngine({ clock: { now: () => Date.now() + late } });
  const { admin } = running;
  invitationId = (await admin.invite({ name: 'By account' })).id;
  for (const shortName of ['grace', 'ada', 'linus', 'tim']) {
    await admin.call('POST', '/device-users/accounts', { shortName, password: PASSWORD });
  }
  const before = await admin.call<WaysIn>('GET', '/ways-in');
  const accountDriven = { user: true, device: true, domains: [DOMAIN], who: 'both', invitationId };
  ways = await admin.call<WaysIn>('PUT', '/ways-in', { ...before, accountDriven });
});
afterAll(async () => {
  for (const fleet of fleets) await fleet.stop();
  await running.stop();
});

const told = () => new ToldDevice(running.apple, running.rootPem);
const wayOf = (account: string, more: Partial<AccountWay> = {}): AccountWay => ({
  account,
  password: PASSWORD,
  domainUrl: running.engine.listenerUrl,
  trustPem: running.rootPem,
  ...more,
});
const client = (device: ToldDevice) => ({ send: device.ask.bind(device), close: () => {} });

function oneDevice(seed: number, family: 'iPad' | 'iPhone' | 'Mac' | 'AppleTV' = 'iPhone'): SimulatedDevice {
  const { apple } = running;
  const mix = { ...STEADY_IPADS, families: { [family]: 1 } };
  const fleet = createFleet({
    seed,
    count: 1,
    push: apple.apns.devices,
    factory: apple.factory,
    mix,
    keyPool: 1,
    apps: 4,
  });
  fleets.push(fleet);
  const [device] = fleet.devices;
  if (device === undefined) throw new Error('There is no device.');
  return device;
}

/** The enrollment of an account, once it is there. */
async function enrolledFor(account: string): Promise<EnrollmentListRow> {
  return running.admin.until(`the enrollment of ${account}`, async () => {
    const { rows } = await running.admin.call<{ rows: EnrollmentListRow[] }>('GET', `/enrollments?search=${account}`);
    return rows.find((row) => row.state === 'enrolled');
  });
}

/** From the domain to the page a device is sent to, and the token behind it. */
async function tokenFor(device: ToldDevice, way: AccountWay): Promise<{ baseUrl: string; token: string }> {
  const { baseUrl } = await discover(way, device.state, client(device));
  const first = await askForProfile(baseUrl, device.state, client(device), device.wiring);
  return { baseUrl, token: await signIn(signInUrlOf(first) ?? '', way, client(device)) };
}

describe('a person who signs in on a device', () => {
  it('enrolls it as the person’s own: no serial number, only what user enrollment allows, until the first command is answered', async () => {
    const { admin } = running;
    const device = oneDevice(41);
    await device.enroll(wayOf(`grace@${DOMAIN}`));
    const { deviceId, way, serialNumber } = await enrolledFor(`grace@${DOMAIN}`);
    expect({ way, serialNumber }).toEqual({ way: 'account-user', serialNumber: null });

    const told = await admin.until('its inventory', async () => {
      const row = await admin.device(deviceId);
      return row.reports.deviceInformation !== null && row.openCommands === 0 ? row : undefined;
    });
    expect(told).toMatchObject({ udid: null, serialNumber: null, enrollments: [{ userEnrollment: true }] });
    const { refused } = await admin.call<{ refused: { findings: { code: string }[] }[] }>('POST', '/commands', {
      deviceIds: [deviceId],
      command: { RequestType: 'EraseDevice' },
    });
    expect(JSON.stringify(refused)).toContain('not-in-user-enrollment');
    const command = await admin.send(deviceId, { RequestType: 'ProfileList' });
    await admin.reached(command, 'acknowledged');
    expect(device.state.management).toMatchObject({ account: `grace@${DOMAIN}` });
    const [identity] = (await admin.device(deviceId)).enrollments;
    expect(identity?.state).toBe('enrolled');
  });

  it('enrolls a device of the organization, with its serial number, by the link of an invitation', async () => {
    const { admin } = running;
    const { url, pin } = await admin.invite({ name: 'Staff Macs', pin: '4711' });
    const device = oneDevice(42, 'Mac');
    // Who has a password signs in with it; a link is for the others.
    const way = { password: '', code: url, pin: pin ?? '', version: 'mdm-adde' } as const;
    await expect(device.enroll(wayOf(`ada@${DOMAIN}`, way))).rejects.toThrow('403');
    await device.enroll(wayOf(`newcomer@${DOMAIN}`, way));
    const row = await enrolledFor(`newcomer@${DOMAIN}`);
    expect(row).toMatchObject({ way: 'account-device', invitationName: 'Staff Macs' });
    expect(row.serialNumber).toBe(device.state.serialNumber);
    const { id } = await admin.inventoried(device.state.serialNumber);
    const command = await admin.send(id, { RequestType: 'SecurityInfo' });
    await admin.reached(command, 'acknowledged');
  });

  it('gets a profile that names account and mode, and no rights under user enrollment', async () => {
    const device = told();
    const way = wayOf(`linus@${DOMAIN}`);
    for (const [version, mode] of [
      ['mdm-byod', 'BYOD'],
      ['mdm-adde', 'ADDE'],
    ] as const) {
      const { baseUrl, token } = await tokenFor(device, { ...way, version });
      const answer = await askForProfile(baseUrl, device.state, client(device), device.wiring, token);
      expect(answer.headers['content-type']).toBe('application/x-apple-aspen-config');
      const mdm = readProfile(answer.body).payloads.find(({ PayloadType }) => PayloadType === 'com.apple.mdm');
      expect(mdm).toMatchObject({ EnrollmentMode: mode, AssignedManagedAppleID: `linus@${DOMAIN}` });
      expect(mdm?.AccessRights === undefined).toBe(mode === 'BYOD');
    }
  });
});

describe('the search for the server', () => {
  it('names both enrollments, and says in Apple’s words whom it does not serve', async () => {
    const device = told();
    const at = (query: string) =>
      device.ask({
        method: 'GET',
        url: `${running.engine.listenerUrl}/.well-known/com.apple.remotemanagement?${query}`,
      });
    const found = await at(`user-identifier=grace%40${DOMAIN}&model-family=iPad`);
    expect(found).toMatchObject({ status: 200, headers: { 'content-type': 'application/json' } });
    expect(JSON.parse(found.body.toString())).toEqual({
      Servers: [
        { Version: 'mdm-byod', BaseURL: `${running.engine.listenerUrl}/account/user` },
        { Version: 'mdm-adde', BaseURL: `${running.engine.listenerUrl}/account/device` },
      ],
    });
    expect(ways.discovery).toEqual([
      { domain: DOMAIN, url: `https://${DOMAIN}/.well-known/com.apple.remotemanagement`, document: expect.any(String) },
    ]);
    expect(JSON.parse(ways.discovery[0]?.document ?? '')).toEqual(JSON.parse(found.body.toString()));
    for (const query of [
      'user-identifier=eve%40elsewhere.example',
      `user-identifier=a%40${DOMAIN}&model-family=AppleTV`,
    ]) {
      const refused = await at(query);
      expect(refused.status).toBe(403);
      expect(JSON.parse(refused.body.toString())).toMatchObject({ code: 'com.apple.well-known.failed' });
    }
    await expect(oneDevice(43, 'AppleTV').enroll(wayOf(`grace@${DOMAIN}`))).rejects.toThrow('403');
  });

  it('is nowhere while no account may enroll', async () => {
    const { admin } = running;
    const { discovery: _, serverUrl: _server, checkInUrl: _checkIn, ...settings } = ways;
    const off = { ...settings, accountDriven: { ...settings.accountDriven, user: false, device: false } };
    await admin.call('PUT', '/ways-in', off);
    try {
      const paths = ['/.well-known/com.apple.remotemanagement', '/account/sign-in/user', '/account/user'];
      for (const path of paths) {
        const answer = await told().ask({ method: 'GET', url: `${running.engine.listenerUrl}${path}` });
        expect(answer.status).toBe(404);
      }
    } finally {
      await admin.call('PUT', '/ways-in', settings);
    }
  });
});

describe('whoever has no business here', () => {
  const ask = (device: ToldDevice, body: Buffer, path = '/account/user', authorization?: string) =>
    device.ask({
      method: 'POST',
      url: `${running.engine.listenerUrl}${path}`,
      headers: { 'content-type': 'application/pkcs7-signature', ...(authorization ? { authorization } : {}) },
      body,
    });

  it('is not asked to sign in when the device is none of Apple’s, or none that enrolls here', async () => {
    const device = told();
    const info = { PRODUCT: 'iPhone15,2', VERSION: '22A3354', LANGUAGE: 'en' };
    expect((await ask(device, encodePlistBytes(info))).status).toBe(403);
    expect((await ask(device, Buffer.from('no list'))).status).toBe(400);
    const good = await ask(device, await device.signed(info));
    expect(good.status).toBe(401);
    expect(good.headers['www-authenticate']).toBe(
      `Bearer method="apple-as-web", url="${running.engine.listenerUrl}/account/sign-in/user"`,
    );
    const watch = await ask(device, await device.signed({ ...info, PRODUCT: 'Watch7,1' }));
    expect(watch.status).toBe(403);
    expect(decodePlistDict(watch.body).code).toBe('com.apple.unrecognized.device');
  });

  it('is refused with another’s account, a wrong password, and for a while after many of them', async () => {
    const device = told();
    const page = `${running.engine.listenerUrl}/account/sign-in/user`;
    const post = (form: Record<string, string>) =>
      device.ask({
        method: 'POST',
        url: `${page}?redirect=https%3A%2F%2Feve.example&callback=https%3A%2F%2Feve.example`,
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: Buffer.from(new URLSearchParams(form).toString()),
      });
    expect((await post({ account: 'grace@elsewhere.example', password: PASSWORD })).status).toBe(403);
    expect((await post({ account: `nobody@${DOMAIN}`, password: PASSWORD })).status).toBe(403);
    for (let tries = 0; tries < 10; tries++) {
      expect((await post({ account: `tim@${DOMAIN}`, password: `guess ${tries}` })).status).toBe(403);
    }
    expect((await post({ account: `tim@${DOMAIN}`, password: PASSWORD })).status).toBe(429);
    late = 16 * 60_000;
    try {
      const right = await post({ account: `TIM@${DOMAIN}`, password: PASSWORD });
      expect(right.status).toBe(308);
      // Nothing in the request leads the answer anywhere else.
      expect(right.headers.location).toMatch(
        /^apple-remotemanagement-user-login:\/\/authentication-results\?access-token=[\w-]{43}$/,
      );
      expect(running.log.lines.join()).not.toContain(right.headers.location?.split('=')[1]);
    } finally {
      late = 0;
    }
  });

  it('gets nothing for a token that was used, has run out, or was given for something else', async () => {
    const device = told();
    const { baseUrl, token } = await tokenFor(device, wayOf(`grace@${DOMAIN}`));
    const body = await device.signed({ PRODUCT: 'iPhone15,2', VERSION: '22A3354' });
    expect((await ask(device, body, '/account/device', `Bearer ${token}`)).status).toBe(401);
    const [once, twice] = await Promise.all([
      askForProfile(baseUrl, device.state, client(device), device.wiring, token),
      askForProfile(baseUrl, device.state, client(device), device.wiring, token),
    ]);
    expect([once.status, twice.status].sort()).toEqual([200, 401]);
    const stolen = await askForProfile(baseUrl, device.state, client(device), device.wiring, token);
    expect(stolen.headers['www-authenticate']).toContain('error="invalid_token"');
    const refusals = await running.admin.events('type=enrollment.refused');
    expect(refusals[0]?.data).toMatchObject({ reason: 'token-used', account: `grace@${DOMAIN}` });

    const late10 = await tokenFor(device, wayOf(`grace@${DOMAIN}`));
    late = 11 * 60_000;
    try {
      expect((await ask(device, body, '/account/user', `Bearer ${late10.token}`)).status).toBe(401);
    } finally {
      late = 0;
    }
  });

  it('cannot enroll the hardware itself with a profile for a person, nor hide it with one for the organization', async () => {
    const device = told();
    for (const [version, ids] of [
      ['mdm-byod', { UDID: device.state.udid }],
      ['mdm-adde', { EnrollmentID: '0B4B6C6E-0000-4000-8000-000000000001' }],
    ] as const) {
      const { baseUrl, token } = await tokenFor(device, { ...wayOf(`linus@${DOMAIN}`), version });
      const answer = await askForProfile(baseUrl, device.state, client(device), device.wiring, token);
      const step = new StepDevice();
      step.terms = { ...readTerms(answer.body), roots: running.rootPem };
      await step.obtainIdentity();
      const Topic = step.terms.management.topic;
      const refused = await step.checkIn('Authenticate', { MessageType: 'Authenticate', Topic, ...ids });
      expect(refused.status).toBe(401);
      step.close();
    }
    const refusals = (await running.admin.events('type=enrollment.refused')).slice(0, 2);
    expect(refusals.map(({ data }) => data.reason)).toEqual(['not-device-enrollment', 'not-user-enrollment']);
  });
});

describe('a profile of user enrollment', () => {
  it('is made out to the account of the invitation, or to the one the person types', async () => {
    const { admin } = running;
    const way = await admin.invite({ way: 'user-profile', name: 'Own devices' });
    const device = told();
    expect((await device.ask({ method: 'GET', url: `${way.url}/profile` })).status).toBe(403);
    const page = await device.ask({ method: 'GET', url: way.url });
    expect(page.body.toString()).toContain('Managed Apple Account');
    const phone = oneDevice(44);
    await phone.enroll({ ...way, account: `hedy@${DOMAIN}` });
    const row = await enrolledFor(`hedy@${DOMAIN}`);
    expect(row).toMatchObject({ way: 'user-profile', serialNumber: null });
    expect(phone.state.management?.enrollmentId).toBeDefined();
    const command = await admin.send(row.deviceId, { RequestType: 'CertificateList' });
    await admin.reached(command, 'acknowledged');

    const made = await admin.invite({ way: 'user-profile', managedAccount: `mary@${DOMAIN}` });
    const mac = oneDevice(45, 'Mac');
    await mac.enroll(made);
    expect((await enrolledFor(`mary@${DOMAIN}`)).way).toBe('user-profile');
  });
});
