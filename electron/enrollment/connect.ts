import type { Caller } from '../identity/index.ts';
import type { EnrollmentIdentity } from '../protocol/index.ts';
import type { Store } from '../store/index.ts';
import { type ConnectRow, type EnrollmentRecords, standingOf } from './records.ts';
import { answerRefusal } from './refusal-answer.ts';
import type { RefusalLog } from './refusal-log.ts';
import { type ConnectVerdict, decideConnect } from './state.ts';
import type { Transitions } from './transitions.ts';
import type { UserChannels } from './user-channels.ts';
import { decideUserConnect } from './user-state.ts';

/** An enrollment that may be served: what the queue needs to know of it. */
export interface ServedEnrollment {
  readonly id: string;
  readonly deviceId: string;
}

/** `nothing`: answer 200 with an empty body. A refusal's `body` is a property list. */
export type ConnectAdmission =
  | { admit: 'serve'; enrollment: ServedEnrollment }
  | { admit: 'nothing' }
  | { admit: 'refuse'; status: 400 | 401 | 403 | 503; body?: Buffer };

/** Whom a message names, and the token that speaks for a network user. */
export type ConnectIdentity = Pick<EnrollmentIdentity, 'key' | 'channel' | 'deviceKey'> & { AuthToken?: string };

const NOTHING: ConnectAdmission = { admit: 'nothing' };

/** Decides who may connect. The ordinary case is one prepared select (two for a user's channel) and no promise. */
export class Connects {
  readonly #store: Store;
  readonly #records: EnrollmentRecords;
  readonly #transitions: Transitions;
  readonly #channels: UserChannels;
  readonly #refusals: RefusalLog;

  constructor(parts: {
    store: Store;
    records: EnrollmentRecords;
    transitions: Transitions;
    channels: UserChannels;
    refusals: RefusalLog;
  }) {
    this.#store = parts.store;
    this.#records = parts.records;
    this.#transitions = parts.transitions;
    this.#channels = parts.channels;
    this.#refusals = parts.refusals;
  }

  /**
   * Whether `caller` may get commands of the enrollment its message names. A promise only when something changes by it
   * (a resumed enrollment, a renewed certificate's first use) or a refusal is recorded.
   *
   * @param identity undefined when the message cannot be read: then the certificate alone says whose it is
   */
  authorize(caller: Caller, identity: ConnectIdentity | undefined): ConnectAdmission | Promise<ConnectAdmission> {
    const row = this.#records.ofCaller(caller);
    const { verdict, serves } = this.#decide(row, identity, this.#store.clock.now());
    if (verdict.verdict === 'serve' && !verdict.resume && !verdict.renewed) return served(serves);
    if (verdict.verdict === 'wait') return NOTHING;
    return this.#change(caller, identity, row, verdict);
  }

  async #change(
    caller: Caller,
    identity: ConnectIdentity | undefined,
    row: ConnectRow | undefined,
    verdict: ConnectVerdict,
  ): Promise<ConnectAdmission> {
    if (verdict.verdict === 'refuse') {
      await this.#refusals.note(verdict, 'connect', row, caller);
      return { admit: 'refuse', ...answerRefusal(this.#records, row, verdict) };
    }
    return this.#store.write((work): ConnectAdmission => {
      // Decided again on what is true inside the unit: another request may have been first.
      const current = this.#records.ofCaller(caller);
      const { verdict: again, serves } = this.#decide(current, identity, work.now);
      if (again.verdict === 'refuse') return { admit: 'refuse', ...answerRefusal(this.#records, current, again) };
      const enrollment = current?.id ? this.#records.enrollment(current.id) : undefined;
      if (again.verdict === 'wait' || current === undefined || enrollment === undefined) return NOTHING;
      if (again.renewed) this.#transitions.adoptRenewal(work, enrollment, current.fingerprint);
      if (again.resume) this.#transitions.resume(work, enrollment);
      return served(serves);
    });
  }

  /** The verdict, and the enrollment that is served by it: a user's own where one speaks. */
  #decide(
    row: ConnectRow | undefined,
    identity: ConnectIdentity | undefined,
    now: number,
  ): { verdict: ConnectVerdict; serves: Pick<ConnectRow, 'id' | 'deviceId'> | undefined } {
    const device = standingOf(row, { key: identity?.deviceKey ?? row?.key ?? '', channel: 'device' }, now);
    if (identity?.channel !== 'user') return { verdict: decideConnect(device), serves: row };
    const user = this.#channels.find(row, identity.key);
    return { verdict: decideUserConnect(device, this.#channels.standing(user, identity.AuthToken)), serves: user };
  }
}

function served(row: Pick<ConnectRow, 'id' | 'deviceId'> | undefined): ConnectAdmission {
  if (row === undefined || row.id === null || row.deviceId === null) return NOTHING;
  return { admit: 'serve', enrollment: { id: row.id, deviceId: row.deviceId } };
}
