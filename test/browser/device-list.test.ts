import { readFileSync } from 'node:fs';
import type { Browser, Download, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accessibilityProblems, launchBrowser, openWindow, type Window } from './support/browser.ts';
import { type FakeConsole, startFakeConsole } from './support/fake-console.ts';
import { type RealConsole, startRealConsole } from './support/real-console.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

const heads = (page: Page): Promise<(string | null)[]> =>
  page
    .locator('[role=columnheader][data-column]')
    .evaluateAll((cells) => cells.map((cell) => cell.getAttribute('data-column')));
/** Ticks a column; the list takes over what was chosen a moment later. */
async function tick(page: Page, column: string): Promise<void> {
  const box = page.getByRole('checkbox', { name: column, exact: true });
  await box.click();
  await expect.poll(() => box.isChecked()).toBe(true);
}
const cells = (page: Page, column: string): Promise<string[]> =>
  page.locator(`[role=gridcell][data-column="${column}"]`).allInnerTexts();
const textOf = async (file: Download): Promise<string> => readFileSync(await file.path(), 'utf8').replace('\uFEFF', '');

describe('the list of 900 devices', () => {
  let server: FakeConsole;
  let window: Window;
  beforeAll(async () => {
    server = await startFakeConsole({ devices: 900 });
    window = await openWindow(browser, { signIn: await server.signIn(), path: '/devices?ended=1' });
    await window.page.getByRole('gridcell').first().waitFor();
  });
  afterAll(async () => {
    await window.context.close();
    await server[Symbol.asyncDispose]();
  });

  it('shows the columns one chooses, in the order and width one gives them, and remembers', async () => {
    const { page } = window;
    await page.getByRole('button', { name: 'Choose columns' }).click();
    await page.getByLabel('Find a column').fill('family');
    await tick(page, 'Family');
    await page.getByLabel('Find a column').fill('');
    await page.getByRole('button', { name: /^Family, column/ }).focus();
    await page.keyboard.press('Alt+ArrowUp');
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await expect.poll(async () => (await heads(page)).slice(-3)).toEqual(['lastSeenAt', 'family', 'openCommands']);

    // By the pointer: a head to another place, an edge to another width, a double click to fit.
    await page
      .getByRole('button', { name: 'Family', exact: true })
      .dragTo(page.getByRole('button', { name: 'Serial number', exact: true }), { targetPosition: { x: 2, y: 5 } });
    await expect.poll(async () => (await heads(page)).slice(0, 3)).toEqual(['name', 'family', 'serialNumber']);
    const head = page.locator('[role=columnheader][data-column=osVersion]');
    const widthOf = async (): Promise<number> => Math.round((await head.boundingBox())?.width ?? 0);
    const box = (await head.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
    await page.mouse.move(box.x + box.width, box.y + 10);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width + 60, box.y + 10, { steps: 4 });
    await page.mouse.up();
    await expect.poll(widthOf).toBe(Math.round(box.width) + 60);
    // By keys: wider, to the left, hidden.
    await page.getByRole('button', { name: 'OS', exact: true }).focus();
    await page.keyboard.press('Shift+ArrowRight');
    await expect.poll(widthOf).toBe(Math.round(box.width) + 76);
    await page.keyboard.press('Alt+ArrowLeft');
    await expect.poll(() => heads(page)).toEqual(expect.arrayContaining(['serialNumber', 'osVersion', 'modelName']));
    await page.mouse.dblclick(((await head.boundingBox())?.x ?? 0) + (await widthOf()), box.y + 10);
    await expect.poll(widthOf).toBeLessThan(Math.round(box.width) + 60);
    await page.getByRole('button', { name: 'Column menu of State' }).click();
    await page.getByRole('menuitem', { name: 'Hide column' }).click();
    await expect.poll(() => heads(page)).not.toContain('state');
    const chosen = await heads(page);

    await page.reload();
    await page.getByRole('gridcell').first().waitFor();
    await expect.poll(() => heads(page)).toEqual(chosen);
    await page.getByRole('button', { name: 'Choose columns' }).click();
    await page.getByRole('button', { name: 'Usual columns' }).click();
    await page.keyboard.press('Escape');
  });

  it('shows the same devices as pictures, worked by the same keys, and keeps that in the address', async () => {
    const { page } = window;
    await page.getByText('Grid', { exact: true }).click({ force: true });
    await page.locator('#device-card-0').waitFor();
    expect(page.url()).toContain('layout=grid');
    expect(await page.getByRole('gridcell').count()).toBeLessThan(80);
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.getByRole('grid').focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Space');
    await page.keyboard.press('Shift+ArrowDown');
    const across = Number(await page.getByRole('grid').getAttribute('aria-colcount'));
    await page.getByRole('heading', { name: `${across + 1} devices selected` }).waitFor();
    await page.keyboard.press('End');
    await page.locator('#device-card-899 a').waitFor();
    await page.keyboard.press('Escape');
    await page.getByText('Table', { exact: true }).click({ force: true });
    await page.getByRole('columnheader').first().waitFor();
  });

  it('selects everything the filter finds, read or not, and says who an action reaches before it is done', async () => {
    const { page } = window;
    await page.getByRole('grid').focus();
    await page.keyboard.press('Control+a');
    await page.getByRole('heading', { name: '900 devices selected' }).waitFor();
    const lost = server.school.devices.filter(({ state, pushState }) => state !== 'enrolled' || pushState !== 'ready');
    await page.getByRole('button', { name: `${lost.length} out of reach` }).click();
    await page.getByText('This device is not managed now. Enroll it first.').click();
    await page.getByRole('listitem').filter({ hasText: 'This device is not managed now.' }).first().waitFor();
    await page.keyboard.press('Escape');

    await page.getByRole('button', { name: 'More' }).click();
    await page.getByRole('menuitem', { name: 'End management' }).click();
    const dialog = page.getByRole('dialog', { name: 'End management: 900 devices' });
    const managed = server.school.devices.filter(({ state }) => state !== 'ended').length;
    await dialog.getByText(`Reaches ${managed} devices`).waitFor();
    await dialog.getByText(`Leaves ${900 - managed} devices out`).waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    const [report] = await Promise.all([
      page.waitForEvent('download'),
      dialog.getByRole('button', { name: 'Export the list' }).click(),
    ]);
    const lines = (await textOf(report)).trim().split('\r\n');
    expect(lines[0]).toBe('Name,Serial number,Reached,Reasons');
    expect(lines.filter((line) => line.includes(',no,'))).toHaveLength(900 - managed);
    const end = dialog.getByRole('button', { name: 'End management' });
    expect(await end.isDisabled()).toBe(true);
    await dialog.getByLabel(/Type the number of devices/).fill('900');
    expect(await end.isDisabled()).toBe(true);
    await dialog.getByRole('button', { name: 'Cancel' }).click();
  });

  it('does it as a job that goes on elsewhere', async () => {
    const { page } = window;
    await page.getByRole('button', { name: 'Refresh' }).click();
    const dialog = page.getByRole('dialog', { name: 'Refresh: 900 devices' });
    const managed = server.school.devices.filter(({ state }) => state === 'enrolled').length;
    await dialog.getByText(`Reaches ${managed} devices`).waitFor();
    await dialog.getByRole('button', { name: 'Refresh' }).click();
    await page.getByRole('link', { name: 'Settings' }).click();
    await page.getByText(`${managed} devices are asked for their inventory.`).first().waitFor();
    expect(server.school.calls.get('devices.refresh')).toBe(1);
    expect(server.school.commands.length).toBe(managed);
    expect(window.errors).toEqual([]);
  });
});

