import { type Browser, chromium, type Page } from 'playwright-core';
import { findChromium } from '../../scripts/ensure-chromium.ts';
import type { BigFleet } from '../support/big-fleet.ts';
import { traced } from '../support/browser-trace.ts';
import { CHROMIUM_FLAGS, openWindow, signIn } from '../support/console-window.ts';
import { type Figure, figure } from '../support/figures.ts';
import { atRest } from '../support/measure.ts';
import { onAllCores } from '../support/pinning.ts';
import type { BenchOptions } from '../support/school.ts';

/** What a display with 60 frames per second leaves for one. */
const FRAME_MS = 16.7;
const ROWS = '[role=gridcell][data-column=name] a';

/**
 * The console before a hundred thousand devices, in Chromium as a person would: the bundle comes fresh from disk, the
 * list opens, is searched and scrolled, slowly and far. Times are the browser's own, to the paint that shows the outcome.
 */
export async function console100k(options: BenchOptions, { count, engine }: BigFleet): Promise<Figure[]> {
  const executablePath = findChromium();
  if (executablePath === undefined) {
    options.say('  left out: there is no Chromium');
    return [];
  }
  const runs = options.quick ? 3 : 9;
  // A browser is many processes; held on one core with this one, it would measure the squeeze.
  const browser = await onAllCores(options.cores, () => chromium.launch({ executablePath, args: CHROMIUM_FLAGS }));
  try {
    const session = await signIn(engine.ready);
    const paints: number[] = [];
    const opens: number[] = [];
    const firstOpens: number[] = [];
    const searches: number[] = [];
    const forms: number[] = [];
    for (let run = 0; run < runs; run++) {
      // What the run before asked for is done: a window that opens has the engine to itself.
      await atRest(engine);
      await using shown = await openWindow(browser, engine.ready, session);
      const { page } = shown;
      paints.push(await firstPaint(page));
      await page.waitForLoadState('networkidle');
      firstOpens.push(await clickToRows(page, `nav a[href="#/devices"]`));
      await page.evaluate(() => {
        location.hash = '#/activity';
      });
      await page.locator('h1', { hasText: 'Activity' }).waitFor();
      opens.push(await clickToRows(page, `nav a[href="#/devices"]`));
      searches.push(await typeToRows(page, `DMQ${String(911 * (run + 1)).padStart(6, '0')}D`));
      forms.push(await clickToRestrictions(page));
    }
    const named = `${count.toLocaleString('en')} devices, console`;
    return [
      figure(`${named}: first paint, bundle fresh from disk`, 'ms', paints, { atMost: 1000 }),
      figure(`${named}: from the click to the rows, first time`, 'ms', firstOpens, { atMost: 1000 }),
      figure(`${named}: from the click to the rows, again`, 'ms', opens, { atMost: 1000 }),
      figure(`${named}: from a search typed to its rows`, 'ms', searches, { atMost: 500 }),
      figure('policies: from the click to the form of the restrictions', 'ms', forms, { atMost: 150 }),
      ...(await scrolling(browser, engine.ready, session, { named, count, directory: options.profileDirectory })),
    ];
  } finally {
    await browser.close();
  }
}

type Ready = Readonly<Record<string, string>>;

/** From the navigation to the first content painted, in milliseconds. */
function firstPaint(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        new PerformanceObserver((list) => {
          const paint = list.getEntriesByName('first-contentful-paint')[0];
          if (paint !== undefined) resolve(paint.startTime);
        }).observe({ type: 'paint', buffered: true });
      }),
  );
}

/** From a click on `link` to the frame that shows rows of devices, in milliseconds. */
function clickToRows(page: Page, link: string): Promise<number> {
  return page.evaluate(
    ([selector, rows]) =>
      new Promise<number>((resolve) => {
        const from = performance.now();
        const look = (): void => {
          if (document.querySelector(rows) === null) requestAnimationFrame(look);
          // The frame after the next begins when this one has been painted.
          else requestAnimationFrame(() => resolve(performance.now() - from));
        };
        (document.querySelector(selector) as HTMLElement).click();
        requestAnimationFrame(look);
      }),
    [link, ROWS] as const,
  );
}

