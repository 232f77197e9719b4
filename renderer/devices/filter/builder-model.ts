import {
  type AttributeShape,
  attributeOf,
  type DeviceField,
  deviceField,
  isCustom,
} from '../../../shared/contract/device-fields.ts';
import {
  checkFilter,
  type DeviceFilter,
  type FilterCondition,
  type FilterOperator,
  OPERATORS_OF,
  takesList,
  takesValue,
  timeSpan,
} from '../../../shared/contract/device-filter.ts';

/*
 * A filter while it is built: rows may still lack a value, every row has a key of its own, and a "not" is a mark on
 * what it denies instead of a box around it. Pure.
 */

interface Part {
  readonly key: number;
  readonly negated: boolean;
}
export interface ConditionNode extends Part {
  readonly kind: 'condition';
  readonly condition: FilterCondition;
}
export interface GroupNode extends Part {
  readonly kind: 'group';
  readonly join: 'all' | 'any';
  readonly parts: readonly BuilderNode[];
}
export type BuilderNode = ConditionNode | GroupNode;

let lastKey = 0;
const key = (): number => ++lastKey;

/** A row to begin with: a field with its first operator, the value still missing. */
export function newCondition(field: DeviceField): ConditionNode {
  const [operator = 'is'] = OPERATORS_OF[field.type];
  return { kind: 'condition', key: key(), negated: false, condition: conditionWith(field, operator) };
}

export function newGroup(join: 'all' | 'any', parts: readonly BuilderNode[]): GroupNode {
  return { kind: 'group', key: key(), negated: false, join, parts };
}

/** A condition with another operator; the value stays where it means the same. */
export function conditionWith(field: DeviceField, operator: FilterOperator, before?: FilterCondition): FilterCondition {
  const bare = { field: field.id, operator };
  if (!takesValue(operator)) return bare;
  if (field.type === 'boolean') return { ...bare, value: typeof before?.value === 'boolean' ? before.value : true };
  if (operator === 'withinLast' || operator === 'notWithinLast' || operator === 'withinNext') {
    const span = timeSpan.safeParse(before?.value);
    return { ...bare, value: span.success ? span.data : { amount: 7, unit: 'days' } };
  }
  if (before === undefined || before.field !== field.id || before.value === undefined) return bare;
  const wantsList = takesList(operator);
  const { value } = before;
  const turned =
    wantsList && typeof value === 'string' ? [value] : !wantsList && Array.isArray(value) ? value[0] : value;
  if (turned === undefined) return bare;
  const made = { ...bare, value: turned };
  return isComplete(made, field) ? made : bare;
}

function isComplete(condition: FilterCondition, field: DeviceField): boolean {
  const attribute = isCustom(field) ? [shapeOf(field)] : [];
  return checkFilter(condition, attribute).length === 0;
}

/** The custom attribute a field was made of, as far as checking asks. */
function shapeOf(field: DeviceField): AttributeShape {
  return {
    ...(attributeOf(field.id) ?? { id: field.id }),
    name: field.label ?? field.id,
    type: field.type === 'enum' ? 'choice' : (field.type as AttributeShape['type']),
    choices: field.values ?? [],
  };
}

/** A filter as a tree to build on; its root is always a group, with one empty place when there is no filter. */
export function treeOf(filter: DeviceFilter | null): GroupNode {
  if (filter === null) return newGroup('all', []);
  const node = nodeOf(filter);
  return node.kind === 'group' && !node.negated ? node : newGroup('all', [node]);
}

function nodeOf(filter: DeviceFilter): BuilderNode {
  if ('all' in filter) return newGroup('all', filter.all.map(nodeOf));
  if ('any' in filter) return newGroup('any', filter.any.map(nodeOf));
  if (!('not' in filter)) return { kind: 'condition', key: key(), negated: false, condition: filter };
  const inner = nodeOf(filter.not);
  return inner.negated ? { ...newGroup('all', [inner]), negated: true } : { ...inner, negated: true };
}

/** The filter a tree says, without rows that are not finished; null when nothing is left. */
export function filterOf(tree: GroupNode, attributes: readonly AttributeShape[]): DeviceFilter | null {
  const read = (node: BuilderNode): DeviceFilter | null => {
    const made = node.kind === 'condition' ? finished(node.condition, attributes) : groupOf(node);
    return made === null || !node.negated ? made : { not: made };
  };
  const groupOf = ({ join, parts }: GroupNode): DeviceFilter | null => {
    const made = parts.map(read).filter((part) => part !== null);
    if (made.length === 0) return null;
    return join === 'all' ? { all: made } : { any: made };
  };
  const all = read(tree);
  // One condition alone needs no group around it.
  if (all !== null && 'all' in all && all.all.length === 1) return all.all[0] ?? null;
  if (all !== null && 'any' in all && all.any.length === 1) return all.any[0] ?? null;
  return all;
}

function finished(condition: FilterCondition, attributes: readonly AttributeShape[]): FilterCondition | null {
  return checkFilter(condition, attributes).length === 0 ? condition : null;
}

/** Rows that are not finished. */
export function unfinished(tree: GroupNode, attributes: readonly AttributeShape[]): number {
  return tree.parts.reduce(
    (sum, part) =>
      sum +
      (part.kind === 'group' ? unfinished(part, attributes) : finished(part.condition, attributes) === null ? 1 : 0),
    0,
  );
}

/** The tree with one node changed, wherever it is; a group that is left empty by it goes, save for the root. */
export function changeNode(tree: GroupNode, at: number, change: (node: BuilderNode) => BuilderNode | null): GroupNode {
  if (tree.key === at) {
    const changed = change(tree);
    return changed?.kind === 'group' ? changed : tree;
  }
  return { ...tree, parts: changeParts(tree.parts, at, change) };
}

function changeParts(
  parts: readonly BuilderNode[],
  at: number,
  change: (node: BuilderNode) => BuilderNode | null,
): BuilderNode[] {
  return parts.flatMap((part): BuilderNode[] => {
    if (part.key === at) {
      const changed = change(part);
      return changed === null ? [] : [changed];
    }
    if (part.kind === 'condition') return [part];
    const inside = changeParts(part.parts, at, change);
    return inside.length === 0 && part.parts.length > 0 ? [] : [{ ...part, parts: inside }];
  });
}

/** The conditions a filter's chips show: the parts of an "all" each on their own, anything else whole. */
export function chipsOf(filter: DeviceFilter): readonly DeviceFilter[] {
  return 'all' in filter ? filter.all : [filter];
}

/** The filter without one of its chips. */
export function withoutChip(filter: DeviceFilter, index: number): DeviceFilter | null {
  const rest = chipsOf(filter).filter((_, place) => place !== index);
  if (rest.length === 0) return null;
  return rest.length === 1 ? (rest[0] ?? null) : { all: [...rest] };
}

/** How many conditions a filter has. */
export function countConditions(filter: DeviceFilter | null): number {
  if (filter === null) return 0;
  if ('all' in filter) return filter.all.reduce((sum, part) => sum + countConditions(part), 0);
  if ('any' in filter) return filter.any.reduce((sum, part) => sum + countConditions(part), 0);
  return 'not' in filter ? countConditions(filter.not) : 1;
}

/** The field a new row begins with: the one of the row before it, so that "or" lists are quick to make. */
export function fieldOfLast(group: GroupNode, attributes: readonly AttributeShape[]): DeviceField | undefined {
  const last = group.parts.at(-1);
  return last?.kind === 'condition' ? deviceField(last.condition.field, attributes) : undefined;
}
