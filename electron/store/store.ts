import type { Kysely, RawBuilder } from 'kysely';
import type { Clock } from '../../shared/clock.ts';
import { CartwrightError } from '../../shared/errors.ts';
import type { Logger } from '../../shared/logger.ts';
import type { PreparedStatement, StoreDialect } from './dialects/dialect.ts';
import type { EventListener, NewEvent, StoredEvent } from './events.ts';
import type { Database } from './schema.ts';
import { type Stated, statedNow } from './stated.ts';
import { type Compilable, type Parameters, prepareStatement, type Statement } from './statement.ts';
import { openVault, type Vault } from './vault.ts';

/** What a unit of work may do besides running statements. */
export interface UnitOfWork {
  /** The time of the unit, in milliseconds: the same for everything in it. */
  readonly now: number;
  /** Records a fact in the same transaction; subscribers hear of it after the commit. */
  event(event: NewEvent): void;
  /**
   * True when this commit has taken long enough: others wait for the event loop, and what can wait as well goes on in a
   * commit of its own.
   */
  isLate(): boolean;
  /** Runs once the unit is durable; for wake-ups and caches. Never called when the unit fails. */
  afterCommit(action: () => void): void;
}

/** What the units of a commit may spend together before those that can wait do so. */
const COMMIT_MS = 12;
/** After this the units that were not begun wait for the next commit: others are served in between. */
const LONGEST_MS = 24;

interface Job {
  unit: (work: UnitOfWork) => unknown;
  /** The reason that was given for it. */
  stated: Stated | undefined;
  resolve(value: never): void;
  reject(error: unknown): void;
}

/**
 * The one place that is durable. Reads are synchronous; changes are synchronous functions handed to `write`,
 * which runs all that arrived in one turn of the event loop in one transaction (unless that takes too long, then in
 * some), each taken back alone when it fails, and settles their promises after the commit reached the disk (group commit).
 */
export class Store {
  readonly clock: Clock;
  readonly vault: Vault;
  readonly #dialect: StoreDialect;
  readonly #logger: Logger;
  readonly #adHoc = new Map<string, PreparedStatement>();
  readonly #listeners = new Set<EventListener>();
  readonly #last: Array<(work: UnitOfWork) => void> = [];
  readonly #insertEvent: Statement<Omit<StoredEvent, 'seq' | 'data'> & { data: string }, { seq: number }>;
  #jobs: Job[] = [];
  #scheduled = false;
  #writing = false;
  readonly #stopwatch: () => number;
  #commitBegan = 0;
  #closed = false;
  #lastSeq: number;

