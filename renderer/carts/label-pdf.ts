import type { CartDetail } from '../../shared/contract/index.ts';
import { openPdf } from '../parts/pdf.ts';
import type { Painter } from '../parts/pdf-painter.ts';
import { openSheet } from '../parts/pdf-sheet.ts';
import type { LabelSheet, PlacedLabel } from './label-sheets.ts';

/** The dark squares of a QR code, row by row; true is dark. */
export async function squaresOf(
  text: string,
): Promise<{ size: number; dark: (row: number, column: number) => boolean }> {
  const { default: QRCode } = await import('qrcode');
  const { modules } = QRCode.create(text, { errorCorrectionLevel: 'M' });
  return { size: modules.size, dark: (row, column) => modules.get(row, column) !== 0 };
}

/** Labels as PDF, a page for each sheet. */
export async function labelsPdf(
  sheet: LabelSheet,
  pages: readonly (readonly PlacedLabel[])[],
  painter?: Painter,
): Promise<Uint8Array> {
  const pdf = await openPdf(sheet.paper, painter);
  for (const labels of pages) {
    pdf.page();
    for (const { code, lines, lineWidth } of labels) {
      const { size, dark } = await squaresOf(code.text);
      const side = code.side / size;
      for (let row = 0; row < size; row++)
        for (let column = 0; column < size; column++)
          // A hair more than a square, or some viewers draw light lines between them.
          if (dark(row, column)) pdf.fill(code.x + column * side, code.y + row * side, side * 1.02, side * 1.02);
      for (const line of lines) pdf.text(line.text, { ...line, most: lineWidth });
    }
  }
  return pdf.save();
}

/** What stands in a cart as a list on paper, with a box to tick at each slot. */
export async function cartSheetPdf(
  cart: CartDetail,
  words: { title: string; heads: readonly [slot: string, device: string, serialNumber: string, person: string] },
  painter?: Painter,
): Promise<Uint8Array> {
  const sheet = await openSheet({ title: words.title, ...(painter === undefined ? {} : { painter }) });
  sheet.paragraph(cart.place);
  const [slot, device, serialNumber, person] = words.heads;
  sheet.table(
    [
      { head: slot, share: 1 },
      { head: device, share: 5 },
      { head: serialNumber, share: 3.5 },
      { head: person, share: 4 },
    ],
    cart.slots.map((one) => [
      String(one.slot),
      one.device?.name ?? '',
      one.device?.serialNumber ?? '',
      one.loan?.personName ?? '',
    ]),
    { tick: true },
  );
  return sheet.save();
}
