import { GONE_STATUS, type Lasting } from '../../shared/app-states.ts';
import type { Statement, StatusKind, Store, UnitOfWork } from '../store/index.ts';

/** Something with a status that changes: an app, a book, an update. */
export interface WithStatus {
  status: string;
  statusAt: number;
  reason: string | null;
}

/** What a new answer makes of the rows that are stored. */
export interface StatusDiff<Row> {
  /** Rows to write, with the time since when they have their status. */
  put: Row[];
  gone: Row[];
  added: string[];
  changed: string[];
  removed: string[];
  /** Every status that is another one now. */
  transitions: { subject: string; before: string | null; after: string; reason: string | null }[];
  /** Since when the one that is longest under way has been; undefined when nothing is. */
  pendingSince: number | undefined;
}

/**
 * Compares what is stored with an answer. Pure. A status that devices report once only stays when the next answer is
 * silent about it: that is no news (APP-5). All else that is gone from a whole list is gone.
 */
export function diffStatuses<Row extends WithStatus>(
  stored: readonly Row[],
  reported: readonly Row[],
  how: {
    keyOf: (row: Row) => string;
    columns: readonly (keyof Row)[];
    lasts: (status: string) => Lasting;
    partial: boolean;
  },
): StatusDiff<Row> {
  const { keyOf, columns, lasts, partial } = how;
  const known = new Map(stored.map((row) => [keyOf(row), row]));
  const after = new Map<string, Row>();
  const diff: StatusDiff<Row> = {
    put: [],
    gone: [],
    added: [],
    changed: [],
    removed: [],
    transitions: [],
    pendingSince: undefined,
  };
  for (const row of reported) {
    const key = keyOf(row);
    if (after.has(key)) continue;
    const before = known.get(key);
    const same = before?.status === row.status && before.reason === row.reason;
    const next = same ? { ...row, statusAt: before.statusAt } : row;
    after.set(key, next);
    if (!same)
      diff.transitions.push({ subject: key, before: before?.status ?? null, after: row.status, reason: row.reason });
    if (before === undefined) diff.added.push(key);
    else {
      const other = columns.filter((column) => before[column] !== next[column]);
      if (same && other.length === 0) continue;
      // What was not known before is no change.
      if (!same || other.some((column) => before[column] !== null)) diff.changed.push(key);
    }
    diff.put.push(next);
  }
  for (const [key, row] of known) {
    if (after.has(key)) continue;
    if (partial || lasts(row.status) === 'once') {
      after.set(key, row);
      continue;
    }
    diff.gone.push(row);
    diff.removed.push(key);
    diff.transitions.push({ subject: key, before: row.status, after: GONE_STATUS, reason: null });
  }
  const pending = [...after.values()].filter(({ status }) => lasts(status) === 'way').map(({ statusAt }) => statusAt);
  if (pending.length > 0) diff.pendingSince = Math.min(...pending);
  return diff;
}

/** Writes transitions down, where they stay. */
export class StatusHistory {
  readonly #add: Statement<
    {
      deviceId: string;
      kind: StatusKind;
      subject: string;
      at: number;
      status: string;
      reason: string | null;
      commandId: string;
    },
    unknown
  >;

  constructor(store: Store) {
    this.#add = store.statement((db, p) => {
      const { deviceId, kind, subject, at, status, reason, commandId } = p;
      return db.insertInto('statusChange').values({ deviceId, kind, subject, at, status, reason, commandId });
    });
  }

  add(
    work: UnitOfWork,
    { deviceId, commandId }: { deviceId: string; commandId: string },
    kind: StatusKind,
    transitions: StatusDiff<WithStatus>['transitions'],
  ): void {
    for (const { subject, after, reason } of transitions)
      this.#add.run({ deviceId, kind, subject, at: work.now, status: after, reason, commandId });
  }
}
