import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { AttributeShape } from '../../shared/contract/device-fields.ts';
import { api } from '../live/client.ts';

/** The custom attributes that are fields of devices: their own, and those of the people who have them. */
export function useFieldAttributes(): {
  /** Undefined while they are read. */
  readonly data: readonly AttributeShape[] | undefined;
  readonly isPending: boolean;
} {
  const devices = useQuery(api.attributes.list.queryOptions());
  const people = useQuery(api.people.attributes.queryOptions());
  const isPending = devices.isPending || people.isPending;
  const data = useMemo(
    () =>
      isPending
        ? undefined
        : [...(devices.data ?? []), ...(people.data ?? []).map((one) => ({ ...one, of: 'person' as const }))],
    [isPending, devices.data, people.data],
  );
  return { data, isPending };
}
