import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { PolicyDetail, PolicySummary } from '../../shared/contract/index.ts';
import { encodePlist } from '../../shared/plist/index.ts';
import {
  accessibilityProblems,
  launchBrowser,
  openWindow,
  problemsInBothThemes,
  type Window,
} from './support/browser.ts';
import { type RealConsole, startRealConsole } from './support/real-console.ts';

const DEVICES = 3;
let browser: Browser;
let server: RealConsole;
let window: Window;
beforeAll(async () => {
  browser = await launchBrowser();
  server = await startRealConsole({ devices: DEVICES });
  const { failed } = await server.fleet.enrollAll(await server.admin.invite());
  expect(failed).toEqual([]);
  await server.fleet.settled();
  window = await openWindow(browser, { signIn: await server.signIn(), path: '/policies' });
});
afterAll(async () => {
  await window.context.close();
  await browser.close();
  await server[Symbol.asyncDispose]();
});

const policies = async () =>
  (await server.admin.call<{ rows: PolicySummary[] }>('GET', '/policies')).rows.map(({ id }) => id);
const policy = (id: string) => server.admin.call<PolicyDetail>('GET', `/policies/${id}`);

it('makes a profile from a template, adds a setting by its common name, puts findings right, and saves it', async () => {
  const { page, errors } = window;
  await page.getByRole('heading', { name: 'No policies yet' }).waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.getByRole('button', { name: /^Wi-Fi with password/ }).click();
  const parts = page.getByRole('navigation', { name: 'Parts of the profile' });
  const checks = page.getByRole('complementary', { name: 'Checks and XML' });
  await checks.getByText(`Fits ${DEVICES} of ${DEVICES} devices`).waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);

  await page.getByRole('button', { name: 'Add payload' }).click();
  const add = page.getByRole('dialog', { name: 'Add a payload' });
  await add.getByLabel('Find a payload or a setting').fill('AirDrop');
  await add.getByRole('button', { name: /^AirDrop Restrictions/ }).waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.keyboard.press('Enter');
  const airDrop = page.getByRole('radiogroup', { name: 'AirDrop', exact: true });
  await airDrop.getByRole('radio', { name: 'No', exact: true }).check();

  const delay = page.getByRole('textbox', { name: 'Delay of updates in days' });
  await page.getByLabel('Find a key').fill('enforcedSoftwareUpdateDelay');
  await delay.fill('900');
  const finding = checks.getByText('must be from 1 to 90', { exact: false });
  await finding.waitFor();
  await checks.getByRole('button', { name: /^Correct: enforcedSoftwareUpdateDelay/ }).click();
  await finding.waitFor({ state: 'detached' });
  expect(await delay.inputValue()).toBe('90');
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  expect(await delay.inputValue()).toBe('900');
  await page.getByRole('button', { name: 'Redo', exact: true }).click();
  await page.getByLabel('Find a key').fill('');

  await parts
    .getByRole('button', { name: /^Wi-Fi/ })
    .first()
    .click();
  await page.getByLabel('Password', { exact: true }).fill('correct horse');
  await checks.getByText('XML', { exact: true }).click();
  const xml = checks.getByRole('textbox', { name: 'This payload' });
  const text = await xml.inputValue();
  await xml.fill(text.replace('<string>School</string>', '<string>Pupils</strin>'));
  await checks.getByText(/^Line \d+:/).waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  await xml.fill(text.replace('<string>School</string>', '<string>Pupils</string>'));
  expect(await page.getByRole('textbox', { name: 'Network name' }).inputValue()).toBe('Pupils');

  await page.getByRole('link', { name: 'Home', exact: true }).click();
  await page.getByRole('button', { name: 'Stay here' }).click();
  await page.getByRole('button', { name: 'Save policy' }).click();
  const save = page.getByRole('dialog', { name: 'Save the policy' });
  await save.getByLabel('Name').fill('Pupils');
  await save.getByLabel('Note').fill('First try');
  expect(await accessibilityProblems(page)).toEqual([]);
  await save.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByRole('heading', { level: 1, name: 'Pupils' }).waitFor();
  const [id = ''] = await policies();
  expect(JSON.stringify(await policy(id))).not.toContain('correct horse');
  expect(errors).toEqual([]);
});

