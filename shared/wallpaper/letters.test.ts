import { expect, it } from 'vitest';
import { undrawnLetters } from './letters.ts';

it('names the letters that wallpapers cannot show, each once', () => {
  for (const text of [
    'Grüße, Ελλάδα, Я © 2026',
    'محمد שרה สมชาย अमित',
    '王小明 さくら サクラ 김민준',
    'a\nb 1#* „x“ – € →',
  ])
    expect([text, undrawnLetters(text)]).toEqual([text, []]);
  expect(undrawnLetters('Ada 😀 und 😀 தமிழ்')).toEqual(['😀', 'த', 'ம', 'ி', 'ழ', '்']);
  expect(undrawnLetters('\u{20000}')).toEqual(['\u{20000}']);
});
