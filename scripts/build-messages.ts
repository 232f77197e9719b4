/**
 * Writes shared/catalogue/generated/messages.json from Apple's device-management schema: what devices and servers
 * may say to each other beside the commands themselves, for the tests that check every message of the simulator and the
 * engine. Keys, types, limits, platforms and versions; none of Apple's prose.
 *
 *   node scripts/build-messages.ts [--from DIR] [--check]
 */
import type { KeyDefinition, SupportTable } from '../shared/catalogue/types.ts';
import { commandDefinition } from './apple-commands.ts';
import {
  fail,
  keyDefinition,
  list,
  mapping,
  PROSE,
  schemaFiles,
  supportTable,
  writeGenerated,
} from './apple-schema.ts';

/** One kind of message; `answer` is what comes back. */
interface Message {
  kind: 'command' | 'check-in' | 'error' | 'declarative' | 'status-item' | 'payload';
  name: string;
  support: SupportTable;
  keys: KeyDefinition[];
  answer?: KeyDefinition[];
}

const WORDS = ['payload', 'payloadkeys', 'responsekeys', 'reasons', ...PROSE];
const NAMES = ['requesttype', 'payloadtype', 'statusitemtype'] as const;

function message(kind: Message['kind'], content: unknown, file: string): Message {
  const source = mapping(content, file, WORDS);
  const payload = mapping(source.payload, file, [...NAMES, 'supportedOS', 'content']);
  const keys = list(source.payloadkeys, file).map((key) => keyDefinition(key, file, true));
  // Error bodies have no name but the only value of their code.
  const named = NAMES.map((word) => payload[word]).find((name) => name !== undefined) ?? keys[0]?.values?.[0];
  const name = typeof named === 'string' ? named : fail(file, 'has no name');
  const answer = list(source.responsekeys, file).map((key) => keyDefinition(key, file, true));
  const made: Message = { kind, name, support: supportTable(payload.supportedOS, file), keys };
  return correct(answer.length > 0 ? { ...made, answer } : made);
}

const text = (key: string, more: Partial<KeyDefinition> = {}): KeyDefinition => ({ key, type: 'string', ...more });
const NOT_FOR_USERS = { userEnrollment: 'forbidden' } as const;

/** What the schema says wrongly or leaves out, by Apple's MDM Protocol Reference and what devices do. */
function correct(made: Message): Message {
  const edit = (name: string, change: (key: KeyDefinition) => KeyDefinition): Message => {
    if (!made.keys.some((key) => key.key === name)) fail(made.name, `${name} to correct is gone`);
    return { ...made, keys: made.keys.map((key) => (key.key === name ? change(key) : key)) };
  };
  switch (made.kind === 'check-in' || made.kind === 'declarative' ? made.name : '') {
    case 'UserAuthenticate':
      // The first of its two steps has no digest yet; the answers are told in the reference only.
      return {
        ...edit('DigestResponse', ({ required: _, ...key }) => key),
        answer: [text('DigestChallenge'), text('AuthToken')],
      };
    case 'TokenUpdate':
      // A key of Macs. The schema says so for every other platform but this one.
      return edit('NotOnConsole', (key) => ({ ...key, support: { ...key.support, tvOS: { available: false } } }));
    case 'CheckOut':
      // Said of iOS and visionOS only; a Mac under user enrollment tells no UDID either.
      return edit('UDID', (key) => ({ ...key, support: { ...key.support, macOS: NOT_FOR_USERS } }));
    case 'SetBootstrapToken':
    case 'GetBootstrapToken':
      // Every check-in message says who sends it.
      return { ...made, keys: [...made.keys, text('UDID', { required: true })] };
    case 'TokensResponse':
      // A reference to SynchronizationTokens, which this copy of the schema does not hold.
      return edit('SyncTokens', (key) => ({
        ...key,
        keys: [text('Timestamp', { required: true }), text('DeclarationsToken', { required: true })],
      }));
    default:
      return made;
  }
}

/** The same for what is answered to commands. */
function correctAnswer(requestType: string, keys: readonly KeyDefinition[]): KeyDefinition[] {
  const sometimes = (names: readonly string[], key: KeyDefinition): KeyDefinition => ({
    ...key,
    ...(names.includes(key.key) ? { required: undefined } : {}),
    ...(key.keys ? { keys: key.keys.map((member) => sometimes(names, member)) } : {}),
    ...(key.items ? { items: sometimes(names, key.items) } : {}),
    ...(key.wildcard ? { wildcard: sometimes(names, key.wildcard) } : {}),
  });
  switch (requestType) {
    case 'Restrictions':
      // Told when it was asked for.
      return keys.map((key) => sometimes(['ProfileRestrictions'], key));
    case 'ManagedApplicationList':
      // Told once, and only when the person owned the app already.
      return keys.map((key) => sometimes(['UnusedRedemptionCode'], key));
    case 'ManagedMediaList':
      // Books from elsewhere have no number of the store.
      return keys.map((key) => sometimes(['iTunesStoreID'], key));
    case 'Settings':
      // One result for each setting, in order; the schema shows a single one.
      return keys.map(({ type: _, ...key }) => ({
        key: key.key,
        type: 'array',
        items: {
          ...key,
          key: 'SettingsItem',
          type: 'dictionary',
          keys: [...(key.keys ?? []), text('Item', { required: true })],
        },
      }));
    default:
      return [...keys];
  }
}

/** Payloads this server writes by itself; the common keys belong to each. */
const PAYLOADS = [
  'TopLevel',
  'CommonPayloadKeys',
  'com.apple.mdm',
  'com.apple.security.scep',
  'com.apple.security.root',
  'com.apple.security.pkcs1',
];

function build(from: string): string {
  const messages: Message[] = [
    ...schemaFiles(from, 'mdm', 'commands').map(({ file, content }): Message => {
      const { requestType, support, response } = commandDefinition(content, file, true);
      // Its keys are in commands.json.
      return { kind: 'command', name: requestType, support, keys: [], answer: correctAnswer(requestType, response) };
    }),
    ...schemaFiles(from, 'mdm', 'checkin').map(({ file, content }) => message('check-in', content, file)),
    ...schemaFiles(from, 'mdm', 'errors').map(({ file, content }) => message('error', content, file)),
    ...schemaFiles(from, 'declarative', 'protocol').map(({ file, content }) => message('declarative', content, file)),
    ...schemaFiles(from, 'declarative', 'status')
      // What the reasons of several items look like stands in the items, too.
      .filter(({ file }) => file !== 'statusreason.yaml')
      .map(({ file, content }) => message('status-item', content, file)),
    ...schemaFiles(from, 'mdm', 'profiles')
      .filter(({ file }) => PAYLOADS.includes(file.replace(/\.yaml$/, '')))
      .map(({ file, content }) => message('payload', content, file)),
  ].sort((a, b) => (a.name < b.name ? -1 : 1));
  return `[\n${messages.map((each) => JSON.stringify(each)).join(',\n')}\n]\n`;
}

writeGenerated('shared/catalogue/generated/messages.json', build);
