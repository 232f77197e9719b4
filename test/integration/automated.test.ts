import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decodePlistDict } from '../../electron/protocol/index.ts';
import { attributesOf, createFleet, type Fleet, STEADY_IPADS } from '../../electron/simulator/index.ts';
import type {
  AutomatedProfile,
  Blueprint,
  ExpectedDevice,
  HeldDevice,
  LinkedDevice,
} from '../../shared/contract/index.ts';
import { type RunningEngine, runEngine } from '../support/running-engine.ts';
import { newKey, signedBy, ToldDevice } from '../support/told-device.ts';

/*
 * Devices in Setup Assistant come in by automated enrollment profiles, over TLS, with certificates of the simulated Apple.
 */

let running: RunningEngine;
let fleet: Fleet;
let late = 0;

beforeAll(async () => {
  running = await runEngine({ clock: { now: () => Date.now() + late } });
  fleet = createFleet({
    seed: 61,
    count: 0,
    push: running.apple.apns.devices,
    factory: running.apple.factory,
    mix: STEADY_IPADS,
    keyPool: 2,
    apps: 2,
  });
});
afterAll(async () => {
  await fleet.stop();
  await running.stop();
});

const call = <T>(method: string, path: string, body?: object): Promise<T> => running.admin.call<T>(method, path, body);
const told = () => new ToldDevice(running.apple, running.rootPem);
const make = (name: string, more: object = {}) =>
  call<AutomatedProfile>('POST', '/automated-profiles', { name, ...more });
const addressOf = ({ id }: AutomatedProfile) =>
  call<{ url: string; webUrl: string | null }>('GET', `/automated-profiles/${id}/address`);
const assign = ({ id }: AutomatedProfile, ...serials: string[]) =>
  call<object>('POST', `/automated-profiles/${id}/devices`, { csv: serials.join('\n') });

/** What a device posts, with changes. */
async function post(device: ToldDevice, url: string, change: object = {}) {
  const attributes = { ...attributesOf(device.state), OS_VERSION: device.state.os.version, ...change };
  return device.post(url, await device.signed(attributes));
}

async function wayOf(profile: AutomatedProfile) {
  const { url } = await addressOf(profile);
  return { automatedUrl: url, trustPem: running.rootPem, awaits: profile.awaitConfigured };
}

const events = async (type: string) => (await running.admin.events(`type=${type}`)).map(({ data }) => data);

