import { readFileSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { beforeEach, describe, expect, it } from 'vitest';
import { accessibilityProblems, openWindow, problemsInBothThemes, type Window } from './support/browser.ts';
import type { FakeConsole } from './support/fake-console.ts';
import { keptWindow } from './support/kept-window.ts';

const PASSWORD = 'correct horse battery';
const opened = keptWindow();
let browser: Browser;
let server: FakeConsole;
let window: Window;
beforeEach(async () => {
  ({ browser, server, window } = await opened({ devices: 12, path: '/settings/administrators' }));
});

/** A window signed in by name, at the real door. */
async function signedInAs(name: string, path = '/'): Promise<Window> {
  const other = await openWindow(browser);
  await other.page.goto(server.url);
  await other.page.getByLabel('Name').fill(name);
  await other.page.getByLabel('Password').fill(PASSWORD);
  await other.page.getByRole('button', { name: 'Sign in' }).click();
  await other.page.getByRole('navigation', { name: 'Screens' }).waitFor();
  await other.page.goto(`${server.url}/#${path}`);
  // The door answered 401 with its form: that was to be.
  other.errors.length = 0;
  return other;
}
const account = (name: string, role: 'viewer' | 'administrator' | 'owner') =>
  server.people.accounts.create({ name, role, password: PASSWORD }, { name: 'test' });

describe('accounts', () => {
  it('are made, changed and deleted, and the last owner stays', async () => {
    const { page, errors } = window;
    await page.getByText('Nobody has an account yet.', { exact: false }).waitFor();
    await page.getByLabel('Name').fill('Ada');
    await page.getByLabel('Password', { exact: true }).fill('short');
    await page.getByLabel('Password again').fill('shorter');
    await page.getByRole('button', { name: 'Make the account' }).click();
    await page.getByText('At least 10 characters, please.').waitFor();
    await page.getByText('The two passwords are not the same.').waitFor();
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await page.getByLabel('Password again').fill(PASSWORD);
    await page.getByRole('button', { name: 'Make the account' }).click();
    await page.getByRole('cell', { name: 'Owner' }).waitFor();
    await page.getByRole('button', { name: 'Actions for Ada' }).click();
    await page.getByRole('menuitem', { name: 'Make Viewer' }).click();
    await page.getByRole('alert').getByText('owner', { exact: false }).first().waitFor();
    await account('Grace', 'administrator');
    await page.reload();
    await page.getByRole('button', { name: 'Actions for Grace' }).click();
    await page.getByRole('menuitem', { name: 'Disable' }).click();
    await page.getByRole('cell', { name: 'Disabled' }).waitFor();
    await page.getByRole('button', { name: 'Actions for Grace' }).click();
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('cell', { name: 'Grace', exact: true }).waitFor({ state: 'detached' });
    expect(errors).toEqual([]);
  });

  it('sign in by name, see who they are, change their password and sign out', async () => {
    await account('Ada', 'owner');
    const { page, context } = await signedInAs('Ada', '/settings/account');
    await page.getByText('Name and password').waitFor();
    await page.getByLabel('Present password').fill(PASSWORD);
    await page.getByLabel('New password', { exact: true }).fill('another fine sentence');
    await page.getByLabel('New password again').fill('another fine sentence');
    await page.getByRole('button', { name: 'Change password' }).click();
    await page.getByText('Your password is changed.', { exact: false }).waitFor();
    await page.getByRole('button', { name: 'Appearance and session' }).click();
    await page.getByText('Ada · Owner').waitFor();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'You are signed out' }).waitFor();
    await context.close();
  });
});

