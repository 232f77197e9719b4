import { beforeEach, describe, expect, it } from 'vitest';
import { CartwrightError } from '../../shared/errors.ts';
import type { Window } from './support/browser.ts';
import type { FakeConsole } from './support/fake-console.ts';
import { keptWindow } from './support/kept-window.ts';

const opened = keptWindow();

describe('the devices list', () => {
  let server: FakeConsole;
  let window: Window;
  beforeEach(async () => {
    ({ server, window } = await opened({ devices: 300 }));
    await window.page.getByRole('gridcell').first().waitFor();
  });
  const names = (): Promise<string[]> => window.page.locator('[role=row] [data-column=name] a').allInnerTexts();

  it('shows every device with what matters, and counts them', async () => {
    const { page, errors } = window;
    await page.getByRole('heading', { name: 'Devices' }).waitFor();
    expect(await page.getByRole('grid').getAttribute('aria-rowcount')).toBe('294');
    const row = page.locator('[role=row][aria-rowindex="2"]');
    const [first] = server.school.services.devices.list({ sort: 'name', direction: 'asc', offset: 0, limit: 1 }).rows;
    for (const fact of [first?.name, first?.serialNumber, first?.modelName, first?.osVersion])
      expect(await row.innerText()).toContain(fact);
    expect(errors).toEqual([]);
  });

  it('sorts on the server by a click on a column, and keeps the order in the address', async () => {
    const { page } = window;
    await page.getByRole('button', { name: 'Battery', exact: true }).click();
    await page.getByRole('columnheader', { name: 'Battery' }).and(page.locator('[aria-sort=ascending]')).waitFor();
    await page.getByRole('button', { name: 'Battery', exact: true }).click();
    await page.getByRole('columnheader', { name: 'Battery' }).and(page.locator('[aria-sort=descending]')).waitFor();
    expect(page.url()).toContain('sort=batteryLevel&direction=desc');
    await expect
      .poll(async () => (await page.locator('[data-column=serialNumber][role=gridcell]').allInnerTexts())[0])
      .toBe(
        server.school.services.devices.list({ sort: 'batteryLevel', direction: 'desc', offset: 0, limit: 1 }).rows[0]
          ?.serialNumber,
      );
  });

  it('finds by typing after the slash key, and comes back to the same search by its address', async () => {
    const { page } = window;
    await page.keyboard.press('/');
    await page.keyboard.type('library');
    await page.getByText('42 devices found').waitFor({ state: 'attached' });
    expect((await names()).every((name) => name.includes('Library'))).toBe(true);
    await page.reload();
    await page.getByText('42 devices found').waitFor({ state: 'attached' });
    expect(await page.getByRole('searchbox').inputValue()).toBe('library');
  });

  it('says so when nothing matches, and offers to show everything again', async () => {
    const { page } = window;
    await page.getByRole('searchbox').fill('no such thing');
    await page.getByText('No device matches').waitFor();
    await page.getByRole('link', { name: 'Show all devices' }).click();
    await page.getByText('293 devices found').waitFor({ state: 'attached' });
  });

  it('shows changes as they happen: a fact, a sighting and a new device', async () => {
    const { page } = window;
    const shown = await page.locator('[role=row][aria-rowindex="3"]').getAttribute('data-device');
    const device = server.school.devices.find(({ id }) => id === shown);
    if (device === undefined) throw new Error('the second row shows no known device');
    server.school.change(device, { osVersion: '99.1' });
    await page.locator(`[data-device="${device.id}"] [data-column=osVersion]`, { hasText: '99.1' }).waitFor();
    server.school.see(device);
    await page.locator(`[data-device="${device.id}"] [data-column=lastSeenAt]`, { hasText: 'now' }).waitFor();
    server.school.addDevice();
    await page.getByText('294 devices found').waitFor({ state: 'attached' });
  });

  it('is worked by keyboard: arrows, space, enter', async () => {
    const { page } = window;
    await page.getByRole('grid').focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Space');
    await page.getByRole('heading', { name: '1 device selected' }).waitFor();
    await page.keyboard.press('Shift+ArrowDown');
    await page.getByRole('heading', { name: '2 devices selected' }).waitFor();
    await page.keyboard.press('Escape');
    const third = (await names())[2];
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: third }).waitFor();
  });

  it('selects a range with shift and sends a wake-up to it', async () => {
    const { page } = window;
    await page.locator('[aria-rowindex="2"] input[type=checkbox]').click();
    await page.locator('[aria-rowindex="6"] input[type=checkbox]').click({ modifiers: ['Shift'] });
    await page.getByRole('heading', { name: '5 devices selected' }).waitFor();
    await page.getByRole('button', { name: 'Wake' }).click();
    const dialog = page.getByRole('dialog', { name: 'Wake: 5 devices' });
    const five = server.school.services.devices.list({ sort: 'name', direction: 'asc', offset: 0, limit: 5 }).rows;
    const reached = five.filter(({ state, pushState }) => state === 'enrolled' && pushState === 'ready').length;
    await dialog.getByText(`Reaches ${reached} devices`).waitFor();
    await dialog.getByRole('button', { name: 'Wake' }).click();
    await page.getByText(`${reached} devices woken.`).first().waitFor();
  });

  it('says why when the list cannot be read, and recovers on request', async () => {
    const { page } = window;
    server.school.fail('devices.list', new CartwrightError('store-failure', 'The disk is full.'));
    await page.reload();
    await page.getByText('The disk is full.').waitFor();
    server.school.fail('devices.list', undefined);
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('gridcell').first().waitFor();
  });
});

it('shows an empty school the way to its first device', async () => {
  const { page } = (await opened({ devices: 0 })).window;
  await page.getByText('No devices yet').waitFor();
  await page.getByTestId('empty').getByRole('link', { name: 'Enroll devices' }).click();
  await page.getByRole('heading', { level: 1, name: 'Enrollment' }).waitFor();
});

it('reads only what is on screen of 5,000 devices, and jumps to the last', async () => {
  const { server, window } = await opened({ devices: 5_000 });
  const { page } = window;
  await page.getByRole('gridcell').first().waitFor();
  // The first page, how many devices are left out, and the page that is next.
  expect(server.school.calls.get('devices.list')).toBeLessThan(4);
  expect(await page.getByRole('row').count()).toBeLessThan(60);
  await page.getByRole('grid').focus();
  await page.keyboard.press('End');
  await page.locator('[aria-rowindex="4880"] a').waitFor();
  expect(server.school.calls.get('devices.list')).toBeLessThan(6);
});
