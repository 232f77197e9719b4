import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { BulkAction } from '../../../shared/contract/index.ts';
import { engine } from '../../live/client.ts';

const numbers = new WeakMap<object, number>();
let last = 0;

/** A number for a set of ids or an action: a hundred thousand ids are no key to compare by. */
function numberOf(thing: object): number {
  const known = numbers.get(thing) ?? ++last;
  numbers.set(thing, known);
  return known;
}

/** Who an action would reach, who not, and why; asked anew for every selection. */
export function useActionPreview(ids: ReadonlySet<string>, action: BulkAction) {
  return useQuery({
    queryKey: ['action-preview', numberOf(ids), numberOf(action)],
    queryFn: ({ signal }) => engine.devices.previewAction({ devices: { deviceIds: [...ids] }, action }, { signal }),
    enabled: ids.size > 0,
    gcTime: 0,
    staleTime: 0,
  });
}

const WAKE: BulkAction = { kind: 'wake' };
const REST_MS = 250;

/** Which of the selected devices no action would reach now, once selecting rests. */
export function useOutOfReach(ids: ReadonlySet<string>) {
  const [settled] = useDebouncedValue(ids, REST_MS);
  const preview = useQuery({
    queryKey: ['action-preview', numberOf(settled), numberOf(WAKE)],
    queryFn: ({ signal }) =>
      engine.devices.previewAction({ devices: { deviceIds: [...settled] }, action: WAKE }, { signal }),
    enabled: settled.size > 0,
    placeholderData: keepPreviousData,
    gcTime: 0,
    staleTime: 0,
  });
  return settled === ids && !preview.isPlaceholderData ? preview.data : undefined;
}
