import { sql } from 'kysely';
import type { Store } from '../store/index.ts';
import type { ContextRow } from './device-context.ts';

type Target = ContextRow & { deviceId: string };

/** Commands that a device marked as lost must not get (BP-37). */
export function isBarredWhenLost(requestType: string): boolean {
  return requestType === 'ClearPasscode';
}

/**
 * Looks whether a device is marked as lost: by what it last said of itself, or because it was told so since, or is about
 * to be told.
 */
export function openLostMode(store: Store): (target: Target) => boolean {
  const newest = store.statement<{ deviceId: string }, { requestType: string; open: 0 | 1; answeredAt: number | null }>(
    (db, p) =>
      db
        .selectFrom('command')
        .select(['requestType', 'open', 'answeredAt'])
        .where('deviceId', '=', p.deviceId)
        .where('requestType', 'in', [sql.lit('EnableLostMode'), sql.lit('DisableLostMode')])
        .where((e) => e.or([e('open', '=', sql.lit<1>(1)), e('state', '=', sql.lit<'acknowledged'>('acknowledged'))]))
        .orderBy('id', 'desc')
        .limit(1),
  );
  const reported = store.statement<{ deviceId: string }, { reportedAt: number }>((db, p) =>
    db
      .selectFrom('deviceReport')
      .select('reportedAt')
      .where('deviceId', '=', p.deviceId)
      .where('kind', '=', sql.lit<'device-information'>('device-information')),
  );
  return ({ deviceId, lostMode }) => {
    const told = newest.get({ deviceId });
    if (told === undefined) return lostMode === 1;
    // While it waits to be let off, the device is as lost as it was.
    if (told.open === 1) return told.requestType === 'EnableLostMode' || lostMode === 1;
    const saidAt = reported.get({ deviceId })?.reportedAt ?? 0;
    return (told.answeredAt ?? 0) >= saidAt ? told.requestType === 'EnableLostMode' : lostMode === 1;
  };
}
