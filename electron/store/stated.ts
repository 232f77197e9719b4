import { AsyncLocalStorage } from 'node:async_hooks';

/** Why somebody changes something, in that person's words. */
export interface Stated {
  readonly actor: string;
  readonly reason: string;
}

const current = new AsyncLocalStorage<{ said: Stated | undefined }>();

/**
 * Runs a call whose events carry this reason as `statedReason`: those of the units of work that are handed in while it
 * lasts, and that name the same actor. What it sets going for later, such as a worker, states nothing.
 */
export async function stating<T>(said: Stated, run: () => Promise<T>): Promise<T> {
  const held: { said: Stated | undefined } = { said };
  try {
    return await current.run(held, run);
  } finally {
    held.said = undefined;
  }
}

/** The reason that holds for what is handed in now. */
export const statedNow = (): Stated | undefined => current.getStore()?.said;
