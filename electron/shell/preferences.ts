import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';

/** The smallest window the console is laid out for, in logical pixels. */
export const MIN_WIDTH = 640;
export const MIN_HEIGHT = 480;

const shape = z.object({
  /** Go on serving devices, from the tray, when the window is closed. */
  keepServingWhenClosed: z.boolean().default(false),
  /** Where the window was, in screen coordinates. */
  window: z
    .object({
      x: z.int().optional(),
      y: z.int().optional(),
      width: z.int().min(MIN_WIDTH).max(20_000),
      height: z.int().min(MIN_HEIGHT).max(20_000),
      maximized: z.boolean(),
    })
    .default({ width: 1280, height: 820, maximized: false }),
});

/** How the app behaves on this computer; nothing about devices, and nothing secret. */
export type Preferences = z.infer<typeof shape>;

/** Preferences kept in one small JSON file. */
export interface PreferenceFile {
  get(): Preferences;
  /** Changes some of them and writes the file, whole or not at all. */
  set(change: Partial<Preferences>): void;
}

/** Reads the file; one that is missing or damaged counts as never written, because a window is not worth failing for. */
export function openPreferences(file: string): PreferenceFile {
  let current = read(file);
  return {
    get: () => current,
    set(change) {
      current = shape.parse({ ...current, ...change });
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(`${file}.new`, `${JSON.stringify(current, null, 2)}\n`, { mode: 0o600 });
      renameSync(`${file}.new`, file);
    },
  };
}

function read(file: string): Preferences {
  try {
    return shape.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return shape.parse({});
  }
}
