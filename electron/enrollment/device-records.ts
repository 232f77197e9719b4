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
    const knownId = this.#records.deviceOf(identity.key) ?? this.#byIds(identity)?.id;
    if (knownId === undefined) {
      const id = newId(work.now);
      const ids = { udid: identity.UDID ?? null, appleEnrollmentId: identity.UDID ? null : identity.EnrollmentID };
      const row: Insertable<DeviceTable> = { id, ...ids, ...facts, lastSeenAt: work.now, createdAt: work.now };
      this.#store.run((db) => db.insertInto('device').values(row));
      work.event({ type: 'device.added', deviceId: id, actor: 'device', data: { serialNumber: facts.serialNumber } });
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