describe('an automated enrollment profile', () => {
  it('takes the serial numbers on its list and tells every other device, and the administrator, why not', async () => {
    const [first, second] = [await make('Library'), await make('Gym')];
    const [mine, others, stranger] = [told(), told(), told()];
    expect(await assign(first, mine.state.serialNumber)).toMatchObject({ assigned: 1, moved: 0, problems: [] });
    await assign(second, others.state.serialNumber);
    const { url } = await addressOf(first);
    expect(url).toMatch(/\/enroll\/auto\/[\w-]{27}$/);

    const good = await post(mine, url);
    expect(good).toMatchObject({ status: 200, headers: { 'content-type': 'application/x-apple-aspen-config' } });
    for (const device of [others, stranger]) {
      const refused = await post(device, url);
      expect(refused.status).toBe(403);
      expect(decodePlistDict(refused.body)).toMatchObject({ code: 'com.apple.unrecognized.device' });
    }
    const why = (await events('enrollment.refused')).filter(({ message }) => message === 'automated');
    expect(why).toMatchObject([
      { reason: 'not-assigned', serialNumber: stranger.state.serialNumber, profileName: 'Library' },
      { reason: 'other-profile', serialNumber: others.state.serialNumber, otherProfile: 'Gym' },
    ]);
    expect((await others.ask({ method: 'GET', url })).status).toBe(405);
    expect((await others.ask({ method: 'POST', url: `${url}x`, body: Buffer.of() })).status).toBe(404);
  });

  it('believes Apple’s certificate only, and tells a device that is too old to update first', async () => {
    const profile = await make('Proof', { takes: 'any' });
    const { url } = await addressOf(profile);
    const device = told();
    const attributes = attributesOf(device.state);
    const { key } = newKey();
    const { certificate } = running.apple.factory.certify({
      udid: device.state.udid,
      publicKey: newKey().publicKey,
    });
    expect((await device.post(url, signedBy(attributes, { certificate, key }))).status).toBe(403);
    const ways = await call<{ minimumOs: object }>('GET', '/ways-in');
    await call('PUT', '/ways-in', { ...ways, minimumOs: { iOS: '99.0', macOS: null } });
    const old = await post(device, url, { MDM_CAN_REQUEST_SOFTWARE_UPDATE: true });
    expect(old.status).toBe(403);
    expect(decodePlistDict(old.body)).toMatchObject({ code: 'com.apple.softwareupdate.required' });
    await call('PUT', '/ways-in', ways);
    expect((await post(device, url)).status).toBe(200);
  });

  it('as the default takes expected devices that are on no list, and is the only default', async () => {
    const [former, profile] = [
      await make('Former default', { isDefault: true }),
      await make('Default', { isDefault: true }),
    ];
    const { url } = await addressOf(profile);
    const [expected, stranger] = [told(), told()];
    await call('POST', '/expected-devices/import', { csv: expected.state.serialNumber });
    expect((await post(expected, url)).status).toBe(200);
    expect((await post(stranger, url)).status).toBe(403);
    const all = await call<AutomatedProfile[]>('GET', '/automated-profiles');
    expect(all.filter(({ isDefault }) => isDefault).map(({ id }) => id)).toEqual([profile.id]);
    expect((await post(expected, (await addressOf(former)).url)).status).toBe(403);
  });

  it('is named in lists of expected devices, which move numbers from profile to profile', async () => {
    const [first, second] = [await make('List A'), await make('List B')];
    const csv = 'serial;name;profile\nDMPAUTO00001;One;List A\nDMPAUTO00002;Two;\nDMPAUTO00003;Three;Nobody’s';
    const outcome = await call<{ added: number; problems: object[] }>('POST', '/expected-devices/import', { csv });
    expect(outcome).toMatchObject({ added: 2, problems: [{ line: 4, reason: 'no-profile' }] });
    const { rows } = await call<{ rows: ExpectedDevice[] }>('GET', '/expected-devices?search=DMPAUTO0');
    expect(rows.map(({ profile }) => profile?.name)).toEqual(['List A', undefined]);
    expect(await assign(second, 'DMPAUTO00001', 'DMPAUTO00002')).toMatchObject({ assigned: 1, moved: 1 });
    const list = await call<{ rows: object[] }>('GET', `/automated-profiles/${second.id}/devices`);
    expect(list.rows).toMatchObject([{ serialNumber: 'DMPAUTO00001', name: 'One' }, { serialNumber: 'DMPAUTO00002' }]);
    const removed = await call('POST', '/automated-devices/remove', { serialNumbers: ['DMPAUTO00001', 'NOBODY0001'] });
    expect(removed).toEqual({ removed: 1 });
    expect(await call('GET', `/automated-profiles/${first.id}/devices`)).toMatchObject({ total: 0 });
  });

  it('goes out as JSON with the keys of Apple’s service (9.8)', async () => {
    const profile = await make('Apple TV', {
      autoAdvance: true,
      language: 'de',
      region: 'DE',
      skipSetup: ['Siri', 'Privacy'],
      supportPhone: '030 1234',
    });
    await assign(profile, 'DMPEXPORT001');
    const { base64 } = await call<{ base64: string }>('POST', `/automated-profiles/${profile.id}/export`, {});
    const { url } = await addressOf(profile);
    const json = JSON.parse(Buffer.from(base64, 'base64').toString()) as Record<string, unknown>;
    expect(json).toMatchObject({
      profile_name: 'Apple TV',
      url,
      is_supervised: true,
      is_mandatory: true,
      is_mdm_removable: false,
      await_device_configured: true,
      auto_advance_setup: true,
      language: 'de',
      region: 'DE',
      support_phone_number: '030 1234',
      skip_setup_items: ['Privacy', 'Siri'],
      devices: ['DMPEXPORT001'],
    });
    expect(json.anchor_certs).toHaveLength(1);
  });

  it('lets a person sign in on its page first, and nobody past that page', async () => {
    await call('POST', '/device-users/accounts', { shortName: 'grace', fullName: 'Grace', password: 'Compile-1952' });
    const profile = await make('Staff', { takes: 'any', webSignIn: true, awaitConfigured: false });
    const { url, webUrl } = await addressOf(profile);
    expect((await post(told(), url)).status).toBe(403);
    const device = fleet.add();
    const way = { automatedUrl: url, trustPem: running.rootPem, webUrl: webUrl ?? '', account: 'grace@school.example' };
    await expect(device.enroll({ ...way, password: 'wrong' })).rejects.toMatchObject({ status: 403 });
    await device.enroll({ ...way, password: 'Compile-1952' });
    const { rows } = await call<{ rows: { serialNumber: string; way: string; account: string }[] }>(
      'GET',
      '/enrollments',
    );
    const row = rows.find(({ serialNumber }) => serialNumber === device.state.serialNumber);
    expect(row).toMatchObject({ way: 'automated', account: 'grace@school.example' });
  });
});

