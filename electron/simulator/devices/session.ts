import type { Random } from '../random.ts';
import type { HttpAnswer, HttpRequest } from '../wire/http.ts';
import { decodePlist, isPlistDict, type PlistDict } from '../wire/plist.ts';
import type { Channel, Message } from './channel.ts';

/** A result that was not delivered yet, with what happens once it is. */
export interface Undelivered {
  body: Message | Uint8Array;
  requestType: string;
  commandUuid: string;
  status: string;
  /** Sent once and never again (EraseDevice): a failure counts as delivered. */
  once: boolean;
  /** Nothing is sent at all: the device was told to leave the command unanswered. */
  unanswered?: true;
  /** A fault to play when it is sent first. */
  faultOnce?: HttpRequest['fault'];
  /** Runs when the server has the result. */
  delivered: () => Promise<void>;
}

/** How one session ended. */
export type SessionEnd =
  | { kind: 'done'; commands: number; sawNotNow: boolean }
  | { kind: 'unauthorized'; reason: string }
  /** The server refused (403 or another 4xx): the result is not worth repeating. */
  | { kind: 'refused'; status: number }
  /** The server or the network failed: the same message is worth repeating. */
  | { kind: 'failed'; reason: string; commands: number };

export interface SessionSteps {
  channel(): Channel | undefined;
  /** Whether an answer tells the device to drop its management. */
  isDismissal(answer: HttpAnswer): boolean;
  idle(): Message;
  /** The cached result to open with, if an earlier session could not deliver it (LOOP-5). */
  pending(): Undelivered | undefined;
  keep(result: Undelivered | undefined): void;
  run(request: PlistDict): Promise<Undelivered>;
  /** The fault to play with this result, if any. */
  fault(): HttpRequest['fault'];
}

const MAX_COMMANDS = 10_000;

/** One connect loop: a cached result or Idle, then command and result in turn until the server has nothing more. */
export async function runSession(steps: SessionSteps): Promise<SessionEnd> {
  let commands = 0;
  let sawNotNow = false;
  while (commands < MAX_COMMANDS) {
    const channel = steps.channel();
    if (!channel) return { kind: 'done', commands, sawNotNow };
    const result = steps.pending();
    let answer: HttpAnswer;
    try {
      answer = await channel.connect(result?.body ?? steps.idle(), result ? steps.fault() : undefined);
    } catch (error) {
      if (result?.once) return giveUp(steps, result, commands, sawNotNow);
      return { kind: 'failed', reason: error instanceof Error ? error.message : String(error), commands };
    }
    if (steps.isDismissal(answer)) return { kind: 'unauthorized', reason: String(answer.status) };
    if (answer.status !== 200 && result?.once) return giveUp(steps, result, commands, sawNotNow);
    if (answer.status >= 500 || answer.status === 429 || answer.status === 408) {
      return { kind: 'failed', reason: `the server answered ${answer.status}`, commands };
    }
    if (answer.status !== 200) {
      steps.keep(undefined);
      return { kind: 'refused', status: answer.status };
    }
    if (result) {
      steps.keep(undefined);
      commands++;
      sawNotNow ||= result.status === 'NotNow';
      await result.delivered();
      // Management may have ended with this command; what the server still says is for nobody.
      if (!steps.channel()) return { kind: 'done', commands, sawNotNow };
    }
    if (answer.body.length === 0) return { kind: 'done', commands, sawNotNow };
    const request = readRequest(answer.body);
    if (!request) return { kind: 'failed', reason: 'the server sent something that is no command', commands };
    const next = await steps.run(request);
    if (next.unanswered) return { kind: 'done', commands, sawNotNow };
    steps.keep(next);
  }
  return { kind: 'done', commands, sawNotNow };
}

/**
 * How long a device waits before it tries again, in real milliseconds: from two seconds to five minutes of its time,
 * growing with each failure and shaken a little; never under some real milliseconds, however fast time passes.
 */
export function retryPause(failures: number, pace: number, random: Random): number {
  const growing = Math.min(300_000, 2_000 * 2 ** (failures - 1)) * pace;
  const least = Math.min(2_000, 10 * 2 ** (failures - 1));
  return Math.max(growing, least) * (0.75 + random.next() * 0.5);
}

async function giveUp(
  steps: SessionSteps,
  result: Undelivered,
  commands: number,
  sawNotNow: boolean,
): Promise<SessionEnd> {
  steps.keep(undefined);
  await result.delivered();
  return { kind: 'done', commands, sawNotNow };
}

function readRequest(body: Buffer): PlistDict | undefined {
  try {
    const value = decodePlist(body);
    return isPlistDict(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
