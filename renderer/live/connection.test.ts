import { ORPCError } from '@orpc/client';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ConnectionLostError, keepConnection, type Line, retryDelay, SignedOutError } from './connection.ts';

/** A line the test breaks by hand. */
function testLine(answer: (path: readonly string[]) => Promise<unknown>) {
  let open = true;
  let end: (why: 'lost' | 'signed-out') => void = () => {};
  const closed = new Promise<'lost' | 'signed-out'>((resolve) => {
    end = resolve;
  });
  const line: Line = { link: { call: (path) => answer(path) }, isOpen: () => open, closed, close: () => end('lost') };
  const breakOff = async (why: 'lost' | 'signed-out' = 'lost'): Promise<void> => {
    open = false;
    end(why);
    await vi.advanceTimersByTimeAsync(0);
  };
  return { line, breakOff };
}

const call = (connection: ReturnType<typeof keepConnection>, options = {}) =>
  connection.link.call(['system', 'status'], undefined, { context: {}, ...options });

describe('the connection', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('waits longer from try to try, never more than 15 s and a quarter', () => {
    expect([1, 2, 3, 4].map((attempt) => retryDelay(attempt, 0.5))).toEqual([500, 1000, 2000, 4000]);
    expect(retryDelay(60, 1)).toBe(18_750);
  });

  it('carries calls made before the line is open', async () => {
    const { line } = testLine(async () => 'fine');
    let open: (line: Line) => void = () => {};
    const connection = keepConnection(() => new Promise((resolve) => (open = resolve)));
    const answer = call(connection);
    expect(connection.state().kind).toBe('connecting');
    open(line);
    await expect(answer).resolves.toBe('fine');
    expect(connection.state().kind).toBe('connected');
  });

  it('heals after a break, and says so each time', async () => {
    const [first, second] = [testLine(async () => 1), testLine(async () => 2)];
    const lines = [first.line, second.line];
    const connection = keepConnection(async () => {
      const next = lines.shift();
      if (next === undefined) throw new Error('no more lines');
      return next;
    });
    const states: string[] = [];
    connection.subscribe(() => states.push(connection.state().kind));
    await vi.advanceTimersByTimeAsync(0);
    await first.breakOff();
    const answer = call(connection);
    await vi.advanceTimersByTimeAsync(1_000);
    await expect(answer).resolves.toBe(2);
    expect(states).toEqual(['connected', 'lost', 'connected']);
  });

  it('tells a call whose answer was lost from one the engine refused', async () => {
    const refusal = new Error('no such device');
    let fail: (error: Error) => void = () => {};
    const { line, breakOff } = testLine((path) =>
      path[0] === 'system' ? new Promise((_, reject) => (fail = reject)) : Promise.reject(refusal),
    );
    const connection = keepConnection(async () => line);
    await vi.advanceTimersByTimeAsync(0);
    await expect(connection.link.call(['devices'], undefined, { context: {} })).rejects.toBe(refusal);
    const lost = expect(call(connection)).rejects.toBeInstanceOf(ConnectionLostError);
    await vi.advanceTimersByTimeAsync(0);
    await breakOff();
    fail(new Error('aborted'));
    await lost;
  });

  it('gives up on a call after 20 s without a line, and at once when its signal says so', async () => {
    const connection = keepConnection(() => Promise.reject(new Error('unreachable')));
    const late = expect(call(connection)).rejects.toBeInstanceOf(ConnectionLostError);
    const stop = new AbortController();
    const stopped = expect(call(connection, { signal: stop.signal })).rejects.toThrow('not wanted');
    stop.abort(new Error('not wanted'));
    await stopped;
    await vi.advanceTimersByTimeAsync(20_000);
    await late;
    connection.stop();
  });

  it('stops trying when the session has ended, by a refusal or a closing line', async () => {
    const open = vi.fn(() => Promise.reject(new SignedOutError()));
    const refused = keepConnection(open);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(refused.state().kind).toBe('signed-out');
    expect(open).toHaveBeenCalledTimes(1);
    const { line, breakOff } = testLine(async () => 1);
    const closed = keepConnection(async () => line);
    await vi.advanceTimersByTimeAsync(0);
    await breakOff('signed-out');
    expect(closed.state().kind).toBe('signed-out');
  });

  it('learns from one refused call that the session ended, and goes on once somebody signed in', async () => {
    const ended = new ORPCError('UNAUTHORIZED', { message: 'Your session has ended.' });
    const lines = [testLine(() => Promise.reject(ended)).line, testLine(async () => 'fine').line];
    const connection = keepConnection(async () => lines.shift() ?? Promise.reject(new SignedOutError()));
    await vi.advanceTimersByTimeAsync(0);
    await expect(call(connection)).rejects.toBe(ended);
    await vi.advanceTimersByTimeAsync(0);
    expect(connection.state().kind).toBe('signed-out');
    connection.resume();
    await expect(call(connection)).resolves.toBe('fine');
    expect(connection.state().kind).toBe('connected');
  });
});