it('assigns it after a look at every command, and shows live how it arrives', async () => {
  const { page, errors } = window;
  const [id = ''] = await policies();
  await page.getByRole('combobox', { name: 'Give it to' }).click();
  await page.getByRole('option', { name: 'All devices', exact: true }).click();
  await page.getByRole('button', { name: 'Show what would be sent' }).click();
  const dry = page.getByRole('dialog', { name: 'What would be sent' });
  await dry.getByText(`${DEVICES} × Install profile`).waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  await dry.getByRole('button', { name: 'Save assignment' }).click();
  await page.getByRole('tab', { name: 'Devices' }).click();
  const deviceIds = (await server.admin.devices()).map((device) => device.id);
  const installed = page.getByRole('row').filter({ hasText: 'Installed' });
  await expect
    .poll(async () => {
      // The engine lets devices sleep for a while between wake-ups; whoever waits wakes them.
      await server.admin.call('POST', '/devices/wake', { deviceIds });
      return installed.count();
    })
    .toBe(DEVICES);
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.getByRole('link', { name: /iPad/ }).first().click();
  await page.getByText('Desired and reported', { exact: true }).waitFor();
  await page.getByRole('row').filter({ hasText: 'Pupils' }).getByText('Installed').waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);

  await page.goto(`${server.engine.consoleUrl}/#/policies/${id}?part=0`);
  expect(await page.getByLabel('Password', { exact: true }).getAttribute('placeholder')).toBe('Kept in the vault');
  await page.getByRole('textbox', { name: 'Network name' }).fill('Pupils 2');
  await page.getByRole('button', { name: 'Save new version' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByText('saved as version 2', { exact: false }).waitFor();
  await page.getByRole('tab', { name: 'Versions' }).click();
  await page.getByRole('button', { name: 'What changed' }).click();
  const compare = page.getByRole('dialog', { name: 'Version 1 and version 2' });
  const ssid = compare.getByRole('row').filter({ hasText: 'Pupils 2' });
  await ssid.getByText('SSID_STR', { exact: false }).waitFor();
  await ssid.getByText(/^Wi-Fi – /).waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.keyboard.press('Escape');
  expect(errors).toEqual([]);
});

it('compares what is not saved, makes it the default, begins another with its values, and puts them in order', async () => {
  const { page, errors } = window;
  const [id = ''] = await policies();
  const at = (path: string): Promise<unknown> => page.goto(`${server.engine.consoleUrl}/#${path}`);
  await at(`/policies/${id}?part=0`);
  await page.getByRole('textbox', { name: 'Network name' }).fill('Pupils 3');
  await page.getByLabel('Password', { exact: true }).fill('battery staple');
  await page.getByRole('button', { name: 'Compare with saved' }).click();
  const compare = page.getByRole('dialog', { name: 'Version 2 and what is not saved yet' });
  await compare.getByRole('row').filter({ hasText: 'Pupils 3' }).getByText('SSID_STR', { exact: false }).waitFor();
  await compare.getByText('secret, changed').first().waitFor();
  expect(await compare.textContent()).not.toContain('battery staple');
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await compare.waitFor({ state: 'detached' });
  await page.getByRole('tab', { name: 'Options' }).click();
  await page.getByRole('button', { name: 'Discard changes' }).click();
  await page.getByRole('heading', { name: 'Precedence' }).waitFor();
  await page.getByRole('switch', { name: /^Default/ }).check({ force: true });
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.getByRole('button', { name: 'Save options' }).click();
  await expect.poll(async () => (await policy(id)).options.fallback).toBe(true);

  await at('/policies/new');
  await page.getByRole('region', { name: 'Begin with the default values' }).getByRole('button').click();
  await page.getByRole('button', { name: 'Save policy' }).click();
  const save = page.getByRole('dialog', { name: 'Save the policy' });
  await save.getByLabel('Name').fill('Teachers');
  await save.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByRole('heading', { level: 1, name: 'Teachers' }).waitFor();

  await at('/policies');
  await page.getByRole('button', { name: 'File', exact: true }).click();
  const file = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: 'Export this list as CSV' }).click();
  expect((await file).suggestedFilename()).toBe('policies.csv');
  await page.getByRole('link', { name: 'Order' }).click();
  const order = page.getByRole('list', { name: 'Which policy goes first' });
  await order.getByRole('button', { name: 'Teachers, place 2 of 2' }).focus();
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.keyboard.press('Alt+ArrowUp');
  await order.getByRole('button', { name: 'Teachers, place 1 of 2' }).waitFor();
  await page.getByText('“Teachers” is number 1 now.').waitFor();
  const ranked = async () =>
    (await server.admin.call<{ rows: PolicySummary[] }>('GET', '/policies?sort=rank')).rows.map(({ name }) => name);
  await expect.poll(ranked).toEqual(['Teachers', 'Pupils']);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(ranked).toEqual(['Pupils', 'Teachers']);
  const items = order.getByRole('listitem');
  await items.nth(1).dragTo(items.nth(0));
  await expect.poll(ranked).toEqual(['Teachers', 'Pupils']);
  expect(errors).toEqual([]);
});

