import type { Selectable } from 'kysely';
import type { Caller } from '../identity/index.ts';
import type { EnrollmentTable, Statement, Store } from '../store/index.ts';
import type { CertificateStanding, EnrollmentStanding, Standing } from './state.ts';

export type EnrollmentRow = Selectable<EnrollmentTable>;

/** What a served connect needs to know of its enrollment; one row of the request path's only select. */
export interface ConnectRow extends CertificateStanding {
  /** The enrollment, when there is one. */
  id: string | null;
  deviceId: string | null;
  key: string | null;
  state: EnrollmentRow['state'] | null;
  endReason: EnrollmentRow['endReason'];
  topic: string | null;
  enrolledAt: number | null;
  certificateFingerprint: string | null;
}

/** The queries of enrollment, prepared once. */
export class EnrollmentRecords {
  readonly #standing: Statement<{ fingerprint: string }, ConnectRow>;
  readonly #enrollment: Statement<{ id: string }, EnrollmentRow>;
  readonly #openByKey: Statement<{ key: string }, EnrollmentRow>;
  readonly #enrolledOf: Statement<{ deviceId: string }, EnrollmentRow>;
  readonly #latestDevice: Statement<{ key: string }, { deviceId: string }>;
  readonly #usersOf: Statement<{ deviceEnrollmentId: string }, EnrollmentRow>;
  readonly #user: Statement<{ deviceEnrollmentId: string; key: string }, EnrollmentRow>;
  readonly #platform: Statement<{ id: string }, { platform: string | null; osVersion: string | null }>;

  constructor(store: Store) {
    this.#standing = store.statement((db, p) =>
      db
        .selectFrom('certificate as c')
        .leftJoin('enrollment as e', (join) =>
          join.on((on) => on('e.id', '=', on.fn.coalesce('c.enrollmentId', 'c.renewalOfEnrollmentId'))),
        )
        .where('c.fingerprint', '=', p.fingerprint)
        .where('c.purpose', '=', 'device-identity')
        .select([
          'c.fingerprint',
          'c.notAfter',
          'c.revokedAt',
          'c.invitationId',
          'c.enrollmentId',
          'c.renewalOfEnrollmentId',
          'e.id',
          'e.deviceId',
          'e.key',
          'e.state',
          'e.endReason',
          'e.topic',
          'e.enrolledAt',
          'e.certificateFingerprint',
        ]),
    );
    this.#enrollment = store.statement((db, p) => db.selectFrom('enrollment').selectAll().where('id', '=', p.id));
    this.#openByKey = store.statement((db, p) =>
      db
        .selectFrom('enrollment')
        .selectAll()
        .where('key', '=', p.key)
        .where('state', 'in', ['pending', 'enrolled'])
        .orderBy('id'),
    );
    this.#enrolledOf = store.statement((db, p) =>
      db
        .selectFrom('enrollment')
        .selectAll()
        .where('deviceId', '=', p.deviceId)
        .where('channel', '=', 'device')
        .where('state', '=', 'enrolled')
        .limit(1),
    );
    this.#latestDevice = store.statement((db, p) =>
      db.selectFrom('enrollment').select('deviceId').where('key', '=', p.key).orderBy('id', 'desc').limit(1),
    );
    this.#usersOf = store.statement((db, p) =>
      db
        .selectFrom('enrollment')
        .selectAll()
        .where('deviceEnrollmentId', '=', p.deviceEnrollmentId)
        .where('state', 'in', ['pending', 'enrolled'])
        .orderBy('id'),
    );
    this.#user = store.statement((db, p) =>
      db
        .selectFrom('enrollment')
        .selectAll()
        .where('key', '=', p.key)
        .where('state', 'in', ['pending', 'enrolled'])
        .where('deviceEnrollmentId', '=', p.deviceEnrollmentId)
        .limit(1),
    );
    this.#platform = store.statement((db, p) =>
      db.selectFrom('device').select(['platform', 'osVersion']).where('id', '=', p.id),
    );
  }

  /** The certificate a caller proved to hold, and the enrollment it is bound to or renews; undefined when not ours. */
  ofCaller(caller: Caller): ConnectRow | undefined {
    const fingerprint = fingerprintOf(caller);
    return fingerprint === undefined ? undefined : this.#standing.get({ fingerprint });
  }

  enrollment(id: string): EnrollmentRow | undefined {
    return this.#enrollment.get({ id });
  }

  /** All enrollments with this key that have not ended, oldest first. */
  openByKey(key: string): EnrollmentRow[] {
    return this.#openByKey.all({ key });
  }

  /** The enrollment under which a device obeys now. */
  enrolledOf(deviceId: string): EnrollmentRow | undefined {
    return this.#enrolledOf.get({ deviceId });
  }

  /** The users' channels of a device's enrollment that have not ended. */
  usersOf(deviceEnrollmentId: string): EnrollmentRow[] {
    return this.#usersOf.all({ deviceEnrollmentId });
  }

  /** The channel of one user under a device's enrollment, unless it ended. */
  user(deviceEnrollmentId: string, key: string): EnrollmentRow | undefined {
    return this.#user.get({ deviceEnrollmentId, key });
  }

  /** What a device runs, as far as it said so. */
  platformOf(deviceId: string): { platform: string | null; osVersion: string | null } | undefined {
    return this.#platform.get({ id: deviceId });
  }

  /** The device that enrolled with this key last. */
  deviceOf(key: string): string | undefined {
    return this.#latestDevice.get({ key })?.deviceId;
  }
}

/** What the decisions look at, from the row of the caller's certificate. */
export function standingOf(
  row: ConnectRow | undefined,
  message: { key: string; channel: 'device' | 'user' },
  now: number,
): Standing {
  return { now, key: message.key, channel: message.channel, certificate: row, enrollment: enrollmentOf(row) };
}

function enrollmentOf(row: ConnectRow | undefined): EnrollmentStanding | undefined {
  // The columns come from a left join: they are all there or none is.
  return row === undefined || row.id === null ? undefined : (row as ConnectRow & EnrollmentStanding);
}

/**
 * The certificate a caller proved to hold. Revoked and expired ones count here too: identity names them, and only their
 * enrollment says whether the device must hear that its management has ended.
 */
function fingerprintOf(caller: Caller): string | undefined {
  if (caller.known) return caller.certificate.fingerprint;
  return caller.reason === 'revoked-certificate' || caller.reason === 'expired-certificate' ? caller.detail : undefined;
}
