import type { Clock } from '../../shared/clock.ts';
import type { Logger } from '../../shared/logger.ts';
import type { Timers } from '../../shared/timers.ts';
import type { Store, UnitOfWork } from '../store/index.ts';
import type { WakeOutcome } from './apns-answer.ts';
import type { ApnsConnection } from './apns-connection.ts';
import { Rate } from './rate.ts';
import { recordOutcome, type SentWake } from './wake-outcomes.ts';
import { LONGEST_GAP_MS, planQueued, planSending, planSettled } from './wake-plan.ts';
import type { DueRow, WakeRows } from './wake-rows.ts';

/** The plan is looked at this often even when nothing asks for it, e.g. because a device sent a new token. */
const POLL_MS = 60_000;
const BATCH = 200;
/** Outcomes are written together; nobody waits for one. */
const RECORD_AFTER_MS = 25;
/** After a start the overdue wake-ups go out at 200 a second, for a minute at most: all devices call at once otherwise. */
const SPREAD_STEP_MS = 5;
const SPREAD_MS = 60_000;

export interface WakeSchedulerOptions {
  readonly store: Store;
  readonly rows: WakeRows;
  readonly connection: ApnsConnection;
  /** Topic of the push certificate while that can be used. */
  readonly topic: () => string | undefined;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly random: () => number;
  readonly logger: Logger;
  /** Called when counters have changed; often. */
  readonly onProgress: () => void;
}

/**
 * Sends what is due. All of its state is on the enrollment rows: a row is marked as sent before the sending, so that
 * whatever happens to this process no device is woken twice in a minute, and none is forgotten.
 */
export class WakeScheduler {
  readonly delivered: Rate;
  rejected = 0;
  retried = 0;
  readonly #options: WakeSchedulerOptions;
  #inFlight = 0;
  #running = false;
  #pumping: Promise<void> | undefined;
  #recording: Promise<void> = Promise.resolve();
  #pumpAgain = false;
  #timerAt = Number.POSITIVE_INFINITY;
  #cancelTimer = () => {};
  #answered: Array<{ sent: SentWake; outcome: WakeOutcome }> = [];
  #cancelRecord: (() => void) | undefined;

  constructor(options: WakeSchedulerOptions) {
    this.#options = options;
    this.delivered = new Rate(options.clock);
  }

  /** Spreads what became due while nobody looked, then starts sending. */
  async start(): Promise<void> {
    const { store, rows } = this.#options;
    await store.write((work) => {
      const overdue = rows.overdue(work.now, work.now + LONGEST_GAP_MS);
      const step = Math.min(SPREAD_STEP_MS, SPREAD_MS / Math.max(overdue.length, 1));
      overdue.forEach((id, index) => {
        rows.postpone(id, work.now + Math.floor(index * step));
      });
    });
    this.#running = true;
    this.nudge();
  }

  /** Hands nothing more to the connection once this resolves. */
  async halt(): Promise<void> {
    this.#running = false;
    this.#cancelTimer();
    await this.#pumping;
  }

  /** Writes down what is known of the wake-ups sent so far. */
  async flush(): Promise<void> {
    this.#record();
    await this.#recording;
  }

  get inFlight(): number {
    return this.#inFlight;
  }

  /** See PushService.scheduleWake. */
  schedule(work: UnitOfWork, enrollmentId: string, urgent: boolean): void {
    const { rows } = this.#options;
    const row = rows.find.get({ id: enrollmentId });
    if (row === undefined || row.state === 'ended') return;
    const plan = planQueued(row, work.now, urgent);
    if (plan.nextWakeAt !== row.nextWakeAt || plan.wakeAttempts !== row.wakeAttempts) {
      rows.plan.run({ id: enrollmentId, ...plan });
    }
    const at = plan.nextWakeAt ?? work.now;
    work.afterCommit(() => this.nudge(at));
  }

  /** See PushService.settle. */
  settle(work: UnitOfWork, enrollmentId: string, hasOpenCommands: boolean): void {
    const { rows, random } = this.#options;
    const row = rows.find.get({ id: enrollmentId });
    if (row === undefined) return;
    const plan = planSettled(row, work.now, hasOpenCommands && row.state !== 'ended', random());
    if (plan !== undefined) rows.plan.run({ id: enrollmentId, ...plan });
  }

