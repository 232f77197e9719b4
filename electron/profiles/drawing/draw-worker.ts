import { readFileSync } from 'node:fs';
import { parentPort } from 'node:worker_threads';
import canvasKit, { type CanvasKit, type TypefaceFontProvider } from 'canvaskit-wasm/full';
import { LINE_HEIGHT, LONGEST_SIDE, overlayArea, type WallpaperOverlay } from '../../../shared/wallpaper/overlay.ts';
import { drawingFiles, fontPart, furtherFonts } from './drawing-files.ts';
import { directed, partsFor, type ScriptFont } from './script-fonts.ts';

/*
 * Draws in a thread of its own: decoding, drawing and encoding a picture take longer than anybody may hold the engine.
 */

export interface DrawOrder {
  readonly id: number;
  /** PNG or JPEG. */
  readonly image: Uint8Array;
  readonly overlay: WallpaperOverlay;
}

export type DrawAnswer =
  | { readonly id: number; readonly jpeg: Uint8Array }
  | { readonly id: number; readonly problem: string };

const JPEG_QUALITY = 88;
const WEIGHT = 600;

interface Tools {
  readonly kit: CanvasKit;
  readonly fonts: TypefaceFontProvider;
  /** Of what is always at hand. */
  readonly families: readonly string[];
  /** Fonts of other scripts. */
  readonly further: readonly ScriptFont[];
  /** Names of the parts of them that were read. */
  readonly read: Set<string>;
}

/** Its types do not know that the module is the function itself. */
const openKit = canvasKit as unknown as (options: { locateFile: (file: string) => string }) => Promise<CanvasKit>;

let opened: Promise<Tools> | undefined;

async function openTools(): Promise<Tools> {
  const { wasm, fonts: files } = drawingFiles();
  const kit = await openKit({ locateFile: () => wasm });
  const fonts = kit.TypefaceFontProvider.Make();
  const families = files.map((file, at) => {
    const bytes = new Uint8Array(readFileSync(file));
    fonts.registerFont(bytes.buffer, `text-${at}`);
    return `text-${at}`;
  });
  return { kit, fonts, families, further: furtherFonts(), read: new Set() };
}

/** Names of the fonts a text is drawn with; what it needs besides the usual is read now. */
function familiesFor(text: string, { fonts, families, further, read }: Tools): string[] {
  const parts = partsFor(text, further).map(({ font, part }) => {
    const name = `${font}-${part}`;
    if (!read.has(name)) fonts.registerFont(new Uint8Array(readFileSync(fontPart(font, part))).buffer, name);
    read.add(name);
    return name;
  });
  return [...families, ...parts];
}

/** The picture with the text on it, as JPEG; undefined when it is no picture. */
function draw(tools: Tools, { image, overlay }: DrawOrder): Uint8Array | undefined {
  const { kit, fonts } = tools;
  const picture = kit.MakeImageFromEncoded(image);
  if (picture === null) return undefined;
  const scale = Math.min(1, LONGEST_SIDE / Math.max(picture.width(), picture.height()));
  const width = Math.max(1, Math.round(picture.width() * scale));
  const height = Math.max(1, Math.round(picture.height() * scale));
  const surface = kit.MakeSurface(width, height);
  if (surface === null) throw new Error('There is not enough memory to draw.');
  const canvas = surface.getCanvas();
  // What was transparent would be black.
  canvas.clear(kit.WHITE);
  const paint = new kit.Paint();
  const from = kit.XYWHRect(0, 0, picture.width(), picture.height());
  canvas.drawImageRectOptions(
    picture,
    from,
    kit.XYWHRect(0, 0, width, height),
    kit.FilterMode.Linear,
    kit.MipmapMode.None,
    paint,
  );
  const area = overlayArea(width, height, overlay.size);
  const style = new kit.ParagraphStyle({
    textAlign: { left: kit.TextAlign.Left, center: kit.TextAlign.Center, right: kit.TextAlign.Right }[overlay.align],
    textStyle: {
      color: kit.parseColorString(overlay.color),
      fontFamilies: familiesFor(overlay.text, tools),
      fontSize: area.fontSize,
      heightMultiplier: LINE_HEIGHT,
      fontStyle: { weight: kit.FontWeight.SemiBold },
      fontVariations: [{ axis: 'wght', value: WEIGHT }],
      ...(overlay.band
        ? {}
        : { shadows: [{ color: kit.Color(0, 0, 0, 0.6), offset: [0, 0], blurRadius: area.fontSize * 0.18 }] }),
    },
  });
  const builder = kit.ParagraphBuilder.MakeFromFontProvider(style, fonts);
  builder.addText(directed(overlay.text));
  const paragraph = builder.build();
  paragraph.layout(area.width);
  const textHeight = paragraph.getHeight();
  const free = Math.max(0, area.height - textHeight);
  const top = area.top + { top: 0, middle: free / 2, bottom: free }[overlay.place];
  if (overlay.band) {
    const inset = area.fontSize * 0.6;
    const long = Math.min(area.width, paragraph.getLongestLine());
    const left = area.left + { left: 0, center: (area.width - long) / 2, right: area.width - long }[overlay.align];
    const band = kit.XYWHRect(left - inset, top - inset / 2, long + 2 * inset, textHeight + inset);
    const shade = new kit.Paint();
    shade.setColor(kit.Color(0, 0, 0, 0.55));
    shade.setAntiAlias(true);
    canvas.drawRRect(kit.RRectXY(band, inset * 0.7, inset * 0.7), shade);
    shade.delete();
  }
  canvas.drawParagraph(paragraph, area.left, top);
  surface.flush();
  const drawn = surface.makeImageSnapshot();
  const jpeg = drawn.encodeToBytes(kit.ImageFormat.JPEG, JPEG_QUALITY);
  for (const each of [drawn, paragraph, builder, paint, picture]) each.delete();
  surface.dispose();
  if (jpeg === null) throw new Error('The drawn picture could not be encoded.');
  return jpeg;
}

parentPort?.on('message', async (order: DrawOrder) => {
  const { id } = order;
  let answer: DrawAnswer;
  try {
    opened ??= openTools();
    const jpeg = draw(await opened, order);
    answer = jpeg === undefined ? { id, problem: 'not-a-picture' } : { id, jpeg };
  } catch (error) {
    answer = { id, problem: error instanceof Error ? error.message : String(error) };
  }
  parentPort?.postMessage(answer);
});
