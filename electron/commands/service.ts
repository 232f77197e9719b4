import type { CommandRow } from '../../shared/contract/commands.ts';
import type { Logger } from '../../shared/logger.ts';
import type { Store, UnitOfWork } from '../store/index.ts';
import { prepareCommandRows } from './command-rows.ts';
import { openDelivery } from './delivery.ts';
import { openEnding } from './ending.ts';
import { type Exchange, openExchange } from './exchange.ts';
import type { ConnectedEnrollment, InventorySink, WakeUps } from './ports.ts';
import { type CommandQueries, openCommandQueries } from './queries.ts';
import { type CommandQueue, openQueue } from './queue.ts';
import { openQueueView, type QueueView } from './queue-view.ts';
import { openRepeats, type Repeats } from './repeat.ts';

/** Everything about commands: to queue and take back, and to serve a device that connects. */
export interface CommandService
  extends Omit<CommandQueue, 'cancel'>,
    Exchange,
    Omit<CommandQueries, 'getCommandRow'>,
    Omit<QueueView, 'idsOf'>,
    Repeats {
  /**
   * Takes back a command that waits, and tells how it stands now.
   *
   * @throws CartwrightError `not-found`, or `conflict` when the device has it already or it is finished
   */
  cancel(commandId: string, actor: string): Promise<CommandRow>;
}

/**
 * Builds the room from what it stands on.
 *
 * @param options.onErased called in the unit of work in which a device acknowledges EraseDevice: it is about to forget us
 * @param options.mdmProfileIdentifier of our enrollment profile, which may always be removed
 */
export function openCommands(options: {
  store: Store;
  logger: Logger;
  wakeUps: WakeUps;
  inventory: InventorySink;
  onErased: (work: UnitOfWork, enrollment: ConnectedEnrollment) => void;
  mdmProfileIdentifier?: string;
}): CommandService {
  const { store, logger, wakeUps, inventory, onErased, mdmProfileIdentifier } = options;
  const rows = prepareCommandRows(store);
  const ending = openEnding({ vault: store.vault, rows, wakeUps });
  const delivery = openDelivery({ vault: store.vault, logger, mdmProfileIdentifier });
  const queue = openQueue({ store, rows, ending, wakeUps, mdmProfileIdentifier });
  const queries = openCommandQueries({ store });
  const { idsOf, ...view } = openQueueView({ store, queries });
  return {
    ...queue,
    ...queries,
    ...view,
    ...openRepeats({ store, rows, ending, queue, view: { idsOf } }),
    ...openExchange({
      store,
      logger,
      rows,
      ending,
      delivery,
      inventory,
      onErased,
      askAfterChange: queue.askAfterChange,
    }),
    async cancel(commandId, actor) {
      await queue.cancel(commandId, actor);
      return queries.getCommandRow(commandId);
    },
  };
}
