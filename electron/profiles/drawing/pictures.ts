import { Worker } from 'node:worker_threads';
import { CartwrightError } from '../../../shared/errors.ts';
import type { WallpaperOverlay } from '../../../shared/wallpaper/overlay.ts';
import type { DrawAnswer, DrawOrder } from './draw-worker.ts';
import { drawProgram } from './drawing-files.ts';

/** Draws on pictures. */
export interface Pictures {
  /**
   * A picture with text on it, as JPEG.
   *
   * @param image PNG or JPEG
   * @throws CartwrightError `bad-request` when it is no picture, `internal` when it could not be drawn
   */
  withText(image: Uint8Array, overlay: WallpaperOverlay): Promise<Uint8Array>;
}

/** The thread holds some hundred megabytes: it goes when nobody needed it for so long. */
const IDLE_MS = 30_000;

interface Waiting {
  readonly resolve: (jpeg: Uint8Array) => void;
  readonly reject: (error: Error) => void;
}

/** Draws in a thread that begins with the first picture and never keeps the process from ending. */
export function openPictures(): Pictures {
  let thread: Worker | undefined;
  let idle: NodeJS.Timeout | undefined;
  let latest = 0;
  const waiting = new Map<number, Waiting>();

  const failAll = (cause: unknown): void => {
    thread = undefined;
    for (const { reject } of waiting.values())
      reject(new CartwrightError('internal', 'The picture could not be drawn.', { cause }));
    waiting.clear();
  };
  const begin = (): Worker => {
    const begun = new Worker(drawProgram());
    begun.unref();
    begun.on('message', ({ id, ...answer }: DrawAnswer) => {
      const one = waiting.get(id);
      waiting.delete(id);
      if (waiting.size === 0) rest();
      if ('jpeg' in answer) one?.resolve(answer.jpeg);
      else if (answer.problem === 'not-a-picture')
        one?.reject(
          new CartwrightError('bad-request', 'The wallpaper is no picture that can be read. Choose another.'),
        );
      else one?.reject(new CartwrightError('internal', `The picture could not be drawn: ${answer.problem}`));
    });
    begun.on('error', (error) => thread === begun && failAll(error));
    begun.on('exit', () => thread === begun && failAll(undefined));
    return begun;
  };
  const rest = (): void => {
    thread?.unref();
    idle = setTimeout(() => {
      const resting = thread;
      thread = undefined;
      void resting?.terminate();
    }, IDLE_MS);
    idle.unref();
  };

  return {
    withText(image, overlay) {
      clearTimeout(idle);
      thread ??= begin();
      // Somebody waits for it now.
      thread.ref();
      const id = ++latest;
      const order: DrawOrder = { id, image, overlay };
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject });
        thread?.postMessage(order);
      });
    },
  };
}
