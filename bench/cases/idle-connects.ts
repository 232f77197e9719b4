import { pump } from '../support/device-line.ts';
import { type Figure, figure } from '../support/figures.ts';
import { costsOf } from '../support/measure.ts';
import type { School, ServingEngine } from '../support/school.ts';
import { idleRequest, openLine } from '../support/session.ts';

const LINES = 64;
/** Signatures a device makes differ from each other; each line goes round a few. */
const VARIANTS = 4;

/** A device looks whether there is something to do, and there is nothing; on kept connections. */
export async function idleConnects(
  school: School,
  { process, target }: ServingEngine,
  how: 'tls' | 'signing',
): Promise<Figure[]> {
  const { quick } = school.options;
  const signing = how === 'signing';
  const lines = await Promise.all(
    Array.from({ length: LINES }, async (_, at) => {
      const device = pick(school.enrolled[how], at);
      const variants = Array.from({ length: VARIANTS }, () => idleRequest({ target, device, signing }));
      return { line: await openLine({ target, device, signing }), variants };
    }),
  );
  const total = quick ? 5_000 : 10_000;
  let turn = 0;
  const next = (line: number): Buffer => pick(lines[line]?.variants ?? [], turn++);
  const costs = await process.profiled(`idle-${how}`, () =>
    costsOf(process, quick ? 3 : 5, () =>
      pump(
        lines.map(({ line }) => line),
        total,
        next,
      ),
    ),
  );
  for (const { line } of lines) line.close();
  return [
    figure(
      signing ? 'idle connect, keep-alive, Mdm-Signature (RSA-2048)' : 'idle connect, keep-alive, mutual TLS',
      'µs',
      costs.map(({ cpuUs }) => cpuUs / total),
      { atMost: signing ? 200 : 120 },
    ),
  ];
}

function pick<T>(from: readonly T[], at: number): T {
  const one = from[at % from.length];
  if (one === undefined) throw new RangeError('there is nothing to pick from');
  return one;
}
