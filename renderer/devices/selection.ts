import { useMemo, useRef, useState } from 'react';
import type { DeviceRow } from '../../shared/contract/index.ts';
import { engine } from '../live/client.ts';
import { tellFailure } from '../parts/notify.ts';
import { queryOf } from './device-filter.ts';
import { type ListQuery, readIds } from './device-pages.ts';

export interface Selection {
  readonly ids: ReadonlySet<string>;
  toggle(row: DeviceRow, index: number): void;
  /** Everything between the row pointed at last and this one. */
  extendTo(index: number): void;
  /** Ranges begin here from now on. */
  anchorAt(index: number): void;
  /** Every device the filter finds, read or not. */
  selectAll(): void;
  clear(): void;
}

const NONE: ReadonlySet<string> = new Set();

/** The devices chosen for an action. They stay chosen when the list is searched or scrolled. */
export function useSelection(query: ListQuery): Selection {
  const [ids, setIds] = useState(NONE);
  // Rows keep their handlers while they are on screen, so these must not be of the render that made them.
  const anchor = useRef(0);
  const current = useRef(query);
  current.current = query;
  const acts = useMemo(() => {
    const add = (more: Promise<readonly string[]>): void => {
      more.then(
        (found) => setIds((chosen) => new Set([...chosen, ...found])),
        (error: unknown) => tellFailure(error),
      );
    };
    return {
      toggle(row: DeviceRow, index: number) {
        anchor.current = index;
        setIds((chosen) => {
          const next = new Set(chosen);
          if (!next.delete(row.id)) next.add(row.id);
          return next;
        });
      },
      extendTo: (index: number) => add(readIds(current.current, anchor.current, index)),
      anchorAt(index: number) {
        anchor.current = index;
      },
      selectAll: () => add(engine.devices.ids(queryOf(current.current.filter)).then((found) => found.ids)),
      clear: () => setIds(NONE),
    };
  }, []);
  return useMemo(() => ({ ids, ...acts }), [ids, acts]);
}
