import { crc32, deflateSync } from 'node:zlib';

export type Colour = readonly [red: number, green: number, blue: number];

/**
 * A wallpaper: one colour flows into another, with hills at its foot. As PNG in base64.
 *
 * @param width in pixels; its height is four thirds of it
 */
export function wallpaper(top: Colour, bottom: Colour, width = 384): string {
  const height = Math.round((width * 4) / 3);
  const rows = Buffer.alloc((width * 3 + 1) * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const hills = hillsAt(x / width, y / height);
      const share = y / height;
      for (let channel = 0; channel < 3; channel++) {
        const from = top[channel] ?? 0;
        const to = bottom[channel] ?? 0;
        rows[y * (width * 3 + 1) + 1 + x * 3 + channel] = Math.round((from + (to - from) * share) * (1 - hills));
      }
    }
  }
  return png(width, height, rows).toString('base64');
}

/** How much darker it is there. */
function hillsAt(x: number, y: number): number {
  const far = 0.68 + 0.06 * Math.sin(x * 7 + 1);
  const near = 0.82 + 0.05 * Math.sin(x * 9 + 4);
  return y > near ? 0.34 : y > far ? 0.17 : 0;
}

/** @param rows three bytes for each pixel, a zero before each row */
export function png(width: number, height: number, rows: Buffer): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const out = Buffer.alloc(body.length + 8);
  out.writeUInt32BE(data.length, 0);
  body.copy(out, 4);
  out.writeUInt32BE(crc32(body), body.length + 4);
  return out;
}
