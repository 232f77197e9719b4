import { sql } from 'kysely';
import type { Store } from '../store/index.ts';
import type { DeviceFacts } from './plan.ts';
import type { PolicyDoor, Whereabouts } from './ports.ts';
import { appsToBe, profilesToBe, type UnderWay } from './under-way.ts';

/** Commands of a device that are looked through: more do not wait, nor come between two lists. */
const LATEST = 100;

/** What devices reported last, as plans and comparisons need it. */
export interface FactReader {
  /** Undefined for a device that there is not. @param n its number in the run */
  read(deviceId: string, n: number): DeviceFacts | undefined;
  /** The enrollment commands go to; undefined while the device is not managed. */
  enrollmentOf(deviceId: string): string | undefined;
}

export function openFacts(store: Store, whereabouts: Whereabouts, policies: Pick<PolicyDoor, 'standing'>): FactReader {
  const device = store.statement<
    { id: string },
    {
      id: string;
      serialNumber: string | null;
      name: string | null;
      modelName: string | null;
      productName: string | null;
      family: string | null;
      osVersion: string | null;
      sharedIpad: number | null;
      timeZone: string | null;
    }
  >((db, p) =>
    db
      .selectFrom('device')
      .select([
        'id',
        'serialNumber',
        'name',
        'modelName',
        'productName',
        'family',
        'osVersion',
        'sharedIpad',
        'timeZone',
      ])
      .where('id', '=', p.id),
  );
  const profiles = store.statement<{ id: string }, { identifier: string; uuid: string }>((db, p) =>
    db.selectFrom('installedProfile').select(['identifier', 'uuid']).where('deviceId', '=', p.id),
  );
  const apps = store.statement<{ id: string }, { identifier: string }>((db, p) =>
    db.selectFrom('installedApp').select('identifier').where('deviceId', '=', p.id),
  );
  const managed = store.statement<{ id: string }, { identifier: string; status: string }>((db, p) =>
    db.selectFrom('managedApp').select(['identifier', 'status']).where('deviceId', '=', p.id),
  );
  const offered = store.statement<{ id: string }, { version: string | null }>((db, p) =>
    db.selectFrom('osUpdate').select('version').where('deviceId', '=', p.id),
  );
  const enrollment = store.statement<{ id: string }, { id: string }>((db, p) =>
    db
      .selectFrom('enrollment')
      .select('id')
      .where('deviceId', '=', p.id)
      .where('channel', '=', 'device')
      .where('state', '=', 'enrolled')
      .limit(1),
  );
  const latest = store.statement<
    { id: string },
    Pick<UnderWay, 'requestType' | 'subject'> & { open: 0 | 1; doneAt: number | null }
  >(
    (db, p) =>
      db
        .selectFrom((e) =>
          e.selectFrom('command').selectAll().where('deviceId', '=', p.id).orderBy('id', 'desc').limit(LATEST).as('c'),
        )
        .select(['c.requestType', 'c.open'])
        .select(sql<string>`c."subject"`.as('subject'))
        .select(sql<number | null>`case when c."state" = 'acknowledged' then c."answeredAt" end`.as('doneAt'))
        .where('c.requestType', 'in', [
          sql.lit('InstallProfile'),
          sql.lit('RemoveProfile'),
          sql.lit('InstallApplication'),
          sql.lit('RemoveApplication'),
        ])
        .where('c.subject', 'is not', null)
        .orderBy('c.id') as never,
  );
  /** When devices were asked for the lists that are here. */
  const listed = store.statement<{ id: string; kind: 'profiles' | 'managed-apps' }, { at: number }>(
    (db, p) =>
      db
        .selectFrom('deviceReport as r')
        .leftJoin('command as c', 'c.id', 'r.commandId')
        .select(sql<number>`coalesce(c."lastSentAt", r."reportedAt")`.as('at'))
        .where('r.deviceId', '=', p.id)
        .where('r.kind', '=', p.kind) as never,
  );
  return {
    read(deviceId, n) {
      const row = device.get({ id: deviceId });
      if (row === undefined) return undefined;
      const commands = latest.all({ id: deviceId }).map((each): UnderWay => ({ ...each, open: each.open === 1 }));
      const listedAt = (kind: 'profiles' | 'managed-apps') => listed.get({ id: deviceId, kind })?.at ?? 0;
      const { going, coming } = appsToBe(listedAt('managed-apps'), commands);
      return {
        serial: row.serialNumber,
        model: row.modelName ?? row.productName,
        family: row.family,
        name: row.name,
        os: row.osVersion,
        sharedIpad: row.sharedIpad === 1,
        timeZone: row.timeZone,
        ...whereabouts(deviceId),
        n,
        profiles: profilesToBe(profiles.all({ id: deviceId }), listedAt('profiles'), commands),
        offered: offered.all({ id: deviceId }).flatMap(({ version }) => version ?? []),
        policies: new Map(policies.standing(deviceId).map((each) => [each.policyId, each])),
        apps: new Set(apps.all({ id: deviceId }).map(({ identifier }) => identifier)),
        managed: new Map(
          managed
            .all({ id: deviceId })
            .flatMap(({ identifier, status }) => (going.has(identifier) ? [] : [[identifier, status] as const])),
        ),
        coming,
      };
    },
    enrollmentOf: (deviceId) => enrollment.get({ id: deviceId })?.id,
  };
}
