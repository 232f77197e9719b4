import { benchIpad } from '../support/enroll.ts';
import { type Figure, figure } from '../support/figures.ts';
import { costOf } from '../support/measure.ts';
import { ResultBook } from '../support/result-book.ts';
import type { School, ServingEngine } from '../support/school.ts';
import { inParallel, runSession } from '../support/session.ts';

const AT_ONCE = 64;
const MB = 2 ** 20;

/**
 * Every device is asked for its whole inventory and answers it, each over a connection of its own with a full TLS
 * handshake. What matters is how long anybody else has to wait meanwhile.
 */
export async function fleetInventory(school: School, { process, rest, target }: ServingEngine): Promise<Figure[]> {
  const devices = school.options.quick ? school.seeded.slice(0, 500) : school.seeded;
  const count = devices.length.toLocaleString('en');
  const asked = await process.loopDelays(() => rest.refresh(school.seeded.map(({ deviceId }) => deviceId)));
  const book = new ResultBook(benchIpad(0));
  let commands = 0;
  const answered = await process.profiled('fleet-inventory', () =>
    process.loopDelays(() =>
      costOf(process, () =>
        inParallel(devices, AT_ONCE, async (device) => {
          const answered = await runSession({ target, device }, book);
          commands += answered;
        }),
      ),
    ),
  );
  const perDevice = (commands / devices.length).toFixed(1);
  return [
    figure(`longest stall while ${asked.result.queued.toLocaleString('en')} commands are queued`, 'ms', [asked.max]),
    figure(`longest stall while ${count} devices report ${perDevice} answers each`, 'ms', [answered.max]),
    figure('  the same: 99 % of event loop turns', 'ms', [answered.p99]),
    figure('  the same: a device, with its TLS handshake', 'ms', [answered.result.cpuUs / 1000 / devices.length]),
    figure('resident memory afterwards', 'MB', [(await process.rss()) / MB]),
  ];
}
