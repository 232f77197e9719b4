import type { CartSlot } from '../../shared/contract/cart.ts';
import { type ActionCheck, type CartAction, type CartRun, cartAction } from '../../shared/contract/carts.ts';
import type { Finding } from '../../shared/contract/common.ts';
import { CartwrightError } from '../../shared/errors.ts';
import { newId } from '../../shared/ids.ts';
import type { Logger } from '../../shared/logger.ts';
import type { CartRunTable, Store } from '../store/index.ts';
import { type Meaning, meaningOf, type Offer } from './actions.ts';
import type { CartRows } from './cart-rows.ts';
import { newestVersion } from './newest-version.ts';
import type { CommandDoor } from './ports.ts';
import { stepState } from './step-state.ts';
import { nextWindow } from './timetable.ts';

/** What is done to the devices of a cart together: at once, or within a window of time. */
export interface CartRuns {
  /** Whom an action would reach. @throws CartwrightError `not-found` */
  check(cartId: string, slots: readonly number[] | null, action: CartAction): ActionCheck;
  /** @throws CartwrightError `conflict` when no slot holds a device */
  act(
    cartId: string,
    input: { slots: readonly number[] | null; action: CartAction; window: { from: string; to: string } | null },
    actor: string,
  ): Promise<CartRun>;
  /** Newest first. @throws CartwrightError `not-found` */
  list(cartId: string, limit: number): CartRun[];
  /** Calls off what devices do not have yet. @throws CartwrightError `not-found`, `conflict` when it is over */
  cancel(runId: string, actor: string): Promise<CartRun>;
  /** Begins what was planned for now. */
  startDue(): Promise<void>;
  /** When the next planned one begins; undefined when none is. */
  nextAt(): number | undefined;
}

type Step = { slot: number; deviceId: string; commandId: string | null; findings: Finding[] };

