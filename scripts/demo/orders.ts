import type { LineProcess } from './child-lines.ts';

/** Sends one order, `{"do", …}`, and waits for its answer. @throws Error with what the process says */
export type Orders = (order: Record<string, unknown>) => Promise<Record<string, unknown>>;

/** Speaks with a process of ours that takes an order a line and answers each with a line of the same id. */
export function ordersTo(child: LineProcess, name: string): Orders {
  const waiting = new Map<number, { resolve(answer: Record<string, unknown>): void; reject(error: Error): void }>();
  let last = 0;
  child.onLine((line) => {
    if (!line.startsWith('{')) return;
    const answer = JSON.parse(line) as Record<string, unknown>;
    const waiter = waiting.get(Number(answer.id));
    if (waiter === undefined) return;
    waiting.delete(Number(answer.id));
    if (answer.ok === true) waiter.resolve(answer);
    else waiter.reject(new Error(`The ${name} says: ${String(answer.error)}`));
  });
  const failAll = (): void => {
    for (const waiter of waiting.values()) waiter.reject(new Error(`The ${name} ended.`));
    waiting.clear();
  };
  child.ended.then(failAll, failAll);
  return (order) => {
    const id = ++last;
    return new Promise((resolve, reject) => {
      waiting.set(id, { resolve, reject });
      child.send(JSON.stringify({ id, ...order }));
    });
  };
}
