import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/** Runs an independent program, e.g. `openssl`, and gives back what it said. Rejects with its complaint. */
export async function commandLine(
  program: string,
  args: readonly string[],
  options: { directory?: string } = {},
): Promise<{ stdout: string; stderr: string }> {
  return execute(program, [...args], { cwd: options.directory, timeout: 30_000, maxBuffer: 8 << 20 });
}
