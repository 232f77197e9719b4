/** The desktop entry: Electron runs this. The engine in this process, the console in a window. */
import pino from 'pino';
import { readConfiguration } from './configuration.ts';
import { startEngine } from './engine.ts';
import { runDesktop } from './shell/index.ts';

// Not awaited: Electron becomes ready only after this module has been evaluated.
void runDesktop(async (keychain, args) => {
  const config = readConfiguration(args, process.env);
  const logger = pino({ level: config.logLevel });
  const engine = await startEngine({ dataDir: config.dataDir, sealer: keychain, logger, config });
  return { engine, logger, dataDir: config.dataDir };
});
