import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readConfiguration } from '../../../electron/configuration.ts';
import { type Engine, startEngine } from '../../../electron/engine.ts';
import { sealerOf } from '../../../electron/sealer.ts';
import { createFleet, type Fleet, STEADY_IPADS, startSimulatedApple } from '../../../electron/simulator/index.ts';
import type { Clock } from '../../../shared/clock.ts';
import { silentLogger } from '../../../shared/logger.ts';
import { Administrator } from '../../support/administrator.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

/** The whole engine with the built console, a simulated Apple, and iPads that are not enrolled yet. */
export interface RealConsole extends AsyncDisposable {
  readonly engine: Engine;
  readonly admin: Administrator;
  readonly fleet: Fleet;
  /** What goes wrong at the simulated Apple. */
  readonly pushFaults: Awaited<ReturnType<typeof startSimulatedApple>>['apns']['faults'];
  signIn(): Promise<string>;
}

export async function startRealConsole(options: { devices: number; clock?: Clock }): Promise<RealConsole> {
  const { path: directory, remove } = temporaryDirectory();
  const apple = await startSimulatedApple();
  const trustFile = join(directory, 'simulated-apple.pem');
  writeFileSync(trustFile, apple.rootPem);
  const config = readConfiguration(
    [
      ...['--data-dir', join(directory, 'engine'), '--listen', '127.0.0.1:0', '--console', '127.0.0.1:0'],
      ...['--push-host', '127.0.0.1', '--push-port', String(apple.apns.port), '--push-trust', trustFile],
      ...['--device-trust', trustFile],
    ],
    {},
  );
  const engine = await startEngine({
    dataDir: config.dataDir,
    sealer: sealerOf(config),
    logger: silentLogger,
    ...(options.clock === undefined ? {} : { clock: options.clock }),
    config,
    rendererDirectory: join(import.meta.dirname, '..', '..', '..', 'out', 'renderer'),
  });
  const { token } = await engine.signIn.tokens.create(
    { name: 'test', role: 'owner', expiresAt: null },
    { name: 'test', role: 'owner' },
  );
  const admin = new Administrator(engine.consoleUrl, token);
  await admin.setUpPush((csr) => apple.portal.sign(csr));
  const fleet = createFleet({
    seed: 7,
    count: options.devices,
    push: apple.apns.devices,
    factory: apple.factory,
    keyPool: 4,
    apps: 12,
    supervised: true,
    mix: STEADY_IPADS,
  });
  return {
    engine,
    admin,
    fleet,
    pushFaults: apple.apns.faults,
    signIn: async () => `${engine.consoleUrl}/sign-in/${await engine.signIn.createLink()}`,
    async [Symbol.asyncDispose]() {
      await fleet.stop();
      await engine.stop();
      await apple.close();
      remove();
    },
  };
}
