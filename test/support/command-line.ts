import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/** Runs an independent program, e.g. `openssl`, and gives back what it said. Rejects with its complaint. */
export async function commandLine(
  program: string,
  args: readonly string[],
  options: { directory?: string; environment?: NodeJS.ProcessEnv } = {},
): Promise<{ stdout: string; stderr: string }> {
  const { directory: cwd, environment } = options;
  const child = execute(program, [...args], {
    cwd,
    env: { ...process.env, ...environment },
    timeout: 30_000,
    maxBuffer: 8 << 20,
  });
  // Programs that would wait for input get its end.
  child.child.stdin?.end();
  return child;
}