it('gives a viewer every screen, and turns off what takes a role, with the reason', async () => {
  await account('Ada', 'owner');
  await account('Vera', 'viewer');
  const { page, context, errors } = await signedInAs('Vera', '/enrollment');
  const create = page.getByRole('button', { name: 'New invitation' }).first();
  await create.waitFor();
  await page.locator('[role=group]:has(button:disabled)').first().focus();
  await page
    .getByRole('tooltip')
    .getByText('Only administrators and owners can do this. Your role is Viewer.')
    .waitFor();
  await page.locator('[role=group]:has(button:disabled)').first().blur();
  await page.getByRole('tooltip').waitFor({ state: 'detached' });
  expect(await create.isDisabled()).toBe(true);
  expect(await accessibilityProblems(page)).toEqual([]);
  for (const section of ['push', 'administrators', 'backups', 'tokens', 'listener', 'organisation']) {
    await page.goto(`${server.url}/#/settings/${section}`);
    await page.getByText('Your role is Viewer.', { exact: false }).first().waitFor();
  }
  expect(await page.getByRole('button', { name: 'Save' }).first().isDisabled()).toBe(true);
  await page.goto(`${server.url}/#/devices/${server.school.devices[0]?.id}`);
  expect(await page.getByRole('button', { name: 'Actions' }).isDisabled()).toBe(true);
  expect(errors).toEqual([]);
  await context.close();
});

it('keeps colours and density with the account, for every browser it signs in from', async () => {
  await account('Ada', 'owner');
  const first = await signedInAs('Ada', '/settings/appearance');
  await first.page.getByText('Dark', { exact: true }).click();
  await first.page.getByText('Compact', { exact: true }).click();
  await first.page.locator('[data-mantine-color-scheme=dark]').waitFor({ state: 'attached' });
  const second = await signedInAs('Ada', '/settings/appearance');
  await second.page.locator('[data-mantine-color-scheme=dark]').waitFor({ state: 'attached' });
  await expect.poll(() => second.page.getByRole('radio', { name: 'Compact' }).isChecked()).toBe(true);
  await first.context.close();
  await second.context.close();
});

it('speaks German at once when asked to, with German dates, and again after loading', async () => {
  const { page, errors } = window;
  await page.goto(`${server.url}/#/settings/appearance`);
  await page.getByLabel('Language').first().click();
  await page.getByRole('option', { name: 'Deutsch' }).click();
  await page.getByRole('heading', { level: 1, name: 'Einstellungen' }).waitFor();
  expect(await page.locator('html').getAttribute('lang')).toBe('de');
  await page.reload();
  await page.getByRole('heading', { level: 1, name: 'Einstellungen' }).waitFor();
  await page.goto(`${server.url}/#/`);
  await page.getByText('Endet in 12 Tagen').waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  expect(errors).toEqual([]);
});

it('finds certificates, hands them out, and revokes one in use only when that is understood', async () => {
  const { page, errors } = window;
  await page.goto(`${server.url}/#/settings/certificates`);
  await page.getByText('16 of 16').waitFor();
  await page.getByLabel('Search certificates').fill('Library');
  const libraries = server.school.devices.filter(({ name }) => name?.includes('Library')).length;
  await page.getByText(`${libraries} of ${libraries}`).waitFor();
  const download = page.waitForEvent('download');
  await page
    .getByRole('button', { name: /^Download/ })
    .first()
    .click();
  expect((await download).suggestedFilename()).toBe('device-identity.pem');
  await page
    .getByRole('button', { name: /^Revoke/ })
    .first()
    .click();
  const dialog = page.getByRole('dialog');
  expect(await dialog.getByRole('button', { name: 'Revoke' }).isDisabled()).toBe(true);
  await dialog.getByLabel('Cut this device off').click();
  await dialog.getByRole('button', { name: 'Revoke' }).click();
  await page.getByRole('cell', { name: 'Revoked' }).waitFor();
  expect(errors).toEqual([]);
});

