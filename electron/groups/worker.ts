import { sql } from 'kysely';
import type { AttributeShape } from '../../shared/contract/device-fields.ts';
import type { Logger } from '../../shared/logger.ts';
import type { Timers } from '../../shared/timers.ts';
import type {
  GroupChangeTable,
  GroupMemberTable,
  GroupSweepTable,
  Statement,
  Store,
  UnitOfWork,
} from '../store/index.ts';
import { type Definition, readDefinitions } from './definitions.ts';
import { compileGroups, type Evaluation } from './evaluation.ts';
import { MembershipNews } from './news.ts';
import type { MembershipChange } from './ports.ts';

const PER_QUERY = 25;
/** More devices at once are not worked out one by one in the groups that ask for theirs. */
const MOST_ONE_BY_ONE = 100;
const FIRST_SLICE = 200;
const LARGEST_SLICE = 2000;
const SLICE_MS = 6;
/** A timer that waits longer is set again then. */
const LONGEST_WAIT_MS = 86_400_000;

/**
 * Keeps `groupMember` what the filters say. Triggers list the devices whose facts changed; at the end of each commit,
 * in its transaction, those are worked out. A changed filter sweeps over all devices, in slices. What changes by time
 * alone is listed with the time at which it does.
 */
export class GroupWorker {
  readonly #store: Store;
  readonly #logger: Logger;
  readonly #timers: Timers;
  readonly #attributes: () => AttributeShape[];
  readonly #listeners = new Set<(changes: readonly MembershipChange[]) => void>();
  readonly #news = new MembershipNews();
  readonly #due: Statement<{ now: number; limit: number }, { deviceId: string }>;
  readonly #postpone: Statement<{ deviceId: string; dueAt: number }, unknown>;
  readonly #sooner: Statement<{ deviceId: string; dueAt: number }, unknown>;
  readonly #settle: Statement<{ deviceId: string }, unknown>;
  readonly #next: Statement<object, { at: number | null }>;
  readonly #groupsOf: Statement<{ deviceId: string }, { groupId: string }>;
  readonly #join: Statement<GroupMemberTable, unknown>;
  readonly #leave: Statement<{ groupId: string; deviceId: string }, unknown>;
  readonly #remember: Statement<GroupChangeTable, unknown>;
  readonly #sweeps: Statement<object, GroupSweepTable>;
  #evaluation: Evaluation | undefined;
  #slice = FIRST_SLICE;
  #changes: MembershipChange[] = [];
  #armedFor: number | undefined;
  #cancel: (() => void) | undefined;
  #rearm = true;
  #stopHook: (() => void) | undefined;

