import { findForbidden, parseDate, parseInteger, parseReal, unescapeText } from './scalars.ts';
import {
  newDict,
  type PlistDict,
  PlistError,
  PlistReal,
  type PlistValue,
  type ResolvedLimits,
  shownKey,
} from './value.ts';

/** Reads base64 with its padding and white space anywhere; undefined for what is none. */
export type DataReader = (text: string) => Uint8Array | undefined;

/** A key with all that stands between the value before it and the `<` of its own value. */
interface KnownKey {
  source: string;
  readonly key: string;
  /** The key that came after it the last time. */
  next: KnownKey | undefined;
}

/** Keys of dictionaries at one depth: those in a list have mostly the same ones, in the same order. */
class KnownKeys {
  readonly #byName = new Map<string, KnownKey>();
  /** The key a dictionary began with the last time. */
  first: KnownKey | undefined;

  /** Notes that `key` came after `before`, or first. */
  note(key: string, source: string, before: KnownKey | undefined): KnownKey {
    let known = this.#byName.get(key);
    if (known === undefined) {
      known = { source, key, next: undefined };
      this.#byName.set(key, known);
    } else known.source = source;
    if (before === undefined) this.first = known;
    else before.next = known;
    return known;
  }
}

/** What Apple's writer begins every list with; one comparison instead of three parses. */
const USUAL_PROLOGUE =
  '<?xml version="1.0" encoding="UTF-8"?>\n' +
  '<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">\n' +
  '<plist version="1.0">';

