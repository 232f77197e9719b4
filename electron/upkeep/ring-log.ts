import type { Clock } from '../../shared/clock.ts';
import type { Logger } from '../../shared/logger.ts';

const KEPT = 1_000;

export interface LogLine {
  readonly at: number;
  readonly level: 'info' | 'warn' | 'error';
  readonly message: string;
  readonly fields: object;
}

/** A logger that passes everything on and remembers the last 1,000 lines, save those for debugging. */
export interface RingLog extends Logger {
  /** Oldest first. */
  lines(): LogLine[];
}

export function ringLog(inner: Logger, clock: Clock): RingLog {
  const ring: LogLine[] = [];
  let next = 0;
  const keep = (level: LogLine['level']) => (fields: object, message: string) => {
    ring[next] = { at: clock.now(), level, message, fields };
    next = (next + 1) % KEPT;
    inner[level](fields, message);
  };
  return {
    debug: (fields, message) => inner.debug(fields, message),
    info: keep('info'),
    warn: keep('warn'),
    error: keep('error'),
    lines: () => (ring.length < KEPT ? ring.slice() : [...ring.slice(next), ...ring.slice(0, next)]),
  };
}
