import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DeviceFilter } from '../../shared/contract/device-filter.ts';
import { newId } from '../../shared/ids.ts';
import { addDevice } from '../commands/testing/room.ts';
import { foundBy, type GroupRoom, openGroupRoom } from './testing/room.ts';

const HOUR = 3_600_000;
const ATTRIBUTE = newId();

/** One for each place that facts come from. */
const SOURCES: readonly DeviceFilter[] = [
  { field: 'family', operator: 'is', value: 'iPad' },
  { field: 'osVersion', operator: 'below', value: '17.5' },
  { field: 'supervised', operator: 'is', value: true },
  { field: 'batteryLevel', operator: 'below', value: 0.5 },
  { field: 'hostName', operator: 'startsWith', value: 'a' },
  { field: 'state', operator: 'isNot', value: 'enrolled' },
  { field: 'app', operator: 'includes', value: 'org.example.a' },
  { field: 'profile', operator: 'doesNotInclude', value: 'org.example.b' },
  { field: 'certificate', operator: 'includes', value: 'a' },
  { field: 'updateAvailable', operator: 'is', value: true },
  { field: 'openCommands', operator: 'above', value: 0 },
  { field: 'hasFailedCommands', operator: 'is', value: true },
  { field: 'note', operator: 'contains', value: 'a' },
  { field: 'person', operator: 'is', value: 'a' },
  { field: 'user', operator: 'contains', value: 'a' },
  { field: 'lastPushReason', operator: 'is', value: 'a' },
  { field: `attribute.${ATTRIBUTE}`, operator: 'is', value: 'a' },
  { field: 'inventoryAt', operator: 'withinLast', value: { amount: 3, unit: 'hours' } },
  { field: 'enrolledAt', operator: 'withinNext', value: { amount: 5, unit: 'hours' } },
  { field: 'lastSeenAt', operator: 'isEmpty' },
  { field: 'lastSeenAt', operator: 'after', value: 1_800_000_000_000 + 4 * HOUR },
];

const condition: fc.Arbitrary<DeviceFilter> = fc.oneof(
  fc.constantFrom(...SOURCES),
  fc.tuple(fc.constantFrom('withinLast', 'notWithinLast'), fc.integer({ min: 1, max: 20 })).map(
    ([operator, amount]): DeviceFilter => ({
      field: 'lastSeenAt',
      operator: operator as 'withinLast',
      value: { amount, unit: 'hours' },
    }),
  ),
  fc
    .integer({ min: 0, max: 5 })
    .map((at): DeviceFilter => ({ field: 'group', operator: 'includes', value: `Group ${at}` })),
);
const filters = fc.letrec<{ filter: DeviceFilter }>((tie) => ({
  filter: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    condition,
    fc.record({ all: fc.array(tie('filter'), { maxLength: 3 }) }),
    fc.record({ any: fc.array(tie('filter'), { maxLength: 3 }) }),
    fc.record({ not: tie('filter') }),
  ),
})).filter;

/** One thing that happens: `which` picks the device or group, `value` what becomes of it. */
const happening = fc.oneof(
  {
    weight: 10,
    arbitrary: fc.record({
      what: fc.constantFrom(
        ...([
          'os',
          'battery',
          'fact',
          'state',
          'ended',
          'app',
          'profile',
          'certificate',
          'update',
          'command',
          'failed',
          'note',
          'person',
          'user',
          'push',
          'attribute',
          'report',
          'seen',
          'seen',
          'seen',
          'gone',
          'new',
          'enrolled',
        ] as const),
      ),
      which: fc.nat(7),
      value: fc.nat(9),
    }),
  },
  { weight: 3, arbitrary: fc.record({ what: fc.constant('time' as const), which: fc.nat(7), value: fc.nat(9) }) },
  { weight: 3, arbitrary: fc.record({ what: fc.constantFrom('put', 'take'), which: fc.nat(7), value: fc.nat(9) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      what: fc.constant('define' as const),
      which: fc.nat(5),
      filter: filters,
      ended: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('delete' as const), which: fc.nat(5) }) },
);
type Happening = { what: string; which: number; value?: number; filter?: DeviceFilter; ended?: boolean };

