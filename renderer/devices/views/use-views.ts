import { useQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useRef } from 'react';
import { useLocation, useNavigationType, useSearchParams } from 'react-router';
import type { DeviceView, Preferences } from '../../../shared/contract/index.ts';
import { api, engine, queryClient } from '../../live/client.ts';
import { tellFailure } from '../../parts/notify.ts';
import type { DeviceFilter } from '../device-filter.ts';
import { type ListLook, readLook } from '../list-look.ts';
import type { ListLookStore } from '../use-list-look.ts';
import { addressOf, differs, type OpenView, viewUnder } from './view-model.ts';

/** Under these names an account keeps which view the screen opens with, and its own look while a view's is on. */
const OPENS_WITH = 'devices-view';
const OWN_LOOK = 'devices-own';
const preferencesKey = api.session.preferences.queryKey();

export interface Views {
  readonly saved: readonly DeviceView[];
  /** Undefined while a saved one is asked for and they are not known yet. */
  readonly open: OpenView | undefined;
  readonly changed: boolean;
  /** The list is about to change to what its view says. */
  readonly settling: boolean;
  put(viewId: string): void;
  readonly opensWith: string;
  setOpensWith(viewId: string): void;
}

/** The views of the devices list, and which of them is open: its id is in the address. */
export function useViews(filter: DeviceFilter, lookStore: ListLookStore): Views {
  const [params, setParams] = useSearchParams();
  const { look, change: changeLook, known } = lookStore;
  const saved = useQuery(api.views.list.queryOptions());
  const layouts = useQuery(api.session.preferences.queryOptions()).data?.layouts;
  const id = params.get('view');
  const open = viewUnder(id, saved.data ?? (saved.isError ? [] : undefined));
  const opensWith = typeof layouts?.[OPENS_WITH] === 'string' ? layouts[OPENS_WITH] : 'all';
  const own = layouts?.[OWN_LOOK];
  const bare = [...params.keys()].every((name) => name === 'view' || name === 'layout');

  const apply = useCallback(
    (target: OpenView | undefined, replace: boolean): void => {
      if (target === undefined || target.kind === 'missing') return;
      const borrowed = queryClient.getQueryData<Preferences>(preferencesKey)?.layouts[OWN_LOOK];
      if (target.kind === 'saved') {
        // Somebody's own columns come back when they leave the view.
        if (borrowed === undefined || borrowed === null) keep(OWN_LOOK, look);
        const { columns, density } = target.view;
        changeLook({ density, ...(columns.length === 0 ? {} : { columns }) });
      } else if (typeof borrowed === 'object' && borrowed !== null) {
        const { columns, sort, direction } = readLook(borrowed);
        changeLook({ columns, sort, direction });
        keep(OWN_LOOK, null);
      }
      setParams(addressOf(target), { replace });
    },
    [changeLook, look, setParams],
  );

  // A link may name a view alone, or nothing at all: then the list becomes what the view says, once. What is changed
  // in the list replaces the address, so that it is told from a link to the view that is open already.
  const applied = useRef<{ id: string | null; key: string }>({ id: null, key: '' });
  const { key } = useLocation();
  const followed = useNavigationType() !== 'REPLACE';
  const wanted = id ?? (params.size === 0 ? opensWith : null);
  const target = known ? viewUnder(wanted, saved.data ?? (saved.isError ? [] : undefined)) : undefined;
  const due =
    wanted !== null &&
    bare &&
    (id === null
      ? applied.current.key !== key && (wanted !== 'all' || (typeof own === 'object' && own !== null))
      : applied.current.id !== id || (followed && applied.current.key !== key));
  useEffect(() => {
    if (due && target !== undefined) {
      applied.current = { id: wanted, key };
      if (target.kind !== 'missing' || id === null) apply(target, true);
    } else if (!due) applied.current = { id, key };
  }, [due, target, wanted, id, key, apply]);

  return {
    saved: saved.data ?? [],
    open,
    changed: open !== undefined && !due && differs(open, filter, look),
    settling: due && target?.kind !== 'missing',
    put(viewId) {
      applied.current = { id: viewId, key };
      apply(viewUnder(viewId, queryClient.getQueryData(api.views.list.queryKey()) ?? []), false);
    },
    opensWith,
    setOpensWith: (viewId) => keep(OPENS_WITH, viewId === 'all' ? null : viewId),
  };
}

/** Keeps something with the account, here at once; when it is refused, it is as before. */
function keep(name: string, value: ListLook | string | null): void {
  const before = queryClient.getQueryData<Preferences>(preferencesKey);
  if (before !== undefined) {
    const { [name]: _, ...others } = before.layouts;
    queryClient.setQueryData<Preferences>(preferencesKey, {
      ...before,
      layouts: value === null ? others : { ...others, [name]: value },
    });
  }
  engine.session.setPreferences({ layouts: { [name]: value } }).catch((error: unknown) => {
    queryClient.setQueryData(preferencesKey, before);
    tellFailure(error);
  });
}
