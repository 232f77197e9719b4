import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NAME_PLACEHOLDERS, nameByPattern, parseNamePattern } from './name-pattern.ts';

const IPAD = {
  serial: 'DMPX1234',
  model: 'iPad Air',
  family: 'iPad',
  name: 'Old',
  os: '17.4',
  cart: 'Cart A',
  slot: 7,
  person: 'Ada Lovelace',
};

function name(pattern: string, facts: Parameters<typeof nameByPattern>[1] = IPAD, n = 7): string | null {
  const parsed = parseNamePattern(pattern);
  if ('problem' in parsed) throw new Error(parsed.problem);
  return nameByPattern(parsed.parts, facts, n);
}

describe('a name pattern', () => {
  it('numbers devices, with zeros where asked', () => {
    expect(name('Cart A - {n}')).toBe('Cart A - 7');
    expect(name('Cart A - {n:02}')).toBe('Cart A - 07');
    expect(name('{n:3}', IPAD, 1234)).toBe('1234');
  });

  it('fills in what is known of the device', () => {
    expect(name('{model} {serial:-4} ({os})')).toBe('iPad Air 1234 (17.4)');
    expect(name('{name} {family}')).toBe('Old iPad');
    expect(name('{cart} - {slot:02} {person}', IPAD, 1)).toBe('Cart A - 07 Ada Lovelace');
    expect(name('{cart} - {slot}', { ...IPAD, slot: null })).toBeNull();
    for (const placeholder of NAME_PLACEHOLDERS) expect(name(placeholder)).not.toBeNull();
  });

  it('reads every text back that has its braces doubled, and every number with its zeros', () => {
    fc.assert(
      fc.property(fc.string(), fc.nat(99_999), fc.integer({ min: 1, max: 12 }), (text, n, digits) => {
        const plain = text.replaceAll('{', '{{').replaceAll('}', '}}');
        expect(name(`<${plain}|{n:0${digits}}>`, IPAD, n)).toBe(`<${text}|${String(n).padStart(digits, '0')}>`);
      }),
    );
  });

  it('gives a name, none, or says what is wrong, whatever is typed', () => {
    const pieces = fc.constantFrom('{', '}', 'n', ':', '0', '2', '-', ' ', 'slot', 'serial', 'x');
    fc.assert(
      fc.property(fc.string({ unit: pieces }), (pattern) => {
        const parsed = parseNamePattern(pattern);
        if ('problem' in parsed) expect(parsed.problem).not.toBe('');
        else expect(nameByPattern(parsed.parts, IPAD, 7)?.trim()).not.toBe('');
      }),
    );
  });

  it('gives no name when something is not known, or nothing is left', () => {
    expect(name('{serial}', { ...IPAD, serial: null })).toBeNull();
    expect(name('{serial}', { ...IPAD, serial: '' })).toBeNull();
    expect(name('   ')).toBeNull();
  });

  it('takes doubled braces as signs, and says what is wrong with others', () => {
    expect(name('{{n}} {n}')).toBe('{n} 7');
    expect(parseNamePattern('Cart {place:02}')).toEqual({
      code: 'unknown',
      token: '{place:02}',
      problem: expect.stringMatching(/no placeholder “\{place:02\}”.*\{n:02\}.*\{os\}.*two digits/),
    });
    expect(parseNamePattern('Cart {')).toMatchObject({
      code: 'unpaired',
      problem: expect.stringContaining('no partner'),
    });
    expect(parseNamePattern('{}')).toHaveProperty('problem');
  });
});
