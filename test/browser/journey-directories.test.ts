import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestIdentity } from '../../electron/identity/testing/house.ts';
import { BASE, personLdif, READER, READER_PASSWORD, type Slapd, startSlapd } from '../support/slapd.ts';
import {
  accessibilityProblems,
  launchBrowser,
  openWindow,
  problemsInBothThemes,
  type Window,
} from './support/browser.ts';
import { type RealConsole, startRealConsole } from './support/real-console.ts';

let browser: Browser;
let server: RealConsole;
let slapd: Slapd;
let window: Window;
beforeAll(async () => {
  browser = await launchBrowser();
  server = await startRealConsole({ devices: 0 });
  const { authority, store } = await openTestIdentity();
  slapd = await startSlapd({
    tls: await authority.tlsCredentials(['localhost']),
    entries: [
      personLdif('ada', { cn: 'Ada Lovelace', departmentNumber: '7b', employeeNumber: '1815' }),
      personLdif('grace', { cn: 'Grace Hopper', departmentNumber: '7b', employeeNumber: 'many' }),
    ],
  });
  const file = Buffer.from(authority.roots.map(({ pem }) => pem).join('')).toString('base64');
  await server.admin.call('POST', '/certificate-library/import', { file, description: '' });
  store.close();
  await server.admin.call('POST', '/people-attributes', { name: 'Number', type: 'number' });
  window = await openWindow(browser, { signIn: await server.signIn(), path: '/people' });
});
afterAll(async () => {
  await window.context.close();
  await browser.close();
  await slapd.stop();
  await server[Symbol.asyncDispose]();
});

it('adds a directory, tries it, reads it after a preview, and shows its people; what comes from there is not edited (CERT-34)', async () => {
  const { page, errors } = window;
  await page.getByRole('button', { name: 'File' }).click();
  await page.getByRole('menuitem', { name: 'From a directory' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name', { exact: false }).first().fill('Maple School');
  await dialog.getByRole('combobox', { name: 'Kind' }).click();
  await page.getByRole('option', { name: 'Another LDAP directory' }).click();
  await dialog.getByLabel('Address', { exact: false }).fill('ldap://localhost');
  await dialog.getByRole('switch', { name: 'Without encryption' }).press('Space');
  await dialog.getByText('Nothing is encrypted', { exact: false }).waitFor();
  await dialog.getByLabel('Address', { exact: false }).fill(slapd.secure);
  await dialog.getByLabel('Base DN', { exact: false }).fill(`ou=people,${BASE}`);
  await dialog.getByLabel('User', { exact: false }).fill(READER);
  await dialog.getByLabel('Password', { exact: true }).fill('wrong');
  await dialog.getByRole('button', { name: 'Fill another attribute' }).click();
  await dialog.getByLabel('LDAP attribute', { exact: false }).fill('employeeNumber');
  expect(await problemsInBothThemes(page)).toEqual([]);

  const attempt = dialog.getByRole('button', { name: 'Try' });
  await attempt.click();
  await dialog.getByText('The name or the password is wrong.').waitFor();
  await dialog.getByLabel('Password', { exact: true }).fill(READER_PASSWORD);
  await attempt.click();
  const first = dialog.getByRole('table', { name: 'The first people as they would be taken' });
  await first.getByRole('row').filter({ hasText: 'Ada Lovelace' }).getByText('1,815').waitFor();
  await dialog.getByText('This is not a number.').waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Save' }).click();

  // What is new is read at once, after a look at what changes.
  const reading = page.getByRole('dialog', { name: 'Read “Maple School”' });
  await reading.getByText('Ada Lovelace is new').waitFor();
  await reading.getByText('New: 2').waitFor();
  expect(await problemsInBothThemes(page)).toEqual([]);
  await reading.getByRole('button', { name: 'Apply' }).click();
  const people = page.getByRole('link', { name: '2 people' });
  await people.waitFor();
  expect(await problemsInBothThemes(page)).toEqual([]);
  await people.click();

  const row = page.getByRole('row').filter({ hasText: 'Ada Lovelace' });
  await row.getByText('Maple School').waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  await row.getByRole('button').first().click();
  await page.getByText('From “Maple School”; what comes from there is changed there.').waitFor();
  await page.getByRole('button', { name: 'Edit person' }).click();
  expect(await page.getByRole('dialog').getByLabel('Name', { exact: false }).first().isDisabled()).toBe(true);
  expect(await page.getByRole('dialog').getByLabel('Note').isDisabled()).toBe(false);
  expect(await problemsInBothThemes(page)).toEqual([]);
  await page.keyboard.press('Escape');

  // Half of them gone at once is not believed.
  await slapd.modify(
    ['ada', 'grace'].map((uid) => `dn: uid=${uid},ou=people,${BASE}\nchangetype: delete\n`).join('\n'),
  );
  await page.goto(`${server.engine.consoleUrl}/#/settings/directory`);
  await page.getByRole('button', { name: 'Read now: “Maple School”' }).click();
  await page.getByRole('dialog').getByText('Nobody was found, so nothing is changed.', { exact: false }).waitFor();
  expect(await page.getByRole('dialog').getByRole('button', { name: 'Apply' }).isDisabled()).toBe(true);
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();

  await page.getByRole('button', { name: 'More for “Maple School”' }).click();
  await page.getByRole('menuitem', { name: 'Delete directory' }).click();
  const deleting = page.getByRole('dialog');
  await deleting.getByText('Its 2 people stay', { exact: false }).waitFor();
  await deleting.getByLabel('Type “Maple School” to confirm').fill('Maple School');
  await deleting.getByRole('button', { name: 'Delete directory' }).click();
  await page.getByText('No directory yet.', { exact: false }).waitFor();
  expect(errors).toEqual([]);
});
