import { createServer } from 'node:net';
import { join } from 'node:path';
import { findElectron } from '../electron-runtime.ts';
import { projectRoot } from '../ensure-installed.mjs';
import { type LineProcess, startLineProcess } from './child-lines.ts';

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

/** Starts the built engine on a demo's data directory; in Electron when its runtime is there and a window is wanted. */
export async function startDemoEngine(options: {
  listen: string | undefined;
  console: string | undefined;
  dataDir: string;
  pushPort: number;
  trustFile: string;
  open: boolean;
}): Promise<EngineProcess> {
  const electron = options.open ? findElectron() : undefined;
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
    'log-level': 'warn',
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]);
  const child = electron
    ? startLineProcess(electron, [projectRoot, ...flags])
    : startLineProcess(process.execPath, [join(projectRoot, 'out', 'main', 'headless.js'), ...flags]);
  const readyLine = await firstReadyLine(child);
  return {
    readyLine,
    ready: JSON.parse(readyLine.slice('ready '.length)) as Ready,
    hasWindow: electron !== undefined,
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
