import { expect, it, vi } from 'vitest';
import { readTextFile, textOf } from './text-file.ts';

it('reads tables in the encodings spreadsheets save', () => {
  const text = 'Größe;Raum\r\n';
  expect(textOf(new TextEncoder().encode(text).buffer)).toBe(text);
  expect(textOf(Uint8Array.from([...'Gr\u00f6\u00dfe'].map((letter) => letter.charCodeAt(0))).buffer)).toBe('Größe');
  const wide = new Uint8Array([0xff, 0xfe, ...[...'Raum'].flatMap((letter) => [letter.charCodeAt(0), 0])]);
  expect(textOf(wide.buffer)).toBe('Raum');
});

it('hands over a list whatever its encoding, and neither what is no text nor what is too much', async () => {
  const read = vi.fn<(text: string, name: string) => void>();
  const latin = Uint8Array.from([...'Z\u00fcrich'].map((letter) => letter.charCodeAt(0)));
  await readTextFile(new File([latin], 'list.csv'), read);
  expect(read).toHaveBeenCalledExactlyOnceWith('Zürich', 'list.csv');
  await readTextFile(new File([new Uint8Array([0x50, 0x4b, 3, 4, 0, 0])], 'book.csv'), read);
  await readTextFile(new File(['abcdef'], 'long.csv'), read, 5);
  await readTextFile(null, read);
  expect(read).toHaveBeenCalledTimes(1);
});