it('asks before a profile goes that may connect devices, and removes it where that is wanted', async () => {
  const { page, errors } = window;
  const rows = (await server.admin.call<{ rows: PolicySummary[] }>('GET', '/policies')).rows;
  const id = rows.find(({ name }) => name === 'Pupils')?.id ?? '';
  await server.admin.call('PUT', `/policies/${id}`, { options: { fallback: false } });
  await page.goto(`${server.engine.consoleUrl}/#/policies/${id}/options`);
  await page.getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: 'Delete policy' }).click();
  const dialog = page.getByRole('dialog', { name: 'Delete “Pupils”?' });
  await dialog.getByRole('checkbox', { name: /^Remove it from .* that may be connected by it/ }).check();
  expect(await accessibilityProblems(page)).toEqual([]);
  await dialog.getByLabel('Type “Pupils” to go on').fill('Pupils');
  await dialog.getByRole('button', { name: 'Delete policy' }).click();
  await page.getByText('“Pupils” deleted.').waitFor();
  const left = async () => {
    const ids = (await server.admin.devices()).map((device) => device.id);
    await server.admin.call('POST', '/devices/wake', { deviceIds: ids });
    return server.fleet.devices.filter(({ state }) =>
      state.profiles.some(({ identifier }) => identifier.startsWith('cartwright.wifi')),
    ).length;
  };
  await expect.poll(left).toBe(0);
  expect(errors).toEqual([]);
});

it('says how often devices report and what the server sees, and has people told when that grows', async () => {
  const { page, errors } = window;
  await page.goto(`${server.engine.consoleUrl}/#/settings/reporting`);
  const minutes = page.getByRole('textbox', { name: 'Ask each device every' });
  await minutes.fill('60');
  await page.getByText('Managed apps only', { exact: true }).click();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  const confirm = page.getByRole('dialog', { name: 'Change what the server sees?' });
  await confirm.getByText('Nobody has to be told.', { exact: false }).waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  await confirm.getByRole('button', { name: 'Change it' }).click();
  await confirm.waitFor({ state: 'detached' });
  await page.getByText('All apps', { exact: true }).click();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await confirm.getByRole('button', { name: 'Change it' }).click();
  await page.getByRole('button', { name: 'People were told' }).waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  expect(await server.admin.call('GET', '/reporting')).toMatchObject({
    settings: { everyMinutes: 60, apps: 'all' },
    notice: { more: ['apps'] },
  });
  await page.getByRole('button', { name: 'People were told' }).click();
  await page.getByText('Tell people').waitFor({ state: 'detached' });
  expect(await server.admin.call('GET', '/reporting')).toMatchObject({ notice: null });
  expect(errors).toEqual([]);
});

