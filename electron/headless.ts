/** The entry without a window: a server, or a demo. Prints one `ready {…}` line on standard output once it serves. */
import { join } from 'node:path';
import pino from 'pino';
import { CartwrightError } from '../shared/errors.ts';
import { type Configuration, configurationHelp, readConfiguration } from './configuration.ts';
import { CONSOLE_ADDRESS_FILE, startEngine } from './engine.ts';
import { printSignInLink } from './print-sign-in-link.ts';
import { readyLine } from './ready.ts';
import { restore } from './restore.ts';
import { sealerOf } from './sealer.ts';
import { VERSION } from './version.ts';

const HELP = `Cartwright ${VERSION} without a window.

  --help                       this text
  --version                    the version
  --config FILE                a JSON file with the settings below, by their camel-case names
  --restore FILE               put a backup in the place of the store, then end; --overwrite sets one aside that is there
  --sign-in-link               print a one-time sign-in link for the console that runs on this data directory

Settings (flag, environment variable, meaning):
${configurationHelp()}
`;

/** Standard error for the log: standard output is for the ready line, which scripts read. */
function loggerOf(config: Configuration): pino.Logger {
  return pino(
    { level: config.logLevel, redact: ['*.passphrase', '*.token', '*.pin', '*.challenge'] },
    pino.destination({ dest: 2, sync: false }),
  );
}

async function serve(config: Configuration): Promise<void> {
  const logger = loggerOf(config);
  const engine = await startEngine({ dataDir: config.dataDir, sealer: sealerOf(config), logger, config });
  let stopping = false;
  const stop = (signal: NodeJS.Signals): void => {
    if (stopping) return;
    stopping = true;
    logger.info({ signal }, 'stopping');
    engine.stop().then(
      () => process.exit(0),
      (err: unknown) => {
        logger.error({ err }, 'stopping failed');
        process.exit(1);
      },
    );
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  process.stdout.write(`${await readyLine(engine, config)}\n`);
}

async function main(flags: string[]): Promise<void> {
  if (flags.includes('--help')) process.stdout.write(HELP);
  else if (flags.includes('--version')) process.stdout.write(`${VERSION}\n`);
  else if (flags.includes('--sign-in-link')) {
    const config = readConfiguration(
      flags.filter((flag) => flag !== '--sign-in-link'),
      process.env,
    );
    process.stdout.write(`${await printSignInLink(config, join(config.dataDir, CONSOLE_ADDRESS_FILE))}\n`);
  } else if (flags.some((flag) => flag === '--restore' || flag.startsWith('--restore=')))
    process.stdout.write(`${await restore(flags, process.env)}\n`);
  else await serve(readConfiguration(flags, process.env));
}

main(process.argv.slice(2)).catch((error: unknown) => {
  const message =
    error instanceof CartwrightError
      ? error.message
      : error instanceof Error
        ? (error.stack ?? error.message)
        : String(error);
  process.stderr.write(`${message}\n`);
  process.exitCode = error instanceof CartwrightError && error.code === 'bad-configuration' ? 2 : 1;
});
