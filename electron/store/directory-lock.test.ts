import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { lockDirectory } from './directory-lock.ts';

const directory = mkdtempSync(join(tmpdir(), 'cartwright-lock-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

describe('a data directory', () => {
  it('is for one at a time, and free again when that one is done', () => {
    const unlock = lockDirectory(join(directory, 'new', 'deep'));
    expect(() => lockDirectory(join(directory, 'new', 'deep'))).toThrow(
      expect.objectContaining({
        code: 'bad-configuration',
        message: expect.stringContaining('Another Cartwright runs'),
      }),
    );
    const elsewhere = lockDirectory(join(directory, 'other'));
    unlock();
    lockDirectory(join(directory, 'new', 'deep'))();
    elsewhere();
  });
});
