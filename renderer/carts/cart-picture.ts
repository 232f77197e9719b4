import { bytesToBase64 } from '../../shared/catalogue/index.ts';
import { LARGEST_CART_PICTURE } from '../../shared/contract/cart.ts';

/** The longest side of a cart's picture, in pixels. */
const LONGEST = 640;
const QUALITIES = [0.85, 0.7, 0.5, 0.3];

/**
 * Any picture the browser can show, small enough to be kept: a PNG stays one where it can.
 *
 * @returns base64; undefined when the browser cannot show it
 */
export async function cartPictureFrom(file: Blob): Promise<string | undefined> {
  const picture = await createImageBitmap(file).catch(() => undefined);
  if (picture === undefined) return undefined;
  const scale = Math.min(1, LONGEST / Math.max(picture.width, picture.height));
  const side = (length: number) => Math.max(1, Math.round(length * scale));
  const canvas = new OffscreenCanvas(side(picture.width), side(picture.height));
  const context = canvas.getContext('2d');
  context?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  const fits = async (options: ImageEncodeOptions): Promise<string | undefined> => {
    const blob = await canvas.convertToBlob(options);
    return blob.size > LARGEST_CART_PICTURE ? undefined : bytesToBase64(new Uint8Array(await blob.arrayBuffer()));
  };
  const png = file.type === 'image/png' ? await fits({ type: 'image/png' }) : undefined;
  if (png !== undefined || context === null) return png;
  // JPEG knows nothing that is see-through: it would turn black.
  context.globalCompositeOperation = 'destination-over';
  context.fillStyle = '#ffffff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  for (const quality of QUALITIES) {
    const jpeg = await fits({ type: 'image/jpeg', quality });
    if (jpeg !== undefined) return jpeg;
  }
  return undefined;
}
