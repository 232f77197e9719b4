import { fileURLToPath } from 'node:url';

/** Letters of these scripts are drawn; others stay empty. */
const SCRIPTS = ['latin', 'latin-ext', 'cyrillic', 'cyrillic-ext', 'greek', 'greek-ext', 'vietnamese'] as const;

/** What a built engine has beside it, by name: the files of packages that drawing reads at run time. */
export function packagedFiles(): readonly { readonly name: string; readonly from: string }[] {
  return [
    { name: 'canvaskit.wasm', from: 'canvaskit-wasm/bin/full/canvaskit.wasm' },
    ...SCRIPTS.map((script) => ({
      name: `inter-${script}.woff2`,
      from: `@fontsource-variable/inter/files/inter-${script}-wght-normal.woff2`,
    })),
  ];
}

const FROM_SOURCE = import.meta.url.endsWith('.ts');

/** Paths of what drawing reads. */
export function drawingFiles(): { readonly wasm: string; readonly fonts: readonly string[] } {
  const [wasm = '', ...fonts] = packagedFiles().map(({ name, from }) =>
    fileURLToPath(FROM_SOURCE ? import.meta.resolve(from) : new URL(`drawing/${name}`, import.meta.url)),
  );
  return { wasm, fonts };
}

/** The program of the thread that draws. */
export function drawProgram(): URL {
  return new URL(FROM_SOURCE ? './draw-worker.ts' : './draw-worker.js', import.meta.url);
}
