import { writeFileSync } from 'node:fs';
import QRCode from 'qrcode';

const WIDTH = 640;
const HEIGHT = 480;
const WHITE = 235;
const BLACK = 16;

/**
 * Has Chromium's camera see a QR code.
 *
 * @param file where the film is kept, in the YUV4MPEG2 format that Chromium plays
 * @returns the flags to launch it with
 */
export function cameraThatSees(text: string, file: string): string[] {
  const { modules } = QRCode.create(text, { errorCorrectionLevel: 'M' });
  const square = Math.floor((HEIGHT * 0.7) / modules.size);
  const left = Math.floor((WIDTH - square * modules.size) / 2);
  const top = Math.floor((HEIGHT - square * modules.size) / 2);
  const light = Buffer.alloc(WIDTH * HEIGHT, WHITE);
  for (let row = 0; row < modules.size * square; row++)
    for (let column = 0; column < modules.size * square; column++)
      if (modules.get(Math.floor(row / square), Math.floor(column / square)) !== 0)
        light[(top + row) * WIDTH + left + column] = BLACK;
  const noColour = Buffer.alloc((WIDTH * HEIGHT) / 2, 128);
  const frame = Buffer.concat([Buffer.from('FRAME\n'), light, noColour]);
  const head = Buffer.from(`YUV4MPEG2 W${WIDTH} H${HEIGHT} F10:1 Ip A1:1 C420mpeg2\n`);
  writeFileSync(file, Buffer.concat([head, frame, frame]));
  return [
    '--use-fake-device-for-media-stream',
    '--use-fake-ui-for-media-stream',
    `--use-file-for-fake-video-capture=${file}`,
  ];
}
