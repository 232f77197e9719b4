import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  enrolledDevice,
  issueIdentity,
  newDevice,
  openSchool,
  type School,
  TestDevice,
  TOPIC,
} from './testing/school.ts';

let school: School;
beforeAll(async () => {
  school = await openSchool();
});
beforeEach(() => {
  school.heard.length = 0;
  school.topic.current = TOPIC;
});

function only<T>(list: readonly T[]): T {
  const [first] = list;
  if (first === undefined || list.length !== 1) throw new Error(`expected one, found ${list.length}`);
  return first;
}

describe('a device that enrolls', () => {
  it('is pending after Authenticate and gets nothing, enrolled after its first TokenUpdate and asked for its inventory', async () => {
    const device = await newDevice(school);
    expect(await device.authenticate()).toBe(200);
    expect(device.states()).toEqual(['pending']);
    expect(await device.connect()).toEqual({ admit: 'nothing' });
    expect(school.heard).toEqual([]);

    expect(await device.tokenUpdate({ AwaitingConfiguration: true })).toBe(200);
    const enrollment = only(device.enrollments());
    expect(enrollment).toMatchObject({ state: 'enrolled', pushState: 'ready', awaitingConfiguration: 1, topic: TOPIC });
    expect(school.heard).toEqual([`enrolled ${enrollment.id}`]);
    expect(await device.connect()).toEqual({
      admit: 'serve',
      enrollment: { id: enrollment.id, deviceId: enrollment.deviceId },
    });
  });

  it('is known by what it said of itself, and keys nobody reads are kept', async () => {
    const device = await newDevice(school);
    await device.authenticate({ SomethingNew: 'kept' });
    const row = school.store.get((db) => db.selectFrom('device').selectAll().where('udid', '=', device.udid));
    expect(row).toMatchObject({ name: 'Class iPad', platform: 'iOS', family: 'iPad', osVersion: '16.7' });
    const report = school.store.get((db) =>
      db
        .selectFrom('deviceReport')
        .selectAll()
        .where('deviceId', '=', row?.id ?? ''),
    );
    expect(report).toMatchObject({ kind: 'authenticate', body: '{"SomethingNew":"kept"}' });
  });

  it('may repeat Authenticate and TokenUpdate without anything happening twice', async () => {
    const invitation = await school.enrollment.invitations.create({ name: 'One', maxUses: 1 }, 'test');
    const device = await newDevice(school, invitation.id);
    expect(await device.authenticate()).toBe(200);
    expect(await device.authenticate()).toBe(200);
    expect(device.states()).toEqual(['pending']);
    expect(school.enrollment.invitations.get(invitation.id)).toMatchObject({ uses: 1, status: 'used-up' });
    await device.tokenUpdate();
    await device.tokenUpdate();
    expect(school.heard).toHaveLength(1);
    expect(
      school.events('enrollment.token-updated').filter((e) => e.enrollmentId === device.enrollments()[0]?.id),
    ).toEqual([]);
  });

  it('keeps the UnlockToken when a later TokenUpdate has none, and only the newest push token and magic', async () => {
    const device = await enrolledDevice(school);
    await device.tokenUpdate({ Token: Buffer.from('second'), PushMagic: 'other' });
    const row = only(device.enrollments());
    const { vault } = school.store;
    expect(vault.get(row.unlockTokenSecretId ?? '', 'unlock-token').toString()).toBe('unlock');
    expect(vault.get(row.pushTokenSecretId ?? '', 'push-token').toString()).toBe('second');
    expect(vault.get(row.pushMagicSecretId ?? '', 'push-magic').toString()).toBe('other');
    expect(school.heard).toEqual([`enrolled ${row.id}`, `reachable ${row.id}`]);
  });

  it('can be reached again after a TokenUpdate when Apple had called its token unregistered', async () => {
    const device = await enrolledDevice(school);
    const { id } = only(device.enrollments());
    await school.store.write(() =>
      school.store.run((db) => db.updateTable('enrollment').set({ pushState: 'unregistered' }).where('id', '=', id)),
    );
    await device.tokenUpdate();
    expect(only(device.enrollments()).pushState).toBe('ready');
    expect(school.heard.at(-1)).toBe(`reachable ${id}`);
  });

  it('tells of each step once, in order, without secrets', async () => {
    const device = await enrolledDevice(school);
    const { deviceId } = only(device.enrollments());
    const events = school.events().filter((event) => event.deviceId === deviceId);
    expect(events.map((event) => event.type)).toEqual([
      'device.added',
      'enrollment.authenticated',
      'enrollment.enrolled',
    ]);
    expect(JSON.stringify(events)).not.toMatch(/token|magic|unlock/);
  });
});

