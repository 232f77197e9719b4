/** How the engine waits. Tests pass their own, so that hours pass at once. */
export interface Timers {
  /** Runs `action` once after `ms` milliseconds; the answer cancels it. */
  after(ms: number, action: () => void): () => void;
}

/** The machine's timers. They never keep a process alive by themselves. */
export const systemTimers: Timers = {
  after(ms, action) {
    const timer: { unref?: () => void } & ReturnType<typeof setTimeout> = setTimeout(action, ms);
    timer.unref?.();
    return () => clearTimeout(timer);
  },
};
