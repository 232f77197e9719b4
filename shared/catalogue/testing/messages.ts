import { type Speaker, whyNot } from '../applies.ts';
import { COMMANDS } from '../catalogue.ts';
import { messageDefinition } from '../messages.ts';
import { isDictionary } from '../plist-value.ts';
import type { KeyDefinition, PlatformSupport, SupportTable } from '../types.ts';
import { wrongMembers, wrongValue } from './shape.ts';

/*
 * Whether a message is one that Apple's schema knows, for the device that sends or gets it. Every function gives back what
 * is wrong, a line each with its path; nothing when the message is good.
 */

type Dictionary = Readonly<Record<string, unknown>>;

const text = (key: string, more: Partial<KeyDefinition> = {}): KeyDefinition => ({ key, type: 'string', ...more });
const CHAIN_ITEM: KeyDefinition = {
  key: 'ErrorChainItem',
  type: 'dictionary',
  keys: [
    { key: 'ErrorCode', type: 'integer', required: true },
    text('ErrorDomain', { required: true }),
    text('LocalizedDescription', { required: true }),
    text('USEnglishDescription'),
  ],
};
const CHAIN: KeyDefinition = {
  key: 'ErrorChain',
  type: 'array',
  items: CHAIN_ITEM,
  repetition: { min: 1 },
};

/** What every result says of itself and of who sends it (MDM Protocol Reference, "Device Response"). */
function envelope({ userEnrollment, channel, platform }: Speaker): KeyDefinition[] {
  const device = userEnrollment ? 'EnrollmentID' : 'UDID';
  const owner = userEnrollment ? 'EnrollmentUserID' : 'UserID';
  const user = [text(owner, { required: true }), text('UserShortName'), text('UserLongName'), text('AuthToken')];
  // Macs say whether the user is at the console.
  const console: KeyDefinition[] = platform === 'macOS' ? [{ key: 'NotOnConsole', type: 'boolean' }] : [];
  return [text(device, { required: true }), ...(channel === 'user' ? [...user, ...console] : [])];
}

/** A result of a command, or Idle, as a device sends it. */
export function wrongResult(message: Dictionary, requestType: string | undefined, speaker: Speaker): string[] {
  const { Status } = message;
  const own = envelope(speaker);
  const status = text('Status', { required: true });
  if (Status === 'Idle') return wrongMembers(message, { keys: [...own, status] }, '', speaker);
  const named = [...own, status, text('CommandUUID', { required: true })];
  if (Status === 'NotNow') return wrongMembers(message, { keys: named }, '', speaker);
  if (Status === 'CommandFormatError') return wrongMembers(message, { keys: [...named, CHAIN] }, '', speaker);
  const definition = messageDefinition('command', requestType);
  if (definition === undefined) return [`${String(requestType)}: no command of the schema`];
  if (Status === 'Error') {
    // Only a success owes what the command was to tell.
    const told = (definition.answer ?? []).map(({ required: _, ...key }) => key);
    const chain: KeyDefinition = { ...CHAIN, required: true };
    return wrongMembers(message, { keys: [...named, chain, ...told] }, '', speaker);
  }
  if (Status !== 'Acknowledged') return [`Status: “${String(Status)}” is none`];
  const reason = whyNot(definition.support, speaker);
  if (reason !== undefined) return [`${requestType} was acknowledged: ${reason}`];
  return wrongMembers(message, { keys: [...named, ...(definition.answer ?? [])] }, '', speaker);
}

/** A command with its envelope, as the server sends it. */
export function wrongCommand(message: Dictionary, speaker: Speaker): string[] {
  const keys = [text('CommandUUID', { required: true }), { key: 'Command', type: 'dictionary' } as const];
  const outer = wrongMembers(message, { keys }, '', speaker);
  const { Command } = message;
  if (!isDictionary(Command)) return [...outer, 'Command: missing'];
  const definition = COMMANDS.find(({ requestType }) => requestType === Command.RequestType);
  if (definition === undefined) return [...outer, `Command.RequestType: “${String(Command.RequestType)}” is none`];
  const reason = whyNot(definition.support, speaker);
  const inner = { keys: [text('RequestType', { required: true }), ...definition.keys] };
  return [
    ...outer,
    ...(reason === undefined ? [] : [`${definition.requestType}: ${reason}`]),
    ...wrongMembers(Command, inner, 'Command', speaker),
  ];
}

/** A check-in message, as a device sends it. */
export function wrongCheckIn(message: Dictionary, speaker: Speaker): string[] {
  const definition = messageDefinition('check-in', message.MessageType);
  if (definition === undefined) return [`MessageType: “${String(message.MessageType)}” is none`];
  const reason = whyNot(definition.support, speaker);
  // After signing in, a user of the directory shows what the server gave it (UserAuthenticate in the reference).
  const shown = speaker.channel === 'user' && speaker.platform === 'macOS' ? [text('AuthToken')] : [];
  return [
    ...(reason === undefined ? [] : [`${definition.name}: ${reason}`]),
    ...wrongMembers(message, { keys: [...definition.keys, ...shown] }, '', speaker),
  ];
}