async function happen(
  room: GroupRoom,
  devices: string[],
  { what, which, value = 0, filter, ended = false }: Happening,
) {
  const { store, groups, clock } = room;
  const id = devices[which % devices.length] ?? '';
  const enrolled = { deviceId: id, channel: 'device' as const };
  const text = value % 2 === 0 ? 'a' : 'b';
  const named = (name: string) => groups.list().find((one) => one.name === name);
  const write = (change: (now: number) => void) => store.write((work) => change(work.now));
  const device = (set: object) =>
    write(() => store.run((db) => db.updateTable('device').set(set).where('id', '=', id)));
  const enrollment = (set: object) =>
    write(() =>
      store.run((db) =>
        db.updateTable('enrollment').set(set).where('deviceId', '=', id).where('channel', '=', enrolled.channel),
      ),
    );
  const report = (body: object) =>
    write((reportedAt) => {
      const row = { reportedAt, body: JSON.stringify(body) };
      store.run((db) =>
        db
          .insertInto('deviceReport')
          .values({ deviceId: id, kind: 'device-information', commandId: null, ...row })
          .onConflict((c) => c.columns(['deviceId', 'kind']).doUpdateSet(row)),
      );
    });
  switch (what) {
    case 'os':
      return device({ osVersion: `17.${value}` });
    case 'battery':
      return device({ batteryLevel: value / 10, supervised: value % 3 === 0 ? null : value % 2 });
    case 'fact':
      return report({ HostName: `${text}${value}` });
    case 'report':
      return report({});
    case 'state':
      return enrollment({ state: value % 2 === 0 ? 'pending' : 'ended' });
    case 'ended':
      return enrollment({ state: 'ended', endedAt: clock.time });
    case 'enrolled':
      return enrollment({ state: 'enrolled', enrolledAt: clock.time + (value - 3) * HOUR });
    case 'push':
      return enrollment({ lastPushReason: text });
    case 'user':
      return write((now) => {
        store.run((db) => db.deleteFrom('enrollment').where('deviceId', '=', id).where('channel', '=', 'user'));
        if (value > 4) return;
        const key = `${id}${value}`;
        store.run((db) =>
          db.insertInto('enrollment').values({
            id: newId(now),
            deviceId: id,
            key,
            channel: 'user',
            userShortName: text,
            userEnrollment: 0,
            state: value === 3 ? 'pending' : 'enrolled',
            topic: 't',
            accessRights: 0,
            signMessage: 0,
            pushState: 'none',
            awaitingConfiguration: 0,
            authenticatedAt: now,
            wakeAttempts: 0,
          }),
        );
      });
    case 'app':
      return write(() => {
        store.run((db) => db.deleteFrom('installedApp').where('deviceId', '=', id));
        store.run((db) =>
          db
            .insertInto('installedApp')
            .values({ deviceId: id, identifier: `org.example.${text}`, version: '1', name: null, managed: null }),
        );
      });
    case 'profile':
      return write(() => {
        store.run((db) => db.deleteFrom('installedProfile').where('deviceId', '=', id));
        store.run((db) =>
          db
            .insertInto('installedProfile')
            .values({ deviceId: id, identifier: `org.example.${text}`, uuid: 'u', payloads: '[]' } as never),
        );
      });
    case 'certificate':
      return write(() => {
        store.run((db) => db.deleteFrom('deviceCertificate').where('deviceId', '=', id));
        store.run((db) =>
          db
            .insertInto('deviceCertificate')
            .values({ deviceId: id, fingerprint: 'f', commonName: text, isIdentity: 0 } as never),
        );
      });
    case 'update':
      return write(() => {
        store.run((db) => db.deleteFrom('osUpdate').where('deviceId', '=', id));
        if (value > 4)
          store.run((db) =>
            db.insertInto('osUpdate').values({ deviceId: id, productKey: 'k', version: '18' } as never),
          );
      });
    case 'command':
      return room.commands.queueCommands({ deviceIds: [id], command: { RequestType: 'ProfileList' }, actor: 'ada' });
    case 'failed':
      return write(() =>
        store.run((db) => db.updateTable('command').set({ state: 'error', open: 0 }).where('deviceId', '=', id)),
      );
    case 'note':
      return write((now) => {
        store.run((db) => db.deleteFrom('deviceNote').where('deviceId', '=', id));
        if (value > 3)
          store.run((db) =>
            db.insertInto('deviceNote').values({ id: newId(now), deviceId: id, text, author: 'ada', createdAt: now }),
          );
      });
    case 'person':
      return write((now) => {
        const serialNumber = `SN${id.slice(-8)}`;
        store.run((db) => db.deleteFrom('expectedDevice').where('serialNumber', '=', serialNumber));
        if (value > 3)
          store.run((db) =>
            db
              .insertInto('expectedDevice')
              .values({ id: newId(now), serialNumber, person: text, addedAt: now, addedBy: 'ada' }),
          );
      });
    case 'attribute':
      return write((now) => {
        store.run((db) => db.deleteFrom('attributeValue').where('deviceId', '=', id));
        if (value > 3)
          store.run((db) =>
            db
              .insertInto('attributeValue')
              .values({ attributeId: ATTRIBUTE, deviceId: id, text, changedAt: now, changedBy: 'ada' }),
          );
      });
    case 'seen':
      return device({ lastSeenAt: clock.time - value * 100 });
    case 'gone':
      if (devices.length < 3) return;
      devices.splice(devices.indexOf(id), 1);
      return write(() => store.run((db) => db.deleteFrom('device').where('id', '=', id)));
    case 'new':
      return devices.push((await addDevice(store, { device: { family: value % 2 === 0 ? 'iPad' : 'Mac' } })).deviceId);
    case 'time':
      return room.pass(value * value * HOUR * (which / 8) + which);
    case 'put':
      return groups.addMembers(named('Group 0')?.id ?? '', { deviceIds: [id] }, 'ada');
    case 'take':
      return groups.removeMembers(named('Group 0')?.id ?? '', { deviceIds: [id] }, 'ada');
    case 'delete': {
      const group = named(`Group ${1 + (which % 5)}`);
      return group === undefined ? undefined : groups.remove(group.id, 'ada').catch(() => {});
    }
    default: {
      const name = `Group ${1 + (which % 5)}`;
      const group = room.smart(name, filter ?? { all: [] }, { ended });
      const there = named(name);
      // A circle or a group there is not is refused, and changes nothing.
      return (there === undefined ? groups.create(group, 'ada') : groups.update(there.id, group, 'ada')).catch(
        () => {},
      );
    }
  }
}

