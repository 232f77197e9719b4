import type { Logger } from '../../shared/logger.ts';
import { systemTimers, type Timers } from '../../shared/timers.ts';
import type { Store } from '../store/index.ts';
import { openCartRows } from './cart-rows.ts';
import { type Carts, openCarts } from './carts.ts';
import { type Exams, openExams } from './exams.ts';
import { Keeper } from './keeper.ts';
import type { CommandDoor, ConfigurationDoor, GroupDoor } from './ports.ts';
import { type CartRuns, openRuns } from './runs.ts';

/** The face of carts: devices in slots, what is done to them together, exams, and the sweep at the end of a day. */
export interface CartRoom {
  readonly carts: Carts;
  readonly runs: CartRuns;
  readonly exams: Exams;
  /** Does what came due meanwhile, and keeps to the times from now on. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

export function openCartRoom(options: {
  store: Store;
  logger: Logger;
  groups: GroupDoor;
  commands: CommandDoor;
  configuration: ConfigurationDoor;
  timers?: Timers;
}): CartRoom {
  const { store, logger, timers = systemTimers } = options;
  const rows = openCartRows(store);
  const carts = openCarts(store, options.groups);
  const runs = openRuns(store, rows, options.commands, logger);
  const exams = openExams({ store, logger, rows, configuration: options.configuration });
  const keeper = new Keeper({ store, logger, timers, exams, runs });
  return {
    ...{ carts, runs, exams },
    async start() {
      await exams.runDue();
      await runs.startDue();
      keeper.start();
    },
    stop: () => keeper.stop(),
  };
}

export type { ConfigurationDoor } from './ports.ts';
/** Which groups carts keep in step, by the group's id: such a group is changed through its cart. */
export { cartUsage } from './usage.ts';
