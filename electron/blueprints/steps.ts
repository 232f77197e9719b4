import type { StepKind, StepReason } from '../../shared/contract/blueprints.ts';
import type { Decided } from './plan.ts';

/*
 * How one device goes through a prepare run: step after step, each command once. Pure: what is to be queued is said,
 * what became of it is told. The state is plain JSON and all there is to go on from after a stop.
 */

export interface StepCommand {
  /** The id it was queued under; null before it is queued. */
  readonly id: string | null;
  readonly state: 'waiting' | 'open' | 'done' | 'failed';
}

export interface RunStep {
  readonly kind: StepKind;
  /** `none`: nothing to do there. `away`: the device was erased, and has not enrolled again. */
  readonly state: 'waiting' | 'running' | 'away' | 'done' | 'failed' | 'none';
  readonly commands: readonly StepCommand[];
  /** How often it was begun; 0 before. */
  readonly attempt: number;
  readonly because: readonly StepReason[];
  /** The device is asked again then: something was on its way. */
  readonly againAt: number | null;
}

export interface DeviceRun {
  readonly state: 'running' | 'paused' | 'done' | 'failed' | 'cancelled';
  readonly steps: readonly RunStep[];
  readonly decided: Decided;
}

/** Places that took no command: the device was so already, or policies were given to it. */
const SO_ALREADY = 'none-';
const GIVEN = 'policies-';

/** The longest between two questions whether the device is as it should be, and how often it is asked. */
export const ASK_AGAIN_MS = 60_000;
export const MOST_QUESTIONS = 30;
const FIRST_AGAIN_MS = 5_000;
/** Between two looks at how policies stand. */
const FIRST_LOOK_MS = 3_000;
const LONGEST_LOOK_MS = 60_000;

/** What is put off for longer was put off by a clock that was ahead. */
export const LONGEST_WAIT_MS = Math.max(ASK_AGAIN_MS, LONGEST_LOOK_MS);

/** A device that is in a run and was not looked at yet. */
export const NOT_BEGUN: DeviceRun = {
  state: 'running',
  steps: [],
  decided: { name: null, going: [], goingProfiles: [], policies: false },
};

const fresh = (commands: number): StepCommand[] =>
  Array.from({ length: commands }, () => ({ id: null, state: 'waiting' }));

/** @param plan every step in order, with how many commands it takes */
export function beginRun(
  plan: readonly { readonly kind: StepKind; readonly commands: number }[],
  decided: Decided = NOT_BEGUN.decided,
): DeviceRun {
  return settle({
    state: 'running',
    decided,
    steps: plan.map(({ kind, commands }) => ({
      kind,
      state: commands === 0 ? 'none' : 'waiting',
      commands: fresh(commands),
      attempt: 0,
      because: [],
      againAt: null,
    })),
  });
}

/** The step that is under way or next; -1 when all are behind. */
export const currentStep = (run: DeviceRun): number =>
  run.steps.findIndex(({ state }) => state !== 'done' && state !== 'none');

/** The commands to be queued now, by their places: those of one step at a time, none while it is paused or ended. */
export function due(run: DeviceRun, now: number): { step: number; commands: number[] } | undefined {
  if (run.state !== 'running') return undefined;
  const step = currentStep(run);
  const current = run.steps[step];
  if (current === undefined || current.state === 'failed' || current.state === 'away') return undefined;
  if (current.againAt !== null && current.againAt > now && current.againAt <= now + LONGEST_WAIT_MS) return undefined;
  const commands = current.commands.flatMap(({ state }, place) => (state === 'waiting' ? [place] : []));
  return commands.length === 0 ? undefined : { step, commands };
}

/** A command of a step was queued. */
export function queued(run: DeviceRun, step: number, command: number, id: string): DeviceRun {
  return change(run, step, (before) => ({
    ...before,
    state: 'running',
    againAt: null,
    attempt: before.state === 'running' ? before.attempt : before.attempt + 1,
    commands: before.commands.map((one, place) => (place === command ? { id, state: 'open' } : one)),
  }));
}

/** The device is so already: that counts as done. */
export function skipped(run: DeviceRun, step: number, command: number): DeviceRun {
  const id = `${SO_ALREADY}${step}-${command}`;
  return ended(queued(run, step, command, id), id, 'done', null);
}

/** Policies were given to the device; how they stand is looked at from outside. */
export function given(run: DeviceRun, step: number, command: number, now: number): DeviceRun {
  return lookAgain(queued(run, step, command, `${GIVEN}${step}-${command}-${now}`), step, now, now);
}

/** A command of a step cannot be queued for this device. */
export function refused(run: DeviceRun, step: number, command: number, because: readonly StepReason[]): DeviceRun {
  return closed(
    change(run, step, (before) => ({
      ...before,
      state: 'running',
      againAt: null,
      attempt: before.state === 'running' ? before.attempt : before.attempt + 1,
      because: before.because.length > 0 ? before.because : because,
      commands: before.commands.map((one, place) => (place === command ? { id: null, state: 'failed' } : one)),
    })),
    step,
  );
}

