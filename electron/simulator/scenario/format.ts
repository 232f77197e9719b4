import { z } from 'zod';
import { COMMANDS } from '../../../shared/catalogue/index.ts';
import { jsonToPlist } from '../../../shared/catalogue/tagged-json.ts';
import { CartwrightError } from '../../../shared/errors.ts';
import { ACTION_NAMES } from '../devices/actions.ts';
import type { PlistDict } from '../wire/plist.ts';

/*
 * The format of scenarios, docs/simulator.md: which simulated device answers what, when, and what happens to it besides.
 */

const UNITS = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;
const LENGTH = /^(\d+(?:\.\d+)?)(ms|s|m|h|d)$/;

function milliseconds(text: string): number {
  const [, amount = '', unit = 'ms'] = LENGTH.exec(text.replace(/^[+-]/, '')) ?? [];
  return Number(amount) * UNITS[unit as keyof typeof UNITS] * (text.startsWith('-') ? -1 : 1);
}

/** `90s`, `10m`, `1.5h`; milliseconds once it was read. */
const duration = z
  .string()
  .regex(LENGTH, 'must be a length of time such as “90s”, “10m” or “2h”')
  .transform(milliseconds);
const shift = z
  .string()
  .regex(/^[+-]\d+(\.\d+)?(ms|s|m|h|d)$/, 'must begin with + or - and be a length of time, such as “+400d”')
  .transform(milliseconds);
/** `08:30`; minutes since midnight, where the simulator runs. */
const timeOfDay = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time of day such as “08:30”')
  .transform((text) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3)));

const KNOWN: ReadonlySet<string> = new Set(COMMANDS.map(({ requestType }) => requestType));
const commandName = z.string().refine((name) => KNOWN.has(name), { error: 'is no command Apple documents' });

/** Property list values in JSON; `{"$data": …}`, `{"$date": …}` and `{"$real": …}` say what JSON cannot. */
const values = z.record(z.string(), z.json()).transform((json, context): PlistDict => {
  const value = jsonToPlist(json);
  if (value !== undefined) return value as PlistDict;
  context.addIssue({ code: 'custom', message: 'holds something a property list cannot, or a tag that is not right' });
  return z.NEVER;
});

const positive = z.number().int().min(1);

const devices = z.strictObject({
  serialNumbers: z.array(z.string()).min(1).optional(),
  /** By the order they were made in, from 1. */
  numbers: z.array(positive).min(1).optional(),
  families: z
    .array(z.enum(['iPad', 'iPhone', 'Mac', 'AppleTV']))
    .min(1)
    .optional(),
  shared: z.boolean().optional(),
  supervised: z.boolean().optional(),
  /** Part of those the rest fits; at least one of them. */
  share: z.number().gt(0).max(1).optional(),
  atMost: positive.optional(),
});

const when = z.strictObject({
  command: z.union([commandName, z.array(commandName).min(1)]).optional(),
  channel: z.enum(['device', 'user']).optional(),
  /** Keys of the command that must have just this value. */
  with: values.optional(),
  /** Which of the commands that fit, counted for each device from 1. */
  nth: z.union([positive, z.array(positive).min(1)]).optional(),
  /** How often at most, for each device. */
  times: positive.optional(),
  /** Not before this long after the device enrolled. */
  after: duration.optional(),
  /** Only at this time of day; the second may be earlier, over midnight. */
  between: z.tuple([timeOfDay, timeOfDay]).optional(),
});

const chainItem = z.strictObject({
  domain: z.string().min(1),
  code: z.number().int(),
  text: z.string(),
  english: z.string().optional(),
});

