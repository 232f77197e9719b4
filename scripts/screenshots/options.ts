import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { SHOTS, type Shot } from './shots.ts';

export const HELP = `npm run screenshots -- [options]

  --size WxH       size of the window (default 1280x800, the size of the committed pictures)
  --only NAME,…    some pictures: ${SHOTS.map(({ name }) => name).join(', ')}
  --theme NAME     light or dark (default both)
  --language TAG   en or de (default en)
  --demo DIR       the data directory of a demo that runs; without it one is started and ended again
  --out DIR        where they go (default docs/screenshots; for another size or language data/screenshots, which git
                   does not see)
`;

/** The size of the pictures in the documents. */
const COMMITTED = '1280x800';

export interface ScreenshotOptions {
  readonly size: { readonly width: number; readonly height: number };
  readonly shots: readonly Shot[];
  readonly themes: readonly ('light' | 'dark')[];
  readonly language: string;
  readonly directory: string;
  /** The data directory of a demo that runs. */
  readonly demo: string | undefined;
}

/**
 * Reads the command line.
 *
 * @param root the checkout
 * @returns undefined when only help is wanted
 * @throws Error when it asks for what there is not
 */
export function readOptions(args: readonly string[], root: string): ScreenshotOptions | undefined {
  const { values } = parseArgs({
    args: [...args],
    options: {
      size: { type: 'string', default: COMMITTED },
      only: { type: 'string' },
      theme: { type: 'string' },
      language: { type: 'string', default: 'en' },
      out: { type: 'string' },
      demo: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return undefined;
  const [, width, height] = /^(\d{3,4})[x×](\d{3,4})$/.exec(values.size) ?? [];
  if (width === undefined || height === undefined) throw new Error(`--size ${values.size} is not like 1920x1080.`);
  const names = values.only?.split(',');
  const unknown = names?.find((name) => !SHOTS.some((shot) => shot.name === name));
  if (unknown !== undefined) throw new Error(`There is no picture “${unknown}”. See --help.`);
  const themes = (['light', 'dark'] as const).filter((theme) => values.theme === undefined || values.theme === theme);
  if (themes.length === 0) throw new Error(`--theme ${values.theme} is neither light nor dark.`);
  const asCommitted = `${width}x${height}` === COMMITTED && values.language === 'en';
  return {
    size: { width: Number(width), height: Number(height) },
    shots: SHOTS.filter(({ name }) => names?.includes(name) ?? true),
    themes,
    language: values.language,
    demo: values.demo,
    directory:
      values.out ??
      (asCommitted
        ? join(root, 'docs', 'screenshots')
        : join(root, 'data', 'screenshots', `${width}x${height}-${values.language}`)),
  };
}
