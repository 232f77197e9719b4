import { openPdf, type Pdf, type PdfPaper } from './pdf.ts';
import type { Painter } from './pdf-painter.ts';

/** A column of a table on paper. */
export interface SheetColumn {
  readonly head: string;
  /** Its part of the width, as a number beside those of the other columns. */
  readonly share: number;
}

/** A document of headings, paragraphs and tables that flows over as many pages as it takes, each with its number. */
export interface PdfSheet {
  heading(text: string): void;
  /** @param options.grey for what is said beside the matter */
  paragraph(text: string, options?: { grey?: boolean }): void;
  /** The heads come again on every page; a row stays on one. @param tick leaves a box at the end of each row */
  table(columns: readonly SheetColumn[], rows: readonly (readonly string[])[], options?: { tick?: boolean }): void;
  save(): Promise<Uint8Array>;
}

const MARGIN = 18;
const TEXT = 3.4;
const STEP = 4.9;
const PAD = 1.6;
const TICK = 4;
const SOFT = 0.4;

/** Begins such a document with its title. */
export async function openSheet(options: { title: string; paper?: PdfPaper; painter?: Painter }): Promise<PdfSheet> {
  const pdf = await openPdf(options.paper ?? 'A4', options.painter);
  const wide = pdf.width - 2 * MARGIN;
  const lowest = pdf.height - MARGIN;
  let y = MARGIN;
  const turn = (): void => {
    pdf.page();
    y = MARGIN;
  };
  /** Goes to the next page unless so much fits on this one. */
  const need = (room: number): boolean => {
    if (y + room <= lowest) return false;
    turn();
    return true;
  };
  const lines = (text: string, size: number, bold: boolean, grey: number): void => {
    for (const line of wrapped(pdf, text, size, bold, wide)) {
      need(size * 1.45);
      y += size * 1.45;
      pdf.text(line, { x: MARGIN, y, size, bold, grey });
    }
  };

  turn();
  lines(options.title, 6, true, 0);
  y += 2;
  return {
    heading(text) {
      // Not alone at the foot of a page.
      need(24);
      y += 5;
      lines(text, 4.4, true, 0);
      y += 1;
    },
    paragraph(text, { grey = false } = {}) {
      if (text.trim() === '') return;
      lines(text, TEXT, false, grey ? SOFT : 0);
      y += 1.5;
    },
    table(columns, rows, { tick = false } = {}) {
      const room = wide - (tick ? TICK + 3 : 0);
      const shares = columns.reduce((sum, { share }) => sum + share, 0);
      const widths = columns.map(({ share }) => (room * share) / shares);
      const left = (column: number): number => MARGIN + widths.slice(0, column).reduce((sum, one) => sum + one, 0);
      const cellsOf = (texts: readonly string[], bold: boolean): string[][] =>
        widths.map((width, column) => wrapped(pdf, texts[column] ?? '', TEXT, bold, width - 3));
      const draw = (texts: readonly string[], bold: boolean): void => {
        const cells = cellsOf(texts, bold);
        for (const [column, some] of cells.entries())
          for (const [index, line] of some.entries())
            pdf.text(line, { x: left(column), y: y + PAD + STEP * index + TEXT, size: TEXT, bold });
        y += Math.max(1, ...cells.map((some) => some.length)) * STEP + PAD;
        pdf.line(MARGIN, y, pdf.width - MARGIN, y, bold ? SOFT : 0.8);
      };
      const heads = columns.map(({ head }) => head);
      y += 2;
      need(20);
      draw(heads, true);
      for (const row of rows) {
        const tall = Math.max(1, ...cellsOf(row, false).map((some) => some.length)) * STEP + PAD;
        if (need(tall)) draw(heads, true);
        if (tick) pdf.frame(pdf.width - MARGIN - TICK, y + (tall - TICK) / 2, TICK, TICK);
        draw(row, false);
      }
      y += 2;
    },
    save() {
      pdf.eachPage((page, pages) => {
        const text = `${page} / ${pages}`;
        const size = 2.8;
        pdf.text(text, { x: pdf.width - MARGIN - pdf.widthOf(text, size), y: pdf.height - 9, size, grey: SOFT });
        pdf.text(options.title, { x: MARGIN, y: pdf.height - 9, size, grey: SOFT, most: wide - 30 });
      });
      return pdf.save();
    },
  };
}

/** The lines of a text that is to be so wide at most, broken at spaces where that is possible. */
function wrapped(pdf: Pdf, text: string, size: number, bold: boolean, most: number): string[] {
  const fits = (line: string): boolean => pdf.widthOf(line, size, bold) <= most;
  const lines: string[] = [];
  for (const paragraph of text.split('\n')) {
    let line = '';
    for (const word of paragraph.split(/\s+/).filter((one) => one !== '')) {
      if (line !== '' && fits(`${line} ${word}`)) {
        line = `${line} ${word}`;
        continue;
      }
      if (line !== '') lines.push(line);
      line = fits(word) ? word : '';
      if (line !== '') continue;
      // A word that is wider than the column is broken where it has to be.
      for (const letter of word) {
        if (line !== '' && !fits(line + letter)) {
          lines.push(line);
          line = '';
        }
        line += letter;
      }
    }
    if (line !== '') lines.push(line);
  }
  return lines;
}
