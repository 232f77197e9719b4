import type { z } from 'zod';
import {
  type AutomatedProfile,
  type AutomatedProfileInput,
  automatedProfileInput,
} from '../../shared/contract/automated.ts';
import { CartwrightError } from '../../shared/errors.ts';
import type { AutomatedProfileTable, Statement, Store, UnitOfWork } from '../store/index.ts';
import type { ExpectedDevices } from './expected.ts';
import type { InvitationRow, Invitations } from './invitations.ts';
import { normalSerial } from './serial-list.ts';

const MOST_PROFILES = 200;

/** What a profile says, as the store keeps it. */
export interface StoredProfile {
  readonly id: string;
  readonly settings: AutomatedProfileInput;
  readonly row: InvitationRow;
}

/** Whether a profile takes a device; where not, whose it is. */
export type Taking =
  | { readonly verdict: 'yes' }
  | { readonly verdict: 'other-profile'; readonly name: string }
  | { readonly verdict: 'not-assigned' };

/**
 * Automated enrollment profiles: what devices are to go through in Setup Assistant, where they ask for their enrollment
 * profile, and which are meant. Each has a row among the invitations under its own id, which holds its name, its address and
 * its terms, so that challenges and enrollments know it as they know invitations.
 */
export class AutomatedProfiles {
  readonly #store: Store;
  readonly #invitations: Invitations;
  readonly #expected: () => ExpectedDevices;
  readonly #assigned: Statement<{ serialNumber: string }, { profileId: string }>;
  readonly #put: Statement<{ serialNumber: string; profileId: string; at: number; by: string }, unknown>;