const content = { restrictions: { allowCamera: false }, lockScreen: { footnote: 'Maple', ifLost: '', assetTag: '' } };

async function withBlueprint(name: string, more: object = {}) {
  const profile = await make(name, more);
  const blueprint = await call<Blueprint>('POST', '/blueprints', { name: `${name} iPads`, content });
  await call('PUT', `/blueprints/${blueprint.id}/sources`, { sources: [{ kind: 'automated', id: profile.id }] });
  return { profile, blueprint };
}

const held = (serialNumber: string) =>
  call<HeldDevice[]>('GET', '/held-devices').then((all) => all.find((each) => each.serialNumber === serialNumber));

describe('a device in Setup Assistant', () => {
  it('waits, gets what its profile’s blueprint brings, and then DeviceConfigured', async () => {
    const { profile, blueprint } = await withBlueprint('Classroom');
    const device = fleet.add();
    const { serialNumber } = device.state;
    await assign(profile, serialNumber);
    const done: string[] = [];
    const stop = fleet.subscribe((event) => {
      if (event.type === 'command-done' && event.serialNumber === serialNumber) done.push(event.requestType);
    });
    await device.enroll(await wayOf(profile));
    expect(device.state.awaitingConfiguration).toBe(true);
    await running.admin.until('the device goes on', async () => !device.state.awaitingConfiguration);
    stop();
    expect(done).toContain('InstallProfile');
    expect(done.lastIndexOf('InstallProfile')).toBeLessThan(done.indexOf('DeviceConfigured'));
    expect(done.filter((type) => type === 'DeviceConfigured')).toHaveLength(1);
    const linked = await call<LinkedDevice[]>('GET', `/blueprints/${blueprint.id}/devices`);
    expect(linked.map((each) => each.serialNumber)).toEqual([serialNumber]);
    await running.admin.until('it is noted', async () => (await events('automated-enrollment.went-on')).length > 0);
    expect(await events('automated-enrollment.let-go')).toMatchObject([{ why: 'ready' }]);
    expect(await events('enrollment.enrolled')).toContainEqual(
      expect.objectContaining({ enrollmentProfileId: profile.id, invitationId: null }),
    );
    const filter = encodeURIComponent(
      JSON.stringify({ all: [{ field: 'enrollmentProfile', operator: 'is', value: 'Classroom' }] }),
    );
    const found = await call<{ rows: { serialNumber: string }[] }>('GET', `/devices?filter=${filter}`);
    expect(found.rows.map((row) => row.serialNumber)).toEqual([serialNumber]);
    expect(
      (await call<AutomatedProfile[]>('GET', '/automated-profiles')).find(({ id }) => id === profile.id),
    ).toMatchObject({
      assigned: 1,
      arrived: 1,
      devices: 1,
      waiting: 0,
      blueprints: [{ name: 'Classroom iPads' }],
    });
  });

  it('is still held after a restart of the engine in the middle, and let go afterwards', async () => {
    const { profile } = await withBlueprint('Restarted', { takes: 'any' });
    const device = fleet.add();
    await device.enroll(await wayOf(profile));
    device.setAsleep(true);
    await running.restart();
    expect(await held(device.state.serialNumber)).toMatchObject({ profileName: 'Restarted', releasing: false });
    device.setAsleep(false);
    await device.connect();
    await running.admin.until('the device goes on', async () => !device.state.awaitingConfiguration);
    await running.admin.until('nobody waits', async () => (await held(device.state.serialNumber)) === undefined);
  });

  it('is let go when its time is over, or by hand, whatever is missing', async () => {
    const { profile } = await withBlueprint('Slow', { takes: 'any', holdMinutes: 1 });
    const [late1, byHand] = [fleet.add(), fleet.add()];
    for (const device of [late1, byHand]) {
      await device.enroll(await wayOf(profile));
      device.setAsleep(true);
    }
    const waits = await running.admin.until('both are noted', async () => {
      const [one, two] = [await held(late1.state.serialNumber), await held(byHand.state.serialNumber)];
      return one !== undefined && two !== undefined && one.missing.length > 0 && { one, two };
    });
    const { released } = await call<{ released: number }>('POST', '/held-devices/release', {
      deviceIds: [waits.two.deviceId],
    });
    expect(released).toBe(1);
    expect(await held(byHand.state.serialNumber)).toMatchObject({ releasing: true });
    late += 120_000;
    await running.admin.queueOne(waits.one.deviceId, { RequestType: 'ProfileList' });
    await running.admin.until(
      'the time is over',
      async () => (await events('automated-enrollment.let-go')).filter(({ why }) => why === 'limit').length === 1,
    );
    for (const device of [late1, byHand]) {
      device.setAsleep(false);
      await device.connect();
      await running.admin.until('it goes on', async () => !device.state.awaitingConfiguration);
    }
  });
});

