import { judgeDesired } from './judge-desired.ts';
import { judgeLeaving } from './judge-leaving.ts';
import type { PlanInput, ProfilePlan, ProfileStatus, Step } from './plan-types.ts';
import { ASK_AGAIN_MS, type Verdict } from './retry.ts';
import { readSituation, type Situation } from './situation.ts';
import { stageOf } from './stages.ts';

/**
 * What is to be done so that a device comes to have the profiles it should, and how each of them stands. Pure: the same
 * facts give the same plan, and once what it says is queued the next plan says nothing.
 *
 * Only what was installed from here is removed. Nothing is queued that waits already. Trust goes before networks, those
 * before accounts, limits go last; a profile goes away after what takes its place is seen on the device, and never when
 * the device would be cut off with it.
 */
export function planProfiles(input: PlanInput): ProfilePlan {
  const situation = readSituation(input);
  const wanted = [...situation.fit]
    .sort((a, b) => stageOf(a.payloadTypes) - stageOf(b.payloadTypes) || inOrder(a.identifier, b.identifier))
    .map((profile) => ({ identifier: profile.identifier, ...judgeDesired(profile, situation) }));
  const states = new Map(wanted.map(({ identifier, state }) => [identifier, state]));
  // The other way round: limits go first, trust last.
  const leaving = [...situation.leaving]
    .sort((a, b) => stageOf(b.payloadTypes) - stageOf(a.payloadTypes) || inOrder(a.identifier, b.identifier))
    .map((profile) => ({ identifier: profile.identifier, ...judgeLeaving(profile, situation, states) }));

  const all = [...wanted, ...leaving];
  const queue = withoutRepeats(
    all.flatMap(({ step }) => step ?? []),
    input,
  );
  const askAt = askForListAt(all, situation);
  if (askAt <= input.now && !input.open.some(({ kind }) => kind === 'list')) queue.push({ kind: 'list' });
  const times = all.flatMap(({ lookAgainAt }) => lookAgainAt ?? []);
  if (askAt > input.now && Number.isFinite(askAt)) times.push(askAt);
  const uuids = new Map(situation.fit.map(({ identifier, uuid }) => [identifier, uuid]));
  return {
    queue,
    cancel: all.flatMap(({ identifier }) => pointless(situation, identifier, uuids.get(identifier))),
    statuses: [...all.filter(({ identifier }) => !isUnfit(input, identifier)).map(statusOf), ...unfit(input, leaving)],
    ...(times.length === 0 ? {} : { lookAgainAt: Math.min(...times) }),
  };
}

type Judged = Verdict & { readonly identifier: string };

/** Several profiles may wait for the same answer; it is asked for once. */
function withoutRepeats(steps: readonly Step[], { open }: PlanInput): Step[] {
  const asking = steps.find(({ kind }) => kind === 'security');
  const asked = open.some(({ kind }) => kind === 'security');
  const others = steps.filter(({ kind }) => kind !== 'security');
  return asking === undefined || asked ? others : [...others, asking];
}

function inOrder(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

/** Answered, and no list has shown it yet. */
function isUnseen({ state, because }: Verdict): boolean {
  return state === 'verifying' || because?.code === 'not-seen-yet';
}

/** When the device is to be asked for its list: now where something was not seen yet, later where it gave none. */
function askForListAt(all: readonly Judged[], { known, answered: { list }, now }: Situation): number {
  const unseen = all.filter(isUnseen);
  if (unseen.length === 0) return Number.POSITIVE_INFINITY;
  const changedAt = Math.max(...unseen.map(({ identifier }) => known(identifier)?.at ?? 0));
  return list === undefined || list < changedAt ? now : list + ASK_AGAIN_MS;
}

/** Commands that wait and are about what is not wanted any more. */
function pointless(situation: Situation, identifier: string, uuid: string | undefined): string[] {
  return situation
    .open(identifier)
    .filter((command) => !command.inFlight)
    .filter((command) => (command.kind === 'install' ? command.uuid !== uuid : uuid !== undefined))
    .map(({ commandId }) => commandId);
}

function statusOf({ identifier, state, because }: Judged): ProfileStatus {
  return { identifier, state, ...(because === undefined ? {} : { because }) };
}

function isUnfit({ desired }: PlanInput, identifier: string): boolean {
  return desired.some((profile) => profile.identifier === identifier && profile.unfit !== undefined);
}

/** What the device cannot take; when it has it from before, how it goes. */
function unfit({ desired }: PlanInput, leaving: readonly Judged[]): ProfileStatus[] {
  return desired.flatMap(({ identifier, unfit: reason }): ProfileStatus[] => {
    if (reason === undefined) return [];
    const going = leaving.find((each) => each.identifier === identifier);
    if (going !== undefined && going.state !== 'removed') return [statusOf(going)];
    return [{ identifier, state: 'not-applicable', because: { code: 'unfit', reason } }];
  });
}
