import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Publishing } from '../../shared/contract/policies.ts';
import type { PolicyAssignment, PolicyContent, PolicyOptions, PolicyType } from '../../shared/contract/policy.ts';
import { CartwrightError } from '../../shared/errors.ts';
import { newId } from '../../shared/ids.ts';
import { namesIn } from '../../shared/variables/index.ts';
import type { PolicyTable, Store, UnitOfWork } from '../store/index.ts';
import type { CatalogueReader } from './catalogue.ts';
import { checkContent } from './check-content.ts';
import { kindsOf } from './content-facts.ts';
import { openSecrets, putBack, type Secrets, sealSecrets, takeOut } from './kept-secrets.ts';
import { columnsOf, openOptionChecks, optionsOf, withDefaults } from './policy-options.ts';
import type { Reading } from './reading.ts';
import type { RollOuts } from './roll-outs.ts';
import type { PolicyWorker } from './worker.ts';

/** Changes policies, each in the caller's unit of work, with its events; devices are planned anew by themselves. */
export interface Writing {
  create(work: UnitOfWork, policy: NewStored, actor: string): string;
  save(work: UnitOfWork, policyId: string, version: NewStoredVersion & { basedOn: number }, actor: string): number;
  publish(work: UnitOfWork, policyId: string, version: number, publish: Publishing, actor: string): void;
  update(work: UnitOfWork, policyId: string, options: Partial<PolicyOptions>, actor: string, mayStrand: boolean): void;
  remove(
    work: UnitOfWork,
    policyId: string,
    how: { devices: 'remove' | 'leave'; mayStrand: boolean },
    actor: string,
  ): number;
  assign(work: UnitOfWork, policyId: string, assignments: readonly PolicyAssignment[], actor: string): void;
  rank(work: UnitOfWork, policyIds: readonly string[], actor: string): void;
  /** Secrets of every version of a policy. */
  secretsOf(policyId: string): Secrets;
}

/** A version to be stored: with marks for secrets that are kept, or a file that others signed. */
export interface NewStoredVersion {
  readonly content: PolicyContent;
  readonly note: string;
  readonly original?: Uint8Array | undefined;
  /** Secrets the marks may name, besides those of the policy itself. */
  readonly secrets?: Secrets | undefined;
}

export interface NewStored extends NewStoredVersion {
  readonly type: PolicyType;
  readonly options: Partial<PolicyOptions> & { name: string };
}

