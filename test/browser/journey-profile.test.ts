import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { PolicyDetail, PolicySummary } from '../../shared/contract/index.ts';
import {
  accessibilityProblems,
  launchBrowser,
  openWindow,
  problemsInBothThemes,
  type Window,
} from './support/browser.ts';
import { type RealConsole, startRealConsole } from './support/real-console.ts';

const DEVICES = 2;
const PICTURE = join(import.meta.dirname, '..', '..', 'resources', 'icon.png');
let browser: Browser;
let server: RealConsole;
let window: Window;
beforeAll(async () => {
  browser = await launchBrowser();
  server = await startRealConsole({ devices: DEVICES });
  const { failed } = await server.fleet.enrollAll(await server.admin.invite());
  expect(failed).toEqual([]);
  await server.fleet.settled();
  window = await openWindow(browser, { signIn: await server.signIn(), path: '/policies/new/blank' });
});
afterAll(async () => {
  await window.context.close();
  await browser.close();
  await server[Symbol.asyncDispose]();
});

const policyNamed = async (wanted: string): Promise<PolicyDetail> => {
  const { rows } = await server.admin.call<{ rows: PolicySummary[] }>('GET', '/policies');
  const id = rows.find(({ name }) => name === wanted)?.id ?? '';
  return server.admin.call<PolicyDetail>('GET', `/policies/${id}`);
};

async function addPayload(page: Page, what: string): Promise<void> {
  await page.getByRole('button', { name: 'Add payload' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add a payload' });
  await dialog.getByLabel('Find a payload or a setting').fill(what);
  await dialog
    .getByRole('button', { name: new RegExp(`^${what} `) })
    .first()
    .click();
  await dialog.waitFor({ state: 'detached' });
}

async function saveAs(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'Save policy' }).click();
  const save = page.getByRole('dialog', { name: 'Save the policy' });
  await save.getByLabel('Name').fill(name);
  await save.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByRole('heading', { level: 1, name }).waitFor();
}

it('fills in printers, notifications, the Dock, icons and certificates by editors of their own', async () => {
  const { page, errors } = window;
  await addPayload(page, 'AirPrint');
  await page
    .getByLabel('Add printers by their addresses')
    .fill('ipps://printer.example/ipp/print\n10.0.0.5, 631, /ipp/b');
  await page.getByRole('button', { name: 'Add 2 printers' }).click();
  await page.getByRole('textbox', { name: '10.0.0.5: Path' }).fill('/ipp/c');
  await addPayload(page, 'Notifications');
  await page.getByRole('combobox', { name: 'Add an app to Apps' }).click();
  await page.getByRole('option', { name: /^Mail/ }).click();
  await page.getByRole('combobox', { name: 'Add an app to Apps' }).click();
  await page.getByRole('option', { name: /^News/ }).click();
  await page.getByRole('checkbox', { name: 'Sounds: all' }).uncheck();
  await page.getByRole('checkbox', { name: 'News: Notifications' }).uncheck();
  expect(await problemsInBothThemes(page)).toEqual([]);

  await addPayload(page, 'Dock');
  for (const name of ['Safari', 'Mail']) {
    await page.getByRole('button', { name: 'Add Apps' }).click();
    await page.getByRole('combobox', { name: 'App', exact: true }).click();
    await page.getByRole('option', { name, exact: true }).click();
    await page.getByRole('button', { name: 'Put it there' }).click();
    await page.getByRole('button', { name: new RegExp(`^${name}, place`) }).waitFor();
  }
  await page.getByRole('button', { name: 'Mail, place 2' }).focus();
  await page.keyboard.press('Alt+ArrowLeft');
  await page.getByRole('button', { name: 'Mail, place 1' }).waitFor();
  await page
    .getByRole('button', { name: 'Safari, place 2' })
    .dragTo(page.getByRole('button', { name: 'Mail, place 1' }));
  await page.getByRole('button', { name: 'Safari, place 1' }).waitFor();
  expect(await problemsInBothThemes(page)).toEqual([]);

  await addPayload(page, 'Web clip');
  await page.getByRole('textbox', { name: 'Address' }).fill('https://school.example');
  await page.getByRole('textbox', { name: 'Name', exact: true }).first().fill('School');
  await page.getByLabel('Icon', { exact: true }).setInputFiles(PICTURE);
  const crop = page.getByRole('dialog', { name: 'Cut the icon' });
  const seen = (canvas: HTMLCanvasElement): number =>
    canvas.getContext('2d')?.getImageData(220, 220, 1, 1).data[3] ?? 0;
  await expect.poll(() => crop.locator('canvas').first().evaluate(seen)).toBe(255);
  await crop.getByRole('group', { name: 'Part of the picture' }).press('ArrowRight');
  await crop.getByRole('slider', { name: 'Enlarge' }).press('ArrowRight');
  expect(await accessibilityProblems(page)).toEqual([]);
  await crop.getByRole('button', { name: 'Use this icon' }).click();
  await page.getByRole('img', { name: 'The icon as it is' }).waitFor();

  await addPayload(page, 'Wi-Fi');
  await page.getByRole('textbox', { name: 'Network name' }).fill('School');
  await page.getByRole('button', { name: 'Add a certificate to the profile' }).first().click();
  const add = page.getByRole('dialog', { name: 'Add a certificate' });
  expect(await accessibilityProblems(page)).toEqual([]);
  await add.getByRole('button', { name: /^Built-in authority, key made on the device/ }).click();
  const from = page.getByRole('region', { name: 'Certificate from' });
  await from.getByRole('textbox', { name: 'Subject' }).fill('CN=$DEVICE_SN$, OU=Wi-Fi');
  expect(await problemsInBothThemes(page)).toEqual([]);
  await saveAs(page, 'Lab');
  const { head } = await policyNamed('Lab');
  const payloads = (head.content as { PayloadContent: Record<string, unknown>[] }).PayloadContent;
  expect(payloads).toMatchObject([
    {
      AirPrint: [
        { IPAddress: 'printer.example', ForceTLS: true },
        { IPAddress: '10.0.0.5', Port: 631, ResourcePath: '/ipp/c' },
      ],
    },
    {
      NotificationSettings: [
        { BundleIdentifier: 'com.apple.mobilemail', SoundsEnabled: false },
        { BundleIdentifier: 'com.apple.news', SoundsEnabled: false, NotificationsEnabled: false },
      ],
    },
    { 'persistent-apps': [{ 'tile-data': { label: 'Safari' } }, { 'tile-data': { label: 'Mail' } }] },
    { Label: 'School', Icon: { $data: expect.stringMatching(/^iVBOR/) } },
    { SSID_STR: 'School' },
    {
      PayloadType: 'com.apple.security.scep',
      cartwright: { source: 'authority-scep', subject: 'CN=$DEVICE_SN$, OU=Wi-Fi' },
    },
  ]);
  expect(payloads[4]?.PayloadCertificateUUID).toBe(payloads[5]?.PayloadUUID);
  expect(errors).toEqual([]);
});

