import { join } from 'node:path';
import { projectRoot } from '../ensure-installed.mjs';
import { startLineProcess } from './child-lines.ts';
import { type Orders, ordersTo } from './orders.ts';

/** The simulator in a process of its own; see electron/simulator/main.ts for its orders. */
export interface SimulatorProcess extends AsyncDisposable {
  readonly ended: Promise<number>;
  readonly order: Orders;
}

/** Starts the built simulator. */
export async function startSimulator(): Promise<SimulatorProcess> {
  const child = startLineProcess(process.execPath, [join(projectRoot, 'out', 'main', 'simulator.js')]);
  return {
    ended: child.ended,
    order: ordersTo(child, 'simulator'),
    [Symbol.asyncDispose]: () => child[Symbol.asyncDispose](),
  };
}
