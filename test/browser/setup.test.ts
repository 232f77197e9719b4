import { beforeEach, expect, it } from 'vitest';
import { problemsInBothThemes, type Window } from './support/browser.ts';
import type { FakeConsole } from './support/fake-console.ts';
import { keptWindow } from './support/kept-window.ts';

const opened = keptWindow();
let server: FakeConsole;
let window: Window;
beforeEach(async () => {
  ({ server, window } = await opened({ devices: 0, path: '/setup/organisation' }));
});

it('leads from an empty server to the first device', async () => {
  const { page, errors } = window;
  await page.getByRole('textbox', { name: 'Name' }).fill('Elm Street School');
  await page.getByRole('button', { name: 'Save and go on' }).click();

  await page.getByRole('heading', { level: 2, name: 'Address' }).waitFor();
  await page.getByText('Only programs on this computer reach it.').waitFor();
  await page.getByText('The enrollment profile makes devices trust it', { exact: false }).waitFor();
  await page.getByLabel('https://192.168.7.20:8443').click();
  await page.getByRole('button', { name: 'Use this address' }).click();

  await page.getByRole('heading', { level: 2, name: 'Account' }).waitFor();
  await page.getByLabel('Name').fill('Ada');
  await page.getByLabel('Password', { exact: true }).fill('correct horse battery');
  await page.getByLabel('Password again').fill('correct horse battery');
  await page.getByRole('button', { name: 'Make the account' }).click();
  await page.getByText('1 account can sign in.').waitFor();
  expect(server.people.accounts.list()).toMatchObject([{ name: 'Ada', role: 'owner' }]);
  await page.getByRole('link', { name: 'Next' }).click();

  await page.getByRole('heading', { level: 2, name: 'Push certificate' }).waitFor();
  await page.getByText('The push certificate is in place.').waitFor();
  await page.getByRole('link', { name: 'Next' }).click();

  await page.getByRole('button', { name: 'Make an invitation for any number of devices' }).click();
  await page.getByRole('img', { name: 'QR code of the link of First devices' }).waitFor();
  await page.getByText('The first device appears here', { exact: false }).waitFor();
  server.school.addDevice();
  await page.getByText('1 device is enrolled.').waitFor();
  await page.getByRole('link', { name: 'Finish' }).click();
  await page.getByText('Nothing needs you').or(page.getByText('3 devices can no longer be woken')).waitFor();
  expect(await page.getByRole('region', { name: 'Set up Cartwright' }).count()).toBe(0);
  expect(errors).toEqual([]);
});

it('can be left at any step and taken up at the first one that is open', async () => {
  const { page } = window;
  await page.getByRole('link', { name: 'Leave' }).click();
  await page.getByRole('region', { name: 'Set up Cartwright' }).getByRole('link', { name: 'Continue' }).click();
  await page.getByRole('heading', { level: 2, name: 'Account' }).waitFor();
  await page.goto(`${server.url}/#/setup`);
  await page.getByRole('heading', { level: 2, name: 'Account' }).waitFor();
});

it('says that an invitation needs the push certificate, and leads there', async () => {
  const { page } = window;
  server.school.setPush('none');
  await page.goto(`${server.url}/#/setup/invitation`);
  await page.getByRole('link', { name: 'Go to the push certificate' }).click();
  await page.getByRole('heading', { name: 'Get or renew the certificate' }).waitFor();
});

it('is fine with axe at every step, in both themes', async () => {
  const { page } = window;
  for (const step of ['organisation', 'reachability', 'administrator', 'push', 'invitation']) {
    await page.goto(`${server.url}/#/setup/${step}`);
    await page.waitForFunction(() => document.querySelector('[aria-busy=true]') === null);
    expect(await problemsInBothThemes(page)).toEqual([]);
  }
});
