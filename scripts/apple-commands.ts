import type { CommandDefinition, KeyDefinition, Platform, PlatformSupport } from '../shared/catalogue/types.ts';
import { PLATFORMS } from '../shared/catalogue/types.ts';
import { fail, keyDefinition, list, mapping, PROSE, supportTable } from './apple-schema.ts';

const WORDS = 'payload payloadkeys responsekeys'.split(' ').concat(PROSE);

/**
 * One MDM command, with what the schema leaves out.
 *
 * @param answers whether to keep which platforms have the keys of its answer
 */
export function commandDefinition(content: unknown, file: string, answers = false): CommandDefinition {
  const source = mapping(content, file, WORDS);
  const payload = mapping(source.payload, file, ['requesttype', 'supportedOS', 'content']);
  const requestType = typeof payload.requesttype === 'string' ? payload.requesttype : fail(file, 'no requesttype');
  const support = supportTable(payload.supportedOS, requestType);
  for (const platform of PLATFORMS) support[platform] ??= { available: false };
  return supplement({
    requestType,
    support: support as Record<Platform, PlatformSupport>,
    keys: list(source.payloadkeys, file).map((key) => keyDefinition(key, requestType, true)),
    response: list(source.responsekeys, file).map((key) => keyDefinition(key, requestType, answers)),
  });
}

const only = (...platforms: (readonly [Platform, PlatformSupport])[]): Record<Platform, PlatformSupport> => ({
  ...(Object.fromEntries(PLATFORMS.map((name) => [name, { available: false }])) as Record<Platform, PlatformSupport>),
  ...Object.fromEntries(platforms),
});

function textSetting(name: string): KeyDefinition {
  return {
    key: name,
    type: 'dictionary',
    support: only(['tvOS', { introduced: '9.0', supervised: true }]),
    keys: [
      { key: 'Item', type: 'string', required: true, values: [name] },
      { key: name, type: 'string', required: true },
    ],
  };
}

/** Facts of Apple's MDM Protocol Reference that devices still know and the schema no longer lists. */
function supplement(command: CommandDefinition): CommandDefinition {
  const edit = (keys: readonly KeyDefinition[], name: string, change: (key: KeyDefinition) => KeyDefinition) => {
    if (!keys.some((key) => key.key === name)) fail(command.requestType, `${name} to supplement is gone`);
    return keys.map((key) => (key.key === name ? change(key) : key));
  };
  switch (command.requestType) {
    case 'InstallApplication': {
      const notManaged: KeyDefinition = { key: 'NotManaged', type: 'boolean', default: false };
      const keys = edit(command.keys, 'Options', (key) => ({ ...key, keys: [...(key.keys ?? []), notManaged] }));
      return { ...command, keys };
    }
    case 'DeviceInformation': {
      const spoken = only(['iOS', { introduced: '7.0' }], ['macOS', { introduced: '10.9' }], ['tvOS', {}]);
      const right = 'AllowQueryNetworkInformation' as const;
      const wired = only(
        ['iOS', { introduced: '7.0', right }],
        ['macOS', { introduced: '10.8', right }],
        ['tvOS', { right }],
      );
      const added = [
        { value: 'Languages', support: spoken },
        { value: 'Locales', support: spoken },
        { value: 'EthernetMACs', support: wired },
      ];
      const keys = edit(command.keys, 'Queries', (key) =>
        key.items === undefined
          ? key
          : { ...key, items: { ...key.items, choices: [...(key.items.choices ?? []), ...added] } },
      );
      const answers = added.map(
        ({ value }): KeyDefinition => ({
          key: value,
          type: 'array',
          items: { key: 'Item', type: 'string' },
        }),
      );
      const response = edit(command.response, 'QueryResponses', (key) => ({
        ...key,
        keys: [...(key.keys ?? []), ...answers],
      }));
      return { ...command, keys, response };
    }
    case 'RequestMirroring': {
      const range = { min: 10, max: 300 };
      return { ...command, keys: edit(command.keys, 'ScanTime', (key) => ({ ...key, default: 30, range })) };
    }
    case 'Settings': {
      const keys = edit(command.keys, 'Settings', (key) => ({
        ...key,
        variants: [...(key.variants ?? []), textSetting('Language'), textSetting('Locale')],
      }));
      return { ...command, keys };
    }
    default:
      return command;
  }
}
