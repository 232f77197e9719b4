// @vitest-environment jsdom
import { expect, it } from 'vitest';
import { inParts } from './run-bulk.ts';

const ids = Array.from({ length: 25 }, (_, index) => `id-${index}`);

it('hands devices over in parts and tells how far it is', async () => {
  const told: number[][] = [];
  const parts: number[] = [];
  const job = { signal: new AbortController().signal, progress: (...at: number[]) => told.push(at) };
  const done = await inParts(ids, job, async (part) => void parts.push(part.length), 10);
  expect([done, parts]).toEqual([25, [10, 10, 5]]);
  expect(told).toEqual([[0, 25], [10], [20], [25]]);
});

it('finishes the part under way when it is cancelled, and leaves the rest', async () => {
  const stop = new AbortController();
  const parts: string[][] = [];
  const done = await inParts(
    ids,
    { signal: stop.signal, progress: () => {} },
    async (part) => {
      parts.push(part);
      if (parts.length === 2) stop.abort();
    },
    10,
  );
  expect(done).toBe(20);
  expect(parts.flat()).toEqual(ids.slice(0, 20));
});
