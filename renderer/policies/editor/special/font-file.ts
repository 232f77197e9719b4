/*
 * What a font file says of itself (OpenType specification, “name” table).
 */

export type FontReading =
  | { readonly ok: true; readonly name: string }
  /** `web` for fonts of the web, `collection` for several in one file: devices take neither. */
  | { readonly ok: false; readonly why: 'web' | 'collection' | 'none' };

const FULL_NAME = 4;
const FAMILY = 1;
const WINDOWS = 3;
const UNICODE = 0;

/** The full name of a TrueType or OpenType font, or why devices would not take the file. */
export function readFont(bytes: Uint8Array): FontReading {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 12) return { ok: false, why: 'none' };
  const tag = view.getUint32(0);
  if (tag === 0x774f4646 || tag === 0x774f4632) return { ok: false, why: 'web' };
  if (tag === 0x74746366) return { ok: false, why: 'collection' };
  if (tag !== 0x00010000 && tag !== 0x4f54544f && tag !== 0x74727565) return { ok: false, why: 'none' };
  try {
    const tables = view.getUint16(4);
    for (let at = 12; at < 12 + tables * 16; at += 16)
      if (view.getUint32(at) === 0x6e616d65) return { ok: true, name: nameIn(view, view.getUint32(at + 8)) };
    return { ok: true, name: '' };
  } catch (error) {
    if (error instanceof RangeError) return { ok: false, why: 'none' };
    throw error;
  }
}

function nameIn(view: DataView, table: number): string {
  const count = view.getUint16(table + 2);
  const texts = table + view.getUint16(table + 4);
  let best: { readonly rank: number; readonly text: string } = { rank: 0, text: '' };
  for (let index = 0; index < count; index++) {
    const record = table + 6 + index * 12;
    const platform = view.getUint16(record);
    const id = view.getUint16(record + 6);
    if (id !== FULL_NAME && id !== FAMILY) continue;
    const wide = platform === WINDOWS || platform === UNICODE;
    const english = platform !== WINDOWS || view.getUint16(record + 4) === 0x0409;
    const rank = (id === FULL_NAME ? 8 : 0) + (english ? 4 : 0) + (wide ? 2 : 1);
    if (rank <= best.rank) continue;
    const from = view.byteOffset + texts + view.getUint16(record + 10);
    const text = new TextDecoder(wide ? 'utf-16be' : 'latin1').decode(
      new Uint8Array(view.buffer, from, view.getUint16(record + 8)),
    );
    best = { rank, text };
  }
  return best.text;
}
