import type { FieldValue } from '../../shared/contract/devices.ts';
import type {
  DirectoryCounts,
  DirectoryPreview,
  DirectoryProblem,
  DirectorySettings,
} from '../../shared/contract/directories.ts';
import type { NewPerson, Person } from '../../shared/contract/directory.ts';
import type { FoundPerson } from './entry-people.ts';

/*
 * What reading a directory changes: who is new, who changed, who is gone. Pure.
 */

/** Somebody we know, with what tells who it is. */
export interface KnownPerson {
  readonly person: Person;
  /** The entry of this directory; undefined for people of other origins. */
  readonly entryId: string | undefined;
  /** Why this person must not be deleted. */
  readonly needed: 'device' | 'expected' | 'identity' | undefined;
}

export interface Change {
  readonly field: string;
  readonly before: FieldValue;
  readonly after: FieldValue;
}

/** One person to be written: null is new. Without changes, only who they are in the directory is. */
export interface Write {
  readonly personId: string | null;
  readonly found: FoundPerson;
  readonly person: NewPerson;
  readonly joined: boolean;
  readonly changes: readonly Change[];
}

export interface Gone {
  readonly person: Person;
  readonly kept: 'setting' | 'device' | 'expected' | 'identity' | null;
}

export interface DirectoryPlan {
  readonly counts: DirectoryCounts;
  /** How many people of this directory there were. */
  readonly before: number;
  readonly refused: DirectoryPreview['refused'];
  readonly writes: readonly Write[];
  /** People who give an address to somebody else by this reading: theirs is taken from them first. */
  readonly freed: readonly string[];
  readonly gone: readonly Gone[];
  readonly problems: readonly DirectoryProblem[];
}

/** Above this part of its people that are gone at once, a directory is not believed. */
const MOST_GONE = 0.5;

export function planDirectory(
  found: readonly FoundPerson[],
  known: readonly KnownPerson[],
  settings: Pick<DirectorySettings, 'gone'>,
  before: readonly DirectoryProblem[] = [],
): DirectoryPlan {
  const problems = [...before];
  const byEntry = new Map(known.flatMap((one) => (one.entryId === undefined ? [] : [[one.entryId, one] as const])));
  const byEmail = new Map(
    known.flatMap((one) => (one.person.email === null ? [] : [[one.person.email.toLowerCase(), one] as const])),
  );
  const there = new Set(found.map(({ entryId }) => entryId));
  const taken = new Set<string>();
  const freed = new Set<string>();
  const addressOf = new Map(found.map(({ entryId, email }) => [entryId, email?.toLowerCase()]));
  const writes: Write[] = [];
  let unchanged = 0;

  for (const one of found) {
    const mine = byEntry.get(one.entryId);
    const namesake = one.email === undefined || one.email === '' ? undefined : byEmail.get(one.email.toLowerCase());
    // Whoever has the address is this person, unless another directory or another entry of this one says who they are.
    const joins =
      mine === undefined &&
      namesake !== undefined &&
      !taken.has(namesake.person.id) &&
      (namesake.person.source === null || (namesake.entryId !== undefined && !there.has(namesake.entryId)));
    const person = mine ?? (joins ? namesake : undefined);
    let email = one.email;
    if (namesake !== undefined && namesake !== person) {
      const next = addressOf.get(namesake.entryId ?? '');
      const moves = next !== undefined && next !== one.email?.toLowerCase();
      if (moves) freed.add(namesake.person.id);
      else email = undefined;
      if (!moves)
        problems.push({
          person: one.name,
          text: one.email ?? '',
          reason:
            namesake.person.source === null
              ? 'Somebody who is kept by hand has this address.'
              : `Somebody from the directory “${namesake.person.source.directory}” has this address.`,
        });
    }
    if (person !== undefined) taken.add(person.person.id);
    const wanted: NewPerson = {
      name: one.name,
      email: email ?? person?.person.email ?? '',
      team: one.team ?? person?.person.team ?? '',
      note: person?.person.note ?? '',
      values: { ...one.values },
    };
    const changes = person === undefined ? [] : changesOf(person.person, wanted);
    const bound = mine !== undefined && mine.person.source?.goneAt === null && mine.person.source.dn === one.dn;
    if (person !== undefined && changes.length === 0 && bound) {
      unchanged++;
      continue;
    }
    writes.push({ personId: person?.person.id ?? null, found: one, person: wanted, joined: joins, changes });
  }

  const mine = known.filter(({ entryId, person }) => entryId !== undefined && person.source?.goneAt === null);
  const gone = mine
    .filter(({ entryId, person }) => !there.has(entryId ?? '') && !taken.has(person.id))
    .map(({ person, needed }): Gone => ({ person, kept: settings.gone === 'keep' ? 'setting' : (needed ?? null) }));
  const created = writes.filter(({ personId }) => personId === null).length;
  return {
    ...{ writes, gone, problems, freed: [...freed], before: mine.length },
    refused: found.length === 0 ? 'nobody' : gone.length > mine.length * MOST_GONE ? 'too-few' : null,
    counts: {
      found: found.length,
      ...{ created, joined: writes.filter(({ joined }) => joined).length, changed: writes.length - created, unchanged },
      kept: gone.filter(({ kept }) => kept !== null).length,
      removed: gone.filter(({ kept }) => kept === null).length,
      problems: problems.length,
    },
  };
}

function changesOf(before: Person, { name, email, team, values }: NewPerson): Change[] {
  const pairs: [string, FieldValue, FieldValue][] = [
    ['name', before.name, name],
    ['email', before.email ?? '', email ?? ''],
    ['team', before.team, team],
    ...Object.entries(values).map(([id, value]): [string, FieldValue, FieldValue] => [
      id,
      before.values[id] ?? null,
      value,
    ]),
  ];
  return pairs.filter(([, was, is]) => was !== is).map(([field, was, is]) => ({ field, before: was, after: is }));
}

const SHOWN = 100;

/** A plan as the contract tells of it. */
export function previewOf({ counts, before, refused, writes, gone, problems }: DirectoryPlan): DirectoryPreview {
  return {
    ...{ ...counts, before, refused },
    people: {
      created: writes
        .filter(({ personId }) => personId === null)
        .slice(0, SHOWN)
        .map(({ person: { name, email, team } }) => ({ name, email: email ?? '', team })),
      changed: writes
        .filter(({ personId }) => personId !== null)
        .slice(0, SHOWN)
        .map(({ person, joined, changes }) => ({ name: person.name, joined, changes: [...changes] })),
      gone: gone.slice(0, SHOWN).map(({ person, kept }) => ({ name: person.name, email: person.email ?? '', kept })),
    },
    firstProblems: problems.slice(0, SHOWN),
  };
}
