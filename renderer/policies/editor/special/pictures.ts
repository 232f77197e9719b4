import { LONGEST_SIDE } from '../../../../shared/wallpaper/overlay.ts';

/*
 * Pictures made ready in the browser: of a size and a form that devices take.
 */

/** Larger files are written anew, whatever they are. */
const LARGE = 3_000_000;
const QUALITY = 0.9;

/** What can be behind icons without a picture. */
export const PLAIN_COLOURS = ['#1f3a8a', '#0f766e', '#7c2d12', '#581c87', '#374151', '#0b0f19'] as const;

async function bytesOf(canvas: OffscreenCanvas, type: 'image/jpeg' | 'image/png'): Promise<Uint8Array> {
  const blob = await canvas.convertToBlob({ type, quality: QUALITY });
  return new Uint8Array(await blob.arrayBuffer());
}

const isPngOrJpeg = (file: Blob): boolean => file.type === 'image/png' || file.type === 'image/jpeg';

/**
 * A picture for a wallpaper: as it is when devices take it, else as JPEG and no larger than displays show.
 *
 * @throws when the browser cannot show it
 */
export async function wallpaperPicture(file: Blob): Promise<Uint8Array> {
  const picture = await createImageBitmap(file);
  const { width, height } = picture;
  const scale = Math.min(1, LONGEST_SIDE / Math.max(width, height));
  if (scale === 1 && file.size <= LARGE && isPngOrJpeg(file)) {
    picture.close();
    return new Uint8Array(await file.arrayBuffer());
  }
  const canvas = new OffscreenCanvas(Math.round(width * scale), Math.round(height * scale));
  canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  return bytesOf(canvas, 'image/jpeg');
}

/** A picture of one colour, a little lighter at the top. */
export function plainPicture(colour: string): Promise<Uint8Array> {
  const canvas = new OffscreenCanvas(2048, 2048);
  const context = canvas.getContext('2d');
  if (context !== null) {
    context.fillStyle = colour;
    context.fillRect(0, 0, canvas.width, canvas.height);
    const light = context.createLinearGradient(0, 0, 0, canvas.height);
    light.addColorStop(0, 'rgba(255,255,255,0.18)');
    light.addColorStop(1, 'rgba(0,0,0,0.12)');
    context.fillStyle = light;
    context.fillRect(0, 0, canvas.width, canvas.height);
  }
  return bytesOf(canvas, 'image/jpeg');
}

/** What of a picture becomes an icon: the middle of a square, and how far it is enlarged beyond filling the square. */
export interface Crop {
  /** Shares of the picture's width and height, 0 to 1. */
  readonly x: number;
  readonly y: number;
  /** At least 1. */
  readonly zoom: number;
}

/** The square of a picture a crop means, in its pixels; never beyond its edges. */
export function squareOf(width: number, height: number, { x, y, zoom }: Crop) {
  const side = Math.min(width, height) / Math.max(1, zoom);
  return {
    side,
    left: Math.min(Math.max(0, x * width - side / 2), width - side),
    top: Math.min(Math.max(0, y * height - side / 2), height - side),
  };
}

/** An icon is drawn at most so large, in pixels; larger ones only make the profile heavy. */
const ICON = 180;

/** The square of a picture as PNG. */
export function iconOf(picture: ImageBitmap, crop: Crop): Promise<Uint8Array> {
  const { side, left, top } = squareOf(picture.width, picture.height, crop);
  const size = Math.max(1, Math.min(ICON, Math.round(side)));
  const canvas = new OffscreenCanvas(size, size);
  const context = canvas.getContext('2d');
  if (context !== null) {
    context.imageSmoothingQuality = 'high';
    context.drawImage(picture, left, top, side, side, 0, 0, size, size);
  }
  return bytesOf(canvas, 'image/png');
}