describe('a user enrollment', () => {
  it('is known by its EnrollmentID alone', async () => {
    const { identity } = await newDevice(school);
    const device = new TestDevice(school, 'E-0001', identity, 'EnrollmentID');
    expect(await device.send({ MessageType: 'Authenticate', ProductName: 'iPhone17,2' })).toBe(200);
    expect(await device.tokenUpdate()).toBe(200);
    const row = school.store.get((db) =>
      db
        .selectFrom('enrollment')
        .innerJoin('device', 'device.id', 'enrollment.deviceId')
        .select(['enrollment.state', 'enrollment.userEnrollment', 'udid', 'appleEnrollmentId', 'family'])
        .where('enrollment.key', '=', 'enrollment:E-0001'),
    );
    expect(row).toEqual({
      state: 'enrolled',
      userEnrollment: 1,
      udid: null,
      appleEnrollmentId: 'E-0001',
      family: 'iPhone',
    });
    expect(await device.connect()).toMatchObject({ admit: 'serve' });
    const other = new TestDevice(school, 'E-0001', identity, 'UDID');
    expect(await other.connect()).toEqual({ admit: 'refuse', status: 403 });
  });
});

describe('an invitation at Authenticate', () => {
  it('lets in as many devices as it says and refuses the next with 401', async () => {
    const { id } = await school.enrollment.invitations.create({ name: 'Two', maxUses: 2 }, 'test');
    const devices = [await newDevice(school, id), await newDevice(school, id), await newDevice(school, id)];
    const answers = await Promise.all(devices.map((device) => device.authenticate()));
    expect(answers.sort()).toEqual([200, 200, 401]);
    expect(school.enrollment.invitations.get(id).uses).toBe(2);
  });

  it('lets the same device try again after a failed installation, for the same use', async () => {
    const { id } = await school.enrollment.invitations.create({ name: 'One', maxUses: 1 }, 'test');
    const device = await newDevice(school, id);
    expect(await device.authenticate()).toBe(200);
    device.identity = await issueIdentity(school, { invitationId: id });
    expect(await device.authenticate()).toBe(200);
    expect(device.states()).toEqual(['ended replaced', 'pending']);
    expect(await device.tokenUpdate()).toBe(200);
    expect(school.enrollment.invitations.get(id).uses).toBe(1);
    const stranger = await newDevice(school, id);
    expect(await stranger.authenticate()).toBe(401);
  });

  it('refuses with 401 when it was revoked or has expired since', async () => {
    const { invitations } = school.enrollment;
    const revoked = await invitations.create({ name: 'Revoked' }, 'test');
    const expired = await invitations.create({ name: 'Expired', expiresAt: school.clock.at + 1000 }, 'test');
    const devices = [await newDevice(school, revoked.id), await newDevice(school, expired.id)];
    await invitations.revoke(revoked.id, 'test');
    school.clock.at += 1000;
    expect(await Promise.all(devices.map((device) => device.authenticate()))).toEqual([401, 401]);
    expect(devices.map((device) => device.states())).toEqual([[], []]);
  });

  it('refuses a foreign topic with 401 and stores nothing', async () => {
    const device = await newDevice(school);
    expect(await device.authenticate({ Topic: 'com.apple.mgmt.External.other' })).toBe(401);
    expect(device.states()).toEqual([]);
  });

  it('asks the device to come again with 503 while there is no push certificate', async () => {
    const device = await newDevice(school);
    school.topic.current = undefined;
    expect(await device.authenticate()).toBe(503);
    expect(device.states()).toEqual([]);
  });
});

