import { expect, it } from 'vitest';
import { headersOf, textOf } from './read-table.ts';

it('reads tables in the encodings spreadsheets save', () => {
  const text = 'Größe;Raum\r\n';
  expect(textOf(new TextEncoder().encode(text).buffer)).toBe(text);
  expect(textOf(Uint8Array.from([...'Gr\u00f6\u00dfe'].map((letter) => letter.charCodeAt(0))).buffer)).toBe('Größe');
  const wide = new Uint8Array([0xff, 0xfe, ...[...'Raum'].flatMap((letter) => [letter.charCodeAt(0), 0])]);
  expect(textOf(wide.buffer)).toBe('Raum');
});

it('knows the columns whatever separates them', () => {
  expect(headersOf('\uFEFFSerial number;"Room; left"; Seats \r\n1;2;3')).toEqual([
    'Serial number',
    'Room; left',
    'Seats',
  ]);
  expect(headersOf('a\tb\nc\td')).toEqual(['a', 'b']);
});
