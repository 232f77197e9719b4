import { z } from 'zod';
import { SOURCE_KEY } from '../certificates/source.ts';

/*
 * Text on a wallpaper. An item of a Settings command that carries it under the key `cartwright` is drawn for each device
 * when it goes out, and the key itself is taken out: it never reaches a device.
 */

export const OVERLAY_PLACES = ['top', 'middle', 'bottom'] as const;
export const OVERLAY_ALIGNS = ['left', 'center', 'right'] as const;
export const OVERLAY_SIZES = ['small', 'medium', 'large'] as const;

export const wallpaperOverlay = z
  .object({
    /** With variables, and line breaks. */
    text: z.string().max(500),
    place: z.enum(OVERLAY_PLACES).default('bottom'),
    align: z.enum(OVERLAY_ALIGNS).default('center'),
    size: z.enum(OVERLAY_SIZES).default('medium'),
    color: z
      .string()
      .regex(/^#[0-9a-f]{6}$/i)
      .default('#ffffff'),
    /** A dark band behind the text, for restless pictures. */
    band: z.boolean().default(true),
  })
  .strict();
export type WallpaperOverlay = z.infer<typeof wallpaperOverlay>;

type Item = Readonly<Record<string, unknown>>;

const marker = z.object({ overlay: wallpaperOverlay }).strict();

/** What is to be written on the wallpaper of a setting; undefined when nothing is, or when it cannot be read. */
export function overlayOf(item: Item): WallpaperOverlay | undefined {
  if (item.Item !== 'Wallpaper') return undefined;
  const read = marker.safeParse(item[SOURCE_KEY]);
  return read.success && read.data.overlay.text.trim() !== '' ? read.data.overlay : undefined;
}

/** Whether what stands for the text on a wallpaper means something; what is not there does. */
export function isOverlayReadable(item: Item): boolean {
  return item.Item !== 'Wallpaper' || !(SOURCE_KEY in item) || marker.safeParse(item[SOURCE_KEY]).success;
}

/** The item as devices know it. */
export function withoutOverlay<T extends Item>(item: T): T {
  if (item.Item !== 'Wallpaper' || !(SOURCE_KEY in item)) return item;
  const { [SOURCE_KEY]: _, ...bare } = item;
  return bare as T;
}

/** The longest side of a picture that is drawn: what the largest displays show. */
export const LONGEST_SIDE = 2732;

/** Lines are so much higher than their letters. */
export const LINE_HEIGHT = 1.3;

/** How wide a letter is beside the area that is seen, however the device is held. */
const FONT_SHARE: Readonly<Record<WallpaperOverlay['size'], number>> = { small: 0.04, medium: 0.06, large: 0.09 };

/**
 * Where on a picture text stands so that it is seen: devices cut away what does not fit their display, differently when
 * they are turned, and have the time at the top and buttons at the bottom.
 *
 * @param width of the picture, as height in any unit
 * @returns in the same unit
 */
export function overlayArea(width: number, height: number, size: WallpaperOverlay['size']) {
  // Pictures for phones are never turned; others are shown upright and wide.
  const turned = width >= height * 0.6;
  const seenWidth = Math.min(width, turned ? height * 0.75 : width) * 0.86;
  const seenHeight = turned ? Math.min(height, width * 0.75) * 0.84 : height * 0.6;
  return {
    left: (width - seenWidth) / 2,
    // The time stands higher than the buttons.
    top: (height - seenHeight) / 2 + seenHeight * 0.04,
    width: seenWidth,
    height: seenHeight,
    fontSize: seenWidth * FONT_SHARE[size],
  };
}
