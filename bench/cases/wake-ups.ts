import { type Figure, figure } from '../support/figures.ts';
import { costOf, until } from '../support/measure.ts';
import type { School, ServingEngine } from '../support/school.ts';

/** An administrator wakes every device at once: from the request to the last answer of the simulated APNs. */
export async function wakeUps(school: School, { process, rest }: ServingEngine): Promise<Figure[]> {
  const { quick } = school.options;
  const deviceIds = school.seeded.map(({ deviceId }) => deviceId);
  const rates: number[] = [];
  const cpu: number[] = [];
  for (let run = -1; run < (quick ? 3 : 5); run++) {
    const { delivered } = (await rest.status()).push;
    const expected = delivered + deviceIds.length;
    const before = school.apple.apns.stats().requests;
    const cost = await process.profiled(`wake-ups-${run}`, () =>
      costOf(process, async () => {
        await rest.wake(deviceIds);
        await until(() => school.apple.apns.stats().requests - before >= deviceIds.length);
      }),
    );
    await until(async () => (await rest.status()).push.delivered >= expected);
    if (school.apple.apns.stats().connections !== 1) throw new Error('The engine keeps more than one connection.');
    if (run < 0) continue;
    rates.push((deviceIds.length * 1e6) / cost.wallUs);
    cpu.push(cost.cpuUs / deviceIds.length);
  }
  return [
    figure('wake-ups through one connection', '/s', rates, { atLeast: 3000 }),
    figure('  the same: CPU time for each', 'µs', cpu),
  ];
}