it('translates the variables of another server when a profile is brought along, as far as wanted', async () => {
  const { page, errors } = window;
  await page.goto(page.url().replace(/#.*/, '#/policies/new'));
  const buffer = Buffer.from(
    encodePlist({
      PayloadType: 'Configuration',
      PayloadVersion: 1,
      PayloadIdentifier: 'org.school.mail',
      PayloadUUID: '3B1C36A2-30F2-4C88-8F0B-0A53A0F0B101',
      PayloadDisplayName: 'Calendar of $FULLNAME',
      PayloadContent: [
        {
          PayloadType: 'com.apple.caldav.account',
          PayloadVersion: 1,
          PayloadIdentifier: 'org.school.mail.$USERNAME',
          PayloadUUID: '3B1C36A2-30F2-4C88-8F0B-0A53A0F0B102',
          CalDAVHostName: 'cal.school.example',
          CalDAVUsername: '{{mail}}',
          CalDAVAccountDescription: 'Room $ROOM',
        },
      ],
    }),
  );
  await page
    .getByLabel('Choose a file', { exact: true })
    .setInputFiles({ name: 'mail.mobileconfig', mimeType: 'application/octet-stream', buffer });
  const dialog = page.getByRole('dialog', { name: 'Import mail.mobileconfig' });
  const found = dialog.getByRole('region', { name: 'Variables of another server' });
  await found.getByText('$ROOM (Jamf Pro) has no counterpart here', { exact: false }).waitFor();
  await found.getByRole('checkbox', { name: 'Translate $FULLNAME to $DISPLAY_NAME$' }).uncheck();
  expect(await problemsInBothThemes(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Open in the editor' }).click();
  await page
    .getByRole('navigation', { name: 'Parts of the profile' })
    .getByRole('button', { name: /^Calendar/ })
    .click();
  await page.getByRole('complementary', { name: 'Checks and XML' }).getByText('XML', { exact: true }).click();
  const xml = page.getByRole('textbox', { name: 'This payload' });
  await expect.poll(() => xml.inputValue()).toContain('<string>$EMAIL$</string>');
  const text = await xml.inputValue();
  expect(text).toContain('<string>Room $ROOM</string>');
  expect(text).toContain('<string>org.school.mail.$USERNAME</string>');
  expect(errors).toEqual([]);
});

it('takes a profile from a file into the editor, in the dark', async () => {
  const dark = await openWindow(browser, {
    signIn: await server.signIn(),
    colorScheme: 'dark',
    path: '/policies/new',
  });
  const { page, errors } = dark;
  const buffer = readFileSync(join(import.meta.dirname, '..', 'fixtures', 'profiles', 'home-screen.mobileconfig'));
  await page
    .getByLabel('Choose a file', { exact: true })
    .setInputFiles({ name: 'home.mobileconfig', mimeType: 'application/octet-stream', buffer });
  await page.getByRole('button', { name: 'Open in the editor' }).click();
  // It is nowhere else yet: leaving asks, though nothing was changed.
  await page.getByRole('link', { name: 'Policies', exact: true }).click();
  await page.getByRole('button', { name: 'Stay here' }).click();
  await page
    .getByRole('navigation', { name: 'Parts of the profile' })
    .getByRole('button', { name: /^Home Screen layout/ })
    .click();
  const dock = page.getByRole('list', { name: 'Dock' });
  await dock.waitFor();
  const first = dock.getByRole('button').first();
  const name = (await first.getAttribute('aria-label'))?.replace(', place 1', '') ?? '';
  await first.focus();
  await page.keyboard.press('Alt+ArrowRight');
  await dock.getByRole('button', { name: `${name}, place 2` }).waitFor();
  await dock.getByRole('button', { name: `${name}, place 2` }).dragTo(dock.getByRole('button').first());
  await dock.getByRole('button', { name: `${name}, place 1` }).waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.getByRole('link', { name: 'Policies', exact: true }).click();
  await page.getByRole('button', { name: 'Discard changes' }).click();
  await page.getByRole('button', { name: 'Teachers', exact: true }).waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  expect(errors).toEqual([]);
  await dark.context.close();
});
