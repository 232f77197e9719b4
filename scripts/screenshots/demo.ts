import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startLineProcess } from '../demo/child-lines.ts';
import type { Ready } from '../demo/engine-process.ts';
import { projectRoot } from '../ensure-installed.mjs';

/** A demo to take pictures of. */
export interface OpenDemo extends AsyncDisposable {
  readonly console: string;
  /** Works once. */
  readonly signIn: string;
}

/** @param directory the data directory of one that runs; one is started, and ended with the answer, where it is left out */
export async function openDemo(directory: string | undefined): Promise<OpenDemo> {
  return directory === undefined ? startDemo() : runningDemo(join(directory, 'engine'));
}

function runningDemo(dataDir: string): OpenDemo {
  const headless = join(projectRoot, 'out', 'main', 'headless.js');
  const args = [headless, '--sign-in-link', '--data-dir', dataDir];
  return {
    console: readFileSync(join(dataDir, 'console-url'), 'utf8').trim(),
    signIn: execFileSync(process.execPath, args, { encoding: 'utf8' }).trim(),
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
}

async function startDemo(): Promise<OpenDemo> {
  const dataDir = mkdtempSync(join(tmpdir(), 'cartwright-screenshots-'));
  const program = join(projectRoot, 'scripts', 'demo.ts');
  const demo = startLineProcess(process.execPath, [program, '--no-open', '--data-dir', dataDir]);
  const end = async (): Promise<void> => {
    await demo[Symbol.asyncDispose]();
    rmSync(dataDir, { recursive: true, force: true });
  };
  try {
    const { console, signIn } = await new Promise<Ready>((resolve, reject) => {
      demo.onLine((line) => {
        if (line.startsWith('ready {')) resolve(JSON.parse(line.slice('ready '.length)) as Ready);
      });
      demo.ended.then((code) => reject(new Error(`The demo ended with code ${code}.`)), reject);
    });
    return { console, signIn, [Symbol.asyncDispose]: end };
  } catch (error) {
    await end();
    throw error;
  }
}
