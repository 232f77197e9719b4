import { pump } from '../support/device-line.ts';
import { type Figure, figure } from '../support/figures.ts';
import type { School, ServingEngine } from '../support/school.ts';
import { idleRequest, openLine } from '../support/session.ts';

const LINES = 64;

/** What stays in memory for each connect served, after a full collection: nothing, when nothing leaks. */
export async function endurance(school: School, { process, target }: ServingEngine): Promise<Figure[]> {
  const total = school.options.quick ? 20_000 : 200_000;
  const lines = await Promise.all(
    school.seeded.slice(0, LINES).map(async (device) => ({
      request: idleRequest({ target, device }),
      line: await openLine({ target, device }),
    })),
  );
  const serve = (count: number): Promise<void> =>
    pump(
      lines.map(({ line }) => line),
      count,
      (line) => lines[line]?.request ?? Buffer.alloc(0),
    );
  await serve(10_000);
  const before = await process.heap();
  await serve(total);
  const after = await process.heap();
  for (const { line } of lines) line.close();
  const grown = Math.max(0, after.heapUsed + after.external - before.heapUsed - before.external);
  return [
    figure(`memory kept for each of ${total.toLocaleString('en')} connects`, 'bytes', [grown / total], { atMost: 10 }),
  ];
}
