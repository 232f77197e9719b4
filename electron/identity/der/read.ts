import { CartwrightError, type ErrorCode } from '../../../shared/errors.ts';

/** Universal tags this house reads (X.690 §8). Constructed ones carry the 0x20 bit. */
export const TAG = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  oid: 0x06,
  enumerated: 0x0a,
  utf8String: 0x0c,
  printableString: 0x13,
  teletexString: 0x14,
  ia5String: 0x16,
  utcTime: 0x17,
  generalizedTime: 0x18,
  bmpString: 0x1e,
  sequence: 0x30,
  set: 0x31,
} as const;

const MAX_DEPTH = 24;
const MAX_OIDS_REMEMBERED = 512;
const oidsByBytes = new Map<string, string>();

/**
 * A bounded walker over DER (X.690 §10): definite minimal lengths, low tag numbers, never a byte outside of its
 * range, at most 24 levels. Every failure is a `CartwrightError` with the code given at construction.
 *
 * `next()` moves to the following element; `tag`, `content()`, `element()` and `enter()` speak of that element.
 */
export class DerReader {
  readonly bytes: Buffer;
  readonly code: ErrorCode;
  tag = 0;
  private elementStart = 0;
  private contentStart = 0;
  private position: number;
  private readonly end: number;
  private readonly depth: number;

  constructor(bytes: Buffer, code: ErrorCode, start = 0, end = bytes.length, depth = 0) {
    if (depth > MAX_DEPTH) throw new CartwrightError(code, 'The structure is nested too deeply.');
    this.bytes = bytes;
    this.code = code;
    this.position = start;
    this.end = end;
    this.depth = depth;
  }

  /** True when nothing follows the current element. */
  get done(): boolean {
    return this.position >= this.end;
  }

  /** Tag of the element that `next()` would read, or -1 at the end. */
  peek(): number {
    return this.position < this.end ? (this.bytes[this.position] ?? -1) : -1;
  }

  /** Moves to the next element. */
  next(): this {
    const { bytes, end } = this;
    const start = this.position;
    if (start + 2 > end) throw this.failure('it ends in the middle of an element');
    const tag = bytes[start] as number;
    if ((tag & 0x1f) === 0x1f) throw this.failure('it uses a high tag number');
    let length = bytes[start + 1] as number;
    let content = start + 2;
    if (length >= 0x80) {
      const count = length & 0x7f;
      if (count === 0 || count > 4) throw this.failure('it has a length that DER does not allow');
      if (content + count > end) throw this.failure('it ends in the middle of a length');
      length = 0;
      for (let i = 0; i < count; i++) length = length * 256 + (bytes[content + i] as number);
      if (length < 0x80 || length < 2 ** (8 * (count - 1))) throw this.failure('it has a length that is not minimal');
      content += count;
    }
    if (length > end - content) throw this.failure('an element reaches past its end');
    this.tag = tag;
    this.elementStart = start;
    this.contentStart = content;
    this.position = content + length;
    return this;
  }

  /** Moves to the next element, which must have this tag. */
  expect(tag: number): this {
    this.next();
    if (this.tag !== tag) throw this.failure(`found tag ${this.tag}, expected ${tag}`);
    return this;
  }

  /** Moves to the next element only if it has this tag. */
  optional(tag: number): boolean {
    if (this.peek() !== tag) return false;
    this.next();
    return true;
  }

  /** A walker over the children of the current element. */
  enter(): DerReader {
    return new DerReader(this.bytes, this.code, this.contentStart, this.position, this.depth + 1);
  }

  /** Shorthand: `expect(tag)` and `enter()`. */
  open(tag: number): DerReader {
    return this.expect(tag).enter();
  }

  /** The current element's content, sharing memory with the input. */
  content(): Buffer {
    return this.bytes.subarray(this.contentStart, this.position);
  }

  /** The current element with its header, sharing memory with the input. */
  element(): Buffer {
    return this.bytes.subarray(this.elementStart, this.position);
  }

