import { beforeEach, describe, expect, it } from 'vitest';
import { newId } from '../../shared/ids.ts';
import { enrolledDevice, openSchool, type School, type TestDevice } from './testing/school.ts';

const DAY = 86_400_000;
const KEY = 'ABCD-EFGH-JKLM-NPQR-STUV-WXYZ';

let school: School;
let device: TestDevice;
let deviceId: string;

beforeEach(async () => {
  school = await openSchool();
  device = await enrolledDevice(school);
  deviceId = device.enrollments()[0]?.deviceId ?? '';
});

/** A recovery key, a PIN that went with a command, a place and an app of the device. */
function fill(): Promise<string[]> {
  const { store, clock } = school;
  const at = clock.now();
  return store.write(() => {
    const key = store.vault.put('recovery-key', KEY);
    const pin = store.vault.put('command-secret', '[]');
    store.run((db) =>
      db.insertInto('deviceSecret').values({
        id: newId(at),
        deviceId,
        kind: 'filevault-key',
        secretId: key,
        commandId: null,
        current: 1,
        keptAt: at,
        keptBy: 'ada',
        verified: null,
        verifiedAt: null,
      }),
    );
    store.run((db) =>
      db.insertInto('devicePlace').values({
        id: newId(at),
        deviceId,
        at,
        latitude: 51,
        longitude: 7,
        horizontalAccuracy: null,
        verticalAccuracy: null,
        altitude: null,
        speed: null,
        course: null,
        reportedAt: at,
        commandId: null,
        askedBy: 'ada',
      }),
    );
    store.run((db) =>
      db.insertInto('command').values({
        id: newId(at),
        deviceId,
        enrollmentId: device.enrollments()[0]?.id ?? '',
        requestType: 'DeviceLock',
        request: '{"RequestType":"DeviceLock"}',
        secretId: pin,
        state: 'acknowledged',
        stateAt: at,
        queuedAt: at,
        queuedBy: 'ada',
        subject: null,
        open: 0,
        turn: 2,
        priority: 0,
        firstSentAt: at,
        lastSentAt: at,
        sendCount: 1,
        notNowCount: 0,
        lastNotNowAt: null,
        answeredAt: at,
        expiresAt: null,
        errorDomain: null,
        errorCode: null,
        errorSummary: null,
        retryOf: null,
      }),
    );
    store.run((db) =>
      db.insertInto('managedApp').values({
        deviceId,
        identifier: 'org.example.app',
        status: 'Managed',
        statusAt: at,
        reason: null,
        managementFlags: null,
        hasConfiguration: null,
        hasFeedback: null,
        validated: null,
        storeVersion: null,
        configuration: null,
        configurationAt: null,
        attributes: null,
        attributesAt: null,
        feedback: null,
        feedbackAt: null,
      }),
    );
    return [key, pin];
  });
}

const left = () => ({
  secrets: count('deviceSecret'),
  places: count('devicePlace'),
  apps: count('managedApp'),
  commands: count('command'),
});
const count = (table: 'deviceSecret' | 'devicePlace' | 'managedApp' | 'command') =>
  school.store.all((db) => db.selectFrom(table).select('deviceId').where('deviceId', '=', deviceId)).length;
const inVault = (ids: readonly string[]) =>
  school.store.all((db) =>
    db
      .selectFrom('secret')
      .select('id')
      .where('id', 'in', [...ids]),
  ).length;

describe('what is kept after management ended', () => {
  it('goes part by part when its time is over: codes, keys, PINs and places, then reports, then the device', async () => {
    await school.enrollment.afterlife.setPolicy(
      { secretsDays: 10, assignmentsDays: 20, inventoryDays: 20, deviceDays: 30 },
      'ada',
    );
    const ids = await fill();
    await device.checkOut();
    school.clock.at += 9 * DAY;
    expect(await school.enrollment.afterlife.run()).toBe(0);
    expect(inVault(ids)).toBe(2);
    school.clock.at += 2 * DAY;
    expect(await school.enrollment.afterlife.run()).toBe(1);
    expect(left()).toEqual({ secrets: 0, places: 0, apps: 1, commands: 1 });
    expect(inVault(ids)).toBe(0);
    expect(await school.enrollment.afterlife.run()).toBe(0);
    school.clock.at += 10 * DAY;
    expect(await school.enrollment.afterlife.run()).toBe(1);
    expect(left()).toEqual({ secrets: 0, places: 0, apps: 0, commands: 1 });
    school.clock.at += 10 * DAY;
    expect(await school.enrollment.afterlife.run()).toBe(1);
    expect(left()).toEqual({ secrets: 0, places: 0, apps: 0, commands: 0 });
    expect(school.events('device.tidied').map(({ data }) => data)).toEqual([
      { removed: ['secrets'] },
      { removed: ['assignments', 'inventory'] },
    ]);
    expect(school.events('device.forgotten')).toHaveLength(1);
    expect(JSON.stringify(school.events())).not.toContain(KEY);
  });

  it('is left alone of a device that is managed, or came back', async () => {
    await school.enrollment.afterlife.setPolicy(
      { secretsDays: 0, assignmentsDays: 0, inventoryDays: 0, deviceDays: 1 },
      'ada',
    );
    const ids = await fill();
    school.clock.at += 400 * DAY;
    expect(await school.enrollment.afterlife.run()).toBe(0);
    expect(left()).toEqual({ secrets: 1, places: 1, apps: 1, commands: 1 });
    expect(inVault(ids)).toBe(2);
  });

  it('leaves no value behind in the vault when the device itself is forgotten first', async () => {
    await school.enrollment.afterlife.setPolicy(
      { secretsDays: null, assignmentsDays: null, inventoryDays: null, deviceDays: 5 },
      'ada',
    );
    const ids = await fill();
    await device.checkOut();
    school.clock.at += 6 * DAY;
    expect(await school.enrollment.afterlife.run()).toBe(1);
    expect(inVault(ids)).toBe(0);
    expect(left()).toEqual({ secrets: 0, places: 0, apps: 0, commands: 0 });
  });
});
