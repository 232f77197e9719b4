import type { FieldValue } from '../../shared/contract/devices.ts';
import { type DirectoryProblem, type DirectorySettings, MOST_MAPPED } from '../../shared/contract/directories.ts';
import { newPerson, type PersonAttribute } from '../../shared/contract/directory.ts';
import type { LdapEntry } from '../ldap/index.ts';
import { readCell } from '../views/index.ts';

/*
 * People as a directory's entries tell of them. Pure.
 */

/** One person of a directory. What is undefined is not the directory's business, or could not be taken. */
export interface FoundPerson {
  /** What the directory knows the entry by for good. */
  readonly entryId: string;
  readonly dn: string;
  readonly name: string;
  readonly email: string | undefined;
  readonly team: string | undefined;
  /** By the ids of attributes; null where the directory has nothing. */
  readonly values: Readonly<Record<string, FieldValue>>;
}

/** An entry, and the names of the chosen groups it is in, in their order. */
export interface FoundEntry {
  readonly entry: LdapEntry;
  readonly groups: readonly string[];
}

type Mapping = DirectorySettings['mapping'];

/** Ids that stay when an entry is renamed or moved: RFC 4530, Active Directory, 389, FreeIPA. */
const ENTRY_IDS = ['entryUUID', 'nsUniqueId', 'ipaUniqueID'] as const;
const OBJECT_GUID = 'objectGUID';
/** Where a name is when the attribute that was chosen is empty. */
const OTHER_NAMES = ['displayName', 'cn'] as const;
/** 1601-01-01 as Active Directory counts, in ms; and what it writes for “never”. */
const FILE_TIME_START = -11_644_473_600_000;
const NEVER = new Set(['0', '9223372036854775807']);

/** What a directory is asked for. */
export function wantedAttributes({ name, email, team, attributes }: Mapping): string[] {
  const all = [...ENTRY_IDS, OBJECT_GUID, ...OTHER_NAMES, name, email, team, ...attributes.map((one) => one.attribute)];
  return [...new Set(all.filter((one) => one !== ''))];
}

/** What comes from the directory, and is not changed by hand: `name`, `email`, `team`, ids of attributes. */
export function mappedFields({ email, team, teamFrom, attributes }: Mapping): string[] {
  return [
    'name',
    ...(email === '' ? [] : ['email']),
    ...(team === '' && teamFrom === 'attribute' ? [] : ['team']),
    ...attributes.map(({ attributeId }) => attributeId),
  ];
}

/** Takes what entries say; what does not fit is named, and what was there stays. */
export function peopleOf(
  entries: readonly FoundEntry[],
  mapping: Mapping,
  attributes: readonly PersonAttribute[],
): { people: FoundPerson[]; problems: DirectoryProblem[] } {
  const problems: DirectoryProblem[] = [];
  const byId = new Map(attributes.map((one) => [one.id, one]));
  const mapped = mapping.attributes.slice(0, MOST_MAPPED).flatMap(({ attribute, attributeId }) => {
    const shape = byId.get(attributeId);
    return shape === undefined ? [] : [{ attribute, shape }];
  });
  const addresses = new Set<string>();
  const seen = new Set<string>();
  const people: FoundPerson[] = [];

  for (const { entry, groups } of entries) {
    const called = text(entry, [mapping.name, ...OTHER_NAMES]);
    const problem = (what: string, reason: string): void => {
      problems.push({ person: called === '' ? entry.dn : called, text: what.slice(0, 200), reason });
    };
    const entryId = entryIdOf(entry);
    if (entryId === undefined) {
      problem(
        entry.dn,
        'The directory gives out no id that stays (entryUUID, objectGUID). Allow this account to read it.',
      );
      continue;
    }
    if (seen.has(entryId)) continue;
    seen.add(entryId);
    const name = newPerson.shape.name.safeParse(called);
    if (!name.success) {
      problem(called === '' ? entry.dn : called, called === '' ? 'A name is needed.' : 'At most 200 letters.');
      continue;
    }
    const values: Record<string, FieldValue> = {};
    for (const { attribute, shape } of mapped) {
      const all = entry.texts(attribute).map((one) => one.trim());
      const said = (shape.type === 'text' ? all.join(', ') : (all[0] ?? '')).trim();
      const cell = shape.type === 'date' ? dateCell(said) : said;
      if (cell === '') {
        values[shape.id] = null;
        continue;
      }
      const read = readCell(shape, cell);
      if ('reason' in read) problem(`${attribute}: ${said}`, read.reason);
      else values[shape.id] = read.value;
    }
    people.push({
      ...{ entryId, dn: entry.dn, name: name.data, values },
      email: mapping.email === '' ? undefined : emailOf(text(entry, [mapping.email]), addresses, problem),
      team: teamOf(entry, groups, mapping, problem),
    });
  }
  return { people, problems };
}

type Complain = (what: string, reason: string) => void;

function emailOf(said: string, taken: Set<string>, problem: Complain): string | undefined {
  if (said === '') return '';
  const key = said.toLowerCase();
  if (!newPerson.shape.email.safeParse(said).success) problem(said, 'This is no e-mail address.');
  else if (taken.has(key)) problem(said, 'Somebody else in the directory has this address, too.');
  else {
    taken.add(key);
    return said;
  }
  return undefined;
}

function teamOf(
  entry: LdapEntry,
  groups: readonly string[],
  { team, teamFrom }: Mapping,
  problem: Complain,
): string | undefined {
  if (teamFrom === 'groups') return (groups[0] ?? '').slice(0, 100);
  if (team === '') return undefined;
  const said = text(entry, [team]);
  if (said.length <= 100) return said;
  problem(`${team}: ${said}`, 'At most 100 letters.');
  return undefined;
}

/** What the first of the attributes that has something says. */
function text(entry: LdapEntry, attributes: readonly string[]): string {
  for (const attribute of attributes) {
    const said = entry.texts(attribute).find((one) => one.trim() !== '');
    if (said !== undefined) return said.trim();
  }
  return '';
}

function entryIdOf(entry: LdapEntry): string | undefined {
  const guid = entry.bytes(OBJECT_GUID);
  if (guid?.length === 16) return guidText(guid);
  const id = text(entry, ENTRY_IDS);
  return id === '' ? undefined : id.toLowerCase();
}

/** As Microsoft's tools show it: the first three parts stand with their last byte first. */
function guidText(guid: Buffer): string {
  const part = (...at: number[]): string =>
    at.map((index) => (guid[index] ?? 0).toString(16).padStart(2, '0')).join('');
  return [part(3, 2, 1, 0), part(5, 4), part(7, 6), part(8, 9), part(10, 11, 12, 13, 14, 15)].join('-');
}

/** A directory's times (RFC 4517, 3.3.13, or those of Active Directory) as cells have them. */
function dateCell(said: string): string {
  const [, year, month, day, hour = '00', minute = '00', second = '00'] =
    /^(\d{4})(\d{2})(\d{2})(?:(\d{2})(\d{2})?(\d{2})?)?(?:[.,]\d+)?(?:Z|[+-]\d{2,4})?$/.exec(said) ?? [];
  if (year !== undefined && said.length <= 24 && !/^\d{17,19}$/.test(said))
    return said.length === 8 ? `${year}-${month}-${day}` : `${year}-${month}-${day}T${hour}:${minute}:${second}Z`;
  if (NEVER.has(said)) return '';
  if (/^\d{17,19}$/.test(said)) return new Date(FILE_TIME_START + Number(said) / 10_000).toISOString();
  return said;
}
