import { statSync } from 'node:fs';
import { arch, platform, release } from 'node:os';
import { join } from 'node:path';
import type { DiagnosticsBundle } from '../../shared/contract/index.ts';
import type { Store } from '../store/index.ts';
import type { RingLog } from './ring-log.ts';
import { scrub } from './scrub.ts';

const EVENTS = 200;
const SECRETS = 1_000;
/** Settings that are secrets themselves. */
const SECRET_SETTINGS = new Set(['vaultPassphrase']);
const TABLES = [
  'device',
  'enrollment',
  'certificate',
  'invitation',
  'command',
  'commandResult',
  'deviceReport',
  'installedApp',
  'installedProfile',
  'event',
  'secret',
  'apiToken',
  'administrator',
  'session',
] as const;

export interface DiagnosticsOptions {
  readonly store: Store;
  readonly dataDir: string;
  readonly version: string;
  readonly startedAt: number;
  readonly configuration: Readonly<Record<string, unknown>>;
  readonly log: RingLog;
  readonly status: () => object;
  readonly push: () => object;
}

/** What helps to find a fault, made for other eyes: see scrub for how secrets stay out. */
export function makeDiagnostics(options: DiagnosticsOptions): { filename: string; bundle: DiagnosticsBundle } {
  const { store, version, startedAt } = options;
  const madeAt = store.clock.now();
  const known = knownSecrets(store);
  const clean = <T>(value: T): T => scrub(value, known) as T;
  const { rss, heapUsed } = process.memoryUsage();
  const bundle: DiagnosticsBundle = {
    madeAt,
    product: 'Cartwright',
    version,
    startedAt,
    platform: { system: platform(), release: release(), architecture: arch(), node: process.version },
    memory: { residentBytes: rss, heapUsedBytes: heapUsed },
    configuration: {
      ...(clean(
        Object.fromEntries(Object.entries(options.configuration).filter(([name]) => !SECRET_SETTINGS.has(name))),
      ) as Record<string, unknown>),
      ...Object.fromEntries(
        [...SECRET_SETTINGS].map((name) => [name, options.configuration[name] === undefined ? 'not set' : 'set']),
      ),
    },
    status: clean({ ...options.status() }),
    push: clean({ ...options.push() }),
    counts: Object.fromEntries(
      TABLES.map((table) => [
        table,
        store.get((db) => db.selectFrom(table).select((e) => e.fn.countAll<number>().as('count')))?.count ?? 0,
      ]),
    ),
    storeBytes: statSync(join(options.dataDir, 'cartwright.db'), { throwIfNoEntry: false })?.size ?? 0,
    schema: store.schemaVersion,
    certificates: store
      .all((db) =>
        db
          .selectFrom('certificate')
          .select(['purpose', 'fingerprint', 'subject', 'issuer', 'notBefore', 'notAfter', 'issuedAt', 'revokedAt'])
          .where('purpose', '!=', 'device-identity')
          .orderBy('issuedAt', 'desc')
          .limit(50),
      )
      .map((row) => clean({ ...row })),
    events: store
      .all((db) => db.selectFrom('event').selectAll().orderBy('seq', 'desc').limit(EVENTS))
      .reverse()
      .map((row) => clean({ ...row, data: JSON.parse(row.data) as Record<string, unknown> })),
    log: options.log.lines().map(({ at, level, message, fields }) => ({
      at,
      level,
      message: clean(message),
      fields: clean({ ...fields }) as Record<string, unknown>,
    })),
  };
  const day = new Date(madeAt).toISOString().slice(0, 10);
  return { filename: `cartwright-diagnostics-${day}.json`, bundle };
}

/** The newest secrets that are text; binary ones cannot stand in a JSON text unnoticed by their length. */
function knownSecrets(store: Store): string[] {
  const texts = ['invitation-token', 'invitation-pin', 'command-secret', 'passcode', 'recovery-key'] as const;
  return store
    .all((db) =>
      db
        .selectFrom('secret')
        .select(['id', 'kind'])
        .where('kind', 'in', texts)
        .orderBy('createdAt', 'desc')
        .limit(SECRETS),
    )
    .flatMap(({ id, kind }) => textsOf(store.vault.get(id, kind as (typeof texts)[number]).toString('utf8')))
    .filter((text) => text.length >= 4);
}

/** A secret, and the strings inside one that is JSON. */
function textsOf(secret: string): string[] {
  if (!/^[[{]/.test(secret)) return [secret];
  try {
    const found: string[] = [];
    JSON.parse(secret, (_key, value: unknown) => {
      if (typeof value === 'string') found.push(value);
      return value;
    });
    return found;
  } catch {
    return [secret];
  }
}