/** From a click on the largest payload of a profile to the frame that shows its form, in milliseconds. */
async function clickToRestrictions(page: Page): Promise<number> {
  await page.evaluate(() => {
    location.hash = '#/policies/new/exam';
  });
  await page.getByRole('button', { name: 'Restrictions', exact: true }).waitFor();
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const from = performance.now();
        const look = (): void => {
          if (document.querySelector('[data-key^="allow"]') === null) requestAnimationFrame(look);
          // Comes after the frame in which it is drawn; what is drawn later comes after this.
          else {
            const { port1, port2 } = new MessageChannel();
            port1.onmessage = () => resolve(performance.now() - from);
            port2.postMessage(undefined);
          }
        };
        const parts = document.querySelectorAll<HTMLElement>('nav button[class*="part"]');
        [...parts].find(({ textContent }) => textContent?.startsWith('Restrictions'))?.click();
        requestAnimationFrame(look);
      }),
  );
}

/** From a serial number's arrival in the quick search to the frame that shows the one device it finds, in milliseconds. */
async function typeToRows(page: Page, search: string): Promise<number> {
  const answered = page.evaluate(
    (rows) =>
      new Promise<number>((resolve) => {
        let from = 0;
        const note = (): void => {
          from = performance.now();
        };
        document.querySelector('input[type=search]')?.addEventListener('input', note, { once: true });
        const look = (): void => {
          if (from === 0 || document.querySelectorAll(rows).length !== 1) requestAnimationFrame(look);
          else requestAnimationFrame(() => resolve(performance.now() - from));
        };
        look();
      }),
    ROWS,
  );
  await page.locator('input[type=search]').fill(search);
  return answered;
}

/** Scrolls with the wheel through thousands of rows, then jumps to places far apart. */
async function scrolling(
  browser: Browser,
  ready: Ready,
  session: string,
  { named, count, directory }: { named: string; count: number; directory: string | undefined },
): Promise<Figure[]> {
  await using shown = await openWindow(browser, ready, session, '/devices');
  const { page } = shown;
  await page.locator(ROWS).first().waitFor();
  await page.waitForLoadState('networkidle');
  const devtools = await page.context().newCDPSession(page);
  const wheel = (distance: number, speed: number): Promise<unknown> =>
    devtools.send('Input.synthesizeScrollGesture', {
      x: 700,
      y: 500,
      yDistance: -distance,
      speed,
      gestureSourceType: 'mouse',
      preventFling: true,
    });
  await wheel(4_000, 2_000);
  const smooth = await traced(
    browser,
    page,
    async () => {
      await wheel(9_000, 1_800);
      await wheel(30_000, 10_000);
      await wheel(-15_000, 5_000);
    },
    { directory, name: 'console-100k' },
  );
  const jumps: number[] = [];
  for (const share of [0.5, 0.9, 0.1, 0.7, 0.3]) jumps.push(await jumpTo(page, share));
  const sorted = smooth.frameWorkMs.toSorted((a, b) => a - b);
  const p95 = sorted[Math.floor(sorted.length * 0.95)] ?? Number.NaN;
  return [
    figure(`${named}: main thread's work for a frame of scrolling, 95th percentile`, 'ms', [p95], { atMost: FRAME_MS }),
    figure(`${named}: the same, median`, 'ms', [sorted[Math.floor(sorted.length / 2)] ?? Number.NaN]),
    figure(`${named}: longest task while scrolling`, 'ms', [smooth.longestTaskMs], { atMost: 50 }),
    figure(`${named}: frames shown while scrolling`, '/s', [smooth.drawn / smooth.seconds], { atLeast: 55 }),
    figure(`${named}: frames left out, of a hundred`, '%', [
      (100 * smooth.dropped) / Math.max(1, smooth.drawn + smooth.dropped),
    ]),
    figure(`${named}: rows after a jump to anywhere of ${count.toLocaleString('en')}`, 'ms', jumps, { atMost: 300 }),
  ];
}

/** From moving the list to a share of its length to the frame with rows there, in milliseconds. */
function jumpTo(page: Page, share: number): Promise<number> {
  return page.evaluate(
    ([part, rows]) =>
      new Promise<number>((resolve) => {
        const list = document.querySelector('[role=grid]') as HTMLElement;
        const before = document.querySelector(rows)?.textContent;
        const from = performance.now();
        list.scrollTop = part * (list.scrollHeight - list.clientHeight);
        const look = (): void => {
          const now = document.querySelector(rows)?.textContent;
          if (now === undefined || now === before) requestAnimationFrame(look);
          else requestAnimationFrame(() => resolve(performance.now() - from));
        };
        requestAnimationFrame(look);
      }),
    [share, ROWS] as const,
  );
}
