import cyrillic from '@fontsource/noto-sans/files/noto-sans-cyrillic-400-normal.woff';
import cyrillicBold from '@fontsource/noto-sans/files/noto-sans-cyrillic-700-normal.woff';
import cyrillicExt from '@fontsource/noto-sans/files/noto-sans-cyrillic-ext-400-normal.woff';
import cyrillicExtBold from '@fontsource/noto-sans/files/noto-sans-cyrillic-ext-700-normal.woff';
import greek from '@fontsource/noto-sans/files/noto-sans-greek-400-normal.woff';
import greekBold from '@fontsource/noto-sans/files/noto-sans-greek-700-normal.woff';
import latin from '@fontsource/noto-sans/files/noto-sans-latin-400-normal.woff';
import latinBold from '@fontsource/noto-sans/files/noto-sans-latin-700-normal.woff';
import latinExt from '@fontsource/noto-sans/files/noto-sans-latin-ext-400-normal.woff';
import latinExtBold from '@fontsource/noto-sans/files/noto-sans-latin-ext-700-normal.woff';
import vietnamese from '@fontsource/noto-sans/files/noto-sans-vietnamese-400-normal.woff';
import vietnameseBold from '@fontsource/noto-sans/files/noto-sans-vietnamese-700-normal.woff';

/** The weights that are printed. */
export type PdfWeight = 'plain' | 'bold';

/** The parts of a font, in the order in which they are asked for a letter. WOFF2 does not survive being cut to size. */
const FILES: Readonly<Record<PdfWeight, readonly string[]>> = {
  plain: [latin, latinExt, vietnamese, greek, cyrillic, cyrillicExt],
  bold: [latinBold, latinExtBold, vietnameseBold, greekBold, cyrillicBold, cyrillicExtBold],
};

/** @throws Error when a file of the console cannot be read */
export function loadFonts(weight: PdfWeight): Promise<Uint8Array[]> {
  return Promise.all(
    FILES[weight].map(async (address) => {
      const answer = await fetch(address);
      if (!answer.ok) throw new Error(`A font could not be loaded: ${answer.status}. Load the console again.`);
      return new Uint8Array(await answer.arrayBuffer());
    }),
  );
}
