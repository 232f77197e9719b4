import { chromium, type Page } from 'playwright-core';
import { createFleet, type Fleet, STEADY_IPADS } from '../../electron/simulator/index.ts';
import { findChromium } from '../../scripts/ensure-chromium.ts';
import { traced } from '../support/browser-trace.ts';
import { CHROMIUM_FLAGS, openWindow, signIn } from '../support/console-window.ts';
import { type Figure, figure } from '../support/figures.ts';
import { costOf } from '../support/measure.ts';
import { onAllCores } from '../support/pinning.ts';
import type { School, ServingEngine } from '../support/school.ts';

/** What a display with 60 frames per second leaves for one. */
const FRAME_MS = 16.7;
const PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
/** Reached, named, two settings, a profile, two apps, a wallpaper, and four questions in the end. */
const STEPS = 12;

const contentOf = (name: string, pictureId: string) => ({
  namePattern: `${name} {n:03}`,
  settings: { timeZone: 'Europe/Berlin', bluetooth: true },
  lockScreen: { footnote: name, ifLost: '', assetTag: '' },
  restrictions: { allowCamera: false },
  apps: [4711, 4712].map((id) => ({
    bundleId: `com.example-store.app${id}`,
    name: `App ${id}`,
    source: { kind: 'store', id },
  })),
  wallpaper: { lock: pictureId, home: pictureId },
});

/**
 * A prepare run of 300 simulated iPads over TLS, from applying the blueprint to the last device that is as it should be.
 * Then another one while somebody looks at its board, scrolls through it and everything on it changes.
 */
export async function prepare({ options, apple }: School, engine: ServingEngine): Promise<Figure[]> {
  const { process, rest, target } = engine;
  const count = options.quick ? 60 : 300;
  const fleet = createFleet({
    ...{ seed: 60, count, push: apple.apns.devices, keyPool: 8, apps: 20, supervised: true, mix: STEADY_IPADS },
  });
  try {
    const { failed } = await fleet.enrollAll({ url: await rest.reusableLink(false), trustPem: target.trustPem });
    if (failed.length > 0) throw new Error(`${failed.length} iPads did not enroll: ${failed[0]?.reason}`);
    await fleet.settled();
    const serials = new Set(fleet.devices.map(({ state }) => state.serialNumber));
    const deviceIds = (await rest.devicesOf([...serials])).map(({ id }) => id);
    const { id: pictureId } = await rest.addPicture('Bench', PIXEL);
    const blueprint = await rest.makeBlueprint('Bench', contentOf('Bench', pictureId));
    const cost = await process.profiled('prepare', () =>
      process.loopDelays(() =>
        costOf(process, async () => {
          const run = await rest.applyBlueprint(blueprint.id, deviceIds);
          await isDone(fleet, () => rest.prepareRun(run.id));
        }),
      ),
    );
    const { cpuUs, wallUs } = cost.result;
    const named = `prepare run of ${count} iPads, ${STEPS} steps each`;
    return [
      figure(`${named}: for each device`, 'ms', [cpuUs / 1000 / count], { atMost: 60 }),
      figure(`${named}: for each step of a device`, 'ms', [cpuUs / 1000 / count / STEPS]),
      figure(`${named}: on the wall clock, simulator included`, 's', [wallUs / 1e6]),
      figure(`${named}: longest stall`, 'ms', [cost.max], { atMost: 50 }),
      ...(await board(engine, fleet, { ...options, deviceIds, pictureId })),
    ];
  } finally {
    await fleet.stop();
  }
}

/** Waits until a run is over; apps arrive on the devices meanwhile. */
async function isDone(
  fleet: Fleet,
  look: () => Promise<{ state: string; done: number; failed: number }>,
): Promise<void> {
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, 500));
    fleet.live();
    const { state, failed } = await look();
    if (failed > 0) throw new Error(`${failed} iPads could not be prepared.`);
    if (state === 'done') return;
  }
}

/** Somebody watches a run of all devices and scrolls to and fro. */
async function board(
  { process, rest }: ServingEngine,
  fleet: Fleet,
  about: { deviceIds: readonly string[]; pictureId: string } & Pick<
    School['options'],
    'cores' | 'say' | 'profileDirectory'
  >,
): Promise<Figure[]> {
  const executablePath = findChromium();
  if (executablePath === undefined) {
    about.say('  the board left out: there is no Chromium');
    return [];
  }
  const other = await rest.makeBlueprint('Watched', contentOf('Watched', about.pictureId));
  const browser = await onAllCores(about.cores, () => chromium.launch({ executablePath, args: CHROMIUM_FLAGS }));
  try {
    const session = await signIn(process.ready);
    for (const device of fleet.devices) device.setAsleep(true);
    const run = await rest.applyBlueprint(other.id, about.deviceIds);
    await using shown = await openWindow(browser, process.ready, session, `/blueprints/runs/${run.id}`);
    const { page } = shown;
    await page.locator('[role=rowheader] a').first().waitFor();
    const wheel = await wheelOf(page);
    await wheel(3_000, 2_000);
    await wheel(-3_000, 2_000);
    const smooth = await traced(
      browser,
      page,
      async () => {
        for (const device of fleet.devices) device.setAsleep(false);
        const done = isDone(fleet, () => rest.prepareRun(run.id));
        await wheel(9_000, 1_800);
        await wheel(-9_000, 1_800);
        await wheel(9_000, 1_800);
        await done;
      },
      { directory: about.profileDirectory, name: 'board' },
    );
    const sorted = smooth.frameWorkMs.toSorted((a, b) => a - b);
    const at = (share: number): number => sorted[Math.floor(sorted.length * share)] ?? Number.NaN;
    const named = `board of ${about.deviceIds.length} iPads that are prepared meanwhile`;
    return [
      figure(`${named}: main thread's work for a frame, 95th percentile`, 'ms', [at(0.95)], { atMost: FRAME_MS }),
      figure(`${named}: the same, median`, 'ms', [at(0.5)]),
      figure(`${named}: longest task`, 'ms', [smooth.longestTaskMs], { atMost: 50 }),
      figure(`${named}: frames left out, of a hundred`, '%', [
        (100 * smooth.dropped) / Math.max(1, smooth.drawn + smooth.dropped),
      ]),
    ];
  } finally {
    await browser.close();
  }
}

async function wheelOf(page: Page): Promise<(distance: number, speed: number) => Promise<unknown>> {
  const devtools = await page.context().newCDPSession(page);
  return (distance, speed) =>
    devtools.send('Input.synthesizeScrollGesture', {
      ...{ x: 700, y: 500, yDistance: -distance, speed, gestureSourceType: 'mouse', preventFling: true },
    });
}
