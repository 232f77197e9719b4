import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { launchBrowser, openWindow, type Window } from './support/browser.ts';
import { type FakeConsole, startFakeConsole } from './support/fake-console.ts';

let browser: Browser;
let server: FakeConsole;
let window: Window;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());
beforeEach(async () => {
  server = await startFakeConsole({ devices: 3 });
  window = await openWindow(browser, { signIn: await server.signIn() });
  await window.page.goto(`${server.url}/#/enrollment`);
  await window.page.getByText('No invitations yet').waitFor();
});
afterEach(async () => {
  await window.context.close();
  await server[Symbol.asyncDispose]();
});

it('makes an invitation, shows its link, code and PIN, and revokes it after a question', async () => {
  const { page, errors } = window;
  await page.getByRole('button', { name: 'New invitation' }).first().click();
  const dialog = page.getByRole('dialog', { name: 'New invitation' });
  await dialog.getByRole('button', { name: 'Make invitation' }).click();
  await dialog.getByText('Give the invitation a name.').waitFor();
  await dialog.getByLabel('Name').fill('iPads of room 12');
  await dialog.getByText('Up to', { exact: true }).click();
  await dialog.getByLabel('Most devices').fill('25');
  await dialog.getByLabel('PIN').first().click();
  await page.getByRole('option', { name: 'Make one up' }).click();
  await dialog.getByRole('button', { name: 'Access rights and more' }).click();
  await dialog.getByLabel('Erase the device').click();
  await dialog.getByRole('button', { name: 'Make invitation' }).click();

  const panel = page.getByRole('complementary', { name: 'iPads of room 12' });
  const code = panel.getByRole('img', { name: 'QR code of the link of iPads of room 12' });
  await code.waitFor();
  expect(
    await code.evaluate((image: HTMLImageElement) => image.decode().then(() => image.naturalWidth)),
  ).toBeGreaterThan(0);
  const [invitation] = server.school.services.enrollment.list();
  expect(invitation).toMatchObject({ name: 'iPads of room 12', maxUses: 25, hasPin: true, accessRights: 8191 & ~8 });
  expect(await panel.getByLabel('Link').first().inputValue()).toContain(`/enroll/${invitation?.id}`);
  expect(await panel.getByTestId('pin').innerText()).toBe('482915');

  const download = page.waitForEvent('download');
  await panel.getByRole('button', { name: 'Download profile' }).click();
  expect((await download).suggestedFilename()).toBe('enroll.mobileconfig');

  await panel.getByRole('button', { name: 'Revoke invitation' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke invitation' }).click();
  await panel.getByText('This invitation was revoked.', { exact: false }).waitFor();
  expect(await panel.getByRole('img', { name: /QR code/ }).count()).toBe(0);
  expect(errors).toEqual([]);
});

it('says that enrollment needs a push certificate, and leads there', async () => {
  const { page } = window;
  server.school.setPush('none');
  await page.getByText('Devices cannot be enrolled yet').waitFor();
  await page.getByRole('link', { name: 'Set it up in Settings' }).click();
  await page.getByRole('heading', { name: 'Get or renew the certificate' }).waitFor();
});

it('hands out the push request as a file and shows why a certificate is not taken', async () => {
  const { page } = window;
  await page.goto(`${server.url}/#/settings/push`);
  await page.getByLabel('E-mail address').fill('it@maple.example');
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Make and download request' }).click();
  expect((await download).suggestedFilename()).toBe('cartwright-push.csr');
  await page.locator('input[type=file]').setInputFiles({
    name: 'push.pem',
    mimeType: 'application/x-pem-file',
    buffer: Buffer.from('-----BEGIN CERTIFICATE-----\nMA==\n-----END CERTIFICATE-----\n'),
  });
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await page.getByText('This certificate was not made for the request that waits.').waitFor();
});

it('makes an API token that is shown once and works, and revokes it', async () => {
  const { page } = window;
  await page.goto(`${server.url}/#/settings/tokens`);
  await page.getByLabel('Name').fill('inventory script');
  await page.getByRole('button', { name: 'Make token' }).click();
  const token = await page.getByLabel('Token', { exact: true }).inputValue();
  const ask = (): Promise<Response> =>
    fetch(`${server.url}/api/v1/devices`, { headers: { authorization: `Bearer ${token}` } });
  expect((await ask()).status).toBe(200);
  await page.getByRole('button', { name: 'Revoke inventory script' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
  await page.getByRole('cell', { name: 'Revoked' }).waitFor();
  expect((await ask()).status).toBe(401);
});
