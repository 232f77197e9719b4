import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readConfiguration } from '../../electron/configuration.ts';
import { type Engine, startEngine } from '../../electron/engine.ts';
import { sealerOf } from '../../electron/sealer.ts';
import { type SimulatedApple, startSimulatedApple } from '../../electron/simulator/index.ts';
import type { Clock } from '../../shared/clock.ts';
import { Administrator } from './administrator.ts';
import { freePort } from './free-port.ts';
import { type RecordedLog, recordedLog } from './recorded-log.ts';
import { temporaryDirectory } from './temporary-directory.ts';

/** The whole engine in this process, with a simulated Apple and an administrator. */
export interface RunningEngine {
  engine: Engine;
  readonly apple: SimulatedApple;
  admin: Administrator;
  readonly apiToken: string;
  readonly log: RecordedLog;
  /** Where the engine keeps its data. */
  readonly dataDir: string;
  /** For files of the test beside it. */
  readonly directory: string;
  readonly rootPem: string;
  /** Stops the engine and starts it again: where devices connect stays, `engine` and `admin` are others. */
  restart(): Promise<void>;
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
  const log = recordedLog();
  const start = (listen: string): Promise<Engine> => {
    const config = readConfiguration(
      [
        ...['--data-dir', dataDir, '--listen', listen, '--console', '127.0.0.1:0'],
        ...['--push-host', '127.0.0.1', '--push-port', String(apple.apns.port), '--push-trust', trustFile],
        ...['--device-trust', trustFile],
        ...(options.flags ?? []),
      ],
      {},
    );
    const { clock } = options;
    return startEngine({ dataDir: config.dataDir, sealer: sealerOf(config), logger: log, config, clock });
  };
  // A port of its own, for `restart`.
  const engine = await start(`127.0.0.1:${await freePort()}`);
  const { token: apiToken } = await engine.signIn.tokens.create(
    { name: 'test', role: 'owner', expiresAt: null },
    { name: 'test', role: 'owner' },
  );
  const admin = new Administrator(engine.consoleUrl, apiToken);
  if (options.push !== false) await admin.setUpPush((csr) => apple.portal.sign(csr));
  const running: RunningEngine = {
    engine,
    apple,
    admin,
    apiToken,
    log,
    dataDir,
    directory,
    rootPem: await admin.rootPem(),
    async restart() {
      const { port } = new URL(running.engine.listenerUrl);
      await running.engine.stop();
      running.engine = await start(`127.0.0.1:${port}`);
      running.admin = new Administrator(running.engine.consoleUrl, apiToken);
    },
    async stop() {
      await running.engine.stop();
      await apple.close();
      remove();
    },
  };
  return running;
}
