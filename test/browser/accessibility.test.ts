import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, it } from 'vitest';
import { problemsInBothThemes, type Window } from './support/browser.ts';
import type { FakeConsole } from './support/fake-console.ts';
import { keptWindow } from './support/kept-window.ts';

const opened = keptWindow();

describe('axe finds nothing wrong in either theme', () => {
  let server: FakeConsole;
  let window: Window;
  beforeEach(async () => {
    ({ server, window } = await opened({ devices: 60 }));
    await window.page.getByRole('gridcell').first().waitFor();
  });
  const check = async (page: Page): Promise<void> => expect(await problemsInBothThemes(page)).toEqual([]);

  it('on the devices list: at rest, with an inspector, with a selection, searching', async () => {
    const { page } = window;
    await check(page);
    await page.locator('[aria-rowindex="3"] [data-column=modelName]').click();
    await page.getByRole('complementary').waitFor();
    await check(page);
    await page.locator('[aria-rowindex="2"] input[type=checkbox]').click();
    await page.getByRole('heading', { name: '1 device selected' }).waitFor();
    await check(page);
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog').getByRole('textbox').fill('ipad');
    await page.getByRole('dialog').getByText('iPad', { exact: false }).first().waitFor();
    await check(page);
  });

  it('on a device: every tab, the menu and a command’s story', async () => {
    const { page } = window;
    const device = server.school.devices.find(({ family, supervised }) => family === 'iPad' && supervised === true);
    await page.goto(`${server.url}/#/devices/${device?.id}`);
    for (const tab of ['Overview', 'Apps', 'Certificates', 'Profiles', 'OS updates', 'Security']) {
      await page.getByRole('tab', { name: tab }).click();
      await page.getByRole('tabpanel').waitFor();
      await check(page);
    }
    await page.getByRole('button', { name: 'Refresh' }).first().click();
    await page.getByRole('tab', { name: 'Commands' }).click();
    await page.getByRole('button', { name: 'Read device information' }).click();
    await page.getByTestId('timeline').waitFor();
    await check(page);
    await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
    await page.getByTestId('timeline').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Actions' }).click();
    await page.getByRole('menuitem', { name: 'Security' }).hover();
    await page.getByRole('menuitem', { name: /Lock device/ }).waitFor();
    await check(page);
  });

  it('on the way to a command: choosing, filling in, confirming', async () => {
    const { page } = window;
    const device = server.school.devices.find(({ family, supervised }) => family === 'iPad' && supervised === true);
    await page.goto(`${server.url}/#/devices/${device?.id}`);
    await page.getByRole('button', { name: 'Actions' }).click();
    await page.getByRole('menuitem', { name: 'Find a command' }).click();
    await page.getByRole('searchbox', { name: 'Search commands' }).waitFor();
    await check(page);
    await page.getByRole('dialog').getByRole('button', { name: 'Read device information' }).click();
    await page.getByTestId('verdict').getByText('The device can take this.').waitFor();
    await check(page);
    await page.getByRole('button', { name: 'Other command' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Erase device' }).click();
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByRole('dialog', { name: 'Erase device?' }).waitFor();
    await check(page);
  });

  it('on enrollment: empty, making an invitation, with one', async () => {
    const { page } = window;
    await page.goto(`${server.url}/#/enrollment`);
    await page.getByText('No invitations yet').waitFor();
    await check(page);
    await page.getByRole('button', { name: 'New invitation' }).first().click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Access rights and more' }).click();
    await dialog.getByLabel('Erase the device').waitFor();
    await check(page);
    await dialog.getByLabel('Name').fill('Library');
    await dialog.getByRole('button', { name: 'Make invitation' }).click();
    await page.getByRole('img', { name: /QR code/ }).waitFor();
    await check(page);
  });

  it('on activity, settings and pages that are not there', async () => {
    const { page } = window;
    for (const [path, heading] of [
      ['activity', 'Activity'],
      ['settings/organisation', 'Settings'],
      ['settings/listener', 'Settings'],
      ['settings/push', 'Settings'],
      ['settings/tokens', 'Settings'],
      ['devices/nothing', 'There is no such device'],
      ['nowhere', 'There is no such page'],
    ]) {
      await page.goto(`${server.url}/#/${path}`);
      await page.getByRole('heading', { level: 1, name: heading }).waitFor();
      await check(page);
    }
  });

  it('when signed out', async () => {
    const { page } = window;
    await page.getByRole('button', { name: 'Appearance and session' }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'You are signed out' }).waitFor();
    await check(page);
  });
});
