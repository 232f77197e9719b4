import { z } from 'zod';
import type { AttributeShape } from '../../shared/contract/device-fields.ts';
import type { DeviceFilter } from '../../shared/contract/device-filter.ts';
import { type NewGroup, newGroup } from '../../shared/contract/groups.ts';
import type { CsvFile, DeviceGroup, GroupImport } from '../../shared/contract/index.ts';
import { CartwrightError } from '../../shared/errors.ts';
import { parseFilterText, printFilterText, withGroupIds, withGroupNames } from '../../shared/filter-text/index.ts';
import { newId } from '../../shared/ids.ts';
import type { Store, UnitOfWork } from '../store/index.ts';
import type { GroupRows } from './group-rows.ts';
import { matchSerials } from './match-serials.ts';
import type { GroupWorker } from './worker.ts';

/*
 * Groups as a file that another installation reads: filters as people type them, devices by their serial numbers.
 */

const FORMAT = 'cartwright-groups';
const file = z.object({ format: z.literal(FORMAT), version: z.literal(1), groups: z.array(z.unknown()).max(1000) });
const common = newGroup.options[0].omit({ kind: true }).shape;
const entry = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('static'), ...common, serialNumbers: z.array(z.string().max(100)).max(100_000) }),
  z.object({ kind: z.literal('smart'), ...common, filter: z.string().max(50_000), ended: z.boolean().default(false) }),
]);
type Entry = z.infer<typeof entry>;

/** @throws CartwrightError `not-found` for a group there is not */
export function exportGroups(
  { store, attributes }: { store: Store; attributes: readonly AttributeShape[] },
  all: readonly DeviceGroup[],
  groupIds: readonly string[] | undefined,
): CsvFile {
  const chosen =
    groupIds?.map((id) => {
      const group = all.find((one) => one.id === id);
      if (group === undefined) throw new CartwrightError('not-found', 'There is no such group.');
      return group;
    }) ?? all.filter(({ builtIn }) => builtIn === null);
  const entries = chosen.map(({ id, name, description, colour, icon, filter, ended }): Entry => {
    const look = { name, description, colour, icon };
    if (filter !== null)
      return { kind: 'smart', ...look, filter: printFilterText(withGroupNames(filter, all), attributes), ended };
    const serials = store.all((db) =>
      db
        .selectFrom('groupMember as m')
        .innerJoin('device as d', 'd.id', 'm.deviceId')
        .select('d.serialNumber')
        .where('m.groupId', '=', id)
        .where('d.serialNumber', 'is not', null)
        .orderBy('d.serialNumber'),
    );
    return { kind: 'static', ...look, serialNumbers: serials.flatMap(({ serialNumber }) => serialNumber ?? []) };
  });
  return {
    filename: 'groups.json',
    contentType: 'application/json; charset=utf-8',
    text: `${JSON.stringify({ format: FORMAT, version: 1, groups: entries }, undefined, 2)}\n`,
    rows: entries.length,
  };
}

interface ImportParts {
  readonly store: Store;
  readonly attributes: () => readonly AttributeShape[];
  readonly rows: GroupRows;
  readonly insert: (work: UnitOfWork, group: NewGroup, actor: string, id: string) => string;
  readonly change: (work: UnitOfWork, groupId: string, group: NewGroup, actor: string) => void;
  readonly worker: GroupWorker;
}

type Row = GroupImport['rows'][number];

class Rehearsal extends Error {
  readonly rows: Row[];
  constructor(rows: Row[]) {
    super();
    this.rows = rows;
  }
}

/**
 * Makes groups out of a file, all that can be made; the others are told with why not. A rehearsal does the same and
 * takes it back.
 *
 * @throws CartwrightError `bad-request` when the file is no file of groups
 */
