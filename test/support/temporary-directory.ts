import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A new directory for one test file, and the function that removes it with everything in it. */
export function temporaryDirectory(): { path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'cartwright-test-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}
