import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { StepReason } from '../../shared/contract/blueprints.ts';
import { stepKind } from '../../shared/contract/blueprints.ts';
import { reason } from './reasons.ts';
import {
  ASK_AGAIN_MS,
  beginRun,
  cameBack,
  cancel,
  currentStep,
  type DeviceRun,
  due,
  ended,
  given,
  isAnswered,
  lookAgain,
  MOST_QUESTIONS,
  openPolicies,
  pause,
  queued,
  refused,
  resume,
  retry,
  verified,
} from './steps.ts';

const said = (message: string): StepReason => reason('ended', message);

const plans = fc
  .array(fc.nat(3), { minLength: stepKind.options.length, maxLength: stepKind.options.length })
  .map((counts) =>
    stepKind.options.map((kind, at) => ({
      kind,
      commands: kind === 'verify' ? 2 : kind === 'erase' ? Math.min(counts[at] ?? 0, 1) : (counts[at] ?? 0),
    })),
  );
type Happening =
  | 'answer'
  | 'answer-late-twice'
  | 'fail'
  | 'pause'
  | 'resume'
  | 'restart'
  | 'tick'
  | 'retry'
  | 'complain';
const happenings = fc.array(
  fc.tuple(
    fc.constantFrom<Happening[]>(
      'answer',
      'answer',
      'answer-late-twice',
      'fail',
      'pause',
      'resume',
      'restart',
      'tick',
      'retry',
      'complain',
    ),
    fc.nat(5),
  ),
  { maxLength: 80 },
);

/** Plays a run with a queue of its own, and checks at every queueing that it is in order and not for the second time. */
class Played {
  run: DeviceRun;
  now = 0;
  readonly open: string[] = [];
  readonly answered: string[] = [];
  #next = 1;

  constructor(plan: Parameters<typeof beginRun>[0]) {
    this.run = beginRun(plan);
  }

  /** Queues what is due, and looks at a device that has answered. */
  advance(problems: StepReason[] = []): void {
    for (;;) {
      if (isAnswered(this.run)) this.run = verified(this.run, problems, this.now);
      const next = due(this.run, this.now);
      if (next === undefined) return;
      for (const step of this.run.steps.slice(0, next.step)) expect(['done', 'none']).toContain(step.state);
      for (const command of next.commands) {
        expect(this.run.steps[next.step]?.commands[command]).toEqual({ id: null, state: 'waiting' });
        const id = `c${this.#next++}`;
        this.run = queued(this.run, next.step, command, id);
        this.open.push(id);
      }
      expect(due(this.run, this.now)).toBeUndefined();
    }
  }

  /** All that is open is answered well until nothing more happens. */
  finish(): void {
    this.run = resume(this.run);
    for (let turn = 0; turn < 100 && this.run.state === 'running'; turn += 1) {
      this.now += ASK_AGAIN_MS;
      this.advance();
      for (const id of this.open.splice(0)) this.run = ended(this.run, id, 'done', null);
      this.run = cameBack(this.run);
      this.advance();
    }
  }
}

it('queues each command once, never ahead of a step before, and goes on from its JSON after any stop', () => {
  fc.assert(
    fc.property(plans, happenings, (plan, what) => {
      const played = new Played(plan);
      for (const [happening, which] of what) {
        played.advance(happening === 'complain' ? [said('Something is missing.')] : []);
        const id = played.open[which % Math.max(1, played.open.length)];
        if (happening === 'pause') played.run = pause(played.run);
        if (happening === 'resume') played.run = resume(played.run);
        if (happening === 'restart') played.run = JSON.parse(JSON.stringify(played.run)) as DeviceRun;
        if (happening === 'tick') {
          played.now += ASK_AGAIN_MS;
          played.run = cameBack(played.run);
        }
        if (happening === 'retry' && played.open.length === 0) played.run = retry(played.run);
        if ((happening === 'answer' || happening === 'fail' || happening === 'answer-late-twice') && id !== undefined) {
          played.open.splice(played.open.indexOf(id), 1);
          played.answered.push(id);
          played.run = ended(played.run, id, happening === 'fail' ? 'failed' : 'done', said('It said no.'));
          if (happening === 'answer-late-twice') {
            const before = played.run;
            for (const old of played.answered) played.run = ended(played.run, old, 'failed', said('Too late.'));
            expect(played.run).toEqual(before);
          }
        }
        const failed = played.run.steps.some(({ state }) => state === 'failed');
        if (played.run.state === 'done') expect(currentStep(played.run)).toBe(-1);
        if (played.run.state === 'failed') expect(failed).toBe(true);
        if (played.run.state === 'running') expect(failed).toBe(false);
      }
      for (const id of played.open.splice(0)) played.run = ended(played.run, id, 'done', null);
      if (played.run.state === 'paused') played.run = resume(played.run);
      if (played.run.state === 'failed') played.run = retry(played.run);
      played.finish();
      expect(played.run.state).toBe('done');
      for (const step of played.run.steps)
        expect(step.commands.length === 0 ? step.state : 'done').toBe(step.commands.length === 0 ? 'none' : step.state);
    }),
    { numRuns: 500 },
  );
});

