import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type ScriptFont, scriptFont } from './script-fonts.ts';

/** Letters of these scripts are always at hand. */
const ALWAYS = ['latin', 'latin-ext', 'cyrillic', 'cyrillic-ext', 'greek', 'greek-ext', 'vietnamese'] as const;

/** Fonts of further scripts, of which only what a text needs is read: the last ones come in a hundred parts each. */
const FURTHER = ['arabic', 'hebrew', 'thai', 'devanagari', 'kr', 'sc'] as const;

interface Packaged {
  readonly name: string;
  /** Of a package. */
  readonly from: string;
}

const rangesOf = (font: string): Packaged => ({
  name: `noto-sans-${font}.json`,
  from: `@fontsource/noto-sans-${font}/unicode.json`,
});

const partOf = (font: string, part: string): Packaged => ({
  name: `noto-sans-${font}-${part}.woff2`,
  from: `@fontsource/noto-sans-${font}/files/noto-sans-${font}-${part}-600-normal.woff2`,
});

const WASM: Packaged = { name: 'canvaskit.wasm', from: 'canvaskit-wasm/bin/full/canvaskit.wasm' };

const ALWAYS_FILES: readonly Packaged[] = ALWAYS.map((script) => ({
  name: `inter-${script}.woff2`,
  from: `@fontsource-variable/inter/files/inter-${script}-wght-normal.woff2`,
}));

const inPackage = ({ from }: Packaged): string => fileURLToPath(import.meta.resolve(from));

const readTable = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));

/** What a built engine has beside it, by name: the files of packages that drawing reads at run time. */
export function packagedFiles(): readonly Packaged[] {
  const further = FURTHER.flatMap((font) => {
    // Builds ask where there is nothing but the packages.
    const { parts } = scriptFont(font, readTable(inPackage(rangesOf(font))));
    return [rangesOf(font), ...parts.map(({ part }) => partOf(font, part))];
  });
  return [WASM, ...ALWAYS_FILES, ...further];
}

const FROM_SOURCE = import.meta.url.endsWith('.ts');

const pathOf = (file: Packaged): string =>
  FROM_SOURCE ? inPackage(file) : fileURLToPath(new URL(`drawing/${file.name}`, import.meta.url));

/** Paths of what drawing always reads. */
export function drawingFiles(): { readonly wasm: string; readonly fonts: readonly string[] } {
  return { wasm: pathOf(WASM), fonts: ALWAYS_FILES.map(pathOf) };
}

/** The fonts of further scripts, in the order in which they are asked for letters. */
export function furtherFonts(): readonly ScriptFont[] {
  return FURTHER.map((font) => scriptFont(font, readTable(pathOf(rangesOf(font)))));
}

/** The path of a part of such a font. */
export const fontPart = (font: string, part: string): string => pathOf(partOf(font, part));

/** The program of the thread that draws. */
export function drawProgram(): URL {
  return new URL(FROM_SOURCE ? './draw-worker.ts' : './draw-worker.js', import.meta.url);
}
