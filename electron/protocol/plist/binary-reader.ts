import {
  findForbidden,
  newDict,
  type PlistDict,
  PlistError,
  PlistReal,
  type PlistValue,
  type ResolvedLimits,
  shownKey,
} from '../../../shared/plist/index.ts';

const TRAILER = 32;
/** Seconds from the Unix epoch to 2001-01-01T00:00:00Z, where binary dates begin. */
const EPOCH_2001 = 978_307_200;
const LAST_TIME = 253_402_300_799_000;
const FIRST_TIME = -62_167_219_200_000;

/**
 * Reads one binary property list (`bplist00`). Objects live in a table and refer to each other by index, so a small file
 * can name a loop or a tree of any size: containers are expanded each time they are named and every visit counts
 * against `maxItems`, every byte of text and data against four times `maxBytes`, every level against `maxDepth`.
 * Sets, nulls and keyed-archive references are not property list values and are refused.
 */
export class BinaryReader {
  private readonly bytes: Buffer;
  private readonly limits: ResolvedLimits;
  private readonly offsetSize: number;
  private readonly refSize: number;
  private readonly count: number;
  private readonly top: number;
  private readonly table: number;
  private readonly strings = new Map<number, string>();
  private items = 0;
  private expanded = 0;

  constructor(bytes: Buffer, limits: ResolvedLimits) {
    this.bytes = bytes;
    this.limits = limits;
    if (bytes.length < 8 + 1 + 1 + TRAILER) this.fail('The binary property list ends too early', bytes.length);
    if (bytes.toString('latin1', 0, 8) !== 'bplist00')
      this.fail('Only version 00 of binary property lists is supported', 6);
    const trailer = bytes.length - TRAILER;
    this.offsetSize = bytes[trailer + 6] ?? 0;
    this.refSize = bytes[trailer + 7] ?? 0;
    if (this.offsetSize < 1 || this.offsetSize > 8) this.fail('The size of offsets must be 1 to 8', trailer + 6);
    if (this.refSize < 1 || this.refSize > 8) this.fail('The size of references must be 1 to 8', trailer + 7);
    this.count = this.unsigned(trailer + 8, 8);
    this.top = this.unsigned(trailer + 16, 8);
    this.table = this.unsigned(trailer + 24, 8);
    if (this.count > limits.maxItems) {
      this.fail(`The property list has more than ${limits.maxItems} objects`, trailer + 8, 'too-large');
    }
    if (this.count < 1 || this.top >= this.count) this.fail('The top object is not in the table', trailer + 16);
    if (this.table < 9 || this.table + this.count * this.offsetSize > trailer) {
      this.fail('The offset table lies outside the property list', trailer + 24);
    }
  }

  read(): PlistValue {
    return this.object(this.top, 0);
  }

  private object(index: number, depth: number): PlistValue {
    if (++this.items > this.limits.maxItems) {
      this.fail(`The property list has more than ${this.limits.maxItems} keys and values`, 0, 'too-large');
    }
    const at = this.offsetOf(index);
    const marker = this.bytes[at] ?? 0;
    switch (marker >> 4) {
      case 0x0:
        if (marker === 0x08) return false;
        if (marker === 0x09) return true;
        return this.fail('Not a property list value', at);
      case 0x1:
        return this.integer(at, marker & 0xf);
      case 0x2:
        return this.real(at, marker & 0xf);
      case 0x3:
        return this.date(at, marker);
      case 0x4: {
        const [from, length] = this.extent(at, 1);
        this.expand(length, at);
        return this.bytes.subarray(from, from + length);
      }
      case 0x5:
      case 0x6:
        return this.string(index, at);
      case 0xa:
        return this.array(at, depth);
      case 0xd:
        return this.dict(at, depth);
      default:
        return this.fail('Not a property list value', at);
    }
  }

  private array(at: number, depth: number): PlistValue[] {
    this.descend(at, depth);
    const [from, length] = this.extent(at, this.refSize);
    const array: PlistValue[] = [];
    for (let i = 0; i < length; i++) array.push(this.object(this.reference(from, i), depth + 1));
    return array;
  }

  private dict(at: number, depth: number): PlistDict {
    this.descend(at, depth);
    const [from, length] = this.extent(at, this.refSize * 2);
    const dict = newDict();
    for (let i = 0; i < length; i++) {
      this.items++;
      const keyIndex = this.reference(from, i);
      const keyAt = this.offsetOf(keyIndex);
      const kind = (this.bytes[keyAt] ?? 0) >> 4;
      if (kind !== 0x5 && kind !== 0x6) this.fail('A key is not a string', keyAt);
      const key = this.string(keyIndex, keyAt);
      if (key in dict) this.fail(`The key ${shownKey(key)} stands twice in one dictionary`, at);
      dict[key] = this.object(this.reference(from, length + i), depth + 1);
    }
    return dict;
  }

