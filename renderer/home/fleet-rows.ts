import type { DeviceFilter } from '../../shared/contract/device-filter.ts';
import { type DeviceFacets, type FacetId, facetFilter } from '../../shared/contract/device-lists.ts';
import type { Tone } from '../parts/tones.ts';

/** One line of a chart: how many devices have a value, and the list that shows them. */
export interface FleetRow {
  readonly key: string;
  readonly value: string | boolean | null;
  readonly count: number;
  /** The devices list, filtered to these. */
  readonly to: string;
}

/** The devices list with a filter. */
export function devicesWith(filter: DeviceFilter): string {
  return `/devices?${new URLSearchParams({ filter: JSON.stringify(filter) })}`;
}

/**
 * The lines of one facet, in the engine's order; beyond `most`, the rest become one line.
 * What is not known comes last.
 */
export function fleetRows(facets: DeviceFacets, facet: FacetId, most = Number.POSITIVE_INFINITY): FleetRow[] {
  const counts = (facets.facets[facet] ?? []).filter(({ count }) => count > 0);
  const known = counts.filter(({ value }) => value !== null);
  const unknown = counts.find(({ value }) => value === null);
  const row = ({ value, count }: (typeof counts)[number]): FleetRow => ({
    key: String(value),
    value,
    count,
    to: devicesWith(facetFilter(facet, value)),
  });
  const shown = known.length > most ? known.slice(0, most - 1) : known;
  const rest = known.slice(shown.length).reduce((sum, { count }) => sum + count, 0);
  const others = {
    all: [
      ...(unknown === undefined ? [] : [{ not: facetFilter(facet, null) }]),
      { not: { any: shown.map(({ value }) => facetFilter(facet, value)) } },
    ],
  };
  return [
    ...shown.map(row),
    ...(rest > 0 ? [{ key: 'others', value: null, count: rest, to: devicesWith(others) }] : []),
    ...(unknown === undefined ? [] : [row(unknown)]),
  ];
}

/** What a line says about the fleet, in the status colours. */
export function toneOfRow(facet: FacetId, value: string | boolean | null): Tone {
  if (facet === 'lastSeen') {
    if (value === 'hour' || value === 'day') return 'done';
    if (value === 'week') return 'way';
    if (value === 'month') return 'waits';
    return value === 'older' ? 'needs' : 'none';
  }
  if (facet === 'storage') {
    if (value === 'under-5') return 'needs';
    if (value === 'under-10') return 'waits';
    return value === null ? 'none' : 'done';
  }
  if (typeof value === 'boolean') return value ? 'done' : facet === 'supervised' ? 'none' : 'needs';
  return value === null ? 'none' : 'way';
}
