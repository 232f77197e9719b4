import type { Exam, ExamApp, NewExam } from '../../shared/contract/exams.ts';
import { CartwrightError } from '../../shared/errors.ts';
import { newId } from '../../shared/ids.ts';
import type { Logger } from '../../shared/logger.ts';
import type { Store, UnitOfWork } from '../store/index.ts';
import type { CartRows } from './cart-rows.ts';
import { CLOCK_MS, type ExamRow, meantAt, openExamRows, timetableOf } from './exam-rows.ts';
import { openHolding } from './holding.ts';
import type { ConfigurationDoor } from './ports.ts';
import { overlap, overlapsItself, type Timetable } from './timetable.ts';

type NowExam = Pick<NewExam, 'cartId' | 'name' | 'appId' | 'appName' | 'slots'> & { minutes: number };

/** Single-app mode for the devices of carts, by hand and by timetables, with an end that comes by itself. */
export interface Exams {
  list(cartId?: string): Exam[];
  running(): {
    id: string;
    name: string;
    cartId: string;
    cart: string;
    appName: string;
    endsAt: number;
    on: number;
    meant: number;
  }[];
  /** @throws CartwrightError `not-found`, `conflict` when another is on at the same time for the same slots */
  create(exam: NewExam, actor: string): Promise<Exam>;
  /** @throws CartwrightError as `create`, and `conflict` while it is on */
  update(examId: string, exam: NewExam, actor: string): Promise<Exam>;
  /** Returns what it was. @throws CartwrightError `conflict` while it is on */
  remove(examId: string, actor: string): Promise<Exam>;
  /** @throws CartwrightError as `create` */
  start(exam: NowExam, actor: string): Promise<Exam>;
  /** @throws CartwrightError `conflict` when it is not on, or another begins meanwhile */
  extend(examId: string, minutes: number, actor: string): Promise<Exam>;
  /** Ends exams at once: all that are on, unless some are named. */
  release(examIds: readonly string[] | undefined, actor: string): Promise<{ released: number; devices: number }>;
  apps(cartId: string): ExamApp[];
  /** Begins and ends what is due. Safe to call again and again, and after a time away. */
  runDue(): Promise<void>;
  /** When something begins or ends next; undefined for never. */
  nextAt(): number | undefined;
}

const MINUTE = 60_000;
const MOST_EXAMS = 500;

