import type { DeviceView, NewView } from '../../../shared/contract/index.ts';
import type { DeviceFilter } from '../device-filter.ts';
import { type ListLook, tidyColumns } from '../list-look.ts';
import { BUILT_IN, type BuiltInView } from './built-in.ts';

/** What is open: a view everybody has, one that was saved, or one that is not there. */
export type OpenView =
  | { readonly kind: 'built-in'; readonly view: BuiltInView }
  | { readonly kind: 'saved'; readonly view: DeviceView }
  | { readonly kind: 'missing' };

/** The view under an id; without one, all devices. Undefined while the saved ones are not known. */
export function viewUnder(id: string | null, saved: readonly DeviceView[] | undefined): OpenView | undefined {
  const builtIn = BUILT_IN.find((one) => one.id === (id ?? 'all'));
  if (builtIn !== undefined) return { kind: 'built-in', view: builtIn };
  if (saved === undefined) return undefined;
  const found = saved.find((one) => one.id === id);
  return found === undefined ? { kind: 'missing' } : { kind: 'saved', view: found };
}

/** The list as it is now, as a view keeps it. */
export function contentOf(filter: DeviceFilter, look: ListLook): Omit<NewView, 'name' | 'shared'> {
  const { search, expression, ended, sort, direction } = filter;
  const { columns, density, layout } = look;
  return {
    filter: expression,
    search: search.trim(),
    ended,
    sort,
    direction,
    columns: columns.map(({ field, width }) => ({ field, ...(width === undefined ? {} : { width }) })),
    density,
    layout,
  };
}

/** What of the address a view sets. */
export function addressOf(open: Exclude<OpenView, { kind: 'missing' }>): URLSearchParams {
  const params = new URLSearchParams();
  if (open.kind === 'built-in') {
    params.set('view', open.view.id);
    if (open.view.filter !== null) params.set('filter', JSON.stringify(open.view.filter));
    return params;
  }
  const { view } = open;
  params.set('view', view.id);
  if (view.search !== '') params.set('search', view.search);
  if (view.filter !== null) params.set('filter', JSON.stringify(view.filter));
  if (view.ended) params.set('ended', '1');
  params.set('sort', view.sort);
  params.set('direction', view.direction);
  params.set('layout', view.layout);
  return params;
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Whether the list is no longer as its view says. */
export function differs(open: OpenView, filter: DeviceFilter, look: ListLook): boolean {
  if (open.kind === 'missing') return false;
  const now = contentOf(filter, look);
  if (open.kind === 'built-in') return !same(now.filter, open.view.filter) || now.search !== '' || now.ended;
  const { view } = open;
  const columns = view.columns.length === 0 ? now.columns : tidyColumns(view.columns);
  return !(
    same(now.filter, view.filter) &&
    now.search === view.search &&
    now.ended === view.ended &&
    now.sort === view.sort &&
    now.direction === view.direction &&
    same(
      now.columns,
      columns.map(({ field, width }) => ({ field, ...(width === undefined ? {} : { width }) })),
    ) &&
    now.density === view.density &&
    now.layout === view.layout
  );
}