describe('who is in a group', () => {
  it('is always whom its filter finds anew, whatever happened', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(happening, { minLength: 10, maxLength: 60 }), async (story) => {
        const room = await openGroupRoom();
        const { store, groups } = room;
        await store.write((work) => {
          const about = { name: 'Room', description: '', type: 'text' as const, choices: '[]', createdBy: 'ada' };
          store.run((db) =>
            db.insertInto('attribute').values({ id: ATTRIBUTE, ...about, createdAt: work.now, changedAt: work.now }),
          );
        });
        const devices: string[] = [];
        for (let index = 0; index < 4; index++) devices.push((await addDevice(store)).deviceId);
        await groups.create({ kind: 'static', name: 'Group 0', description: '', colour: 'gray', icon: 'tag' }, 'ada');
        for (const [index, filter] of SOURCES.entries())
          await groups.create(room.smart(`Source ${index}`, filter, { ended: index % 2 === 0 }), 'ada');
        for (const one of story) {
          await happen(room, devices, one);
          await room.settled();
          for (const group of groups.list()) {
            const members = room.members(group.id);
            expect(group.members).toBe(members.length);
            if (group.filter !== null)
              expect(members, `${group.name} after ${JSON.stringify(one)}`).toEqual(
                foundBy(room, group.filter, group.ended),
              );
          }
        }
        groups.stop();
        store.close();
      }),
      { numRuns: 15 },
    );
  });
});
