import { beforeEach, describe, expect, it } from 'vitest';
import type { DeviceDetail } from '../../shared/contract/index.ts';
import { CartwrightError } from '../../shared/errors.ts';
import type { Window } from './support/browser.ts';
import type { FakeConsole } from './support/fake-console.ts';
import { keptWindow } from './support/kept-window.ts';

const opened = keptWindow();
let server: FakeConsole;
let window: Window;
beforeEach(async () => {
  ({ server, window } = await opened({ devices: 120 }));
});

function pick(what: (device: DeviceDetail) => boolean): DeviceDetail {
  const device = server.school.devices.find((each) => each.state === 'enrolled' && what(each));
  if (device === undefined) throw new Error('the school has no such device');
  return device;
}

const supervisedIPad = (): DeviceDetail =>
  pick(
    ({ family, supervised, enrollments }) =>
      family === 'iPad' && supervised === true && enrollments[0]?.accessRights === 8191,
  );

async function openDevice(device: DeviceDetail): Promise<void> {
  await window.page.goto(`${server.url}/#/devices/${device.id}`);
  await window.page.getByRole('heading', { level: 1, name: device.name ?? '' }).waitFor();
}

/** Opens the form of a command from the list of all. */
async function openForm(label: string): Promise<void> {
  const { page } = window;
  await page.getByRole('button', { name: 'Actions' }).click();
  await page.getByRole('menuitem', { name: 'Find a command' }).click();
  await page.getByRole('searchbox', { name: 'Search commands' }).fill(label);
  await page.getByRole('dialog').getByRole('button', { name: label }).first().click();
}

