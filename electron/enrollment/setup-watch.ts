import type { Logger } from '../../shared/logger.ts';
import { systemTimers, type Timers } from '../../shared/timers.ts';
import type { Store } from '../store/index.ts';
import type { SetupHolds } from './setup-holds.ts';

const REGULARLY = 30_000;
const SOON = 500;

/** How a wait in Setup Assistant begins. */
const BEGINS: ReadonlySet<string> = new Set(['enrollment.enrolled', 'enrollment.token-updated']);
/** What may end one, looked at only while somebody waits. */
const ENDS = ['command.', 'prepare.', 'policy.', 'group.', 'enrollment.', 'inventory.', 'blueprint.'];

/**
 * Looks after devices that wait in Setup Assistant: now, soon after something happened that concerns them, and every half
 * minute while one waits. Returns how to stop it, which resolves when nothing of it is under way.
 */
export function startSetupWatch(options: {
  store: Store;
  holds: Pick<SetupHolds, 'run'>;
  logger: Logger;
  timers?: Timers;
}): () => Promise<void> {
  const { store, holds, logger, timers = systemTimers } = options;
  let stopped = false;
  let running: Promise<void> | undefined;
  let again = false;
  let waits = true;
  let soon: (() => void) | undefined;
  let regularly: (() => void) | undefined;

  const look = async (): Promise<void> => {
    try {
      waits = await holds.run();
    } catch (error) {
      logger.error({ err: error }, 'devices in Setup Assistant could not be looked after');
    }
    running = undefined;
    if (again) later();
    again = false;
  };
  const begin = (): void => {
    if (stopped) return;
    if (running !== undefined) again = true;
    else running = look();
  };
  const later = (): void => {
    if (stopped || soon !== undefined) return;
    soon = timers.after(SOON, () => {
      soon = undefined;
      begin();
    });
  };
  const tick = (): void => {
    regularly = timers.after(REGULARLY, () => {
      if (waits) begin();
      tick();
    });
  };

  const unsubscribe = store.subscribe((events) => {
    const concerns = events.some(
      ({ type }) => BEGINS.has(type) || (waits && ENDS.some((prefix) => type.startsWith(prefix))),
    );
    if (!concerns) return;
    if (events.some(({ type }) => BEGINS.has(type))) waits = true;
    later();
  });
  later();
  tick();
  return async () => {
    stopped = true;
    unsubscribe();
    soon?.();
    regularly?.();
    await running;
  };
}
