import type { Kysely } from 'kysely';
import type { Database, Store } from '../store/index.ts';

/** What variables need to know of a device and who is signed in on it. */
export interface DeviceRow {
  readonly id: string;
  readonly name: string | null;
  readonly serialNumber: string | null;
  readonly udid: string | null;
  readonly imei: string | null;
  readonly meid: string | null;
  readonly wifiMac: string | null;
  readonly phoneNumber: string | null;
  readonly model: string | null;
  readonly modelName: string | null;
  readonly productName: string | null;
  readonly family: string | null;
  readonly platform: string | null;
  readonly osVersion: string | null;
  readonly iccid: string | number | null;
  readonly enrollmentKey: string | null;
  readonly enrolledAt: number | null;
  readonly account: string | null;
  readonly userShortName: string | null;
  readonly userLongName: string | null;
  readonly expectedPerson: string | null;
}

function select(db: Kysely<Database>) {
  return db
    .selectFrom('device as d')
    .leftJoin('enrollment as e', 'e.id', 'd.enrollmentId')
    .leftJoin('deviceFact as f', 'f.deviceId', 'd.id')
    .select(['d.id', 'd.name', 'd.serialNumber', 'd.udid', 'd.imei', 'd.meid', 'd.wifiMac', 'd.phoneNumber', 'd.model'])
    .select(['d.modelName', 'd.productName', 'd.family', 'd.platform', 'd.osVersion', 'f.iccid', 'd.enrolledAt'])
    .select(['e.key as enrollmentKey', 'e.account'])
    .select((b) =>
      // Who is at the Mac or the shared iPad, else who was there last.
      (['userShortName', 'userLongName'] as const).map((column) =>
        b
          .selectFrom('enrollment as u')
          .select(`u.${column}`)
          .whereRef('u.deviceEnrollmentId', '=', 'e.id')
          .where('u.state', '=', 'enrolled')
          .orderBy('u.onConsole', 'desc')
          .orderBy('u.lastConnectAt', 'desc')
          .limit(1)
          .as(column),
      ),
    )
    .select((b) =>
      b
        .selectFrom('expectedDevice as x')
        .select('x.person')
        .whereRef('x.serialNumber', '=', 'd.serialNumber')
        .where('x.person', 'is not', null)
        .limit(1)
        .as('expectedPerson'),
    );
}

/** Reads devices for their variables. */
export function openDeviceRows(store: Store) {
  const one = store.statement<{ deviceId: string }, DeviceRow>((db, p) => select(db).where('d.id', '=', p.deviceId));
  const userChannel = store.statement<
    { enrollmentId: string },
    { userShortName: string | null; userLongName: string | null }
  >((db, p) =>
    db
      .selectFrom('enrollment')
      .select(['userShortName', 'userLongName'])
      .where('id', '=', p.enrollmentId)
      .where('channel', '=', 'user'),
  );
  const enrolled = store.statement<object, DeviceRow>((db) =>
    select(db).where('d.state', '=', 'enrolled').orderBy('d.id'),
  );
  return {
    /** @param enrollmentId of a user's channel: then that user is meant */
    one(deviceId: string, enrollmentId?: string): DeviceRow | undefined {
      const row = one.get({ deviceId });
      const user = enrollmentId === undefined ? undefined : userChannel.get({ enrollmentId });
      return row === undefined || user === undefined ? row : { ...row, ...user };
    },
    enrolled: (): DeviceRow[] => enrolled.all({}),
  };
}