/** What the server answers a check-in message with, when it is a property list. */
export function wrongCheckInAnswer(messageType: string, answer: Dictionary, speaker: Speaker): string[] {
  const definition = messageDefinition('check-in', messageType);
  if (definition === undefined) return [`MessageType: “${messageType}” is none`];
  return wrongMembers(answer, { keys: definition.answer ?? [] }, '', speaker);
}

/** The body of a 403, for a device that reads such bodies. */
export function wrongDeviceError(body: Dictionary, speaker: Speaker): string[] {
  const definition = messageDefinition('error', body.code);
  // A code of our own is for people who look at what happened; devices know Apple's only.
  if (/^org\.cartwright\./.test(String(body.code))) {
    return wrongMembers(body, { keys: ['code', 'description', 'message'].map((key) => text(key)) }, '', speaker);
  }
  if (definition === undefined) return [`code: “${String(body.code)}” is none`];
  const reason = whyNot(definition.support, speaker);
  return [
    ...(reason === undefined ? [] : [`${definition.name}: ${reason}`]),
    ...wrongMembers(body, { keys: definition.keys }, '', speaker),
  ];
}

/** A document of declarative management, JSON that was read. */
export function wrongDeclarative(
  name: 'TokensResponse' | 'DeclarationItemsResponse' | 'StatusReport',
  document: Dictionary,
  speaker: Speaker,
): string[] {
  const definition = messageDefinition('declarative', name);
  const wrong = wrongMembers(document, { keys: definition?.keys ?? [] }, '', speaker, 'json');
  const { StatusItems } = document;
  return name === 'StatusReport' && isDictionary(StatusItems)
    ? [...wrong, ...wrongStatusItems(StatusItems, '', speaker)]
    : wrong;
}

/** Items lie in dictionaries by the parts of their names. */
function wrongStatusItems(items: Dictionary, path: string, speaker: Speaker): string[] {
  return Object.entries(items).flatMap(([part, value]) => {
    const name = path === '' ? part : `${path}.${part}`;
    const definition = messageDefinition('status-item', name);
    if (definition !== undefined) {
      const reason = whyNot(definition.support, speaker) ?? whyNotTold(definition.support, speaker);
      if (reason !== undefined) return [`${name}: ${reason}`];
      return definition.keys.flatMap((key) => wrongValue(value, key, name, speaker, 'json'));
    }
    return isDictionary(value) ? wrongStatusItems(value, name, speaker) : [`${name}: unknown`];
  });
}

type StatusSupport = PlatformSupport & { enrollments?: string[]; scopes?: string[]; sharedScopes?: string[] };

function whyNotTold(support: SupportTable, speaker: Speaker): string | undefined {
  const { enrollments, scopes, sharedScopes }: StatusSupport = support[speaker.platform] ?? {};
  const enrollment = speaker.userEnrollment ? 'user' : speaker.supervised ? 'supervised' : 'device';
  // The schema knows no Mac of its own enrollment that is not supervised.
  const counts = speaker.platform === 'macOS' && enrollment === 'device' ? 'supervised' : enrollment;
  if (enrollments !== undefined && !enrollments.includes(counts)) return `not under ${counts} enrollment`;
  const scope = speaker.channel === 'user' ? 'user' : 'system';
  const allowed = speaker.sharedIpad ? (sharedScopes ?? scopes) : scopes;
  return allowed === undefined || allowed.includes(scope) ? undefined : `not in the scope ${scope}`;
}

/** A configuration profile of this server's own making, with all its payloads. */
export function wrongProfile(profile: Dictionary, speaker: Speaker): string[] {
  const top = messageDefinition('payload', 'TopLevel');
  const common = messageDefinition('payload', 'CommonPayloadKeys');
  const payloads = Array.isArray(profile.PayloadContent) ? profile.PayloadContent : [];
  return [
    ...wrongMembers(profile, { keys: top?.keys ?? [] }, '', speaker),
    ...payloads.flatMap((payload: Dictionary, index) => {
      const path = `PayloadContent[${index}]`;
      const own = messageDefinition('payload', payload.PayloadType);
      if (own === undefined) return [`${path}.PayloadType: “${String(payload.PayloadType)}” is none of ours`];
      const keys = [...(common?.keys ?? []), ...own.keys];
      const distinct = keys.filter((key, at) => keys.findIndex((other) => other.key === key.key) === at);
      return wrongMembers(payload, { keys: distinct }, path, speaker);
    }),
  ];
}
