import { bytesToBase64 } from '../../shared/catalogue/base64.ts';

/** The most a logo is drawn at, in pixels; twice of what the pages show, for fine screens and printers. */
const BOX = { width: 640, height: 256 };

/**
 * How large a picture becomes to fit. Pictures without a size of their own (some SVGs) fill the box.
 *
 * @returns whole pixels, at least one
 */
export function logoSize(width: number, height: number): { width: number; height: number } {
  if (width <= 0 || height <= 0) return { width: BOX.height, height: BOX.height };
  const scale = Math.min(1, BOX.width / width, BOX.height / height);
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

/**
 * Any picture the browser can show, as a PNG in base64 of a sensible size.
 *
 * @returns undefined when the browser cannot show it
 */
export async function logoFrom(file: Blob): Promise<string | undefined> {
  const address = URL.createObjectURL(file);
  try {
    const picture = new Image();
    picture.src = address;
    await picture.decode();
    const { width, height } = logoSize(picture.naturalWidth, picture.naturalHeight);
    const canvas = document.createElement('canvas');
    canvas.width = width;
    canvas.height = height;
    canvas.getContext('2d')?.drawImage(picture, 0, 0, width, height);
    const png = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
    return png === null ? undefined : bytesToBase64(new Uint8Array(await png.arrayBuffer()));
  } catch {
    return undefined;
  } finally {
    URL.revokeObjectURL(address);
  }
}
