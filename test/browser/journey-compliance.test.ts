import { readFileSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ComplianceRule } from '../../shared/contract/index.ts';
import { accessibilityProblems, launchBrowser, openWindow, type Window } from './support/browser.ts';
import { type RealConsole, startRealConsole } from './support/real-console.ts';

const DEVICES = 3;
let browser: Browser;
let server: RealConsole;
let window: Window;
beforeAll(async () => {
  browser = await launchBrowser();
  server = await startRealConsole({ devices: DEVICES });
  const { failed } = await server.fleet.enrollAll(await server.admin.invite());
  expect(failed).toEqual([]);
  await server.fleet.settled();
  for (const device of server.fleet.devices) {
    await server.admin.inventoried(device.state.serialNumber);
    device.change({ passcode: { present: true, compliant: true } });
    const { id } = await server.admin.find(device.state.serialNumber);
    await server.admin.reached(await server.admin.send(id, { RequestType: 'SecurityInfo' }), 'acknowledged');
  }
  window = await openWindow(browser, { signIn: await server.signIn(), path: '/compliance' });
});
afterAll(async () => {
  await window.context.close();
  await browser.close();
  await server[Symbol.asyncDispose]();
});

it('CMP-03, CMP-06, CMP-11, CMP-13, CMP-15 makes a rule from a ready-made one, sees a device violate it live, says why, exempts it and switches the rule off', async () => {
  const { page, errors } = window;
  await page.getByRole('heading', { name: 'No rules yet' }).waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.getByRole('link', { name: 'Use “Passcode”' }).click();
  const preview = page.getByRole('complementary', { name: 'Who would violate it now' });
  await preview.getByText('No device', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Add a check' }).click();
  await page.getByRole('menuitem', { name: 'Roaming' }).click();
  await page.getByText('In a foreign mobile network.').waitFor();
  // At once: no grace, and the stages keep their times while what they do changes places.
  await page.getByLabel('Grace period', { exact: true }).last().fill('0');
  await page.getByRole('group', { name: 'Stage 2' }).focus();
  await page.keyboard.press('Alt+ArrowUp');
  await page.getByText('Stage 2 is now stage 1.').waitFor();
  await page.keyboard.press('Alt+ArrowDown');
  await page.getByText('Stage 1 is now stage 2.').waitFor();
  await page.getByRole('button', { name: 'Add a stage' }).click();
  await page.getByRole('button', { name: 'Save rule' }).click();
  await page.getByRole('alert').getByText('Stage 3 does nothing yet.', { exact: false }).waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.getByRole('button', { name: 'Remove stage 3' }).click();
  await page.getByRole('button', { name: 'Save rule' }).click();
  await page.getByRole('row').filter({ hasText: 'Roaming' }).waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);

  const [device] = server.fleet.devices;
  const { id } = await server.admin.find(device?.state.serialNumber ?? '');
  await page.getByRole('tab', { name: 'Violations' }).click();
  await page.getByRole('heading', { name: 'No violations' }).waitFor();
  device?.change({ passcode: { present: false, compliant: false } });
  await server.admin.reached(await server.admin.send(id, { RequestType: 'SecurityInfo' }), 'acknowledged');
  const row = page.getByRole('row').filter({ hasText: device?.state.serialNumber ?? '' });
  await row.getByText('Violating').waitFor();
  await row.getByText('Lock the device').waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  const [saved] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Export CSV' }).click(),
  ]);
  expect(readFileSync(await saved.path(), 'utf8')).toContain(device?.state.serialNumber);

  await row.getByRole('button').first().click();
  await page.getByRole('button', { name: 'Why does it violate “Passcode”?' }).click();
  await page.getByRole('dialog').getByText('violates the rule.', { exact: false }).waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Exempt from “Passcode”' }).click();
  await page.getByRole('dialog').getByLabel('Reason').fill('On loan');
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.getByRole('dialog').getByRole('button', { name: 'Exempt', exact: true }).click();
  await page.getByText('On loan', { exact: false }).first().waitFor();

  await page.goto(`${server.engine.consoleUrl}/#/compliance`);
  await page.getByRole('link', { name: /^Exempt\s*1/ }).waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.getByRole('tab', { name: 'Exemptions' }).click();
  await page.getByRole('cell', { name: 'On loan' }).waitFor();
  await page.getByRole('tab', { name: 'Rules' }).click();
  await page.getByRole('switch', { name: 'Switch “Passcode” on' }).press('Space');
  await server.admin.until('the rule is off', async () =>
    (await server.admin.call<ComplianceRule[]>('GET', '/compliance/rules')).every(({ active }) => !active),
  );
  await page.goBack();
  await page.getByRole('cell', { name: 'On loan' }).waitFor();
  expect(errors).toEqual([]);
});
