import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type SimulatedApple, startSimulatedApple } from '../../electron/simulator/index.ts';
import { keyFileSealer } from '../../electron/store/index.ts';
import { projectRoot } from '../../scripts/ensure-installed.mjs';
import type { Target } from './device-line.ts';
import type { BenchDevice } from './enroll.ts';
import { type DeviceKey, keyPool } from './keys.ts';
import { atRest } from './measure.ts';
import { type MeasuredProcess, startMeasured } from './measured-process.ts';
import type { Cores } from './pinning.ts';
import { Rest } from './rest.ts';
import { type SeededDevice, seedDevices } from './seed.ts';

export interface BenchOptions {
  readonly quick: boolean;
  readonly cores: Cores | undefined;
  readonly profileDirectory: string | undefined;
  readonly say: (text: string) => void;
}

/** A running engine on the school's store. */
export interface ServingEngine {
  readonly process: MeasuredProcess;
  readonly rest: Rest;
  readonly target: Target;
}

/** Everything the cases share: a simulated Apple in this process, a store full of devices, and the engine beside them. */
export interface School {
  readonly options: BenchOptions;
  readonly apple: SimulatedApple;
  readonly seeded: readonly SeededDevice[];
  /** Devices that came in over the wire during the bench: those with mutual TLS, and those that sign. */
  readonly enrolled: { readonly tls: BenchDevice[]; readonly signing: BenchDevice[] };
  readonly key: () => DeviceKey;
  /** Where the store of all cases lies; a case may copy it beside. */
  readonly dataDir: string;
  /** Starts the built engine, on that store or a copy; one at a time on each. */
  startEngine(dataDir?: string): Promise<ServingEngine>;
}

const DIRECTORY = join(projectRoot, 'data', 'bench');

/**
 * Sets the school up: a first start of the engine with a push certificate, then `devices` written into its store. The
 * store lies on the disk of the checkout, so that a commit is a commit.
 */
export async function openSchool(options: BenchOptions, devices: number): Promise<School & AsyncDisposable> {
  rmSync(DIRECTORY, { recursive: true, force: true });
  mkdirSync(DIRECTORY, { recursive: true });
  const apple = await startSimulatedApple();
  const trustFile = join(DIRECTORY, 'apple.pem');
  writeFileSync(trustFile, apple.rootPem);
  const dataDir = join(DIRECTORY, 'engine');
  const startEngine = async (directory = dataDir): Promise<ServingEngine> => {
    const process = await startMeasured({
      file: join(projectRoot, 'out', 'main', 'headless.js'),
      args: Object.entries({
        'data-dir': directory,
        listen: '127.0.0.1:0',
        console: '127.0.0.1:0',
        'push-host': '127.0.0.1',
        'push-port': String(apple.apns.port),
        'push-trust': trustFile,
        organisation: 'Bench',
        'api-token': 'true',
        'log-level': 'warn',
      }).flatMap(([name, value]) => [`--${name}`, value]),
      cores: options.cores,
      profileDirectory: options.profileDirectory,
    });
    const rest = new Rest(process.ready);
    const { hostname: host, port } = new URL(process.ready.listener ?? '');
    return { process, rest, target: { host, port: Number(port), trustPem: (await rest.authority()).rootPem } };
  };

  const key = keyPool(8);
  const first = await startEngine();
  await first.rest.importPush(apple.portal.sign((await first.rest.pushRequest()).csrPem));
  // What a case asks of devices is all they are asked.
  await first.rest.neverAsk();
  const { topic } = (await first.rest.status()).push.certificate;
  if (topic === null) throw new Error('The push certificate has no topic.');
  await first.process.stop();
  const seeded = await seedDevices({
    directory: dataDir,
    sealer: keyFileSealer(join(dataDir, 'vault.key')),
    apple,
    topic,
    count: devices,
    key,
    onProgress: (done) => {
      if (done % 2500 === 0) options.say(`  ${done} of ${devices} devices are in the store`);
    },
  });
  // Once, for all cases: nobody gets ten thousand devices in their groups and judged by the rules at one stroke.
  options.say('  the engine puts them into their groups …');
  const settling = await startEngine();
  await atRest(settling.process);
  await settling.process.stop();
  return {
    options,
    apple,
    seeded,
    enrolled: { tls: [], signing: [] },
    key,
    dataDir,
    startEngine,
    async [Symbol.asyncDispose]() {
      await apple.close();
      rmSync(DIRECTORY, { recursive: true, force: true });
    },
  };
}