  /** The next element's content, which must be an INTEGER: minimal two's complement, kept as it stands. */
  integer(): Buffer {
    const content = this.expect(TAG.integer).content();
    const first = content[0];
    const second = content[1];
    if (first === undefined) throw this.failure('it has an empty INTEGER');
    if (second !== undefined && ((first === 0 && second < 0x80) || (first === 0xff && second >= 0x80))) {
      throw this.failure('it has an INTEGER that is not minimal');
    }
    return content;
  }

  /** The next element as a non-negative INTEGER below 2^31. */
  smallInteger(): number {
    const content = this.integer();
    if (content.length > 4 || (content[0] as number) >= 0x80) throw this.failure('it has a number out of range');
    return content.readUIntBE(0, content.length);
  }

  /** The next element as an OBJECT IDENTIFIER in dotted form. */
  oid(): string {
    const content = this.expect(TAG.oid).content();
    const key = content.toString('latin1');
    const known = oidsByBytes.get(key);
    if (known !== undefined) return known;
    const dotted = this.decodeOid(content);
    if (oidsByBytes.size < MAX_OIDS_REMEMBERED) oidsByBytes.set(key, dotted);
    return dotted;
  }

  /** The next element as BIT STRING content without unused bits. */
  bitString(): Buffer {
    const content = this.expect(TAG.bitString).content();
    if (content.length === 0 || content[0] !== 0) throw this.failure('it has a BIT STRING with unused bits');
    return content.subarray(1);
  }

  /** The next element as a BIT STRING of named bits, whose last octet may have unused ones. */
  namedBits(): Buffer {
    const content = this.expect(TAG.bitString).content();
    if (content.length === 0 || (content[0] ?? 0) > 7) throw this.failure('it has a BIT STRING that cannot be');
    return content.subarray(1);
  }

  /** The next element, UTCTime or GeneralizedTime in the form of RFC 5280 §4.1.2.5, in milliseconds since the epoch. */
  time(): number {
    this.next();
    const text = this.content().toString('latin1');
    const general = this.tag === TAG.generalizedTime;
    const match = (
      general ? /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/ : /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/
    ).exec(text);
    if (match === null || (!general && this.tag !== TAG.utcTime))
      throw this.failure('it has a time that cannot be read');
    const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1).map(Number);
    const fullYear = general ? year : year < 50 ? 2000 + year : 1900 + year;
    const at = Date.UTC(fullYear, month - 1, day, hour, minute, second);
    if (new Date(at).getUTCDate() !== day || month > 12 || hour > 23 || minute > 59 || second > 59) {
      throw this.failure('it has a time that does not exist');
    }
    return at;
  }

  /** Throws if anything is left: a structure must be read to its last byte. */
  finish(): void {
    if (!this.done) throw this.failure('it has bytes where it should end');
  }

  /** An error of this reader's code; `why` completes "cannot be read: …". */
  failure(why: string): CartwrightError {
    const what =
      this.code === 'bad-certificate' ? 'certificate' : this.code === 'bad-signature' ? 'signature' : 'message';
    return new CartwrightError(this.code, `The ${what} cannot be read: ${why}.`);
  }

  private decodeOid(content: Buffer): string {
    if (content.length === 0 || content.length > 64)
      throw this.failure('it has an OBJECT IDENTIFIER of a wrong length');
    const arcs: number[] = [];
    let value = 0;
    let started = false;
    for (const byte of content) {
      if (!started && byte === 0x80) throw this.failure('it has an OBJECT IDENTIFIER that is not minimal');
      started = true;
      value = value * 128 + (byte & 0x7f);
      if (value > Number.MAX_SAFE_INTEGER / 256) throw this.failure('it has an OBJECT IDENTIFIER out of range');
      if (byte < 0x80) {
        arcs.push(value);
        value = 0;
        started = false;
      }
    }
    if (started) throw this.failure('it has an OBJECT IDENTIFIER that does not end');
    const first = arcs.shift() as number;
    const top = first < 40 ? 0 : first < 80 ? 1 : 2;
    return [top, first - top * 40, ...arcs].join('.');
  }
}

/** Walks the one outermost element, which must span the whole input and carry `tag`. */
export function openWhole(bytes: Buffer, tag: number, code: ErrorCode): DerReader {
  const outer = new DerReader(bytes, code);
  const inner = outer.open(tag);
  outer.finish();
  return inner;
}
