import { isDictionary, type PlistValue } from '../../../../shared/catalogue/index.ts';
import type { Profile } from '../draft.ts';

/*
 * The Dock of a Mac as two rows: apps, and right of the line documents, folders and links. In the profile each row is two
 * lists: what stays, and what people may remove.
 */

export const DOCK_SIDES = ['apps', 'others'] as const;
export type DockSide = (typeof DOCK_SIDES)[number];

/** One icon; `entry` is as the profile has it, whatever else is in it. */
export interface DockItem {
  /** People cannot remove it. */
  readonly fixed: boolean;
  readonly entry: Profile;
}

export type Dock = Readonly<Record<DockSide, readonly DockItem[]>>;

export const DOCK_KINDS = ['app', 'folder', 'file', 'link'] as const;
export type DockKind = (typeof DOCK_KINDS)[number];

/** Keys that the Dock's own editor takes care of. */
export const DOCK_KEYS: ReadonlySet<string> = new Set([
  'static-apps',
  'static-others',
  'persistent-apps',
  'persistent-others',
]);

const entries = (value: PlistValue | undefined): readonly Profile[] =>
  Array.isArray(value) ? value.filter((each): each is Profile => isDictionary(each)) : [];

const rowOf = (payload: Profile, side: DockSide): readonly DockItem[] => [
  ...entries(payload[`static-${side}`]).map((entry) => ({ fixed: true, entry })),
  ...entries(payload[`persistent-${side}`]).map((entry) => ({ fixed: false, entry })),
];

/** The Dock that a payload describes; what stays comes first. */
export function dockOf(payload: Profile): Dock {
  return { apps: rowOf(payload, 'apps'), others: rowOf(payload, 'others') };
}

/** The payload with this Dock; lists without anything go. */
export function withDock(payload: Profile, dock: Dock): Profile {
  const next: Record<string, PlistValue> = Object.fromEntries(
    Object.entries(payload).filter(([key]) => !DOCK_KEYS.has(key)),
  );
  for (const side of DOCK_SIDES)
    for (const fixed of [true, false]) {
      const list = dock[side].filter((item) => item.fixed === fixed).map(({ entry }) => entry);
      if (list.length > 0) next[`${fixed ? 'static' : 'persistent'}-${side}`] = list;
    }
  return next;
}

const dataOf = (entry: Profile): Profile => (isDictionary(entry['tile-data']) ? (entry['tile-data'] as Profile) : {});
const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** What an icon says and leads to, as people read it. */
export function dockItem(entry: Profile): { readonly label: string; readonly path: string; readonly kind: DockKind } {
  const data = dataOf(entry);
  const file = isDictionary(data['file-data']) ? (data['file-data'] as Profile) : {};
  const raw = text(file._CFURLString) || text(data.url);
  const path = raw.startsWith('file://') ? decodeURI(raw.slice('file://'.length)) : raw;
  const plain = path.length > 1 ? path.replace(/\/$/, '') : path;
  const kind =
    entry['tile-type'] === 'url-tile'
      ? 'link'
      : plain.endsWith('.app')
        ? 'app'
        : entry['tile-type'] === 'directory-tile'
          ? 'folder'
          : 'file';
  return { label: text(data.label) || nameInPath(plain), path: plain, kind };
}

const TILES = {
  app: ['file-tile', 1],
  file: ['file-tile', 1],
  folder: ['directory-tile', 3],
  link: ['url-tile', 0],
} as const;

/** An icon that leads somewhere. What else the entry has stays. */
export function dockEntry(kind: DockKind, label: string, path: string, before: Profile = {}): Profile {
  const [tile, type] = TILES[kind];
  const { url: _, 'file-data': __, ...data } = dataOf(before);
  const place: Profile =
    kind === 'link'
      ? { url: path }
      : { url: encodeURI(`file://${path}`), 'file-data': { _CFURLString: path, _CFURLStringType: 0 } };
  return { ...before, 'tile-type': tile, 'tile-data': { ...data, label, 'file-type': type, ...place } };
}

/** What a path is called: `Safari` for `/Applications/Safari.app`. */
export function nameInPath(path: string): string {
  return /^https?:/.test(path)
    ? path.replace(/^https?:\/\/(?:www\.)?/, '').replace(/\/.*$/, '')
    : (
        path
          .split('/')
          .filter((each) => each !== '')
          .at(-1) ?? ''
      ).replace(/\.app$/, '');
}

/** The row with an icon at another place among those that are fixed like it. */
export function withMovedItem(row: readonly DockItem[], from: number, to: number): readonly DockItem[] {
  const item = row[from];
  const target = row[to];
  if (item === undefined || target === undefined || from === to || target.fixed !== item.fixed) return row;
  const without = row.filter((_, at) => at !== from);
  return [...without.slice(0, to), item, ...without.slice(to)];
}

const SYSTEM = [
  'App Store',
  'Books',
  'Calculator',
  'Calendar',
  'Contacts',
  'FaceTime',
  'Freeform',
  'Home',
  'Mail',
  'Maps',
  'Messages',
  'Music',
  'News',
  'Notes',
  'Passwords',
  'Photos',
  'Podcasts',
  'Preview',
  'Reminders',
  'Shortcuts',
  'Stocks',
  'System Settings',
  'TextEdit',
  'TV',
  'Voice Memos',
  'Weather',
];
const INSTALLED = [
  'Safari',
  'Keynote',
  'Numbers',
  'Pages',
  'GarageBand',
  'iMovie',
  'Firefox',
  'Google Chrome',
  'Microsoft Excel',
  'Microsoft Outlook',
  'Microsoft PowerPoint',
  'Microsoft Teams',
  'Microsoft Word',
  'zoom.us',
];

/** Apps by where they are on a Mac. */
export const MAC_APPS: readonly { readonly value: string; readonly label: string }[] = [
  ...SYSTEM.map((label) => ({ value: `/System/Applications/${label}.app`, label })),
  { value: '/System/Applications/Utilities/Terminal.app', label: 'Terminal' },
  ...INSTALLED.map((label) => ({ value: `/Applications/${label}.app`, label })),
].sort((a, b) => a.label.localeCompare(b.label));
