import { type AfterlifePolicy, afterlifePolicy } from '../../shared/contract/relationship.ts';
import { readSetting, type Store, type UnitOfWork, writeSetting } from '../store/index.ts';

/*
 * What stays of a device after its management ended, and for how long. What would let anybody reach it (push tokens,
 * unlock and bootstrap tokens, its queue) goes with the enrollment itself, at once; see Transitions.end.
 */

const SETTING = 'enrollment.afterlife';
const DAY = 86_400_000;
const PER_RUN = 200;
/** Bits of `device.tidiedTo`. */
const SECRETS = 1;
const ASSIGNMENTS = 2;
const REPORTS = 4;
const REPORTED = [
  'installedApp',
  'installedProfile',
  'provisioningProfile',
  'managedApp',
  'managedMedia',
  'statusChange',
  'deviceCertificate',
  'osUpdate',
  'osUpdateProgress',
  'deviceFact',
  'deviceReport',
] as const;

interface Former {
  readonly id: string;
  readonly endedAt: number;
  readonly tidiedTo: number;
}

/** Removes what is kept of devices whose management ended, when its time is over. */
export class Afterlife {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  policy(): AfterlifePolicy {
    return readSetting(this.#store, SETTING, afterlifePolicy) ?? afterlifePolicy.parse({});
  }

  async setPolicy(policy: AfterlifePolicy, actor: string): Promise<void> {
    await this.#store.write((work) => {
      writeSetting(this.#store, SETTING, policy);
      work.event({ type: 'setting.afterlife-changed', actor, data: { ...policy } });
    });
  }

  /** One look, a device a unit of work. Returns of how many something was removed. */
  async run(): Promise<number> {
    const policy = this.policy();
    const now = this.#store.clock.now();
    const isOver = (endedAt: number, days: number | null) => days !== null && endedAt + days * DAY <= now;
    let tidied = 0;
    for (const device of this.#former(now, policy)) {
      if (isOver(device.endedAt, policy.deviceDays)) {
        await this.#store.write((work) => this.#forget(work, device));
        tidied++;
        continue;
      }
      const parts =
        (isOver(device.endedAt, policy.secretsDays) ? SECRETS : 0) |
        (isOver(device.endedAt, policy.assignmentsDays) ? ASSIGNMENTS : 0) |
        (isOver(device.endedAt, policy.inventoryDays) ? REPORTS : 0);
      const missing = parts & ~device.tidiedTo;
      if (missing === 0) continue;
      await this.#store.write((work) => this.#tidy(work, device, missing));
      tidied++;
    }
    return tidied;
  }

