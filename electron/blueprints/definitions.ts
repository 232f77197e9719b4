import {
  type BlueprintContent,
  type BlueprintPolicy,
  blueprintContent,
  differingParts,
} from '../../shared/contract/blueprint-content.ts';
import type { Blueprint, BlueprintInput, BlueprintSource, BlueprintSummary } from '../../shared/contract/blueprints.ts';
import { CartwrightError } from '../../shared/errors.ts';
import { newId } from '../../shared/ids.ts';
import type { BlueprintTable, Store, UnitOfWork } from '../store/index.ts';
import type { TravellingPolicy } from './transfer.ts';

const MOST_BLUEPRINTS = 500;

/** What is saved of a blueprint; `basedOn` is its newest version when editing began. */
export interface SavedBlueprint {
  readonly input: BlueprintInput;
  readonly note: string;
  readonly basedOn: number;
}

/** Blueprints and their versions in the store. */
export class Definitions {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  list(): BlueprintSummary[] {
    return this.#store
      .all((db) =>
        db
          .selectFrom('blueprint as b')
          .leftJoin('blueprintLink as l', 'l.blueprintId', 'b.id')
          .selectAll('b')
          .select((e) => e.fn.count<number>('l.deviceId').as('devices'))
          .select((e) =>
            e.fn
              .sum<number | null>(e.case().when('l.version', '<', e.ref('b.version')).then(1).else(0).end())
              .as('behind'),
          )
          .groupBy('b.id')
          .orderBy('b.nameKey'),
      )
      .map(({ nameKey: _key, ...row }) => ({
        ...row,
        colour: row.colour as BlueprintSummary['colour'],
        icon: row.icon as BlueprintSummary['icon'],
        behind: row.behind ?? 0,
      }));
  }

