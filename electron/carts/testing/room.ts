import { newCart } from '../../../shared/contract/cart.ts';
import { silentLogger } from '../../../shared/logger.ts';
import { addDevice, openRoom, TestTimers } from '../../commands/testing/room.ts';
import { openLoans, openPeople } from '../../directory/index.ts';
import { openGroups } from '../../groups/index.ts';
import { membersOf } from '../../groups/testing/room.ts';
import { openDeviceQueries } from '../../inventory/index.ts';
import { cartUsage, openCartRoom } from '../index.ts';

let last = 0;
const nth = () => String(++last);

/** The room of carts with the real store, queue, groups and people, and a clock that stands still. */
export async function openTestCarts(given = openRoom()) {
  const { store, commands, clock } = given;
  const queries = openDeviceQueries({ store });
  const groups = openGroups({
    store,
    logger: silentLogger,
    timers: new TestTimers(),
    usages: [() => cartUsage(store)],
    devices: {
      selected: (selection) => queries.selected(selection),
      rows: (ids) => queries.list.rows(ids),
      attributes: () => queries.list.attributes(),
    },
  });
  await groups.start();
  const timers = new TestTimers();
  const open = () =>
    openCartRoom({
      ...{ store, logger: silentLogger, groups, commands, timers },
      configuration: {
        install: (deviceIds, profile, wish) =>
          commands.queueCommands({
            deviceIds,
            command: { RequestType: 'InstallProfile', Payload: Buffer.from(profile).toString('base64') },
            ...wish,
          }),
        withdraw: (commandId, { actor, reason }) =>
          commands.cancel(commandId, actor, reason).then(
            () => true,
            () => false,
          ),
        remove: (deviceIds, Identifier, wish) =>
          commands.queueCommands({
            deviceIds,
            command: { RequestType: 'RemoveProfile', Identifier },
            ...wish,
            wakeNow: true,
          }),
      },
    });
  const cart = (name: string, more: object = {}) => newCart.parse({ name, rows: 2, columns: 4, ...more });
  const devices = async (count: number, about: object = {}) => {
    const ids: string[] = [];
    for (let n = 0; n < count; n++)
      ids.push(
        (
          await addDevice(store, {
            device: { serialNumber: `DMPX${String(n).padStart(4, '0')}${nth()}`, lastSeenAt: clock.now(), ...about },
          })
        ).deviceId,
      );
    return ids;
  };
  /** What is queued and not over, by kind. */
  const queued = () =>
    store.all((db) =>
      db
        .selectFrom('command')
        .select(['deviceId', 'requestType', 'request', 'expiresAt', 'state'])
        .where('open', '=', 1)
        .orderBy('id'),
    );
  return {
    ...given,
    ...{ groups, queries, timers, open, room: open(), cart, devices, queued },
    people: openPeople(store),
    loans: openLoans(store),
    members: (groupId: string) => membersOf(store, groupId).sort(),
  };
}
