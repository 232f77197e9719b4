import { sql } from 'kysely';
import { type AttributeShape, deviceField } from '../../shared/contract/device-fields.ts';
import type { DeviceFilter, FilterCondition } from '../../shared/contract/device-filter.ts';
import type { FieldValue } from '../../shared/contract/devices.ts';
import type { Explanation, GroupExplanation } from '../../shared/contract/index.ts';
import { CartwrightError } from '../../shared/errors.ts';
import { columnOf, filterSql, storedValue } from '../inventory/index.ts';
import type { Store } from '../store/index.ts';
import { readDefinitions } from './definitions.ts';
import type { DeviceDirectory } from './ports.ts';

/** Conditions asked for in one statement; each takes two columns. */
const PER_STATEMENT = 100;
/** A group in a group in a group is explained so deep; the rest has pages of its own. */
const DEEPEST = 5;

/** Says why a device is in a group or not: every condition with what the device has there. */
export function openExplanations(
  store: Store,
  devices: Pick<DeviceDirectory, 'attributes'>,
): {
  ofGroup(groupId: string, deviceId: string): GroupExplanation;
  /** The groups in it are explained, too. */
  ofFilter(filter: DeviceFilter, deviceId: string): Explanation;
} {
  const explainer = (deviceId: string) => {
    const now = store.clock.now();
    const attributes = devices.attributes();
    const definitions = new Map(readDefinitions(store).map((one) => [one.id, one]));
    const names = new Map(
      store.all((db) => db.selectFrom('deviceGroup').select(['id', 'name'])).map((one) => [one.id, one.name]),
    );
    const explained = (filter: DeviceFilter, depth: number): Explanation =>
      explain(store, filter, { deviceId, now, attributes }, (id) => {
        const inner = definitions.get(id);
        const why = inner === undefined || depth >= DEEPEST ? null : explained(inner.filter, depth + 1);
        return { id, name: names.get(id) ?? id, why };
      });
    return { definitions, explained };
  };

  const ofGroup = (groupId: string, deviceId: string): GroupExplanation => {
    const group = store.get((db) =>
      db.selectFrom('deviceGroup').select(['id', 'kind', 'ended']).where('id', '=', groupId),
    );
    if (group === undefined) throw new CartwrightError('not-found', 'There is no such group.');
    const device = store.get((db) => db.selectFrom('device').select('state').where('id', '=', deviceId));
    if (device === undefined) throw new CartwrightError('not-found', 'There is no such device.');
    const member = store.get((db) =>
      db
        .selectFrom('groupMember')
        .select(['since', 'addedBy'])
        .where('groupId', '=', groupId)
        .where('deviceId', '=', deviceId),
    );
    const { definitions, explained } = explainer(deviceId);
    const definition = definitions.get(groupId);
    return {
      groupId,
      deviceId,
      member: member !== undefined,
      since: member?.since ?? null,
      addedBy: member?.addedBy ?? null,
      managed: group.kind === 'smart' && group.ended === 0 ? device.state !== 'ended' : null,
      why: definition === undefined ? null : explained(definition.filter, 1),
    };
  };
  return { ofGroup, ofFilter: (filter, deviceId) => explainer(deviceId).explained(filter, 1) };
}

interface Asked {
  readonly deviceId: string;
  readonly now: number;
  readonly attributes: readonly AttributeShape[];
}

function explain(
  store: Store,
  filter: DeviceFilter,
  asked: Asked,
  groupOf: (id: string) => { id: string; name: string; why: Explanation | null },
): Explanation {
  const conditions: FilterCondition[] = [];
  const collect = (node: DeviceFilter): void => {
    if ('all' in node) node.all.forEach(collect);
    else if ('any' in node) node.any.forEach(collect);
    else if ('not' in node) collect(node.not);
    else conditions.push(node);
  };
  collect(filter);
  const answers = answersTo(store, conditions, asked);
  const read = (node: DeviceFilter): Explanation => {
    if ('all' in node) {
      const parts = node.all.map(read);
      return { kind: 'all', holds: parts.every((part) => part.holds), parts };
    }
    if ('any' in node) {
      const parts = node.any.map(read);
      return { kind: 'any', holds: parts.some((part) => part.holds), parts };
    }
    if ('not' in node) {
      const part = read(node.not);
      return { kind: 'not', holds: !part.holds, part };
    }
    const { holds, value } = answers.get(node) ?? { holds: false, value: null };
    const made: Explanation = { kind: 'condition', holds, condition: node, value };
    return node.field === 'group' ? { ...made, value: null, group: groupOf(String(node.value)) } : made;
  };
  return read(filter);
}

function answersTo(
  store: Store,
  conditions: readonly FilterCondition[],
  { deviceId, now, attributes }: Asked,
): Map<FilterCondition, { holds: boolean; value: FieldValue }> {
  const answers = new Map<FilterCondition, { holds: boolean; value: FieldValue }>();
  for (let from = 0; from < conditions.length; from += PER_STATEMENT) {
    const some = conditions.slice(from, from + PER_STATEMENT);
    const row = store.get<Record<string, unknown>>(
      (db) =>
        db
          .selectFrom('device')
          .select(
            some.flatMap((condition, index) => {
              const field = deviceField(condition.field, attributes);
              const value = field === undefined || field.type === 'set' ? sql`null` : columnOf(field);
              return [
                sql`coalesce(${filterSql(condition, now, attributes)}, 0)`.as(`holds${index}`),
                value.as(`value${index}`),
              ];
            }),
          )
          .where('id', '=', deviceId) as never,
    );
    for (const [index, condition] of some.entries()) {
      const field = deviceField(condition.field, attributes);
      answers.set(condition, {
        holds: row?.[`holds${index}`] === 1,
        value: field === undefined ? null : storedValue(field, row?.[`value${index}`]),
      });
    }
  }
  return answers;
}
