import type { DeviceFilter } from '../../shared/contract/device-filter.ts';
import { groupsIn } from '../../shared/filter-text/index.ts';
import type { Store } from '../store/index.ts';
import { rulesAskedFor } from './rules.ts';

/** What a smart group is made of. */
export interface Definition {
  readonly id: string;
  readonly name: string;
  readonly builtIn: boolean;
  readonly filter: DeviceFilter;
  readonly ended: boolean;
  /** Groups it asks for, by their ids. */
  readonly groups: readonly string[];
  /** Rules of compliance whose violation it asks for; `'all'` where it asks for how a device complies. */
  readonly rules: readonly string[] | 'all';
}

/** The smart groups there are. */
export function readDefinitions(store: Store): Definition[] {
  return store
    .all((db) =>
      db.selectFrom('deviceGroup').select(['id', 'name', 'builtIn', 'filter', 'ended']).where('kind', '=', 'smart'),
    )
    .map(({ id, name, builtIn, filter: stored, ended }) => {
      const filter = JSON.parse(stored ?? '{"any":[]}') as DeviceFilter;
      return {
        id,
        name,
        builtIn: builtIn !== null,
        filter,
        ended: ended === 1,
        groups: groupsIn(filter),
        rules: rulesAskedFor(filter),
      };
    });
}

/**
 * The groups in the order to work them out, each after those it asks for: the first list asks for no smart group, the
 * second only for some of the first, and so on. What is in a circle is left out. Pure.
 */
export function inLevels<D extends Pick<Definition, 'id' | 'groups'>>(definitions: readonly D[]): D[][] {
  const levels: D[][] = [];
  let left = [...definitions];
  while (left.length > 0) {
    const waiting = new Set(left.map(({ id }) => id));
    const ready = left.filter(({ groups }) => !groups.some((id) => waiting.has(id)));
    if (ready.length === 0) break;
    levels.push(ready);
    left = left.filter((one) => !ready.includes(one));
  }
  return levels;
}
