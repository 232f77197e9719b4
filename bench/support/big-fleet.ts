import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { keyFileSealer, openStore, type Store } from '../../electron/store/index.ts';
import { projectRoot } from '../../scripts/ensure-installed.mjs';
import { systemClock } from '../../shared/clock.ts';
import { newId } from '../../shared/ids.ts';
import { silentLogger } from '../../shared/logger.ts';
import { atRest } from './measure.ts';
import { type MeasuredProcess, startMeasured } from './measured-process.ts';
import type { BenchOptions } from './school.ts';

const DIRECTORY = join(projectRoot, 'data', 'bench-fleet');
const PER_UNIT = 2000;
const DAY = 86_400_000;

const KINDS = [
  { modelName: 'iPad (10th generation)', productName: 'iPad13,18', family: 'iPad', platform: 'iOS' },
  { modelName: 'iPad mini (6th generation)', productName: 'iPad14,1', family: 'iPad', platform: 'iOS' },
  { modelName: 'iPhone 15', productName: 'iPhone15,4', family: 'iPhone', platform: 'iOS' },
  { modelName: 'MacBook Air (M2, 2022)', productName: 'Mac14,2', family: 'Mac', platform: 'macOS' },
  { modelName: 'Apple TV 4K', productName: 'AppleTV14,1', family: 'AppleTV', platform: 'tvOS' },
] as const;
const VERSIONS = ['17.4', '17.4.1', '17.10', '18.0', '18.1.1', '26.0', '16.7.8', '15.8'];

/** An engine over a store of many devices that are looked at, not served: 100,000, or 20,000 when in a hurry. */
export interface BigFleet {
  readonly count: number;
  readonly engine: MeasuredProcess;
}

/** Fills a store, starts the built engine on it, lets `work` look at it, and clears up. */
export async function withBigFleet<T>(options: BenchOptions, work: (fleet: BigFleet) => Promise<T>): Promise<T> {
  const count = options.quick ? 20_000 : 100_000;
  rmSync(DIRECTORY, { recursive: true, force: true });
  mkdirSync(DIRECTORY, { recursive: true });
  try {
    const store = openStore({
      directory: DIRECTORY,
      sealer: keyFileSealer(join(DIRECTORY, 'vault.key')),
      clock: systemClock,
      logger: silentLogger,
    });
    await fill(store, count, options.say);
    store.close();
    await using engine = await startMeasured({
      file: join(projectRoot, 'out', 'main', 'headless.js'),
      args: [
        '--data-dir',
        DIRECTORY,
        '--listen',
        '127.0.0.1:0',
        '--console',
        '127.0.0.1:0',
        '--api-token',
        'true',
        '--log-level',
        'warn',
      ],
      cores: options.cores,
      profileDirectory: options.profileDirectory,
    });
    options.say('  the engine puts them into their groups …');
    await atRest(engine);
    return await work({ count, engine });
  } finally {
    rmSync(DIRECTORY, { recursive: true, force: true });
  }
}

/** Devices without keys: they are looked at, not served. */
async function fill(store: Store, count: number, say: (text: string) => void): Promise<void> {
  const start = systemClock.now() - 90 * DAY;
  const device = store.statement<ReturnType<typeof deviceOf>, unknown>((db, p) =>
    db.insertInto('device').values({
      id: p.id,
      udid: p.udid,
      serialNumber: p.serialNumber,
      name: p.name,
      modelName: p.modelName,
      productName: p.productName,
      family: p.family,
      platform: p.platform,
      osVersion: p.osVersion,
      supervised: p.supervised,
      passcodePresent: p.passcodePresent,
      batteryLevel: p.batteryLevel,
      capacityGb: p.capacityGb,
      availableGb: p.availableGb,
      lastSeenAt: p.lastSeenAt,
      createdAt: p.createdAt,
    }),
  );
  const enrollment = store.statement<
    { id: string; deviceId: string; state: 'enrolled' | 'ended'; at: number },
    unknown
  >((db, p) =>
    db.insertInto('enrollment').values({
      id: p.id,
      deviceId: p.deviceId,
      key: p.deviceId,
      channel: 'device',
      userEnrollment: 0,
      state: p.state,
      topic: 'com.apple.mgmt.bench',
      accessRights: 8191,
      signMessage: 0,
      pushState: 'ready',
      awaitingConfiguration: 0,
      authenticatedAt: p.at,
      enrolledAt: p.at,
      wakeAttempts: 0,
    }),
  );
  for (let from = 0; from < count; from += PER_UNIT) {
    await store.write(() => {
      for (let index = from; index < Math.min(from + PER_UNIT, count); index++) {
        const row = deviceOf(index, start);
        device.run(row);
        const state = index % 50 === 0 ? 'ended' : 'enrolled';
        enrollment.run({ id: newId(start + index), deviceId: row.id, state, at: start + index * 1000 });
      }
    });
    if ((from + PER_UNIT) % 20_000 === 0) say(`  ${from + PER_UNIT} of ${count} devices are in the store`);
  }
}

function deviceOf(index: number, start: number) {
  const id = newId(start + index);
  const bit = (one: boolean): 0 | 1 => (one ? 1 : 0);
  return {
    ...(KINDS[(index * 7) % KINDS.length] ?? KINDS[0]),
    id,
    udid: `00008101-${index.toString(16).toUpperCase().padStart(16, '0')}`,
    serialNumber: `DMQ${String(index).padStart(6, '0')}D`,
    name: `Cart ${String.fromCharCode(65 + (index % 26))} - ${String(index).padStart(6, '0')}`,
    osVersion: VERSIONS[(index * 13) % VERSIONS.length] ?? '17.4',
    supervised: bit(index % 9 !== 0),
    passcodePresent: bit(index % 4 !== 0),
    batteryLevel: (index % 101) / 100,
    capacityGb: 64,
    availableGb: ((index * 31) % 6400) / 100,
    lastSeenAt: start + ((index * 7_919_993) % (90 * DAY)),
    createdAt: start + index,
  };
}
