import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchBrowser, openWindow, type Window } from './support/browser.ts';
import { type RealConsole, startRealConsole } from './support/real-console.ts';

const DEVICES = 10;
let browser: Browser;
let server: RealConsole;
let window: Window;
beforeAll(async () => {
  browser = await launchBrowser();
  server = await startRealConsole({ devices: DEVICES });
  window = await openWindow(browser, { signIn: await server.signIn() });
});
afterAll(async () => {
  await window.context.close();
  await browser.close();
  await server[Symbol.asyncDispose]();
});

it('brings devices in by an invitation made in the window, and shows them as they come', async () => {
  const { page } = window;
  await page.getByText('No devices yet').waitFor();
  await page.getByTestId('empty').getByRole('link', { name: 'Enroll devices' }).click();
  await page.getByRole('button', { name: 'New invitation' }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').fill('iPads of room 12');
  await dialog.getByText('Any number', { exact: true }).click();
  await dialog.getByRole('button', { name: 'Make invitation' }).click();
  await page.getByRole('img', { name: /QR code/ }).waitFor();
  const url = await page.getByRole('complementary').getByLabel('Link').first().inputValue();
  await page.getByRole('link', { name: 'Devices' }).click();
  await page.getByText('No devices yet').waitFor();

  const { failed } = await server.fleet.enrollAll({ url, trustPem: await server.admin.rootPem() });
  expect(failed).toEqual([]);
  await page.getByText(`${DEVICES} devices found`).waitFor({ state: 'attached' });
  await page.getByText(`Serving ${DEVICES} devices`).waitFor();
});

it('shows the same list as REST', async () => {
  const { page } = window;
  await server.fleet.settled();
  const rows = await server.admin.devices();
  await expect
    .poll(async () => {
      const names = await page.locator('[role=gridcell][data-column=name]').allInnerTexts();
      const serials = await page.locator('[role=gridcell][data-column=serialNumber]').allInnerTexts();
      return names.map((name, index) => [name, serials[index]]);
    })
    .toEqual(rows.map(({ name, serialNumber }) => [name, serialNumber]));
});

it('sends a command through its form and shows the device’s answer as it comes', async () => {
  const { page } = window;
  await page.locator('[role=gridcell][data-column=name] a').first().click();
  await page.getByRole('tab', { name: 'Apps' }).click();
  await page.getByText('12 entries').waitFor();
  await page.getByRole('button', { name: 'Actions' }).click();
  await page.getByRole('menuitem', { name: 'Find a command' }).click();
  await page.getByRole('searchbox', { name: 'Search commands' }).fill('start lost mode');
  await page.getByRole('dialog').getByRole('button', { name: 'Start lost mode' }).click();
  await page.getByRole('textbox', { name: 'Message' }).fill('Please bring me to the office');
  await page.getByTestId('verdict').getByText('The device can take this.').waitFor();
  await page.getByRole('button', { name: 'Queue command' }).click();
  await page.getByText('Start lost mode: queued for 1 device.').waitFor();
  await page.getByRole('tab', { name: 'Commands' }).click();
  await page.getByRole('row', { name: /Start lost mode Done/ }).waitFor();
  await page.getByRole('button', { name: 'Start lost mode', exact: true }).click();
  await page.getByText(/^Acknowledged · /).waitFor();
  expect(window.errors).toEqual([]);
});
