import { expect, it } from 'vitest';
import { csvFile } from './csv-file.ts';

it('writes tables so that no spreadsheet runs them', () => {
  expect(csvFile([['name'], ['=1+1'], [null]])).toBe('\uFEFFname\r\n"\'=1+1"\r\n\r\n');
});