  private string(index: number, at: number): string {
    const wide = (this.bytes[at] ?? 0) >> 4 === 0x6;
    const [from, length] = this.extent(at, wide ? 2 : 1);
    this.expand(wide ? length * 2 : length, at);
    const known = this.strings.get(index);
    if (known !== undefined) return known;
    const text = wide ? this.utf16(from, length) : this.ascii(from, length);
    // The same rule as for XML, so that every list that was read can be written again.
    if (!text.isWellFormed() || findForbidden(text) >= 0) this.fail('A character that XML forbids', at);
    this.strings.set(index, text);
    return text;
  }

  private ascii(from: number, length: number): string {
    for (let i = from; i < from + length; i++) {
      if ((this.bytes[i] ?? 0) > 0x7f) this.fail('A byte that is not ASCII in an ASCII string', i);
    }
    return this.bytes.toString('latin1', from, from + length);
  }

  private utf16(from: number, length: number): string {
    return Buffer.from(this.bytes.subarray(from, from + length * 2))
      .swap16()
      .toString('utf16le');
  }

  private integer(at: number, power: number): number | bigint {
    const size = 2 ** power;
    if (power > 4) this.fail('An integer has a size that does not exist', at);
    this.within(at + 1, size, at);
    if (size <= 4) return this.bytes.readUIntBE(at + 1, size);
    // Eight bytes are signed; sixteen are what Apple writes for an unsigned number that does not fit them.
    if (size === 16 && this.bytes.readBigUInt64BE(at + 1) !== 0n) this.fail('An integer of more than 64 bits', at);
    const value = size === 8 ? this.bytes.readBigInt64BE(at + 1) : this.bytes.readBigUInt64BE(at + 9);
    const small = Number(value);
    return Number.isSafeInteger(small) ? small : value;
  }

  private real(at: number, power: number): number | PlistReal {
    if (power !== 2 && power !== 3) this.fail('A real has a size that does not exist', at);
    this.within(at + 1, 2 ** power, at);
    const value = power === 2 ? this.bytes.readFloatBE(at + 1) : this.bytes.readDoubleBE(at + 1);
    return this.limits.preserveReals && Number.isInteger(value) ? new PlistReal(value) : value;
  }

  private date(at: number, marker: number): Date {
    if (marker !== 0x33) this.fail('A date has a size that does not exist', at);
    this.within(at + 1, 8, at);
    const time = Math.round((this.bytes.readDoubleBE(at + 1) + EPOCH_2001) * 1000);
    if (!(time >= FIRST_TIME && time <= LAST_TIME)) this.fail('A date outside the years 0 to 9999', at);
    return new Date(time);
  }

  /** Where the content of the object begins and how many units of `unit` bytes it has. */
  private extent(at: number, unit: number): [from: number, length: number] {
    let length = (this.bytes[at] ?? 0) & 0xf;
    let from = at + 1;
    if (length === 0xf) {
      const marker = this.bytes[from] ?? 0;
      if (marker >> 4 !== 0x1 || (marker & 0xf) > 3) this.fail('A length is not an integer', from);
      const size = 2 ** (marker & 0xf);
      this.within(from + 1, size, at);
      length = this.unsigned(from + 1, size);
      from += 1 + size;
    }
    this.within(from, length * unit, at);
    return [from, length];
  }

  private offsetOf(index: number): number {
    if (index >= this.count) this.fail('A reference to an object that does not exist', this.table);
    const at = this.unsigned(this.table + index * this.offsetSize, this.offsetSize);
    if (at < 8 || at >= this.table) this.fail('An object lies outside the property list', at);
    return at;
  }

  private reference(from: number, i: number): number {
    return this.unsigned(from + i * this.refSize, this.refSize);
  }

  /** Big-endian, 1 to 8 bytes; what no file can be as long as is as good as infinity. */
  private unsigned(at: number, size: number): number {
    let value = 0;
    for (let i = 0; i < size; i++) value = value * 256 + (this.bytes[at + i] ?? 0);
    return value;
  }

  private within(from: number, length: number, at: number): void {
    if (!(from + length <= this.table)) this.fail('An object reaches past the end of the objects', at);
  }

  private expand(size: number, at: number): void {
    this.expanded += size;
    if (this.expanded > this.limits.maxBytes * 4) {
      this.fail('The property list repeats its objects into too much text and data', at, 'too-large');
    }
  }

  private descend(at: number, depth: number): void {
    if (depth >= this.limits.maxDepth) {
      this.fail(`The property list is nested more than ${this.limits.maxDepth} deep, or in a loop`, at, 'too-large');
    }
  }

  private fail(message: string, at: number, code: 'bad-plist' | 'too-large' = 'bad-plist'): never {
    throw new PlistError(message, Math.min(at, this.bytes.length), code);
  }
}
