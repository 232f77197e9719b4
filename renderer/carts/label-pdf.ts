import type { CartDetail } from '../../shared/contract/index.ts';
import type { LabelSheet, PlacedLabel } from './label-sheets.ts';
import { PAPER } from './label-sheets.ts';

/*
 * Labels and lists as PDF. The libraries are loaded when something is saved.
 */

/** Points in a millimetre. */
const MM = 72 / 25.4;

/** What the built-in fonts of PDF can show; everything else becomes a question mark. */
function encodable(text: string): string {
  return text.replace(/[^\x20-\x7e\xa0-\xff€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]/g, '?');
}

/** The dark squares of a QR code, row by row; true is dark. */
export async function squaresOf(
  text: string,
): Promise<{ size: number; dark: (row: number, column: number) => boolean }> {
  const { default: QRCode } = await import('qrcode');
  const { modules } = QRCode.create(text, { errorCorrectionLevel: 'M' });
  return { size: modules.size, dark: (row, column) => modules.get(row, column) !== 0 };
}

/** Labels as PDF, a page for each sheet. */
export async function labelsPdf(sheet: LabelSheet, pages: readonly (readonly PlacedLabel[])[]): Promise<Uint8Array> {
  const { PDFDocument, StandardFonts } = await import('pdf-lib');
  const pdf = await PDFDocument.create();
  const plain = await pdf.embedFont(StandardFonts.Helvetica);
  const bold = await pdf.embedFont(StandardFonts.HelveticaBold);
  const { width, height } = PAPER[sheet.paper];
  for (const labels of pages) {
    const page = pdf.addPage([width * MM, height * MM]);
    for (const label of labels) {
      const { size, dark } = await squaresOf(label.code.text);
      const side = label.code.side / size;
      for (let row = 0; row < size; row++)
        for (let column = 0; column < size; column++)
          if (dark(row, column))
            page.drawRectangle({
              x: (label.code.x + column * side) * MM,
              y: (height - label.code.y - (row + 1) * side) * MM,
              // A hair more than a square, or some viewers draw light lines between them.
              width: side * MM * 1.02,
              height: side * MM * 1.02,
            });
      for (const line of label.lines) {
        const font = line.bold ? bold : plain;
        let text = encodable(line.text);
        while (text.length > 1 && font.widthOfTextAtSize(text, line.size * MM) > label.lineWidth * MM)
          text = `${text.slice(0, -2)}…`;
        page.drawText(text, { x: line.x * MM, y: (height - line.y) * MM, size: line.size * MM, font });
      }
    }
  }
  return pdf.save();
}

const LIST = { margin: 18, line: 7, columns: [12, 62, 48, 36] } as const;

/** What stands in a cart as a list on paper, with a box to tick at each slot. */
export async function cartSheetPdf(
  cart: CartDetail,
  words: { title: string; heads: readonly string[] },
): Promise<Uint8Array> {
  const { PDFDocument, StandardFonts, rgb } = await import('pdf-lib');
  const pdf = await PDFDocument.create();
  const plain = await pdf.embedFont(StandardFonts.Helvetica);
  const bold = await pdf.embedFont(StandardFonts.HelveticaBold);
  const { width, height } = PAPER.A4;
  const perPage = Math.floor((height - 2 * LIST.margin - 20) / LIST.line);
  for (let from = 0; from < cart.slots.length; from += perPage) {
    const page = pdf.addPage([width * MM, height * MM]);
    const write = (text: string, x: number, y: number, size: number, font = plain, most?: number): void => {
      let shown = encodable(text);
      while (most !== undefined && shown.length > 1 && font.widthOfTextAtSize(shown, size) > most * MM)
        shown = `${shown.slice(0, -2)}…`;
      page.drawText(shown, { x: x * MM, y: (height - y) * MM, size, font });
    };
    write(words.title, LIST.margin, LIST.margin, 16, bold);
    write(cart.place, LIST.margin, LIST.margin + 6, 10);
    const at = (column: number): number =>
      LIST.margin + LIST.columns.slice(0, column).reduce((sum, one) => sum + one, 0);
    for (const [column, head] of words.heads.entries()) write(head, at(column), LIST.margin + 15, 9, bold);
    for (const [index, { slot, device, loan }] of cart.slots.slice(from, from + perPage).entries()) {
      const y = LIST.margin + 20 + (index + 1) * LIST.line;
      const cells = [String(slot), device?.name ?? '', device?.serialNumber ?? '', loan?.personName ?? ''];
      for (const [column, text] of cells.entries())
        write(text, at(column), y, 10, plain, (LIST.columns[column] ?? 40) - 3);
      page.drawRectangle({
        ...{ x: (width - LIST.margin - 5) * MM, y: (height - y - 0.5) * MM, width: 4 * MM, height: 4 * MM },
        ...{ borderColor: rgb(0, 0, 0), borderWidth: 0.7 },
      });
      page.drawLine({
        start: { x: LIST.margin * MM, y: (height - y - 2) * MM },
        end: { x: (width - LIST.margin) * MM, y: (height - y - 2) * MM },
        thickness: 0.3,
        color: rgb(0.75, 0.75, 0.75),
      });
    }
  }
  return pdf.save();
}
