import type { BlueprintContent } from '../../shared/contract/blueprint-content.ts';
import type { StepKind, StepReason } from '../../shared/contract/blueprints.ts';
import type { Logger } from '../../shared/logger.ts';
import type { Timers } from '../../shared/timers.ts';
import type { Store, StoredEvent, UnitOfWork } from '../store/index.ts';
import type { FactReader } from './facts.ts';
import { complaints, decide, differences, POLICIES, planFor, policyOutcome, type Wanted } from './plan.ts';
import type { CommandDoor, PolicyDoor } from './ports.ts';
import { reason } from './reasons.ts';
import type { RunRows } from './run-rows.ts';
import {
  beginRun,
  cameBack,
  cancel,
  type DeviceRun,
  due,
  ended,
  given,
  isAnswered,
  lookAgain,
  NOT_BEGUN,
  openPolicies,
  queued,
  refused,
  skipped,
  verified,
} from './steps.ts';

/** How often it is looked whether a device is to be asked again. */
const TICK_MS = 2_000;

const ENDED: Readonly<Record<string, 'done' | 'failed'>> = {
  'command.acknowledged': 'done',
  'command.error': 'failed',
  'command.format-error': 'failed',
  'command.expired': 'failed',
  'command.cancelled': 'failed',
  'command.superseded': 'failed',
  'command.unanswered': 'failed',
};

const UNMANAGED = reason('unmanaged', 'This device is not managed now. Enroll it first.');

/** What of a run a device is on its way to. */
export interface RunFacts {
  readonly id: string;
  readonly blueprintId: string | null;
  readonly blueprintName: string;
  readonly content: BlueprintContent;
}

/**
 * Takes devices through their steps: hears how commands end, queues what is next in the same unit of work that keeps how
 * far the device is. Whatever it is stopped in the middle of, it goes on from what the tables say.
 */
export class Runner {
  readonly #store: Store;
  readonly #logger: Logger;
  readonly #timers: Timers;
  readonly #rows: RunRows;
  readonly #commands: CommandDoor;
  readonly #facts: FactReader;
  readonly #policies: PolicyDoor;
  readonly #wake: (work: UnitOfWork, enrollmentId: string) => void;
  readonly #media: Pick<Wanted, 'picture' | 'policy'>;
  /** Commands that runs wait for, so that the events of all others cost a look into a set. */
  readonly #awaited = new Set<string>();
  /** Devices that were erased and are waited for. */
  readonly #away = new Set<string>();
  /** Devices whose policies are on their way. */
  readonly #given = new Set<string>();
  #unsubscribe: () => void = () => {};
  #stopTick: () => void = () => {};
  #busy: Promise<unknown> = Promise.resolve();

  constructor(parts: {
    store: Store;
    logger: Logger;
    timers: Timers;
    rows: RunRows;
    commands: CommandDoor;
    facts: FactReader;
    policies: PolicyDoor;
    wake: (work: UnitOfWork, enrollmentId: string) => void;
    media: Pick<Wanted, 'picture' | 'policy'>;
  }) {
    this.#store = parts.store;
    this.#logger = parts.logger;
    this.#timers = parts.timers;
    this.#rows = parts.rows;
    this.#commands = parts.commands;
    this.#facts = parts.facts;
    this.#policies = parts.policies;
    this.#wake = parts.wake;
    this.#media = parts.media;
  }

