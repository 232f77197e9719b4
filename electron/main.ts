/** The desktop entry: Electron runs this. The engine in this process, the console in a window. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import pino from 'pino';
import { CartwrightError } from '../shared/errors.ts';
import type { Logger } from '../shared/logger.ts';
import { type Configuration, readConfiguration } from './configuration.ts';
import { type Engine, startEngine } from './engine.ts';
import { readyLine } from './ready.ts';
import { sealerOf } from './sealer.ts';
import { type KeychainSealer, runDesktop } from './shell/index.ts';

/**
 * Starts the engine with the keychain, unless the settings name another seal. Data that an earlier start without a
 * window sealed with its own key file opens with that.
 */
async function start(config: Configuration, keychain: KeychainSealer, logger: Logger): Promise<Engine> {
  const options = { dataDir: config.dataDir, logger, config };
  if ((config.vaultPassphrase ?? config.vaultPassphraseFile ?? config.vaultKeyFile) !== undefined)
    return startEngine({ ...options, sealer: sealerOf(config) });
  try {
    return await startEngine({ ...options, sealer: keychain });
  } catch (error) {
    const locked = error instanceof CartwrightError && error.code === 'vault-locked';
    if (!locked || !existsSync(join(config.dataDir, 'vault.key'))) throw error;
    logger.warn({}, 'This data is sealed with its key file, not with the keychain');
    return startEngine({ ...options, sealer: sealerOf(config) });
  }
}

// Not awaited: Electron becomes ready only after this module has been evaluated.
void runDesktop(async (keychain, args) => {
  const config = readConfiguration(args, process.env);
  // Standard output is for the ready line, which scripts read.
  const logger = pino({ level: config.logLevel }, pino.destination(2));
  const engine = await start(config, keychain, logger);
  if (config.apiToken) process.stdout.write(`${await readyLine(engine, config)}\n`);
  const signInLink = async (): Promise<string> => `${engine.consoleUrl}/sign-in/${await engine.signIn.createLink()}`;
  return { engine, logger, dataDir: config.dataDir, signInLink };
});
