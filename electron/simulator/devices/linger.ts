import type { DeviceWiring } from './wiring.ts';

/** Keeps a device's idle connection for a while, if not too many devices do; otherwise closes it at once. */
export class Linger {
  readonly #wiring: Pick<DeviceWiring, 'idle' | 'keepAliveMs'>;
  readonly #close: () => void;
  #timer: NodeJS.Timeout | undefined;

  constructor(wiring: Pick<DeviceWiring, 'idle' | 'keepAliveMs'>, close: () => void) {
    this.#wiring = wiring;
    this.#close = close;
  }

  /** The connection is idle from now on. */
  start(): void {
    this.stop();
    const { idle, keepAliveMs } = this.#wiring;
    if (idle.open >= idle.limit) {
      this.#close();
      return;
    }
    idle.open++;
    this.#timer = setTimeout(() => {
      this.stop();
      this.#close();
    }, keepAliveMs);
    this.#timer.unref();
  }

  /** The connection is in use again, or closed by someone else. */
  stop(): void {
    if (!this.#timer) return;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#wiring.idle.open--;
  }
}
