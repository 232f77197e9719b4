import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Locator } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  createFleet,
  type Fleet,
  type SimulatedApple,
  STEADY_IPADS,
  startSimulatedApple,
} from '../../electron/simulator/index.ts';
import type { PrepareRun } from '../../shared/contract/index.ts';
import { Administrator } from '../support/administrator.ts';
import { EngineProcess } from '../support/engine-process.ts';
import { freePort } from '../support/free-port.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { accessibilityProblems, launchBrowser, openWindow, type Window } from './support/browser.ts';

/* A blueprint from the first click to the report a teacher files, with the engine killed in the middle of the run. */

const DEVICES = 6;
const { path: directory, remove } = temporaryDirectory();
let browser: Browser;
let window: Window;
let apple: SimulatedApple;
let engine: EngineProcess;
let admin: Administrator;
let fleet: Fleet;
let address: string;

beforeAll(async () => {
  apple = await startSimulatedApple();
  writeFileSync(join(directory, 'apple.pem'), apple.rootPem);
  engine = new EngineProcess([
    ...['--data-dir', join(directory, 'engine'), '--api-token', 'true', '--log-level', 'warn'],
    ...['--listen', `127.0.0.1:${await freePort()}`, '--console', `127.0.0.1:${await freePort()}`],
    ...['--push-host', '127.0.0.1', '--push-port', String(apple.apns.port)],
    ...['--push-trust', join(directory, 'apple.pem')],
  ]);
  const ready = await engine.running();
  address = ready.console;
  admin = new Administrator(ready.console, ready.apiToken);
  await admin.setUpPush((csr) => apple.portal.sign(csr));
  fleet = createFleet({
    ...{ seed: 31, count: DEVICES, push: apple.apns.devices, keyPool: 4, apps: 4 },
    supervised: true,
    mix: STEADY_IPADS,
  });
  const { failed } = await fleet.enrollAll(await admin.invite());
  expect(failed).toEqual([]);
  const { id } = await admin.call<{ id: string }>('POST', '/groups', { kind: 'static', name: 'Cart A' });
  const deviceIds = (await admin.devices()).map((device) => device.id);
  await admin.call('POST', `/groups/${id}/members`, { devices: { deviceIds } });
  await admin.call('POST', '/policies', {
    type: 'profile',
    options: { name: 'Library' },
    content: {
      ...{ PayloadType: 'Configuration', PayloadVersion: 1, PayloadIdentifier: 'org.brook.library' },
      ...{ PayloadUUID: '5B6A4D1E-0C0F-4C44-9C55-5D3B0B4E5A01', PayloadDisplayName: 'Library' },
      PayloadContent: [
        {
          ...{ PayloadType: 'com.apple.webClip.managed', PayloadVersion: 1, PayloadIdentifier: 'org.brook.clip' },
          ...{ PayloadUUID: '5B6A4D1E-0C0F-4C44-9C55-5D3B0B4E5A02', Label: 'Library', URL: 'https://library.example' },
        },
      ],
    },
  });
  browser = await launchBrowser();
  window = await openWindow(browser, { signIn: ready.signIn, path: '/blueprints' });
});
afterAll(async () => {
  await window?.context.close();
  await browser?.close();
  await fleet.stop();
  await engine.kill();
  await apple.close();
  remove();
});

