import type { Place } from '../../shared/contract/device-knowledge.ts';
import { CartwrightError } from '../../shared/errors.ts';
import { newId } from '../../shared/ids.ts';
import type { ReportedPlace } from '../protocol/index.ts';
import type { DevicePlaceTable, Statement, Store, UnitOfWork } from '../store/index.ts';
import type { ReportTarget } from './service.ts';

/** Where lost devices were. Who asked, who looked and who cleared it away is recorded; where it was never is. */
export interface Places {
  add(work: UnitOfWork, target: ReportTarget, place: ReportedPlace): void;
  /** How many places are known, without saying which. */
  summary(deviceId: string): { count: number; newestAt: number | null; askedBy: string | null };
  /** The places, newest first, for somebody who is told so by name in the history. @throws CartwrightError `not-found` */
  show(deviceId: string, actor: string): Promise<Place[]>;
  /** Forgets every place of a device. Returns how many there were. */
  forget(deviceId: string, actor: string): Promise<number>;
}

export function openPlaces(store: Store): Places {
  const all: Statement<{ deviceId: string }, DevicePlaceTable> = store.statement((db, p) =>
    db.selectFrom('devicePlace').selectAll().where('deviceId', '=', p.deviceId).orderBy('at', 'desc').limit(500),
  );
  const newest: Statement<{ deviceId: string }, DevicePlaceTable> = store.statement((db, p) =>
    db.selectFrom('devicePlace').selectAll().where('deviceId', '=', p.deviceId).orderBy('at', 'desc').limit(1),
  );
  const count: Statement<{ deviceId: string }, { count: number }> = store.statement((db, p) =>
    db
      .selectFrom('devicePlace')
      .select((e) => e.fn.countAll<number>().as('count'))
      .where('deviceId', '=', p.deviceId),
  );
  const insert: Statement<DevicePlaceTable, unknown> = store.statement((db, p) =>
    db.insertInto('devicePlace').values({
      id: p.id,
      deviceId: p.deviceId,
      at: p.at,
      latitude: p.latitude,
      longitude: p.longitude,
      horizontalAccuracy: p.horizontalAccuracy,
      verticalAccuracy: p.verticalAccuracy,
      altitude: p.altitude,
      speed: p.speed,
      course: p.course,
      reportedAt: p.reportedAt,
      commandId: p.commandId,
      askedBy: p.askedBy,
    }),
  );
  const remove: Statement<{ deviceId: string }, unknown> = store.statement((db, p) =>
    db.deleteFrom('devicePlace').where('deviceId', '=', p.deviceId),
  );
  const askedBy: Statement<{ id: string }, { queuedBy: string }> = store.statement((db, p) =>
    db.selectFrom('command').select('queuedBy').where('id', '=', p.id),
  );
  const device: Statement<{ id: string }, { id: string }> = store.statement((db, p) =>
    db.selectFrom('device').select('id').where('id', '=', p.id),
  );
  const mustExist = (deviceId: string): void => {
    if (device.get({ id: deviceId }) === undefined) throw new CartwrightError('not-found', 'There is no such device.');
  };

  return {
    add(work, { deviceId, commandId }, place) {
      const at = place.at ?? work.now;
      const who = askedBy.get({ id: commandId })?.queuedBy ?? 'system';
      const known = newest.get({ deviceId });
      // The device answers with what it knew last: the same fix again is no other place.
      if (
        known === undefined ||
        known.at !== at ||
        known.latitude !== place.latitude ||
        known.longitude !== place.longitude
      )
        insert.run({
          id: newId(work.now),
          deviceId,
          at,
          latitude: place.latitude,
          longitude: place.longitude,
          horizontalAccuracy: place.horizontalAccuracy ?? null,
          verticalAccuracy: place.verticalAccuracy ?? null,
          altitude: place.altitude ?? null,
          speed: place.speed ?? null,
          course: place.course ?? null,
          reportedAt: work.now,
          commandId,
          askedBy: who,
        });
      work.event({ type: 'device.located', deviceId, commandId, actor: 'device', data: { askedBy: who } });
    },

    summary(deviceId) {
      const last = newest.get({ deviceId });
      return {
        count: count.get({ deviceId })?.count ?? 0,
        newestAt: last?.at ?? null,
        askedBy: last?.askedBy ?? null,
      };
    },

    show: (deviceId, actor) =>
      store.write((work) => {
        mustExist(deviceId);
        const rows = all.all({ deviceId });
        if (rows.length > 0) work.event({ type: 'device.places-shown', deviceId, actor, data: { count: rows.length } });
        return rows.map(({ deviceId: _, ...place }) => place);
      }),

    forget: (deviceId, actor) =>
      store.write((work) => {
        mustExist(deviceId);
        const known = count.get({ deviceId })?.count ?? 0;
        if (known === 0) return 0;
        remove.run({ deviceId });
        work.event({ type: 'device.places-forgotten', deviceId, actor, data: { count: known } });
        return known;
      }),
  };
}
