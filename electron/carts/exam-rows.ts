import type { Finding } from '../../shared/contract/common.ts';
import type { Exam, ExamApp, Lesson } from '../../shared/contract/exams.ts';
import { CartwrightError } from '../../shared/errors.ts';
import type { CommandState, ExamTable, Store } from '../store/index.ts';
import { stepState } from './step-state.ts';
import { nextOccurrence, type Occurrence, type Timetable } from './timetable.ts';

type ExamDevice = Exam['devices'][number];

/** What was done by so much later than now was done by a clock that was ahead, and has been put back. */
export const CLOCK_MS = 60_000;

/** An exam with what is needed to decide about it. */
export interface ExamRow extends Omit<ExamTable, 'slots' | 'lessons'> {
  readonly cart: string;
  readonly timeZone: string;
  readonly slots: number[] | null;
  readonly lessons: Lesson[];
}

/** Reads exams. */
export interface ExamRows {
  all(cartId?: string): ExamRow[];
  /** @throws CartwrightError `not-found` */
  row(examId: string): ExamRow;
  /** In the contract's shape. */
  shape(row: ExamRow): Exam;
  devices(examId: string): ExamDevice[];
  apps(cartId: string): ExamApp[];
}

export const timetableOf = ({ lessons, onceStartAt, onceEndAt }: ExamRow): Timetable => ({
  lessons,
  once: onceStartAt === null || onceEndAt === null ? null : { startAt: onceStartAt, endAt: onceEndAt },
});

/** The time at which an exam is on next, or is meant to be on now; what was released by hand does not come again. */
export function meantAt(row: ExamRow, now: number): Occurrence | null {
  if (row.enabled === 0) return null;
  const next = nextOccurrence(timetableOf(row), row.timeZone, now);
  return next === null || next.startAt >= row.skipBefore
    ? next
    : nextOccurrence(timetableOf(row), row.timeZone, next.endAt);
}

/** Apps that come with every iPad: devices do not report them, and they are wanted often. */
const BUILT_IN: readonly ExamApp[] = [
  ['com.apple.mobilesafari', 'Safari'],
  ['com.apple.calculator', 'Calculator'],
  ['com.apple.mobilenotes', 'Notes'],
  ['com.apple.iBooks', 'Books'],
  ['com.apple.Maps', 'Maps'],
  ['com.apple.camera', 'Camera'],
].map(([identifier = '', name = '']) => ({ identifier, name, devices: 0 }));

export function openExamRows(store: Store): ExamRows {
  const read = (where: { cartId?: string | undefined; examId?: string }): ExamRow[] =>
    store
      .all((db) => {
        let rows = db
          .selectFrom('exam as x')
          .innerJoin('cart as c', 'c.id', 'x.cartId')
          .selectAll('x')
          .select(['c.name as cart', 'c.timeZone'])
          .orderBy('x.id');
        if (where.cartId !== undefined) rows = rows.where('x.cartId', '=', where.cartId);
        if (where.examId !== undefined) rows = rows.where('x.id', '=', where.examId);
        return rows;
      })
      .map((row) => ({
        ...row,
        skipBefore: row.skipBefore > store.clock.now() + CLOCK_MS ? 0 : row.skipBefore,
        slots: row.slots === null ? null : (JSON.parse(row.slots) as number[]),
        lessons: JSON.parse(row.lessons) as Lesson[],
      }));

  const devices = (examId: string): ExamDevice[] =>
    store
      .all((db) =>
        db
          .selectFrom('examDevice as x')
          .innerJoin('device as d', 'd.id', 'x.deviceId')
          .leftJoin('command as i', 'i.id', 'x.installCommandId')
          .leftJoin('command as r', 'r.id', 'x.removeCommandId')
          .select(['x.deviceId', 'x.slot', 'x.installCommandId', 'x.removeCommandId', 'x.findings'])
          .select(['d.name', 'd.serialNumber', 'i.state as installState', 'i.errorSummary as installError'])
          .select(['r.state as removeState', 'r.errorSummary as removeError'])
          .where('x.examId', '=', examId)
          .orderBy('x.slot'),
      )
      .map(({ deviceId, slot, name, serialNumber, findings, ...commands }) => ({
        ...{ deviceId, slot, name, serialNumber },
        ...deviceState(commands),
        findings: findings === null ? [] : (JSON.parse(findings) as Finding[]),
      }));

  return {
    all: (cartId) => read({ cartId }),
    row(examId) {
      const [found] = read({ examId });
      if (found === undefined) throw new CartwrightError('not-found', 'There is no such exam.');
      return found;
    },
    devices,
    shape(row) {
      const { onceStartAt: _s, onceEndAt: _e, startedAt, endsAt, skipBefore: _k, enabled, ...rest } = row;
      const now = store.clock.now();
      const running = startedAt === null || endsAt === null ? null : { startedAt, endsAt };
      return {
        ...rest,
        enabled: enabled === 1,
        once: timetableOf(row).once,
        running,
        next: meantAt(row, running === null ? now : running.endsAt),
        devices: devices(row.id),
      };
    },
    apps(cartId) {
      const found = store.all((db) =>
        db
          .selectFrom('installedApp as a')
          .innerJoin('cartSlot as s', 's.deviceId', 'a.deviceId')
          .select(['a.identifier', (e) => e.fn.max('a.name').as('name'), (e) => e.fn.countAll<number>().as('devices')])
          .where('s.cartId', '=', cartId)
          .groupBy('a.identifier'),
      );
      const known = new Set(found.map(({ identifier }) => identifier));
      return [
        ...found.map(({ identifier, name, devices: count }) => ({
          identifier,
          name: name ?? identifier,
          devices: count,
        })),
        ...BUILT_IN.filter(({ identifier }) => !known.has(identifier)),
      ].sort((a, b) => b.devices - a.devices || a.name.localeCompare(b.name));
    },
  };
}

function deviceState(of: {
  installCommandId: string | null;
  removeCommandId: string | null;
  installState: CommandState | null;
  installError: string | null;
  removeState: CommandState | null;
  removeError: string | null;
}): Pick<ExamDevice, 'state' | 'error'> {
  if (of.installCommandId === null) return { state: 'skipped', error: null };
  const installed = stepState(of.installState);
  if (of.removeCommandId !== null) {
    const removed = stepState(of.removeState);
    if (removed === 'waiting') return { state: 'releasing', error: null };
    // A device that never came into the app has nothing to remove, and says so.
    const free = removed === 'done' || installed !== 'done';
    return free ? { state: 'released', error: null } : { state: 'failed', error: of.removeError };
  }
  if (installed === 'waiting') return { state: 'waiting', error: null };
  if (installed === 'cancelled' || installed === 'expired') return { state: 'released', error: null };
  return installed === 'done' ? { state: 'on', error: null } : { state: 'failed', error: of.installError };
}