it('makes a blueprint on the canvas, applies it to a group, survives a killed engine, and prints the report', async () => {
  const { page } = window;
  await page.getByRole('heading', { name: 'No blueprints yet' }).waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.getByRole('link', { name: 'Make a blueprint' }).click();
  await page.getByRole('textbox', { name: 'Name', exact: false }).first().fill('Classroom');

  // By keyboard from the library, and by dragging.
  const library = page.getByRole('complementary', { name: 'Library' });
  await library.getByRole('button', { name: 'Name', exact: true }).press('Enter');
  const fields = page.getByRole('complementary', { name: 'Name', exact: true });
  await fields.getByRole('textbox', { name: 'Name' }).fill('Cart A - {n:02');
  await fields.getByText('There is something wrong at {', { exact: false }).waitFor();
  await fields.getByRole('textbox', { name: 'Name' }).fill('Cart A - {n:02}');
  await library.getByRole('radiogroup').getByText('Restrictions').click();
  await library.getByRole('textbox', { name: 'Find in the library' }).fill('camera');
  const canvas = page.getByRole('region', { name: 'The device and what it gets' });
  await library
    .getByRole('button', { name: 'Camera', exact: true })
    .dragTo(canvas.getByRole('button', { name: /^Restrictions/ }));
  await canvas.getByRole('button', { name: /^Restrictions Camera: off/ }).waitFor();
  await canvas.getByRole('button', { name: /^Lock screen/ }).click();
  await page.getByLabel('Line at the bottom').fill('Maple Street School');
  await canvas.getByRole('button', { name: /Maple Street School/ }).waitFor();

  // With the keyboard from a tile into its fields and back; panes are found by what people call them.
  const tile = canvas.getByRole('button', { name: /^Setup without/ });
  const hasFocus = (one: Locator) =>
    expect.poll(() => one.evaluate((each) => each === document.activeElement)).toBe(true);
  await tile.press('Enter');
  const panes = page.getByRole('combobox', { name: 'Setup without' });
  await hasFocus(panes);
  await page.keyboard.type('mobile plan');
  await page.getByRole('option', { name: /SIMSetup/ }).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await canvas.getByRole('button', { name: /^Setup without Mobile plan/ }).waitFor();
  await page.keyboard.press('Escape');
  await hasFocus(panes);
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await hasFocus(tile);
  await page.getByRole('button', { name: 'Empty this part' }).click();
  await canvas.getByRole('button', { name: /^Setup without Nothing/ }).waitFor();

  expect(await accessibilityProblems(page)).toEqual([]);
  await page.getByRole('button', { name: 'Save blueprint' }).click();
  await page.getByRole('heading', { level: 1, name: 'Classroom' }).waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);

  await page.getByRole('button', { name: 'Apply', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Apply “Classroom”' });
  await dialog.getByRole('combobox', { name: 'A group' }).click();
  await page.getByRole('option', { name: `Cart A (${DEVICES})` }).click();
  await dialog.getByText('→ Cart A - 01', { exact: false }).waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  // They sleep, so that the engine dies in the middle.
  for (const device of fleet.devices) device.setAsleep(true);
  await dialog.getByRole('button', { name: `Prepare ${DEVICES} devices` }).click();
  const board = page.getByRole('table', { name: 'Devices and steps' });
  await board.getByRole('row').nth(DEVICES).waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.getByRole('button', { name: 'Pause', exact: true }).click();
  await page.getByRole('button', { name: 'Go on' }).waitFor();
  await page.getByRole('button', { name: 'Go on' }).click();
  await page.getByRole('button', { name: 'Pause', exact: true }).waitFor();

  await engine.kill();
  admin.takeToken((await engine.running()).apiToken);
  for (const device of fleet.devices) device.setAsleep(false);
  const [run] = await admin.call<PrepareRun[]>('GET', '/prepare-runs');
  await admin.call('POST', '/devices/wake', { deviceIds: (await admin.devices()).map(({ id }) => id) });
  await expect
    .poll(async () => (await admin.call<PrepareRun>('GET', `/prepare-runs/${run?.id}`)).state, { timeout: 120_000 })
    .toBe('done');
  await page.getByRole('status').getByText(`${DEVICES} of ${DEVICES} ready`).waitFor();
  await board.getByRole('link', { name: 'Cart A - 03' }).waitFor();

  for (const [kind, name] of [
    ['As CSV', 'Classroom-Report.csv'],
    ['As PDF', 'Classroom-Report.pdf'],
  ]) {
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Report', exact: true }).click();
    await page.getByRole('menuitem', { name: kind ?? '' }).click();
    const file = await download;
    expect(file.suggestedFilename()).toBe(name);
    const bytes = readFileSync(await file.path());
    if (kind === 'As PDF') expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
    else expect(bytes.toString()).toContain('Cart A - 06');
  }
  await page.getByRole('button', { name: 'Report', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Print' }).click();
  await page.getByRole('heading', { level: 1, name: 'Prepared: Classroom' }).waitFor();
  await page.getByRole('cell', { name: 'Cart A - 06' }).waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  const pdf = await page.pdf();
  expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');

  await page.goto(`${address}/#/blueprints/${run?.blueprintId}/devices`);
  await page.getByRole('row').filter({ hasText: 'Cart A - 02' }).getByText('Yes').first().waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.goto(`${address}/#/blueprints/${run?.blueprintId}/versions`);
  await page.getByText('The two are the same.').waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);

  // A policy from the shelf makes another version, with a note; one device is dropped on the blueprint after that.
  await page.goto(`${address}/#/blueprints/${run?.blueprintId}/edit`);
  await library.getByRole('radiogroup').getByText('Policies').click();
  await library.getByRole('button', { name: /^Library/ }).dragTo(canvas.getByRole('button', { name: /^Profiles and/ }));
  await canvas.getByRole('button', { name: /^Profiles and settings Library/ }).waitFor();
  await page.getByRole('combobox', { name: 'Version of Library' }).click();
  await page.getByRole('option', { name: 'Version 1' }).click();
  await canvas.getByRole('button', { name: /Library \(version 1\)/ }).waitFor();
  await library.getByRole('radiogroup').getByText('Apps').click();
  await library.getByRole('button').first().waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.getByRole('link', { name: 'Cancel' }).click();
  const leaving = page.getByRole('dialog', { name: 'Leave without saving?' });
  await leaving.getByRole('button', { name: 'Stay here' }).click();
  await leaving.waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Save blueprint' }).click();
  const noting = page.getByRole('dialog', { name: 'Save version 2' });
  await noting.getByRole('textbox', { name: 'What is new' }).fill('The library');
  await noting.getByText(`${DEVICES} devices follow`, { exact: false }).waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  await noting.getByRole('button', { name: 'Save version 2' }).click();
  await page.getByRole('heading', { name: 'Version 2' }).waitFor();
  await expect
    .poll(async () => (await admin.call<PrepareRun[]>('GET', '/prepare-runs'))[0], { timeout: 120_000 })
    .toMatchObject({ version: 2, state: 'done', failed: 0 });
  await page.goto(`${address}/#/devices`);
  const name = page.getByRole('grid').getByRole('link', { name: 'Cart A - 01' });
  await name.hover();
  await page.mouse.down();
  // Some way, then on: a drag begins with the first movement.
  await page.mouse.move(560, 300, { steps: 4 });
  await page.mouse.move(600, 320, { steps: 4 });
  const shelf = page.getByRole('region', { name: 'Drop on a blueprint' });
  await shelf.getByText('Classroom').hover();
  await page.mouse.up();
  await page
    .getByRole('dialog', { name: 'Apply “Classroom”' })
    .getByRole('button', { name: 'Prepare 1 device' })
    .waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.goto(`${address}/#/print/blueprint/${run?.blueprintId}`);
  await page.getByRole('rowheader', { name: 'Restrictions' }).waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
});
