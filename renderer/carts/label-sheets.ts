import type { PdfPaper } from '../parts/pdf.ts';

/*
 * Sheets of labels as they are sold, and where what is printed comes to stand on them. Lengths in millimetres from the
 * upper left corner of the sheet. Pure.
 */

/** A sheet of labels. */
export interface LabelSheet {
  /** What it is sold under. */
  readonly code: string;
  readonly paper: PdfPaper;
  readonly columns: number;
  readonly rows: number;
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly top: number;
  /** From the beginning of one label to that of the next. */
  readonly stepX: number;
  readonly stepY: number;
}

const sheet = (
  code: string,
  paper: LabelSheet['paper'],
  [columns, rows]: readonly [number, number],
  [width, height]: readonly [number, number],
  [left, top]: readonly [number, number],
  [stepX, stepY]: readonly [number, number],
): LabelSheet => ({ code, paper, columns, rows, width, height, left, top, stepX, stepY });

export const LABEL_SHEETS: readonly LabelSheet[] = [
  sheet('Avery L7160', 'A4', [3, 7], [63.5, 38.1], [7.2, 15.15], [66.05, 38.1]),
  sheet('Avery L7159', 'A4', [3, 8], [63.5, 33.9], [7.2, 12.9], [66.05, 33.9]),
  sheet('Avery L7163', 'A4', [2, 7], [99.1, 38.1], [4.65, 15.15], [101.6, 38.1]),
  sheet('Avery L7651', 'A4', [5, 13], [38.1, 21.2], [4.75, 10.7], [40.6, 21.2]),
  sheet('Avery 3475', 'A4', [3, 8], [70, 36], [0, 4.5], [70, 36]),
  sheet('Avery 5160', 'Letter', [3, 10], [66.675, 25.4], [4.7625, 12.7], [69.85, 25.4]),
  sheet('Avery 5163', 'Letter', [2, 5], [101.6, 50.8], [3.97, 12.7], [106.36, 50.8]),
  sheet('Avery 5167', 'Letter', [4, 20], [44.45, 12.7], [7.62, 12.7], [52.07, 12.7]),
];

/** What is printed on one label: a code, and lines, the first of them the largest. */
export interface LabelText {
  readonly code: string;
  readonly lines: readonly string[];
}

/** A label with everything in its place. */
export interface PlacedLabel {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly code: { readonly text: string; readonly x: number; readonly y: number; readonly side: number };
  readonly lines: readonly {
    readonly text: string;
    readonly x: number;
    readonly y: number;
    readonly size: number;
    readonly bold: boolean;
  }[];
  /** How wide a line may be. */
  readonly lineWidth: number;
}

const MARGIN = 2;
const LARGEST_CODE = 27;
const LARGEST_TEXT = 4.2;
/** How wide a capital letter or a digit is on average, in sizes of the text. */
const EM = 0.58;

/**
 * Puts labels on sheets.
 *
 * @param start the first label that is still on the sheet, from 1, counted row by row
 * @returns the labels of each sheet
 */
export function layOut(on: LabelSheet, start: number, labels: readonly LabelText[]): PlacedLabel[][] {
  const perSheet = on.columns * on.rows;
  const first = Math.min(Math.max(1, Math.floor(start)), perSheet) - 1;
  const pages: PlacedLabel[][] = [];
  for (const [index, label] of labels.entries()) {
    const place = first + index;
    const page = Math.floor(place / perSheet);
    const at = place % perSheet;
    const x = on.left + (at % on.columns) * on.stepX;
    const y = on.top + Math.floor(at / on.columns) * on.stepY;
    pages[page] = [...(pages[page] ?? []), placed(on, x, y, label)];
  }
  return pages;
}

function placed({ width, height }: LabelSheet, x: number, y: number, { code, lines }: LabelText): PlacedLabel {
  const side = Math.min(LARGEST_CODE, height - 2 * MARGIN, width / 2);
  const textX = x + MARGIN + side + MARGIN;
  const step = (height - 2 * MARGIN) / Math.max(1, lines.length);
  const lineWidth = x + width - MARGIN - textX;
  const size = Math.min(LARGEST_TEXT, step * 0.78);
  // What is longer than the label is wide is printed smaller, but not so small that nobody can read it.
  const fitting = (text: string, of: number): number =>
    Math.max(of * 0.75, Math.min(of, lineWidth / (text.length * EM)));
  const above = (height - size * 1.3 * lines.length) / 2;
  return {
    ...{ x, y, width, height },
    code: { text: code, x: x + MARGIN, y: y + (height - side) / 2, side },
    lines: lines.map((text, index) => ({
      text,
      x: textX,
      // The line on which letters stand.
      y: y + above + size * 1.3 * index + size,
      size: fitting(text, index === 0 ? size : size * 0.82),
      bold: index === 0,
    })),
    lineWidth,
  };
}
