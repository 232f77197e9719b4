import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';

/** A child process that is spoken with in lines and ended with its parent. */
export interface LineProcess extends AsyncDisposable {
  /** Its exit code, when it ends. */
  readonly ended: Promise<number>;
  onLine(listener: (line: string) => void): void;
  send(line: string): void;
}

/** Starts a program of ours; standard error goes to ours. */
export function startLineProcess(file: string, args: readonly string[], stopMs = 10_000): LineProcess {
  const child: ChildProcessByStdio<Writable, Readable, null> = spawn(file, args, {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout });
  const ended = new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
  // A child that ends early fails whoever waits for its lines; this promise alone must not end us.
  ended.catch(() => undefined);
  child.stdin.on('error', () => undefined);
  return {
    ended,
    onLine: (listener) => void lines.on('line', listener),
    send: (line) => void child.stdin.write(`${line}\n`),
    async [Symbol.asyncDispose]() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const patience = setTimeout(() => child.kill('SIGKILL'), stopMs);
      child.kill('SIGTERM');
      child.stdin.end();
      await ended;
      clearTimeout(patience);
    },
  };
}
