import { beforeEach, expect, it } from 'vitest';
import type { DeviceDetail } from '../../shared/contract/index.ts';
import { CartwrightError } from '../../shared/errors.ts';
import { accessibilityProblems, type Window } from './support/browser.ts';
import type { FakeConsole } from './support/fake-console.ts';
import { keptWindow } from './support/kept-window.ts';

const opened = keptWindow();
let server: FakeConsole;
let window: Window;
let device: DeviceDetail;
beforeEach(async () => {
  ({ server, window } = await opened({ devices: 60 }));
  const found = server.school.devices.find(
    (each) =>
      each.state === 'enrolled' && each.family === 'iPad' && each.supervised === true && each.pushState === 'ready',
  );
  if (found === undefined) throw new Error('the school has no such device');
  device = found;
});

async function open(path = ''): Promise<void> {
  await window.page.goto(`${server.url}/#/devices/${device.id}${path}`);
  await window.page.getByRole('heading', { level: 1, name: device.name ?? '' }).waitFor();
}

it('shows what a device is, and every tab under an address of its own, fit for everybody', async () => {
  const { page, errors } = window;
  await open();
  await page
    .getByText(device.modelName ?? '')
    .first()
    .waitFor();
  await page.getByText('Enrolled by profile').waitFor();
  for (const [tab, address, text] of [
    ['Network', 'network', 'Addresses'],
    ['Users', 'users', 'fills this.'],
    ['History', 'history', 'Keynote'],
    ['Notes', 'notes', 'Nobody has written anything yet.'],
    ['Commands', 'commands', 'No commands yet'],
  ] as const) {
    await page.getByRole('tab', { name: tab }).click();
    await page.getByRole('tabpanel').getByText(text).first().waitFor();
    expect(page.url()).toMatch(new RegExp(`/${address}$`));
    expect(await accessibilityProblems(page), tab).toEqual([]);
  }
  expect(errors).toEqual([]);
});

it('asks for what is missing with the one query that fills it', async () => {
  const { page } = window;
  await open('/updates');
  await page.getByText('The answer to “List OS updates” fills this.').waitFor();
  await page.getByRole('button', { name: 'Ask: List OS updates' }).click();
  await page.getByText('List OS updates: asked, waits for the answer').waitFor();
  expect(server.school.commands.map(({ requestType }) => requestType)).toEqual(['AvailableOSUpdates']);
});

it('renames in place, shows the new name at once, and takes it back', async () => {
  const { page } = window;
  await open();
  await page.getByRole('button', { name: 'Rename' }).click();
  await page.getByRole('textbox', { name: 'Rename' }).fill('Cart A - 07');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Cart A - 07' }).waitFor();
  await page.getByText('New name is on its way').waitFor();
  expect(server.school.commands[0]?.request).toMatchObject({
    Settings: [{ Item: 'DeviceName', DeviceName: 'Cart A - 07' }],
  });
  await page.getByRole('button', { name: /^Undo/ }).click();
  await page.getByRole('heading', { level: 1, name: device.name ?? '' }).waitFor();
  expect(server.school.commands[0]?.state).toBe('cancelled');
});

it('tells a name the device refused, and shows the one it has', async () => {
  const { page } = window;
  await open();
  await page.getByRole('button', { name: 'Rename' }).click();
  await page.getByRole('textbox', { name: 'Rename' }).fill('Cart A - 08');
  await page.keyboard.press('Enter');
  await page.getByText('New name is on its way').waitFor();
  server.school.answer(server.school.commands[0]?.id ?? '', 'error');
  await page.getByText('The device was not renamed').waitFor();
  await page.getByRole('heading', { level: 1, name: device.name ?? '' }).waitFor();
});

it('filters commands, opens one by its address, shows its XML, and sends a failed one again with a reason', async () => {
  const { page } = window;
  server.school.enqueue(device.id, { RequestType: 'DeviceLock' }, 'ada');
  const lostMode = { RequestType: 'EnableLostMode', Message: 'Please bring me back' };
  const failed = server.school.enqueue(device.id, lostMode, 'ada');
  server.school.answer(failed.id, 'sent');
  server.school.answer(failed.id, 'error');
  await open('/commands?state=failed');
  await page.getByRole('row', { name: /Start lost mode/ }).waitFor();
  expect(await page.getByRole('row', { name: /Lock device/ }).count()).toBe(0);
  await page.goto(`${server.url}/#/devices/${device.id}/commands/${failed.id}`);
  const drawer = page.getByRole('dialog', { name: 'Start lost mode' });
  await drawer.getByTestId('timeline').getByText('Wake-up sent, Apple took it').waitFor();
  const request = await drawer.getByRole('region', { name: 'Request' }).innerText();
  expect(request).toContain('<key>RequestType</key>');
  expect(request).toContain(`<string>${failed.id}</string>`);
  expect(await accessibilityProblems(page)).toEqual([]);
  const saved = page.waitForEvent('download');
  await drawer.getByRole('button', { name: 'Download: Request' }).click();
  expect((await saved).suggestedFilename()).toContain('EnableLostMode');
  await drawer.getByRole('button', { name: 'Send again' }).click();
  await page.getByLabel('Why? (goes into the history)').fill('It was out of reach');
  await page.keyboard.press('Enter');
  await page.getByText('Start lost mode: queued once more.').waitFor();
  await page.getByTestId('timeline').getByText('Queued by administrator').waitFor();
  expect(server.school.commands).toHaveLength(3);
});

