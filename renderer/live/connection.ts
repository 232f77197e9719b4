import { type ClientLink, ORPCError } from '@orpc/client';

/** How the window stands with the engine. */
export type ConnectionState =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'connected' }
  /** Broken off; the next try is at `retryAt`. */
  | { readonly kind: 'lost'; readonly retryAt: number; readonly attempt: number }
  /** The engine no longer knows this session: signing in again is the only way on. */
  | { readonly kind: 'signed-out' };

/** What goes with a call besides its input. */
export interface CallContext {
  /** Why it is to be done, where the organisation asks: see reasons.ts. */
  readonly reason?: string;
}

/** One open line to the engine. */
export interface Line {
  readonly link: ClientLink<CallContext>;
  isOpen(): boolean;
  /** Settles when the line breaks. */
  readonly closed: Promise<'lost' | 'signed-out'>;
  close(): void;
}

/** Opens a line; rejects with `SignedOutError` when the engine refuses the session, otherwise when it cannot be reached. */
export type OpenLine = () => Promise<Line>;

export class SignedOutError extends Error {}

/** A call that could not be carried, or whose answer was lost on the way. */
export class ConnectionLostError extends Error {
  constructor() {
    super('The connection to Cartwright broke.');
    this.name = 'ConnectionLostError';
  }
}

/** How long a call waits for a line before it fails. */
const PATIENCE_MS = 20_000;
const FIRST_RETRY_MS = 500;
const LAST_RETRY_MS = 15_000;

/** The wait before try number `attempt` (from 1): doubles up to 15 s, give or take a quarter so that windows spread. */
export function retryDelay(attempt: number, random: number): number {
  const plain = Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 2 ** (attempt - 1));
  return Math.round(plain * (0.75 + random / 2));
}

export interface Connection {
  /** Carries calls over whatever line is open; calls made while there is none wait for the next. */
  readonly link: ClientLink<CallContext>;
  state(): ConnectionState;
  subscribe(listener: () => void): () => void;
  /** Tries again now instead of at the appointed time. */
  retryNow(): void;
  /** Opens a line again after the session ended: somebody has signed in meanwhile, or may have. */
  resume(): void;
  stop(): void;
}

/** Keeps one line to the engine open for as long as the window lives. */
export function keepConnection(open: OpenLine): Connection {
  let state: ConnectionState = { kind: 'connecting' };
  let line: Line | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stopped = false;
  let attempt = 0;
  const listeners = new Set<() => void>();

  const become = (next: ConnectionState): void => {
    state = next;
    for (const listener of [...listeners]) listener();
  };

  const lose = (why: 'lost' | 'signed-out'): void => {
    line = undefined;
    if (stopped) return;
    if (why === 'signed-out') {
      become({ kind: 'signed-out' });
      return;
    }
    attempt += 1;
    const wait = retryDelay(attempt, Math.random());
    timer = setTimeout(connect, wait);
    become({ kind: 'lost', retryAt: Date.now() + wait, attempt });
  };

  const connect = (): void => {
    timer = undefined;
    open().then(
      (opened) => {
        if (stopped) return opened.close();
        line = opened;
        attempt = 0;
        become({ kind: 'connected' });
        void opened.closed.then((why) => {
          if (line === opened) lose(why);
        });
      },
      (error: unknown) => lose(error instanceof SignedOutError ? 'signed-out' : 'lost'),
    );
  };

  const currentLine = (signal: AbortSignal | undefined): Promise<Line> =>
    new Promise((resolve, reject) => {
      const settle = (): void => {
        if (line !== undefined) done(() => resolve(line as Line));
        else if (state.kind === 'signed-out' || stopped) done(() => reject(new ConnectionLostError()));
      };
      const done = (finish: () => void): void => {
        clearTimeout(patience);
        listeners.delete(settle);
        signal?.removeEventListener('abort', aborted);
        finish();
      };
      const aborted = (): void => done(() => reject(signal?.reason));
      const patience = setTimeout(() => done(() => reject(new ConnectionLostError())), PATIENCE_MS);
      listeners.add(settle);
      signal?.addEventListener('abort', aborted);
      settle();
    });

  connect();
  return {
    link: {
      async call(path, input, options) {
        const carrier = await currentLine(options.signal);
        try {
          return await carrier.link.call(path, input, options);
        } catch (error) {
          // The line may stay up for a while after its session; what refuses one call refuses all.
          if (error instanceof ORPCError && error.code === 'UNAUTHORIZED' && line === carrier) {
            lose('signed-out');
            carrier.close();
          }
          throw carrier.isOpen() || options.signal?.aborted || error instanceof ORPCError
            ? error
            : new ConnectionLostError();
        }
      },
    },
    state: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    retryNow() {
      if (state.kind !== 'lost' || timer === undefined) return;
      clearTimeout(timer);
      connect();
    },
    resume() {
      if (state.kind !== 'signed-out') return;
      become({ kind: 'connecting' });
      connect();
    },
    stop() {
      stopped = true;
      clearTimeout(timer);
      line?.close();
    },
  };
}
