import { commandFacts, commandReporting } from '../../shared/catalogue/index.ts';
import type { QueuedCommand, QueueOutcome, Refusal } from '../../shared/contract/commands.ts';
import type { Finding } from '../../shared/contract/common.ts';
import type { Store, UnitOfWork } from '../store/index.ts';
import type { CommandRows, EnrollmentRow } from './command-row-types.ts';
import { deviceContext } from './device-context.ts';
import { PRIORITY } from './discipline.ts';
import { type CommandJson, type Draft, draftOf } from './draft.ts';
import type { Ending } from './ending.ts';
import { refusal, refusals } from './findings.ts';
import { type Inserting, nothingShared, type Shared, type Wish } from './inserting.ts';
import { INVENTORY_REQUEST_TYPES, inventoryCommands, isAskedIfThere } from './inventory-commands.ts';
import { isBarredWhenLost } from './lost-mode.ts';
import type { EnrollmentProfileFacts } from './mdm-profile.ts';
import { isWaiting } from './state.ts';

export interface QueueRequest extends Omit<Wish, 'retryOf'> {
  /** Each device gets the command on its device channel. */
  deviceIds?: readonly string[];
  /** Or to these enrollments, for user channels. */
  enrollmentIds?: readonly string[];
  command: CommandJson;
}

export interface CheckOutcome {
  fits: string[];
  refused: Refusal[];
  /** Devices that can take it, with what to know before. */
  warnings: Refusal[];
}

/** A command that was looked at. */
export interface PreparedCommand {
  /** Queues it for one enrollment inside a unit of work; within a unit its secrets are kept once. */
  queue(work: UnitOfWork, enrollmentId: string, wish: Wish): QueuedOrRefused;
}

export type QueuedOrRefused = QueuedCommand | { refused: Finding[] };

export interface CommandQueue {
  /** Queues a command for devices; those that cannot take it are refused with the reasons, the others get it. */
  queueCommands(request: QueueRequest): Promise<QueueOutcome>;
  /** Who could take the command, without queueing it. */
  checkCommands(request: Pick<QueueRequest, 'deviceIds' | 'enrollmentIds' | 'command'>): CheckOutcome;
  /** Queues for one enrollment inside a unit of work, checked like any other. */
  queueInUnit(work: UnitOfWork, enrollmentId: string, command: CommandJson, wish: Wish): QueuedOrRefused;
  /** Looks once at a command that goes to many, one by one, in units of work. */
  prepare(command: CommandJson): PreparedCommand;
  /** After an enrollment: asks for everything that becomes inventory. Returns how many commands that took. */
  queueInitialInventory(work: UnitOfWork, enrollmentId: string): number;
  /** After a command that changed something: asks for the facts it may have changed, what already waits excepted. */
  askAfterChange(work: UnitOfWork, enrollmentId: string, requestType: string): void;
  /** Asks devices for their inventory again; what still waits from before is not asked twice. */
  refreshInventory(deviceIds: readonly string[], actor: string): Promise<{ queued: number }>;
}

