import type { PDFFont, PDFPage } from 'pdf-lib';
import { loadFonts, type PdfWeight } from './pdf-fonts.ts';
import { BASE, canvasPainter, LINE, type Painter } from './pdf-painter.ts';

/*
 * PDF with any letters: those of European scripts by fonts that are cut to what is used and can be searched and copied,
 * all others as pictures. Lengths are millimetres from the upper left corner. The libraries are loaded when it is used.
 */

export const PAPER = { A4: { width: 210, height: 297 }, Letter: { width: 215.9, height: 279.4 } } as const;
export type PdfPaper = keyof typeof PAPER;

/** Where a line of text stands, and how it looks. */
export interface PdfText {
  readonly x: number;
  /** The line that letters stand on. */
  readonly y: number;
  /** Size of the letters, in millimetres. */
  readonly size: number;
  readonly bold?: boolean;
  /** From 0 for black to 1 for white. */
  readonly grey?: number;
  /** A longer line is cut, with an ellipsis. */
  readonly most?: number;
}

/** A PDF that is being drawn, page after page. */
export interface Pdf {
  readonly width: number;
  readonly height: number;
  /** Begins a page; there is none before. */
  page(): void;
  text(text: string, place: PdfText): void;
  /** How wide a text is, in millimetres. */
  widthOf(text: string, size: number, bold?: boolean): number;
  /** A filled rectangle. */
  fill(x: number, y: number, width: number, height: number, grey?: number): void;
  /** The outline of a rectangle. */
  frame(x: number, y: number, width: number, height: number, grey?: number): void;
  line(fromX: number, fromY: number, toX: number, toY: number, grey?: number): void;
  /** Writes on every page, when all of them are known. */
  eachPage(draw: (page: number, pages: number) => void): void;
  save(): Promise<Uint8Array>;
}

/** Points in a millimetre. */
const MM = 72 / 25.4;

/** Begins a PDF. @param painter for letters the fonts do not have; left out, the browser's own fonts draw them */
export async function openPdf(paper: PdfPaper, painter: Painter = canvasPainter()): Promise<Pdf> {
  const [{ PDFDocument, rgb }, { default: fontkit }, plain, bold] = await Promise.all([
    import('pdf-lib'),
    import('@pdf-lib/fontkit'),
    loadFonts('plain'),
    loadFonts('bold'),
  ]);
  const pdf = await PDFDocument.create();
  pdf.registerFontkit(fontkit);
  const embedded = async (files: readonly Uint8Array[]): Promise<{ font: PDFFont; letters: ReadonlySet<number> }[]> => {
    const fonts = await Promise.all(files.map((file) => pdf.embedFont(file, { subset: true })));
    return fonts.map((font) => ({ font, letters: new Set(font.getCharacterSet()) }));
  };
  const fonts = { plain: await embedded(plain), bold: await embedded(bold) };
  const { width, height } = PAPER[paper];
  const pages: PDFPage[] = [];
  const pictures: Promise<void>[] = [];
  let page: PDFPage | undefined;
  const here = (): PDFPage => {
    if (page === undefined) throw new Error('A page has to be begun before something is drawn on it.');
    return page;
  };

  /** The text cut into pieces of one font each; undefined when there is a letter that none of them has. */
  const runsOf = (text: string, weight: PdfWeight): { font: PDFFont; text: string }[] | undefined => {
    const runs: { font: PDFFont; text: string }[] = [];
    for (const letter of text) {
      const code = letter.codePointAt(0) ?? 0;
      const last = runs.at(-1);
      // Staying with a font keeps accents with the letters they stand on.
      const stays = fonts[weight].some((one) => one.font === last?.font && one.letters.has(code));
      if (last !== undefined && stays) {
        last.text += letter;
        continue;
      }
      const found = fonts[weight].find((one) => one.letters.has(code));
      if (found === undefined) return undefined;
      runs.push({ font: found.font, text: letter });
    }
    return runs;
  };
  const widthOf = (text: string, size: number, weight: PdfWeight): number => {
    const runs = runsOf(text, weight);
    if (runs === undefined) return painter.widthOf(text, size, weight);
    return runs.reduce((sum, run) => sum + run.font.widthOfTextAtSize(run.text, size), 0);
  };
  const fitting = (text: string, size: number, weight: PdfWeight, most: number | undefined): string => {
    if (most === undefined || widthOf(text, size, weight) <= most) return text;
    const letters = [...text];
    while (letters.length > 1 && widthOf(`${letters.join('')}…`, size, weight) > most) letters.pop();
    return `${letters.join('').trimEnd()}…`;
  };
  const shade = (grey: number) => rgb(grey, grey, grey);
  const rectangle = (x: number, y: number, w: number, h: number) => ({
    ...{ x: x * MM, y: (height - y - h) * MM, width: w * MM, height: h * MM },
  });

  return {
    ...{ width, height },
    page() {
      page = pdf.addPage([width * MM, height * MM]);
      pages.push(page);
    },
    text(given, { x, y, size, bold: isBold = false, grey = 0, most }) {
      const on = here();
      const weight: PdfWeight = isBold ? 'bold' : 'plain';
      const text = fitting(clean(given), size, weight, most);
      if (text === '') return;
      const runs = runsOf(text, weight);
      if (runs === undefined) {
        const wide = painter.widthOf(text, size, weight);
        const put = async (png: Uint8Array): Promise<void> =>
          on.drawImage(await pdf.embedPng(png), rectangle(x, y - size * BASE, wide, size * LINE));
        pictures.push(painter.paint(text, weight).then(put));
        return;
      }
      let from = x;
      for (const run of runs) {
        on.drawText(run.text, {
          ...{ x: from * MM, y: (height - y) * MM, size: size * MM, font: run.font, color: shade(grey) },
        });
        from += run.font.widthOfTextAtSize(run.text, size);
      }
    },
    widthOf: (text, size, isBold = false) => widthOf(clean(text), size, isBold ? 'bold' : 'plain'),
    fill: (x, y, w, h, grey = 0) => here().drawRectangle({ ...rectangle(x, y, w, h), color: shade(grey) }),
    frame: (x, y, w, h, grey = 0) =>
      here().drawRectangle({ ...rectangle(x, y, w, h), borderColor: shade(grey), borderWidth: 0.7 }),
    line: (fromX, fromY, toX, toY, grey = 0) =>
      here().drawLine({
        start: { x: fromX * MM, y: (height - fromY) * MM },
        end: { x: toX * MM, y: (height - toY) * MM },
        ...{ thickness: 0.4, color: shade(grey) },
      }),
    eachPage(draw) {
      const current = page;
      for (const [index, one] of pages.entries()) {
        page = one;
        draw(index + 1, pages.length);
      }
      page = current;
    },
    async save() {
      await Promise.all(pictures);
      return pdf.save();
    },
  };
}

/** One line, with accents in the letters where there are such letters. */
function clean(text: string): string {
  return text.normalize('NFC').replace(/\s+/g, ' ').trim();
}
