import { type Colour, png } from './pictures.ts';

/** A box with round corners, in pixels of a picture 480 wide and 360 high. */
interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly round: number;
  readonly colour: Colour;
}

const WIDTH = 480;
const HEIGHT = 360;

const box = (x: number, y: number, width: number, height: number, round: number, colour: Colour): Box => ({
  ...{ x, y, width, height, round, colour },
});
const shade = ([red, green, blue]: Colour, by: number): Colour => {
  const part = (value: number) => Math.max(0, Math.min(255, Math.round(value * by)));
  return [part(red), part(green), part(blue)];
};

/** What a charging cart looks like: open in front, its iPads upright on two shelves. As PNG in base64. */
export function cartPicture(look: { readonly paint: Colour; readonly room: 'class' | 'library' }): string {
  return png(
    WIDTH,
    HEIGHT,
    painted([...(look.room === 'class' ? classroom() : library()), ...cart(look.paint)]),
  ).toString('base64');
}

function cart(paint: Colour): Box[] {
  const steel: Colour = [66, 74, 86];
  const shelves = [118, 206].flatMap((y) => [
    box(156, y, 168, 74, 5, [32, 38, 48]),
    ...Array.from({ length: 8 }, (_, at) =>
      box(163 + at * 20, y + 12, 14, 58, 3, at === 6 ? [46, 53, 64] : [222, 227, 233]),
    ),
    // A lamp for each, amber while it charges.
    ...Array.from({ length: 8 }, (_, at) =>
      box(168 + at * 20, y + 5, 4, 4, 2, at === 6 ? [70, 78, 90] : at % 3 === 1 ? [255, 190, 70] : [110, 220, 130]),
    ),
  ]);
  return [
    box(112, 326, 256, 12, 6, [150, 138, 124]),
    // Doors stand open at both sides.
    box(92, 104, 46, 194, 6, shade(paint, 0.72)),
    box(342, 104, 46, 194, 6, shade(paint, 0.72)),
    box(104, 176, 5, 44, 2.5, [226, 230, 236]),
    box(371, 176, 5, 44, 2.5, [226, 230, 236]),
    ...[160, 296].flatMap((x) => [box(x, 306, 24, 24, 12, steel), box(x + 7, 313, 10, 10, 5, [190, 196, 204])]),
    box(136, 92, 208, 220, 12, paint),
    box(136, 92, 208, 22, 11, shade(paint, 1.18)),
    box(150, 74, 180, 9, 4.5, steel),
    box(158, 78, 8, 16, 2, steel),
    box(314, 78, 8, 16, 2, steel),
    ...shelves,
    box(214, 290, 52, 12, 4, shade(paint, 0.8)),
  ];
}

function classroom(): Box[] {
  return [
    box(0, 0, WIDTH, HEIGHT, 0, [236, 230, 216]),
    box(0, 286, WIDTH, 74, 0, [198, 172, 138]),
    box(0, 282, WIDTH, 5, 0, [176, 150, 118]),
    box(40, 34, 400, 168, 6, [150, 114, 78]),
    box(48, 42, 384, 152, 3, [50, 88, 74]),
    ...[64, 84, 104].map((y, at) => box(64, y, 92 - at * 18, 4, 2, [176, 204, 190])),
    box(350, 60, 56, 4, 2, [176, 204, 190]),
    box(362, 76, 44, 4, 2, [176, 204, 190]),
  ];
}

function library(): Box[] {
  const books: readonly Colour[] = [
    [178, 84, 70],
    [214, 162, 84],
    [92, 124, 150],
    [128, 148, 104],
    [150, 108, 132],
    [226, 208, 178],
  ];
  return [
    box(0, 0, WIDTH, HEIGHT, 0, [120, 88, 60]),
    ...[14, 106, 198].flatMap((y) => [
      box(0, y, WIDTH, 80, 0, [88, 62, 42]),
      ...Array.from({ length: 30 }, (_, at) => {
        const tall = 52 + ((at * 7 + y) % 5) * 5;
        return box(3 + at * 16, y + 80 - tall, 13, tall, 2, books[(at * 5 + y) % books.length] ?? [0, 0, 0]);
      }),
    ]),
    box(0, 290, WIDTH, 70, 0, [188, 164, 134]),
    box(0, 286, WIDTH, 5, 0, [98, 72, 50]),
  ];
}

/** Boxes one over the other, with smooth edges. */
function painted(boxes: readonly Box[]): Buffer {
  const rows = Buffer.alloc((WIDTH * 3 + 1) * HEIGHT);
  for (const { x, y, width, height, round, colour } of boxes)
    for (let row = Math.max(0, Math.floor(y) - 1); row < Math.min(HEIGHT, y + height + 1); row++)
      for (let column = Math.max(0, Math.floor(x) - 1); column < Math.min(WIDTH, x + width + 1); column++) {
        // How far the middle of the pixel is outside of the box with round corners.
        const across = Math.abs(column + 0.5 - x - width / 2) - width / 2 + round;
        const down = Math.abs(row + 0.5 - y - height / 2) - height / 2 + round;
        const outside =
          Math.hypot(Math.max(across, 0), Math.max(down, 0)) + Math.min(Math.max(across, down), 0) - round;
        const covered = Math.max(0, Math.min(1, 0.5 - outside));
        if (covered === 0) continue;
        const at = row * (WIDTH * 3 + 1) + 1 + column * 3;
        colour.forEach((value, channel) => {
          const under = rows[at + channel] ?? 0;
          rows[at + channel] = Math.round(under + (value - under) * covered);
        });
      }
  return rows;
}
