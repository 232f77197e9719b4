import { isDictionary } from '../../shared/catalogue/index.ts';
import { payloadsOf } from '../../shared/payloads/index.ts';
import type { LoadedVersion } from './catalogue.ts';
import type { Dictionary } from './kept-secrets.ts';

/*
 * What is different in a profile on its way to a device, because of the others that come to the same device or of the
 * address of this server. Pure, but for what it keeps of its own outcomes.
 */

/** Apps a profile shows alone, and apps it hides, by bundle id. */
export interface AppLists {
  readonly allowed: readonly string[] | undefined;
  readonly blocked: readonly string[] | undefined;
}

const RESTRICTIONS = 'com.apple.applicationaccess';
const WEB_FILTER = 'com.apple.webcontent-filter';
const ALLOWED = ['allowListedAppBundleIDs', 'whitelistedAppBundleIDs'] as const;
const BLOCKED = ['blockedAppBundleIDs', 'blacklistedAppBundleIDs'] as const;

const texts = (value: unknown): string[] | undefined =>
  Array.isArray(value) ? value.filter((each) => typeof each === 'string') : undefined;

function listed(payloads: readonly Dictionary[], keys: readonly string[]): string[] | undefined {
  const lists = payloads.flatMap((payload) => keys.flatMap((key) => [texts(payload[key]) ?? []]));
  const given = payloads.some((payload) => keys.some((key) => Array.isArray(payload[key])));
  return given ? [...new Set(lists.flat())] : undefined;
}

/** The lists of apps of a profile; undefined when it has none. */
export function appListsOf(content: Dictionary): AppLists | undefined {
  const payloads = payloadsOf(content)
    .map(({ payload }) => payload as Dictionary)
    .filter(({ PayloadType }) => PayloadType === RESTRICTIONS);
  const allowed = listed(payloads, ALLOWED);
  const blocked = listed(payloads, BLOCKED);
  return allowed === undefined && blocked === undefined ? undefined : { allowed, blocked };
}

/**
 * The one list that all lists of a device add up to: apps that any of them allows, without those any of them hides.
 * Devices take only what all lists allow, so that two lists side by side would leave nearly nothing.
 *
 * @returns undefined where nothing is to be changed: with lists of hidden apps alone, or a single list
 */
export function addedUp(lists: readonly AppLists[]): readonly string[] | undefined {
  const allowing = lists.filter(({ allowed }) => allowed !== undefined);
  const blocked = new Set(lists.flatMap((each) => each.blocked ?? []));
  if (allowing.length === 0 || (lists.length === 1 && blocked.size === 0)) return undefined;
  return [...new Set(allowing.flatMap(({ allowed }) => allowed ?? []))].filter((each) => !blocked.has(each)).sort();
}

/** The profile with this one list of allowed apps in place of each list it has. */
export function withAppList(content: Dictionary, allowed: readonly string[]): Dictionary {
  return withPayloads(content, (payload) => {
    if (payload.PayloadType !== RESTRICTIONS) return payload;
    const has = [...ALLOWED, ...BLOCKED].filter((key) => key in payload);
    if (has.length === 0) return payload;
    const rest = Object.fromEntries(Object.entries(payload).filter(([key]) => !has.includes(key as never)));
    // Older systems know the list by its older name only.
    const keys = ALLOWED.filter((key) => has.includes(key));
    return {
      ...rest,
      ...Object.fromEntries((keys.length === 0 ? [ALLOWED[0]] : keys).map((key) => [key, [...allowed]])),
    };
  });
}

/** Whether it has a web filter that allows only what it lists, or more than the filter would. */
export function filtersWeb(content: Dictionary): boolean {
  return payloadsOf(content).some(
    ({ payload }) => payload.PayloadType === WEB_FILTER && isBuiltIn(payload as Dictionary),
  );
}

const isBuiltIn = ({ FilterType }: Dictionary): boolean => FilterType === undefined || FilterType === 'BuiltIn';

/** The profile with this server in every list of allowed addresses, so that web clips that lead here go on working. */
export function withServer(content: Dictionary, server: string): Dictionary {
  const title = new URL(server).host;
  const opens = (entry: unknown): boolean => typeof entry === 'string' && entry !== '' && server.startsWith(entry);
  return withPayloads(content, (payload) => {
    if (payload.PayloadType !== WEB_FILTER || !isBuiltIn(payload)) return payload;
    const next: Record<string, unknown> = { ...payload };
    for (const key of ['AllowListBookmarks', 'WhitelistedBookmarks']) {
      const list = payload[key];
      if (!Array.isArray(list) || list.length === 0) continue;
      if (list.some((entry) => isDictionary(entry) && opens(entry.URL))) continue;
      next[key] = [...list, { URL: server, Title: title }];
    }
    if (payload.AutoFilterEnabled === true) {
      const list = Array.isArray(payload.PermittedURLs) ? payload.PermittedURLs : [];
      if (!list.some(opens)) next.PermittedURLs = [...list, server];
    }
    return next as Dictionary;
  });
}

function withPayloads(content: Dictionary, change: (payload: Dictionary) => Dictionary): Dictionary {
  const { PayloadContent } = content;
  if (!Array.isArray(PayloadContent)) return content;
  return {
    ...content,
    PayloadContent: PayloadContent.map((each) => (isDictionary(each) ? change(each as Dictionary) : each)),
  } as Dictionary;
}

/** Versions as they go to one device, kept so that what is the same for many is made once. */
export interface Adapting {
  /** @param versions of all profiles that come to the device */
  adapt(versions: readonly LoadedVersion[]): readonly LoadedVersion[];
}

const MOST_KEPT = 500;

/** @param server where devices reach this server */
export function openAdapting(server: () => string): Adapting {
  const kept = new WeakMap<LoadedVersion, Map<string, LoadedVersion>>();

  const adapted = (version: LoadedVersion, key: string, make: () => Dictionary, empty: boolean): LoadedVersion => {
    const known = kept.get(version) ?? new Map<string, LoadedVersion>();
    kept.set(version, known);
    const found = known.get(key);
    if (found !== undefined) return found;
    const { command: _, hazards, ...rest } = version;
    const made: LoadedVersion = {
      ...rest,
      parts: { ...version.parts, content: make() },
      hazards: (accepted) => [...hazards(accepted), ...(empty ? [{ kind: 'no-app-left' as const }] : [])],
    };
    if (known.size >= MOST_KEPT) known.clear();
    known.set(key, made);
    return made;
  };

  return {
    adapt(versions) {
      const lists = versions.flatMap(({ appLists }) => appLists ?? []);
      const allowed = lists.length === 0 ? undefined : addedUp(lists);
      const apps = allowed?.join('\n');
      return versions.map((version) => {
        // What others signed goes as it came.
        if (version.parts.original !== undefined) return version;
        const merges = allowed !== undefined && version.appLists !== undefined;
        const url = version.filtersWeb ? server() : undefined;
        if (!merges && url === undefined) return version;
        return adapted(
          version,
          `${url ?? ''}\n${merges ? `apps\n${apps}` : ''}`,
          () => {
            const content = merges ? withAppList(version.parts.content as Dictionary, allowed) : version.parts.content;
            return (url === undefined ? content : withServer(content as Dictionary, url)) as Dictionary;
          },
          merges && allowed.length === 0,
        );
      });
    },
  };
}