  /** Takes up what was under way, what ended meanwhile included. */
  async start(): Promise<void> {
    this.#unsubscribe = this.#store.subscribe((events) => this.#hear(events));
    for (const { commandId } of this.#rows.awaited()) this.#awaited.add(commandId);
    await this.#store.writeEach(this.#rows.leftBehind(), (work, { runId, deviceId }) => {
      this.#change(work, runId, deviceId, cancel);
      this.takeBack(work, runId, deviceId, 'system');
    });
    const missed = this.#rows.endedMeanwhile();
    const open = this.#rows.running();
    for (const { deviceId, steps } of open)
      if (steps.steps.some(({ state }) => state === 'away')) this.#away.add(deviceId);
    await this.#store.writeEach(missed, (work, { commandId, state, ...data }) =>
      this.#commandEnded(work, commandId, state === 'acknowledged' ? 'done' : 'failed', endedBecause(data)),
    );
    await this.#store.writeEach(open, (work, { runId, deviceId }) => {
      const run = this.#rows.device(runId, deviceId);
      const back = this.#away.has(deviceId) && this.#rows.enrolledSince(deviceId, run?.steps) ? cameBack : same;
      this.#change(work, runId, deviceId, back);
    });
    await this.#store.write((work) => this.#rows.finishEmpty(work));
    this.#tick();
  }

  async stop(): Promise<void> {
    this.#unsubscribe();
    this.#stopTick();
    await this.settled();
  }

  /** When all that was heard so far is done; for tests, and before stopping. */
  async settled(): Promise<void> {
    for (let before: unknown; before !== this.#busy; ) {
      before = this.#busy;
      await this.#busy;
    }
  }

  /** Puts a device into a run, inside the unit of work that made or found it; {@link go} plans it and lets it begin. */
  enter(work: UnitOfWork, run: RunFacts, deviceId: string, place: number): void {
    this.#rows.insertDevice(work, { runId: run.id, deviceId, place, steps: NOT_BEGUN });
  }

  /** What is to be done on a device. */
  #begin(run: RunFacts, deviceId: string, place: number): DeviceRun {
    const facts = this.#facts.read(deviceId, place);
    if (facts === undefined) return NOT_BEGUN;
    const wanted = this.#wanted(run);
    const decided = decide(wanted, facts);
    const plan = planFor(wanted, facts, decided);
    return beginRun(
      plan.map(({ kind, commands }) => ({ kind, commands: commands.length })),
      decided,
    );
  }

  /** Lets devices of a run begin, some at a time; when it is stopped in between, the next start lets the others. */
  async go(runId: string, deviceIds: readonly string[]): Promise<void> {
    await this.#store.writeEach(deviceIds, (work, deviceId) => this.#change(work, runId, deviceId, same));
  }

  /** Takes devices out of the runs they are still in: they get another one, or belong to no blueprint any more. */
  leave(work: UnitOfWork, deviceIds: readonly string[], actor: string): void {
    const left = new Map<string, number>();
    for (const deviceId of deviceIds)
      for (const { runId } of this.#rows.runsOf(deviceId)) {
        this.#change(work, runId, deviceId, cancel);
        this.takeBack(work, runId, deviceId, actor);
        left.set(runId, (left.get(runId) ?? 0) + 1);
      }
    for (const [runId, count] of left) {
      const data = { runId, blueprint: this.#rows.facts(runId)?.blueprintName ?? '', count };
      work.event({ type: 'prepare.cancelled', actor, data });
    }
  }

  /** Calls off what a device of a run does not have yet; what it has is answered, and nobody waits for that. */
  takeBack(work: UnitOfWork, runId: string, deviceId: string, actor: string): void {
    for (const { commandId } of this.#rows.awaitedOf(runId, deviceId))
      this.#commands.cancelInUnit(work, commandId, actor, 'The prepare run was cancelled.');
  }

  /** Changes how far a device is and does what follows. Returns false when it is not in the run. */
  change(work: UnitOfWork, runId: string, deviceId: string, by: (run: DeviceRun) => DeviceRun): boolean {
    return this.#change(work, runId, deviceId, by);
  }

  #wanted(run: RunFacts): Wanted {
    const { blueprintId, blueprintName: name, content, id } = run;
    return { id: blueprintId ?? id, name, content, ...this.#media };
  }

  #hear(events: readonly StoredEvent[]): void {
    const answers: { commandId: string; how: 'done' | 'failed'; because: StepReason | null }[] = [];
    const back: string[] = [];
    const settled = new Set<string>();
    let forgotten = false;
    for (const { type, commandId, deviceId, data } of events) {
      const how = ENDED[type];
      if (how !== undefined && commandId !== null && this.#awaited.has(commandId)) {
        answers.push({ commandId, how, because: endedBecause(data) });
      }
      if (deviceId !== null && /^(policy|enrollment)\./.test(type) && this.#given.has(deviceId)) settled.add(deviceId);
      forgotten ||= type === 'device.forgotten';
      if (type === 'enrollment.enrolled' && deviceId !== null && this.#away.has(deviceId)) back.push(deviceId);
    }
    if (answers.length > 0)
      this.#then(() =>
        this.#store.writeEach(answers, (work, { commandId, how, because }) =>
          this.#commandEnded(work, commandId, how, because),
        ),
      );
    if (settled.size > 0)
      this.#then(() =>
        this.#store.writeEach([...settled], (work, deviceId) => {
          for (const { runId } of this.#rows.runsOf(deviceId)) this.#change(work, runId, deviceId, same);
        }),
      );
    // It may have been the last one a run waited for.
    if (forgotten) this.#then(() => this.#store.write((work) => this.#rows.finishEmpty(work)));
    if (back.length > 0)
      this.#then(() =>
        this.#store.writeEach(back, (work, deviceId) => {
          for (const { runId } of this.#rows.runsOf(deviceId)) this.#change(work, runId, deviceId, cameBack);
          work.afterCommit(() => this.#away.delete(deviceId));
        }),
      );
  }

  #tick(): void {
    this.#stopTick = this.#timers.after(TICK_MS, () => {
      this.#then(() =>
        this.#store.writeEach(this.#rows.due(this.#store.clock.now()), (work, { runId, deviceId }) =>
          this.#change(work, runId, deviceId, same),
        ),
      );
      this.#tick();
    });
  }

  /** One after another, so that what is heard is done in its order. */
  #then(action: () => Promise<unknown>): void {
    this.#busy = this.#busy.then(action).catch((err: unknown) => {
      this.#logger.error({ err }, 'a prepare run could not go on');
    });
  }

  #commandEnded(work: UnitOfWork, commandId: string, how: 'done' | 'failed', because: StepReason | null): void {
    for (const { runId, deviceId } of this.#rows.waitingFor(commandId))
      this.#change(work, runId, deviceId, (run) => ended(run, commandId, how, because));
    this.#rows.forgetCommand(commandId);
    work.afterCommit(() => this.#awaited.delete(commandId));
  }

  #change(work: UnitOfWork, runId: string, deviceId: string, by: (run: DeviceRun) => DeviceRun): boolean {
    const row = this.#rows.device(runId, deviceId);
    const run = this.#rows.facts(runId);
    if (row === undefined || run === undefined) return false;
    const now = row.steps.steps.length === 0 ? this.#begin(run, deviceId, row.place) : row.steps;
    this.#advance(work, run, deviceId, row.place, by(now), row.steps);
    return true;
  }

  /** Queues what is due, looks at a device that has answered, and keeps how far it is. */
  #advance(
    work: UnitOfWork,
    run: RunFacts,
    deviceId: string,
    place: number,
    after: DeviceRun,
    before?: DeviceRun,
  ): void {
    let now = this.#lookAtPolicies(work, run, deviceId, after);
    for (;;) {
      if (isAnswered(now)) now = verified(now, this.#look(run, deviceId, place, now), work.now);
      const next = due(now, work.now);
      if (next === undefined) break;
      now = this.#queue(work, run, deviceId, place, now, next);
    }
    if (now.steps.some(({ state }) => state === 'away')) work.afterCommit(() => this.#away.add(deviceId));
    if (now !== before) this.#rows.save(work, { run, deviceId, steps: now, before });
  }

  #look(run: RunFacts, deviceId: string, place: number, { decided }: DeviceRun): StepReason[] {
    const facts = this.#facts.read(deviceId, place);
    return facts === undefined
      ? [reason('gone', 'The device is gone.')]
      : complaints(differences(this.#wanted(run), facts, decided));
  }

  #queue(
    work: UnitOfWork,
    run: RunFacts,
    deviceId: string,
    place: number,
    state: DeviceRun,
    { step, commands }: { step: number; commands: readonly number[] },
  ): DeviceRun {
    const facts = this.#facts.read(deviceId, place);
    const kind: StepKind | undefined = state.steps[step]?.kind;
    const plan = facts === undefined ? [] : planFor(this.#wanted(run), facts, state.decided);
    const planned = plan.find((each) => each.kind === kind)?.commands ?? [];
    const enrollmentId = this.#facts.enrollmentOf(deviceId);
    let now = state;
    for (const place of commands) {
      const command = planned[place] ?? null;
      if (enrollmentId === undefined) now = refused(now, step, place, [UNMANAGED]);
      else if (command === null) now = skipped(now, step, place);
      else if (command === POLICIES) {
        this.#policies.put(work, deviceId, run.blueprintId ?? run.id, run.content.policies);
        // What they want of the device is queued as this unit of work ends.
        this.#wake(work, enrollmentId);
        // How they stand is known once the unit of work has ended.
        now = given(now, step, place, work.now);
        work.afterCommit(() => this.#given.add(deviceId));
      } else {
        const wish = { actor: 'system', wakeNow: true };
        const outcome = this.#commands.queueInUnit(work, enrollmentId, command, wish);
        if ('refused' in outcome)
          now = refused(
            now,
            step,
            place,
            outcome.refused.map(({ message }) => reason('refused', message)),
          );
        else {
          now = queued(now, step, place, outcome.commandId);
          this.#rows.await(work, { commandId: outcome.commandId, runId: run.id, deviceId });
          work.afterCommit(() => this.#awaited.add(outcome.commandId));
        }
      }
    }
    return now;
  }

  /** Whether policies that were given are there now. */
  #lookAtPolicies(work: UnitOfWork, run: RunFacts, deviceId: string, now: DeviceRun): DeviceRun {
    const open = openPolicies(now);
    if (open === undefined) {
      work.afterCommit(() => this.#given.delete(deviceId));
      return now;
    }
    work.afterCommit(() => this.#given.add(deviceId));
    // Nobody plans for a device that is not managed: nothing would ever be heard of it.
    if (this.#facts.enrollmentOf(deviceId) === undefined) return ended(now, open.id, 'failed', UNMANAGED);
    const policies = new Map(this.#policies.standing(deviceId).map((each) => [each.policyId, each]));
    const outcome = policyOutcome(run, { policies });
    return outcome === undefined
      ? lookAgain(now, open.step, open.since, work.now)
      : ended(now, open.id, outcome.how, outcome.because);
  }
}

/** Why a command ended without success, by its event or its row; null when nobody said. */
function endedBecause(data: { readonly [key: string]: unknown }): StepReason | null {
  const { reason: message, errorDomain: domain, errorCode: code } = data;
  if (typeof message !== 'string') return null;
  return typeof domain === 'string' && typeof code === 'number'
    ? reason('error', message, { domain, code: String(code) })
    : reason('ended', message);
}

const same = (run: DeviceRun): DeviceRun => run;
