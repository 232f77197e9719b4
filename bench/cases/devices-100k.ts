import { performance } from 'node:perf_hooks';
import type { BigFleet } from '../support/big-fleet.ts';
import { type Figure, figure } from '../support/figures.ts';
import type { BenchOptions } from '../support/school.ts';

const MB = 2 ** 20;

/**
 * What the devices screen asks of an engine with a hundred thousand devices: opening the list, searching, filtering,
 * sorting, scrolling anywhere, counting. Wall-clock time of the REST call, door and JSON included.
 */
export async function devices100k(options: BenchOptions, { count, engine }: BigFleet): Promise<Figure[]> {
  const runs = options.quick ? 5 : 15;
  const ask = async (path: string): Promise<void> => {
    const answer = await fetch(`${engine.ready.console}/api/v1${path}`, {
      headers: { authorization: `Bearer ${engine.ready.apiToken}` },
    });
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
    await answer.text();
  };
  const figures: Figure[] = [];
  /** Each run asks something else, so that no count is remembered from the run before. */
  const measure = async (name: string, paths: (run: number) => string, atMost: number): Promise<void> => {
    await ask(paths(runs));
    const times: number[] = [];
    for (let run = 0; run < runs; run++) {
      const from = performance.now();
      await ask(paths(run));
      times.push(performance.now() - from);
    }
    figures.push(figure(`${count.toLocaleString('en')} devices: ${name}`, 'ms', times, { atMost }));
  };
  const filter = (value: object): string => encodeURIComponent(JSON.stringify(value));
  await measure('open the list', (run) => `/devices?limit=${100 + run}`, 50);
  await measure('scroll somewhere', (run) => `/devices?offset=${((run + 1) * count * 7) % (count - 200)}`, 50);
  await measure(
    'search a part of a serial number',
    (run) => `/devices?search=${String((run * 911) % count).padStart(5, '0')}D`,
    100,
  );
  await measure('search two words that many have', (run) => `/devices?search=ipad%20cart%20${run % 10}`, 100);
  await measure('search what all have', (run) => `/devices?search=cart&limit=${100 + run}`, 100);
  await measure('search two letters', (run) => `/devices?search=${'abcdefghijklmnopqrst'[run]}1`, 100);
  await measure('sort by storage', (run) => `/devices?sort=availableGb&direction=desc&limit=${50 + run}`, 100);
  await measure(
    'filter by version, storage and last contact',
    (run) =>
      `/devices?filter=${filter({
        all: [
          { field: 'osVersion', operator: 'below', value: `17.${run}` },
          {
            any: [
              { field: 'availableShare', operator: 'below', value: 0.1 },
              { not: { field: 'supervised', operator: 'is', value: true } },
            ],
          },
          { field: 'lastSeenAt', operator: 'withinLast', value: { amount: 14 + run, unit: 'days' } },
        ],
      })}`,
    100,
  );
  await measure('ids of all', () => '/devices/ids', 400);
  await measure(
    'count every kind',
    (run) => `/devices/facets?filter=${filter({ field: 'createdAt', operator: 'after', value: run })}`,
    400,
  );
  figures.push(
    figure(`${count.toLocaleString('en')} devices: resident memory`, 'MB', [(await engine.rss()) / MB], {
      atMost: 350,
    }),
  );
  return figures;
}
