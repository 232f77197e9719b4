import { expect, it } from 'vitest';
import { headersOf } from './read-table.ts';

it('knows the columns whatever separates them', () => {
  expect(headersOf('\uFEFFSerial number;"Room; left"; Seats \r\n1;2;3')).toEqual([
    'Serial number',
    'Room; left',
    'Seats',
  ]);
  expect(headersOf('a\tb\nc\td')).toEqual(['a', 'b']);
});
