import type { PdfWeight } from './pdf-fonts.ts';

/** Draws lines of text that the fonts of a PDF have no letters for, such as Arabic or Chinese names. */
export interface Painter {
  /** In the unit of `size`. */
  widthOf(text: string, size: number, weight: PdfWeight): number;
  /** The line as PNG, `widthOf` wide and `LINE` times its size high, standing on `BASE` of that from above. */
  paint(text: string, weight: PdfWeight): Promise<Uint8Array>;
}

/** Height of a painted line, and how far below its upper edge letters stand, in sizes of the text. */
export const LINE = 1.6;
export const BASE = 1.15;

/** Pixels per line: 4 mm letters are printed with 600 dots per inch. */
const PIXELS = 96;

const fontOf = (size: number, weight: PdfWeight): string =>
  `${weight === 'bold' ? 700 : 400} ${size}px "Noto Sans", system-ui, sans-serif`;

/** Uses the fonts of this computer. */
export function canvasPainter(): Painter {
  const canvas = document.createElement('canvas');
  const pen = (): CanvasRenderingContext2D => {
    const context = canvas.getContext('2d');
    if (context === null) throw new Error('This browser cannot draw these letters.');
    return context;
  };
  const pixelsOf = (text: string, weight: PdfWeight): number => {
    const context = pen();
    context.font = fontOf(PIXELS, weight);
    return Math.max(1, Math.ceil(context.measureText(text).width));
  };
  return {
    widthOf: (text, size, weight) => (pixelsOf(text, weight) / PIXELS) * size,
    async paint(text, weight) {
      canvas.width = pixelsOf(text, weight);
      canvas.height = Math.round(PIXELS * LINE);
      const context = pen();
      context.font = fontOf(PIXELS, weight);
      context.fillText(text, 0, PIXELS * BASE);
      const data = canvas.toDataURL('image/png');
      return Uint8Array.from(atob(data.slice(data.indexOf(',') + 1)), (letter) => letter.charCodeAt(0));
    },
  };
}
