import { sql } from 'kysely';
import type { EnrollmentListRow } from '../../shared/contract/admission.ts';
import { type EnrollmentState, hasText, type Store } from '../store/index.ts';

/** Enrollments of devices, the one that began last first. */
export function recentEnrollments(
  store: Store,
  query: { state?: EnrollmentState; invitationId?: string; search?: string; before?: string; limit: number },
): { rows: EnrollmentListRow[]; next: string | null } {
  const found = store.all((db) => {
    let rows = db
      .selectFrom('enrollment as n')
      .innerJoin('device as d', 'd.id', 'n.deviceId')
      .leftJoin('invitation as i', 'i.id', 'n.invitationId')
      // A number may be expected by one invitation and by all: the enrollment's own goes first.
      .leftJoin('expectedDevice as x', (join) =>
        join.on(
          sql<boolean>`x.id = (select y.id from "expectedDevice" y where y."serialNumber" = d."serialNumber"
            and (y."invitationId" is null or y."invitationId" = n."invitationId")
            order by y."invitationId" is null limit 1)`,
        ),
      )
      .select([
        'n.id as enrollmentId',
        'n.deviceId',
        'd.name as deviceName',
        'd.serialNumber',
        'd.modelName',
        'd.productName',
        'n.state',
        'n.endReason',
        'n.invitationId',
        'i.name as invitationName',
        'n.way',
        'n.account',
        'n.authenticatedAt',
        'n.enrolledAt',
        'n.endedAt',
        'x.name as expectedName',
        'x.person',
      ])
      .where('n.channel', '=', 'device')
      .orderBy('n.id', 'desc')
      .limit(query.limit + 1);
    if (query.state !== undefined) rows = rows.where('n.state', '=', query.state);
    if (query.invitationId !== undefined) rows = rows.where('n.invitationId', '=', query.invitationId);
    if (query.search !== undefined && query.search !== '') {
      const { search } = query;
      const columns = ['d.name', 'd.serialNumber', 'x.name', 'x.person', 'i.name', 'n.account'];
      rows = rows.where((w) => w.or(columns.map((column) => hasText(sql.ref(column), search))));
    }
    if (query.before !== undefined) rows = rows.where('n.id', '<', query.before);
    return rows;
  });
  const rows = found.slice(0, query.limit);
  return { rows, next: found.length > query.limit ? (rows.at(-1)?.enrollmentId ?? null) : null };
}
