import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchBrowser, openWindow, type Window } from './support/browser.ts';
import { type RealConsole, startRealConsole } from './support/real-console.ts';

let browser: Browser;
let server: RealConsole;
let window: Window;
let ids: string[];
beforeAll(async () => {
  browser = await launchBrowser();
  server = await startRealConsole({ devices: 2 });
  const { failed } = await server.fleet.enrollAll(await server.admin.invite({ maxUses: null }));
  expect(failed).toEqual([]);
  await server.fleet.settled();
  ids = (await server.admin.devices()).map(({ id }) => id);
  window = await openWindow(browser, { signIn: await server.signIn() });
});
afterAll(async () => {
  await window.context.close();
  await browser.close();
  await server[Symbol.asyncDispose]();
});

it('diagnoses a device whose push token died, from the command that waits to the way back', async () => {
  const { page, errors } = window;
  const device = await server.admin.device(ids[0] ?? '');
  const simulated = server.fleet.devices.find(({ state }) => state.serialNumber === device.serialNumber);
  server.pushFaults.failToken(simulated?.pushToken ?? '', { status: 410 });
  await page.goto(`${server.engine.consoleUrl}/#/devices/${device.id}?do=DeviceLock`);
  await page.getByTestId('verdict').getByText('The device can take this.').waitFor();
  await page.getByRole('button', { name: 'Queue command' }).click();
  await page.getByTestId('device-state').getByText('Cannot be woken').waitFor();
  await page.getByRole('tab', { name: 'Commands' }).click();
  await page
    .getByRole('row', { name: /Lock device Queued/ })
    .getByRole('link', { name: 'Why is nothing happening?' })
    .click();
  const dialog = page.getByRole('dialog', { name: 'Why is nothing happening?' });
  await dialog.getByText('Nothing can arrive').waitFor();
  await dialog.getByText(/Apple no longer knows the device’s push token/).waitFor();
  await dialog.getByText(/The management profile was removed, or the device was erased/).waitFor();
  await dialog.getByRole('link', { name: 'Open enrollment' }).click();
  await page.getByRole('heading', { level: 1, name: 'Enrollment' }).waitFor();
  expect(errors).toEqual([]);
});

it('erases one device after its serial number was typed, and tells what became of it', async () => {
  const { page } = window;
  const device = await server.admin.device(ids[1] ?? '');
  server.pushFaults.clear();
  await page.goto(`${server.engine.consoleUrl}/#/devices/${device.id}?do=EraseDevice`);
  await page.getByRole('button', { name: 'Continue' }).click();
  const confirm = page.getByRole('dialog', { name: 'Erase device?' });
  const erase = confirm.getByRole('button', { name: 'Erase device' });
  expect(await erase.isDisabled()).toBe(true);
  await confirm.getByRole('textbox').fill(device.serialNumber ?? '');
  await erase.click();
  await page.getByText('Erase device: queued for 1 device.').waitFor();
  await page.getByRole('tab', { name: 'Commands' }).click();
  await page.getByRole('row', { name: /Erase device Done/ }).waitFor();
});
