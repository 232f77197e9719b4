import { describe, expect, it } from 'vitest';
import { CartwrightError } from '../../../shared/errors.ts';
import { PlistError, type PlistLimits, PlistReal } from '../../../shared/plist/index.ts';
import { decodePlist, decodePlistDict } from './decode.ts';

const HEAD =
  '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">\n';

const raw = (text: string, limits?: PlistLimits) => decodePlist(Buffer.from(text, 'utf8'), limits);
const xml = (inner: string, limits?: PlistLimits) => raw(`${HEAD}<plist version="1.0">${inner}</plist>\n`, limits);

function errorOf(read: () => unknown): PlistError {
  try {
    read();
  } catch (error) {
    if (error instanceof PlistError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

describe('an XML property list', () => {
  it('reads each dictionary of a list by its own keys, however much it is like the one before', () => {
    const list = [
      '<key>Name</key><string>a</string><key>Size</key><integer>1</integer>',
      '<key>Name</key><string>b</string><key>Size</key><integer>2</integer>',
      '<key>Name</key><string>c</string><key>Sizes</key><integer>3</integer>',
      '<key>Nam</key><string>d</string><key>a&amp;b</key><integer>4</integer>',
      '<key >Nam</key><string>e</string><key>a&amp;b</key><integer>5</integer>',
      '<key>Size</key><dict><key>Name</key><true/></dict><key><!-- no --></key><integer>6</integer>',
    ];
    expect(xml(`<array>${list.map((each) => `<dict>${each}</dict>`).join('')}</array>`)).toEqual([
      { Name: 'a', Size: 1 },
      { Name: 'b', Size: 2 },
      { Name: 'c', Sizes: 3 },
      { Nam: 'd', 'a&b': 4 },
      { Nam: 'e', 'a&b': 5 },
      { Size: { Name: true }, '': 6 },
    ]);
    const twice = '<key>Name</key><string>a</string><key>Name</key><string>b</string>';
    expect(errorOf(() => xml(`<array><dict>${list[0]}</dict><dict>${twice}</dict></array>`)).message).toContain(
      'twice',
    );
    expect(
      errorOf(() => xml('<array><dict><key>a&amp;b</key><true/></dict><dict><key>a&b</key><true/></dict></array>')),
    ).toBeDefined();
  });

  it('gives every type its value', () => {
    const value = xml(`
      <dict>
        <key>text</key><string>Grüße &amp; 日本 😀</string>
        <key>empty</key><string/>
        <key>whole</key><integer>-42</integer>
        <key>part</key><real>0.25</real>
        <key>yes</key><true/>
        <key>no</key><false></false>
        <key>when</key><date>2024-02-29T08:30:00Z</date>
        <key>bytes</key><data>
          AAEC
          /w==
        </data>
        <key>list</key><array><string>a</string><array/><dict/></array>
      </dict>`);
    expect(value).toEqual({
      text: 'Grüße & 日本 😀',
      empty: '',
      whole: -42,
      part: 0.25,
      yes: true,
      no: false,
      when: new Date('2024-02-29T08:30:00Z'),
      bytes: Buffer.from([0, 1, 2, 255]),
      list: ['a', [], {}],
    });
  });

  it('keeps 64-bit integers exact', () => {
    const integer = (text: string) => xml(`<integer>${text}</integer>`);
    expect(integer('9007199254740991')).toBe(9007199254740991);
    expect(integer('9007199254740992')).toBe(9007199254740992n);
    expect(integer('18446744073709551615')).toBe(18446744073709551615n);
    expect(integer('-9223372036854775808')).toBe(-9223372036854775808n);
    expect(integer(' +7\n')).toBe(7);
    expect(Object.is(integer('-0'), 0)).toBe(true);
    for (const bad of ['', '1.0', '1e3', '0x10', '--1', '18446744073709551616', '-9223372036854775809', '１', '1 2']) {
      expect(errorOf(() => integer(bad)).code).toBe('bad-plist');
    }
    expect(() => integer('9'.repeat(100_000))).toThrow(PlistError);
  });

  it('reads reals in every spelling Apple uses', () => {
    const real = (text: string) => xml(`<real>${text}</real>`);
    expect(real('-1.5e-3')).toBe(-0.0015);
    expect(real('nan')).toBeNaN();
    expect(real('+infinity')).toBe(Number.POSITIVE_INFINITY);
    expect(real('-infinity')).toBe(Number.NEGATIVE_INFINITY);
    for (const bad of ['', '.', '1e', '0x1p3', '1,5', '1e999', 'infinite']) {
      expect(() => real(bad)).toThrow(PlistError);
    }
  });

  it('tells whole reals from integers when asked', () => {
    expect(xml('<real>3</real>')).toBe(3);
    expect(xml('<real>3</real>', { preserveReals: true })).toEqual(new PlistReal(3));
    expect(xml('<integer>3</integer>', { preserveReals: true })).toBe(3);
  });

  it('takes only dates that exist', () => {
    const date = (text: string) => xml(`<date>${text}</date>`);
    expect(date('0001-01-01T00:00:00Z')).toEqual(new Date('0001-01-01T00:00:00Z'));
    for (const bad of [
      '',
      '2023-02-29T00:00:00Z',
      '2024-04-31T00:00:00Z',
      '2024-13-01T00:00:00Z',
      '2024-01-01T24:00:00Z',
      '2024-01-01T00:60:00Z',
      '2024-01-01T00:00:00',
      '2024-01-01T00:00:00.5Z',
      '2024-01-01 00:00:00Z',
      '2024-01-01T00:00:00+01:00',
    ]) {
      expect(() => date(bad)).toThrow(PlistError);
    }
  });

  it('takes only base64', () => {
    const data = (text: string) => xml(`<data>${text}</data>`);
    expect(data('')).toEqual(Buffer.alloc(0));
    expect(data('/+8=')).toEqual(Buffer.from([0xff, 0xef]));
    expect(data('QR==')).toEqual(Buffer.from('A'));
    for (const bad of ['A', 'AAA', 'AA=A', '====', '_-8=', 'AAAA====', 'AA*A', 'A===']) {
      expect(() => data(bad)).toThrow(PlistError);
    }
  });

  it('reads references, CDATA, comments and processing instructions', () => {
    expect(xml('<string>&lt;&gt;&amp;&quot;&apos;&#65;&#x1F600;&#13;</string>')).toBe('<>&"\'A😀\r');
    expect(xml('<string>a<![CDATA[<b>&amp;]]>c<!-- no -->d<?x y?>&amp;</string>')).toBe('a<b>&amp;cd&');
    expect(xml('<!-- one --><?two three?><array><!-- <string>x</string> --><true/></array><!-- end -->')).toEqual([
      true,
    ]);
    for (const bad of ['&nbsp;', '&', '&#0;', '&#x1F;', '&#xD800;', '&#x110000;', '&#xFFFF;', '&#;', '&#x;', '&#1a;']) {
      expect(() => xml(`<string>${bad}</string>`)).toThrow(PlistError);
    }
    for (const bad of ['<!-- a -- b -->', '<!-- open', '<?open', '<string><![CDATA[open</string>']) {
      expect(() => xml(`${bad}<true/>`)).toThrow(PlistError);
    }
  });

  it('has one encoding: UTF-8, with or without its mark', () => {
    const text = `${HEAD}<plist version="1.0"><string>é</string></plist>`;
    expect(decodePlist(Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(text)]))).toBe('é');
    expect(errorOf(() => raw(text.replace('UTF-8', 'UTF-16'))).message).toMatch(/UTF-16 is not supported/);
    expect(errorOf(() => raw(text.replace('UTF-8', 'ISO-8859-1'))).message).toMatch(/ISO-8859-1/);
    expect(errorOf(() => decodePlist(Buffer.from(`\ufeff${text}`, 'utf16le'))).message).toMatch(/UTF-16/);
    expect(errorOf(() => decodePlist(Buffer.from(text, 'utf16le'))).message).toMatch(/UTF-16/);
    expect(errorOf(() => decodePlist(Buffer.from(text, 'latin1'))).message).toMatch(/not UTF-8/);
  });

  it('knows no document type but Apple’s, and no entities of the document’s own', () => {
    const plist = '<plist version="1.0"><string>x</string></plist>';
    expect(raw(plist)).toBe('x');
    expect(
      raw(
        `<!DOCTYPE plist PUBLIC "-//Apple Computer//DTD PLIST 1.0//EN" "https://www.apple.com/DTDs/PropertyList-1.0.dtd">${plist}`,
      ),
    ).toBe('x');
    for (const bad of [
      '<!DOCTYPE plist [<!ENTITY a "b">]>',
      '<!DOCTYPE plist>',
      '<!DOCTYPE plist SYSTEM "http://example.com/evil.dtd">',
      '<!DOCTYPE html>',
      '<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd" [ <!ENTITY % x SYSTEM "file:///etc/passwd"> %x; ]>',
      '<!ENTITY a "b">',
      HEAD.split('\n')[1] + (HEAD.split('\n')[1] ?? ''),
    ]) {
      expect(() => raw(bad + plist)).toThrow(PlistError);
    }
  });

  it.each([
    ['a key twice', '<dict><key>a</key><true/><key>a</key><true/></dict>', /"a" stands twice/],
    ['a key without value', '<dict><key>a</key></dict>', /"a" has no value/],
    ['two keys in a row', '<dict><key>a</key><key>b</key><true/></dict>', /"a" has no value/],
    ['a value without key', '<dict><true/></dict>', /Expected <key>/],
    ['a key in an array', '<array><key>a</key></array>', /<key> is not expected/],
    ['crossed tags', '<dict><key>a</key><array></dict></array>', /<\/dict> is not expected/],
    ['an open array', '<array><true/>', /<\/plist> is not expected/],
    ['an element in a text', '<string>a<b/></string>', /inside <string>/],
    ['text between elements', '<array>x<true/></array>', /Text where/],
    ['text in true', '<true>1</true>', /Text where/],
    ['an unknown element', '<set/>', /not expected/],
    ['a longer name', '<strings>a</strings>', /misspelt/],
    ['capitals', '<String>a</String>', /not expected/],
    ['attributes', '<string a="b">c</string>', /attributes/],
    ['two values', '<true/><true/>', /<\/plist> after the one value/],
    ['no value', '', /empty/],
    ['a control character', '<string>\u0007</string>', /forbids/],
    ['a NUL', '<string>\u0000</string>', /forbids/],
    ['a noncharacter', '<string>\uffff</string>', /forbids/],
  ])('is refused for %s', (_what, inner, message) => {
    expect(errorOf(() => xml(inner)).message).toMatch(message);
  });

  it('is refused for anything around it', () => {
    for (const bad of ['', ' ', 'x', '{}', '<plist', '<plist version="1.0">', '<dict/>', '<html></html>', '<?xml?>']) {
      expect(errorOf(() => raw(bad)).code).toBe('bad-plist');
    }
    expect(() => raw('<plist><true/></plist>x')).toThrow(/follows/);
    expect(() => raw('<plist><true/></plist><plist><true/></plist>')).toThrow(/follows/);
    expect(() => raw(' <?xml version="1.0"?><plist><true/></plist>')).toThrow(/may only stand first/);
    expect(raw('<plist><true/></plist> \n<!-- bye -->')).toBe(true);
  });

  it('keeps dangerous keys plain', () => {
    const dict = decodePlistDict(
      Buffer.from(
        '<plist><dict><key>__proto__</key><dict><key>polluted</key><true/></dict><key>constructor</key><string>c</string></dict></plist>',
      ),
    );
    expect(Object.keys(dict)).toEqual(['__proto__', 'constructor']);
    expect('hasOwnProperty' in dict).toBe(false);
    expect(dict.polluted).toBeUndefined();
    expect(dict.toString).toBeUndefined();
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it('says at which byte it stopped, and never what a value was', () => {
    const text = '<plist><array><string>é€😀</string><integer>s3cret</integer></array></plist>';
    const error = errorOf(() => raw(text));
    expect(error.offset).toBe(Buffer.byteLength(text.slice(0, text.indexOf('<integer>'))));
    expect(error.message).toContain(`byte ${error.offset}`);
    expect(error.message).not.toContain('s3cret');
    expect(error).toBeInstanceOf(CartwrightError);
    const bytes = Buffer.from('<plist><string>\ufffdé</string></plist>');
    bytes[bytes.indexOf(0xc3) + 1] = 0x20;
    expect(errorOf(() => decodePlist(bytes)).offset).toBe(bytes.indexOf(0xc3));
  });

  it('must hold a dictionary where one is asked for', () => {
    expect(() => decodePlistDict(Buffer.from('<plist><array/></plist>'))).toThrow(/dictionary/);
    expect(decodePlistDict(Buffer.from('<plist><dict/></plist>'))).toEqual({});
  });
});

describe('the limits', () => {
  it('stop at too many bytes', () => {
    expect(errorOf(() => xml('<true/>', { maxBytes: 20 }))).toMatchObject({ code: 'too-large', offset: 20 });
  });

  it('stop at too many levels', () => {
    const nested = (n: number) => '<array>'.repeat(n) + '</array>'.repeat(n);
    expect(xml(nested(64))).toBeDefined();
    expect(errorOf(() => xml(nested(65))).code).toBe('too-large');
    expect(errorOf(() => xml(nested(200_000), { maxDepth: 1_000_000 })).code).toBe('too-large');
  });

  it('stop at too many items, keys included', () => {
    const dict = '<dict><key>a</key><true/><key>b</key><true/></dict>';
    expect(xml(dict, { maxItems: 5 })).toEqual({ a: true, b: true });
    expect(errorOf(() => xml(dict, { maxItems: 4 })).code).toBe('too-large');
  });
});