  /** @throws CartwrightError `not-found` */
  get(id: string, version?: number): Blueprint {
    const summary = this.list().find((each) => each.id === id) ?? missing();
    const versions = this.#store.all((db) =>
      db
        .selectFrom('blueprintVersion')
        .select(['number', 'at', 'by', 'note'])
        .where('blueprintId', '=', id)
        .orderBy('number', 'desc'),
    );
    return { ...summary, content: this.content(id, version ?? summary.version), versions, sources: this.sources(id) };
  }

  /** @throws CartwrightError `not-found` */
  row(id: string): BlueprintTable {
    return this.#store.get((db) => db.selectFrom('blueprint').selectAll().where('id', '=', id)) ?? missing();
  }

  /** @throws CartwrightError `not-found` */
  content(id: string, version: number): BlueprintContent {
    const row = this.#store.get((db) =>
      db.selectFrom('blueprintVersion').select('content').where('blueprintId', '=', id).where('number', '=', version),
    );
    if (row === undefined) throw new CartwrightError('not-found', 'There is no such version of this blueprint.');
    return blueprintContent.parse(JSON.parse(row.content));
  }

  /** @throws CartwrightError `conflict` for a name that is taken, `too-many` */
  insert(work: UnitOfWork, input: BlueprintInput, actor: string, note = ''): string {
    if (this.list().length >= MOST_BLUEPRINTS)
      throw new CartwrightError('too-many', `There are ${MOST_BLUEPRINTS} blueprints, the most there can be.`);
    const id = newId(work.now);
    this.#unlessTaken(input.name, () =>
      this.#store.run((db) =>
        db.insertInto('blueprint').values({
          id,
          ...lookOf(input),
          version: 1,
          createdAt: work.now,
          createdBy: actor,
          changedAt: work.now,
          changedBy: actor,
        }),
      ),
    );
    this.#addVersion(work, id, 1, input.content, note, actor);
    work.event({ type: 'blueprint.created', actor, data: { blueprintId: id, name: input.name } });
    return id;
  }

  /** Returns the version there is now, and whether it is a new one. @throws CartwrightError as {@link insert}, `conflict` */
  save(
    work: UnitOfWork,
    id: string,
    { input, note, basedOn }: SavedBlueprint,
    actor: string,
  ): { version: number; isNew: boolean } {
    const before = this.row(id);
    if (basedOn !== before.version)
      throw new CartwrightError(
        'conflict',
        `${before.changedBy} saved version ${before.version} meanwhile. Reload, and make your changes there.`,
      );
    const isNew = differingParts(this.content(id, before.version), input.content).length > 0;
    const version = before.version + (isNew ? 1 : 0);
    this.#unlessTaken(input.name, () =>
      this.#store.run((db) =>
        db
          .updateTable('blueprint')
          .set({ ...lookOf(input), version, changedAt: work.now, changedBy: actor })
          .where('id', '=', id),
      ),
    );
    if (isNew) this.#addVersion(work, id, version, input.content, note, actor);
    work.event({ type: 'blueprint.changed', actor, data: { blueprintId: id, name: input.name, version } });
    return { version, isNew };
  }

  /** @throws CartwrightError `conflict` while devices are linked to it */
  remove(work: UnitOfWork, id: string, actor: string): boolean {
    const { name } = this.row(id);
    const linked = this.#store.get((db) =>
      db
        .selectFrom('blueprintLink')
        .select((e) => e.fn.countAll<number>().as('count'))
        .where('blueprintId', '=', id),
    );
    if ((linked?.count ?? 0) > 0)
      throw new CartwrightError('conflict', `Devices are linked to “${name}”. Let them go first.`);
    const removed = this.#store.run((db) => db.deleteFrom('blueprint').where('id', '=', id)) > 0;
    work.event({ type: 'blueprint.removed', actor, data: { blueprintId: id, name } });
    return removed;
  }

  sources(id: string): BlueprintSource[] {
    return this.#store.all((db) =>
      db
        .selectFrom('blueprintSource as s')
        .leftJoin('deviceGroup as g', (j) => j.onRef('g.id', '=', 's.targetId').on('s.kind', '=', 'group'))
        .leftJoin('invitation as i', (j) =>
          j.onRef('i.id', '=', 's.targetId').on('s.kind', 'in', ['invitation', 'automated']),
        )
        .select(['s.kind', 's.targetId as id'])
        .select((e) => e.fn.coalesce('g.name', 'i.name').as('name'))
        .where('s.blueprintId', '=', id)
        .orderBy('s.kind')
        .orderBy('s.targetId'),
    );
  }

  setSources(work: UnitOfWork, id: string, sources: readonly Omit<BlueprintSource, 'name'>[], actor: string): void {
    const { name } = this.row(id);
    this.#store.run((db) => db.deleteFrom('blueprintSource').where('blueprintId', '=', id));
    const rows = new Map(sources.map((source) => [`${source.kind} ${source.id}`, source]));
    for (const { kind, id: targetId } of rows.values())
      this.#store.run((db) => db.insertInto('blueprintSource').values({ blueprintId: id, kind, targetId }));
    work.event({ type: 'blueprint.sources-changed', actor, data: { blueprintId: id, name, count: rows.size } });
  }

  /** @throws CartwrightError `not-found` for an automated enrollment profile that there is not */
  checkAutomated(id: string): void {
    const found = this.#store.get((db) => db.selectFrom('automatedProfile').select('id').where('id', '=', id));
    if (found === undefined)
      throw new CartwrightError('not-found', 'There is no such automated enrollment profile. Reload the list.');
  }

  /** Names of the blueprints whose newest version, or whose look, uses a picture. */
  usersOf(pictureId: string): string[] {
    return this.list()
      .filter(({ id, version, pictureId: own }) => {
        const { wallpaper } = this.content(id, version);
        return own === pictureId || wallpaper.lock === pictureId || wallpaper.home === pictureId;
      })
      .map(({ name }) => `“${name}”`);
  }

  /** Names of the blueprints whose newest version has a policy. */
  withPolicy(policyId: string): string[] {
    return this.list()
      .filter(({ id, version }) => this.content(id, version).policies.some((each) => each.policyId === policyId))
      .map(({ name }) => `“${name}”`);
  }

  policyName(id: string): string | undefined {
    return this.#store.get((db) => db.selectFrom('policy').select('name').where('id', '=', id))?.name;
  }

  /** The policies of a content by what they are called, for elsewhere. */
  travelling({ policies }: BlueprintContent): TravellingPolicy[] {
    return policies.flatMap(({ policyId, version }) => {
      const row = this.#store.get((db) =>
        db.selectFrom('policy').select(['name', 'identifier']).where('id', '=', policyId),
      );
      return row === undefined ? [] : [{ ...row, version }];
    });
  }

  /** The policies that are meant here, by identifier or name; a version that there is not is the published one. */
  arriving(named: readonly TravellingPolicy[]): { here: BlueprintPolicy[]; missing: string[] } {
    const here = new Map<string, BlueprintPolicy>();
    const missing: string[] = [];
    for (const { name, identifier, version } of named) {
      const row = this.#store.get((db) =>
        db
          .selectFrom('policy as p')
          .leftJoin('policyVersion as v', (j) => j.onRef('v.policyId', '=', 'p.id').on('v.number', '=', version ?? -1))
          .select(['p.id', 'v.number'])
          .where((e) =>
            identifier === null ? e('p.nameKey', '=', name.toLowerCase()) : e('p.identifier', '=', identifier),
          ),
      );
      if (row === undefined) missing.push(name);
      else here.set(row.id, { policyId: row.id, version: row.number });
    }
    return { here: [...here.values()], missing };
  }

  /** @throws CartwrightError `bad-request` for a policy or version of one that there is not */
  #checkPolicies({ policies }: BlueprintContent): void {
    for (const { policyId, version } of policies) {
      const found = this.#store.get((db) =>
        db
          .selectFrom('policy as p')
          .leftJoin('policyVersion as v', (j) => j.onRef('v.policyId', '=', 'p.id').on('v.number', '=', version ?? -1))
          .select(['p.name', 'v.number'])
          .where('p.id', '=', policyId),
      );
      if (found === undefined)
        throw new CartwrightError('bad-request', 'A policy of this blueprint is gone. Take it out.');
      if (version !== null && found.number === null)
        throw new CartwrightError('bad-request', `“${found.name}” has no version ${version}. Choose another one.`);
    }
  }

  #addVersion(work: UnitOfWork, id: string, number: number, content: BlueprintContent, note: string, by: string): void {
    this.#checkPolicies(content);
    const row = { blueprintId: id, number, content: JSON.stringify(content), note, at: work.now, by };
    this.#store.run((db) => db.insertInto('blueprintVersion').values(row));
  }

  #unlessTaken(name: string, change: () => void): void {
    try {
      change();
    } catch (error) {
      if (!this.#store.isUniqueViolation(error)) throw error;
      throw new CartwrightError('conflict', `There is a blueprint “${name}” already. Take another name.`);
    }
  }
}

function lookOf({ name, description, colour, icon, pictureId }: BlueprintInput) {
  return { name, nameKey: name.toLowerCase(), description, colour, icon, pictureId };
}

function missing(): never {
  throw new CartwrightError('not-found', 'There is no such blueprint. Reload the list.');
}
