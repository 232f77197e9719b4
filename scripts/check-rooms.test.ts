import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { projectRoot } from './ensure-installed.mjs';
import { rooms } from './room-rules.ts';
import { checkRooms } from './rooms.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'cartwright-rooms-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

/** Writes a small house and returns the names of the rules it breaks. */
async function broken(files: Record<string, string>): Promise<string[]> {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  const { output, broken: isBroken } = await checkRooms(root);
  const names = [...output.matchAll(/error ([a-z-]+): /g)].map((match) => match[1] ?? '');
  expect(isBroken).toBe(names.length > 0);
  return [...new Set(names)].sort();
}

const store = {
  'electron/store/index.ts': "export * from './inner.ts';",
  'electron/store/inner.ts': 'export const x = 1;',
};

describe('the room rules', () => {
  it('accept a room that imports another through its face, and tests that use its testing folder', async () => {
    const files = {
      ...store,
      'electron/store/testing/memory.ts': "export { x } from '../inner.ts';",
      'electron/push/index.ts': "export { x } from '../store/index.ts';",
      'electron/push/index.test.ts': "import '../store/testing/memory.ts'; import '../store/index.ts';",
    };
    expect(await broken(files)).toEqual([]);
  });

  it('refuse reaching behind a face, from a room, from the engine and from the tests', async () => {
    expect(await broken({ ...store, 'electron/push/index.ts': "import '../store/inner.ts';" })).toEqual([
      'a-room-has-one-face',
    ]);
    expect(
      await broken({ ...store, 'electron/push/index.ts': '', 'electron/engine.ts': "import './store/inner.ts';" }),
    ).toEqual(['faces-from-the-top']);
    expect(
      await broken({
        'electron/engine.ts': '',
        'test/integration/a.test.ts': "import '../../electron/store/inner.ts';",
      }),
    ).toEqual(['a-room-has-one-face']);
  });

  it('refuse an arrow that points up, even for a type only', async () => {
    const upward = {
      'electron/store/index.ts': "export type { T } from '../push/index.ts';",
      'electron/push/index.ts': 'export type T = 1;',
    };
    expect(await broken(upward)).toEqual(['arrows-of-store']);
  });

  it('refuse electron outside the shell, and the shell outside the windowed entries', async () => {
    const files = {
      'electron/shell/index.ts': 'export const y = 1;',
      'electron/engine.ts': "import './shell/index.ts'; import { app } from 'electron'; export { app };",
    };
    expect(await broken(files)).toEqual(expect.arrayContaining(['headless-has-no-shell', 'only-shell-knows-electron']));
  });

  it('refuse Node and the engine in the browser', async () => {
    const files = { ...store, 'renderer/a.ts': "import 'node:fs'; import '../electron/store/index.ts';" };
    expect(await broken(files)).toEqual(['no-node-in-the-browser', 'renderer-knows-only-shared']);
  });

  it('refuse anything but shared in shared', async () => {
    expect(await broken({ ...store, 'shared/a.ts': "import '../electron/store/index.ts';" })).toEqual([
      'shared-stands-alone',
    ]);
  });

  it('refuse cycles, unknown rooms and test helpers in the product', async () => {
    const files = {
      'electron/store/index.ts': "import './other.ts'; import './testing/memory.ts'; export const a = 1;",
      'electron/store/other.ts': "import { a } from './index.ts'; export const b = a;",
      'electron/store/testing/memory.ts': '',
      'electron/attic/index.ts': "import './beam.ts';",
      'electron/attic/beam.ts': '',
    };
    expect(await broken(files)).toEqual(['every-room-is-in-the-table', 'no-cycles', 'testing-stays-in-tests']);
  });
});

describe('the table of rooms', () => {
  it('has no arrows in a circle', () => {
    const reach = (from: string, seen: readonly string[]): void => {
      expect(seen, `${from} reaches itself`).not.toContain(from);
      for (const next of rooms[from] ?? []) reach(next, [...seen, from]);
    };
    for (const room of Object.keys(rooms)) reach(room, []);
  });
});

describe('docs/architecture.md', () => {
  it('draws exactly the arrows that the rules allow', () => {
    const text = readFileSync(join(projectRoot, 'docs', 'architecture.md'), 'utf8');
    const diagram = /```mermaid\n([\s\S]*?)```/.exec(text)?.[1] ?? '';
    const drawn = [...diagram.matchAll(/^ {2}(\w+) --> (\w+)$/gm)].map(([, from, to]) => `${from} → ${to}`);
    const allowed = Object.entries(rooms).flatMap(([from, list]) => list.map((to) => `${from} → ${to}`));
    expect(drawn.sort()).toEqual(allowed.sort());
  });

  it('describes every room', () => {
    const text = readFileSync(join(projectRoot, 'docs', 'architecture.md'), 'utf8');
    for (const room of Object.keys(rooms)) expect(text).toContain(`| \`${room}/\` |`);
  });
});