const XML_DECLARATION =
  /<\?xml\s+version\s*=\s*(?:"1\.\d"|'1\.\d')(?:\s+encoding\s*=\s*["']([A-Za-z][A-Za-z0-9._-]{0,40})["'])?(?:\s+standalone\s*=\s*["'](?:yes|no)["'])?\s*\?>/y;
const DOCTYPE =
  /<!DOCTYPE\s+plist\s+(?:PUBLIC\s+["']-\/\/Apple(?: Computer)?\/\/DTD PLIST 1\.0\/\/EN["']\s+["']https?:\/\/www\.apple\.com\/DTDs\/PropertyList-1\.0\.dtd["']|SYSTEM\s+["']file:\/\/localhost\/System\/Library\/DTDs\/PropertyList\.dtd["'])\s*>/y;
const PLIST_TAG = /<plist(?:\s+[A-Za-z][A-Za-z:]{0,20}\s*=\s*(?:"[^"<&]{0,200}"|'[^'<&]{0,200}'))*\s*>/y;
const ACCEPTED_ENCODINGS = new Set(['utf-8', 'utf8', 'us-ascii', 'ascii']);

const LT = 60;
const GT = 62;
const SLASH = 47;
const BANG = 33;
const QUESTION = 63;

/**
 * Reads one XML property list from a decoded string. Only what Apple's DTD allows: nothing but white space, comments
 * and processing instructions around elements, no attributes except on `<plist>`, no DTD of the document's own.
 *
 * Texts are slices of the source: a caller that keeps a single long string for long keeps the whole source alive.
 * Carriage returns are kept as they stand: Apple's writer and reader do not normalise line ends as XML 1.0 §2.11 would.
 */
export class XmlReader {
  private readonly src: string;
  private readonly limits: ResolvedLimits;
  private readonly byteShift: number;
  private readonly ascii: boolean;
  private readonly escapes: boolean;
  private readonly readData: DataReader;
  private pos = 0;
  private items = 0;
  private readonly knownKeys: KnownKeys[] = [];

  /** `byteShift`: bytes before the source (a byte order mark); `ascii`: every character was one byte. */
  constructor(src: string, limits: ResolvedLimits, byteShift: number, ascii: boolean, readData: DataReader) {
    this.src = src;
    this.limits = limits;
    this.byteShift = byteShift;
    this.ascii = ascii;
    this.readData = readData;
    this.escapes = src.includes('&');
  }

  read(): PlistValue {
    const forbidden = findForbidden(this.src);
    if (forbidden >= 0) this.fail('A character that XML forbids', forbidden);
    this.prologue();
    this.toTag();
    if (this.src.charCodeAt(this.pos + 1) === SLASH) this.fail('The property list is empty');
    const value = this.value(0);
    this.toTag();
    if (!this.closes('plist')) this.fail('Expected </plist> after the one value');
    this.skipMisc();
    if (this.pos < this.src.length) this.fail('Something follows </plist>');
    return value;
  }

  private prologue(): void {
    if (this.src.startsWith(USUAL_PROLOGUE)) {
      this.pos = USUAL_PROLOGUE.length;
      return;
    }
    XML_DECLARATION.lastIndex = 0;
    const declaration = XML_DECLARATION.exec(this.src);
    if (declaration !== null) {
      const encoding = declaration[1];
      if (encoding !== undefined && !ACCEPTED_ENCODINGS.has(encoding.toLowerCase())) {
        this.fail(`The encoding ${encoding} is not supported, only UTF-8`);
      }
      this.pos = XML_DECLARATION.lastIndex;
    } else if (/^<\?xml\s/.test(this.src)) {
      this.fail('The XML declaration cannot be read');
    }
    this.skipMisc();
    if (this.src.startsWith('<!', this.pos)) {
      DOCTYPE.lastIndex = this.pos;
      if (!DOCTYPE.test(this.src)) this.fail("Only Apple's document type is accepted, without a subset of its own");
      this.pos = DOCTYPE.lastIndex;
      this.skipMisc();
    }
    PLIST_TAG.lastIndex = this.pos;
    if (!PLIST_TAG.test(this.src)) this.fail('Expected <plist>');
    this.pos = PLIST_TAG.lastIndex;
  }

  /** Skips white space, comments and processing instructions. */
  private skipMisc(): void {
    const src = this.src;
    for (;;) {
      const c = src.charCodeAt(this.pos);
      if (c === 10 || c === 9 || c === 32 || c === 13) {
        this.pos++;
      } else if (c === LT) {
        const kind = src.charCodeAt(this.pos + 1);
        if (kind === QUESTION) this.skipInstruction();
        else if (kind === BANG && src.startsWith('--', this.pos + 2)) this.skipComment();
        else return;
      } else {
        return;
      }
    }
  }

  /** Moves to the `<` of the next tag. */
  private toTag(): void {
    this.skipMisc();
    if (this.src.charCodeAt(this.pos) !== LT) {
      this.fail(this.pos < this.src.length ? 'Text where an element was expected' : 'The property list ends too early');
    }
  }

  private skipComment(): void {
    const dashes = this.src.indexOf('--', this.pos + 4);
    if (dashes < 0) this.fail('A comment is not closed');
    if (this.src.charCodeAt(dashes + 2) !== GT) this.fail('A comment contains --', dashes);
    this.pos = dashes + 3;
  }

  private skipInstruction(): void {
    const end = this.src.indexOf('?>', this.pos + 2);
    if (end < 0) this.fail('A processing instruction is not closed');
    if (/^<\?xml[\s?]/i.test(this.src.slice(this.pos, this.pos + 6))) {
      this.fail('An XML declaration may only stand first');
    }
    this.pos = end + 2;
  }

  /** Reads the value whose `<` is at the position. */
  private value(depth: number): PlistValue {
    this.count();
    switch (this.src.charCodeAt(this.pos + 1)) {
      case 115: // s
        return this.opens('string') ? this.text('string') : '';
      case 105: // i
        return this.number('integer');
      case 116: // t
        return this.flag('true');
      case 102: // f
        return this.flag('false');
      case 100: // d
        if (this.src.charCodeAt(this.pos + 2) === 105) return this.dict(depth);
        if (this.src.charCodeAt(this.pos + 4) === 101) return this.date();
        return this.data();
      case 97: // a
        return this.array(depth);
      case 114: // r
        return this.number('real');
      default:
        return this.unexpected();
    }
  }

  private dict(depth: number): PlistDict {
    const at = this.pos;
    const dict = newDict();
    if (!this.opens('dict')) return dict;
    this.descend(depth, at);
    this.knownKeys[depth] ??= new KnownKeys();
    const keys = this.knownKeys[depth];
    let last: KnownKey | undefined;
    for (;;) {
      const from = this.pos;
      const expected: KnownKey | undefined = last === undefined ? keys.first : last.next;
      if (expected !== undefined && this.src.startsWith(expected.source, from)) {
        this.pos += expected.source.length;
        last = expected;
      } else {
        this.toTag();
        if (this.src.charCodeAt(this.pos + 1) === SLASH) {
          if (this.closes('dict')) return dict;
          this.unexpected();
        }
        const key = this.key();
        last = keys.note(key, this.src.slice(from, this.pos), last);
      }
      this.count();
      const { key } = last;
      if (key in dict) this.fail(`The key ${shownKey(key)} stands twice in one dictionary`);
      const next = this.src.charCodeAt(this.pos + 1);
      if (next === SLASH || next === 107) this.fail(`The key ${shownKey(key)} has no value`);
      dict[key] = this.value(depth + 1);
    }
  }

  /** The key whose tag is at the position; moves to the `<` of its value. */
  private key(): string {
    if (this.src.charCodeAt(this.pos + 1) !== 107) this.fail('Expected <key> or </dict>');
    const key = this.opens('key') ? this.text('key') : '';
    this.toTag();
    return key;
  }

  private array(depth: number): PlistValue[] {
    const at = this.pos;
    const array: PlistValue[] = [];
    if (!this.opens('array')) return array;
    this.descend(depth, at);
    for (;;) {
      this.toTag();
      if (this.src.charCodeAt(this.pos + 1) === SLASH) {
        if (this.closes('array')) return array;
        this.unexpected();
      }
      array.push(this.value(depth + 1));
    }
  }

  private number(name: 'integer' | 'real'): PlistValue {
    const at = this.pos;
    const text = this.opens(name) ? trim(this.text(name)) : '';
    const value = name === 'integer' ? parseInteger(text) : parseReal(text);
    if (value === undefined) this.fail(`Not a value of <${name}>`, at);
    if (name === 'real' && this.limits.preserveReals && Number.isInteger(value)) return new PlistReal(Number(value));
    return value;
  }

  private date(): Date {
    const at = this.pos;
    const value = this.opens('date') ? parseDate(trim(this.text('date'))) : undefined;
    if (value === undefined) this.fail('Not a date of the form 2024-02-29T08:30:00Z', at);
    return value;
  }

  private data(): Uint8Array {
    const at = this.pos;
    const value = this.readData(this.opens('data') ? this.text('data') : '');
    if (value === undefined) this.fail('Not base64', at);
    return value;
  }

  private flag(name: 'true' | 'false'): boolean {
    if (this.opens(name)) {
      this.toTag();
      if (!this.closes(name)) this.fail(`<${name}> is not empty`);
    }
    return name === 'true';
  }

  /** Passes the opening tag `<name>`; false when it was `<name/>`, which has no closing tag. */
  private opens(name: string): boolean {
    const src = this.src;
    if (!src.startsWith(name, this.pos + 1)) this.unexpected();
    let at = this.pos + 1 + name.length;
    let c = src.charCodeAt(at);
    while (c === 32 || c === 10 || c === 9 || c === 13) c = src.charCodeAt(++at);
    if (c === GT) {
      this.pos = at + 1;
      return true;
    }
    if (c === SLASH && src.charCodeAt(at + 1) === GT) {
      this.pos = at + 2;
      return false;
    }
    return this.unexpected();
  }

  /** Passes `</name>` if it stands at the position. */
  private closes(name: string): boolean {
    const src = this.src;
    if (src.charCodeAt(this.pos + 1) !== SLASH || !src.startsWith(name, this.pos + 2)) return false;
    let at = this.pos + 2 + name.length;
    let c = src.charCodeAt(at);
    while (c === 32 || c === 10 || c === 9 || c === 13) c = src.charCodeAt(++at);
    if (c !== GT) return false;
    this.pos = at + 1;
    return true;
  }

  /** The text up to `</name>`, with references replaced. */
  private text(name: string): string {
    const start = this.pos;
    const end = this.src.indexOf('<', start);
    if (end < 0) this.fail(`<${name}> is not closed`);
    this.pos = end;
    const text = this.plainText(start, end);
    return this.closes(name) ? text : this.mixedText(name, text);
  }

  private plainText(start: number, end: number): string {
    const raw = this.src.slice(start, end);
    if (!this.escapes || !raw.includes('&')) return raw;
    const text = unescapeText(raw);
    if (typeof text === 'number') this.fail('An entity or character reference that is not defined', start + text);
    return text;
  }

  /** The rare case: a text interrupted by CDATA sections, comments or processing instructions. */
  private mixedText(name: string, begun: string): string {
    const src = this.src;
    const parts = [begun];
    while (!this.closes(name)) {
      if (src.startsWith('<![CDATA[', this.pos)) {
        const end = src.indexOf(']]>', this.pos);
        if (end < 0) this.fail('A CDATA section is not closed');
        parts.push(src.slice(this.pos + 9, end));
        this.pos = end + 3;
      } else if (src.startsWith('<!--', this.pos)) {
        this.skipComment();
      } else if (src.startsWith('<?', this.pos)) {
        this.skipInstruction();
      } else {
        this.fail(`An element inside <${name}>`);
      }
      const next = src.indexOf('<', this.pos);
      if (next < 0) this.fail(`<${name}> is not closed`);
      parts.push(this.plainText(this.pos, next));
      this.pos = next;
    }
    return parts.join('');
  }

  private count(): void {
    if (++this.items > this.limits.maxItems) {
      this.fail(`The property list has more than ${this.limits.maxItems} keys and values`, this.pos, 'too-large');
    }
  }

  private descend(depth: number, at: number): void {
    if (depth >= this.limits.maxDepth) {
      this.fail(`The property list is nested more than ${this.limits.maxDepth} deep`, at, 'too-large');
    }
  }

  private unexpected(): never {
    const tag = /^<\/?[A-Za-z]{1,20}/.exec(this.src.slice(this.pos, this.pos + 22));
    if (tag === null) this.fail('Not a property list element');
    this.fail(`${tag[0]}> is not expected here, is misspelt or carries attributes`);
  }

  private fail(message: string, at: number = this.pos, code: 'bad-plist' | 'too-large' = 'bad-plist'): never {
    const offset = this.ascii ? at : new TextEncoder().encode(this.src.slice(0, at)).length;
    throw new PlistError(message, offset + this.byteShift, code);
  }
}

/** Without the white space around it. By steps, because a regular expression takes quadratic time over spaces inside. */
function trim(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && isSpace(text.charCodeAt(start))) start++;
  while (end > start && isSpace(text.charCodeAt(end - 1))) end--;
  return start === 0 && end === text.length ? text : text.slice(start, end);
}

function isSpace(c: number): boolean {
  return c === 32 || c === 10 || c === 9 || c === 13;
}