describe('queueing a command', () => {
  it('fills in the form, hears the engine’s word, and follows the command live to its answer', async () => {
    const { page, errors } = window;
    const device = supervisedIPad();
    await openDevice(device);
    await openForm('Lock device');
    await page.getByLabel('Message').fill('Please bring me to room 204');
    await page.getByTestId('verdict').getByText('The device can take this.').waitFor();
    await page.getByRole('button', { name: 'Queue command' }).click();
    await page.getByText('Lock device: queued for 1 device.').waitFor();
    const [command] = server.school.commands;
    expect(command?.request).toEqual({ RequestType: 'DeviceLock', Message: 'Please bring me to room 204' });

    await page.getByRole('tab', { name: 'Commands' }).click();
    await page.getByRole('button', { name: 'Lock device', exact: true }).click();
    const timeline = page.getByTestId('timeline');
    await timeline.getByText('Queued by administrator').waitFor();
    server.school.answer(command?.id ?? '', 'not-now');
    await timeline.getByText('the device said “not now”').waitFor();
    server.school.answer(command?.id ?? '', 'sent');
    await timeline.getByText('Given to the device').first().waitFor();
    server.school.answer(command?.id ?? '', 'error');
    await timeline.getByText('Answered: failed').waitFor();
    await page.getByText('MCMDMErrorDomain 12081 · MDM itself').waitFor();
    await page.getByText('Apple does not say what this error means.', { exact: false }).waitFor();
    expect(errors).toEqual([]);
  });

  it('greys what the device cannot take, with the reason', async () => {
    const { page } = window;
    await openDevice(pick(({ family, supervised }) => family === 'iPad' && supervised === false));
    await page.getByRole('button', { name: 'Actions' }).click();
    await page.getByRole('menuitem', { name: 'Lost mode' }).hover();
    const item = page.getByRole('menuitem', { name: /Start lost mode/ });
    await item.waitFor();
    expect(await item.innerText()).toMatch(/supervised/i);
    expect(await item.isDisabled()).toBe(true);
  });

  it('holds a command back until it is well made, and says what is missing at the field', async () => {
    const { page } = window;
    await openDevice(supervisedIPad());
    await openForm('Remove app');
    await page.getByTestId('verdict').getByText('Fill in what is missing.').waitFor();
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByRole('textbox', { name: 'Identifier' }).and(page.locator('[aria-invalid=true]')).waitFor();
    expect(server.school.commands).toHaveLength(0);
  });

  it('builds nested settings: one entry per setting, a file as data, a number with a meaning', async () => {
    const { page } = window;
    await openDevice(supervisedIPad());
    await openForm('Change settings');
    await page.getByRole('button', { name: 'Add' }).click();
    await page.getByRole('menuitem', { name: 'Wallpaper' }).click();
    const picture = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3]);
    await page.locator('input[type=file]').setInputFiles({ name: 'wall.png', mimeType: 'image/png', buffer: picture });
    await page.getByRole('combobox', { name: 'Where' }).or(page.getByLabel('Where')).first().click();
    await page.getByRole('option', { name: 'Lock screen', exact: true }).click();
    await page.getByTestId('verdict').getByText('The device can take this.').waitFor();
    await page.getByRole('button', { name: 'Queue command' }).click();
    await page.getByText('Change settings: queued for 1 device.').waitFor();
    expect(server.school.commands[0]?.request).toEqual({
      RequestType: 'Settings',
      Settings: [{ Item: 'Wallpaper', Image: picture.toString('base64'), Where: 1 }],
    });
  });

  it('erases only after the serial number is typed', async () => {
    const { page } = window;
    const device = supervisedIPad();
    await openDevice(device);
    await openForm('Erase device');
    await page.getByRole('button', { name: 'Continue' }).click();
    const confirm = page.getByRole('dialog', { name: 'Erase device?' });
    const erase = confirm.getByRole('button', { name: 'Erase device' });
    expect(await erase.isDisabled()).toBe(true);
    await confirm.getByRole('textbox').fill('F9FX');
    expect(await erase.isDisabled()).toBe(true);
    expect(server.school.commands).toHaveLength(0);
    await confirm.getByRole('textbox').fill(device.serialNumber ?? '');
    await erase.click();
    await page.getByText('Erase device: queued for 1 device.').waitFor();
    expect(server.school.commands[0]?.requestType).toBe('EraseDevice');
  });

  it('sends to many, tells before who is left out and why, and asks for their number', async () => {
    const { page } = window;
    await page.getByRole('gridcell').first().waitFor();
    await page.getByRole('checkbox', { name: 'Select all devices' }).click();
    await page.getByRole('heading', { name: '118 devices selected' }).waitFor();
    await page.getByRole('button', { name: 'Send command' }).click();
    await page.getByRole('searchbox', { name: 'Search commands' }).fill('erase');
    await page.getByRole('dialog').getByRole('button', { name: 'Erase device' }).click();
    await page.getByRole('button', { name: 'Continue' }).click();
    const listed = server.school.devices.filter(({ state }) => state !== 'ended');
    const { length: reached } = listed.filter(({ enrollments: [first] }) => ((first?.accessRights ?? 0) & 8) !== 0);
    expect(reached).toBeGreaterThan(50);
    expect(reached).toBeLessThan(listed.length);
    const confirm = page.getByRole('dialog', { name: 'Erase device: 118 devices' });
    await confirm.getByText(`Reaches ${reached} devices`).waitFor();
    await confirm.getByText(`Leaves ${118 - reached} devices out`).waitFor();
    const erase = confirm.getByRole('button', { name: 'Erase device' });
    await confirm.getByRole('textbox').fill('118');
    expect(await erase.isDisabled()).toBe(true);
    await confirm.getByRole('textbox').fill(String(reached));
    await erase.click();
    await page.getByText(`Queued for ${reached} devices.`).first().waitFor();
    expect(server.school.commands).toHaveLength(reached);
  });

  it('says why when the engine refuses, and keeps what was filled in', async () => {
    const { page } = window;
    server.school.fail('commands.queue', new CartwrightError('store-failure', 'The disk is full.'));
    await openDevice(supervisedIPad());
    await openForm('Lock device');
    await page.getByLabel('Message').fill('Hello');
    await page.getByRole('button', { name: 'Queue command' }).click();
    await page.getByText('The disk is full.').waitFor();
    expect(await page.getByLabel('Message').inputValue()).toBe('Hello');
  });

  it('cancels a command that waits', async () => {
    const { page } = window;
    const device = supervisedIPad();
    await openDevice(device);
    await page.getByRole('button', { name: 'Refresh' }).click();
    await page.getByRole('tab', { name: 'Commands' }).click();
    await page.getByRole('button', { name: 'Read device information' }).click();
    await page.getByRole('button', { name: 'Cancel this command' }).click();
    await page.getByTestId('timeline').getByText('Cancelled by administrator').waitFor();
  });
});