describe('a list with custom attributes, before the real engine', () => {
  let server: RealConsole;
  let window: Window;
  beforeAll(async () => {
    server = await startRealConsole({ devices: 3 });
    const { failed } = await server.fleet.enrollAll(await server.admin.invite());
    expect(failed).toEqual([]);
    await server.fleet.settled();
    window = await openWindow(browser, { signIn: await server.signIn() });
    await window.page.getByText('3 devices found').waitFor({ state: 'attached' });
  });
  afterAll(async () => {
    await window.context.close();
    await server[Symbol.asyncDispose]();
  });

  it('fills them from a table, after showing what changes and what is left out, shows, sorts and exports them, and takes it back', async () => {
    const { page } = window;
    const serials = await cells(page, 'serialNumber');
    await page.getByRole('button', { name: 'Import and export' }).click();
    await page.getByRole('menuitem', { name: 'Import CSV' }).click();
    const csv = `Serial number;Room\r\n${serials.map((serial, index) => `${serial};R${3 - index}`).join('\r\n')}\r\nNOBODY;R9\r\n`;
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: 'rooms.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) });
    const dialog = page.getByRole('dialog', { name: 'Import rooms.csv' });
    await dialog.getByText('Nothing would change').waitFor();
    await dialog.getByLabel('Room', { exact: true }).first().click();
    await page.getByRole('option', { name: 'New text attribute “Room”' }).click();
    await dialog.getByText('3 values would change on 3 devices').waitFor();
    await dialog.getByRole('row', { name: /5 NOBODY No device has this serial number/ }).waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Import 3 values' }).click();
    await dialog.getByText('3 values set on 3 devices').waitFor();
    await dialog.getByRole('button', { name: 'Close' }).last().click();

    await page.getByRole('button', { name: 'Choose columns' }).click();
    await page.getByLabel('Find a column').fill('room');
    await tick(page, 'Room');
    await page.keyboard.press('Escape');
    await expect.poll(async () => (await heads(page)).at(-1)).toMatch(/^attribute/);
    const room = (await heads(page)).at(-1) ?? '';
    await expect.poll(() => cells(page, room)).toEqual(['R3', 'R2', 'R1']);
    await page.getByRole('button', { name: 'Room', exact: true }).click();
    await expect.poll(() => cells(page, room)).toEqual(['R1', 'R2', 'R3']);
    expect(page.url()).toContain('sort=attribute');

    await page.getByRole('button', { name: 'Import and export' }).click();
    await page.getByRole('menuitem', { name: 'Export CSV' }).click();
    const save = page.getByRole('dialog', { name: 'Export 3 devices' });
    expect(await accessibilityProblems(page)).toEqual([]);
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      save.getByRole('button', { name: 'Export CSV' }).click(),
    ]);
    const lines = (await textOf(file)).trim().split('\r\n');
    expect(lines[0]?.split(',').at(-1)).toBe('Room');
    expect(lines.slice(1).map((line) => line.split(',').at(-1))).toEqual(['R1', 'R2', 'R3']);

    await page.getByRole('button', { name: /^Undo/ }).click();
    await expect.poll(() => cells(page, room)).toEqual(['–', '–', '–']);
    expect(window.errors).toEqual([]);
  });
});
