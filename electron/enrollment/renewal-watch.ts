import type { Logger } from '../../shared/logger.ts';
import { systemTimers, type Timers } from '../../shared/timers.ts';
import type { Store } from '../store/index.ts';
import type { ProfileUpdates } from './profile-updates.ts';

const REGULARLY = 600_000;
const SOON = 1_000;

/** What may end a replacement or make room for the next. */
const TELLING: ReadonlySet<string> = new Set([
  'command.error',
  'command.format-error',
  'command.expired',
  'command.unanswered',
  'command.cancelled',
  'command.superseded',
  'enrollment-profile.done',
  'enrollment-profile.failed',
  'authority.roll-over-started',
]);

/**
 * Looks after replacements of enrollment profiles: now, every ten minutes, and soon after something happened that
 * concerns them. What it does rests on the store alone, so a restart loses nothing. Returns how to stop it.
 */
export function startRenewalWatch(options: {
  store: Store;
  updates: Pick<ProfileUpdates, 'run'>;
  logger: Logger;
  timers?: Timers;
}): () => void {
  const { store, updates, logger, timers = systemTimers } = options;
  let stopped = false;
  let running = false;
  let again = false;
  let soon: (() => void) | undefined;
  let regularly: (() => void) | undefined;

  const look = async (): Promise<void> => {
    if (running) {
      again = true;
      return;
    }
    running = true;
    try {
      await updates.run();
    } catch (error) {
      logger.error({ err: error }, 'identities that are due could not be looked after');
    } finally {
      running = false;
    }
    if (again) {
      again = false;
      later();
    }
  };
  const later = (): void => {
    if (stopped || soon !== undefined) return;
    soon = timers.after(SOON, () => {
      soon = undefined;
      void look();
    });
  };
  const tick = (): void => {
    regularly = timers.after(REGULARLY, () => {
      void look();
      tick();
    });
  };

  const unsubscribe = store.subscribe((events) => {
    if (events.some(({ type }) => TELLING.has(type))) later();
  });
  later();
  tick();
  return () => {
    stopped = true;
    unsubscribe();
    soon?.();
    regularly?.();
  };
}
