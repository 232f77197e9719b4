import { createServer } from 'node:net';
import { join } from 'node:path';
import { findElectron } from '../electron-runtime.ts';
import { projectRoot } from '../ensure-installed.mjs';
import { type LineProcess, startLineProcess } from './child-lines.ts';
import { type Orders, ordersTo } from './orders.ts';

/** What the engine says once it serves. */
export interface Ready {
  readonly listener: string;
  readonly console: string;
  readonly signIn: string;
  readonly apiToken: string;
}

export interface EngineProcess extends AsyncDisposable {
  readonly ready: Ready;
  /** The line as the engine printed it. */
  readonly readyLine: string;
  /** True when it runs in Electron and shows the console itself. */
  readonly hasWindow: boolean;
  readonly ended: Promise<number>;
}

/** The engine of the days before today, see past-engine.ts for its orders. */
export interface PastEngine extends EngineProcess {
  readonly order: Orders;
}

export interface EngineOptions {
  readonly listen: string | undefined;
  readonly console: string | undefined;
  readonly dataDir: string;
  readonly pushPort: number;
  readonly trustFile: string;
}

/** Starts the built engine on a demo's data directory; in Electron when its runtime is there and a window is wanted. */
export async function startDemoEngine(options: EngineOptions & { open: boolean }): Promise<EngineProcess> {
  const electron = options.open ? findElectron() : undefined;
  const flags = await flagsOf(options);
  const child = electron
    ? startLineProcess(electron, [projectRoot, ...flags])
    : startLineProcess(process.execPath, [join(projectRoot, 'out', 'main', 'headless.js'), ...flags]);
  return { ...(await served(child)), hasWindow: electron !== undefined };
}

/** Starts the engine with a clock that is moved, from its sources. */
export async function startPastEngine(options: EngineOptions, startAt: number): Promise<PastEngine> {
  const program = join(projectRoot, 'scripts', 'demo', 'past-engine.ts');
  const flags = await flagsOf(options);
  const child = startLineProcess(process.execPath, [program, String(startAt), ...flags]);
  return { ...(await served(child)), hasWindow: false, order: ordersTo(child, 'engine') };
}

async function flagsOf(options: EngineOptions): Promise<string[]> {
  const settings = {
    'data-dir': options.dataDir,
    listen: options.listen ?? (await usualOrAny(8443)),
    console: options.console ?? (await usualOrAny(8480)),
    'push-host': '127.0.0.1',
    'push-port': String(options.pushPort),
    'push-trust': options.trustFile,
    'device-trust': options.trustFile,
    organisation: 'Maple Street School',
    'api-token': 'true',
    demo: 'true',
    'log-level': 'error',
  };
  return Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]);
}

async function served(child: LineProcess): Promise<Omit<EngineProcess, 'hasWindow'>> {
  const readyLine = await firstReadyLine(child);
  return {
    readyLine,
    ready: JSON.parse(readyLine.slice('ready '.length)) as Ready,
    ended: child.ended,
    [Symbol.asyncDispose]: () => child[Symbol.asyncDispose](),
  };
}

function firstReadyLine(child: LineProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    child.onLine((line) => {
      if (line.startsWith('ready {')) resolve(line);
    });
    child.ended.then((code) => reject(new Error(`The engine ended with code ${code} before it served.`)), reject);
  });
}

/** The usual port on loopback, or one chosen by the system when another program has it. */
function usualOrAny(port: number): Promise<string> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve('127.0.0.1:0'));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(`127.0.0.1:${port}`)));
  });
}
