import type { Insertable, Updateable } from 'kysely';
import { plistToJson } from '../../shared/catalogue/index.ts';
import { deviceFamilyOf, platformOf } from '../../shared/catalogue/versions.ts';
import { newId } from '../../shared/ids.ts';
import { modelNameOf } from '../../shared/model-names.ts';
import type { AuthenticateMessage, EnrollmentIdentity, TokenUpdateMessage } from '../protocol/index.ts';
import type { DeviceTable, Store, UnitOfWork } from '../store/index.ts';
import type { EnrollmentRecords } from './records.ts';

/** Keys we do not know are kept up to this many characters of JSON; no device sends near as much. */
const MOST_EXTRA = 32_768;

interface Twin {
  readonly id: string;
  readonly udid: string | null;
}

/** What check-ins tell of devices. */
export class DeviceRecords {
  readonly #store: Store;
  readonly #records: EnrollmentRecords;

  constructor(store: Store, records: EnrollmentRecords) {
    this.#store = store;
    this.#records = records;
  }

  /** Finds the device a message is about, or adds it, and stores what it says of itself. Returns its id. */
  record(work: UnitOfWork, message: AuthenticateMessage, identity: EnrollmentIdentity): string {
    const facts = deviceFacts(message);
    const twin = this.#sameSerial(identity, facts.serialNumber);
    const knownId =
      this.#records.deviceOf(identity.key) ?? this.#byIds(identity)?.id ?? this.#swapped(work, identity, twin);
    if (knownId === undefined) {
      const id = newId(work.now);
      const ids = { udid: identity.UDID ?? null, appleEnrollmentId: identity.UDID ? null : identity.EnrollmentID };
      const row: Insertable<DeviceTable> = { id, ...ids, ...facts, lastSeenAt: work.now, createdAt: work.now };
      this.#store.run((db) => db.insertInto('device').values(row));
      work.event({ type: 'device.added', deviceId: id, actor: 'device', data: { serialNumber: facts.serialNumber } });
      if (twin !== undefined) this.#tellTwins(work, twin.id, id, facts.serialNumber);
      this.#keepExtra(work, id, message);
      return id;
    }
    const before = this.#store.get((db) =>
      db.selectFrom('device').select('serialNumber').where('id', '=', knownId),
    )?.serialNumber;
    this.#store.run((db) =>
      db
        .updateTable('device')
        .set({ ...facts, lastSeenAt: work.now })
        .where('id', '=', knownId),
    );
    if (before && facts.serialNumber && before !== facts.serialNumber) {
      const data = { from: before, to: facts.serialNumber };
      work.event({ type: 'device.serial-changed', deviceId: knownId, actor: 'device', data });
    }
    this.#keepExtra(work, knownId, message);
    return knownId;
  }

  /** Another device record with this serial number. */
  #sameSerial({ UDID }: EnrollmentIdentity, serialNumber: string | null | undefined): Twin | undefined {
    if (!UDID || !serialNumber) return undefined;
    return this.#store.get((db) =>
      db
        .selectFrom('device as d')
        .select(['d.id', 'd.udid'])
        .where('d.serialNumber', '=', serialNumber)
        .where('d.udid', 'is not', null)
        .where('d.udid', '<>', UDID)
        .orderBy('d.lastSeenAt', 'desc')
        .limit(1),
    );
  }

  /**
   * A main board was replaced: the serial number stayed, the UDID did not. It is the same device with its history when
   * nothing is managed under the former UDID any more. While something is, both stay apart: a serial number is only said,
   * and must not let a stranger take the place of a managed device.
   */
  #swapped(work: UnitOfWork, { UDID }: EnrollmentIdentity, twin: Twin | undefined): string | undefined {
    if (twin === undefined || UDID === undefined) return undefined;
    const open = this.#store.get((db) =>
      db.selectFrom('enrollment').select('id').where('deviceId', '=', twin.id).where('state', '<>', 'ended').limit(1),
    );
    if (open !== undefined) return undefined;
    this.#store.run((db) => db.updateTable('device').set({ udid: UDID }).where('id', '=', twin.id));
    const data = { from: twin.udid, to: UDID };
    work.event({ type: 'device.udid-changed', deviceId: twin.id, actor: 'device', data });
    return twin.id;
  }

  #tellTwins(work: UnitOfWork, former: string, added: string, serialNumber: string | null | undefined): void {
    for (const [deviceId, otherDeviceId] of [
      [added, former],
      [former, added],
    ] as const) {
      const data = { serialNumber, otherDeviceId };
      work.event({ type: 'device.serial-twice', deviceId, actor: 'device', data });
    }
  }

  #byIds({ UDID, EnrollmentID }: EnrollmentIdentity): { id: string } | undefined {
    return this.#store.get((db) => {
      const devices = db.selectFrom('device').select('id');
      return UDID ? devices.where('udid', '=', UDID) : devices.where('appleEnrollmentId', '=', EnrollmentID ?? '');
    });
  }

  /** A device checked in under an enrollment it has. */
  checkedIn(work: UnitOfWork, deviceId: string, message: TokenUpdateMessage): void {
    this.#store.run((db) => db.updateTable('device').set({ lastSeenAt: work.now }).where('id', '=', deviceId));
    this.#keepExtra(work, deviceId, message);
  }

  /** Keys that came with a message and that nobody reads yet are kept beside the inventory (CHK-14). */
  #keepExtra(work: UnitOfWork, deviceId: string, message: AuthenticateMessage | TokenUpdateMessage): void {
    if (Object.keys(message.extra).length === 0) return;
    const body = JSON.stringify(plistToJson(message.extra));
    if (body.length > MOST_EXTRA) return;
    const kind = message.MessageType === 'Authenticate' ? ('authenticate' as const) : ('token-update' as const);
    const row = { deviceId, kind, reportedAt: work.now, commandId: null, body };
    this.#store.run((db) =>
      db
        .insertInto('deviceReport')
        .values(row)
        .onConflict((c) => c.columns(['deviceId', 'kind']).doUpdateSet({ reportedAt: row.reportedAt, body: row.body })),
    );
  }
}

/** What a device says of itself when it asks to enroll; what it leaves out stays as it was known. */
function deviceFacts(message: AuthenticateMessage): Updateable<DeviceTable> {
  const hardware = message.ProductName || message.ModelName || message.Model;
  const facts: Updateable<DeviceTable> = {
    serialNumber: message.SerialNumber,
    name: message.DeviceName,
    model: message.Model,
    modelName: modelNameOf(message.ProductName, message.ModelName),
    productName: message.ProductName,
    osVersion: message.OSVersion,
    buildVersion: message.BuildVersion,
    imei: message.IMEI,
    meid: message.MEID,
    platform: hardware ? platformOf(hardware) : undefined,
    family: hardware ? deviceFamilyOf(hardware) : undefined,
  };
  for (const key of Object.keys(facts) as (keyof typeof facts)[]) {
    if (facts[key] === undefined || facts[key] === '') delete facts[key];
  }
  return facts;
}
