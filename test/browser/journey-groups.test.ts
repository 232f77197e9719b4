import { readFileSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { DeviceGroup } from '../../shared/contract/index.ts';
import { accessibilityProblems, launchBrowser, openWindow, type Window } from './support/browser.ts';
import { type RealConsole, startRealConsole } from './support/real-console.ts';

const DEVICES = 4;
let browser: Browser;
let server: RealConsole;
let window: Window;
beforeAll(async () => {
  browser = await launchBrowser();
  server = await startRealConsole({ devices: DEVICES });
  const { failed } = await server.fleet.enrollAll(await server.admin.invite());
  expect(failed).toEqual([]);
  await server.fleet.settled();
  await server.admin.call('POST', '/attributes', { name: 'Room', type: 'text' });
  window = await openWindow(browser, { signIn: await server.signIn(), path: '/groups' });
});
afterAll(async () => {
  await window.context.close();
  await browser.close();
  await server[Symbol.asyncDispose]();
});

const groups = () => server.admin.call<DeviceGroup[]>('GET', '/groups');

it('makes a smart group with a preview, sees a device join live, and says why it is in', async () => {
  const { page, errors } = window;
  await page.getByRole('heading', { name: 'No groups yet' }).waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.getByRole('link', { name: 'Make a group' }).click();
  await page.getByLabel('Name', { exact: false }).first().fill('Room 12');
  const text = page.getByLabel('As text');
  const preview = page.getByRole('complementary', { name: 'Preview' });
  await text.fill('group is "All devices"');
  await preview.getByRole('heading', { name: `In the group: ${DEVICES} devices` }).waitFor();
  await text.fill('attribute.Room is "12" and group is "All devices"');
  await preview.getByRole('heading', { name: 'In the group: 0 devices' }).waitFor();
  await page.keyboard.press('Escape');
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.getByRole('button', { name: 'Save group' }).click();
  await page.getByRole('heading', { level: 1, name: 'Room 12' }).waitFor();
  await page.getByText('No device is in this group').waitFor();

  const [device] = await server.admin.devices();
  const [attribute] = await server.admin.call<{ id: string }[]>('GET', '/attributes');
  await server.admin.call('POST', '/attributes/values', {
    deviceIds: [device?.id],
    values: [{ attributeId: attribute?.id, value: '12' }],
  });
  const row = page.getByRole('row').filter({ hasText: device?.serialNumber ?? '' });
  await row.waitFor();
  await page.getByText('1 device', { exact: true }).waitFor();
  await row.getByRole('gridcell').nth(2).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('All of these must hold:').waitFor();
  await dialog.getByText('Room is “12”').waitFor();
  await dialog.getByText('This device: 12').waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.keyboard.press('Escape');

  await page.goto(`${server.engine.consoleUrl}/#/devices/${device?.id}`);
  await page.getByRole('button', { name: 'Why is it in “Room 12”?' }).click();
  await page.getByRole('dialog').getByText('is in “Room 12”', { exact: false }).first().waitFor();
  await page.keyboard.press('Escape');
  await page.getByText('Joined “Room 12”').waitFor();
  expect(errors).toEqual([]);
});

it('fills a static group by button, by dragging, by serial numbers and from the devices list, and takes out again', async () => {
  const { page, errors } = window;
  const devices = await server.admin.devices();
  await page.goto(`${server.engine.consoleUrl}/#/groups/new?kind=static`);
  await page.getByLabel('Name', { exact: false }).first().fill('Cart A');
  await page.getByRole('radio', { name: 'Cart', exact: true }).check();
  await page.getByRole('button', { name: 'Save group' }).click();
  await page.getByRole('heading', { level: 1, name: 'Cart A' }).waitFor();

  const about = page.getByRole('complementary', { name: 'About this group' });
  const found = about.getByRole('list', { name: 'Add devices' }).getByRole('listitem');
  await found.first().getByRole('button').press('Enter');
  await page.getByText('1 device', { exact: true }).waitFor();
  await found.first().dragTo(page.getByRole('grid'));
  await page.getByText('2 devices', { exact: true }).waitFor();

  const held = new Set(
    (
      await server.admin.call<{ rows: { id: string }[] }>('GET', '/devices?filter=group%20is%20%22Cart%20A%22')
    ).rows.map(({ id }) => id),
  );
  const others = devices.filter(({ id }) => !held.has(id));
  await about.getByRole('textbox', { name: 'Add by serial number' }).fill(`${others[0]?.serialNumber}\nNOSUCH`);
  await about.getByText('1 serial number is left out').waitFor();
  await about.getByRole('button', { name: 'Add 1 device' }).click();
  await page.getByText('3 devices', { exact: true }).waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);

  await page.goto(`${server.engine.consoleUrl}/#/devices`);
  await page.getByRole('heading', { level: 1, name: 'Devices' }).waitFor();
  await page.getByText(`${DEVICES} devices found`).waitFor({ state: 'attached' });
  await page.getByRole('grid').focus();
  await page.keyboard.press('Control+a');
  await page.getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Add to a group' }).click();
  const dialog = page.getByRole('dialog', { name: `Add ${DEVICES} devices to a group` });
  expect(await accessibilityProblems(page)).toEqual([]);
  await dialog.getByRole('combobox', { name: 'Group' }).click();
  await page.getByRole('option', { name: 'Cart A', exact: true }).click();
  await dialog.getByRole('button', { name: 'Add to the group' }).click();
  await expect.poll(async () => (await groups()).find(({ name }) => name === 'Cart A')?.members).toBe(DEVICES);

  await page.goto(`${server.engine.consoleUrl}/#/groups`);
  await page.getByRole('button', { name: 'Cart A', exact: true }).click();
  await page.getByRole('heading', { level: 1, name: 'Cart A' }).waitFor();
  await page.getByText(`${DEVICES} devices`, { exact: true }).waitFor();
  await page.getByRole('grid').focus();
  await page.keyboard.press('Control+a');
  await page.getByRole('button', { name: 'Take out of the group' }).click();
  await page.getByText('No device is in this group').waitFor();
  await page.getByRole('button', { name: /^Undo: 4 devices taken out/ }).click();
  await page.getByText(`${DEVICES} devices`, { exact: true }).waitFor();
  expect(errors).toEqual([]);
});

