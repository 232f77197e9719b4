import type { Retention } from '../../shared/contract/command-queue.ts';
import type { CommandRow } from '../../shared/contract/commands.ts';
import type { Logger } from '../../shared/logger.ts';
import { systemTimers, type Timers } from '../../shared/timers.ts';
import type { PlistDict } from '../protocol/index.ts';
import type { Store, UnitOfWork } from '../store/index.ts';
import { prepareCommandRows } from './command-rows.ts';
import { openDelivery } from './delivery.ts';
import { openEnding } from './ending.ts';
import { type Exchange, openExchange } from './exchange.ts';
import { type FollowUps, openFollowUps } from './follow-ups.ts';
import { type Holding, openHolding } from './holding.ts';
import { openInserting } from './inserting.ts';
import { openLostMode } from './lost-mode.ts';
import type { ConnectedEnrollment, InventorySink, WakeUps } from './ports.ts';
import { type CommandQueries, openCommandQueries } from './queries.ts';
import { type CommandQueue, openQueue } from './queue.ts';
import { openQueueView, type QueueView } from './queue-view.ts';
import { openRedemptionCodes, type RedemptionCodes } from './redemption-codes.ts';
import { openRepeats, type Repeats } from './repeat.ts';
import { type Keeping, openKeeping } from './retention.ts';
import { openTakingBack, type TakingBack } from './taking-back.ts';
import { openVariables, type ValuesOf } from './variables.ts';

/** Everything about commands: to queue and take back, and to serve a device that connects. */
export interface CommandService
  extends CommandQueue,
    Omit<TakingBack, 'cancel'>,
    Exchange,
    Omit<CommandQueries, 'getCommandRow'>,
    Omit<QueueView, 'idsOf'>,
    Repeats,
    Pick<FollowUps, 'askDue'>,
    Pick<Holding, 'hold' | 'release'>,
    Keeping {
  /** Redemption codes of paid apps. */
  readonly codes: Pick<RedemptionCodes, 'pools' | 'add' | 'discard'>;
  /**
   * Takes back a command that waits, and tells how it stands now.
   *
   * @throws CartwrightError `not-found`, or `conflict` when the device has it already or it is finished
   */
  cancel(commandId: string, actor: string, reason?: string): Promise<CommandRow>;
}

/**
 * Builds the room from what it stands on.
 *
 * @param options.onErased called in the unit of work in which a device acknowledges EraseDevice: it is about to forget us
 * @param options.onRemoved the same when it acknowledges that it removed our enrollment profile
 * @param options.mdmProfileIdentifier of our enrollment profile, which may always be removed
 * @param options.mdmServerUrl where that profile has devices connect; it must stay when the profile is replaced
 * @param options.readProfile reads the file of a configuration profile; throws when it is none, or cannot be read
 */
export function openCommands(options: {
  store: Store;
  logger: Logger;
  wakeUps: WakeUps;
  inventory: InventorySink;
  /** What variables stand for in what apps are configured with. */
  valuesOf: ValuesOf;
  /** Macs seal new FileVault recovery keys for it unless the command says otherwise (DER). */
  escrowCertificate?: Uint8Array;
  onErased: (work: UnitOfWork, enrollment: ConnectedEnrollment) => void;
  onRemoved: (work: UnitOfWork, enrollment: ConnectedEnrollment) => void;
  mdmProfileIdentifier?: string;
  mdmServerUrl?: () => string;
  /** Whether devices are asked for updates with the rest of their inventory; always unless given. */
  asksForUpdates?: () => boolean;
  /** Whether devices are asked for all their apps, and where they are when lost; always unless given. */
  mayAsk?: () => { readonly allApps: boolean; readonly location: boolean };
  readProfile: (file: Uint8Array) => PlistDict;
  /** Until somebody sets it in the console. */
  retention?: Retention;
  timers?: Timers;
}): CommandService {
  const {
    store,
    logger,
    wakeUps,
    inventory,
    escrowCertificate,
    onErased,
    onRemoved,
    mdmProfileIdentifier,
    mdmServerUrl,
    readProfile,
  } = options;
  const { asksForUpdates = () => true, mayAsk = () => ({ allApps: true, location: true }) } = options;
  const { retention = { answerDays: 90, commandDays: 730 }, timers = systemTimers } = options;
  const enrollmentProfile = {
    identifier: mdmProfileIdentifier,
    serverUrl: () => mdmServerUrl?.(),
    open: (payload: string) => opened(readProfile, payload),
  };
  const rows = prepareCommandRows(store);
  const codes = openRedemptionCodes({ store, rows });
  const ending = openEnding({ vault: store.vault, rows, wakeUps, onEnded: codes.ended });
  const delivery = openDelivery({
    vault: store.vault,
    logger,
    enrollmentProfile,
    variables: openVariables(options.valuesOf),
    escrowCertificate,
    secretOf: (deviceId, kind) => inventory.knowledge.currentSecret(deviceId, kind),
  });
  const holding = openHolding(store, enrollmentProfile);
  const inserting = openInserting({ vault: store.vault, rows, ending, wakeUps, holding });
  const isLost = openLostMode(store);
  const hasRecoveryKey = (deviceId: string) =>
    inventory.knowledge.currentSecret(deviceId, 'filevault-key') !== undefined;
  const queue = openQueue({
    store,
    rows,
    ending,
    inserting,
    isLost,
    hasRecoveryKey,
    enrollmentProfile,
    asksForUpdates,
    mayAsk,
  });
  codes.sendThrough(queue);
  const followUps = openFollowUps({ store, queue, codes });
  const { cancel, ...takingBack } = openTakingBack({ store, rows, ending, wakeUps });
  const queries = openCommandQueries({ store });
  const { idsOf, ...view } = openQueueView({ store, queries });
  return {
    ...queue,
    ...takingBack,
    ...queries,
    ...view,
    ...openRepeats({ store, rows, ending, queue, view: { idsOf } }),
    hold: holding.hold,
    release(work, deviceId) {
      const released = holding.release(work, deviceId);
      const row = released === 0 ? undefined : rows.enrolledOfDevice.get({ deviceId });
      if (row !== undefined) wakeUps.scheduleWake(work, row.enrollmentId);
      return released;
    },
    codes,
    askDue: followUps.askDue,
    ...openKeeping({ store, timers, byDefault: retention }),
    ...openExchange({
      store,
      logger,
      rows,
      ending,
      delivery,
      inventory,
      onErased,
      onRemoved,
      mdmProfileIdentifier,
      askAfterChange: queue.askAfterChange,
      followUp: followUps.after,
      isLost,
    }),
    async cancel(commandId, actor, reason) {
      await cancel(commandId, actor, reason);
      return queries.getCommandRow(commandId);
    },
  };
}

/** What a device could not read either is judged by the device. */
function opened(readProfile: (file: Uint8Array) => PlistDict, payload: string): PlistDict | undefined {
  try {
    return readProfile(Buffer.from(payload, 'base64'));
  } catch {
    return undefined;
  }
}