  /** Looks at what is due, now or at `at`. */
  nudge(at = 0): void {
    if (!this.#running) return;
    if (at > this.#options.clock.now()) this.#wakeAt(at);
    else this.#pump();
  }

  #pump(): void {
    if (this.#pumping === undefined) this.#pumping = this.#sendAll();
    else this.#pumpAgain = true;
  }

  async #sendAll(): Promise<void> {
    try {
      do {
        this.#pumpAgain = false;
        while (await this.#sendBatch());
      } while (this.#pumpAgain);
    } catch (error) {
      this.#options.logger.error({ err: error }, 'wake-ups could not be sent, trying again in a minute');
    } finally {
      this.#pumping = undefined;
    }
    try {
      this.#plan();
    } catch (error) {
      // Nobody waits for this promise: a store that cannot be read must not end the process.
      this.#options.logger.error({ err: error }, 'the next wake-up is not known, looking again in a minute');
      this.#wakeAt(this.#options.clock.now() + POLL_MS);
    }
  }

  /** Marks and sends one batch; true when there may be more to send right away. */
  async #sendBatch(): Promise<boolean> {
    const { connection, rows, store, clock, random } = this.#options;
    const topic = this.#options.topic();
    if (!this.#running || topic === undefined) return false;
    if (connection.report().state !== 'connected') {
      connection.open();
      return false;
    }
    const free = connection.window - this.#inFlight;
    if (free < connection.window / 2) return false;
    const next = rows.next.get({ topic });
    if (next === undefined || next.nextWakeAt > clock.now()) return false;
    const limit = Math.min(free, BATCH);
    const batch = await store.write((work) => {
      const due = rows.due.all({ now: work.now, topic, limit });
      const sent = due.map((row) => {
        const plan = planSending(row, work.now, random());
        rows.send.run({ id: row.id, now: work.now, ...plan });
        const wakeId = rows.remember.get({ id: row.id, now: work.now, attempt: plan.wakeAttempts })?.id ?? 0;
        return { row, wakeId };
      });
      return { sent, sentAt: work.now };
    });
    for (const { row, wakeId } of batch.sent) this.#send(row, wakeId, topic, batch.sentAt);
    return batch.sent.length === limit;
  }

  #send(row: DueRow, wakeId: number, topic: string, sentAt: number): void {
    const { store, connection, logger } = this.#options;
    const sent: SentWake = { enrollmentId: row.id, sentAt, wakeId, lastPushAt: row.lastPushAt };
    let token: Buffer;
    let magic: string;
    try {
      token = store.vault.get(row.pushTokenSecretId, 'push-token');
      magic = store.vault.get(row.pushMagicSecretId, 'push-magic').toString('utf8');
    } catch (error) {
      logger.error({ err: error, enrollmentId: row.id }, 'the push token of an enrollment cannot be read');
      this.#answer(sent, { kind: 'refused', status: 0, reason: 'TokenUnreadable', apnsId: '' });
      return;
    }
    this.#inFlight += 1;
    connection.send({ token, magic, topic }, (outcome) => {
      this.#inFlight -= 1;
      this.#answer(sent, outcome);
      if (this.#inFlight <= connection.window / 2) this.nudge();
    });
  }

  #answer(sent: SentWake, outcome: WakeOutcome): void {
    if (outcome.kind === 'delivered') this.delivered.add();
    else if (outcome.kind === 'retry') this.retried += 1;
    else this.rejected += 1;
    this.#answered.push({ sent, outcome });
    this.#cancelRecord ??= this.#options.timers.after(RECORD_AFTER_MS, () => this.#record());
  }

  #record(): void {
    this.#cancelRecord?.();
    this.#cancelRecord = undefined;
    if (this.#answered.length === 0) return;
    const answered = this.#answered;
    this.#answered = [];
    this.#recording = this.#write(answered);
  }

  async #write(answered: ReadonlyArray<{ sent: SentWake; outcome: WakeOutcome }>): Promise<void> {
    const { store, rows, logger, onProgress } = this.#options;
    try {
      const soonest = await store.write((work) => {
        let at = Number.POSITIVE_INFINITY;
        for (const { sent, outcome } of answered) at = Math.min(at, recordOutcome(rows, work, sent, outcome));
        return at;
      });
      if (soonest !== Number.POSITIVE_INFINITY) this.nudge(soonest);
    } catch (error) {
      // The rows still say that these were sent and when to send again: nothing is lost but the answer.
      logger.error({ err: error, outcomes: answered.length }, 'outcomes of wake-ups could not be stored');
    }
    onProgress();
  }

  /** Sets the timer for the next due row. */
  #plan(): void {
    if (!this.#running) return;
    const { rows, clock, connection } = this.#options;
    this.#cancelTimer();
    this.#timerAt = Number.POSITIVE_INFINITY;
    const now = clock.now();
    const topic = this.#options.topic();
    const next = topic === undefined ? undefined : rows.next.get({ topic })?.nextWakeAt;
    // Without a connection the connection nudges; with a full window the answers do.
    const soon = connection.report().state === 'connected' && next !== undefined && next > now ? next : now + POLL_MS;
    this.#wakeAt(Math.min(soon, now + POLL_MS));
  }

  #wakeAt(at: number): void {
    if (at >= this.#timerAt) return;
    this.#cancelTimer();
    this.#timerAt = at;
    this.#cancelTimer = this.#options.timers.after(Math.max(1, at - this.#options.clock.now()), () => {
      this.#timerAt = Number.POSITIVE_INFINITY;
      this.#pump();
    });
  }
}
