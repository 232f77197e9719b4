import { randomUUID } from 'node:crypto';
import { garbled, type RanCommand } from '../devices/run-command.ts';
import { isPlistDict, type PlistDict, type PlistInput } from '../wire/plist.ts';
import type { ScriptedAnswer } from './format.ts';

/** A result as a scenario wants it; without a body the device says nothing at all. */
export interface Played extends Omit<RanCommand, 'body'> {
  body: RanCommand['body'] | undefined;
  fault: 'cut-body' | 'hang-up' | undefined;
}

/**
 * The result a scenario puts in place of the device's own. Only what is acknowledged is really done; `run` does it.
 *
 * @param before the device's state and what every result says of its sender
 */
export async function playAnswer(
  answer: ScriptedAnswer,
  request: PlistDict,
  before: Pick<RanCommand, 'state'> & { ids: Record<string, PlistInput | undefined> },
  run: () => Promise<RanCommand> | RanCommand,
): Promise<Played> {
  const command = isPlistDict(request.Command) ? request.Command : {};
  const base = {
    state: before.state,
    requestType: String(command.RequestType ?? ''),
    commandUuid: String(request.CommandUUID ?? ''),
    effects: [],
  };
  if (answer.fault === 'no-answer') return { ...base, status: 'none', body: undefined, fault: undefined };
  const { status } = answer;
  const ran =
    status === undefined || status === 'Acknowledged'
      ? await run()
      : {
          ...base,
          status,
          body: {
            ...before.ids,
            CommandUUID: base.commandUuid,
            Status: status,
            ...(answer.errors === undefined ? {} : { ErrorChain: chainOf(answer.errors) }),
          },
        };
  const forced = status ?? ran.status;
  return { ...ran, status: forced, body: disturbed(answer, ran.body, forced), fault: faultOf(answer) };
}

const faultOf = ({ fault }: ScriptedAnswer): Played['fault'] =>
  fault === 'disconnect' ? 'cut-body' : fault === 'hang-up' ? 'hang-up' : undefined;

function disturbed(answer: ScriptedAnswer, body: RanCommand['body'], status: string): RanCommand['body'] {
  if (body instanceof Uint8Array) return body;
  const { ErrorChain, ...rest } = body;
  const chain = status === 'Acknowledged' ? {} : { ErrorChain };
  const told = overlaid({ ...rest, ...chain, Status: status }, answer.reply ?? {});
  if (answer.fault === 'wrong-uuid') return { ...told, CommandUUID: randomUUID().toUpperCase() };
  return answer.fault === 'malformed' ? garbled(told) : told;
}

/** The second over the first; dictionaries are merged, everything else is replaced. */
function overlaid(
  under: Record<string, PlistInput | undefined>,
  over: PlistDict,
): Record<string, PlistInput | undefined> {
  const out = { ...under };
  for (const [key, value] of Object.entries(over)) {
    const former = under[key];
    out[key] = isPlistDict(value) && isPlistDict(former) ? (overlaid(former, value) as PlistInput) : value;
  }
  return out;
}

const chainOf = (errors: NonNullable<ScriptedAnswer['errors']>): PlistDict[] =>
  errors.map(({ domain, code, text, english }) => ({
    ErrorCode: code,
    ErrorDomain: domain,
    LocalizedDescription: text,
    USEnglishDescription: english ?? text,
  }));
