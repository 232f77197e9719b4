import { commandFacts, commandReporting, type Platform } from '../../shared/catalogue/index.ts';
import type { QueueOutcome, Refusal } from '../../shared/contract/commands.ts';
import type { Finding } from '../../shared/contract/common.ts';
import { CartwrightError } from '../../shared/errors.ts';
import { newId } from '../../shared/ids.ts';
import type { Store, UnitOfWork } from '../store/index.ts';
import { auditOf } from './audit.ts';
import type { CommandRows, EnrollmentRow } from './command-rows.ts';
import { deviceContext } from './device-context.ts';
import { type CommandJson, type Draft, draftOf, generatedKeys } from './draft.ts';
import type { Ending } from './ending.ts';
import { refusal, refusals } from './findings.ts';
import { INVENTORY_REQUEST_TYPES, inventoryCommands } from './inventory-commands.ts';
import type { WakeUps } from './ports.ts';
import { isWaiting } from './state.ts';

export interface QueueRequest {
  /** Each device gets the command on its device channel. */
  deviceIds?: readonly string[];
  /** Or to these enrollments, for user channels. */
  enrollmentIds?: readonly string[];
  command: CommandJson;
  /** Name of the administrator or API token, or `system`. */
  actor: string;
  /** After this time the command is not delivered any more. */
  expiresAt?: number;
  /** Wakes the devices at once, even within a minute of the last wake-up; locks and erasure always do. */
  wakeNow?: boolean;
  /** Lower goes first: 1 for locks and erasure, 5 otherwise, 7 for inventory. */
  priority?: number;
}

export interface CheckOutcome {
  fits: string[];
  refused: Refusal[];
  /** Devices that can take it, with what to know before. */
  warnings: Refusal[];
}

export type QueuedOrRefused = { commandId: string } | { refused: Finding[] };

export interface CommandQueue {
  /** Queues a command for devices; those that cannot take it are refused with the reasons, the others get it. */
  queueCommands(request: QueueRequest): Promise<QueueOutcome>;
  /** Who could take the command, without queueing it. */
  checkCommands(request: Pick<QueueRequest, 'deviceIds' | 'enrollmentIds' | 'command'>): CheckOutcome;
  /** Queues for one enrollment inside a unit of work, checked like any other. */
  queueInUnit(
    work: UnitOfWork,
    enrollmentId: string,
    command: CommandJson,
    options: { actor: string; expiresAt?: number; priority?: number; retryOf?: string },
  ): QueuedOrRefused;
  /** After an enrollment: asks for everything that becomes inventory. Returns how many commands that took. */
  queueInitialInventory(work: UnitOfWork, enrollmentId: string): number;
  /** After a command that changed something: asks for the facts it may have changed, what already waits excepted. */
  askAfterChange(work: UnitOfWork, enrollmentId: string, requestType: string): void;
  /** Asks devices for their inventory again; what still waits from before is not asked twice. */
  refreshInventory(deviceIds: readonly string[], actor: string): Promise<{ queued: number }>;
  /**
   * Takes back a command that waits.
   *
   * @throws CartwrightError `not-found`, or `conflict` when the device has it already or it is finished
   */
  cancel(commandId: string, actor: string): Promise<void>;
  /** Ends every open command of an enrollment that ends. Returns how many there were. */
  cancelAll(work: UnitOfWork, enrollmentId: string, reason: string): number;
  /** Ends waiting commands whose time is over. Returns how many there were. */
  expireDue(): Promise<number>;
}

/** Devices per unit of work: other requests are served in between. */
const PER_UNIT = 200;
const AT_ONCE: ReadonlySet<string> = new Set(['DeviceLock', 'EraseDevice', 'EnableLostMode']);
const PRIORITY = { urgent: 1, normal: 5, inventory: 7 } as const;

