import { useQuery } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router';
import type { Preferences } from '../../shared/contract/index.ts';
import { useDensity } from '../app/preferences.ts';
import { api, engine, queryClient } from '../live/client.ts';
import { tellFailure } from '../parts/notify.ts';
import { type ListLook, readLook } from './list-look.ts';

/** Under this name an account keeps how its devices list looks. */
const KEPT_AS = 'devices';

export interface ListLookStore {
  /** How the list looks now; saved views take it as it is. */
  readonly look: ListLook;
  /** Changes a part of it, here at once and for good with the account; also how a saved view is put on. */
  change(part: Partial<ListLook>): void;
  /** Whether the account's wish is known yet. */
  readonly known: boolean;
}

/** How this person's devices list looks. Its layout is in the address too, so that a link shows what its sender saw. */
export function useListLook(): ListLookStore {
  const [params, setParams] = useSearchParams();
  const preferences = useQuery(api.session.preferences.queryOptions());
  const [density, setDensity] = useDensity();
  const kept = preferences.data?.layouts[KEPT_AS];
  const asked = params.get('layout');
  const look = useMemo((): ListLook => {
    const read = readLook(kept);
    return { ...read, density, layout: asked === 'grid' || asked === 'table' ? asked : read.layout };
  }, [kept, density, asked]);

  const change = useCallback(
    (part: Partial<ListLook>): void => {
      const { density: dense, ...rest } = part;
      if (dense !== undefined) setDensity(dense);
      const { layout } = rest;
      if (layout !== undefined)
        setParams(
          (current) => {
            current.set('layout', layout);
            return current;
          },
          { replace: true },
        );
      keep(rest, dense);
    },
    [setDensity, setParams],
  );
  return { look, change, known: !preferences.isPending };
}

function keep(part: Partial<Omit<ListLook, 'density'>>, density: ListLook['density'] | undefined): void {
  const queryKey = api.session.preferences.queryKey();
  const before = queryClient.getQueryData<Preferences>(queryKey);
  const layouts =
    Object.keys(part).length === 0 ? {} : { [KEPT_AS]: { ...readLook(before?.layouts[KEPT_AS]), ...part } };
  if (before !== undefined)
    queryClient.setQueryData<Preferences>(queryKey, {
      ...before,
      density: density ?? before.density,
      layouts: { ...before.layouts, ...layouts },
    });
  engine.session.setPreferences({ layouts, ...(density === undefined ? {} : { density }) }).catch((error: unknown) => {
    queryClient.setQueryData(queryKey, before);
    tellFailure(error);
  });
}
