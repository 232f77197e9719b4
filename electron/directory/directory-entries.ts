import type { DirectorySettings } from '../../shared/contract/directories.ts';
import { CartwrightError } from '../../shared/errors.ts';
import { escapeFilter, type LdapEntry, type LdapSession } from '../ldap/index.ts';
import { filterOf } from './directory-settings.ts';
import { type FoundEntry, wantedAttributes } from './entry-people.ts';

/*
 * Which entries of a directory are its people.
 */

/** Members at any depth: Active Directory follows groups in groups by this rule. */
const IN_CHAIN = '1.2.840.113556.1.4.1941';
const MEMBERS = ['member', 'uniqueMember', 'memberUid', 'cn'] as const;
const ANYTHING = '(objectClass=*)';

/** A chosen group: its name, and who it says is in it, by DN and by user name. */
interface Group {
  readonly dn: string;
  readonly name: string;
  readonly dns: ReadonlySet<string>;
  readonly users: ReadonlySet<string>;
}

interface Reading {
  /** Stops after so many. */
  readonly limit?: number;
  /** The base DN is there. */
  based?(): void;
  told?(count: number): void;
}

/**
 * Reads the entries of people, each with the chosen groups it is in.
 *
 * @throws CartwrightError `conflict` that says what to do
 */
export async function readEntries(
  session: LdapSession,
  settings: DirectorySettings,
  { limit, based, told }: Reading = {},
): Promise<FoundEntry[]> {
  const { baseDn: base, kind, groups, mapping } = settings;
  await session.search({ base, scope: 'base', filter: ANYTHING, attributes: ['1.1'] }, 'base');
  based?.();
  const filter = filterOf(settings);
  const attributes = wantedAttributes(mapping);
  const find = (wanted: string, more: readonly string[] = [], hear = told) =>
    session.search(
      {
        ...{ base, scope: 'sub', filter: wanted, attributes: [...attributes, ...more] },
        ...(limit === undefined || more.length > 0 ? {} : { limit }),
      },
      'people',
      hear,
    );
  if (groups.length === 0) return (await find(filter)).map((entry) => ({ entry, groups: [] }));
  const chosen: Group[] = [];
  for (const group of groups) chosen.push(await readGroup(session, group));
  if (kind === 'active-directory') return membersByRule(chosen, filter, (wanted, hear) => find(wanted, [], hear), told);
  return onLists(chosen, await find(filter, ['uid'])).slice(0, limit);
}

/** Asks the directory who is in each group, in groups of groups, too. */
async function membersByRule(
  groups: readonly Group[],
  filter: string,
  find: (filter: string, told: (count: number) => void) => Promise<LdapEntry[]>,
  told: ((count: number) => void) | undefined,
): Promise<FoundEntry[]> {
  const found = new Map<string, { entry: LdapEntry; groups: string[] }>();
  for (const { dn, name } of groups) {
    const before = found.size;
    const wanted = `(&${filter}(memberOf:${IN_CHAIN}:=${escapeFilter`${dn}`}))`;
    for (const entry of await find(wanted, (count) => told?.(before + count))) {
      const known = found.get(entry.dn) ?? { entry, groups: [] };
      known.groups.push(name);
      found.set(entry.dn, known);
    }
  }
  return [...found.values()];
}

/** Looks who is on the groups' own lists of members, by DN or by user name. */
function onLists(groups: readonly Group[], entries: readonly LdapEntry[]): FoundEntry[] {
  return entries
    .map((entry) => ({
      entry,
      groups: groups
        .filter(({ dns, users }) => dns.has(plainDn(entry.dn)) || entry.texts('uid').some((uid) => users.has(uid)))
        .map(({ name }) => name),
    }))
    .filter((one) => one.groups.length > 0);
}

async function readGroup(session: LdapSession, dn: string): Promise<Group> {
  const unreadable = (cause?: unknown): CartwrightError =>
    new CartwrightError('conflict', `The group “${dn}” cannot be read. Check how its DN is written.`, { cause });
  const [entry] = await session
    .search({ base: dn, scope: 'base', filter: ANYTHING, attributes: MEMBERS }, 'people')
    .catch((cause: unknown) => {
      throw unreadable(cause);
    });
  if (entry === undefined) throw unreadable();
  return {
    dn,
    name: entry.texts('cn')[0] ?? dn,
    dns: new Set([...entry.texts('member'), ...entry.texts('uniqueMember')].map(plainDn)),
    users: new Set(entry.texts('memberUid')),
  };
}

/** A DN as it compares: in lower case, without spaces around its parts. */
const plainDn = (dn: string): string =>
  dn
    .toLowerCase()
    .replaceAll(/\s*([,=+])\s*/g, '$1')
    .trim();
