import { expect, it } from 'vitest';
import { logoSize } from './logo-file.ts';

it('makes large logos fit and leaves small ones as they are', () => {
  expect(logoSize(1280, 256)).toEqual({ width: 640, height: 128 });
  expect(logoSize(1024, 1024)).toEqual({ width: 256, height: 256 });
  expect(logoSize(120, 40)).toEqual({ width: 120, height: 40 });
  expect(logoSize(20_000, 4)).toEqual({ width: 640, height: 1 });
});

it('gives a picture without a size a square', () => {
  expect(logoSize(0, 0)).toEqual({ width: 256, height: 256 });
});