export function openQueue(options: {
  store: Store;
  rows: CommandRows;
  ending: Ending;
  wakeUps: WakeUps;
  mdmProfileIdentifier: string | undefined;
}): CommandQueue {
  const { store, rows, ending, wakeUps, mdmProfileIdentifier } = options;
  const { vault } = store;

  const insert = (
    work: UnitOfWork,
    row: EnrollmentRow,
    draft: Draft,
    shared: { secretId: string | null },
    settings: { actor: string; expiresAt?: number; priority?: number; retryOf?: string; wakeNow?: boolean },
  ): string => {
    const requestType = draft.command.RequestType;
    const generated = generatedKeys(draft, row.platform as Platform | null);
    let secretId: string | null = null;
    if (generated.length > 0) {
      secretId = vault.put('command-secret', JSON.stringify([...draft.secrets, ...generated]));
    } else if (draft.secrets.length > 0) {
      shared.secretId ??= vault.put('command-secret', JSON.stringify(draft.secrets));
      secretId = shared.secretId;
    }
    const id = newId(work.now);
    const urgent = AT_ONCE.has(requestType);
    rows.insert.run({
      id,
      enrollmentId: row.enrollmentId,
      deviceId: row.deviceId,
      requestType,
      request: draft.requestJson,
      secretId,
      priority: settings.priority ?? (urgent ? PRIORITY.urgent : PRIORITY.normal),
      queuedAt: work.now,
      queuedBy: settings.actor,
      expiresAt: settings.expiresAt ?? null,
      retryOf: settings.retryOf ?? null,
      now: work.now,
    });
    work.event({
      type: 'command.queued',
      deviceId: row.deviceId,
      enrollmentId: row.enrollmentId,
      commandId: id,
      actor: settings.actor,
      data: { ...auditOf(draft.request), retryOf: settings.retryOf },
    });
    wakeUps.scheduleWake(work, row.enrollmentId, { urgent: urgent || settings.wakeNow === true });
    return id;
  };

  const targetsOf = ({ deviceIds = [], enrollmentIds = [] }: Pick<QueueRequest, 'deviceIds' | 'enrollmentIds'>) => [
    ...[...new Set(deviceIds)].map((deviceId) => () => ({ deviceId, row: rows.enrolledOfDevice.get({ deviceId }) })),
    ...[...new Set(enrollmentIds)].map((id) => () => {
      const row = rows.enrollmentById.get({ id });
      return { deviceId: row?.deviceId ?? id, row: row?.state === 'enrolled' ? row : undefined };
    }),
  ];

  const queueInUnit: CommandQueue['queueInUnit'] = (work, enrollmentId, command, settings) => {
    const row = rows.enrollmentById.get({ id: enrollmentId });
    if (row?.state !== 'enrolled') return { refused: [NOT_ENROLLED] };
    const draft = draftOf(command, mdmProfileIdentifier);
    const reasons = refusals(draft.judge(row));
    if (reasons.length > 0) return { refused: reasons };
    return { commandId: insert(work, row, draft, { secretId: null }, settings) };
  };

  /** Queues what is not already waiting; a command in flight may be answered with facts that are old by now. */
  const askForInventory = (
    work: UnitOfWork,
    row: EnrollmentRow,
    actor: string,
    only: (requestType: string) => boolean = () => true,
  ): number => {
    const waiting = rows.open
      .all({ enrollmentId: row.enrollmentId })
      .filter((known) => isWaiting(known.state) && INVENTORY_REQUEST_TYPES.has(known.requestType));
    let queued = 0;
    for (const command of inventoryCommands(deviceContext(row, mdmProfileIdentifier))) {
      if (!only(command.RequestType)) continue;
      const draft = draftOf(command, mdmProfileIdentifier);
      const before = waiting.filter((known) => known.requestType === command.RequestType);
      if (before.some((known) => known.request === draft.requestJson)) continue;
      // The same question in other words, as after a system update: the newer one counts.
      for (const known of before) if (known.secretId === null) ending.end(work, known, 'supersede', { actor });
      insert(work, row, draft, { secretId: null }, { actor, priority: PRIORITY.inventory });
      queued++;
    }
    return queued;
  };

  return {
    queueInUnit,

    async queueCommands({ command, actor, expiresAt, priority, wakeNow, ...request }) {
      const draft = draftOf(command, mdmProfileIdentifier);
      const outcome: QueueOutcome = { queued: [], refused: [] };
      const targets = targetsOf(request);
      for (let from = 0; from < targets.length; from += PER_UNIT) {
        const part = await store.write((work) => {
          const shared = { secretId: null };
          const done: QueueOutcome = { queued: [], refused: [] };
          for (const find of targets.slice(from, from + PER_UNIT)) {
            const { deviceId, row } = find();
            const reasons = row === undefined ? [NOT_ENROLLED] : refusals(draft.judge(row));
            if (row === undefined || reasons.length > 0) done.refused.push({ deviceId, reasons });
            else {
              const commandId = insert(work, row, draft, shared, { actor, expiresAt, priority, wakeNow });
              done.queued.push({ commandId, deviceId, enrollmentId: row.enrollmentId });
            }
          }
          return done;
        });
        outcome.queued.push(...part.queued);
        outcome.refused.push(...part.refused);
      }
      return outcome;
    },

    checkCommands({ command, ...request }) {
      const draft = draftOf(command, mdmProfileIdentifier);
      const outcome: CheckOutcome = { fits: [], refused: [], warnings: [] };
      for (const find of targetsOf(request)) {
        const { deviceId, row } = find();
        const findings = row === undefined ? [NOT_ENROLLED] : draft.judge(row);
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
      const ids = [...new Set(deviceIds)];
      let queued = 0;
      for (let from = 0; from < ids.length; from += PER_UNIT / 5) {
        queued += await store.write((work) => {
          let count = 0;
          for (const deviceId of ids.slice(from, from + PER_UNIT / 5)) {
            const row = rows.enrolledOfDevice.get({ deviceId });
            if (row === undefined) continue;
            for (const asked of [row, ...rows.enrolledUsersOfDevice.all({ deviceId })])
              count += askForInventory(work, asked, actor);
          }
          return count;
        });
      }
      return { queued };
    },

    async cancel(commandId, actor) {
      await store.write((work) => {
        const known = rows.find.get({ id: commandId });
        if (known === undefined) throw new CartwrightError('not-found', 'There is no such command.');
        if (!isWaiting(known.state)) {
          const why = known.state === 'sent' ? 'The device has it already' : 'It is finished';
          throw new CartwrightError('conflict', `${why}: this command can no longer be cancelled.`);
        }
        ending.end(work, known, 'cancel', { actor });
        ending.settleIfNone(work, known.enrollmentId);
      });
    },

    cancelAll(work, enrollmentId, reason) {
      const open = rows.open.all({ enrollmentId });
      for (const known of open) ending.end(work, known, 'abandon', { reason });
      if (open.length > 0) wakeUps.settle(work, enrollmentId, false);
      return open.length;
    },

    async expireDue() {
      let total = 0;
      for (;;) {
        const count = await store.write((work) => {
          const due = rows.due.all({ now: work.now, limit: PER_UNIT });
          for (const known of due) ending.end(work, known, 'expire');
          for (const id of new Set(due.map((known) => known.enrollmentId))) ending.settleIfNone(work, id);
          return due.length;
        });
        total += count;
        if (count < PER_UNIT) return total;
      }
    },
  };
}

const NOT_ENROLLED = refusal('not-enrolled', 'This device is not managed now. Enroll it first.');