describe('the end of an automated enrollment profile', () => {
  it('waits for blueprints that name it; its devices stay, and remember it', async () => {
    const { profile, blueprint } = await withBlueprint('Old', { takes: 'any', awaitConfigured: false });
    const device = fleet.add();
    await device.enroll(await wayOf(profile));
    const { url } = await addressOf(profile);
    await expect(call('DELETE', `/automated-profiles/${profile.id}`)).rejects.toThrow('“Old iPads”');
    await call('PUT', `/blueprints/${blueprint.id}/sources`, { sources: [] });
    expect(await call('DELETE', `/automated-profiles/${profile.id}`)).toEqual({ removed: true });
    expect((await post(told(), url)).status).toBe(404);
    const { rows } = await call<{ rows: { serialNumber: string; invitationName: string; state: string }[] }>(
      'GET',
      '/enrollments',
    );
    expect(rows.find((row) => row.serialNumber === device.state.serialNumber)).toMatchObject({
      invitationName: 'Old',
      state: 'enrolled',
    });
    expect((await call<object[]>('GET', '/invitations')).length).toBe(0);
  });

  it('gives up an address for another one, and a profile whose address changed lets the former in no more', async () => {
    const profile = await make('Leaked', { takes: 'any' });
    const { url } = await addressOf(profile);
    const { url: next } = await call<{ url: string }>('POST', `/automated-profiles/${profile.id}/address`, {});
    expect(next).not.toBe(url);
    expect((await post(told(), url)).status).toBe(404);
    expect((await post(told(), next)).status).toBe(200);
  });
});
