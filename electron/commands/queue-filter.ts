import { type Expression, type ExpressionBuilder, type SqlBool, sql } from 'kysely';
import type { QueueFilter } from '../../shared/contract/command-queue.ts';
import { firstIdAt } from '../../shared/ids.ts';
import type { CommandState, Database } from '../store/index.ts';

/** States most commands pass or end in; all others have an index of their own. */
const ORDINARY: readonly CommandState[] = ['queued', 'sent', 'not-now', 'acknowledged'];
const OPEN: readonly CommandState[] = ['queued', 'sent', 'not-now'];
const FAILED: readonly CommandState[] = ['error', 'format-error', 'expired', 'unanswered'];

function statesOf(filter: QueueFilter): readonly CommandState[] | undefined {
  return filter.failed === true ? both(filter.states, FAILED) : filter.states;
}

/** Whether few commands fit: those of one device, or those that ended as few do. */
export function isRare(filter: QueueFilter): boolean {
  const states = statesOf(filter);
  return filter.deviceId !== undefined || (states?.every((state) => !ORDINARY.includes(state)) ?? false);
}

type Tables = Database & { c: Database['command'] };

/** What a filter asks of a command `c`. The literals are word for word what the indexes say, so that they are used. */
export function matches(e: ExpressionBuilder<Tables, 'c'>, filter: QueueFilter): Expression<SqlBool> {
  const all: Expression<SqlBool>[] = [];
  const states = statesOf(filter);
  if (states !== undefined) {
    all.push(states.length === 0 ? sql<SqlBool>`0` : e('c.state', 'in', states));
    if (states.length > 0 && states.every((state) => !ORDINARY.includes(state))) {
      all.push(sql<SqlBool>`c."state" not in ('queued', 'sent', 'not-now', 'acknowledged')`);
    }
  }
  const open = filter.open ?? (states?.length && states.every((state) => OPEN.includes(state)) ? true : undefined);
  if (open !== undefined) all.push(e('c.open', '=', sql.lit<0 | 1>(open ? 1 : 0)));
  const [type, ...types] = filter.requestTypes ?? [];
  // One type is a stretch of an index; several are none, and the order asked for finds the first of them sooner.
  if (type !== undefined && types.length === 0) all.push(e('c.requestType', '=', type));
  else if (type !== undefined) all.push(sql<SqlBool>`+${sql.ref('c.requestType')} in (${sql.join([type, ...types])})`);
  else if (filter.requestTypes !== undefined) all.push(sql<SqlBool>`0`);
  if (filter.deviceId !== undefined) all.push(e('c.deviceId', '=', filter.deviceId));
  if (filter.errorDomain !== undefined) all.push(e('c.errorDomain', '=', filter.errorDomain));
  if (filter.errorCode !== undefined) all.push(e('c.errorCode', '=', filter.errorCode));
  if (filter.queuedBy !== undefined) all.push(e('c.queuedBy', '=', filter.queuedBy));
  if (filter.since !== undefined) all.push(e('c.id', '>=', firstIdAt(filter.since)));
  if (filter.until !== undefined) all.push(e('c.id', '<', firstIdAt(filter.until)));
  return e.and(all);
}

function both(states: readonly CommandState[] | undefined, more: readonly CommandState[]): CommandState[] {
  return states === undefined ? [...more] : states.filter((state) => more.includes(state));
}
