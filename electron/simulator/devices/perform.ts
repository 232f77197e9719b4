import type { Random } from '../random.ts';
import { type Played, playAnswer } from '../scenario/play.ts';
import type { PlistDict } from '../wire/plist.ts';
import { idsOf } from './ids.ts';
import type { ManagementLink } from './link.ts';
import { runCommand } from './run-command.ts';
import type { Undelivered } from './session.ts';
import type { DeviceState } from './state.ts';
import type { DeviceWiring, Temperament } from './wiring.ts';

/** Takes its time with a command, and answers it by itself or as a scenario has it. */
export async function perform(
  state: () => DeviceState,
  request: PlistDict,
  parts: { link: ManagementLink; wiring: DeviceWiring; temperament: Temperament; random: Random },
): Promise<Played> {
  const { link, wiring, temperament, random } = parts;
  await wiring.sleep(random.int(30, 900) * wiring.pace);
  const run = () => runCommand(state(), request, link, wiring, temperament);
  const scripted = wiring.script?.answer(request, 'device');
  if (scripted === undefined) return { ...(await run()), fault: undefined };
  await wiring.sleep((scripted.delay ?? 0) * wiring.pace);
  return playAnswer(scripted, request, { state: state(), ids: idsOf(state()) }, run);
}

/** What a played result has to do with its delivery. */
export function deliveryOf({ body, fault, requestType, commandUuid, status, effects }: Played) {
  return {
    body: body ?? {},
    requestType,
    commandUuid,
    status,
    // The answer to EraseDevice is tried once; the wipe does not wait for it.
    once: effects.some((effect) => effect.kind === 'erase'),
    ...(body === undefined ? { unanswered: true } : {}),
    ...(fault ? { faultOnce: fault } : {}),
  } satisfies Omit<Undelivered, 'delivered'>;
}