export async function importGroups(
  parts: ImportParts,
  { text, replace, dryRun }: { text: string; replace: boolean; dryRun: boolean },
  actor: string,
): Promise<GroupImport> {
  const entries = entriesOf(text);
  try {
    const rows = await parts.store.write((work) => {
      const done = importAll(parts, work, entries, replace, actor);
      if (dryRun) throw new Rehearsal(done);
      return done;
    });
    return { rows };
  } catch (error) {
    if (!(error instanceof Rehearsal)) throw error;
    parts.worker.forget();
    return { rows: error.rows };
  }
}

function entriesOf(text: string): (Entry | { name: string; problem: string })[] {
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch (cause) {
    throw new CartwrightError('bad-request', 'This is no file of groups: it is not JSON.', { cause });
  }
  const whole = file.safeParse(read);
  if (!whole.success)
    throw new CartwrightError('bad-request', 'This is no file of groups. Choose one that “Export” made.');
  return whole.data.groups.map((one, index) => {
    const made = entry.safeParse(one);
    if (made.success) return made.data;
    const named = z.object({ name: z.string() }).safeParse(one);
    const issue = made.error.issues[0];
    const where = issue?.path.join('.') ?? '';
    return {
      name: named.success ? named.data.name : `${index + 1}`,
      problem: `${where === '' ? '' : `${where}: `}${issue?.message ?? 'It cannot be read.'}`,
    };
  });
}

function importAll(
  parts: ImportParts,
  work: UnitOfWork,
  entries: ReturnType<typeof entriesOf>,
  replace: boolean,
  actor: string,
): Row[] {
  const { rows, worker, store } = parts;
  const outcome = new Map<number, Row>();
  let waiting = [...entries.entries()];
  // A group may ask for one that follows in the file: what fails is tried again while others succeed.
  for (;;) {
    const failed: typeof waiting = [];
    for (const [index, one] of waiting) {
      if ('problem' in one) {
        outcome.set(index, { name: one.name, kind: null, outcome: 'refused', reason: one.problem, missing: 0 });
        continue;
      }
      const there = rows.names().find(({ name }) => name.toLowerCase() === one.name.toLowerCase());
      const row = { name: one.name, kind: one.kind, reason: null, missing: 0 };
      if (there !== undefined && !replace) {
        outcome.set(index, { ...row, outcome: 'kept' });
        continue;
      }
      try {
        const group = groupOf(parts, one);
        const id = there?.id ?? newId(work.now);
        if (there === undefined) parts.insert(work, group, actor, id);
        else parts.change(work, id, group, actor);
        let missing = 0;
        if (one.kind === 'static') {
          const { deviceIds, problemCount } = matchSerials(store, one.serialNumbers.join('\n') || ' ');
          const wanted = new Set(deviceIds);
          const gone = store
            .all((db) => db.selectFrom('groupMember').select('deviceId').where('groupId', '=', id))
            .flatMap(({ deviceId }) => (wanted.has(deviceId) ? [] : [deviceId]));
          worker.change(work, { id, name: one.name }, gone, false, actor);
          worker.change(work, { id, name: one.name }, deviceIds, true, actor);
          missing = problemCount;
        }
        outcome.set(index, { ...row, missing, outcome: there === undefined ? 'created' : 'replaced' });
      } catch (error) {
        if (!(error instanceof CartwrightError)) throw error;
        outcome.set(index, { ...row, outcome: 'refused', reason: error.message });
        failed.push([index, one]);
      }
    }
    if (failed.length === 0 || failed.length === waiting.length) break;
    waiting = failed;
  }
  return [...outcome].sort(([a], [b]) => a - b).map(([, row]) => row);
}

function groupOf({ attributes, rows }: ImportParts, one: Entry): NewGroup {
  const { name, description, colour, icon } = one;
  const look = { name, description, colour, icon };
  if (one.kind === 'static') return { kind: 'static', ...look };
  const parsed = parseFilterText(one.filter, attributes());
  if (!parsed.ok) throw new CartwrightError('bad-request', parsed.problem.message);
  const filter: DeviceFilter = withGroupIds(parsed.filter, rows.names());
  return { kind: 'smart', ...look, filter, ended: one.ended };
}
