import { beforeEach, describe, expect, it } from 'vitest';
import { accessibilityProblems, type Window } from './support/browser.ts';
import type { FakeConsole } from './support/fake-console.ts';
import { fakeAlert } from './support/fake-home.ts';
import { keptWindow } from './support/kept-window.ts';

const opened = keptWindow();
let server: FakeConsole;
let window: Window;
beforeEach(async () => {
  ({ server, window } = await opened({ devices: 60, path: '/' }));
});

describe('what needs attention', () => {
  it('says what is wrong and what to do, and leads where it is put right', async () => {
    const { page, errors } = window;
    const card = page.getByRole('region', { name: 'Needs attention' });
    await card.getByText('3 devices can no longer be woken').waitFor();
    await card.getByText('Ends in 12 days').waitFor();
    await card.getByRole('link', { name: 'Push certificate' }).click();
    await page.getByRole('heading', { name: 'Get or renew the certificate' }).waitFor();
    await page.goBack();
    await card.getByRole('link', { name: 'Show devices' }).click();
    await page.waitForURL(/devices\?filter=.*unregistered/);
    expect(errors).toEqual([]);
  });

  it('goes out of sight until it grows worse, or until later, and comes back when asked', async () => {
    const { page } = window;
    const card = page.getByRole('region', { name: 'Needs attention' });
    await card.getByRole('button', { name: 'More for “There is no backup yet”' }).click();
    await page.getByRole('menuitem', { name: 'Tomorrow' }).click();
    await card.getByText('There is no backup yet').waitFor({ state: 'detached' });
    await card.getByRole('button', { name: 'More for “3 devices can no longer be woken”' }).click();
    await page.getByRole('menuitem', { name: 'Put away until it grows worse' }).click();
    await card.getByRole('button', { name: '2 put away' }).click();
    await card.getByRole('button', { name: 'Show again: There is no backup yet' }).click();
    await card.getByRole('link', { name: 'Backups' }).waitFor();
    await card.getByRole('button', { name: '1 put away' }).waitFor();
  });

  it('says so when nothing does, as soon as that changes', async () => {
    const { page } = window;
    await page.getByText('3 devices can no longer be woken').waitFor();
    server.home.setAlerts([]);
    await page.getByText('Nothing needs you').waitFor();
    server.home.setAlerts([fakeAlert({ code: 'disk-low', severity: 'critical' })]);
    await page.getByText('The disk is almost full').waitFor();
  });

  it('can be tried again when it cannot be read', async () => {
    const { page } = window;
    await page.getByText('3 devices can no longer be woken').waitFor();
    server.home.failAlerts(new Error('The store is busy.'));
    await page.reload();
    const card = page.getByRole('region', { name: 'Needs attention' });
    await card.getByRole('alert').waitFor();
    server.home.failAlerts(undefined);
    await card.getByRole('button', { name: 'Try again' }).click();
    await card.getByText('3 devices can no longer be woken').waitFor();
  });
});

describe('the fleet at a glance', () => {
  it('counts by platform, version, last sight, storage and compliance, and each count leads to its devices', async () => {
    const { page } = window;
    const fleet = page.getByRole('region', { name: 'Fleet at a glance' });
    const managed = server.school.devices.filter(({ state }) => state !== 'ended');
    const macs = managed.filter(({ platform }) => platform === 'macOS').length;
    await fleet.getByRole('link', { name: new RegExp(`^macOS ${macs}`) }).waitFor();
    for (const title of ['Platform', 'System version', 'Last seen', 'Free storage', 'Protection'])
      await fleet.getByRole('heading', { name: title }).waitFor();
    await fleet.getByRole('link', { name: /^Not supervised/ }).click();
    await page.waitForURL(/devices\?filter=/);
    const unsupervised = managed.filter(({ supervised }) => supervised === false).length;
    await page.getByText(`${unsupervised} devices found`).waitFor({ state: 'attached' });
    await page.getByRole('button', { name: 'Clear', exact: true }).click();
    await page.getByText(`${managed.length} devices found`).waitFor({ state: 'attached' });
  });

  it('follows the fleet without being asked', async () => {
    const { page } = window;
    const fleet = page.getByRole('region', { name: 'Fleet at a glance' });
    await fleet.getByText('59 devices').waitFor({ state: 'attached' });
    server.school.addDevice();
    await fleet.getByText('60 devices').waitFor({ state: 'attached' });
  });
});

it('shows the steps of the first run until they are put away', async () => {
  const { page } = window;
  const card = page.getByRole('region', { name: 'Set up Cartwright' });
  await card.getByText('3 of 5 done').waitFor();
  await card.getByRole('button', { name: 'Put away' }).click();
  await card.waitFor({ state: 'detached' });
  await page.goto(`${server.url}/#/settings/organisation`);
  await page.getByRole('button', { name: 'Show the checklist on Home' }).click();
  await page.goto(`${server.url}/#/`);
  await card.waitFor();
});

it('is fine with axe in both themes', async () => {
  const { page } = window;
  await page.getByText('3 devices can no longer be woken').waitFor();
  await page.getByRole('link', { name: /^macOS/ }).waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.locator('[data-mantine-color-scheme=dark]').waitFor({ state: 'attached' });
  expect(await accessibilityProblems(page)).toEqual([]);
});