  constructor(options: { store: Store; logger: Logger; timers: Timers; attributes: () => AttributeShape[] }) {
    const { store } = options;
    this.#store = store;
    this.#logger = options.logger;
    this.#timers = options.timers;
    this.#attributes = options.attributes;
    this.#due = store.statement((db, p) =>
      db
        .selectFrom('groupDue')
        .select('deviceId')
        .where('dueAt', '<=', p.now)
        .orderBy('dueAt')
        .orderBy('deviceId')
        .limit(p.limit),
    );
    this.#postpone = store.statement((db, p) =>
      db.updateTable('groupDue').set({ dueAt: p.dueAt }).where('deviceId', '=', p.deviceId),
    );
    this.#sooner = store.statement((db, p) =>
      db
        .insertInto('groupDue')
        .values({ deviceId: p.deviceId, dueAt: p.dueAt })
        .onConflict((c) =>
          c
            .column('deviceId')
            .doUpdateSet({ dueAt: (e) => e.ref('excluded.dueAt') })
            .where(sql<boolean>`excluded."dueAt" < "groupDue"."dueAt"`),
        ),
    );
    this.#settle = store.statement((db, p) => db.deleteFrom('groupDue').where('deviceId', '=', p.deviceId));
    this.#next = store.statement((db) => db.selectFrom('groupDue').select((e) => e.fn.min('dueAt').as('at')) as never);
    this.#groupsOf = store.statement((db, p) =>
      db.selectFrom('groupMember').select('groupId').where('deviceId', '=', p.deviceId),
    );
    this.#join = store.statement((db, p) =>
      db
        .insertInto('groupMember')
        .values({ groupId: p.groupId, deviceId: p.deviceId, since: p.since, addedBy: p.addedBy })
        .onConflict((c) => c.doNothing()),
    );
    this.#leave = store.statement((db, p) =>
      db.deleteFrom('groupMember').where('groupId', '=', p.groupId).where('deviceId', '=', p.deviceId),
    );
    this.#remember = store.statement((db, p) =>
      db
        .insertInto('groupChange')
        .values({
          deviceId: p.deviceId,
          at: p.at,
          groupId: p.groupId,
          groupName: p.groupName,
          joined: p.joined,
          actor: p.actor,
        })
        .onConflict((c) => c.doNothing()),
    );
    this.#sweeps = store.statement((db) => db.selectFrom('groupSweep').selectAll());
  }

  /** Begins: what was left to do is done, and each commit from now on is followed by what it means for groups. */
  start(): void {
    this.#stopHook = this.#store.inEachCommit((work) => this.#follow(work));
    this.#again();
  }

  stop(): void {
    this.#stopHook?.();
    this.#cancel?.();
    this.#cancel = undefined;
  }

  /** Hears who came and went, after each commit, built-in groups included. Returns how to stop listening. */
  subscribe(listener: (changes: readonly MembershipChange[]) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** The filters changed: they are read again. Within the unit of work that changes them. */
  invalidate(): void {
    this.#evaluation = undefined;
  }

  /** What was handed in last was taken back: it is no news, and filters are read again. */
  forget(): void {
    this.#news.forget();
    this.#changes = [];
    this.#evaluation = undefined;
  }

  /** Works a group out for all devices, beginning in this unit of work. */
  sweep(groupId: string, actor: string): void {
    // One that is under way begins again, and keeps in mind who came and went so far.
    this.#store.run((db) =>
      db
        .insertInto('groupSweep')
        .values({ groupId, after: '', joined: 0, left: 0, actor })
        .onConflict((c) => c.column('groupId').doUpdateSet({ after: '', actor })),
    );
  }

  /** Puts devices into a static group or takes them out, and says so. Within a unit of work. */
  change(
    work: UnitOfWork,
    group: Pick<Definition, 'id' | 'name'>,
    deviceIds: readonly string[],
    joined: boolean,
    actor: string,
  ): number {
    const asking = this.#ready().askingFor(group.id);
    const many = deviceIds.length > MOST_ONE_BY_ONE;
    let changed = 0;
    for (const deviceId of deviceIds) {
      if (!this.#move(work, { ...group, builtIn: false }, deviceId, joined, actor, actor)) continue;
      changed++;
      this.#news.tell(group, deviceId, joined, actor);
      if (asking.length > 0 && !many) this.#sooner.run({ deviceId, dueAt: 0 });
    }
    if (many && changed > 0) for (const groupId of asking) this.sweep(groupId, actor);
    return changed;
  }

  #ready(): Evaluation {
    this.#evaluation ??= compileGroups(
      this.#store,
      readDefinitions(this.#store),
      this.#attributes(),
      ({ id, name }, err) => this.#logger.error({ err, groupId: id, name }, 'the filter of a group cannot be used'),
    );
    return this.#evaluation;
  }

  #follow(work: UnitOfWork): void {
    let worked = false;
    let more = false;
    try {
      while (!more) {
        const due = this.#due.all({ now: work.now, limit: PER_QUERY });
        for (const { deviceId } of due) {
          this.#workOut(work, deviceId);
          more = work.isLate();
          if (more) break;
        }
        worked ||= due.length > 0;
        if (due.length > 0) continue;
        if (!this.#sweepOn(work)) break;
        worked = true;
        more = work.isLate();
      }
    } catch (error) {
      this.#news.forget();
      this.#changes = [];
      throw error;
    }
    if (more) work.afterCommit(() => this.#again());
    else this.#news.flush(work);
    if (!more && (worked || this.#rearm)) work.afterCommit(() => this.#arm());
    if (this.#changes.length > 0) {
      const changes = this.#changes;
      this.#changes = [];
      work.afterCommit(() => {
        for (const listener of this.#listeners) listener(changes);
      });
    }
  }

  /** One device, in all groups. */
  #workOut(work: UnitOfWork, deviceId: string): void {
    const known = new Set(this.#groupsOf.all({ deviceId }).map(({ groupId }) => groupId));
    const next = this.#ready().device(deviceId, work.now, (group, holds) => {
      if (holds === known.has(group.id)) return;
      this.#move(work, group, deviceId, holds, null, 'system');
      if (!group.builtIn) this.#news.tell(group, deviceId, holds, 'system');
    });
    if (next === undefined || next === null) this.#settle.run({ deviceId });
    else this.#postpone.run({ deviceId, dueAt: next });
  }

  /** The next devices of a sweep. @returns false when there is none */
  #sweepOn(work: UnitOfWork): boolean {
    const jobs = new Map(this.#sweeps.all({}).map((job) => [job.groupId, job]));
    if (jobs.size === 0) return false;
    const { definitions, askingFor } = this.#ready();
    const group = definitions.find(({ id }) => jobs.has(id));
    const job = group === undefined ? undefined : jobs.get(group.id);
    if (group === undefined || job === undefined) {
      // Groups that cannot be worked out keep whom they have.
      this.#store.run((db) => db.deleteFrom('groupSweep'));
      return false;
    }
    const began = performance.now();
    const limit = this.#slice;
    const devices = this.#ready().slice(group, job.after, limit, work.now);
    let { joined, left } = job;
    for (const { id, holds, member, nextAt } of devices) {
      if (nextAt !== null) this.#sooner.run({ deviceId: id, dueAt: nextAt });
      if (holds === member) continue;
      this.#move(work, group, id, holds === 1, null, job.actor);
      if (holds === 1) joined++;
      else left++;
    }
    const took = Math.max(0.1, performance.now() - began);
    this.#slice = Math.round(Math.min(LARGEST_SLICE, Math.max(50, limit * Math.min(2, SLICE_MS / took))));
    const last = devices.at(-1);
    if (last !== undefined && devices.length === limit)
      this.#store.run((db) =>
        db.updateTable('groupSweep').set({ after: last.id, joined, left }).where('groupId', '=', group.id),
      );
    else {
      this.#store.run((db) => db.deleteFrom('groupSweep').where('groupId', '=', group.id));
      const { id: groupId, name } = group;
      // Groups that ask for it are worked out after it; one condition for all devices is less than all for some.
      if (joined + left > 0) for (const asking of askingFor(groupId)) this.sweep(asking, job.actor);
      if (!group.builtIn && joined + left > 0)
        work.event({ type: 'group.members-changed', actor: job.actor, data: { groupId, name, joined, left } });
    }
    return true;
  }

  /** @returns false when it was so already */
  #move(
    work: UnitOfWork,
    group: Pick<Definition, 'id' | 'name' | 'builtIn'>,
    deviceId: string,
    joined: boolean,
    addedBy: string | null,
    actor: string,
  ): boolean {
    const member = { groupId: group.id, deviceId };
    const moved = joined ? this.#join.run({ ...member, since: work.now, addedBy }) : this.#leave.run(member);
    if (moved === 0) return false;
    this.#changes.push({ ...member, joined });
    if (!group.builtIn)
      this.#remember.run({ ...member, at: work.now, groupName: group.name, joined: joined ? 1 : 0, actor });
    return true;
  }

  #again(): void {
    this.#store.write(() => {}).catch((err: unknown) => this.#logger.error({ err }, 'groups could not be worked out'));
  }

  /** Waits for the next time at which a group changes by itself. */
  #arm(): void {
    this.#rearm = false;
    const at = this.#next.get({})?.at ?? undefined;
    if (at === this.#armedFor && this.#cancel !== undefined) return;
    this.#cancel?.();
    this.#cancel = undefined;
    this.#armedFor = at;
    if (at === undefined) return;
    const wait = Math.min(Math.max(0, at - this.#store.clock.now()), LONGEST_WAIT_MS);
    this.#cancel = this.#timers.after(wait, () => {
      this.#cancel = undefined;
      this.#rearm = true;
      this.#again();
    });
  }
}
