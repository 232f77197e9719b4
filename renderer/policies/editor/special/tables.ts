/*
 * Lists that are filled in as tables: one line an entry, one column a key.
 */

/** How a list of dictionaries is laid out. */
export interface TableLayout {
  /** Keys in the order of their columns; the first names the entry. */
  readonly columns: readonly string[];
  /** A switch without which the others of its entry mean nothing. */
  readonly gate?: string;
  /** Their order means something. */
  readonly ordered?: true;
  /** How entries are added, besides an empty one. */
  readonly add: 'app' | 'printer' | undefined;
}

const LAYOUTS: Readonly<Record<string, TableLayout>> = {
  'com.apple.notificationsettings NotificationSettings': {
    columns: [
      'BundleIdentifier',
      'NotificationsEnabled',
      'BadgesEnabled',
      'SoundsEnabled',
      'ShowInLockScreen',
      'ShowInNotificationCenter',
      'ShowInCarPlay',
      'CriticalAlertEnabled',
      'AlertType',
      'PreviewType',
      'GroupingType',
    ],
    add: 'app',
    gate: 'NotificationsEnabled',
  },
  'com.apple.airprint AirPrint': { columns: ['IPAddress', 'Port', 'ResourcePath', 'ForceTLS'], add: 'printer' },
  'com.apple.airplay AllowList': { columns: ['DeviceName', 'DeviceID'], add: undefined },
  'com.apple.airplay Passwords': { columns: ['DeviceName', 'Password', 'DeviceID'], add: undefined },
  'com.apple.webcontent-filter AllowListBookmarks': { columns: ['Title', 'URL'], add: undefined, ordered: true },
};

/** The layout of a list in a payload; undefined for what is filled in one entry below the other. */
export function tableLayout(payloadType: string, key: string): TableLayout | undefined {
  const name = `${payloadType} ${key}`;
  return Object.hasOwn(LAYOUTS, name) ? LAYOUTS[name] : undefined;
}

/** Keys that only mean something for one way of filtering. */
const BUILT_IN_FILTER: ReadonlySet<string> = new Set([
  'AutoFilterEnabled',
  'PermittedURLs',
  'DenyListURLs',
  'HideDenyListURLs',
  'AllowListBookmarks',
  'SafariHistoryRetentionEnabled',
]);
/** What Apple renamed: kept where it is there, not offered anew. */
const RENAMED: Readonly<Record<string, ReadonlySet<string>>> = {
  'com.apple.webcontent-filter': new Set(['BlacklistedURLs', 'WhitelistedBookmarks']),
  'com.apple.airplay': new Set(['Whitelist']),
};

/** Keys of a payload that say nothing as it stands; those that are set are shown all the same. */
export function idleKeys(payload: Readonly<Record<string, unknown>>, keys: readonly string[]): ReadonlySet<string> {
  const type = String(payload.PayloadType);
  const renamed = RENAMED[type];
  const filter = type === 'com.apple.webcontent-filter';
  const plugin = payload.FilterType === 'Plugin';
  return new Set(
    keys.filter((key) => {
      if (key in payload || key.startsWith('Payload')) return false;
      if (renamed?.has(key) === true) return true;
      return filter && key !== 'FilterType' && BUILT_IN_FILTER.has(key) === plugin;
    }),
  );
}

/** A printer as the payload has it. */
export interface Printer {
  readonly IPAddress: string;
  readonly ResourcePath: string;
  readonly Port?: number;
  readonly ForceTLS?: boolean;
}

const PRINTER =
  /^(?:(ipps?|https?):\/\/)?(\[[0-9a-f:.]+\]|[^\s/:,;]+)(?::(\d{1,5}))?(?:[\s,;]+(\d{1,5}))?(?:[\s,;]*(\/?[^\s,;]+))?$/i;

/**
 * A printer that somebody typed or pasted: `ipps://printer.example.com:631/ipp/print`, `10.0.0.5`, or
 * `10.0.0.5, 631, /ipp/print`.
 *
 * @returns undefined when it is none
 */
export function readPrinter(line: string): Printer | undefined {
  const [, scheme = '', host, port, listedPort, path] = PRINTER.exec(line.trim()) ?? [];
  const number = Number(port ?? listedPort);
  if (host === undefined || number > 65_535) return undefined;
  return {
    IPAddress: host.replace(/^\[|\]$/g, ''),
    ResourcePath: path === undefined || path === '/' ? '/ipp/print' : path.startsWith('/') ? path : `/${path}`,
    ...(Number.isInteger(number) && number > 0 ? { Port: number } : {}),
    ...(/s$/i.test(scheme) ? { ForceTLS: true } : {}),
  };
}
