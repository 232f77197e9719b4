import { describe, expect, it } from 'vitest';
import type { PlistInput } from '../../../shared/plist/index.ts';
import { PlistError, PlistReal } from '../../../shared/plist/index.ts';
import { decodePlist } from './decode.ts';
import { encodePlist, encodePlistBytes } from './encode.ts';

const body = (value: PlistInput) => {
  const text = encodePlist(value);
  return text.slice(text.indexOf('<plist version="1.0">') + 22, text.indexOf('\n</plist>'));
};

describe('encoding a property list', () => {
  it('writes the declaration, Apple’s document type and one value', () => {
    expect(encodePlist(true)).toBe(
      '<?xml version="1.0" encoding="UTF-8"?>\n' +
        '<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">\n' +
        '<plist version="1.0">\n<true/>\n</plist>\n',
    );
  });

  it('writes every type', () => {
    expect(body('a<b>&"c"\r\né')).toBe('<string>a&lt;b&gt;&amp;"c"&#13;\né</string>');
    expect(body('')).toBe('<string></string>');
    expect(body(-7)).toBe('<integer>-7</integer>');
    expect(body(1.5)).toBe('<real>1.5</real>');
    expect(body(1e300)).toBe('<real>1e+300</real>');
    expect(body(-0)).toBe('<real>-0</real>');
    expect(body(Number.NaN)).toBe('<real>nan</real>');
    expect(body(Number.NEGATIVE_INFINITY)).toBe('<real>-infinity</real>');
    expect(body(new PlistReal(2))).toBe('<real>2</real>');
    expect(body(2n ** 64n - 1n)).toBe('<integer>18446744073709551615</integer>');
    expect(body(new Date('2024-02-29T08:30:00.999Z'))).toBe('<date>2024-02-29T08:30:00Z</date>');
    expect(body(new Uint8Array([1, 2, 3, 4]).subarray(1, 3))).toBe('<data>AgM=</data>');
    expect(body(Buffer.alloc(0))).toBe('<data></data>');
    expect(body([])).toBe('<array/>');
    expect(body({})).toBe('<dict/>');
    expect(body({ b: [false], a: { c: 1 } })).toBe(
      '<dict><key>b</key><array><false/></array><key>a</key><dict><key>c</key><integer>1</integer></dict></dict>',
    );
  });

  it('leaves out dictionary entries that are undefined', () => {
    expect(body({ a: undefined, b: 1 })).toBe('<dict><key>b</key><integer>1</integer></dict>');
    expect(body({ a: undefined })).toBe('<dict/>');
  });

  it('can be pretty, and means the same', () => {
    const value = { a: [1, { b: 'c' }, []], d: {} };
    const pretty = encodePlist(value, { pretty: true });
    expect(pretty).toContain(
      '<dict>\n\t<key>a</key>\n\t<array>\n\t\t<integer>1</integer>\n\t\t<dict>\n\t\t\t<key>b</key>',
    );
    expect(pretty).toContain('\n\t</array>\n\t<key>d</key>\n\t<dict/>\n</dict>\n</plist>\n');
    expect(decodePlist(Buffer.from(pretty))).toEqual(value);
  });

  it('gives the bytes of the same text', () => {
    expect(encodePlistBytes('é').toString('utf8')).toBe(encodePlist('é'));
  });

  it('refuses what a property list cannot hold', () => {
    const loop: PlistInput[] = [];
    loop.push(loop);
    const holes: PlistInput[] = [];
    holes[2] = 1;
    const bad: unknown[] = [
      null,
      undefined,
      { a: null },
      [undefined],
      holes,
      () => 1,
      { a() {} },
      Symbol('s'),
      new Map(),
      new Set(),
      /x/,
      new (class A {})(),
      new ArrayBuffer(2),
      new Uint16Array(2),
      new Date(Number.NaN),
      new Date(8.64e15),
      2n ** 64n,
      -(2n ** 63n) - 1n,
      'a\u0000b',
      'a\u001bb',
      '\ud800',
      { '\u0001': 1 },
      '\ufffe',
      loop,
    ];
    for (const value of bad) expect(() => encodePlist(value as PlistInput)).toThrow(PlistError);
  });

  it('says nothing of the text it refuses', () => {
    expect(() => encodePlist('s3cret\u0000')).toThrow(/^(?!.*s3cret).*$/s);
  });
});
