import { useQuery } from '@tanstack/react-query';
import type { DeviceField } from '../../../shared/contract/device-fields.ts';
import { api } from '../../live/client.ts';

/** One value devices have in a field: what it is called where that is known, and on how many. */
export interface KnownValue {
  readonly value: string;
  readonly label: string | null;
  readonly count: number;
}

const LISTED: ReadonlySet<DeviceField['type']> = new Set(['text', 'enum', 'version', 'boolean', 'set']);
/** Counts in a list to choose from may be this old. */
const FRESH_MS = 30_000;
const NONE: readonly KnownValue[] = [];

/** What devices have in a field, most frequent first; empty while it is read, and for fields without a list. */
export function useFieldValues(field: DeviceField | undefined): readonly KnownValue[] {
  const found = useQuery({
    ...api.devices.values.queryOptions({ input: { field: field?.id ?? '' } }),
    enabled: field !== undefined && LISTED.has(field.type),
    staleTime: FRESH_MS,
    select: ({ values }) => values.map((one): KnownValue => ({ ...one, value: String(one.value) })),
  });
  return found.data ?? NONE;
}
