import { isDictionary, type PlistValue } from '../../../shared/catalogue/index.ts';
import type { Profile } from './draft.ts';

/*
 * The home screen as lists of icons: the dock, then page after page. What the editor does not show of an icon (what is in
 * a folder of its own, keys nobody knows) moves along with it.
 */

/** One icon as the profile has it. */
export type Icon = Profile;

/** A list of icons: the dock, a page, or what is in a folder that stands in one of them. */
export type Shelf = 'dock' | number;

export interface HomeLayout {
  readonly dock: readonly Icon[];
  readonly pages: readonly (readonly Icon[])[];
}

/** Where an icon stands. */
export interface Spot {
  readonly shelf: Shelf;
  readonly index: number;
}

const icons = (value: PlistValue | undefined): readonly Icon[] =>
  Array.isArray(value) ? value.filter((each): each is Icon => isDictionary(each)) : [];

/** The layout a payload describes. */
export function layoutOf(payload: Profile): HomeLayout {
  const pages: readonly PlistValue[] = Array.isArray(payload.Pages) ? (payload.Pages as readonly PlistValue[]) : [];
  return { dock: icons(payload.Dock), pages: pages.map((page) => icons(page)) };
}

/** The payload with the layout in it; pages without icons go, an empty dock too. */
export function withLayout(payload: Profile, { dock, pages }: HomeLayout): Profile {
  const { Dock: _, ...rest } = payload;
  return {
    ...rest,
    ...(dock.length === 0 ? {} : { Dock: dock }),
    Pages: pages.filter((page, index) => page.length > 0 || index === 0),
  };
}

export function shelfOf(layout: HomeLayout, shelf: Shelf): readonly Icon[] {
  return shelf === 'dock' ? layout.dock : (layout.pages[shelf] ?? []);
}

function withShelf(layout: HomeLayout, shelf: Shelf, put: readonly Icon[]): HomeLayout {
  if (shelf === 'dock') return { ...layout, dock: put };
  const pages = [...layout.pages];
  while (pages.length < shelf) pages.push([]);
  pages[shelf] = put;
  return { ...layout, pages };
}

/** The layout with an icon added at the end of a shelf; a page that is not there yet is made. */
export function withIcon(layout: HomeLayout, shelf: Shelf, icon: Icon): HomeLayout {
  return withShelf(layout, shelf, [...shelfOf(layout, shelf), icon]);
}

export function withoutIcon(layout: HomeLayout, { shelf, index }: Spot): HomeLayout {
  return withShelf(
    layout,
    shelf,
    shelfOf(layout, shelf).filter((_, at) => at !== index),
  );
}

export function withChangedIcon(layout: HomeLayout, { shelf, index }: Spot, icon: Icon): HomeLayout {
  return withShelf(
    layout,
    shelf,
    shelfOf(layout, shelf).map((each, at) => (at === index ? icon : each)),
  );
}

/** The layout with an icon moved before another one, or to the end of a shelf. The same when there is nothing to move. */
export function withMovedIcon(layout: HomeLayout, from: Spot, to: Spot): HomeLayout {
  const icon = shelfOf(layout, from.shelf)[from.index];
  if (icon === undefined || (from.shelf === to.shelf && from.index === to.index)) return layout;
  const without = withoutIcon(layout, from);
  const target = shelfOf(without, to.shelf);
  const at = Math.max(0, Math.min(to.index, target.length));
  return withShelf(without, to.shelf, [...target.slice(0, at), icon, ...target.slice(at)]);
}

/** What an icon leads to: the app, the website, or what is in the folder. */
export function iconsIn(folder: Icon): readonly Icon[] {
  const pages: readonly PlistValue[] = Array.isArray(folder.Pages) ? (folder.Pages as readonly PlistValue[]) : [];
  return pages.flatMap((page) => icons(page));
}

/** How many icons a page of a folder shows. */
const FOLDER_PAGE = 9;

/** The folder with these icons, page after page. */
export function folderWith(folder: Icon, content: readonly Icon[]): Icon {
  const pages = Array.from({ length: Math.ceil(content.length / FOLDER_PAGE) }, (_, page) =>
    content.slice(page * FOLDER_PAGE, (page + 1) * FOLDER_PAGE),
  );
  return { ...folder, Pages: pages };
}
