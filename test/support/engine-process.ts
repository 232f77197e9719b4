import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { projectRoot } from '../../scripts/ensure-installed.mjs';

/** The built windowless entry; the test command builds it first. */
export const HEADLESS = join(projectRoot, 'out', 'main', 'headless.js');

/** What the ready line says. */
export interface Ready {
  listener: string;
  console: string;
  signIn: string;
  apiToken: string;
}

/** A program that ran to its end. */
export interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** Environment without settings of whoever runs the tests. */
export function cleanEnvironment(more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !name.startsWith('CARTWRIGHT_'));
  return { ...Object.fromEntries(own), ...more };
}

/** Runs a script of ours in Node to its end. */
export async function runToEnd(
  script: string,
  args: readonly string[],
  environment: NodeJS.ProcessEnv = {},
): Promise<Ended> {
  const child = spawn(process.execPath, [script, ...args], { env: cleanEnvironment(environment), cwd: projectRoot });
  const output = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8');
    child[name].on('data', (text: string) => {
      output[name] += text;
    });
  }
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, ...output };
}

/** The windowless engine as a process that can be killed and started again with the same flags. */
export class EngineProcess {
  ready: Ready | undefined;
  /** Everything it logged, over all its lives. */
  log = '';
  readonly #flags: readonly string[];
  readonly #environment: NodeJS.ProcessEnv;
  #child: ChildProcess | undefined;
  #starting: Promise<Ready> | undefined;

  constructor(flags: readonly string[], environment: NodeJS.ProcessEnv = {}) {
    this.#flags = flags;
    this.#environment = environment;
  }

  /** Starts it if it does not run; resolves when it serves. */
  running(): Promise<Ready> {
    this.#starting ??= this.#start();
    return this.#starting;
  }

  #start(): Promise<Ready> {
    const child = spawn(process.execPath, [HEADLESS, ...this.#flags], {
      env: cleanEnvironment(this.#environment),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#child = child;
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      this.log += text;
    });
    return new Promise((resolve, reject) => {
      createInterface({ input: child.stdout }).on('line', (line) => {
        if (!line.startsWith('ready ')) return;
        this.ready = JSON.parse(line.slice('ready '.length)) as Ready;
        resolve(this.ready);
      });
      child.once('error', reject);
      child.once('exit', (code) => reject(new Error(`The engine ended with ${code}: ${this.log}`)));
    });
  }

  /** `SIGKILL`, the process's equivalent of a pulled plug; resolves when it is gone. */
  kill(): Promise<number | null> {
    return this.end('SIGKILL');
  }

  /** Sends a signal and resolves with the exit code, null when the signal ended it. */
  async end(signal: NodeJS.Signals): Promise<number | null> {
    const child = this.#child;
    this.#child = undefined;
    this.#starting?.catch(() => undefined);
    this.#starting = undefined;
    if (child === undefined) return null;
    if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
    const ended = once(child, 'exit');
    child.kill(signal);
    const [code] = (await ended) as [number | null];
    return code;
  }
}
