import { CartwrightError } from '../shared/errors.ts';
import type { Logger } from '../shared/logger.ts';
import { type CartRoom, openCartRoom } from './carts/index.ts';
import type { CommandService } from './commands/index.ts';
import { openLoans, openPeople } from './directory/index.ts';
import type { Groups } from './groups/index.ts';
import type { CartServices } from './rpc/index.ts';
import type { Store } from './store/index.ts';

/** Carts, exams, people and what they have, in the shape the contract's handlers call. */
export function cartServices(parts: { store: Store; logger: Logger; commands: CommandService; groups: Groups }): {
  room: CartRoom;
  services: CartServices;
} {
  const { store, logger, commands, groups } = parts;
  const room = openCartRoom({
    store,
    logger,
    groups,
    commands,
    configuration: {
      install: (deviceIds, profile, { expiresAt, ...wish }) =>
        commands.queueCommands({
          deviceIds,
          command: { RequestType: 'InstallProfile', Payload: Buffer.from(profile).toString('base64') },
          ...wish,
          ...(expiresAt === undefined ? {} : { expiresAt }),
          wakeNow: true,
        }),
      async withdraw(commandId, { actor, reason }) {
        try {
          await commands.cancel(commandId, actor, reason);
          return true;
        } catch (error) {
          if (error instanceof CartwrightError && error.code === 'conflict') return false;
          throw error;
        }
      },
      remove: (deviceIds, identifier, wish) =>
        commands.queueCommands({
          deviceIds,
          command: { RequestType: 'RemoveProfile', Identifier: identifier },
          ...wish,
          wakeNow: true,
        }),
    },
  });
  const { carts, runs, exams } = room;
  return {
    room,
    services: { carts, cartRuns: runs, exams, people: openPeople(store), loans: openLoans(store) },
  };
}