it('backs up now and daily, verifies and deletes', async () => {
  const { page, errors } = window;
  await page.goto(`${server.url}/#/settings/backups`);
  await page.getByRole('button', { name: 'Back up now' }).click();
  await page.getByText('The backup is made: 14 MB.').waitFor();
  await page.getByRole('button', { name: /^Actions for cartwright-/ }).click();
  await page.getByRole('menuitem', { name: 'Verify' }).click();
  await page.getByText('The backup is good', { exact: false }).waitFor();
  await page.getByRole('switch', { name: 'Back up every day' }).click();
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('The next one is due', { exact: false }).waitFor();
  await page.getByRole('button', { name: /^Actions for cartwright-/ }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await page.getByText('There are no backups yet.').waitFor();
  expect(errors).toEqual([]);
});

it('hands out diagnostics as one file', async () => {
  const { page } = window;
  await page.goto(`${server.url}/#/settings/about`);
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download diagnostics' }).click();
  const file = await download;
  expect(file.suggestedFilename()).toBe('cartwright-diagnostics.json');
  expect(JSON.parse(readFileSync(await file.path(), 'utf8'))).toMatchObject({ product: 'Cartwright' });
});

it('takes any picture as the logo, makes it small, and says who is asked', async () => {
  const { page } = window;
  await page.goto(`${server.url}/#/settings/organisation`);
  const card = page.getByRole('region', { name: 'What people see' });
  const choose = async (name: string, mimeType: string, text: string): Promise<void> => {
    const chooser = page.waitForEvent('filechooser');
    await card.getByRole('button', { name: /^Choose/ }).click();
    await (await chooser).setFiles({ name, mimeType, buffer: Buffer.from(text) });
  };
  await choose('notes.png', 'image/png', 'this is no picture');
  await card.getByRole('alert').filter({ hasText: 'no picture that can be shown' }).waitFor();
  const square = '<rect width="2000" height="1000" fill="teal"/>';
  await choose(
    'logo.svg',
    'image/svg+xml',
    `<svg xmlns="http://www.w3.org/2000/svg" width="2000" height="1000">${square}</svg>`,
  );
  const logo = card.getByRole('img', { name: 'The logo of Maple Street School' });
  await logo.waitFor();
  expect(await logo.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(512);
  await card.getByLabel('Whom to ask').fill('Room 12');
  expect(await accessibilityProblems(page)).toEqual([]);
  await card.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Saved.').waitFor();
  await page.reload();
  await logo.waitFor();
  await card.getByRole('button', { name: 'Remove' }).click();
  await card.getByText('No logo yet').waitFor();
});

it('changes the address of enrolled devices only after a question', async () => {
  const { page } = window;
  await page.goto(`${server.url}/#/settings/listener`);
  await page.getByLabel('https://192.168.7.20:8443').click();
  await page.getByRole('button', { name: 'Use this address' }).click();
  const dialog = page.getByRole('dialog', { name: 'Change the address of enrolled devices?' });
  await dialog.getByRole('button', { name: 'Change the address' }).click();
  await page.getByText('Devices are told https://192.168.7.20:8443 from now on.').waitFor();
});

it('is fine with axe in every section, in both themes', async () => {
  const { page } = window;
  for (const section of ['listener', 'certificates', 'administrators', 'backups', 'account', 'appearance', 'about']) {
    await page.goto(`${server.url}/#/settings/${section}`);
    await page.waitForFunction(() => document.querySelector('[aria-busy=true]') === null);
    expect(await problemsInBothThemes(page)).toEqual([]);
  }
});

describe('reasons for changes', () => {
  it('L-15 are asked for in one place, whatever is changed; without one nothing is', async () => {
    const { page, errors } = window;
    await page.goto(`${server.url}/#/settings/organisation`);
    const ask = page.getByRole('switch', { name: 'Ask for a reason before changes' });
    await ask.click();
    await page.getByText('Saved.').waitFor();
    await page.getByLabel('Name', { exact: true }).fill('Brook School');
    await page.getByRole('button', { name: 'Save' }).first().click();
    const dialog = page.getByRole('dialog', { name: 'Why this change?' });
    await dialog.waitFor();
    expect(await problemsInBothThemes(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByText('Nothing was changed: no reason was given.').waitFor();
    await page.getByRole('button', { name: 'Save' }).first().click();
    await dialog.getByLabel('Reason').fill('Ticket 4711');
    await page.keyboard.press('Control+Enter');
    await dialog.waitFor({ state: 'detached' });
    await page.getByText('Saved.').first().waitFor();

    await page.goto(`${server.url}/#/settings/administrators`);
    await page.getByLabel('Name').fill('Ada');
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await page.getByLabel('Password again').fill(PASSWORD);
    const make = page.getByRole('button', { name: 'Make the account' });
    await make.click();
    // What was said a moment ago goes for this, too.
    await page.getByRole('cell', { name: 'Owner' }).waitFor();
    expect(errors).toEqual([]);
  });
});
