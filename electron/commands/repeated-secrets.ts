import { HIDDEN_KEYS, looksSecret } from '../../shared/catalogue/index.ts';
import { MASK } from '../../shared/mask.ts';
import { type Connect, encodePlistBytes, isPlistDict, type PlistInput, type PlistValue } from '../protocol/index.ts';
import type { TakenOut } from './secrets.ts';

/*
 * Secrets that are said once more where nobody expects them: a PIN in the message of a lock, a password in what a device
 * writes of its error. Pure.
 */

/** Shorter ones are words of any sentence. */
const SHORTEST = 4;
const LONGEST = 1000;

/** The texts that are secret by their name, longest first so that one within another leaves nothing behind. */
export function secretTexts(secrets: readonly TakenOut[]): string[] {
  const found = new Set<string>();
  for (const { path, value } of secrets) collect(String(path.at(-1) ?? ''), value, found);
  return [...found].sort((a, b) => b.length - a.length);
}

function collect(name: string, value: unknown, found: Set<string>): void {
  if (typeof value === 'string') {
    const telling = HIDDEN_KEYS.has(name) || looksSecret(name);
    if (telling && value.length >= SHORTEST && value.length <= LONGEST) found.add(value);
  } else if (Array.isArray(value)) for (const each of value) collect(name, each, found);
  else if (typeof value === 'object' && value !== null)
    for (const [key, each] of Object.entries(value)) collect(key, each, found);
}

/** Moves texts of a request that repeat one of its secrets to the secrets, whole: the device still gets them. */
export function takeOutRepeated(request: Record<string, unknown>, secrets: TakenOut[]): void {
  const texts = secretTexts(secrets);
  if (texts.length > 0) takeFrom(request, texts, [], secrets);
}

function takeFrom(
  holder: Record<string, unknown> | unknown[],
  texts: readonly string[],
  path: (string | number)[],
  secrets: TakenOut[],
): void {
  for (const [name, value] of Object.entries(holder)) {
    const at = [...path, Array.isArray(holder) ? Number(name) : name];
    if (typeof value === 'string') {
      if (Array.isArray(holder) || (path.length === 0 && name === 'RequestType')) continue;
      if (!texts.some((text) => value.includes(text))) continue;
      secrets.push({ path: at, value });
      delete holder[name];
    } else if (typeof value === 'object' && value !== null)
      takeFrom(value as Record<string, unknown> | unknown[], texts, at, secrets);
  }
}

/**
 * An answer without the secrets of its command, wherever it repeats them; what the catalogue hides anyway stays, since
 * the engine reads it. The very same objects when nothing is repeated.
 */
export function withoutRepeated(
  answer: { connect: Connect; raw: Uint8Array },
  texts: readonly string[],
): { connect: Connect; raw: Uint8Array } {
  const { connect } = answer;
  if (texts.length === 0) return answer;
  const body = scrubbed(connect.body, texts);
  if (body === connect.body) return answer;
  const errorChain = connect.errorChain.map((item) => ({
    ...item,
    ...(item.localizedDescription === undefined
      ? {}
      : { localizedDescription: masked(item.localizedDescription, texts) }),
    ...(item.usEnglishDescription === undefined
      ? {}
      : { usEnglishDescription: masked(item.usEnglishDescription, texts) }),
  }));
  return { connect: { ...connect, body, errorChain }, raw: encodePlistBytes(body as PlistInput) };
}

function scrubbed<T extends PlistValue>(value: T, texts: readonly string[]): T {
  if (typeof value === 'string') return masked(value, texts) as T;
  if (Array.isArray(value)) {
    const items = value.map((each) => scrubbed(each, texts));
    return items.some((each, at) => each !== value[at]) ? (items as unknown as T) : value;
  }
  if (!isPlistDict(value)) return value;
  const members = Object.entries(value).map(
    ([name, member]) => [name, HIDDEN_KEYS.has(name) ? member : scrubbed(member, texts)] as const,
  );
  return members.some(([name, member]) => member !== value[name]) ? (Object.fromEntries(members) as T) : value;
}

function masked(text: string, texts: readonly string[]): string {
  return texts.reduce((left, secret) => left.replaceAll(secret, MASK), text);
}
