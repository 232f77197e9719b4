import { useRef, useState } from 'react';
import type { DeviceRow } from '../../shared/contract/index.ts';
import { tellFailure } from '../parts/notify.ts';
import type { DeviceFilter } from './device-filter.ts';
import { readRange } from './device-pages.ts';

export interface Selection {
  readonly devices: ReadonlyMap<string, DeviceRow>;
  toggle(row: DeviceRow, index: number): void;
  /** Everything between the row toggled last and this one. */
  extendTo(index: number): void;
  /** Every device the filter finds, up to 10,000. */
  selectAll(total: number): void;
  clear(): void;
}

/** The devices chosen for an action. They stay chosen when the list is searched or scrolled. */
export function useSelection(filter: DeviceFilter): Selection {
  const [devices, setDevices] = useState<ReadonlyMap<string, DeviceRow>>(new Map());
  // Rows keep their handlers while they are on screen, so these must not be of the render that made them.
  const anchor = useRef(0);
  const current = useRef(filter);
  current.current = filter;
  const add = (from: number, to: number): void => {
    readRange(current.current, from, to).then(
      (rows) => setDevices((chosen) => new Map([...chosen, ...rows.map((row) => [row.id, row] as const)])),
      (error: unknown) => tellFailure(error),
    );
  };
  return {
    devices,
    toggle(row, index) {
      anchor.current = index;
      setDevices((chosen) => {
        const next = new Map(chosen);
        if (!next.delete(row.id)) next.set(row.id, row);
        return next;
      });
    },
    extendTo: (index) => add(anchor.current, index),
    selectAll: (total) => add(0, total - 1),
    clear: () => setDevices(new Map()),
  };
}
