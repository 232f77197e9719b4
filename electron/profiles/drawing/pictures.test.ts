import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { wallpaperOverlay } from '../../../shared/wallpaper/overlay.ts';
import { openPictures } from './pictures.ts';

const PICTURE = readFileSync(new URL('../../../resources/icon.png', import.meta.url));

it('writes text on a picture, in any order of asking, and refuses what is no picture', async () => {
  const pictures = openPictures();
  const overlay = (text: string) => wallpaperOverlay.parse({ text, place: 'top' });
  const [one, other, same] = await Promise.all(
    ['iPad 07', 'Grüße, Ελλάδα, Я\nAsset 4711', 'iPad 07'].map((text) => pictures.withText(PICTURE, overlay(text))),
  );
  expect([...(one ?? [])].slice(0, 3)).toEqual([0xff, 0xd8, 0xff]);
  expect(Buffer.from(same ?? []).equals(Buffer.from(one ?? []))).toBe(true);
  expect(Buffer.from(other ?? []).equals(Buffer.from(one ?? []))).toBe(false);
  await expect(pictures.withText(Buffer.from('no picture'), overlay('x'))).rejects.toMatchObject({
    code: 'bad-request',
  });
});