const answer = z
  .strictObject({
    status: z.enum(['Acknowledged', 'Error', 'NotNow', 'CommandFormatError']).optional(),
    /** The error chain, from what failed to why. */
    errors: z.array(chainItem).min(1).optional(),
    /** Keys put over those the device answers; dictionaries are merged. */
    reply: values.optional(),
    fault: z.enum(['no-answer', 'disconnect', 'hang-up', 'wrong-uuid', 'malformed']).optional(),
    delay: duration.optional(),
  })
  .refine((given) => Object.keys(given).length > 0, {
    error: 'must say something: a status, a reply, a fault or a delay',
  })
  .refine(({ status, errors }) => status !== 'Error' || errors !== undefined, {
    path: ['errors'],
    error: 'is missing: an Error needs its chain',
  })
  .refine(({ status, errors }) => errors === undefined || status === 'Error' || status === 'CommandFormatError', {
    path: ['errors'],
    error: 'belongs to the status Error or CommandFormatError',
  })
  .refine(({ status, reply }) => reply === undefined || status !== 'NotNow', {
    path: ['reply'],
    error: 'has no place in a NotNow',
  });

const facts = z.strictObject({
  name: z.string().min(1).optional(),
  /** From 0 to 1. */
  battery: z.number().min(0).max(1).optional(),
  charging: z.boolean().optional(),
  freeGiB: z.number().min(0).optional(),
  osVersion: z.strictObject({ version: z.string().regex(/^\d+(\.\d+)*$/), build: z.string().min(1) }).optional(),
  passcode: z.boolean().optional(),
  locked: z.boolean().optional(),
  fileVault: z.boolean().optional(),
  /** A Mac whose users' keychains are locked. */
  keychainLocked: z.boolean().optional(),
  activationLock: z.boolean().optional(),
  /** How far its clock is off. */
  clock: shift.optional(),
});

const event = z
  .strictObject({
    devices: devices.default({}),
    /** After it enrolled. */
    after: duration.optional(),
    /** The next time it is this late. */
    at: timeOfDay.optional(),
    do: z.enum(ACTION_NAMES).optional(),
    set: facts.optional(),
  })
  .refine((given) => given.do !== undefined || given.set !== undefined, { error: 'must have “do” or “set”' })
  .refine((given) => given.after === undefined || given.at === undefined, { error: 'has both “after” and “at”' });

const scenario = z.strictObject({
  version: z.literal(1, { error: 'must be 1, the only version there is' }),
  name: z.string().min(1),
  about: z.string().optional(),
  rules: z.array(z.strictObject({ devices: devices.default({}), when: when.default({}), answer })).default([]),
  events: z.array(event).default([]),
});

export type Scenario = z.infer<typeof scenario>;
export type Selection = z.infer<typeof devices>;
export type Rule = Scenario['rules'][number];
export type ScriptedAnswer = z.infer<typeof answer>;
export type Happening = Scenario['events'][number];
export type Facts = z.infer<typeof facts>;

/**
 * Reads a scenario.
 *
 * @param given JSON as text, or what was read of it
 * @throws CartwrightError `bad-request` that names every mistake by its path, such as `rules[0].answer.status`
 */
export function readScenario(given: unknown): Scenario {
  const read = scenario.safeParse(typeof given === 'string' ? parsed(given) : given);
  if (read.success) return read.data;
  const problems = read.error.issues.map(({ path, message }) => `${pathText(path)}: ${message}`);
  throw new CartwrightError('bad-request', `The scenario is not right.\n${problems.join('\n')}`, {
    data: { problems },
  });
}

/**
 * Reads rules for one device: those of a scenario without `devices`.
 *
 * @throws CartwrightError `bad-request`
 */
export function readRules(given: unknown): Rule[] {
  return readScenario({ version: 1, name: 'rules', rules: given }).rules;
}

/**
 * Reads facts about one device, as `set` of an event has them.
 *
 * @throws CartwrightError `bad-request`
 */
export function readFacts(given: unknown): Facts {
  const [event] = readScenario({ version: 1, name: 'facts', events: [{ set: given }] }).events;
  return event?.set ?? {};
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CartwrightError('bad-request', `The scenario is no JSON: ${reason}`);
  }
}

const pathText = (path: readonly PropertyKey[]): string =>
  path.length === 0
    ? 'scenario'
    : path
        .map((part, index) => (typeof part === 'number' ? `[${part}]` : `${index > 0 ? '.' : ''}${String(part)}`))
        .join('');
