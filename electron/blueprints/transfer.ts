import { strToU8, zipSync } from 'fflate';
import { z } from 'zod';
import { type BlueprintContent, blueprintContent } from '../../shared/contract/blueprint-content.ts';
import { blueprintInput, LARGEST_PICTURE } from '../../shared/contract/blueprints.ts';
import { CartwrightError } from '../../shared/errors.ts';
import { unzip } from './unzip.ts';

const FORMAT = 'cartwright-blueprint';
const DOCUMENT = 'blueprint.json';
/** A blueprint names three pictures at most. */
const MOST_PICTURES = 3;
/** Files in the archive: those of ours, and what a program that packed it anew leaves beside them. */
const MOST_FILES = 100;
/** Of one file in the archive, unpacked. */
const LARGEST_DOCUMENT = 2_000_000;

/** A policy as a blueprint names it on its way: policies themselves travel on their own. */
const travellingPolicy = z.object({
  name: z.string().max(200),
  identifier: z.string().nullable(),
  version: z.number().int().min(1).nullable(),
});
export type TravellingPolicy = z.infer<typeof travellingPolicy>;

const document = z.object({
  format: z.literal(FORMAT),
  formatVersion: z.literal(1),
  ...blueprintInput.omit({ content: true, pictureId: true }).shape,
  pictureId: z.string().nullable(),
  content: blueprintContent,
  policies: z.array(travellingPolicy).max(100),
  pictures: z
    .array(z.object({ id: z.string(), name: z.string().max(200), file: z.string().max(100) }))
    .max(MOST_PICTURES),
});

/** A blueprint with its pictures, as it travels. */
export interface Bundle {
  readonly name: string;
  readonly description: string;
  readonly colour: z.infer<typeof document>['colour'];
  readonly icon: z.infer<typeof document>['icon'];
  readonly pictureId: string | null;
  /** Its policies are named beside it. */
  readonly content: BlueprintContent;
  readonly policies: readonly TravellingPolicy[];
  readonly pictures: readonly { readonly id: string; readonly name: string; readonly bytes: Uint8Array }[];
}

/** The pictures a blueprint uses. */
export function picturesOf(content: BlueprintContent, pictureId: string | null): string[] {
  const all = [content.wallpaper.lock, content.wallpaper.home, pictureId];
  return [...new Set(all.filter((id) => id !== null))];
}

/** The same with other ids for its pictures; those that are not known are left out. */
export function withPictures(content: BlueprintContent, ids: ReadonlyMap<string, string>): BlueprintContent {
  const other = (id: string | null): string | null => (id === null ? null : (ids.get(id) ?? null));
  return { ...content, wallpaper: { lock: other(content.wallpaper.lock), home: other(content.wallpaper.home) } };
}

/** One ZIP: the blueprint as JSON, its pictures beside it. */
export function writeBundle({ pictures, ...blueprint }: Bundle): Buffer {
  const files = pictures.map(({ id, name }, at) => ({ id, name, file: `pictures/${at + 1}` }));
  const text = JSON.stringify({ format: FORMAT, formatVersion: 1, ...blueprint, pictures: files }, null, 2);
  const stored = pictures.map(({ bytes }, at): [string, [Uint8Array, { level: 0 }]] => [
    `pictures/${at + 1}`,
    [bytes, { level: 0 }],
  ]);
  return Buffer.from(zipSync({ [DOCUMENT]: strToU8(text), ...Object.fromEntries(stored) }));
}

/** @throws CartwrightError `bad-request` for what is no such file */
export function readBundle(bytes: Uint8Array): Bundle {
  try {
    const files = unzip(
      bytes,
      (name) => (name === DOCUMENT ? LARGEST_DOCUMENT : /^pictures\/[1-9]$/.test(name) ? LARGEST_PICTURE : undefined),
      MOST_FILES,
    );
    const {
      pictures,
      format: _format,
      formatVersion: _version,
      ...blueprint
    } = document.parse(JSON.parse(Buffer.from(files.get(DOCUMENT) ?? []).toString('utf8')));
    return {
      ...blueprint,
      pictures: pictures.map(({ id, name, file }) => {
        const found = files.get(file);
        if (found === undefined) throw new TypeError(`The picture ${file} is not in it.`);
        return { id, name, bytes: found };
      }),
    };
  } catch (cause) {
    throw new CartwrightError('bad-request', 'This is not the file of a blueprint, or not a whole one.', { cause });
  }
}