  /** Devices no enrollment of which is open, that ended longest ago first. */
  #former(now: number, { secretsDays, assignmentsDays, inventoryDays, deviceDays }: AfterlifePolicy): Former[] {
    const days = [secretsDays, assignmentsDays, inventoryDays, deviceDays].filter((each) => each !== null);
    if (days.length === 0) return [];
    const wanted =
      (secretsDays === null ? 0 : SECRETS) |
      (assignmentsDays === null ? 0 : ASSIGNMENTS) |
      (inventoryDays === null ? 0 : REPORTS);
    return this.#store
      .all((db) =>
        db
          .selectFrom('device as d')
          .innerJoin('enrollment as e', 'e.deviceId', 'd.id')
          .where('d.state', '=', 'ended')
          .where('e.channel', '=', 'device')
          .groupBy('d.id')
          .select(['d.id', 'd.tidiedTo', (on) => on.fn.max('e.endedAt').as('endedAt')])
          .having((on) => on.fn.max('e.endedAt'), '<=', now - Math.min(...days) * DAY)
          .orderBy('d.tidiedTo')
          .orderBy((on) => on.fn.max('e.endedAt')),
      )
      .flatMap(({ endedAt, ...row }) => (endedAt === null ? [] : [{ ...row, endedAt }]))
      .filter((row) => deviceDays !== null || (wanted & ~row.tidiedTo) !== 0)
      .slice(0, PER_RUN);
  }

  #tidy(work: UnitOfWork, { id, tidiedTo }: Former, parts: number): void {
    if (!this.#stillEnded(id)) return;
    if ((parts & SECRETS) !== 0) this.#removeSecrets(work, id);
    if ((parts & ASSIGNMENTS) !== 0) {
      this.#store.run((db) => db.deleteFrom('attributeValue').where('deviceId', '=', id));
      this.#store.run((db) => db.deleteFrom('deviceNote').where('deviceId', '=', id));
      // Those it was put into by hand; rules decide about the others.
      this.#store.run((db) => db.deleteFrom('groupMember').where('deviceId', '=', id).where('addedBy', 'is not', null));
    }
    if ((parts & REPORTS) !== 0)
      for (const table of REPORTED) this.#store.run((db) => db.deleteFrom(table).where('deviceId', '=', id));
    this.#store.run((db) =>
      db
        .updateTable('device')
        .set({ tidiedTo: tidiedTo | parts })
        .where('id', '=', id),
    );
    const removed = [
      ...((parts & SECRETS) !== 0 ? ['secrets'] : []),
      ...((parts & ASSIGNMENTS) !== 0 ? ['assignments'] : []),
      ...((parts & REPORTS) !== 0 ? ['inventory'] : []),
    ];
    work.event({ type: 'device.tidied', deviceId: id, data: { removed } });
  }

  #forget(work: UnitOfWork, { id }: Former): void {
    if (!this.#stillEnded(id)) return;
    const device = this.#store.get((db) =>
      db.selectFrom('device').select(['name', 'serialNumber']).where('id', '=', id),
    );
    this.#removeSecrets(work, id);
    // Certificates stay: they must be recognised, and their revocation published, to the end of their lives.
    this.#store.run((db) => db.deleteFrom('command').where('deviceId', '=', id));
    this.#store.run((db) => db.deleteFrom('device').where('id', '=', id));
    work.event({ type: 'device.forgotten', data: { deviceId: id, ...device } });
  }

  /** Its codes and passwords, where it was, secret parts of its commands such as PINs, and answers, which may hold any. */
  #removeSecrets(work: UnitOfWork, deviceId: string): void {
    const codes = this.#store.all((db) =>
      db.selectFrom('deviceSecret').select('secretId').where('deviceId', '=', deviceId),
    );
    this.#store.run((db) => db.deleteFrom('deviceSecret').where('deviceId', '=', deviceId));
    for (const { secretId } of codes) this.#store.vault.remove(secretId);
    this.#store.run((db) => db.deleteFrom('devicePlace').where('deviceId', '=', deviceId));
    const kept = this.#store.all((db) =>
      db
        .selectFrom('command')
        .select('secretId')
        .distinct()
        .where('deviceId', '=', deviceId)
        .where('secretId', 'is not', null),
    );
    this.#store.run((db) => db.updateTable('command').set({ secretId: null }).where('deviceId', '=', deviceId));
    for (const { secretId } of kept) {
      const shared = this.#store.get((db) =>
        db.selectFrom('command').select('id').where('secretId', '=', secretId).limit(1),
      );
      if (shared === undefined) this.#store.vault.remove(secretId);
    }
    const nothing = new Uint8Array();
    this.#store.run((db) =>
      db
        .updateTable('commandResult')
        .set({ nonce: nothing, sealed: nothing, compactedAt: work.now })
        .where('compactedAt', 'is', null)
        .where('commandId', 'in', (on) => on.selectFrom('command').select('id').where('deviceId', '=', deviceId)),
    );
  }

  #stillEnded(id: string): boolean {
    return (
      this.#store.get((db) =>
        db.selectFrom('enrollment').select('id').where('deviceId', '=', id).where('state', '<>', 'ended').limit(1),
      ) === undefined
    );
  }
}