it('tries only what failed of a step again, keeps what was done, and says why it failed', () => {
  let run = beginRun([
    { kind: 'reach', commands: 1 },
    { kind: 'apps', commands: 3 },
    { kind: 'verify', commands: 1 },
  ]);
  run = ended(queued(run, 0, 0, 'a'), 'a', 'done', null);
  for (const [place, id] of ['b', 'c'].entries()) run = queued(run, 1, place, id);
  run = refused(run, 1, 2, [said('This device is not supervised.')]);
  run = ended(run, 'b', 'done', null);
  expect(run.state).toBe('running');
  run = ended(run, 'c', 'failed', said('No licence.'));
  expect(run).toMatchObject({
    state: 'failed',
    steps: [{}, { state: 'failed', because: [said('This device is not supervised.')] }, {}],
  });
  expect(due(run, 0)).toBeUndefined();
  run = retry(run);
  expect(due(run, 0)).toEqual({ step: 1, commands: [1, 2] });
  expect(run.steps[0]?.state).toBe('done');
  expect(due(retry({ ...run, state: 'failed' }, 'reach'), 0)).toEqual({ step: 0, commands: [0] });
});

it('asks again what is still on its way, and gives up in the end', () => {
  let run = beginRun([{ kind: 'verify', commands: 1 }]);
  let now = 0;
  for (let question = 1; question <= MOST_QUESTIONS; question += 1) {
    expect(due(run, now)).toEqual({ step: 0, commands: [0] });
    run = ended(queued(run, 0, 0, `q${question}`), `q${question}`, 'done', null);
    run = verified(run, [said('The app is missing.')], now);
    if (question < MOST_QUESTIONS) expect(due(run, now + 4_999)).toBeUndefined();
    now += ASK_AGAIN_MS;
  }
  expect(run).toMatchObject({ state: 'failed', steps: [{ because: [said('The app is missing.')] }] });
});

it('looks at policies it gave soon, then ever more rarely, and once a minute in the end', () => {
  let now = 1_000;
  let run = given(beginRun([{ kind: 'profiles', commands: 1 }]), 0, 0, now);
  const pauses: number[] = [];
  for (let look = 0; look < 8; look += 1) {
    const at = run.steps[0]?.againAt ?? Number.NaN;
    pauses.push((at - now) / 1000);
    now = at;
    run = lookAgain(run, 0, openPolicies(run)?.since ?? Number.NaN, now);
  }
  expect(pauses).toEqual([3, 3, 6, 12, 24, 48, 60, 60]);
  expect(openPolicies(ended(run, openPolicies(run)?.id ?? '', 'done', null))).toBeUndefined();
});

it('asks again at once when the clock was ahead and is put back', () => {
  const hours = 2 * 3_600_000;
  const asked = ended(queued(beginRun([{ kind: 'verify', commands: 1 }]), 0, 0, 'q'), 'q', 'done', null);
  const run = verified(asked, [said('The app is missing.')], hours);
  expect(due(run, hours)).toBeUndefined();
  expect(due(run, 0)).toEqual({ step: 0, commands: [0] });
});

it('waits for a device it erased to enroll again, and does nothing more once it is cancelled', () => {
  let run = beginRun([
    { kind: 'erase', commands: 1 },
    { kind: 'reach', commands: 1 },
  ]);
  run = ended(queued(run, 0, 0, 'a'), 'a', 'done', null);
  expect(run.steps[0]?.state).toBe('away');
  expect(due(run, 0)).toBeUndefined();
  run = cameBack(run);
  expect(due(run, 0)).toEqual({ step: 1, commands: [0] });
  run = cancel(queued(run, 1, 0, 'b'));
  expect(due(ended(run, 'b', 'done', null), 0)).toBeUndefined();
  expect(cancel({ ...run, state: 'done' }).state).toBe('done');
});
