import { describe, expect, it } from 'vitest';
import { MOST_HANDOUTS, readNames } from './handout-names.ts';

describe('names for hand-outs', () => {
  it('are one a line, with a comma in them if need be', () => {
    expect(readNames('\uFEFF Grace  Hopper \r\n\r\nLovelace, Ada\n"Turing, Alan"\n').names).toEqual([
      'Grace Hopper',
      'Lovelace, Ada',
      'Turing, Alan',
    ]);
  });

  it('come from the column of a table that is called so, else from the first', () => {
    expect(readNames('Class;Name;Room\n9b;Grace Hopper;12\n9b;;12\n9c;"Ada; Lovelace";14').names).toEqual([
      'Grace Hopper',
      'Ada; Lovelace',
    ]);
    expect(readNames('serial,person\nDMPX1,Grace\nDMPX2,Ada').names).toEqual(['Grace', 'Ada']);
    expect(readNames('iPad 1\tDMPX1\niPad 2\tDMPX2').names).toEqual(['iPad 1', 'iPad 2']);
  });

  it('may repeat, which is told; and are no more than can be made at once', () => {
    expect(readNames('Ada\nGrace\nAda')).toEqual({ names: ['Ada', 'Grace', 'Ada'], repeated: ['Ada'], left: 0 });
    const many = Array.from({ length: MOST_HANDOUTS + 2 }, (_, index) => `iPad ${index}`).join('\n');
    expect(readNames(many)).toMatchObject({ left: 2 });
    expect(readNames(many).names).toHaveLength(MOST_HANDOUTS);
    expect(readNames(' \n ')).toEqual({ names: [], repeated: [], left: 0 });
  });
});