  constructor(parts: { store: Store; invitations: Invitations; expected: () => ExpectedDevices }) {
    const { store } = parts;
    this.#store = store;
    this.#invitations = parts.invitations;
    this.#expected = parts.expected;
    this.#assigned = store.statement((db, p) =>
      db.selectFrom('automatedDevice').select('profileId').where('serialNumber', '=', p.serialNumber),
    );
    this.#put = store.statement((db, p) =>
      db
        .insertInto('automatedDevice')
        .values({ serialNumber: p.serialNumber, profileId: p.profileId, assignedAt: p.at, assignedBy: p.by })
        .onConflict((c) =>
          c.column('serialNumber').doUpdateSet({ profileId: p.profileId, assignedAt: p.at, assignedBy: p.by }),
        ),
    );
  }

  /** All of them by name, with who came in by each. */
  list(): AutomatedProfile[] {
    const counted = this.#counts();
    const gives = this.#blueprints();
    return this.#rows()
      .map(
        ({ id, settings, row, changed }): AutomatedProfile => ({
          ...settings,
          id,
          createdAt: row.createdAt,
          createdBy: row.createdBy,
          changedAt: changed.at,
          changedBy: changed.by,
          ...(counted.get(id) ?? { assigned: 0, arrived: 0, devices: 0, waiting: 0 }),
          blueprints: gives.get(id) ?? [],
        }),
      )
      .sort((a, b) => a.name.localeCompare(b.name));
  }

  /** @throws CartwrightError `not-found` */
  get(id: string): AutomatedProfile {
    return this.list().find((each) => each.id === id) ?? missing();
  }

  /** @throws CartwrightError `not-found` */
  stored(id: string): StoredProfile {
    return this.find(id) ?? missing();
  }

  find(id: string): StoredProfile | undefined {
    const kept = this.#store.get((db) => db.selectFrom('automatedProfile').selectAll().where('id', '=', id));
    const row = kept === undefined ? undefined : this.#invitations.find(id);
    return kept === undefined || row === undefined ? undefined : { id, settings: settingsOf(kept, row), row };
  }

  /** The profile an address belongs to; undefined for an address that was replaced, and for a profile that is gone. */
  findByToken(token: string): StoredProfile | undefined {
    const row = this.#invitations.findAutomated(token);
    return row === undefined ? undefined : this.find(row.id);
  }

  /** @throws CartwrightError `conflict` for a name that is taken, `too-many` */
  async create(input: z.input<typeof automatedProfileInput>, actor: string): Promise<AutomatedProfile> {
    const settings = automatedProfileInput.parse(input);
    const id = await this.#store.write((work) => {
      const count = this.#store.get((db) =>
        db.selectFrom('automatedProfile').select((e) => e.fn.countAll<number>().as('count')),
      );
      if ((count?.count ?? 0) >= MOST_PROFILES)
        throw new CartwrightError('too-many', `There are ${MOST_PROFILES} profiles, the most there can be.`);
      const made = this.#invitations.insertAutomated(work, settings.name, actor);
      this.#unlessTaken(settings.name, () =>
        this.#store.run((db) =>
          db
            .insertInto('automatedProfile')
            .values({ id: made, ...columnsOf(settings), changedAt: work.now, changedBy: actor }),
        ),
      );
      this.#onlyDefault(made, settings);
      const data = { enrollmentProfileId: made, name: settings.name };
      work.event({ type: 'automated-enrollment.created', actor, data });
      return made;
    });
    return this.get(id);
  }

  /** @throws CartwrightError `not-found`, `conflict` for a name that is taken */
  async save(id: string, input: z.input<typeof automatedProfileInput>, actor: string): Promise<AutomatedProfile> {
    const settings = automatedProfileInput.parse(input);
    await this.#store.write((work) => {
      this.stored(id);
      this.#unlessTaken(settings.name, () =>
        this.#store.run((db) =>
          db
            .updateTable('automatedProfile')
            .set({ ...columnsOf(settings), changedAt: work.now, changedBy: actor })
            .where('id', '=', id),
        ),
      );
      this.#store.run((db) => db.updateTable('invitation').set({ name: settings.name }).where('id', '=', id));
      this.#onlyDefault(id, settings);
      const data = { enrollmentProfileId: id, name: settings.name };
      work.event({ type: 'automated-enrollment.changed', actor, data });
    });
    return this.get(id);
  }

  /**
   * Deletes a profile: its address leads nowhere, its serial numbers are on no list. Devices that came in by it stay in, and
   * remember its name.
   *
   * @throws CartwrightError `not-found`, `conflict` while blueprints are given by it; the message names them
   */
  async remove(id: string, actor: string): Promise<{ removed: boolean }> {
    return this.#store.write((work) => {
      const { settings } = this.stored(id);
      const users = (this.#blueprints().get(id) ?? []).map(({ name }) => `“${name}”`);
      if (users.length > 0)
        throw new CartwrightError(
          'conflict',
          `Devices of “${settings.name}” get ${users.join(', ')}. Take it from the sources there first.`,
          { data: { blueprints: users } },
        );
      const removed = this.#store.run((db) => db.deleteFrom('automatedProfile').where('id', '=', id)) > 0;
      this.#store.run((db) => db.updateTable('invitation').set({ revokedAt: work.now }).where('id', '=', id));
      const data = { enrollmentProfileId: id, name: settings.name };
      work.event({ type: 'automated-enrollment.removed', actor, data });
      return { removed };
    });
  }

  /** Where its devices ask, and the page its people sign in on. @throws CartwrightError `not-found` */
  address(id: string): { url: string; webUrl: string | null } {
    const { row, settings } = this.stored(id);
    const url = this.#invitations.automatedUrl(row);
    return { url, webUrl: settings.webSignIn ? `${url}/web` : null };
  }

  /** Another address instead: whoever has the former one is not let in any more. @throws CartwrightError `not-found` */
  async renewAddress(id: string, actor: string): Promise<{ url: string; webUrl: string | null }> {
    await this.#store.write((work) => {
      const { row, settings } = this.stored(id);
      this.#invitations.renewToken(work, row);
      const data = { enrollmentProfileId: id, name: settings.name };
      work.event({ type: 'automated-enrollment.address-renewed', actor, data });
    });
    return this.address(id);
  }

  /**
   * Whether a profile takes the device with this serial number: one on its list, one that is on no list where it takes any
   * or, being the default, one that is expected.
   */
  takes(id: string, serialNumber: string | undefined): Taking {
    const profile = this.find(id);
    if (profile === undefined || serialNumber === undefined || serialNumber === '') return { verdict: 'not-assigned' };
    const assigned = this.#assigned.get({ serialNumber: normalSerial(serialNumber) })?.profileId;
    if (assigned === id) return { verdict: 'yes' };
    if (assigned !== undefined) return { verdict: 'other-profile', name: this.find(assigned)?.settings.name ?? '' };
    const { takes, isDefault } = profile.settings;
    const goes = takes === 'any' || (isDefault && this.#expected().isExpected(serialNumber, id));
    return { verdict: goes ? 'yes' : 'not-assigned' };
  }

  /** Their ids by their names in lower case. */
  byName(): ReadonlyMap<string, string> {
    const rows = this.#store.all((db) => db.selectFrom('automatedProfile').select(['nameKey', 'id']));
    return new Map(rows.map(({ nameKey, id }) => [nameKey, id]));
  }

  /** Puts serial numbers on a profile's list, away from the list of any other. */
  assign(work: UnitOfWork, profileId: string, serialNumbers: readonly string[], by: string): void {
    for (const serialNumber of serialNumbers) this.#put.run({ serialNumber, profileId, at: work.now, by });
  }

  #rows(): (StoredProfile & { changed: { at: number; by: string } })[] {
    const kept = this.#store.all((db) => db.selectFrom('automatedProfile').selectAll());
    return kept.flatMap((profile) => {
      const row = this.#invitations.find(profile.id);
      const changed = { at: profile.changedAt, by: profile.changedBy };
      return row === undefined ? [] : [{ id: profile.id, settings: settingsOf(profile, row), row, changed }];
    });
  }

  #counts(): Map<string, Pick<AutomatedProfile, 'assigned' | 'arrived' | 'devices' | 'waiting'>> {
    const lists = this.#store.all((db) =>
      db
        .selectFrom('automatedDevice as a')
        .leftJoin('device as d', (j) => j.onRef('d.serialNumber', '=', 'a.serialNumber').on('d.state', '=', 'enrolled'))
        .select('a.profileId as id')
        .select((e) => e.fn.count<number>('a.serialNumber').distinct().as('assigned'))
        .select((e) => e.fn.count<number>('d.serialNumber').distinct().as('arrived'))
        .groupBy('a.profileId'),
    );
    const came = this.#store.all((db) =>
      db
        .selectFrom('enrollment')
        .select('invitationId as id')
        .select((e) => e.fn.countAll<number>().as('devices'))
        .select((e) => e.fn.sum<number>('awaitingConfiguration').as('waiting'))
        .where('invitationId', 'in', (e) => e.selectFrom('automatedProfile').select('id'))
        .where('channel', '=', 'device')
        .where('state', '=', 'enrolled')
        .groupBy('invitationId'),
    );
    const counts = new Map(
      lists.map(({ id, assigned, arrived }) => [id, { assigned, arrived, devices: 0, waiting: 0 }]),
    );
    for (const { id, devices, waiting } of came)
      if (id !== null) counts.set(id, { ...(counts.get(id) ?? { assigned: 0, arrived: 0 }), devices, waiting });
    return counts;
  }

  #blueprints(): Map<string, { id: string; name: string }[]> {
    const rows = this.#store.all((db) =>
      db
        .selectFrom('blueprintSource as s')
        .innerJoin('blueprint as b', 'b.id', 's.blueprintId')
        .select(['s.targetId', 'b.id', 'b.name'])
        .where('s.kind', '=', 'automated')
        .orderBy('b.nameKey'),
    );
    const gives = new Map<string, { id: string; name: string }[]>();
    for (const { targetId, id, name } of rows) gives.set(targetId, [...(gives.get(targetId) ?? []), { id, name }]);
    return gives;
  }

  #onlyDefault(id: string, { isDefault }: AutomatedProfileInput): void {
    if (isDefault)
      this.#store.run((db) => db.updateTable('automatedProfile').set({ isDefault: 0 }).where('id', '<>', id));
  }

  #unlessTaken(name: string, change: () => void): void {
    try {
      change();
    } catch (error) {
      if (!this.#store.isUniqueViolation(error)) throw error;
      throw new CartwrightError('conflict', `There is a profile “${name}” already. Take another name.`);
    }
  }
}

function columnsOf(settings: AutomatedProfileInput): Omit<AutomatedProfileTable, 'id' | 'changedAt' | 'changedBy'> {
  const { name, isDefault, ...rest } = settings;
  return { nameKey: name.toLowerCase(), isDefault: isDefault ? 1 : 0, settings: JSON.stringify(rest) };
}

function settingsOf(kept: AutomatedProfileTable, { name }: InvitationRow): AutomatedProfileInput {
  return automatedProfileInput.parse({ ...JSON.parse(kept.settings), name, isDefault: kept.isDefault === 1 });
}

function missing(): never {
  throw new CartwrightError('not-found', 'There is no such automated enrollment profile. Reload the list.');
}
