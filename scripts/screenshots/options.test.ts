import { expect, it } from 'vitest';
import { readOptions } from './options.ts';
import { SHOTS } from './shots.ts';

const root = '/checkout';

it('takes every picture in both themes, in the size of the documents', () => {
  expect(readOptions([], root)).toEqual({
    size: { width: 1280, height: 800 },
    shots: SHOTS,
    themes: ['light', 'dark'],
    language: 'en',
    demo: undefined,
    directory: '/checkout/docs/screenshots',
  });
});

it('keeps pictures of another size or language out of the documents', () => {
  expect(readOptions(['--size', '1920x1080'], root)?.directory).toBe('/checkout/data/screenshots/1920x1080-en');
  expect(readOptions(['--language', 'de'], root)?.directory).toBe('/checkout/data/screenshots/1280x800-de');
  expect(readOptions(['--size', '1920x1080', '--out', '/shots'], root)?.directory).toBe('/shots');
});

it('takes only the pictures named', () => {
  const options = readOptions(['--only', 'home,devices', '--theme', 'dark'], root);
  expect(options?.shots.map(({ name }) => name)).toEqual(['home', 'devices']);
  expect(options?.themes).toEqual(['dark']);
});

it('says what it does not understand', () => {
  expect(() => readOptions(['--only', 'moon'], root)).toThrow('There is no picture “moon”');
  expect(() => readOptions(['--size', 'large'], root)).toThrow('not like 1920x1080');
  expect(() => readOptions(['--theme', 'pink'], root)).toThrow('neither light nor dark');
  expect(readOptions(['--help'], root)).toBeUndefined();
});

it('names every picture once', () => {
  expect(new Set(SHOTS.map(({ name }) => name)).size).toBe(SHOTS.length);
});