export function openQueue(options: {
  store: Store;
  rows: CommandRows;
  ending: Ending;
  inserting: Inserting;
  isLost: (row: EnrollmentRow) => boolean;
  /** Whether the vault knows what opens the FileVault of a device. */
  hasRecoveryKey: (deviceId: string) => boolean;
  enrollmentProfile: EnrollmentProfileFacts;
  /** Whether devices are asked for updates with the rest of their inventory. */
  asksForUpdates: () => boolean;
  /** Whether devices are asked for all their apps, and where they are when lost. */
  mayAsk: () => { readonly allApps: boolean; readonly location: boolean };
}): CommandQueue {
  const { store, rows, ending, inserting, isLost, hasRecoveryKey, enrollmentProfile, asksForUpdates, mayAsk } = options;

  const judge = (draft: Draft, row: EnrollmentRow): Finding[] => {
    const { RequestType, ManagedAppsOnly } = draft.command;
    const { allApps, location } = mayAsk();
    if (!location && RequestType === 'DeviceLocation') return [...draft.judge(row), NO_LOCATION];
    if (!allApps && RequestType === 'InstalledApplicationList' && ManagedAppsOnly !== true)
      return [...draft.judge(row), NOT_ALL_APPS];
    if (isBarredWhenLost(RequestType)) return draft.judge({ ...row, lostMode: isLost(row) ? 1 : 0 });
    if (RequestType !== 'RotateFileVaultKey') return draft.judge(row);
    return draft.judge({ ...row, recoveryKey: hasRecoveryKey(row.deviceId) });
  };

  const targetsOf = ({ deviceIds = [], enrollmentIds = [] }: Pick<QueueRequest, 'deviceIds' | 'enrollmentIds'>) => [
    ...[...new Set(deviceIds)].map((deviceId) => () => ({ deviceId, row: rows.enrolledOfDevice.get({ deviceId }) })),
    ...[...new Set(enrollmentIds)].map((id) => () => {
      const row = rows.enrollmentById.get({ id });
      return { deviceId: row?.deviceId ?? id, row: row?.state === 'enrolled' ? row : undefined };
    }),
  ];

  const queueInUnit: CommandQueue['queueInUnit'] = (work, enrollmentId, command, wish) => {
    const row = rows.enrollmentById.get({ id: enrollmentId });
    if (row?.state !== 'enrolled') return { refused: [NOT_ENROLLED] };
    const draft = draftOf(command, enrollmentProfile);
    const reasons = refusals(judge(draft, row));
    if (reasons.length > 0) return { refused: reasons };
    return inserting.insert(work, row, draft, nothingShared(), wish);
  };

  const prepare: CommandQueue['prepare'] = (command) => {
    const draft = draftOf(command, enrollmentProfile);
    const shared = sharedInUnit();
    return {
      queue(work, enrollmentId, wish) {
        const row = rows.enrollmentById.get({ id: enrollmentId });
        if (row?.state !== 'enrolled') return { refused: [NOT_ENROLLED] };
        const reasons = refusals(judge(draft, row));
        if (reasons.length > 0) return { refused: reasons };
        return inserting.insert(work, row, draft, shared(work), wish);
      },
    };
  };

  /** Books, provisioning profiles and updates under way are asked for again where the device has told of some. */
  const isRoutine = (requestType: string, row: EnrollmentRow): boolean => {
    if (requestType === 'AvailableOSUpdates') return asksForUpdates();
    if (!isAskedIfThere(requestType)) return true;
    const kind = commandFacts(requestType)?.reports;
    if (kind !== 'media' && kind !== 'provisioning-profiles' && kind !== 'os-update-status') return false;
    return row.channel === 'device' && rows.reported.get({ deviceId: row.deviceId, kind }) !== undefined;
  };

  /** Queues what is not already waiting; a command in flight may be answered with facts that are old by now. */
  const askForInventory = (
    work: UnitOfWork,
    row: EnrollmentRow,
    actor: string,
    only: (requestType: string) => boolean = (requestType) => isRoutine(requestType, row),
  ): number => {
    const waiting = rows.open
      .all({ enrollmentId: row.enrollmentId })
      .filter((known) => isWaiting(known.state) && INVENTORY_REQUEST_TYPES.has(known.requestType));
    let queued = 0;
    for (const command of inventoryCommands(deviceContext(row, enrollmentProfile.identifier))) {
      if (!only(command.RequestType)) continue;
      if (command.RequestType === 'InstalledApplicationList' && !mayAsk().allApps) continue;
      const draft = draftOf(command, enrollmentProfile);
      const before = waiting.filter((known) => known.requestType === command.RequestType);
      if (before.some((known) => known.request === draft.requestJson)) continue;
      // The same question in other words, as after a system update: the newer one counts. What somebody asked of their own,
      // or a prepare run waits for, is another question.
      for (const known of before)
        if (known.secretId === null && known.priority === PRIORITY.inventory)
          ending.end(work, known, 'supersede', { actor, reason: ASKED_ANEW });
      inserting.insert(work, row, draft, nothingShared(), { actor, priority: PRIORITY.inventory });
      queued++;
    }
    return queued;
  };

  return {
    queueInUnit,
    prepare,

    async queueCommands({ command, deviceIds, enrollmentIds, ...wish }) {
      const draft = draftOf(command, enrollmentProfile);
      const outcome: QueueOutcome = { queued: [], refused: [] };
      const targets = targetsOf({ deviceIds, enrollmentIds });
      const shared = sharedInUnit();
      await store.writeEach(targets, (work, find) => {
        const { deviceId, row } = find();
        const reasons = row === undefined ? [NOT_ENROLLED] : refusals(judge(draft, row));
        if (row === undefined || reasons.length > 0) outcome.refused.push({ deviceId, reasons });
        else outcome.queued.push(inserting.insert(work, row, draft, shared(work), wish));
      });
      return outcome;
    },

    checkCommands({ command, ...request }) {
      const draft = draftOf(command, enrollmentProfile);
      const outcome: CheckOutcome = { fits: [], refused: [], warnings: [] };
      for (const find of targetsOf(request)) {
        const { deviceId, row } = find();
        const findings = row === undefined ? [NOT_ENROLLED] : judge(draft, row);
        const reasons = refusals(findings);
        if (reasons.length > 0) outcome.refused.push({ deviceId, reasons });
        else {
          outcome.fits.push(deviceId);
          if (findings.length > 0) outcome.warnings.push({ deviceId, reasons: findings });
        }
      }
      return outcome;
    },

    queueInitialInventory(work, enrollmentId) {
      const row = rows.enrollmentById.get({ id: enrollmentId });
      return row?.state === 'enrolled' ? askForInventory(work, row, 'system') : 0;
    },

    askAfterChange(work, enrollmentId, requestType) {
      const stale = new Set(commandFacts(requestType)?.changes?.map((part) => commandReporting(part)));
      const tellsOfItself = requestType === 'DeviceInformation';
      if (stale.size === 0 && !tellsOfItself) return;
      const row = rows.enrollmentById.get({ id: enrollmentId });
      if (row?.state !== 'enrolled') return;
      // Only now is it known that the device is supervised, and may be asked what it was spared at first.
      if (
        tellsOfItself &&
        row.channel === 'device' &&
        row.supervised === 1 &&
        rows.reported.get({ deviceId: row.deviceId, kind: 'os-updates' }) === undefined
      )
        stale.add('AvailableOSUpdates');
      if (stale.size > 0) askForInventory(work, row, 'system', (asked) => stale.has(asked));
    },

    async refreshInventory(deviceIds, actor) {
      const counts = await store.writeEach([...new Set(deviceIds)], (work, deviceId): number => {
        const row = rows.enrolledOfDevice.get({ deviceId });
        if (row === undefined) return 0;
        const asked = [row, ...rows.enrolledUsersOfDevice.all({ deviceId })];
        return asked.reduce((sum, one) => sum + askForInventory(work, one, actor), 0);
      });
      return { queued: counts.reduce((sum, count) => sum + count, 0) };
    },
  };
}

/** What the commands of one unit share: made once in it, and anew in the next, as the unit before may be taken back. */
function sharedInUnit(): (work: UnitOfWork) => Shared {
  let last: { work: UnitOfWork; shared: Shared } | undefined;
  return (work) => {
    if (last?.work !== work) last = { work, shared: nothingShared() };
    return last.shared;
  };
}

const NO_LOCATION = refusal(
  'not-asked',
  'Devices are not asked where they are. An administrator can change that in Settings.',
);
const NOT_ALL_APPS = refusal(
  'not-asked',
  'Devices are asked for managed apps only. An administrator can change that in Settings.',
);
const ASKED_ANEW = 'The same is asked in other words.';
const NOT_ENROLLED = refusal('not-enrolled', 'This device is not managed now. Enroll it first.');
