import { expect, it } from 'vitest';
import { newId } from '../../shared/ids.ts';
import { openPolicyRoom } from './testing/policy-room.ts';

const FLEET = 1200;

it('plans more devices than fit into a slice, each once', async () => {
  const room = await openPolicyRoom();
  const { store } = room;
  await store.write((work) => {
    for (let index = 0; index < FLEET; index++) {
      const deviceId = newId();
      store.run((db) =>
        db
          .insertInto('device')
          .values({ id: deviceId, udid: deviceId, platform: 'iOS', osVersion: '17.4', createdAt: work.now }),
      );
      store.run((db) =>
        db.insertInto('enrollment').values({
          id: newId(),
          deviceId,
          key: deviceId,
          channel: 'device',
          userEnrollment: 0,
          state: 'enrolled',
          topic: 'com.apple.mgmt.test',
          accessRights: 8191,
          signMessage: 0,
          pushState: 'ready',
          awaitingConfiguration: 0,
          authenticatedAt: work.now,
          enrolledAt: work.now,
          wakeAttempts: 0,
        }),
      );
    }
  });
  await room.settled();
  const all = room.groups.list().find(({ builtIn, members }) => builtIn !== null && members === FLEET);
  const { id } = await room.policy({ name: 'Library' });
  await room.assign(id, all?.id ?? '');
  await room.settled();
  expect(room.policies.get(id).counts).toEqual({ pending: FLEET });
  const queued = store.get((db) =>
    db
      .selectFrom('command')
      .select((e) => e.fn.countAll<number>().as('count'))
      .where('requestType', '=', 'InstallProfile'),
  );
  expect(queued?.count).toBe(FLEET);
  // A change of what does not matter to devices queues nothing.
  await room.policies.update(id, { description: 'For all' }, 'ada');
  await room.settled();
  expect(store.get((db) => db.selectFrom('command').select((e) => e.fn.countAll<number>().as('count')))?.count).toBe(
    FLEET,
  );
});
