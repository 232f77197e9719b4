import type { PolicyContent } from '../../shared/contract/index.ts';
import { type Figure, figure } from '../support/figures.ts';
import { atRest, costOf } from '../support/measure.ts';
import type { School, ServingEngine } from '../support/school.ts';

const clip = (label: string): PolicyContent => ({
  PayloadType: 'Configuration',
  PayloadVersion: 1,
  PayloadIdentifier: 'org.example.bench',
  PayloadUUID: '5B6A4D1E-0C0F-4C44-9C55-5D3B0B4E5A01',
  PayloadDisplayName: 'Bench',
  PayloadContent: [
    {
      PayloadType: 'com.apple.webClip.managed',
      PayloadVersion: 1,
      PayloadIdentifier: 'org.example.bench.clip',
      PayloadUUID: '5B6A4D1E-0C0F-4C44-9C55-5D3B0B4E5A02',
      Label: label,
      URL: 'https://library.example',
      IsRemovable: true,
    },
  ],
});

const PAGE = 200;
/** The target, of which devices beyond ten thousand have their share. */
const SECONDS_FOR_TEN_THOUSAND = 3;

/**
 * One policy for every device: planned for the first time, and again after it was changed. Each time every device gets a
 * command in the queue, the second in place of the first; the engine keeps serving meanwhile.
 */
export async function policies(_school: School, engine: ServingEngine): Promise<Figure[]> {
  const { process, rest } = engine;
  const everybody = (await rest.groups()).find(({ builtIn }) => builtIn === 'all');
  const devices = everybody?.members ?? 0;
  const { id } = await rest.makePolicy('Bench', clip('One'));
  // Devices are planned in another order than they are listed: three pages of them are as good as all.
  const assertPlanned = async (version: number): Promise<void> => {
    for (const share of [1, 0.5, 0]) {
      const { total, rows } = await rest.policyDevices(id, Math.max(0, Math.floor((devices - PAGE) * share)), PAGE);
      const others = rows.filter(({ wantedVersion, state }) => wantedVersion !== version || state !== 'pending');
      if (total !== devices || others.length > 0) throw new Error('The engine rests, but did not plan every device.');
    }
  };
  const measured = async (work: () => Promise<unknown>, version: number) => {
    const delays = await process.loopDelays(async () => {
      const asked = await costOf(process, work);
      const planned = await atRest(process);
      return { cpuUs: asked.cpuUs + planned.cpuUs, wallUs: asked.wallUs + planned.wallUs };
    });
    await assertPlanned(version);
    return delays;
  };
  const first = await measured(() => rest.assignPolicy(id, everybody?.id ?? ''), 1);
  const second = await process.profiled('policies', () => measured(() => rest.savePolicy(id, clip('Two'), 1), 2));
  await rest.removePolicy(id);
  await rest.cancelAll();
  const many = devices.toLocaleString('en');
  return [
    figure(`a policy planned for ${many} devices, queued, on the wall clock`, 's', [first.result.wallUs / 1e6]),
    figure('  the same: CPU time for a device', 'µs', [first.result.cpuUs / devices]),
    figure('  the same: longest stall', 'ms', [first.max]),
    figure(`${many} devices planned anew after one change, on the wall clock`, 's', [second.result.wallUs / 1e6], {
      atMost: (SECONDS_FOR_TEN_THOUSAND * devices) / 10_000,
    }),
    figure('  the same: CPU time for a device', 'µs', [second.result.cpuUs / devices]),
    figure('  the same: longest stall', 'ms', [second.max], { atMost: 30 }),
  ];
}
