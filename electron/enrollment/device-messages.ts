import { createHash } from 'node:crypto';
import {
  type DeclarativeManagementMessage,
  declarationTokens,
  deviceErrorBody,
  encodePlistBytes,
  type GetTokenMessage,
  noDeclarations,
  readDeclarativeEndpoint,
  readStatusReport,
  type SetBootstrapTokenMessage,
} from '../protocol/index.ts';
import type { Store, UnitOfWork } from '../store/index.ts';
import type { CheckInAnswer } from './check-in.ts';
import type { EnrollmentRow } from './records.ts';

/** More of a status report than this is not kept: the largest devices send is far smaller. */
const MOST_STATUS = 262_144;
const JSON_TYPE = 'application/json';

/** Changes whenever the set of declarations does, which is empty as yet. */
const NO_DECLARATIONS = createHash('sha256').update('no declarations').digest('hex');

const OK: CheckInAnswer = { status: 200, body: null };

/** The messages with which an enrolled device leaves something with us, or asks for something. */
export class DeviceMessages {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /** Keeps a bootstrap token in the vault; an empty or missing one takes it back. */
  setBootstrapToken(work: UnitOfWork, row: EnrollmentRow, { BootstrapToken }: SetBootstrapTokenMessage): CheckInAnswer {
    const { vault } = this.#store;
    const given = BootstrapToken !== undefined && BootstrapToken.length > 0;
    const known = row.bootstrapTokenSecretId;
    if (!given && known === null) return OK;
    if (given && known !== null && vault.get(known, 'bootstrap-token').equals(BootstrapToken)) return OK;
    if (!given) vault.remove(known);
    const bootstrapTokenSecretId = given ? vault.replace(known, 'bootstrap-token', BootstrapToken) : null;
    const change = { bootstrapTokenSecretId, bootstrapTokenAt: given ? work.now : null };
    this.#store.run((db) => db.updateTable('enrollment').set(change).where('id', '=', row.id));
    work.event({
      type: given ? 'enrollment.bootstrap-token-stored' : 'enrollment.bootstrap-token-removed',
      deviceId: row.deviceId,
      enrollmentId: row.id,
      actor: 'device',
    });
    return OK;
  }

  /** The bootstrap token, or the empty dictionary that says there is none. */
  getBootstrapToken(work: UnitOfWork, row: EnrollmentRow): CheckInAnswer {
    const id = row.bootstrapTokenSecretId;
    if (id === null) return { status: 200, body: encodePlistBytes({}) };
    work.event({
      type: 'enrollment.bootstrap-token-fetched',
      deviceId: row.deviceId,
      enrollmentId: row.id,
      actor: 'device',
    });
    return { status: 200, body: encodePlistBytes({ BootstrapToken: this.#store.vault.get(id, 'bootstrap-token') }) };
  }

  /**
   * GetToken. Both services Apple defines need a tie to Apple School or Business Manager that this server does not have;
   * so it promises no tokens, and tells who asks all the same what is missing.
   */
  getToken({ TokenServiceType }: GetTokenMessage): CheckInAnswer {
    const missing = Object.hasOwn(MISSING, TokenServiceType) ? MISSING[TokenServiceType] : undefined;
    if (missing === undefined) {
      const text = 'This server knows no such token service.';
      return { status: 400, body: deviceErrorBody('org.cartwright.token-service.unknown', text) };
    }
    return { status: 403, body: deviceErrorBody('org.cartwright.token-service.not-configured', missing) };
  }

  /** DeclarativeManagement, with an empty set of declarations. */
  declarative(work: UnitOfWork, row: EnrollmentRow, { Endpoint, Data }: DeclarativeManagementMessage): CheckInAnswer {
    const request = readDeclarativeEndpoint(Endpoint);
    if (request === undefined) return { status: 400, body: null };
    if (request.wants === 'tokens') {
      const since = row.enrolledAt ?? row.authenticatedAt;
      return { status: 200, contentType: JSON_TYPE, body: declarationTokens(NO_DECLARATIONS, since) };
    }
    if (request.wants === 'declaration-items') {
      return { status: 200, contentType: JSON_TYPE, body: noDeclarations(NO_DECLARATIONS) };
    }
    // 404 makes the device remove a declaration it still has.
    if (request.wants === 'declaration') return { status: 404, body: null };
    const report = Data === undefined ? undefined : readStatusReport(Data);
    if (report === undefined) return { status: 400, body: null };
    this.#keepStatus(work, row, JSON.stringify(report));
    return OK;
  }

  #keepStatus(work: UnitOfWork, { id, deviceId, channel }: EnrollmentRow, body: string): void {
    if (body.length > MOST_STATUS) return;
    const report = { kind: 'declaration-status' as const, reportedAt: work.now, commandId: null, body };
    const change = { reportedAt: work.now, body };
    if (channel === 'user') {
      this.#store.run((db) =>
        db
          .insertInto('userReport')
          .values({ enrollmentId: id, ...report })
          .onConflict((c) => c.columns(['enrollmentId', 'kind']).doUpdateSet(change)),
      );
    } else {
      this.#store.run((db) =>
        db
          .insertInto('deviceReport')
          .values({ deviceId, ...report })
          .onConflict((c) => c.columns(['deviceId', 'kind']).doUpdateSet(change)),
      );
    }
  }
}

const MISSING: Readonly<Record<string, string>> = {
  'com.apple.maid': 'This server is not registered with Apple School Manager or Apple Business.',
  'com.apple.watch.pairing': 'This server does not enroll watches by their pairing.',
};