describe('a device that enrolls again', () => {
  it('keeps its former enrollment, with its certificate, until the new one is confirmed', async () => {
    const device = await enrolledDevice(school);
    const former = device.identity;
    device.identity = await issueIdentity(school, { invitationId: only(device.enrollments()).invitationId ?? '' });
    const fresh = device.identity;
    expect(await device.authenticate()).toBe(200);
    expect(device.states()).toEqual(['enrolled', 'pending']);

    device.identity = former;
    expect(await device.connect()).toMatchObject({ admit: 'serve' });
    device.identity = fresh;
    expect(await device.connect()).toEqual({ admit: 'nothing' });

    expect(await device.tokenUpdate()).toBe(200);
    expect(device.states()).toEqual(['ended replaced', 'enrolled']);
    const [old, current] = device.enrollments();
    expect(school.heard.slice(-2)).toEqual([`cancel ${old?.id} replaced`, `enrolled ${current?.id}`]);
    expect(old).toMatchObject({ pushTokenSecretId: null, pushMagicSecretId: null, unlockTokenSecretId: null });

    // 403, not 401: the same device lives on under its new enrollment.
    device.identity = former;
    expect(await device.connect()).toEqual({ admit: 'refuse', status: 403 });
    expect(await device.tokenUpdate()).toBe(403);
    expect(school.authority.records.find(former.fingerprint)?.revokedAt).not.toBeNull();
  });

  it('starts over when it authenticates with the same certificate: its queue is cancelled, nothing is served', async () => {
    const device = await enrolledDevice(school);
    const { id } = only(device.enrollments());
    expect(await device.authenticate()).toBe(200);
    expect(device.states()).toEqual(['pending']);
    expect(school.heard.at(-1)).toBe(`cancel ${id} restarted`);
    expect(only(device.enrollments()).pushTokenSecretId).not.toBeNull();
    expect(await device.tokenUpdate()).toBe(200);
    expect(device.states()).toEqual(['enrolled']);
    expect(school.heard.at(-1)).toBe(`enrolled ${id}`);
  });

  it('comes back when it connects after a check-in that started over and never finished', async () => {
    const device = await enrolledDevice(school);
    await device.authenticate();
    expect(await device.connect()).toMatchObject({ admit: 'serve' });
    expect(device.states()).toEqual(['enrolled']);
    expect(school.events('enrollment.resumed')).toHaveLength(1);
  });

  it('is the same device with its history, and a changed serial number is noted', async () => {
    const device = await enrolledDevice(school);
    await device.authenticate({ SerialNumber: 'REPAIRED', OSVersion: '' });
    const rows = school.store.all((db) => db.selectFrom('device').selectAll().where('udid', '=', device.udid));
    expect(only(rows)).toMatchObject({ serialNumber: 'REPAIRED', osVersion: '16.7' });
    expect(school.events('device.serial-changed').at(-1)?.data).toEqual({ from: `SN${device.udid}`, to: 'REPAIRED' });
  });
});

describe('a device that comes with a new UDID and a serial number that is known', () => {
  it('is the same one after a repair, with its history, when its former self is not managed any more', async () => {
    const before = await enrolledDevice(school);
    const id = before.enrollments()[0]?.deviceId;
    await before.checkOut();
    const after = await newDevice(school);
    expect(await after.authenticate({ SerialNumber: `SN${before.udid}` })).toBe(200);
    expect(await after.tokenUpdate()).toBe(200);
    expect(after.enrollments()[0]?.deviceId).toBe(id);
    const rows = school.store.all((db) =>
      db.selectFrom('device').select(['id', 'udid', 'state']).where('serialNumber', '=', `SN${before.udid}`),
    );
    expect(rows).toEqual([{ id, udid: after.udid, state: 'enrolled' }]);
    expect(school.events('device.udid-changed')).toMatchObject([
      { deviceId: id, data: { from: before.udid, to: after.udid } },
    ]);
  });

  it('takes no managed device’s place: both stay, and both say so', async () => {
    const before = await enrolledDevice(school);
    const after = await newDevice(school);
    await after.authenticate({ SerialNumber: `SN${before.udid}` });
    await after.tokenUpdate();
    const ids = [before, after].map((device) => device.enrollments()[0]?.deviceId);
    expect(new Set(ids).size).toBe(2);
    expect(before.states()).toEqual(['enrolled']);
    expect(await before.connect()).toMatchObject({ admit: 'serve' });
    expect(school.events('device.serial-twice').map(({ deviceId, data }) => [deviceId, data.otherDeviceId])).toEqual([
      [ids[1], ids[0]],
      [ids[0], ids[1]],
    ]);
  });
});

