import type { Store } from '../store/index.ts';
import type { CartRows } from './cart-rows.ts';
import type { ExamRow, ExamRows } from './exam-rows.ts';
import type { ConfigurationDoor } from './ports.ts';
import { examIdentifier, examProfile } from './profiles.ts';
import { NOT_SUPERVISED, refusal, stepState } from './step-state.ts';

/** Brings devices into the app of an exam, and lets them go. */
export interface Holding {
  /** Brings the devices of the cart into the app until a time. */
  begin(row: ExamRow, endsAt: number, actor: string): Promise<void>;
  /** Goes on where a beginning was cut short. */
  goOn(row: ExamRow): Promise<void>;
  /** Tells devices that are in it of another end. */
  renew(row: ExamRow, endsAt: number, actor: string): Promise<void>;
  /** Lets the devices go, and says that it is over. @returns how many devices there were */
  end(row: ExamRow, why: 'over' | 'released', actor: string): Promise<number>;
}

/** A device that nothing of us reaches lets itself go so long after the end. */
const GRACE_MS = 15 * 60_000;

const IN_ANOTHER = refusal('cart-other-exam', 'Another exam holds this device.');

export function openHolding(options: {
  store: Store;
  carts: CartRows;
  rows: ExamRows;
  configuration: ConfigurationDoor;
}): Holding {
  const { store, carts, rows, configuration } = options;

  const begin = async (row: ExamRow, endsAt: number, actor: string): Promise<void> => {
    const now = store.clock.now();
    const cart = carts.get(row.cartId);
    const meant = cart.slots.flatMap(({ slot, device }) =>
      device === null || (row.slots !== null && !row.slots.includes(slot)) ? [] : [{ slot, device }],
    );
    const held = heldByOthers(row.id);
    const fit = meant.filter(({ device }) => device.supervised === true && !held.has(device.id));
    // It is on from here: what follows is done again after a crash.
    await store.write((work) => {
      store.run((db) => db.updateTable('exam').set({ startedAt: now, endsAt }).where('id', '=', row.id));
      store.run((db) => db.deleteFrom('examDevice').where('examId', '=', row.id));
      for (const { slot, device } of meant)
        store.run((db) =>
          db.insertInto('examDevice').values({
            ...{ examId: row.id, deviceId: device.id, slot, installCommandId: null, removeCommandId: null },
            findings: fit.some((one) => one.device.id === device.id)
              ? null
              : JSON.stringify([held.has(device.id) ? IN_ANOTHER : NOT_SUPERVISED]),
          }),
        );
      const { id: examId, cartId, name, appId } = row;
      work.event({
        type: 'exam.started',
        actor,
        data: {
          examId,
          cartId,
          name,
          cart: row.cart,
          appId,
          endsAt,
          devices: fit.length,
          skipped: meant.length - fit.length,
        },
      });
    });
    await install(
      { ...row, startedAt: now },
      fit.map(({ device }) => device.id),
      endsAt,
      actor,
    );
  };

  const install = async (row: ExamRow, deviceIds: readonly string[], endsAt: number, actor: string): Promise<void> => {
    if (deviceIds.length === 0) return;
    const startedAt = row.startedAt ?? store.clock.now();
    const profile = examProfile({ ...row, startedAt, removedAt: endsAt + GRACE_MS });
    const outcome = await configuration.install(deviceIds, profile, {
      ...{ actor, reason: `Exam ${row.name}` },
      // What reaches a device after the end would lock it for nothing.
      expiresAt: endsAt,
    });
    await store.write(() => {
      for (const { deviceId, commandId } of outcome.queued)
        setDevice(row.id, deviceId, { installCommandId: commandId, removeCommandId: null });
      for (const { deviceId, reasons } of outcome.refused)
        setDevice(row.id, deviceId, { findings: JSON.stringify(reasons) });
    });
  };

  const setDevice = (
    examId: string,
    deviceId: string,
    part: { installCommandId?: string; removeCommandId?: string | null; findings?: string },
  ): void =>
    void store.run((db) =>
      db.updateTable('examDevice').set(part).where('examId', '=', examId).where('deviceId', '=', deviceId),
    );

  const heldByOthers = (examId: string): Set<string> =>
    new Set(
      store
        .all((db) =>
          db
            .selectFrom('examDevice as d')
            .innerJoin('exam as x', 'x.id', 'd.examId')
            .select('d.deviceId')
            .where('x.startedAt', 'is not', null)
            .where('x.id', '<>', examId)
            .where('d.installCommandId', 'is not', null),
        )
        .map(({ deviceId }) => deviceId),
    );

  const isWaiting = (commandId: string): boolean => {
    const command = store.get((db) => db.selectFrom('command').select('state').where('id', '=', commandId));
    return command !== undefined && stepState(command.state) === 'waiting';
  };

  /** Whether a device took the profile since the exam began: it may have got it anew with another end. */
  const gotIt = (deviceId: string, { id, startedAt }: ExamRow): boolean =>
    store.get((db) =>
      db
        .selectFrom('command')
        .select('id')
        .where('deviceId', '=', deviceId)
        .where('requestType', '=', 'InstallProfile')
        .where('subject', '=', `profile:${examIdentifier(id)}`)
        .where('state', '=', 'acknowledged')
        .where('queuedAt', '>=', startedAt ?? 0)
        .limit(1),
    ) !== undefined;

  const end = async (row: ExamRow, why: 'over' | 'released', actor: string): Promise<number> => {
    const wish = { actor, reason: `Exam ${row.name}` };
    const held = store
      .all((db) =>
        db
          .selectFrom('examDevice')
          .select(['deviceId', 'installCommandId'])
          .where('examId', '=', row.id)
          .where('removeCommandId', 'is', null),
      )
      .flatMap(({ deviceId, installCommandId }) => (installCommandId === null ? [] : [{ deviceId, installCommandId }]));
    const inApp: string[] = [];
    for (const { deviceId, installCommandId } of held) {
      // A device that did not get it yet shall not come into the app only to leave it.
      const withdrawn = isWaiting(installCommandId) && (await configuration.withdraw(installCommandId, wish));
      if (!withdrawn || gotIt(deviceId, row)) inApp.push(deviceId);
    }
    // Devices first: should this stop in between, they are let go again, which does no harm.
    if (inApp.length > 0) {
      const outcome = await configuration.remove(inApp, examIdentifier(row.id), wish);
      await store.write(() => {
        for (const { deviceId, commandId } of outcome.queued)
          setDevice(row.id, deviceId, { removeCommandId: commandId });
      });
    }
    await store.write((work) => {
      store.run((db) =>
        db
          .updateTable('exam')
          .set({
            ...{ startedAt: null, endsAt: null },
            // The time it is on now is over; the next one comes.
            skipBefore: why === 'released' ? Math.max(row.skipBefore, work.now + 1) : row.skipBefore,
            ...(row.onceEndAt === null ? {} : { enabled: 0 as const }),
          })
          .where('id', '=', row.id),
      );
      const data = { examId: row.id, cartId: row.cartId, name: row.name, cart: row.cart, devices: held.length };
      work.event({ type: why === 'released' ? 'exam.released' : 'exam.ended', actor, data });
    });
    return held.length;
  };

  return {
    begin,
    end,

    async goOn(row) {
      const left = rows
        .devices(row.id)
        .filter(({ state, findings }) => state === 'skipped' && findings.length === 0)
        .map(({ deviceId }) => deviceId);
      await install(row, left, row.endsAt ?? store.clock.now(), 'system');
    },

    async renew(row, endsAt, actor) {
      const held = rows.devices(row.id).filter(({ state }) => state === 'on' || state === 'waiting');
      await install(
        row,
        held.map(({ deviceId }) => deviceId),
        endsAt,
        actor,
      );
    },
  };
}
