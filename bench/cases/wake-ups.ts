import { type Figure, figure } from '../support/figures.ts';
import { costOf, until } from '../support/measure.ts';
import type { School, ServingEngine } from '../support/school.ts';

/** An administrator wakes every device at once: from the request until the simulated APNs has heard of the last one. */
export async function wakeUps(school: School, { process, rest }: ServingEngine): Promise<Figure[]> {
  const { quick } = school.options;
  const deviceIds = school.seeded.map(({ deviceId }) => deviceId);
  const perCpuSecond: number[] = [];
  const perSecond: number[] = [];
  const stalls: number[] = [];
  for (let run = -1; run < (quick ? 3 : 5); run++) {
    const { delivered } = (await rest.status()).push;
    const expected = delivered + deviceIds.length;
    const before = school.apple.apns.stats().requests;
    const { result: cost, max } = await process.profiled(`wake-ups-${run}`, () =>
      process.loopDelays(() =>
        costOf(process, async () => {
          await rest.wake(deviceIds);
          await until(() => school.apple.apns.stats().requests - before >= deviceIds.length);
        }),
      ),
    );
    await until(async () => (await rest.status()).push.delivered >= expected);
    if (school.apple.apns.stats().connections !== 1) throw new Error('The engine keeps more than one connection.');
    if (run < 0) continue;
    perCpuSecond.push((deviceIds.length * 1e6) / cost.cpuUs);
    perSecond.push((deviceIds.length * 1e6) / cost.wallUs);
    stalls.push(max);
  }
  return [
    figure('wake-ups per second of CPU time, one connection', '/s', perCpuSecond, { atLeast: 3000 }),
    figure('  the same: on the wall clock', '/s', perSecond),
    figure('  the same: longest stall', 'ms', stalls),
  ];
}
