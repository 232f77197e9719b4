import type { IncomingMessage } from 'node:http';
import type { ListenerLimits } from './limits.ts';

/** Why a body was not received. `gone`: the sender left half-way, there is nobody to answer. */
export type BodyFailure = 'too-large' | 'too-busy' | 'too-slow' | 'gone';

export class BodyError extends Error {
  readonly failure: BodyFailure;

  constructor(failure: BodyFailure) {
    super(`The body was not received: ${failure}.`);
    this.failure = failure;
  }
}

interface Reception {
  request: IncomingMessage;
  deadline: number;
  fail(failure: BodyFailure): void;
}

const SWEEP = 1_000;
const EMPTY = Buffer.alloc(0);

/** Receives bodies within limits: each by size and time, all together by size. */
export class Bodies {
  readonly #limits: ListenerLimits;
  readonly #receptions = new Set<Reception>();
  #receiving = 0;
  #sweeper: NodeJS.Timeout | undefined;

  constructor(limits: ListenerLimits) {
    this.#limits = limits;
  }

  /**
   * Calls `done` with the whole body, or `failed` with why there is none; exactly one of them, once. Callbacks rather than
   * a promise because every connect passes here, and most bodies come in the same read as their headers.
   *
   * @param most the largest body, in bytes
   */
  receive(
    request: IncomingMessage,
    most: number,
    done: (body: Buffer) => void,
    failed: (error: BodyError) => void,
  ): void {
    const announced = request.headers['content-length'];
    if (announced !== undefined && Number(announced) > most) {
      failed(new BodyError('too-large'));
      return;
    }
    let first: Buffer | undefined;
    let others: Buffer[] | undefined;
    let size = 0;
    let settled = false;
    const settle = (): boolean => {
      if (settled) return false;
      settled = true;
      this.#receptions.delete(reception);
      this.#receiving -= size;
      return true;
    };
    const fail = (failure: BodyFailure) => {
      if (settle()) failed(new BodyError(failure));
    };
    const reception: Reception = { request, deadline: performance.now() + this.#limits.bodyMs, fail };
    this.#receptions.add(reception);
    this.#sweeper ??= setInterval(() => this.#sweep(), SWEEP).unref();
    request.on('data', (chunk: Buffer) => {
      if (settled) return;
      size += chunk.length;
      this.#receiving += chunk.length;
      if (size > most) fail('too-large');
      else if (this.#receiving > this.#limits.receivingBytes) fail('too-busy');
      else if (first === undefined) first = chunk;
      else if (others === undefined) others = [first, chunk];
      else others.push(chunk);
    });
    request.on('end', () => {
      if (settle()) done(others === undefined ? (first ?? EMPTY) : Buffer.concat(others, size));
    });
    // 'close' also comes after a whole body; then everything is settled already.
    request.on('close', () => fail('gone'));
    request.on('error', () => fail('gone'));
  }

  /** One timer for all: a timer for each request would cost more than the request. */
  #sweep(): void {
    const now = performance.now();
    for (const { deadline, fail } of [...this.#receptions]) if (deadline <= now) fail('too-slow');
    if (this.#receptions.size > 0) return;
    clearInterval(this.#sweeper);
    this.#sweeper = undefined;
  }
}