describe('a renewed certificate', () => {
  it('takes over at its first use, and the former one counts no more', async () => {
    const device = await enrolledDevice(school);
    const former = device.identity;
    const { id } = only(device.enrollments());
    const renewed = await issueIdentity(school, { renewalOfEnrollmentId: id });
    expect(await device.connect()).toMatchObject({ admit: 'serve' });
    device.identity = renewed;
    expect(await device.connect()).toMatchObject({ admit: 'serve', enrollment: { id } });
    expect(only(device.enrollments()).certificateFingerprint).toBe(renewed.fingerprint);
    device.identity = former;
    expect(await device.connect()).toEqual({ admit: 'refuse', status: 403 });
    device.identity = renewed;
    expect(await device.tokenUpdate()).toBe(200);
    expect(device.states()).toEqual(['enrolled']);
  });

  it('is refused for another device', async () => {
    const [one, other] = [await enrolledDevice(school), await enrolledDevice(school)];
    other.identity = await issueIdentity(school, { renewalOfEnrollmentId: only(one.enrollments()).id });
    expect(await other.connect()).toEqual({ admit: 'refuse', status: 403 });
    expect(await other.tokenUpdate()).toBe(403);
    expect(await other.authenticate()).toBe(403);
  });
});

describe('a profile that is replaced with a renewed certificate', () => {
  it('BP-31 leaves the former certificate good until the TokenUpdate: when the update fails, the device goes back to it', async () => {
    const device = await enrolledDevice(school);
    const former = device.identity;
    const { id } = only(device.enrollments());
    device.identity = await issueIdentity(school, { renewalOfEnrollmentId: id });
    expect(await device.authenticate()).toBe(200);
    expect(await device.authenticate()).toBe(200);
    expect(device.states()).toEqual(['enrolled']);
    // What is managed stays on the device, and so does what waits for it.
    expect(school.heard).not.toContain(`cancel ${id} restarted`);
    device.identity = former;
    expect(await device.connect()).toMatchObject({ admit: 'serve', enrollment: { id } });
    expect(device.states()).toEqual(['enrolled']);
  });

  it('is the certificate that counts after the TokenUpdate', async () => {
    const device = await enrolledDevice(school);
    const former = device.identity;
    const { id } = only(device.enrollments());
    const renewed = await issueIdentity(school, { renewalOfEnrollmentId: id });
    device.identity = renewed;
    expect([await device.authenticate(), await device.tokenUpdate()]).toEqual([200, 200]);
    expect(only(device.enrollments()).certificateFingerprint).toBe(renewed.fingerprint);
    device.identity = former;
    expect(await device.connect()).toEqual({ admit: 'refuse', status: 403 });
  });

  it('keeps its management when it sends TokenUpdate alone with a certificate of its own: 403, for 401 would end it', async () => {
    const device = await enrolledDevice(school);
    const former = device.identity;
    const { id } = await school.enrollment.invitations.create({ name: 'Update' }, 'test');
    device.identity = await issueIdentity(school, { invitationId: id });
    expect(await device.tokenUpdate()).toBe(403);
    device.identity = former;
    expect(await device.connect()).toMatchObject({ admit: 'serve' });
  });
});

describe('renewals that were never used', () => {
  it('count no more once another took over or the enrollment has ended', async () => {
    const device = await enrolledDevice(school);
    const { id } = only(device.enrollments());
    const [left, taken] = [
      await issueIdentity(school, { renewalOfEnrollmentId: id }),
      await issueIdentity(school, { renewalOfEnrollmentId: id }),
    ];
    device.identity = taken;
    expect(await device.connect()).toMatchObject({ admit: 'serve' });
    device.identity = left;
    expect(await device.connect()).toEqual({ admit: 'refuse', status: 403 });
    device.identity = taken;
    expect(await device.connect()).toMatchObject({ admit: 'serve' });
    const last = await issueIdentity(school, { renewalOfEnrollmentId: id });
    await school.enrollment.end(id, 'removed', 'Ada');
    expect(school.authority.records.find(last.fingerprint)?.revokedAt).not.toBeNull();
  });
});

