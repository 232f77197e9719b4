/**
 * Writes shared/payloads/generated from Apple's device-management schema: keys, types, limits and platforms of every
 * payload of configuration profiles; none of Apple's prose. An index that is read at once, and bodies read when needed.
 *
 *   node scripts/build-payloads.ts [--from DIR] [--check]
 */
import { type KeyDefinition, PLATFORMS, type Platform, type PlatformSupport } from '../shared/catalogue/types.ts';
import type { PayloadBody, PayloadSummary } from '../shared/payloads/types.ts';
import {
  fail,
  isWildcard,
  keyDefinition,
  list,
  type Mutable,
  mapping,
  PROSE,
  schemaFiles,
  supportTable,
  writeGenerated,
} from './apple-schema.ts';

const WORDS = 'payload payloadkeys'.split(' ').concat(PROSE);

interface Payload {
  readonly summary: PayloadSummary;
  readonly body: PayloadBody;
}

function payloadOf(content: unknown, file: string): Payload {
  const source = mapping(content, file, WORDS);
  const payload = mapping(source.payload, file, ['payloadtype', 'supportedOS', 'content']);
  const type = typeof payload.payloadtype === 'string' ? payload.payloadtype : fail(file, 'no payloadtype');
  const title = typeof source.title === 'string' ? source.title : fail(file, 'no title');
  const id = file.replace(/\.yaml$/, '');
  // One payload (WAPI identities) names no platforms; it is of the kind all others of its time had: iOS and the Mac.
  const stated = payload.supportedOS ?? { iOS: { introduced: '4.0' }, macOS: { introduced: '10.7' } };
  const support = supportTable(stated, id);
  for (const platform of PLATFORMS) support[platform] ??= { available: false };
  const keys = list(source.payloadkeys, file).map((key) => keyDefinition(key, id, true));
  const wildcard = keys.find((key) => isWildcard(key.key));
  return {
    summary: {
      id,
      type,
      page: title.toLowerCase().replaceAll(/[^a-z0-9]/g, ''),
      support: support as Record<Platform, PlatformSupport>,
    },
    body: {
      id,
      keys: supplement(
        id,
        keys.filter((key) => key !== wildcard),
      ),
      ...(wildcard === undefined ? {} : { wildcard }),
    },
  };
}

/** Facts the schema cannot say or forgets, each with how often it must be found. */
const SUPPLEMENTS: Readonly<
  Record<
    string,
    {
      readonly times: number;
      /** @param all the keys of the payload */
      change(key: KeyDefinition, all: readonly KeyDefinition[]): Mutable<KeyDefinition> | undefined;
    }
  >
> = {
  // Subject alternative names may be one text or a list of them, which the schema cannot say (its errata do).
  'com.apple.security.scep': {
    times: 3,
    change: (key) =>
      ['rfc822Name', 'dNSName', 'uniformResourceIdentifier'].includes(key.key) ? { ...key, type: 'any' } : undefined,
  },
  // The schema lists “App” and speaks of “Application”, which is what devices and Apple Configurator write.
  'com.apple.homescreenlayout': {
    times: 4,
    change: (key) => (key.values?.includes('App') ? { ...key, values: ['Application', ...key.values] } : undefined),
  },
  // Languages stand directly in the dictionary; the schema puts a level between.
  TopLevel: {
    times: 1,
    change: (key) =>
      key.key === 'ConsentText'
        ? { key: key.key, type: 'dictionary', keys: [], wildcard: { key: 'ANY', type: 'string' } }
        : undefined,
  },
  // A tunnel of an always-on VPN is set up by the keys of IKEv2 beside its own, as Apple's page about it says.
  // What an app of a VPN wants to know has any names; the schema knows those of three makers.
  'com.apple.vpn.managed': {
    times: 2,
    change: (key, all) => {
      if (key.key === 'VendorConfig') return { ...key, wildcard: { key: 'ANY', type: 'any' } };
      if (key.key !== 'TunnelConfigurations' || key.items === undefined) return undefined;
      const ikev2 = all.find((each) => each.key === 'IKEv2')?.keys ?? [];
      return { ...key, items: { ...key.items, keys: [...(key.items.keys ?? []), ...ikev2] } };
    },
  },
  // Asking for a password works without choosing a screen saver.
  'com.apple.screensaver': {
    times: 1,
    change: (key) => (key.key === 'moduleName' ? { key: key.key, type: key.type } : undefined),
  },
};

function supplement(id: string, keys: readonly KeyDefinition[]): readonly KeyDefinition[] {
  const facts = SUPPLEMENTS[id];
  if (facts === undefined) return keys;
  let found = 0;
  const edit = (key: KeyDefinition): KeyDefinition => {
    const changed = facts.change(key, keys);
    if (changed !== undefined) found++;
    const out: Mutable<KeyDefinition> = changed ?? { ...key };
    if (out.keys !== undefined) out.keys = out.keys.map(edit);
    if (out.items !== undefined) out.items = edit(out.items);
    return out;
  };
  const edited = keys.map(edit);
  return found === facts.times ? edited : fail(id, `what to supplement is there ${found} times, not ${facts.times}`);
}

/** One payload a line: a change in Apple's schema reads as a change of that payload. */
const lines = (entries: readonly unknown[]): string =>
  `[\n${entries.map((entry) => JSON.stringify(entry)).join(',\n')}\n]\n`;

function payloads(from: string): Payload[] {
  return schemaFiles(from, 'mdm', 'profiles')
    .map(({ file, content }) => payloadOf(content, file))
    .sort((a, b) => (a.summary.id < b.summary.id ? -1 : 1));
}

writeGenerated('shared/payloads/generated/index.json', (from) => lines(payloads(from).map(({ summary }) => summary)));
writeGenerated('shared/payloads/generated/bodies.json', (from) => lines(payloads(from).map(({ body }) => body)));
