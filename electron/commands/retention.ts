import { sql } from 'kysely';
import { type Retention, retention as retentionShape } from '../../shared/contract/command-queue.ts';
import { firstIdAt } from '../../shared/ids.ts';
import type { Timers } from '../../shared/timers.ts';
import { readSetting, type Store, writeSetting } from '../store/index.ts';

/** Keeps the store small: what is old and nobody looks at any more is compacted, a little at a time. */
export interface Keeping {
  /** How long answers and finished commands are kept. */
  retention(): Retention;
  setRetention(wanted: Retention, actor: string): Promise<Retention>;
  /**
   * Compacts what is older than the retention policy says: answers to their status and errors, then old finished
   * commands and wake-ups altogether. Goes by small slices with pauses between them, for as long as there is something.
   */
  tidy(): Promise<Tidied>;
  /** Ends a `tidy` that is under way after its present slice. */
  stopTidying(): void;
}

export interface Tidied {
  answers: number;
  /** Where lost devices were. */
  places: number;
  commands: number;
  wakeUps: number;
}

const SETTING = 'commands.retention';
const DAY = 86_400_000;
/** Rows per unit of work: a few milliseconds, answers may be large. */
const SLICE = 50;
/** Between two slices others have the store to themselves. */
const PAUSE_MS = 20;
const EMPTY = new Uint8Array(0);

export function openKeeping(options: { store: Store; timers: Timers; byDefault: Retention }): Keeping {
  const { store, timers, byDefault } = options;
  let stopped = false;

  const compact = store.statement<{ before: number; now: number; limit: number }, never>((db, p) =>
    db
      .updateTable('commandResult')
      .set({ nonce: EMPTY, sealed: EMPTY, compactedAt: p.now })
      .where('commandId', 'in', (e) =>
        e
          .selectFrom('commandResult')
          .select('commandId')
          .where('compactedAt', 'is', null)
          .where('receivedAt', '<', p.before)
          .orderBy('receivedAt')
          .limit(p.limit),
      ),
  );
  /** PINs of locked and erased Macs go with nothing but the vault: their commands stay. */
  const remove = store.statement<{ before: string; limit: number }, never>((db, p) =>
    db.deleteFrom('command').where('id', 'in', (e) =>
      e
        .selectFrom('command')
        .select('id')
        .where('id', '<', p.before)
        .where('open', '=', sql.lit<0>(0))
        .where((c) =>
          c.not(c.exists(c.selectFrom('secret as s').select('s.id').whereRef('s.id', '=', 'command.secretId'))),
        )
        .orderBy('id')
        .limit(p.limit),
    ),
  );
  const forget = store.statement<{ before: number; limit: number }, never>((db, p) =>
    db
      .deleteFrom('wakeUp')
      .where('id', 'in', (e) =>
        e.selectFrom('wakeUp').select('id').where('sentAt', '<', p.before).orderBy('id').limit(p.limit),
      ),
  );

  const forgetPlaces = store.statement<{ before: number; limit: number }, never>((db, p) =>
    db
      .deleteFrom('devicePlace')
      .where('id', 'in', (e) =>
        e.selectFrom('devicePlace').select('id').where('reportedAt', '<', p.before).orderBy('id').limit(p.limit),
      ),
  );

  const retention = (): Retention => readSetting(store, SETTING, retentionShape) ?? byDefault;

  const inSlices = async (slice: (now: number) => number): Promise<number> => {
    let total = 0;
    while (!stopped) {
      const count = await store.write((work) => slice(work.now));
      total += count;
      if (count < SLICE) break;
      await new Promise<void>((resolve) => void timers.after(PAUSE_MS, resolve));
    }
    return total;
  };

  return {
    retention,

    async setRetention(wanted, actor) {
      await store.write((work) => {
        const before = retention();
        writeSetting(store, SETTING, wanted);
        work.event({ type: 'setting.changed', actor, data: { setting: 'retention', before, after: wanted } });
      });
      return retention();
    },

    async tidy() {
      const { answerDays, commandDays } = retention();
      const limit = SLICE;
      const answers = await inSlices((now) => compact.run({ before: now - answerDays * DAY, now, limit }));
      // Where lost devices were is in those answers, and goes with them.
      const places = await inSlices((now) => forgetPlaces.run({ before: now - answerDays * DAY, limit }));
      const commands =
        commandDays === null
          ? 0
          : await inSlices((now) => remove.run({ before: firstIdAt(now - commandDays * DAY), limit }));
      const wakeUps = await inSlices((now) => forget.run({ before: now - answerDays * DAY, limit }));
      return { answers, places, commands, wakeUps };
    },

    stopTidying() {
      stopped = true;
    },
  };
}
