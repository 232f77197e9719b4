import { useEffect, useMemo, useRef, useState } from 'react';
import type { AttributeShape, DeviceField } from '../../../shared/contract/device-fields.ts';
import type { DeviceFilter } from '../../../shared/contract/device-filter.ts';
import { parseFilterText, printFilterText, withGroupIds, withGroupNames } from '../../../shared/filter-text/index.ts';
import { useGroupNames } from '../../groups/group-words.ts';
import { filterOf, type GroupNode, newCondition, newGroup, treeOf, unfinished } from './builder-model.ts';

/** A filter that is being made, as rows and as text, both the same filter. */
export interface FilterDraft {
  readonly tree: GroupNode;
  readonly text: string;
  /** What the rows say so far; null for nothing. */
  readonly filter: DeviceFilter | null;
  /** The text cannot be read. */
  readonly broken: boolean;
  /** Rows that are not finished, and left out. */
  readonly open: number;
  /** The rows were changed. */
  build(tree: GroupNode): void;
  /** The text was changed. */
  type(text: string): void;
  /** Begins anew, without a filter. */
  clear(): void;
  /** The filter is taken over as it is: when it comes back from outside, the rows stay. */
  taken(): void;
}

/** @param applied the filter as it is outside; another one begins the draft anew */
export function useFilterDraft(
  applied: DeviceFilter | null,
  fields: readonly DeviceField[],
  attributes: readonly AttributeShape[],
): FilterDraft {
  const groups = useGroupNames();
  const printed = (filter: DeviceFilter | null): string =>
    filter === null ? '' : printFilterText(withGroupNames(filter, groups), attributes);
  const key = JSON.stringify(applied);
  const [tree, setTree] = useState<GroupNode>(() => begun(applied, fields));
  const [text, setText] = useState(() => printed(applied));
  const told = useRef(key);
  const named = useRef(groups);

  // Chips, going back and other links change the filter under the draft; names of groups come a moment later.
  // biome-ignore lint/correctness/useExhaustiveDependencies: printing hangs on what is listed already
  useEffect(() => {
    if (named.current !== groups) {
      named.current = groups;
      setText((before) => (before === '' ? before : printed(filterOf(tree, attributes))));
    }
    if (told.current === key) return;
    told.current = key;
    setTree(begun(applied, fields));
    setText(printed(applied));
  }, [key, applied, fields, attributes, groups]);

  const filter = useMemo(() => filterOf(tree, attributes), [tree, attributes]);
  const broken = useMemo(() => text.trim() !== '' && !parseFilterText(text, attributes).ok, [text, attributes]);
  const build = (next: GroupNode): void => {
    setTree(next);
    setText(printed(filterOf(next, attributes)));
  };
  return {
    tree,
    text,
    filter,
    broken,
    open: unfinished(tree, attributes),
    build,
    type(typed) {
      setText(typed);
      const read = typed.trim() === '' ? null : parseFilterText(typed, attributes);
      if (read === null) setTree(begun(null, fields));
      else if (read.ok) setTree(treeOf(withGroupIds(read.filter, groups)));
    },
    clear() {
      build(begun(null, fields));
      told.current = 'null';
    },
    taken() {
      told.current = JSON.stringify(filter);
    },
  };
}

/** The tree of a filter; without one, a first row to fill in. */
function begun(filter: DeviceFilter | null, fields: readonly DeviceField[]): GroupNode {
  const first = fields.find(({ id }) => id === 'platform') ?? fields[0];
  return filter === null && first !== undefined ? newGroup('all', [newCondition(first)]) : treeOf(filter);
}
