import { beforeEach, expect, it } from 'vitest';
import { enrolledDevice, issueIdentity, openSchool, type School, type TestDevice } from './testing/school.ts';

const MINUTE = 60_000;

let school: School;
beforeEach(async () => {
  school = await openSchool();
});

const noted = ({ udid }: TestDevice) =>
  school.store.get((db) =>
    db.selectFrom('device').select(['id', 'restoredAt', 'restoredFrom']).where('udid', '=', udid),
  );
const endsAt = async (device: TestDevice, reason: 'erased' | 'removed') =>
  school.enrollment.end(device.enrollments().at(-1)?.id ?? '', reason, 'Ada');

it('E-46 a device that was erased and shows its former identity counts as restored, until it enrolls again', async () => {
  const device = await enrolledDevice(school);
  await endsAt(device, 'erased');
  expect(await device.connect()).toMatchObject({ admit: 'refuse' });
  expect(noted(device), 'a Mac that is about to be erased still says something').toMatchObject({ restoredAt: null });

  school.clock.at += 10 * MINUTE;
  const at = school.clock.at;
  // A backup brings a new push token, without Authenticate.
  expect(await device.tokenUpdate()).toBe(401);
  expect(noted(device)).toMatchObject({ restoredAt: at, restoredFrom: 'erased' });
  school.clock.at += 10 * MINUTE;
  await device.connect();
  expect(noted(device)).toMatchObject({ restoredAt: at });
  expect(school.events('device.restored').map(({ data }) => data)).toEqual([{ from: 'erased' }]);
  const due = school.store.all((db) => db.selectFrom('groupDue').select('deviceId'));
  expect(due).toContainEqual({ deviceId: noted(device)?.id });

  const { id } = await school.enrollment.invitations.create({ name: 'Again', maxUses: 1 }, 'test');
  device.identity = await issueIdentity(school, { invitationId: id });
  await device.authenticate();
  expect(noted(device), 'not yet managed again').toMatchObject({ restoredFrom: 'erased' });
  await device.tokenUpdate();
  expect(noted(device)).toMatchObject({ restoredAt: null, restoredFrom: null });
  expect(school.events('device.restored-over')).toHaveLength(1);
});

it('E-46 a backup from before a CheckOut, a new enrollment or a renewal is told apart', async () => {
  const left = await enrolledDevice(school);
  await left.checkOut();

  const replaced = await enrolledDevice(school);
  const former = replaced.identity;
  const { id } = await school.enrollment.invitations.create({ name: 'Again', maxUses: 1 }, 'test');
  replaced.identity = await issueIdentity(school, { invitationId: id });
  await replaced.authenticate();
  await replaced.tokenUpdate();

  const renewed = await enrolledDevice(school);
  const old = renewed.identity;
  renewed.identity = await issueIdentity(school, { renewalOfEnrollmentId: renewed.enrollments()[0]?.id ?? '' });
  await renewed.connect();

  school.clock.at += 10 * MINUTE;
  await left.connect();
  const newer = renewed.identity;
  replaced.identity = former;
  renewed.identity = old;
  await replaced.connect();
  await renewed.tokenUpdate();
  expect([left, replaced, renewed].map((device) => noted(device)?.restoredFrom)).toEqual([
    'checked-out',
    'replaced',
    'renewed',
  ]);

  // A later backup that holds the identity that counts: it is served again.
  renewed.identity = newer;
  expect(await renewed.connect()).toMatchObject({ admit: 'serve' });
  await school.enrollment.seen([noted(left)?.id ?? '', noted(renewed)?.id ?? ''].slice(1));
  expect(noted(renewed)).toMatchObject({ restoredAt: null });
  expect(noted(replaced)).toMatchObject({ restoredFrom: 'replaced' });
});

it('E-46 whoever was taken out of management here, or shows another device’s identity, was restored from nothing', async () => {
  const removed = await enrolledDevice(school);
  await endsAt(removed, 'removed');
  const device = await enrolledDevice(school);
  school.clock.at += 60 * MINUTE;
  await removed.connect();
  const other = await enrolledDevice(school);
  other.identity = device.identity;
  await other.connect();
  expect([removed, device, other].map((one) => noted(one)?.restoredAt)).toEqual([null, null, null]);
});