export function openExams(options: {
  store: Store;
  logger: Logger;
  rows: CartRows;
  configuration: ConfigurationDoor;
}): Exams {
  const { store, logger, rows: carts, configuration } = options;
  const rows = openExamRows(store);
  const holding = openHolding({ store, carts, rows, configuration });

  /** @throws CartwrightError `conflict` */
  const checkFree = (
    cartId: string,
    wanted: Timetable & { slots: readonly number[] | null; lessons: Timetable['lessons'] },
    except: string | undefined,
  ): void => {
    const { timeZone } = carts.row(cartId);
    if (overlapsItself(wanted.lessons))
      throw new CartwrightError('conflict', 'Two of these lessons are at the same time. Change one of them.');
    const now = store.clock.now();
    const other = rows.all(cartId).find((one) => {
      if (one.id === except) return false;
      const running = one.startedAt !== null && one.endsAt !== null;
      if (one.enabled === 0 && !running) return false;
      const { lessons, once } = timetableOf(one);
      const later = once !== null && once.endAt <= now && !running ? null : once;
      const held = running ? { startAt: one.startedAt ?? 0, endAt: one.endsAt ?? 0 } : later;
      return overlap(
        { ...wanted },
        { slots: one.slots, once: held, lessons: one.enabled === 1 ? lessons : [] },
        timeZone,
      );
    });
    if (other !== undefined)
      throw new CartwrightError(
        'conflict',
        `“${other.name}” is on at the same time for the same slots. Choose other times or slots.`,
        { data: { examId: other.id } },
      );
  };

  const insert = (
    work: UnitOfWork,
    exam: Omit<NewExam, 'lessons' | 'enabled'> & Pick<NewExam, 'lessons' | 'enabled'>,
    once: Timetable['once'],
    actor: string,
  ): string => {
    checkFree(exam.cartId, { slots: exam.slots, lessons: exam.lessons, once }, undefined);
    if (rows.all().length >= MOST_EXAMS)
      throw new CartwrightError('too-many', `There are ${MOST_EXAMS} exams, the most there can be. Delete old ones.`);
    const id = newId(work.now);
    store.run((db) =>
      db.insertInto('exam').values({
        ...{ id, cartId: exam.cartId, ...columnsOf(exam) },
        ...{ onceStartAt: once?.startAt ?? null, onceEndAt: once?.endAt ?? null },
        ...{ startedAt: null, endsAt: null, skipBefore: 0 },
        ...{ createdAt: work.now, createdBy: actor, changedAt: work.now, changedBy: actor },
      }),
    );
    const cart = carts.row(exam.cartId).name;
    work.event({ type: 'exam.planned', actor, data: { examId: id, cartId: exam.cartId, name: exam.name, cart } });
    return id;
  };

  const runningRows = (): ExamRow[] => rows.all().filter(({ startedAt }) => startedAt !== null);

  let busy: Promise<unknown> = Promise.resolve();
  /** One after another: a release that comes while an exam begins lets all its devices go, and nothing begins twice. */
  const alone = <T>(action: () => Promise<T>): Promise<T> => {
    const done = busy.then(action);
    // Whoever asked hears of a failure; the next one begins all the same.
    busy = done.catch(() => undefined);
    return done;
  };

  const beginAndEnd = async (): Promise<void> => {
    const now = store.clock.now();
    for (const row of rows.all()) {
      try {
        // Begun by a clock that was ahead: it is not meant to be on now.
        const early = row.startedAt !== null && row.startedAt > now + CLOCK_MS;
        if (early || (row.startedAt !== null && row.endsAt !== null && row.endsAt <= now)) {
          await holding.end(row, 'over', 'system');
          continue;
        }
        if (row.startedAt !== null) {
          await holding.goOn(row);
          continue;
        }
        const meant = meantAt(row, now);
        if (meant !== null && meant.startAt <= now) await holding.begin(row, meant.endAt, 'system');
      } catch (err) {
        logger.error({ err, examId: row.id }, 'an exam could not be begun or ended');
      }
    }
  };

  const runDue = (): Promise<void> => alone(beginAndEnd);

  return {
    list: (cartId) => rows.all(cartId).map((row) => rows.shape(row)),
    apps: (cartId) => {
      carts.row(cartId);
      return rows.apps(cartId);
    },

    running: () =>
      runningRows().map((row) => {
        const devices = rows.devices(row.id);
        const { id, name, cartId, cart, appId, appName, endsAt } = row;
        return {
          ...{ id, name, cartId, cart, appName: appName === '' ? appId : appName, endsAt: endsAt ?? 0 },
          on: devices.filter(({ state }) => state === 'on').length,
          meant: devices.filter(({ state }) => state !== 'skipped').length,
        };
      }),

    async create(exam, actor) {
      const id = await store.write((work) => insert(work, exam, null, actor));
      await runDue();
      return rows.shape(rows.row(id));
    },

    async update(examId, exam, actor) {
      await store.write((work) => {
        const before = rows.row(examId);
        if (before.startedAt !== null)
          throw new CartwrightError('conflict', `“${before.name}” is on. Release it, then change it.`);
        if (before.cartId !== exam.cartId)
          throw new CartwrightError('conflict', 'An exam stays with its cart. Plan a new one for the other cart.');
        if (exam.enabled) checkFree(exam.cartId, { slots: exam.slots, lessons: exam.lessons, once: null }, examId);
        store.run((db) =>
          db
            .updateTable('exam')
            .set({
              ...columnsOf(exam),
              ...{ onceStartAt: null, onceEndAt: null, changedAt: work.now, changedBy: actor },
            })
            .where('id', '=', examId),
        );
        const { cartId, cart } = before;
        work.event({ type: 'exam.changed', actor, data: { examId, cartId, name: exam.name, cart } });
      });
      await runDue();
      return rows.shape(rows.row(examId));
    },

    remove: (examId, actor) =>
      store.write((work) => {
        const row = rows.row(examId);
        if (row.startedAt !== null)
          throw new CartwrightError('conflict', `“${row.name}” is on. Release it, then delete it.`);
        const before = rows.shape(row);
        store.run((db) => db.deleteFrom('exam').where('id', '=', examId));
        const { cartId, name, cart } = row;
        work.event({ type: 'exam.deleted', actor, data: { examId, cartId, name, cart } });
        return before;
      }),

    async start({ minutes, ...exam }, actor) {
      const id = await store.write((work) => {
        const once = { startAt: work.now, endAt: work.now + minutes * MINUTE };
        return insert(work, { ...exam, lessons: [], enabled: true }, once, actor);
      });
      await alone(() => holding.begin(rows.row(id), store.clock.now() + minutes * MINUTE, actor));
      return rows.shape(rows.row(id));
    },

    extend: (examId, minutes, actor) =>
      alone(async () => {
        const row = rows.row(examId);
        if (row.startedAt === null || row.endsAt === null)
          throw new CartwrightError('conflict', `“${row.name}” is not on.`);
        const once = { startAt: row.endsAt, endAt: row.endsAt + minutes * MINUTE };
        const endsAt = once.endAt;
        await store.write((work) => {
          checkFree(row.cartId, { slots: row.slots, lessons: [], once }, examId);
          store.run((db) =>
            db
              .updateTable('exam')
              .set({ endsAt, ...(row.onceEndAt === null ? {} : { onceEndAt: endsAt }) })
              .where('id', '=', examId),
          );
          const { cartId, name, cart } = row;
          work.event({ type: 'exam.extended', actor, data: { examId, cartId, name, cart, endsAt } });
        });
        // The profile says when the device lets itself go: it has to know of the new end.
        await holding.renew(row, endsAt, actor);
        return rows.shape(rows.row(examId));
      }),

    release: (examIds, actor) =>
      alone(async () => {
        const named = examIds === undefined ? undefined : new Set(examIds);
        const due = runningRows().filter(({ id }) => named === undefined || named.has(id));
        let devices = 0;
        for (const row of due) devices += await holding.end(row, 'released', actor);
        return { released: due.length, devices };
      }),

    runDue,

    nextAt() {
      const now = store.clock.now();
      const times = rows.all().flatMap((row) => {
        if (row.endsAt !== null) return [row.endsAt];
        const next = meantAt(row, now);
        return next === null ? [] : [next.startAt];
      });
      return times.length === 0 ? undefined : Math.min(...times);
    },
  };
}

const columnsOf = ({ name, appId, appName, slots, lessons, enabled }: NewExam) => ({
  ...{ name, appId, appName },
  slots: slots === null ? null : JSON.stringify(slots),
  lessons: JSON.stringify(lessons),
  enabled: enabled ? (1 as const) : (0 as const),
});
