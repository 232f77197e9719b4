import type { DeviceWiring } from './wiring.ts';

/** What a device set out to do later. */
export class Errands {
  readonly #wiring: Pick<DeviceWiring, 'sleep' | 'pace' | 'signal' | 'emit'>;
  readonly #open = new Set<Promise<void>>();

  constructor(wiring: Pick<DeviceWiring, 'sleep' | 'pace' | 'signal' | 'emit'>) {
    this.#wiring = wiring;
  }

  /** What is not done yet. */
  get open(): readonly Promise<void>[] {
    return [...this.#open];
  }

  /** Does something after simulated milliseconds, unless the fleet stops before. */
  later(ms: number, act: () => unknown): void {
    const { sleep, pace, signal, emit } = this.#wiring;
    const task = sleep(ms * pace).then(async () => {
      if (!signal.aborted) await act();
    });
    const guarded: Promise<void> = task
      .catch((error: unknown) => {
        const reason = error instanceof Error ? error.message : String(error);
        emit({ type: 'error', where: 'habits', reason });
      })
      .finally(() => this.#open.delete(guarded));
    this.#open.add(guarded);
  }
}
