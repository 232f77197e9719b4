import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchBrowser, openWindow, type Window } from './support/browser.ts';
import { type RealConsole, startRealConsole } from './support/real-console.ts';

const DEVICES = 12;
let browser: Browser;
let server: RealConsole;
let window: Window;
beforeAll(async () => {
  browser = await launchBrowser();
  server = await startRealConsole({ devices: DEVICES });
  const { failed } = await server.fleet.enrollAll(await server.admin.invite());
  expect(failed).toEqual([]);
  await server.fleet.settled();
  window = await openWindow(browser, { signIn: await server.signIn() });
  await window.page.getByText(`${DEVICES} devices found`).waitFor({ state: 'attached' });
});
afterAll(async () => {
  await window.context.close();
  await browser.close();
  await server[Symbol.asyncDispose]();
});

const names = (page: Page): Promise<string[]> => page.locator('[role=gridcell][data-column=name] a').allInnerTexts();
const numbered = Array.from({ length: 10 }, (_, index) => `Cart A - ${String(index + 1).padStart(2, '0')}`);

it('finds ten devices, renames them by a pattern, sees the names come back from the devices, and takes it back', async () => {
  const { page } = window;
  const before = await names(page);
  await page.locator('[aria-rowindex="2"] input[type=checkbox]').click();
  await page.locator('[aria-rowindex="11"] input[type=checkbox]').click({ modifiers: ['Shift'] });
  await page.getByRole('heading', { name: '10 devices selected' }).waitFor();
  await page.getByRole('button', { name: 'Rename' }).click();

  const dialog = page.getByRole('dialog', { name: 'Rename 10 devices' });
  await dialog.getByLabel('Pattern').fill('Cart {what}');
  await dialog.getByText('There is no placeholder {what}', { exact: false }).waitFor();
  await dialog.getByLabel('Pattern').fill('All the same');
  await dialog.getByText('Another of these devices gets the same name.').first().waitFor();
  await dialog.getByLabel('Pattern').fill('Cart A - ');
  await dialog.getByRole('button', { name: '{n:02}' }).click();
  await dialog.getByRole('cell', { name: 'Cart A - 10', exact: true }).waitFor();
  await dialog.getByRole('button', { name: 'Rename 10 devices' }).click();
  await page.getByText('10 devices get their new names at their next contact.').first().waitFor();

  // The devices are woken, take their names and report them; the list shows it by itself.
  await expect
    .poll(async () => (await names(page)).filter((name) => name.startsWith('Cart A')), { timeout: 120_000 })
    .toEqual(numbered);
  expect(
    (await server.admin.devices()).map(({ name }) => name).filter((name) => name?.startsWith('Cart A')),
  ).toHaveLength(10);

  await page.getByRole('button', { name: /^Undo/ }).click();
  await expect.poll(async () => [...(await names(page))].sort(), { timeout: 120_000 }).toEqual([...before].sort());
  expect(window.errors).toEqual([]);
});
