import { join } from 'node:path';
import { projectRoot } from '../ensure-installed.mjs';
import { startLineProcess } from './child-lines.ts';

/** The simulator in a process of its own; see electron/simulator/main.ts for its orders. */
export interface SimulatorProcess extends AsyncDisposable {
  readonly ended: Promise<number>;
  /** Sends one order and waits for its answer. @throws Error with what the simulator says */
  order(order: Record<string, unknown>): Promise<Record<string, unknown>>;
}

/** Starts the built simulator. */
export async function startSimulator(): Promise<SimulatorProcess> {
  const child = startLineProcess(process.execPath, [join(projectRoot, 'out', 'main', 'simulator.js')]);
  const waiting = new Map<number, { resolve(answer: Record<string, unknown>): void; reject(error: Error): void }>();
  let last = 0;
  child.onLine((line) => {
    const answer = JSON.parse(line) as Record<string, unknown>;
    const waiter = waiting.get(Number(answer.id));
    if (waiter === undefined) return;
    waiting.delete(Number(answer.id));
    if (answer.ok === true) waiter.resolve(answer);
    else waiter.reject(new Error(`The simulator says: ${String(answer.error)}`));
  });
  const failAll = (): void => {
    for (const waiter of waiting.values()) waiter.reject(new Error('The simulator ended.'));
    waiting.clear();
  };
  child.ended.then(failAll, failAll);
  return {
    ended: child.ended,
    order(order) {
      const id = ++last;
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject });
        child.send(JSON.stringify({ id, ...order }));
      });
    },
    [Symbol.asyncDispose]: () => child[Symbol.asyncDispose](),
  };
}
