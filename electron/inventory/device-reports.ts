import { isPlistDict, type PlistDict, type PlistValue, type ReportedPlace } from '../protocol/index.ts';
import type { DeviceSecretKind, ReportKind, Statement, Store, UnitOfWork } from '../store/index.ts';
import { type DeviceSecrets, openDeviceSecrets } from './device-secrets.ts';
import { type Facts, reportedFacts } from './facts.ts';
import { openPlaces, type Places } from './places.ts';
import { plainJson } from './plain-json.ts';
import type { ReportTarget } from './service.ts';

/** Opens recovery keys that Macs seal for this server. */
export interface Escrow {
  /** The text inside a CMS message, or undefined when it is sealed for somebody else. */
  open(message: Uint8Array): string | undefined;
}

type ApplyFacts = (work: UnitOfWork, target: ReportTarget, kind: ReportKind, next: (known: Facts) => Facts) => void;

interface Known {
  body: string;
  reportedAt: number;
  commandId: string | null;
}

interface Channel {
  id: string;
  channel: 'device' | 'user';
  unlockTokenSecretId: string | null;
}

/** What devices tell that is no list: facts of some kinds, outcomes, secrets, places, tokens. */
export class DeviceReports {
  readonly secrets: DeviceSecrets;
  readonly places: Places;
  readonly #store: Store;
  readonly #escrow: Escrow | undefined;
  readonly #facts: ApplyFacts;
  readonly #known: Statement<{ deviceId: string; kind: ReportKind }, Known>;
  readonly #channelOf: Statement<{ id: string }, Channel>;
  readonly #put: (target: ReportTarget, kind: ReportKind, at: number, body: string) => void;

  constructor(options: {
    store: Store;
    escrow: Escrow | undefined;
    /** Compares, stores and tells; see `InventoryService`. */
    facts: ApplyFacts;
    /** Stores without a word. */
    put: (target: ReportTarget, kind: ReportKind, at: number, body: string) => void;
  }) {
    const { store, escrow, facts, put } = options;
    this.#store = store;
    this.#escrow = escrow;
    this.#facts = facts;
    this.#put = put;
    this.secrets = openDeviceSecrets(store);
    this.places = openPlaces(store);
    this.#known = store.statement((db, p) =>
      db
        .selectFrom('deviceReport')
        .select(['body', 'reportedAt', 'commandId'])
        .where('deviceId', '=', p.deviceId)
        .where('kind', '=', p.kind),
    );
    this.#channelOf = store.statement((db, p) =>
      db
        .selectFrom('command as c')
        .innerJoin('enrollment as e', 'e.id', 'c.enrollmentId')
        .select(['e.id', 'e.channel', 'e.unlockTokenSecretId'])
        .where('c.id', '=', p.id),
    );
  }

  report(work: UnitOfWork, target: ReportTarget, kind: ReportKind, facts: PlistDict): void {
    this.#facts(work, target, kind, () => reportedFacts(facts));
  }

  learn(
    work: UnitOfWork,
    target: ReportTarget,
    kind: ReportKind,
    facts: Readonly<Record<string, PlistValue | undefined>>,
  ): void {
    const known = this.#known.get({ deviceId: target.deviceId, kind });
    // What was never reported is not made up from the one thing we know.
    if (known === undefined && kind !== 'lost-mode') return;
    const after = JSON.parse(known?.body ?? '{}') as Facts;
    for (const [key, value] of Object.entries(facts)) {
      if (value === undefined) delete after[key];
      else
        after[key] = isPlistDict(value)
          ? { ...(after[key] as Facts | undefined), ...reportedFacts(value) }
          : plainJson(value);
    }
    this.#facts(work, target, kind, () => after);
    // The rest of the report is as old as it was.
    if (known !== undefined) {
      const before = { deviceId: target.deviceId, commandId: known.commandId ?? target.commandId };
      this.#put(before, kind, known.reportedAt, JSON.stringify(after));
    }
  }

  /** Tells nothing: that the command was carried out is told already. */
  outcome(work: UnitOfWork, target: ReportTarget, requestType: string, facts: PlistDict): void {
    const known = this.#known.get({ deviceId: target.deviceId, kind: 'outcomes' });
    const before = JSON.parse(known?.body ?? '{}') as Facts;
    const said = { at: new Date(work.now).toISOString(), ...reportedFacts(facts) };
    this.#put(target, 'outcomes', work.now, JSON.stringify({ ...before, [requestType]: said }));
  }

  keepSecret(work: UnitOfWork, target: ReportTarget, kind: DeviceSecretKind, value: string): void {
    this.secrets.keep(work, target, kind, value);
  }

  clearSecret(work: UnitOfWork, target: ReportTarget, kind: DeviceSecretKind): void {
    this.secrets.clear(work, target, kind);
  }

  checkSecret(work: UnitOfWork, target: ReportTarget, kind: DeviceSecretKind, value: string, right: boolean): void {
    this.secrets.check(work, target, kind, value, right);
  }

  currentSecret(deviceId: string, kind: DeviceSecretKind): string | undefined {
    return this.secrets.current(deviceId, kind);
  }

  keepRecoveryKey(work: UnitOfWork, target: ReportTarget, message: Uint8Array): void {
    const key = this.#escrow?.open(message);
    if (key !== undefined) this.secrets.keep(work, target, 'filevault-key', recoveryKeyIn(key));
    else this.secrets.keep(work, target, 'filevault-key-sealed', Buffer.from(message).toString('base64'));
  }

  addPlace(work: UnitOfWork, target: ReportTarget, place: ReportedPlace): void {
    this.places.add(work, target, place);
  }

  keepUnlockToken(work: UnitOfWork, target: ReportTarget, token: Uint8Array): void {
    const channel = this.#channelOf.get({ id: target.commandId });
    if (channel === undefined) return;
    const unlockTokenSecretId = this.#store.vault.replace(channel.unlockTokenSecretId, 'unlock-token', token);
    this.#store.run((db) => db.updateTable('enrollment').set({ unlockTokenSecretId }).where('id', '=', channel.id));
    work.event({
      type: 'enrollment.unlock-token-stored',
      deviceId: target.deviceId,
      enrollmentId: channel.id,
      commandId: target.commandId,
      actor: 'device',
    });
  }

  released(work: UnitOfWork, target: ReportTarget): void {
    const channel = this.#channelOf.get({ id: target.commandId });
    if (channel === undefined) return;
    this.#store.run((db) =>
      db.updateTable('enrollment').set({ awaitingConfiguration: 0 }).where('id', '=', channel.id),
    );
    if (channel.channel === 'device') this.learn(work, target, 'device-information', { AwaitingConfiguration: false });
  }
}

/** Macs seal the key as it is, or in a property list around it. */
function recoveryKeyIn(text: string): string {
  return /[A-Z0-9]{4}(?:-[A-Z0-9]{4}){5}/.exec(text)?.[0] ?? text.trim();
}
