import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { wallpaperOverlay } from '../../../shared/wallpaper/overlay.ts';
import { fontPart, furtherFonts, packagedFiles } from './drawing-files.ts';
import { openPictures } from './pictures.ts';
import { directed, partsFor } from './script-fonts.ts';

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

const NAMES = {
  arabic: 'محمد',
  hebrew: 'שרה',
  thai: 'สมชาย',
  devanagari: 'अमित',
  kr: '김민준',
  sc: '王小明 桜子 サクラ',
} as const;

it('reads the fonts a text needs, and no others', () => {
  const fonts = furtherFonts();
  const needed = (text: string): string[] => [...new Set(partsFor(text, fonts).map(({ font }) => font))];
  for (const [font, text] of Object.entries(NAMES)) expect([text, needed(text)]).toEqual([text, [font]]);
  expect(needed('iPad 07 – Grüße, Ελλάδα, Я „x“ € 20 °C')).toEqual([]);
  expect(partsFor('王', fonts).length).toBeLessThan(3);
  const packaged = new Set(packagedFiles().map(({ from }) => from));
  for (const { font, part } of partsFor(Object.values(NAMES).join(' '), fonts)) {
    expect(readFileSync(fontPart(font, part)).length).toBeGreaterThan(1000);
    expect(packaged).toContain(`@fontsource/noto-sans-${font}/files/noto-sans-${font}-${part}-600-normal.woff2`);
  }
});

it('draws the letters of each script, none of them as an empty box', async () => {
  const pictures = openPictures();
  const drawn = async (text: string) =>
    Buffer.from(await pictures.withText(PICTURE, wallpaperOverlay.parse({ text, size: 'large', band: false })));
  const bytes = await Promise.all(Object.values(NAMES).map(drawn));
  // What has no letters in any font is drawn alike, whatever it says.
  const empty = await Promise.all([drawn('ꓐꓑ'), drawn('ꓒꓓ')]);
  expect(empty[0]?.equals(empty[1] ?? Buffer.alloc(0))).toBe(true);
  const all = [...bytes, empty[0] ?? Buffer.alloc(0)];
  expect(new Set(all.map((each) => each.toString('base64'))).size).toBe(all.length);
  // Two names of one script are two pictures: they are letters and not boxes.
  for (const [one, other] of [
    ['محمد', 'أحمد'],
    ['王明', '李明'],
    ['김민', '이민'],
  ] as const)
    expect((await drawn(one)).equals(await drawn(other))).toBe(false);
});

it('gives each line the direction of its letters, where one is written from right to left', () => {
  expect(directed('iPad 07\nمحمد (7)')).toBe('\u2068iPad 07\u2069\n\u2068محمد (7)\u2069');
  expect(directed('iPad 07\n王')).toBe('iPad 07\n王');
});
