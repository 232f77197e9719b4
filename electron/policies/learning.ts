import type { Sent } from './device-plan.ts';
import { type Answer, afterAnswer } from './known-profiles.ts';
import type { KnownProfile, OpenCommand } from './plan-types.ts';
import type { OpenRow } from './planner-rows.ts';

/** What the commands of policies on an enrollment say. */
export interface Learned {
  /** Ids of those whose answers were learned from. */
  readonly learned: readonly string[];
  readonly open: readonly (OpenCommand & { readonly key: string })[];
  /** Settings that wait, by the keys of their policies. */
  readonly openSettings: Map<
    string,
    { readonly commandId: string; readonly value: string; readonly inFlight: boolean }
  >;
}

/** Takes what was answered since, in the order of the answers, into what is known. */
export function learnFrom(commands: readonly OpenRow[], known: Map<string, KnownProfile>): Learned {
  const learned: string[] = [];
  const open: (OpenCommand & { key: string })[] = [];
  const openSettings: Learned['openSettings'] = new Map();
  const finals = commands.filter(({ state }) => !isOpen(state) && state !== 'unanswered');
  finals.sort((a, b) => (a.answeredAt ?? a.stateAt) - (b.answeredAt ?? b.stateAt));
  for (const { commandId, key, sent: json, state, answeredAt, stateAt, parts } of finals) {
    learned.push(commandId);
    const sent = JSON.parse(json) as Sent;
    // Settings are answered item by item, and the command as a whole is acknowledged whatever became of them.
    const answer = sent.kind === 'set' && hasFailedPart(parts) ? 'failed' : ANSWERS[state];
    if (answer === undefined) continue;
    const next = afterAnswer(known.get(key), asProfile(sent, key), answer, answeredAt ?? stateAt);
    if (next !== undefined) known.set(key, next);
  }
  for (const { commandId, key, sent: json, state } of commands) {
    if (!isOpen(state)) continue;
    const sent = JSON.parse(json) as Sent;
    const inFlight = state === 'sent';
    if (sent.kind === 'set') openSettings.set(key, { commandId, value: sent.value, inFlight });
    else open.push({ ...sent, commandId, inFlight, key });
  }
  return { learned, open, openSettings };
}

const isOpen = (state: string): boolean => state === 'queued' || state === 'sent' || state === 'not-now';

/** What an end of a command teaches; one that was taken back or came too late teaches nothing. */
const ANSWERS: Readonly<Record<string, Answer | undefined>> = {
  acknowledged: 'acknowledged',
  error: 'failed',
  'format-error': 'refused',
};

function hasFailedPart(parts: string | null): boolean {
  return parts !== null && (JSON.parse(parts) as { failed: boolean }[]).some(({ failed }) => failed);
}

/** Settings are remembered like profiles. */
function asProfile(sent: Sent, key: string): Exclude<Sent, { kind: 'set' }> {
  if (sent.kind !== 'set') return sent;
  const { value: uuid, version } = sent;
  return { kind: 'install', identifier: key, uuid, payloadTypes: [], limitsWifi: false, version };
}