it('refuses a group in itself with the way around, keeps what is used, and takes a deletion back', async () => {
  const { page } = window;
  const room = (await groups()).find(({ name }) => name === 'Room 12');
  await server.admin.call('POST', '/groups', { kind: 'smart', name: 'Outer', filter: 'group is "Room 12"' });
  await page.goto(`${server.engine.consoleUrl}/#/groups/${room?.id}/edit`);
  await page.getByLabel('As text').fill('group is "Outer"');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Save group' }).click();
  await page.getByRole('alert').getByText('Room 12 → Outer → Room 12', { exact: false }).first().waitFor();

  await page.goto(`${server.engine.consoleUrl}/#/groups/${room?.id}`);
  await page.getByRole('button', { name: 'More', exact: true }).click();
  expect(await page.getByRole('menuitem', { name: 'Delete group' }).isDisabled()).toBe(true);
  await page.keyboard.press('Escape');
  await page.getByRole('link', { name: 'Outer' }).click();
  await page.getByRole('heading', { level: 1, name: 'Outer' }).waitFor();
  await page.getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Delete group' }).click();
  const deletion = page.getByRole('dialog', { name: 'Delete “Outer”?' });
  await deletion.waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  await deletion.getByRole('button', { name: 'Delete group' }).click();
  await page.getByRole('heading', { level: 1, name: 'Groups' }).waitFor();
  await page.getByRole('button', { name: /^Undo: Group “Outer” deleted/ }).click();
  await page.getByRole('button', { name: 'Outer', exact: true }).waitFor();
  expect((await groups()).find(({ name }) => name === 'Outer')?.filter).toEqual({
    field: 'group',
    operator: 'includes',
    value: room?.id,
  });
});

it('lists groups in the order one asks for, and takes them out into files and in again', async () => {
  const { page, errors } = window;
  await page.goto(`${server.engine.consoleUrl}/#/groups`);
  const own = page.getByRole('table', { name: 'Your groups' });
  const names = () => own.locator('tbody tr td:first-child').allInnerTexts();
  await expect.poll(names).toEqual(['Cart A', 'Outer', 'Room 12']);
  await own.getByRole('button', { name: 'Devices', exact: true }).click();
  await page.waitForURL(/sort=members&direction=desc/);
  expect((await names())[0]).toBe('Cart A');
  await own.getByRole('button', { name: 'Name', exact: true }).click();
  await own.getByRole('button', { name: 'Name', exact: true }).click();
  await expect.poll(names).toEqual(['Room 12', 'Outer', 'Cart A']);

  const save = async (item: string): Promise<string> => {
    await page.getByRole('button', { name: 'File' }).click();
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('menuitem', { name: item }).click(),
    ]);
    return readFileSync(await file.path(), 'utf8');
  };
  expect((await save('Export the list as CSV')).split('\r\n').slice(0, 4)).toEqual([
    '\uFEFFName,Notes,Kind,Devices,Used by',
    'Room 12,,Smart,1,1',
    'Outer,,Smart,1,0',
    `Cart A,,Static,${DEVICES},0`,
  ]);
  const kept = await save('Export your groups');
  await page.getByRole('button', { name: 'File' }).click();
  await page.getByRole('menuitem', { name: 'Import groups' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.waitFor();
  await dialog.locator('input[type=file]').setInputFiles({
    name: 'groups.json',
    mimeType: 'application/json',
    buffer: Buffer.from(kept.replaceAll('Outer', 'Yard')),
  });
  await dialog.getByText('Yard').first().waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Import 1 group' }).click();
  await expect.poll(names).toEqual(['Yard', 'Room 12', 'Outer', 'Cart A']);
  expect(errors).toEqual([]);
});
