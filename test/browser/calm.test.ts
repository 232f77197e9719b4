import type { Page } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Window } from './support/browser.ts';
import type { FakeConsole } from './support/fake-console.ts';
import { keptWindow } from './support/kept-window.ts';

/** So much may move on a screen while it loads; above 0.1 people notice. */
const CALM = 0.05;
/** Each answer of the engine comes this much after the one before, so that every skeleton is seen. */
const APART_MS = 40;

const opened = keptWindow();
let server: FakeConsole;
let window: Window;
beforeEach(async () => {
  ({ server, window } = await opened({ devices: 60, path: '/devices' }));
  await window.page.getByRole('gridcell').first().waitFor();
});
afterEach(async () => {
  vi.restoreAllMocks();
});

/** Makes the engine's answers trickle in, one by one. */
async function slowly(page: Page): Promise<void> {
  await page.routeWebSocket(/\/rpc/, (socket) => {
    const engine = socket.connectToServer();
    let last = Promise.resolve();
    engine.onMessage((message) => {
      last = last.then(() => new Promise((resolve) => setTimeout(resolve, APART_MS))).then(() => socket.send(message));
    });
  });
}

/** What the browser saw move since the page began, without what somebody's own input moved. */
function shifts(page: Page): Promise<{ value: number; moved: string[] }> {
  return page.evaluate(
    () =>
      new Promise((resolve) => {
        interface Shift extends PerformanceEntry {
          value: number;
          hadRecentInput: boolean;
          sources: { node: Node | null }[];
        }
        new PerformanceObserver((list) => {
          const entries = (list.getEntries() as Shift[]).filter(({ hadRecentInput }) => !hadRecentInput);
          resolve({
            value: entries.reduce((sum, { value }) => sum + value, 0),
            moved: entries.flatMap(({ value, sources }) =>
              sources.map(({ node }) => `${value.toFixed(4)} ${(node as Element | null)?.outerHTML?.slice(0, 160)}`),
            ),
          });
        }).observe({ type: 'layout-shift', buffered: true });
        // No entry, no callback.
        requestAnimationFrame(() => requestAnimationFrame(() => resolve({ value: 0, moved: [] })));
      }),
  );
}

describe('nothing jumps while it loads', () => {
  const screens: readonly (readonly [string, (server: FakeConsole) => string])[] = [
    ['home', () => '/'],
    ['devices', () => '/devices'],
    ['a device', ({ school }) => `/devices/${school.devices[0]?.id}`],
    ['enrollment', () => '/enrollment'],
    ['activity', () => '/activity'],
    ...['organisation', 'listener', 'push', 'certificates', 'administrators', 'tokens', 'backups', 'watch'].map(
      (section) => [`settings, ${section}`, () => `/settings/${section}`] as const,
    ),
    ...['account', 'appearance', 'about'].map(
      (section) => [`settings, ${section}`, () => `/settings/${section}`] as const,
    ),
    ...['organisation', 'reachability', 'administrator', 'push', 'invitation'].map(
      (step) => [`first run, ${step}`, () => `/setup/${step}`] as const,
    ),
  ];

  it('on any screen, opened at its address with slow answers', async () => {
    const { context } = window;
    const found: string[] = [];
    for (const [name, path] of screens) {
      const page = await context.newPage();
      await slowly(page);
      await page.goto(`${server.url}/#${path(server)}`);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await page.getByTestId('connection').getByText('Live').waitFor();
      await page.waitForFunction(() => document.querySelector('[aria-busy="true"], .mantine-Skeleton-root') === null);
      const { value, moved } = await shifts(page);
      if (value >= CALM) found.push(`${name}: ${value.toFixed(3)}\n  ${moved.join('\n  ')}`);
      await page.close();
    }
    expect(found).toEqual([]);
  });
});

it('a wish the engine refuses shows at once, and is taken back with its reason', async () => {
  const { page } = window;
  const refused = vi.spyOn(server.people.preferences, 'change').mockImplementation(async () => {
    throw new Error('not to be told');
  });
  await page.goto(`${server.url}/#/settings/appearance`);
  const theme = () => page.evaluate(() => document.documentElement.dataset.mantineColorScheme);
  expect(await theme()).toBe('light');
  await page.getByText('Dark', { exact: true }).click();
  await page.getByText('Not saved. It is as it was before').waitFor();
  await expect.poll(theme).toBe('light');
  expect(refused).toHaveBeenCalledOnce();
  await page
    .getByRole('radio', { name: 'Like the system' })
    .and(page.locator(':checked'))
    .waitFor({ state: 'attached' });
});

it('what is put away on home comes back by undo, by the button and by the keys', async () => {
  const { page } = window;
  await page.goto(`${server.url}/#/`);
  const alert = page.getByRole('button', { name: /^More for/ }).first();
  const name = (await alert.getAttribute('aria-label')) ?? '';
  for (const undo of [
    () => page.getByRole('button', { name: /^Undo:/ }).click(),
    () => page.keyboard.press('Control+z'),
  ]) {
    await page.getByRole('button', { name, exact: true }).click();
    await page.getByRole('menuitem', { name: 'Tomorrow' }).click();
    await page.getByRole('button', { name: /^Undo:/ }).waitFor();
    expect(await page.getByRole('button', { name, exact: true }).count()).toBe(0);
    await undo();
    await page.getByRole('button', { name, exact: true }).waitFor();
  }
});