describe('a certificate on another device', () => {
  it('BP-14 is refused with 403 for every message, and the refusal is on record', async () => {
    const device = await enrolledDevice(school);
    const thief = new TestDevice(school, '00008030-THIEF', device.identity);
    expect(await thief.authenticate()).toBe(403);
    expect(await thief.tokenUpdate()).toBe(403);
    expect(await thief.connect()).toEqual({ admit: 'refuse', status: 403 });
    expect(thief.states()).toEqual([]);
    const { id } = only(device.enrollments());
    const refusals = school.events('enrollment.refused').filter((event) => event.enrollmentId === id);
    expect(refusals.map((event) => event.data.reason)).toEqual(['other-device', 'other-device', 'other-device']);
  });

  it('cannot check the rightful device out', async () => {
    const device = await enrolledDevice(school);
    const thief = new TestDevice(school, '00008030-THIEF', device.identity);
    expect(await thief.checkOut()).toBe(200);
    expect(device.states()).toEqual(['enrolled']);
  });

  it('fills the record once a minute at most, however often it tries', async () => {
    const device = await enrolledDevice(school);
    const thief = new TestDevice(school, '00008030-THIEF', device.identity);
    const before = school.events('enrollment.refused').length;
    for (let i = 0; i < 20; i++) await thief.connect();
    expect(school.events('enrollment.refused')).toHaveLength(before + 1);
    school.clock.at += 60_000;
    await thief.connect();
    expect(school.events('enrollment.refused')).toHaveLength(before + 2);
    // A clock that is set back must not keep the record silent until it has caught up.
    school.clock.at -= 3_600_000;
    await thief.connect();
    expect(school.events('enrollment.refused')).toHaveLength(before + 3);
    school.clock.at += 3_600_000;
  });
});

describe('a device that is not managed', () => {
  it('BP-34 hears 200 for its CheckOut and 401 afterwards, and leaves no secret behind', async () => {
    const device = await enrolledDevice(school);
    const before = only(device.enrollments());
    expect(await device.checkOut()).toBe(200);
    expect(device.states()).toEqual(['ended checked-out']);
    expect(school.heard.at(-1)).toBe(`cancel ${before.id} checked-out`);
    expect(() => school.store.vault.get(before.unlockTokenSecretId ?? '', 'unlock-token')).toThrow();
    expect(await device.checkOut()).toBe(200);
    expect(await device.connect()).toEqual({ admit: 'refuse', status: 401 });
    expect(await device.tokenUpdate()).toBe(401);
    expect(await device.authenticate()).toBe(401);
  });

  it('hears 401 at its next contact after an administrator removed it', async () => {
    const device = await enrolledDevice(school);
    const { id } = only(device.enrollments());
    await school.enrollment.end(id, 'removed', 'Ada');
    await school.enrollment.end(id, 'removed', 'Ada');
    expect(await device.connect()).toEqual({ admit: 'refuse', status: 401 });
    expect(school.events('enrollment.ended').filter((e) => e.enrollmentId === id)).toMatchObject([
      { actor: 'Ada', data: { reason: 'removed', wasEnrolled: true } },
    ]);
  });

  it('hears 401 for a TokenUpdate when it never authenticated (a restored backup), but may still authenticate', async () => {
    const device = await newDevice(school);
    expect(await device.tokenUpdate()).toBe(401);
    expect(await device.connect()).toEqual({ admit: 'refuse', status: 403 });
    expect(await device.authenticate()).toBe(200);
  });

  it('hears 403, never 401, when the certificate is not ours, expired or revoked by itself', async () => {
    const stranger = await newDevice(school);
    stranger.identity = { ...stranger.identity, fingerprint: 'ab'.repeat(32) };
    const revoked = await enrolledDevice(school);
    await school.authority.revoke(revoked.identity.fingerprint, 'keyCompromise', 'test');
    for (const device of [stranger, revoked]) {
      expect(await device.authenticate()).toBe(403);
      expect(await device.tokenUpdate()).toBe(403);
      expect(await device.checkOut()).toBe(200);
      expect(await device.connect()).toEqual({ admit: 'refuse', status: 403 });
    }
    expect(revoked.states()).toEqual(['enrolled']);
    const expired = await enrolledDevice(school);
    school.clock.at += 400 * 86_400_000;
    expect(await expired.connect()).toEqual({ admit: 'refuse', status: 403 });
    school.clock.at -= 400 * 86_400_000;
  });

  it('keeps its management when its TokenUpdate has a foreign topic: 400', async () => {
    const device = await enrolledDevice(school);
    expect(await device.tokenUpdate({ Topic: 'com.apple.mgmt.External.other' })).toBe(400);
    expect(device.states()).toEqual(['enrolled']);
  });
});
