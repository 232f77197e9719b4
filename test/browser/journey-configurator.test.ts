import { readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Configurator } from '../../shared/contract/index.ts';
import { commandLine } from '../support/command-line.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { accessibilityProblems, launchBrowser, openWindow, type Window } from './support/browser.ts';
import { type RealConsole, startRealConsole } from './support/real-console.ts';

const PASSPHRASE = 'Kreide & Tafel 7';
let browser: Browser;
let server: RealConsole;
let window: Window;
const { path: directory, remove } = temporaryDirectory();
beforeAll(async () => {
  browser = await launchBrowser();
  server = await startRealConsole({ devices: 2 });
  window = await openWindow(browser, { signIn: await server.signIn(), path: '/enrollment/ways/configurator' });
});
afterAll(async () => {
  await window.context.close();
  await browser.close();
  await server[Symbol.asyncDispose]();
  remove();
});

/** Clicks, and puts the file that comes into the folder of the Mac that is played here. */
async function take(page: Page, click: () => Promise<void>): Promise<string> {
  const [download] = await Promise.all([page.waitForEvent('download'), click()]);
  const name = download.suggestedFilename();
  await download.saveAs(join(directory, name));
  return name;
}

it('hands a Mac everything it needs, and its script brings a wiped iPad here, matched by its serial number', async () => {
  const { page, errors } = window;
  const { admin, fleet } = server;
  const [first] = fleet.devices;
  const serial = first?.state.serialNumber ?? '';
  await admin.invite({ name: 'Cables' });
  await page.getByText('There is no supervision identity yet.', { exact: false }).waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);

  await page.getByRole('button', { name: 'Change organization' }).click();
  const form = page.getByRole('dialog', { name: 'Organization of supervised devices' });
  await form.getByLabel('Name').fill("Maple's School");
  await form.getByLabel('Phone').fill('+1 555 0100');
  await form.getByLabel('Mail').fill('nobody');
  await form.getByRole('button', { name: 'Save' }).click();
  await form.getByText('This is not a mail address.').waitFor();
  await form.getByLabel('Mail').fill('it@maple.example');
  await form.getByLabel('Department').fill('IT');
  expect(await accessibilityProblems(page)).toEqual([]);
  await form.getByRole('button', { name: 'Save' }).click();
  await form.waitFor({ state: 'detached' });
  expect(await page.getByRole('textbox', { name: 'Phone' }).inputValue()).toBe('+1 555 0100');

  await page.getByRole('button', { name: 'Make an identity' }).click();
  await page.getByRole('button', { name: 'Export identity' }).click();
  const dialog = page.getByRole('dialog', { name: 'Export identity' });
  await dialog.getByLabel('Passphrase', { exact: true }).fill(PASSPHRASE);
  await dialog.getByLabel('Passphrase again').fill('other');
  await dialog.getByRole('button', { name: 'Download' }).click();
  await dialog.getByText('The two are not the same.').waitFor();
  await dialog.getByLabel('Passphrase again').fill(PASSPHRASE);
  expect(await accessibilityProblems(page)).toEqual([]);
  const names = [
    await take(page, () => dialog.getByRole('button', { name: 'Download' }).click()),
    await take(page, () => page.getByRole('button', { name: 'Certificate (DER)' }).click()),
    await take(page, () => page.getByRole('button', { name: 'Trust profile', exact: true }).click()),
    await take(page, () => page.getByRole('button', { name: 'cartwright-root.pem' }).click()),
  ];
  expect(names.slice(0, 2)).toEqual(['Maple-s-School-supervision.p12', 'Maple-s-School-supervision.cer']);

  // To drop in by hand: the address, the root in DER, and an enrollment profile for one device.
  const button = (name: string) => page.getByRole('button', { name, exact: true });
  const root = await take(page, () => button('Root certificate').click());
  const subject = ['x509', '-inform', 'DER', '-in', root, '-noout', '-subject'];
  expect((await commandLine('openssl', subject, { directory })).stdout).toContain('CN');
  const shortcut = await take(page, () => button('Address as a file').click());
  expect(readFileSync(join(directory, shortcut), 'utf8')).toContain(`URL=${server.engine.listenerUrl}/enroll/`);
  const dropIn = await take(page, () => button('Download profile').click());
  const opened = ['cms', '-verify', '-noverify', '-inform', 'DER', '-in', dropIn];
  expect((await commandLine('openssl', opened, { directory })).stdout).toContain('<string>com.apple.mdm</string>');

  await page.getByLabel('Network name').fill('Maple Setup');
  await page.getByLabel('Network password').fill('short');
  await page.getByRole('button', { name: 'Make Wi-Fi profile' }).click();
  await page.getByText('A Wi-Fi password has 8 to 63 characters.').waitFor();
  await page.getByLabel('Network password').fill('only-for-setup');
  const wifi = await take(page, () => page.getByRole('button', { name: 'Make Wi-Fi profile' }).click());
  const shown = await commandLine('openssl', ['cms', '-verify', '-noverify', '-inform', 'DER', '-in', wifi], {
    directory,
  });
  expect(shown.stdout).toContain('<string>only-for-setup</string>');
  await expect.poll(() => page.getByLabel('Network password').inputValue()).toBe('');

  const script = await take(page, () => page.getByRole('button', { name: 'Download script' }).click());
  expect(await page.getByRole('region', { name: 'Script for Terminal' }).innerText()).toBe(
    readFileSync(join(directory, script), 'utf8'),
  );
  await page.getByText('No serial numbers are expected.', { exact: false }).waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);

  // The Mac: cfgutil is played, curl and openssl are real.
  const [ecid, spied] = ['0x1C604A3405801E', join(directory, 'installed')];
  const play = `#!/bin/bash
case "$*" in
list) echo "Type: iPad14,1	ECID: ${ecid}	UDID: 1 Name: iPad" ;;
*'get serialNumber') echo ${serial} ;;
*'install-profile '*) for last; do :; done; cp "$last" "${spied}-\${last##*/}" ;;
*' prepare '*) openssl pkey -inform DER -in "$4" -noout && printf '%s\\n' "$*" >"${spied}" ;;
esac
`;
  writeFileSync(join(directory, 'cfgutil'), play, { mode: 0o755 });
  const environment = { PATH: `${directory}${delimiter}${process.env.PATH}`, CARTWRIGHT_PASSPHRASE: PASSPHRASE };
  const serials = await commandLine('bash', [script, '--serials'], { directory, environment });
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  const list = page.getByRole('dialog');
  await list
    .getByLabel('Or paste', { exact: false })
    .fill(`${serials.stdout.trim().replace('serial', 'serial,name,person')},Cart A-01,Grace\nMISSING0001,,`);
  await list.getByRole('button', { name: /^Import 2/ }).click();
  await page.getByText('0 of 2 have come').waitFor();

  const done = await commandLine('bash', [script], { directory, environment });
  expect(done.stdout).toContain(`Done: ${ecid}`);
  expect(readFileSync(spied, 'utf8')).toContain("--supervised --name Maple's School --host-cert");
  const profile = readFileSync(`${spied}-${ecid}.mobileconfig`);
  await first?.enroll({ url: server.engine.listenerUrl, trustPem: await admin.rootPem(), profile });
  await page.getByText('1 of 2 have come').waitFor();
  const row = page.getByRole('row').filter({ hasText: serial });
  await row.getByText('Cart A-01').waitFor();
  await row.getByRole('link').waitFor();

  // Another Mac's identity comes in only by saying so.
  const before = await admin.call<Configurator>('GET', '/configurator');
  await page.getByRole('button', { name: 'Import identity' }).click();
  const taking = page.getByRole('dialog', { name: 'Import identity' });
  await taking
    .locator('input[type=file]')
    .first()
    .setInputFiles(join(directory, names[0] ?? ''));
  await taking.getByLabel('Passphrase').fill('wrong');
  await taking.getByLabel("Type Maple's School to go on").fill("Maple's School");
  await taking.getByRole('button', { name: 'Import', exact: true }).click();
  await taking.getByText('The passphrase is not the one', { exact: false }).waitFor();
  await taking.getByLabel('Passphrase').fill(PASSPHRASE);
  expect(await accessibilityProblems(page)).toEqual([]);
  await taking.getByRole('button', { name: 'Import', exact: true }).click();
  await taking.waitFor({ state: 'detached' });
  const after = await admin.call<Configurator>('GET', '/configurator');
  expect(after.identity).toMatchObject({ fingerprint: before.identity?.fingerprint, imported: true });
  expect(errors).toEqual([]);
});