it('writes the name of each device on its wallpaper, and takes over an app configuration of another vendor', async () => {
  const { page, errors } = window;
  await page.goto(`${server.engine.consoleUrl}/#/policies/new/setting`);
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Wallpaper' }).click();
  await page.getByLabel('Picture', { exact: true }).setInputFiles(PICTURE);
  await page.getByRole('switch', { name: 'Write on the picture' }).press('Space');
  await page.getByRole('textbox', { name: 'Text', exact: true }).fill('$DEVICE_SN$\nBrook School');
  const preview = page.getByRole('figure', { name: 'The wallpaper as it will look' });
  await preview.getByText('F9FXK1ABCD Brook School').waitFor();
  expect(await problemsInBothThemes(page)).toEqual([]);
  await saveAs(page, 'Wallpaper');
  const { head } = await policyNamed('Wallpaper');
  const [item] = (head.content as { Settings: { Image: { $data: string } }[] }).Settings;
  expect(item?.Image.$data).toBe(readFileSync(PICTURE).toString('base64'));
  const deviceIds = (await server.admin.devices()).map((device) => device.id);
  await page.getByRole('combobox', { name: 'Give it to' }).click();
  await page.getByRole('option', { name: 'All devices', exact: true }).click();
  await page.getByRole('button', { name: 'Show what would be sent' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Save assignment' }).click();
  await page.getByRole('tab', { name: 'Devices' }).click();
  const installed = page.getByRole('row').filter({ hasText: 'Installed' });
  await expect
    .poll(
      async () => {
        await server.admin.call('POST', '/devices/wake', { deviceIds });
        return installed.count();
      },
      { timeout: 120_000 },
    )
    .toBe(DEVICES);
  const { rows } = await server.admin.call<{ rows: { requestType: string; state: string }[] }>('GET', '/commands');
  const given = rows.filter(({ requestType }) => requestType === 'Settings');
  expect(given.map(({ state }) => state)).toEqual(['acknowledged', 'acknowledged']);

  await page.goto(`${server.engine.consoleUrl}/#/policies/new/setting`);
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Application configuration' }).click();
  await page.getByRole('button', { name: 'Paste from another vendor' }).click();
  const paste = page.getByRole('dialog', { name: 'Take over an app configuration' });
  await paste
    .getByLabel('Configuration')
    .fill('IntuneMAMUPN\tString\t{{userprincipalname}}\nteam\tString\t{{department}}');
  await paste.getByRole('row').filter({ hasText: '{{userprincipalname}}' }).getByText('$USER_UPN$').waitFor();
  await paste.getByText('{{department}} of Microsoft Intune has no counterpart here').waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  await paste.getByRole('button', { name: 'Insert' }).click();
  const value = page.getByRole('textbox', { name: 'Configuration' });
  expect(JSON.parse(await value.inputValue())).toEqual({ IntuneMAMUPN: '$USER_UPN$', team: '{{department}}' });
  expect(await accessibilityProblems(page)).toEqual([]);
  expect(errors).toEqual([]);
});
