import { type Figure, figure } from '../support/figures.ts';
import { costOf, until } from '../support/measure.ts';
import type { School, ServingEngine } from '../support/school.ts';

/** A different one each run, so that none waits already; the first warms up. */
const COMMANDS = [
  { RequestType: 'SecurityInfo' },
  { RequestType: 'ProfileList' },
  { RequestType: 'CertificateList' },
  { RequestType: 'InstalledApplicationList' },
  { RequestType: 'ProfileList', ManagedOnly: true },
  { RequestType: 'InstalledApplicationList', ManagedAppsOnly: true },
];

/**
 * One command for every device: from the request until the answer says that all of it is durable, and how long nobody
 * else was served. Wake-ups leave meanwhile, as they do.
 */
export async function bulkSend(school: School, { process, rest }: ServingEngine): Promise<Figure[]> {
  const deviceIds = school.seeded.map(({ deviceId }) => deviceId);
  const seconds: number[] = [];
  const stalls: number[] = [];
  const cpu: number[] = [];
  for (const [run, command] of COMMANDS.slice(0, school.options.quick ? 4 : COMMANDS.length).entries()) {
    const { result: cost, max } = await process.profiled(`bulk-send-${run}`, () =>
      process.loopDelays(() =>
        costOf(process, async () => {
          const { queued } = await rest.queue(deviceIds, command);
          if (queued.length !== deviceIds.length) throw new Error(`${queued.length} devices got it.`);
        }),
      ),
    );
    await rest.cancelAll();
    await until(async () => (await rest.status()).push.waiting === 0);
    if (run === 0) continue;
    seconds.push(cost.wallUs / 1e6);
    cpu.push(cost.cpuUs / deviceIds.length);
    stalls.push(max);
  }
  const count = deviceIds.length.toLocaleString('en');
  return [
    figure(`one command for ${count} devices, durable, on the wall clock`, 's', seconds, { atMost: 1.5 }),
    figure('  the same: CPU time for a device, wake-ups included', 'µs', cpu),
    figure('  the same: longest stall', 'ms', stalls, { atMost: 50 }),
  ];
}