export function openRuns(store: Store, rows: CartRows, commands: CommandDoor, logger: Logger): CartRuns {
  const offers = (deviceId: string): Offer | undefined => {
    const offered = store.all((db) =>
      db
        .selectFrom('osUpdate as u')
        .innerJoin('device as d', 'd.id', 'u.deviceId')
        .select(['u.productKey', 'u.version'])
        .where('u.deviceId', '=', deviceId)
        .whereRef('u.version', 'is not', 'd.osVersion'),
    );
    const newest = newestVersion(offered.flatMap(({ version }) => version ?? []));
    return offered.find(({ version }) => version === newest);
  };

  const chosen = (cartId: string, slots: readonly number[] | null) => {
    const cart = rows.get(cartId);
    const devices = cart.slots.flatMap((one) =>
      one.device === null || (slots !== null && !slots.includes(one.slot)) ? [] : [{ ...one, device: one.device }],
    );
    return { cart, devices };
  };
  type Chosen = CartSlot & { device: NonNullable<CartSlot['device']> };

  /** What the action means for each, those of one command together. */
  const meanings = (cart: { id: string; name: string }, devices: readonly Chosen[], action: CartAction) => {
    const skipped: { slot: Chosen; finding: Finding }[] = [];
    const together = new Map<string, { command: Extract<Meaning, { command: unknown }>['command']; slots: Chosen[] }>();
    for (const slot of devices) {
      const offer = action.kind === 'update' ? offers(slot.device.id) : undefined;
      const meaning = meaningOf(action, cart, slot.device, offer);
      if ('skipped' in meaning) {
        skipped.push({ slot, finding: meaning.skipped });
        continue;
      }
      const key = JSON.stringify(meaning.command);
      const known = together.get(key) ?? { command: meaning.command, slots: [] };
      together.set(key, { ...known, slots: [...known.slots, slot] });
    }
    return { skipped, together: [...together.values()] };
  };

  const carryOut = async (
    cart: { id: string; name: string },
    devices: readonly Chosen[],
    action: CartAction,
    wish: { actor: string; reason: string; expiresAt?: number },
  ): Promise<Step[]> => {
    const { skipped, together } = meanings(cart, devices, action);
    const steps: Step[] = skipped.map(({ slot, finding }) => ({
      ...{ slot: slot.slot, deviceId: slot.device.id, commandId: null, findings: [finding] },
    }));
    for (const { command, slots } of together) {
      const deviceIds = slots.map(({ device }) => device.id);
      // First: what is asked of everything replaces older questions that wait, such as ours would be.
      if (action.kind === 'refresh') await commands.refreshInventory(deviceIds, wish.actor);
      // Somebody stands before the cart and waits.
      const outcome = await commands.queueCommands({ deviceIds, command, ...wish, wakeNow: true });
      const queued = new Map(outcome.queued.map((one) => [one.deviceId, one.commandId]));
      const refused = new Map(outcome.refused.map((one) => [one.deviceId, one.reasons]));
      for (const { slot, device } of slots)
        steps.push({
          ...{ slot, deviceId: device.id, commandId: queued.get(device.id) ?? null },
          findings: refused.get(device.id) ?? [],
        });
    }
    return steps;
  };

  const keep = (runId: string, steps: readonly Step[]): void => {
    for (const { slot, deviceId, commandId, findings } of steps)
      store.run((db) =>
        db
          .insertInto('cartStep')
          .values({
            runId,
            slot,
            deviceId,
            commandId,
            findings: findings.length === 0 ? null : JSON.stringify(findings),
          })
          .onConflict((c) =>
            c.columns(['runId', 'slot']).doUpdateSet({
              commandId,
              findings: findings.length === 0 ? null : JSON.stringify(findings),
            }),
          ),
      );
  };

  const shape = (run: CartRunTable): CartRun => {
    const { action: _, state: stored, ...rest } = run;
    const steps = store
      .all((db) =>
        db
          .selectFrom('cartStep as s')
          .innerJoin('device as d', 'd.id', 's.deviceId')
          .leftJoin('command as c', 'c.id', 's.commandId')
          .select(['s.slot', 's.deviceId', 's.commandId', 's.findings', 'd.name', 'd.serialNumber'])
          .select(['c.state', 'c.errorSummary'])
          .where('s.runId', '=', run.id)
          .orderBy('s.slot'),
      )
      .map(({ state, findings, errorSummary, ...step }): CartRun['steps'][number] => ({
        ...step,
        state:
          findings !== null
            ? 'skipped'
            : step.commandId === null
              ? stored === 'cancelled'
                ? 'cancelled'
                : 'planned'
              : stepState(state),
        findings: findings === null ? [] : (JSON.parse(findings) as Finding[]),
        error: errorSummary,
      }));
    const busy = steps.some(({ state }) => state === 'waiting' || state === 'planned');
    return { ...rest, state: stored === 'started' ? (busy ? 'running' : 'done') : stored, steps };
  };
  const read = (runId: string): CartRun => {
    const run = store.get((db) => db.selectFrom('cartRun').selectAll().where('id', '=', runId));
    if (run === undefined) throw new CartwrightError('not-found', 'There is no such action.');
    return shape(run);
  };

  const begin = async (run: CartRunTable, now: number): Promise<void> => {
    const slots = store
      .all((db) => db.selectFrom('cartStep').select('slot').where('runId', '=', run.id))
      .map(({ slot }) => slot);
    const late = run.endAt !== null && run.endAt <= now;
    const { cart, devices } = chosen(run.cartId, slots);
    const action = cartAction.parse(JSON.parse(run.action));
    const wish = { actor: run.by, reason: `Cart ${cart.name}`, expiresAt: run.endAt ?? now };
    const steps = late ? [] : await carryOut(cart, devices, action, wish);
    await store.write((work) => {
      // Slots that were emptied since have nothing to wait for.
      store.run((db) => db.deleteFrom('cartStep').where('runId', '=', run.id).where('slot', 'not in', slotsOf(steps)));
      store.run((db) =>
        db
          .updateTable('cartRun')
          .set({ state: late ? 'cancelled' : 'started' })
          .where('id', '=', run.id),
      );
      keep(run.id, steps);
      const data = { cartId: cart.id, name: cart.name, runId: run.id, action: run.kind, devices: steps.length };
      work.event({ type: late ? 'cart.action-missed' : 'cart.action-started', actor: run.by, data });
    });
  };

  return {
    check(cartId, slots, action) {
      const { cart, devices } = chosen(cartId, slots);
      const { skipped, together } = meanings(cart, devices, action);
      const told = new Map<string, Finding[]>(skipped.map(({ slot, finding }) => [slot.device.id, [finding]]));
      for (const { command, slots: some } of together) {
        const { refused, warnings } = commands.checkCommands({
          deviceIds: some.map(({ device }) => device.id),
          command,
        });
        for (const { deviceId, reasons } of [...warnings, ...refused]) told.set(deviceId, reasons);
      }
      return {
        rows: devices.map(({ slot, device }) => {
          const findings = told.get(device.id) ?? [];
          const fits = !findings.some(({ severity }) => severity === 'refuse');
          const { id: deviceId, name, serialNumber } = device;
          return { slot, deviceId, name, serialNumber, fits, findings };
        }),
      };
    },

    async act(cartId, { slots, action, window }, actor) {
      const { cart, devices } = chosen(cartId, slots);
      if (devices.length === 0)
        throw new CartwrightError('conflict', 'None of these slots holds a device. Put devices into them first.');
      const now = store.clock.now();
      const planned = window === null ? null : nextWindow(cart.timeZone, now, window);
      const later = planned !== null && planned.startAt > now;
      const id = newId(now);
      const wish = { actor, reason: `Cart ${cart.name}`, ...(planned === null ? {} : { expiresAt: planned.endAt }) };
      const steps = later
        ? devices.map(({ slot, device }): Step => ({ slot, deviceId: device.id, commandId: null, findings: [] }))
        : await carryOut(cart, devices, action, wish);
      await store.write((work) => {
        store.run((db) =>
          db.insertInto('cartRun').values({
            ...{ id, cartId, kind: action.kind, action: JSON.stringify(action), at: work.now, by: actor },
            ...{ startAt: planned?.startAt ?? null, endAt: planned?.endAt ?? null },
            state: later ? 'scheduled' : 'started',
          }),
        );
        keep(id, steps);
        const data = { cartId, name: cart.name, runId: id, action: action.kind, devices: steps.length };
        work.event({ type: later ? 'cart.action-planned' : 'cart.action-started', actor, data });
      });
      return read(id);
    },

    list(cartId, limit) {
      rows.row(cartId);
      return store
        .all((db) =>
          db.selectFrom('cartRun').selectAll().where('cartId', '=', cartId).orderBy('id', 'desc').limit(limit),
        )
        .map(shape);
    },

    async cancel(runId, actor) {
      const run = read(runId);
      if (run.state === 'done' || run.state === 'cancelled')
        throw new CartwrightError('conflict', 'This is over: there is nothing left to call off.');
      for (const { state, commandId } of run.steps) {
        if (state !== 'waiting' || commandId === null) continue;
        try {
          await commands.cancel(commandId, actor);
        } catch (error) {
          // Those the device has already go on.
          if (!(error instanceof CartwrightError) || error.code !== 'conflict') throw error;
        }
      }
      await store.write((work) => {
        if (run.state === 'scheduled')
          store.run((db) => db.updateTable('cartRun').set({ state: 'cancelled' }).where('id', '=', runId));
        const name = rows.row(run.cartId).name;
        work.event({
          type: 'cart.action-cancelled',
          actor,
          data: { cartId: run.cartId, name, runId, action: run.kind },
        });
      });
      return read(runId);
    },

    async startDue() {
      const now = store.clock.now();
      const due = store.all((db) =>
        db.selectFrom('cartRun').selectAll().where('state', '=', 'scheduled').where('startAt', '<=', now),
      );
      for (const run of due)
        await begin(run, now).catch((err: unknown) =>
          logger.error({ err, runId: run.id }, 'a planned action on a cart could not be begun'),
        );
    },
    nextAt: () =>
      store.get((db) =>
        db
          .selectFrom('cartRun')
          .select('startAt')
          .where('state', '=', 'scheduled')
          .where('startAt', 'is not', null)
          .orderBy('startAt'),
      )?.startAt ?? undefined,
  };
}

const slotsOf = (steps: readonly Step[]): number[] => [0, ...steps.map(({ slot }) => slot)];