const MOST_POLICIES = 1000;
export function openWriting(options: {
  store: Store;
  reading: Reading;
  catalogue: CatalogueReader;
  worker: PolicyWorker;
  rollOuts: RollOuts;
}): Writing {
  const { store, reading, catalogue, worker, rollOuts } = options;

  const checked = openOptionChecks(store, reading);

  const changed = (policyId: string): void => {
    catalogue.invalidate();
    worker.sweep(policyId);
  };

  const unlessTaken = (what: string, change: () => void): void => {
    try {
      change();
    } catch (error) {
      if (!store.isUniqueViolation(error)) throw error;
      throw new CartwrightError('conflict', what);
    }
  };

  const secretsOf: Writing['secretsOf'] = (policyId) => {
    const rows = store.all((db) =>
      db.selectFrom('policyVersion').select('secretId').where('policyId', '=', policyId).orderBy('number'),
    );
    return new Map(
      rows.flatMap(({ secretId }) =>
        secretId === null ? [] : [...openSecrets(store.vault.get(secretId, 'policy-secret').toString('utf8'))],
      ),
    );
  };

  const insertVersion = (
    work: UnitOfWork,
    policy: Pick<PolicyTable, 'id' | 'type' | 'identifier'>,
    number: number,
    { content: given, note, original, secrets: more }: NewStoredVersion,
    actor: string,
  ): void => {
    const kept = new Map([...(more ?? []), ...secretsOf(policy.id)]);
    const content = putBack(given, kept);
    checkContent(policy.type, content, original !== undefined);
    const identifier = policy.type === 'profile' ? content.PayloadIdentifier : null;
    if (policy.identifier !== null && identifier !== policy.identifier)
      throw new CartwrightError(
        'conflict',
        `The identifier of a policy stays “${policy.identifier}”: devices know its profile by that. Make a new policy instead.`,
      );
    const { shown, secrets } = takeOut(policy.type, content, kept);
    store.run((db) =>
      db.insertInto('policyVersion').values({
        policyId: policy.id,
        number,
        uuid: randomUUID(),
        at: work.now,
        by: actor,
        note,
        content: JSON.stringify(shown),
        secretId: secrets.size === 0 ? null : store.vault.put('policy-secret', sealSecrets(secrets)),
        originalSecretId: original === undefined ? null : store.vault.put('policy-original', original),
        payloadTypes: JSON.stringify(kindsOf(policy.type, content)),
        variables: JSON.stringify(original === undefined ? namesIn(content) : []),
      }),
    );
  };

  /** Whether its profile may go from devices that may reach us by nothing else. */
  const allowStranding = (policyId: string, mayStrand: boolean): void => {
    const flag = sql`json(${mayStrand ? 'true' : 'false'})`;
    store.run((db) =>
      db
        .updateTable('policyState')
        .set({ known: sql<string>`json_set("known", '$.mayStrand', ${flag})` })
        .where('policyId', '=', policyId)
        .where('known', 'is not', null),
    );
  };

  const tell = (work: UnitOfWork, type: string, { id, name }: { id: string; name: string }, actor: string, data = {}) =>
    work.event({ type, actor, data: { policyId: id, name, ...data } });

  return {
    secretsOf,

    create(work, { type, options: given, ...version }, actor) {
      const count = store.get((db) => db.selectFrom('policy').select((e) => e.fn.countAll<number>().as('n')))?.n ?? 0;
      if (count >= MOST_POLICIES)
        throw new CartwrightError('too-many', `There are ${MOST_POLICIES} policies, the most there can be.`);
      const id = newId(work.now);
      const wanted = checked(id, withDefaults(given));
      const identifier = type === 'profile' ? version.content.PayloadIdentifier : null;
      if (type === 'profile' && (typeof identifier !== 'string' || identifier === ''))
        throw new CartwrightError('bad-request', 'A profile needs an identifier in PayloadIdentifier.');
      const last = store.get((db) => db.selectFrom('policy').select((e) => e.fn.max('rank').as('rank')))?.rank ?? 0;
      if (identifier !== null && taken(identifier as string))
        throw new CartwrightError('conflict', `Another policy has the identifier “${String(identifier)}” already.`);
      unlessTaken(`There is a policy “${wanted.name}” already. Take another name.`, () =>
        store.run((db) =>
          db.insertInto('policy').values({
            id,
            type,
            ...columnsOf(wanted),
            identifier: identifier as string | null,
            newestVersion: 1,
            version: null,
            rank: last + 1,
            createdAt: work.now,
            createdBy: actor,
            changedAt: work.now,
            changedBy: actor,
          }),
        ),
      );
      insertVersion(work, { id, type, identifier: identifier as string | null }, 1, version, actor);
      tell(work, 'policy.created', { id, name: wanted.name }, actor, { policyType: type });
      catalogue.invalidate();
      return id;
    },

    save(work, policyId, { basedOn, ...version }, actor) {
      const policy = reading.row(policyId);
      if (policy.newestVersion !== basedOn)
        throw new CartwrightError(
          'conflict',
          `Somebody saved version ${policy.newestVersion} meanwhile, and this was begun with version ${basedOn}. Look at what changed, then save again.`,
          { data: { newestVersion: policy.newestVersion } },
        );
      const number = basedOn + 1;
      insertVersion(work, policy, number, version, actor);
      store.run((db) =>
        db
          .updateTable('policy')
          .set({ newestVersion: number, changedAt: work.now, changedBy: actor })
          .where('id', '=', policyId),
      );
      tell(work, 'policy.saved', policy, actor, {
        version: number,
        ...(version.note === '' ? {} : { note: version.note }),
      });
      catalogue.invalidate();
      return number;
    },

    publish(work, policyId, version, publish, actor) {
      if (publish.how === 'not-yet') return;
      const policy = reading.row(policyId);
      reading.versionRow(policyId, version);
      // Most devices of a roll-out that is not over have what was before it, and it may have stopped for good reason.
      const before = rollOuts.end(work, policyId) ?? policy.version;
      store.run((db) =>
        db.updateTable('policy').set({ version, changedAt: work.now, changedBy: actor }).where('id', '=', policyId),
      );
      if (publish.how === 'roll-out') {
        const { stages } = publish.plan;
        if (stages.at(-1) !== 100 || stages.some((stage, at) => at > 0 && stage <= (stages[at - 1] ?? 0)))
          throw new CartwrightError('bad-request', 'The stages of a roll-out grow, and the last is 100 percent.');
        if (before === version) throw new CartwrightError('conflict', 'Devices are to have this version already.');
        rollOuts.begin(work, policy, { version, before }, publish.plan, actor);
      } else tell(work, 'policy.published', policy, actor, { version });
      changed(policyId);
    },

    update(work, policyId, given, actor, mayStrand) {
      const policy = reading.row(policyId);
      const before = optionsOf(policy);
      const wanted = checked(policyId, { ...before, ...given });
      const differs = (Object.keys(given) as (keyof PolicyOptions)[]).filter(
        (key) => JSON.stringify(before[key]) !== JSON.stringify(wanted[key]),
      );
      if (differs.length === 0) return;
      unlessTaken(`There is a policy “${wanted.name}” already. Take another name.`, () =>
        store.run((db) =>
          db
            .updateTable('policy')
            .set({ ...columnsOf(wanted), changedAt: work.now, changedBy: actor })
            .where('id', '=', policyId),
        ),
      );
      if (wanted.active !== before.active)
        tell(
          work,
          wanted.active ? 'policy.activated' : 'policy.deactivated',
          { id: policyId, name: wanted.name },
          actor,
        );
      if (differs.includes('active') || differs.includes('accepted'))
        allowStranding(policyId, wanted.accepted.includes('losing-connection') || (mayStrand && !wanted.active));
      if (differs.some((key) => key !== 'active'))
        tell(work, 'policy.changed', { id: policyId, name: wanted.name }, actor, { changed: differs });
      changed(policyId);
    },

    remove(work, policyId, { devices, mayStrand }, actor) {
      const policy = reading.row(policyId);
      if (policy.fallback === 1)
        throw new CartwrightError(
          'conflict',
          `“${policy.name}” holds where no other policy says otherwise. Say under Options that it does not any more, then delete it.`,
        );
      const needing = store
        .all((db) => db.selectFrom('policy').select(['name', 'needs']))
        .filter(({ needs }) => (JSON.parse(needs) as PolicyOptions['needs']).policyIds.includes(policyId));
      if (needing.length > 0)
        throw new CartwrightError(
          'conflict',
          `“${policy.name}” is needed by ${needing.map(({ name }) => `“${name}”`).join(', ')}. Change that first.`,
        );
      const rows = store.all((db) => db.selectFrom('policyState').selectAll().where('policyId', '=', policyId));
      const having = rows.filter(({ known }) => known !== null);
      // Swept while it is still known who has it.
      worker.lookAgain([...new Set(rows.map(({ deviceId }) => deviceId))]);
      if (devices === 'leave') {
        store.run((db) => db.deleteFrom('policyState').where('policyId', '=', policyId));
        if (policy.identifier !== null) {
          const { identifier } = policy;
          store.run((db) => db.deleteFrom('policyLeft').where('identifier', '=', identifier));
        }
        for (const { enrollmentId, key } of having)
          store.run((db) =>
            db.deleteFrom('policyCommand').where('enrollmentId', '=', enrollmentId).where('key', '=', key),
          );
      } else if (mayStrand) allowStranding(policyId, true);
      for (const { secretId, originalSecretId } of store.all((db) =>
        db.selectFrom('policyVersion').select(['secretId', 'originalSecretId']).where('policyId', '=', policyId),
      )) {
        store.vault.remove(secretId);
        store.vault.remove(originalSecretId);
      }
      store.run((db) => db.deleteFrom('policySweep').where('policyId', '=', policyId));
      store.run((db) => db.deleteFrom('policy').where('id', '=', policyId));
      catalogue.invalidate();
      const count = new Set(having.map(({ deviceId }) => deviceId)).size;
      tell(work, 'policy.deleted', policy, actor, { devices: count, how: devices });
      return count;
    },

    assign(work, policyId, assignments, actor) {
      const policy = reading.row(policyId);
      for (const { target } of assignments) {
        const known =
          target.kind === 'group'
            ? store.get((db) => db.selectFrom('deviceGroup').select('id').where('id', '=', target.id))
            : store.get((db) => db.selectFrom('device').select('id').where('id', '=', target.id));
        if (known === undefined)
          throw new CartwrightError(
            'bad-request',
            target.kind === 'group' ? 'There is no such group.' : 'There is no such device.',
          );
      }
      // Those that had it, too.
      const before = store.all((db) => db.selectFrom('policyAssignment').selectAll().where('policyId', '=', policyId));
      const next = new Map(assignments.map((each) => [`${each.target.kind}:${each.target.id}`, each]));
      const same =
        before.length === next.size &&
        before.every(({ kind, targetId, mode }) => next.get(`${kind}:${targetId}`)?.mode === mode);
      if (same) return;
      store.run((db) => db.deleteFrom('policyAssignment').where('policyId', '=', policyId));
      const pinned = new Map(
        before.map(({ kind, targetId, mode, version }) => [`${kind}:${targetId}:${mode}`, version]),
      );
      for (const { target, mode } of next.values()) {
        const version = pinned.get(`${target.kind}:${target.id}:${mode}`) ?? null;
        store.run((db) =>
          db.insertInto('policyAssignment').values({ policyId, kind: target.kind, targetId: target.id, mode, version }),
        );
      }
      store.run((db) =>
        db.updateTable('policy').set({ changedAt: work.now, changedBy: actor }).where('id', '=', policyId),
      );
      const count = (kind: string, mode: string) =>
        [...next.values()].filter((each) => each.target.kind === kind && each.mode === mode).length;
      tell(work, 'policy.assigned', policy, actor, {
        groups: count('group', 'include'),
        devices: count('device', 'include'),
        excludedGroups: count('group', 'exclude'),
        excludedDevices: count('device', 'exclude'),
      });
      changed(policyId);
    },

    rank(work, policyIds, actor) {
      const named = policyIds.map((id) => reading.row(id));
      if (new Set(policyIds).size !== policyIds.length)
        throw new CartwrightError('bad-request', 'A policy is named twice.');
      const ranks = named.map(({ rank }) => rank).sort((a, b) => a - b);
      let moved = false;
      for (const [index, policy] of named.entries()) {
        const rank = ranks[index] ?? policy.rank;
        if (rank === policy.rank) continue;
        moved = true;
        store.run((db) => db.updateTable('policy').set({ rank }).where('id', '=', policy.id));
        changed(policy.id);
      }
      if (moved)
        work.event({ type: 'policy.ranked', actor, data: { names: named.map(({ name }) => name).slice(0, 20) } });
    },
  };

  function taken(identifier: string): boolean {
    return store.get((db) => db.selectFrom('policy').select('id').where('identifier', '=', identifier)) !== undefined;
  }
}
