import type { DirectoryProblem } from '../../shared/contract/directories.ts';
import { CartwrightError } from '../../shared/errors.ts';
import type { Store, UnitOfWork } from '../store/index.ts';
import type { DirectoryPlan, KnownPerson, Write } from './directory-plan.ts';
import type { PersonRows } from './person-rows.ts';
import type { PersonWriting } from './person-writing.ts';

/** Everybody there is, with which entry of a directory each is, and why some must not be deleted. */
export function knownPeople(store: Store, rows: PersonRows, serverId: string): KnownPerson[] {
  const entries = new Map(
    store
      .all((db) => db.selectFrom('personSource').select(['personId', 'entryId']).where('serverId', '=', serverId))
      .map(({ personId, entryId }) => [personId, entryId]),
  );
  const keysOf = (rowsFound: readonly { key: string | null }[]): Set<string> =>
    new Set(rowsFound.flatMap(({ key }) => (key === null || key === '' ? [] : [key.trim().toLowerCase()])));
  const expected = keysOf(store.all((db) => db.selectFrom('expectedDevice').select('person as key')));
  const identities = keysOf(store.all((db) => db.selectFrom('personalIdentity').select('personKey as key')));
  return rows.all({}).map((person) => {
    const names = [person.name.toLowerCase(), person.email?.toLowerCase() ?? ''];
    const needed =
      person.devices > 0
        ? 'device'
        : names.some((name) => expected.has(name))
          ? 'expected'
          : names.some((name) => identities.has(name))
            ? 'identity'
            : undefined;
    return { person, entryId: entries.get(person.id), needed };
  });
}

/**
 * Writes what a plan says, a slice of time after the other. Returns what could not be written: somebody changed it
 * meanwhile.
 *
 * @param told hears after each unit how many people are written
 * @throws CartwrightError `too-many`
 */
export async function applyPlan(
  parts: { readonly store: Store; readonly writing: PersonWriting },
  server: { readonly id: string; readonly actor: string },
  plan: DirectoryPlan,
  told: (count: number) => void,
): Promise<DirectoryProblem[]> {
  const { store, writing } = parts;
  const { id: serverId, actor } = server;
  const problems: DirectoryProblem[] = [];
  writing.unlessTooMany(plan.counts.created);
  let count = 0;

  const write = (work: UnitOfWork, { personId, person, found, changes }: Write): void => {
    let id = personId;
    if (id === null) id = writing.insert(work, person, actor);
    else if (changes.length > 0) writing.change(work, id, person, actor);
    const source = { serverId, entryId: found.entryId, dn: found.dn, goneAt: null };
    store.run((db) =>
      db.deleteFrom('personSource').where('serverId', '=', serverId).where('entryId', '=', found.entryId),
    );
    store.run((db) =>
      db
        .insertInto('personSource')
        .values({ personId: id, ...source })
        .onConflict((c) => c.column('personId').doUpdateSet(source)),
    );
  };

  await store.writeEach([...plan.freed], (_, id) => {
    store.run((db) => db.updateTable('person').set({ email: null, emailKey: null }).where('id', '=', id));
  });
  await store.writeEach([...plan.writes], (work, one) => {
    try {
      write(work, one);
    } catch (error) {
      if (!(error instanceof CartwrightError)) throw error;
      problems.push({ person: one.person.name, text: one.person.email ?? '', reason: error.message });
    }
    told(++count);
  });
  await store.writeEach([...plan.gone], (work, { person, kept }) => {
    const loan = store.get((db) =>
      db.selectFrom('loan').select('id').where('personId', '=', person.id).where('inAt', 'is', null).limit(1),
    );
    if (kept === null && loan === undefined) store.run((db) => db.deleteFrom('person').where('id', '=', person.id));
    else store.run((db) => db.updateTable('personSource').set({ goneAt: work.now }).where('personId', '=', person.id));
  });
  return problems;
}
