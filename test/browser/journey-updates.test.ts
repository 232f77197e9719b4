import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { DeviceGroup, UpdateRule } from '../../shared/contract/index.ts';
import { accessibilityProblems, launchBrowser, openWindow, type Window } from './support/browser.ts';
import { type RealConsole, startRealConsole } from './support/real-console.ts';

let browser: Browser;
let server: RealConsole;
let window: Window;
beforeAll(async () => {
  browser = await launchBrowser();
  server = await startRealConsole({ devices: 3 });
  const { failed } = await server.fleet.enrollAll(await server.admin.invite());
  expect(failed).toEqual([]);
  await server.fleet.settled();
  window = await openWindow(browser, { signIn: await server.signIn(), path: '/updates' });
});
afterAll(async () => {
  await window.context.close();
  await browser.close();
  await server[Symbol.asyncDispose]();
});

it('makes a rule, follows its devices, puts rules in order, and takes a deletion back', async () => {
  const { page, errors } = window;
  await page.getByRole('heading', { name: 'No rules yet' }).waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.getByRole('button', { name: 'Make a rule' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').fill('Everybody, newest');
  await dialog.getByRole('combobox', { name: 'Bring devices to' }).click();
  await page.getByRole('option', { name: 'the newest system', exact: true }).click();
  await dialog.getByRole('combobox', { name: 'Groups' }).click();
  await page.getByRole('option', { name: 'iPads', exact: true }).click();
  await dialog.getByLabel('Name').focus();
  await dialog.getByRole('radio', { name: 'Only at certain hours' }).check();
  expect(await dialog.getByRole('button', { name: 'Remove these hours' }).count()).toBe(5);
  expect(await accessibilityProblems(page)).toEqual([]);
  await dialog.getByRole('radio', { name: 'At any time' }).check();
  await dialog.getByRole('button', { name: 'Save rule' }).click();
  await page.getByRole('heading', { level: 1, name: 'Everybody, newest' }).waitFor();

  const rules = () => server.admin.call<UpdateRule[]>('GET', '/update-rules');
  await expect.poll(async () => Object.values((await rules())[0]?.counts ?? {}).reduce((a, b) => a + b, 0)).toBe(3);
  await page.getByRole('table', { name: 'Devices' }).getByRole('row').nth(3).waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);

  // Another one that goes first takes the devices over.
  const groups = await server.admin.call<DeviceGroup[]>('GET', '/groups');
  const iPads = groups.find(({ name }) => name === 'iPads')?.id;
  await server.admin.call('POST', '/update-rules', {
    name: 'Stay',
    content: { platform: 'iOS', goal: { kind: 'version', version: '1.0' } },
    groups: [{ id: iPads, mode: 'include' }],
  });
  await page.getByRole('link', { name: 'Back to all rules' }).click();
  await page.getByRole('button', { name: 'Move “Stay” up' }).click();
  await expect.poll(async () => (await rules())[0]?.counts).toEqual({ 'up-to-date': 3 });
  await page.getByText('Up to date 3').waitFor();
  expect((await rules()).map(({ name }) => name)).toEqual(['Stay', 'Everybody, newest']);

  await page.getByRole('button', { name: 'Everybody, newest', exact: true }).click();
  await page.getByRole('heading', { name: 'No devices here' }).waitFor();
  await page.getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Delete rule' }).click();
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.getByRole('dialog').getByRole('button', { name: 'Delete rule' }).click();
  await page.getByRole('button', { name: /^Undo/ }).click();
  await expect.poll(async () => (await rules()).length).toBe(2);
  await page.getByText('Everybody, newest', { exact: true }).waitFor();

  const [device] = await server.admin.devices();
  await page.goto(`${server.engine.consoleUrl}/#/devices/${device?.id}/updates`);
  await page.getByRole('link', { name: 'Rule “Stay”' }).waitFor();
  expect(errors).toEqual([]);
});
