import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readConfiguration } from '../../electron/configuration.ts';
import { type Engine, startEngine } from '../../electron/engine.ts';
import { sealerOf } from '../../electron/sealer.ts';
import { type SimulatedApple, startSimulatedApple } from '../../electron/simulator/index.ts';
import type { Clock } from '../../shared/clock.ts';
import { Administrator } from './administrator.ts';
import { type RecordedLog, recordedLog } from './recorded-log.ts';
import { temporaryDirectory } from './temporary-directory.ts';

/** The whole engine in this process, with a simulated Apple and an administrator. */
export interface RunningEngine {
  readonly engine: Engine;
  readonly apple: SimulatedApple;
  readonly admin: Administrator;
  readonly apiToken: string;
  readonly log: RecordedLog;
  /** Where the engine keeps its data. */
  readonly dataDir: string;
  /** For files of the test beside it. */
  readonly directory: string;
  readonly rootPem: string;
  stop(): Promise<void>;
}

/** Starts everything on free ports of loopback; `flags` are those of the command line. */
export async function runEngine(
  options: { flags?: string[]; clock?: Clock; push?: boolean } = {},
): Promise<RunningEngine> {
  const { path: directory, remove } = temporaryDirectory();
  const dataDir = join(directory, 'engine');
  const apple = await startSimulatedApple();
  const trustFile = join(directory, 'simulated-apple.pem');
  writeFileSync(trustFile, apple.rootPem);
  const config = readConfiguration(
    [
      ...['--data-dir', dataDir, '--listen', '127.0.0.1:0', '--console', '127.0.0.1:0'],
      ...['--push-host', '127.0.0.1', '--push-port', String(apple.apns.port), '--push-trust', trustFile],
      ...['--device-trust', trustFile],
      ...(options.flags ?? []),
    ],
    {},
  );
  const log = recordedLog();
  const engine = await startEngine({
    dataDir: config.dataDir,
    sealer: sealerOf(config),
    logger: log,
    config,
    clock: options.clock,
  });
  const { token: apiToken } = await engine.signIn.tokens.create(
    { name: 'test', role: 'owner', expiresAt: null },
    { name: 'test', role: 'owner' },
  );
  const admin = new Administrator(engine.consoleUrl, apiToken);
  if (options.push !== false) await admin.setUpPush((csr) => apple.portal.sign(csr));
  return {
    engine,
    apple,
    admin,
    apiToken,
    log,
    dataDir,
    directory,
    rootPem: await admin.rootPem(),
    async stop() {
      await engine.stop();
      await apple.close();
      remove();
    },
  };
}