  /** @param options.stopwatch milliseconds from any moment on, by which long commits are told: real ones when left out */
  constructor(options: {
    dialect: StoreDialect;
    clock: Clock;
    logger: Logger;
    vaultKey: Uint8Array;
    stopwatch?: () => number;
  }) {
    this.#dialect = options.dialect;
    this.#stopwatch = options.stopwatch ?? (() => performance.now());
    this.#logger = options.logger;
    this.clock = options.clock;
    this.#insertEvent = this.statement((db, p) =>
      db
        .insertInto('event')
        .values({
          at: p.at,
          type: p.type,
          deviceId: p.deviceId,
          enrollmentId: p.enrollmentId,
          commandId: p.commandId,
          actor: p.actor,
          data: p.data,
        })
        .returning('seq'),
    );
    this.vault = openVault(this, options.vaultKey);
    this.#lastSeq = this.get((db) => db.selectFrom('event').select((e) => e.fn.max('seq').as('seq')))?.seq ?? 0;
  }

  /** A query for the request path: compiled once, run with named parameters. */
  statement<P, R>(build: (db: Kysely<Database>, parameters: Parameters<P>) => Compilable<R>): Statement<P, R> {
    return prepareStatement(this.#dialect, () => this.#assertWriting(), build);
  }

  /** Runs an ad hoc query and returns its first row. */
  get<R>(build: (db: Kysely<Database>) => Compilable<R>): R | undefined {
    const [statement, parameters] = this.#prepare(build);
    return statement.get(parameters) as R | undefined;
  }

  /** Runs an ad hoc query and returns all rows. */
  all<R>(build: (db: Kysely<Database>) => Compilable<R>): R[] {
    const [statement, parameters] = this.#prepare(build);
    return statement.all(parameters) as R[];
  }

  /** Runs an ad hoc change inside a unit of work; returns how many rows it touched. */
  run(build: (db: Kysely<Database>) => Compilable<unknown>): number {
    this.#assertWriting();
    const [statement, parameters] = this.#prepare(build);
    return statement.run(parameters);
  }

  /**
   * Runs `unit` in a transaction and resolves with its value once that is durable. When `unit` throws, nothing of
   * it stays and the promise rejects with its error; other units of the same commit are not touched.
   *
   * @throws CartwrightError `store-failure` when the commit itself fails: nothing of the group was stored
   */
  write<T>(unit: (work: UnitOfWork) => T extends PromiseLike<unknown> ? never : T): Promise<T> {
    if (this.#closed) return Promise.reject(new CartwrightError('store-failure', 'The store is closed.'));
    return new Promise<T>((resolve, reject) => {
      this.#jobs.push({ unit, stated: statedNow(), resolve: resolve as (value: never) => void, reject });
      this.#schedule();
    });
  }

  /**
   * Does something for each of many, as many in one unit of work as its time allows: nobody else waits longer than that,
   * and each unit is durable before the next begins. When `each` throws, nothing of its unit stays, what came before
   * does, and the promise rejects.
   */
  async writeEach<T, R>(
    all: readonly T[],
    each: (work: UnitOfWork, one: T) => R extends PromiseLike<unknown> ? never : R,
  ): Promise<R[]> {
    const results: R[] = [];
    while (results.length < all.length)
      results.push(
        ...(await this.write((work) => {
          const part: R[] = [];
          do part.push(each(work, all[results.length + part.length] as T));
          while (results.length + part.length < all.length && !work.isLate());
          return part;
        })),
      );
    return results;
  }

  /** Hears of every event after its commit, in order. Returns how to stop listening. */
  subscribe(listener: EventListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /**
   * Runs `unit` at the end of every commit, in its transaction: for what is derived from what was just written. It must
   * be quick when there is nothing to do. When it throws, nothing of it stays, and the rest is stored all the same.
   */
  inEachCommit(unit: (work: UnitOfWork) => void): () => void {
    this.#last.push(unit);
    return () => void this.#last.splice(this.#last.indexOf(unit), 1);
  }

  /** Number of the newest durable event; 0 when there is none. */
  get lastSeq(): number {
    return this.#lastSeq;
  }

  /** A condition on `device`: its name, serial number, model, UDID, IMEI or a network address has each of these words in it. */
  deviceHasWords(words: readonly string[]): RawBuilder<boolean> {
    return this.#dialect.deviceHasWords(words);
  }

  /** True when `error` says that a unique value is taken. */
  isUniqueViolation(error: unknown): boolean {
    return this.#dialect.isUniqueViolation(error);
  }

  /** Writes a consistent copy of the store to a new file. Secrets in it stay sealed. */
  backupTo(file: string): void {
    this.#dialect.backupTo(file);
  }

  /** The same, a piece at a time: what is written meanwhile is in the copy or not, but never half. */
  copyTo(file: string): Promise<void> {
    return this.#dialect.copyTo(file);
  }

  /** Number of the newest migration of this store. */
  get schemaVersion(): number {
    return this.#dialect.schemaVersion();
  }

  /** Finishes what was handed in, then closes. */
  close(): void {
    if (this.#closed) return;
    const last = this.#jobs.at(-1);
    while (last !== undefined && this.#jobs.includes(last)) this.#flush();
    this.#closed = true;
    this.#dialect.close();
  }

  #prepare<R>(build: (db: Kysely<Database>) => Compilable<R>): [PreparedStatement, readonly unknown[]] {
    const compiled = build(this.#dialect.builder).compile();
    let statement = this.#adHoc.get(compiled.sql);
    if (statement === undefined) {
      if (this.#adHoc.size >= 500) this.#adHoc.clear();
      statement = this.#dialect.prepare(compiled);
      this.#adHoc.set(compiled.sql, statement);
    }
    return [statement, compiled.parameters];
  }

  #assertWriting(): void {
    if (!this.#writing) throw new CartwrightError('internal', 'A change was attempted outside a unit of work.');
  }

  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    setImmediate(() => this.#flush());
  }

  #flush(): void {
    this.#scheduled = false;
    const waiting = this.#jobs;
    if (waiting.length === 0) return;
    this.#jobs = [];
    const done = this.#commit(waiting);
    if (done === waiting.length) return;
    this.#jobs = [...waiting.slice(done), ...this.#jobs];
    this.#schedule();
  }

  /** Runs as many of these as its time allows in one transaction, at least one. Returns how many. */
  #commit(waiting: readonly Job[]): number {
    this.#commitBegan = this.#stopwatch();
    let taken = 0;
    const settle: Array<() => void> = [];
    const events: StoredEvent[] = [];
    const actions: Array<() => void> = [];
    try {
      this.#dialect.begin();
      this.#writing = true;
      for (const job of waiting) {
        if (taken > 0 && this.#spent() > LONGEST_MS) break;
        this.#runJob(job, taken++ === 0, settle, events, actions);
      }
      for (const unit of this.#last) {
        const reject = (err: unknown) => this.#logger.error({ err }, 'what follows from a change was not worked out');
        this.#runJob({ unit, stated: undefined, resolve: () => {}, reject }, false, settle, events, actions);
      }
      this.#writing = false;
      this.#dialect.commit();
    } catch (cause) {
      this.#writing = false;
      this.#dialect.rollback();
      // Nothing was taken when it could not even begin: the others would fare no better.
      const failed = waiting.slice(0, taken === 0 ? waiting.length : taken);
      this.#logger.error({ err: cause, units: failed.length }, 'a commit failed, nothing of it was stored');
      const error = new CartwrightError('store-failure', 'The store could not be written. Is the disk full?', {
        cause,
      });
      for (const job of failed) job.reject(error);
      return failed.length;
    }
    const last = events.at(-1);
    if (last !== undefined) this.#lastSeq = last.seq;
    for (const done of settle) done();
    for (const action of actions) this.#guard(action);
    if (events.length > 0) for (const listener of this.#listeners) this.#guard(() => listener(events));
    return taken;
  }

  #spent(): number {
    return this.#stopwatch() - this.#commitBegan;
  }

  /**
   * @param isFirst nothing was written in this transaction: when it fails all of that is taken back. It needs no
   * savepoint then, for which every page would be kept as it was before.
   */
  #runJob(
    job: Job,
    isFirst: boolean,
    settle: Array<() => void>,
    events: StoredEvent[],
    actions: Array<() => void>,
  ): void {
    const now = this.clock.now();
    const ownEvents: StoredEvent[] = [];
    const ownActions: Array<() => void> = [];
    const work: UnitOfWork = {
      now,
      event: (event) => ownEvents.push(this.#record(event, now, job.stated)),
      isLate: () => this.#spent() > COMMIT_MS,
      afterCommit: (action) => ownActions.push(action),
    };
    if (!isFirst) this.#dialect.savepoint();
    try {
      const value = job.unit(work);
      if (value instanceof Promise) throw new CartwrightError('internal', 'A unit of work must be synchronous.');
      if (!isFirst) this.#dialect.release();
      settle.push(() => job.resolve(value as never));
      events.push(...ownEvents);
      actions.push(...ownActions);
    } catch (error) {
      if (isFirst) {
        this.#dialect.rollback();
        this.#dialect.begin();
      } else {
        this.#dialect.rollbackToSavepoint();
        this.#dialect.release();
      }
      settle.push(() => job.reject(error));
    }
  }

  #record(event: NewEvent, at: number, stated: Stated | undefined): StoredEvent {
    const given = event.data ?? {};
    const data =
      stated !== undefined && stated.actor === event.actor ? { ...given, statedReason: stated.reason } : given;
    const row = {
      at,
      type: event.type,
      deviceId: event.deviceId ?? null,
      enrollmentId: event.enrollmentId ?? null,
      commandId: event.commandId ?? null,
      actor: event.actor ?? 'system',
    };
    const seq = this.#insertEvent.get({ ...row, data: JSON.stringify(data) })?.seq ?? 0;
    return { seq, ...row, data };
  }

  #guard(action: () => void): void {
    try {
      action();
    } catch (error) {
      this.#logger.error({ err: error }, 'an after-commit action failed');
    }
  }
}