/** How a command ended. Told twice, or of a command it does not wait for, it changes nothing. */
export function ended(run: DeviceRun, id: string, how: 'done' | 'failed', because: StepReason | null): DeviceRun {
  const step = run.steps.findIndex(({ commands }) => commands.some((one) => one.id === id && one.state === 'open'));
  if (step === -1) return run;
  return closed(
    change(run, step, (before) => ({
      ...before,
      because: how === 'failed' && before.because.length === 0 && because !== null ? [because] : before.because,
      commands: before.commands.map((one) => (one.id === id ? { id, state: how } : one)),
    })),
    step,
  );
}

/** When all commands of a step have ended, the step has: except that verifying and coming back take more. */
function closed(run: DeviceRun, step: number): DeviceRun {
  const { commands, kind, state } = run.steps[step] ?? { commands: [], kind: 'reach', state: 'done' };
  if (state !== 'running' || commands.some((one) => one.state === 'waiting' || one.state === 'open')) return run;
  if (commands.some((one) => one.state === 'failed'))
    return settle(change(run, step, (s) => ({ ...s, state: 'failed', againAt: null })));
  if (kind === 'verify') return run;
  return settle(
    change(run, step, (s) => ({ ...s, state: kind === 'erase' ? 'away' : 'done', because: [], againAt: null })),
  );
}

/** Policies that were given and whose end is not known. */
export function openPolicies(run: DeviceRun): { step: number; id: string; since: number } | undefined {
  const step = currentStep(run);
  const open = run.steps[step]?.commands.find(({ id, state }) => state === 'open' && id?.startsWith(GIVEN));
  return run.state === 'cancelled' || open?.id == null
    ? undefined
    : { step, id: open.id, since: Number(open.id.split('-').at(-1)) };
}

/**
 * It is looked at again, if nothing is heard before: soon at first, and ever more rarely, as not all that becomes of
 * policies is told.
 *
 * @param since when they were given
 */
export function lookAgain(run: DeviceRun, step: number, since: number, now: number): DeviceRun {
  const pause = Math.min(LONGEST_LOOK_MS, Math.max(FIRST_LOOK_MS, now - since));
  return change(run, step, (before) => ({ ...before, againAt: now + pause }));
}

/** Whether the device has answered everything and is to be looked at now. */
export function isAnswered(run: DeviceRun): boolean {
  const step = run.steps[currentStep(run)];
  return step?.kind === 'verify' && step.state === 'running' && step.commands.every(({ state }) => state === 'done');
}

/**
 * What looking at the device found: nothing to complain of; or something that may still come, asked again in a minute; or
 * the same for too long.
 */
export function verified(run: DeviceRun, problems: readonly StepReason[], now: number): DeviceRun {
  if (!isAnswered(run)) return run;
  const step = currentStep(run);
  return settle(
    change(run, step, (before) => {
      if (problems.length === 0) return { ...before, state: 'done', because: [], againAt: null };
      const because = problems;
      if (before.attempt >= MOST_QUESTIONS) return { ...before, state: 'failed', because };
      const commands = fresh(before.commands.length);
      return {
        ...before,
        state: 'waiting',
        because,
        againAt: now + Math.min(ASK_AGAIN_MS, FIRST_AGAIN_MS * 2 ** (before.attempt - 1)),
        commands,
      };
    }),
  );
}

/** The device has enrolled: the step that waited for it is done. */
export function cameBack(run: DeviceRun): DeviceRun {
  const step = run.steps.findIndex(({ state }) => state === 'away');
  return step === -1 ? run : settle(change(run, step, (before) => ({ ...before, state: 'done' })));
}

export function pause(run: DeviceRun): DeviceRun {
  return run.state === 'running' ? { ...run, state: 'paused' } : run;
}

export function resume(run: DeviceRun): DeviceRun {
  return run.state === 'paused' ? settle({ ...run, state: 'running' }) : run;
}

export function cancel(run: DeviceRun): DeviceRun {
  return run.state === 'done' || run.state === 'cancelled' ? run : { ...run, state: 'cancelled' };
}

/**
 * Tries again from a step on, the one that failed unless told: what was done before it stays done. Steps that are still
 * under way are left alone.
 */
export function retry(run: DeviceRun, kind?: StepKind): DeviceRun {
  if (run.state === 'running' && kind === undefined) return run;
  const from =
    kind === undefined
      ? run.steps.findIndex(({ state }) => state === 'failed')
      : run.steps.findIndex((step) => step.kind === kind);
  if (from === -1) return resume(run);
  if (run.steps.some(({ state }) => state === 'running' || state === 'away')) return run;
  const steps = run.steps.map((step, place): RunStep => {
    if (place < from || step.state === 'none') return step;
    const failedOnly = place === from && step.state === 'failed' && step.kind !== 'verify';
    const commands = failedOnly
      ? step.commands.map((one): StepCommand => (one.state === 'done' ? one : { id: null, state: 'waiting' }))
      : fresh(step.commands.length);
    return { ...step, state: 'waiting', commands, because: [], againAt: null };
  });
  return settle({ ...run, state: 'running', steps });
}

/** Whether it went to its end, and how. */
function settle(run: DeviceRun): DeviceRun {
  if (run.state !== 'running') return run;
  if (run.steps.some(({ state }) => state === 'failed')) return { ...run, state: 'failed' };
  return currentStep(run) === -1 ? { ...run, state: 'done' } : run;
}

function change(run: DeviceRun, step: number, by: (before: RunStep) => RunStep): DeviceRun {
  return { ...run, steps: run.steps.map((one, place) => (place === step ? by(one) : one)) };
}
