import type { Caller } from '../identity/index.ts';
import type { EnrollmentIdentity } from '../protocol/index.ts';
import type { Store } from '../store/index.ts';
import { type ConnectRow, type EnrollmentRecords, standingOf } from './records.ts';
import type { RefusalLog } from './refusal-log.ts';
import { type ConnectVerdict, decideConnect } from './state.ts';
import type { Transitions } from './transitions.ts';

/** An enrollment that may be served: what the queue needs to know of it. */
export interface ServedEnrollment {
  readonly id: string;
  readonly deviceId: string;
}

/** `nothing`: answer 200 with an empty body. */
export type ConnectAdmission =
  | { admit: 'serve'; enrollment: ServedEnrollment }
  | { admit: 'nothing' }
  | { admit: 'refuse'; status: 400 | 401 | 403 | 503 };

/** Whom a message names. */
export type ConnectIdentity = Pick<EnrollmentIdentity, 'key' | 'channel'>;

const NOTHING: ConnectAdmission = { admit: 'nothing' };

/** Decides who may connect. The ordinary case is one prepared select and no promise. */
export class Connects {
  readonly #store: Store;
  readonly #records: EnrollmentRecords;
  readonly #transitions: Transitions;
  readonly #refusals: RefusalLog;

  constructor(store: Store, records: EnrollmentRecords, transitions: Transitions, refusals: RefusalLog) {
    this.#store = store;
    this.#records = records;
    this.#transitions = transitions;
    this.#refusals = refusals;
  }

  /**
   * Whether `caller` may get commands of the enrollment its message names. A promise only when something changes by it
   * (a resumed enrollment, a renewed certificate's first use) or a refusal is recorded.
   *
   * @param identity undefined when the message cannot be read: then the certificate alone says whose it is
   */
  authorize(caller: Caller, identity: ConnectIdentity | undefined): ConnectAdmission | Promise<ConnectAdmission> {
    const row = this.#records.ofCaller(caller);
    const verdict = decideConnect(standingOf(row, identity ?? ownIdentity(row), this.#store.clock.now()));
    if (verdict.verdict === 'serve' && row !== undefined && !verdict.resume && !verdict.renewed) return served(row);
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
      return { admit: 'refuse', status: verdict.status };
    }
    return this.#store.write((work): ConnectAdmission => {
      // Decided again on what is true inside the unit: another request may have been first.
      const current = this.#records.ofCaller(caller);
      const again = decideConnect(standingOf(current, identity ?? ownIdentity(current), work.now));
      if (again.verdict === 'refuse') return { admit: 'refuse', status: again.status };
      const enrollment = current?.id ? this.#records.enrollment(current.id) : undefined;
      if (again.verdict === 'wait' || current === undefined || enrollment === undefined) return NOTHING;
      if (again.renewed) this.#transitions.adoptRenewal(work, enrollment, current.fingerprint);
      if (again.resume) this.#transitions.resume(work, enrollment);
      return served(current);
    });
  }
}

function served({ id, deviceId }: ConnectRow): ConnectAdmission {
  return id === null || deviceId === null ? NOTHING : { admit: 'serve', enrollment: { id, deviceId } };
}

/** For a message that names nobody readable: the enrollment of its certificate. */
function ownIdentity(row: ConnectRow | undefined): ConnectIdentity {
  return { key: row?.key ?? '', channel: 'device' };
}
