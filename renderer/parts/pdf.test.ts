import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { PDFDocument, PDFName, PDFRawStream } from 'pdf-lib';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { openPdf } from './pdf.ts';
import type { Painter } from './pdf-painter.ts';
import { openSheet } from './pdf-sheet.ts';

const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

/** A painter that tells what it was asked for. */
function fakePainter(): Painter & { painted: string[] } {
  const painted: string[] = [];
  return {
    painted,
    widthOf: (text, size) => text.length * size,
    async paint(text) {
      painted.push(text);
      return PIXEL;
    },
  };
}

/** What kinds of objects are in a PDF, by their /Subtype. */
async function kindsOf(bytes: Uint8Array): Promise<{ pages: number; images: number; fonts: number }> {
  const pdf = await PDFDocument.load(bytes);
  const objects = pdf.context.enumerateIndirectObjects().map(([, object]) => object);
  const dicts = objects.flatMap((object) =>
    object instanceof PDFRawStream ? [object.dict] : 'get' in object ? [object as PDFRawStream['dict']] : [],
  );
  const count = (subtype: string): number =>
    dicts.filter((dict) => typeof dict.get === 'function' && dict.get(PDFName.of('Subtype')) === PDFName.of(subtype))
      .length;
  return { pages: pdf.getPageCount(), images: count('Image'), fonts: count('Type0') };
}

beforeAll(() => {
  const { resolve } = createRequire(import.meta.url);
  // The console's server hands out the same files.
  vi.stubGlobal('fetch', async (address: string) => {
    const name = address.replace(/\?.*$/, '').split('/').at(-1);
    return new Response(await readFile(resolve(`@fontsource/noto-sans/files/${name}`)));
  });
});
afterAll(() => vi.unstubAllGlobals());

describe('PDF with any letters', () => {
  it('writes Polish, Greek, Cyrillic and Vietnamese as text, each with a font that has the letters', async () => {
    const painter = fakePainter();
    const pdf = await openPdf('A4', painter);
    pdf.page();
    pdf.text('Łukasz Żółć', { x: 10, y: 10, size: 4 });
    pdf.text('Ελένη Παπαδοπούλου', { x: 10, y: 20, size: 4 });
    pdf.text('Їжак Шевченко', { x: 10, y: 30, size: 4, bold: true });
    pdf.text('Nguyễn Thị Hạnh', { x: 10, y: 40, size: 4 });
    const kinds = await kindsOf(await pdf.save());
    expect(painter.painted).toEqual([]);
    expect(kinds.images).toBe(0);
    expect(kinds.fonts).toBeGreaterThanOrEqual(4);
  });

  it('paints lines in letters that the fonts do not have', async () => {
    const painter = fakePainter();
    const pdf = await openPdf('Letter', painter);
    pdf.page();
    pdf.text('محمد', { x: 10, y: 10, size: 4 });
    pdf.text('李小龍 · iPad', { x: 10, y: 20, size: 4, bold: true });
    expect((await kindsOf(await pdf.save())).images).toBeGreaterThanOrEqual(2);
    expect(painter.painted).toEqual(['محمد', '李小龍 · iPad']);
  });

  it('cuts what is too wide, with an ellipsis, and takes accents in one or two letters alike', async () => {
    const pdf = await openPdf('A4', fakePainter());
    expect(pdf.widthOf('Zoe\u0308', 4)).toBe(pdf.widthOf('Zoë', 4));
    const painter = fakePainter();
    const other = await openPdf('A4', painter);
    other.page();
    other.text('漢字漢字漢字漢字', { x: 0, y: 10, size: 4, most: 16 });
    await other.save();
    expect(painter.painted).toEqual(['漢字漢…']);
  });

  it('turns the page when a table is longer, and keeps a row of several lines on one', async () => {
    const sheet = await openSheet({ title: 'Prepare run', painter: fakePainter() });
    sheet.paragraph('Begun by Ada.', { grey: true });
    sheet.heading('Devices');
    const long = 'The restriction was refused because the device is not supervised. '.repeat(4);
    sheet.table(
      [
        { head: 'Device', share: 1 },
        { head: 'Remarks', share: 3 },
      ],
      Array.from({ length: 40 }, (_, at) => [
        `iPad ${at + 1}`,
        at % 5 === 0 ? long : 'Averyveryverylongwordwithoutspaces',
      ]),
      { tick: true },
    );
    const { pages, images } = await kindsOf(await sheet.save());
    expect(pages).toBe(2);
    expect(images).toBe(0);
  });
});