it('offers to take a command back right after it was queued', async () => {
  const { page } = window;
  await open('?do=DeviceLock');
  await page.getByRole('dialog', { name: /^Lock device/ }).waitFor();
  await page.getByTestId('verdict').getByText('The device can take this.').waitFor();
  await page.getByRole('button', { name: 'Queue command' }).click();
  await page.getByRole('button', { name: 'Cancel: Lock device: queued for 1 device.' }).click();
  await expect.poll(() => server.school.commands[0]?.state).toBe('cancelled');
  expect(page.url()).not.toContain('do=');
});

it('shows how far apps have come, what one was given, and what to know of them, fit for everybody', async () => {
  const { page } = window;
  await open('/apps');
  await page.getByRole('row', { name: /com\.example\.timetable User said no/ }).waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.getByRole('button', { name: 'Keynote' }).click();
  const drawer = page.getByRole('dialog', { name: 'Keynote' });
  await drawer.getByText('https://maple.example').waitFor();
  await drawer.getByText('Installing').waitFor();
  expect(page.url()).toContain('app=com.apple.Keynote');
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'About managed apps' }).click();
  const about = page.getByRole('dialog', { name: 'About managed apps' });
  await about.getByText('In-house apps are not backed up').waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.goBack();
  await about.waitFor({ state: 'hidden' });
  await open('/profiles?show=provisioning');
  await page.getByText('“List provisioning profiles” fills this').waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
});

it('says why nothing happens and leads to the next step', async () => {
  const { page } = window;
  const dead = server.school.devices.find(({ pushState }) => pushState === 'unregistered');
  await page.goto(`${server.url}/#/devices/${dead?.id}`);
  await page.getByRole('link', { name: 'Why is nothing happening?' }).first().click();
  const dialog = page.getByRole('dialog', { name: 'Why is nothing happening?' });
  await dialog.getByText('Nothing can arrive').waitFor();
  await dialog.getByText(/Apple no longer knows the device’s push token: it answered 410 Unregistered/).waitFor();
  await dialog.getByText('What was looked at').waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  await dialog.getByRole('link', { name: 'Open enrollment' }).click();
  await page.getByRole('heading', { level: 1, name: 'Enrollment' }).waitFor();
});

it('narrows the history to one field and one kind, kept in the address', async () => {
  const { page } = window;
  await open('/history');
  await page.getByText('18.5').waitFor();
  await page.getByRole('searchbox', { name: 'Field or name' }).fill('battery');
  await expect.poll(() => page.getByText('18.5').count()).toBe(0);
  await page.getByRole('tabpanel').getByText('80%').waitFor();
  expect(page.url()).toContain('field=battery');
  await open('/history?category=apps');
  await page.getByText('Apps added: Keynote, Pages').waitFor();
  await expect.poll(() => page.getByText('18.5').count()).toBe(0);
});

it('keeps notes: written, reworded, deleted and brought back', async () => {
  const { page } = window;
  await open('/notes');
  await page.getByLabel('New note').fill('Screen is craked.');
  await page.getByRole('button', { name: 'Add note' }).click();
  await page.getByText('Screen is craked.').waitFor();
  await page.getByRole('button', { name: 'Edit note' }).click();
  await page.getByRole('textbox', { name: 'Edit note' }).fill('Screen is cracked.');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Screen is cracked.').waitFor();
  await page.getByText('edited by administrator').waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.getByRole('button', { name: 'Delete note' }).click();
  await page.getByText('Nobody has written anything yet.').waitFor();
  await page.getByRole('button', { name: /^Undo/ }).click();
  await page.getByText('Screen is cracked.').waitFor();
});

it('keeps attributes of every kind in their place, and takes back what was not saved', async () => {
  const { page } = window;
  await open('/notes');
  await page.getByRole('button', { name: 'New attribute' }).click();
  const dialog = page.getByRole('dialog', { name: 'New custom attribute' });
  await dialog.getByLabel('Name').fill('Room');
  expect(await accessibilityProblems(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Make attribute' }).click();
  const room = page.getByRole('textbox', { name: 'Room' });
  await room.fill('204');
  await room.press('Enter');
  await page.reload();
  await expect.poll(() => room.inputValue()).toBe('204');
  server.school.fail('attributes.setValues', new CartwrightError('store-failure', 'The disk is full.'));
  await room.fill('205');
  await room.press('Enter');
  await page.getByText('“Room” was not saved').waitFor();
  await expect.poll(() => room.inputValue()).toBe('204');
});
