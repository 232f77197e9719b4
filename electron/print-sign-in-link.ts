import { existsSync, readFileSync } from 'node:fs';
import { systemClock } from '../shared/clock.ts';
import { CartwrightError } from '../shared/errors.ts';
import { silentLogger } from '../shared/logger.ts';
import type { Configuration } from './configuration.ts';
import { createSignIn } from './people/index.ts';
import { sealerOf } from './sealer.ts';
import { openStore } from './store/index.ts';

/**
 * A new one-time link for the console that serves this data directory, made beside it: the store is shared.
 *
 * @param addressFile where the running engine wrote the console's address
 * @throws CartwrightError `not-configured` when nothing was ever started there
 */
export async function printSignInLink(config: Configuration, addressFile: string): Promise<string> {
  if (!existsSync(addressFile))
    throw new CartwrightError(
      'not-configured',
      `Nothing was started on ${config.dataDir} yet. Start Cartwright first.`,
    );
  const store = openStore({
    directory: config.dataDir,
    sealer: sealerOf(config),
    clock: systemClock,
    logger: silentLogger,
  });
  try {
    return `${readFileSync(addressFile, 'utf8').trim()}/sign-in/${await createSignIn(store, silentLogger).createLink()}`;
  } finally {
    store.close();
  }
}
