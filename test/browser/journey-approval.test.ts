import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createHttpClient, type HttpClient } from '../../electron/simulator/index.ts';
import { launchBrowser, openWindow, type Window } from './support/browser.ts';
import { type RealConsole, startRealConsole } from './support/real-console.ts';

let browser: Browser;
let server: RealConsole;
let window: Window;
let http: HttpClient;
let trustPem: string;
beforeAll(async () => {
  browser = await launchBrowser();
  server = await startRealConsole({ devices: 2 });
  trustPem = await server.admin.rootPem();
  http = createHttpClient({ trustPem, maxRedirects: 0 });
  window = await openWindow(browser, { signIn: await server.signIn(), path: '/enrollment' });
});
afterAll(async () => {
  http.close();
  await window.context.close();
  await browser.close();
  await server[Symbol.asyncDispose]();
});

/** A person opens the link on a device and asks; gives back the page they wait on. */
async function ask(url: string, fields: Record<string, string>): Promise<string> {
  const answer = await http.send({
    method: 'POST',
    url,
    headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    body: Buffer.from(new URLSearchParams({ ask: '1', ...fields }).toString()),
  });
  expect(answer.status).toBe(303);
  return new URL(String(answer.headers.location), url).href;
}
const textOf = async (url: string): Promise<string> => (await http.send({ method: 'GET', url })).body.toString();

it('holds a device at the door until somebody lets it in, and turns another away with a reason', async () => {
  const { page, errors } = window;
  const [device, stranger] = server.fleet.devices;
  if (device === undefined || stranger === undefined) throw new Error('There are two devices.');
  await page.getByRole('button', { name: 'New invitation' }).first().click();
  const dialog = page.getByRole('dialog', { name: 'New invitation' });
  await dialog.getByLabel('Name').fill('Open day');
  await dialog.getByText('Any number', { exact: true }).click();
  await dialog.getByLabel('Ask for approval').click();
  await dialog.getByRole('button', { name: 'Make invitation' }).click();
  const panel = page.getByRole('complementary', { name: 'Open day' });
  const url = await panel.getByLabel('Link').first().inputValue();
  // The link alone lets nobody in.
  await expect(device.enroll({ url, trustPem })).rejects.toThrow('403');

  await page.getByRole('tab', { name: /^Expected devices/ }).click();
  await page.getByRole('button', { name: 'Expect a device' }).click();
  await page.getByRole('dialog').getByLabel('Serial number').fill(device.state.serialNumber);
  await page.getByRole('dialog').getByLabel('Name or asset tag').fill('Cart A 01');
  await page.getByRole('dialog').getByRole('button', { name: 'Add to the list' }).click();
  await page.getByRole('row', { name: /Cart A 01 .*Missing/ }).waitFor();

  await page.getByRole('tab', { name: /^Waiting/ }).click();
  await page.getByText('Nobody waits').waitFor();
  const graceWaits = await ask(url, { name: 'Grace Hopper', serial: device.state.serialNumber });
  const code = /class="code"[^>]*>([^<]+)</.exec(await textOf(graceWaits))?.[1];
  await page.getByRole('row', { name: new RegExp(`${code} Grace Hopper .*Expected as Cart A 01`) }).waitFor();
  const eveWaits = await ask(url, { name: 'Eve' });
  await page.getByRole('tab', { name: 'Waiting 2' }).waitFor();
  await expect(device.enroll({ url: graceWaits, trustPem })).rejects.toThrow('403');

  await page.getByRole('button', { name: 'Turn down Eve' }).click();
  await page.getByRole('dialog').getByLabel('Reason').fill('Ask your teacher first.');
  await page.getByRole('dialog').getByRole('button', { name: 'Turn down', exact: true }).click();
  await page.getByRole('row', { name: /Eve Turned down Ask your teacher first/ }).waitFor();
  expect(await textOf(eveWaits)).toContain('Ask your teacher first.');
  await expect(stranger.enroll({ url: eveWaits, trustPem })).rejects.toThrow('403');

  await page.getByRole('button', { name: 'Approve Grace Hopper' }).click();
  await page.getByRole('row', { name: /Grace Hopper .*Approved, not here yet/ }).waitFor();
  await device.enroll({ url: graceWaits, trustPem });
  await page.getByRole('row', { name: /Grace Hopper Came in/ }).waitFor();
  // One approval is good for one device.
  await expect(stranger.enroll({ url: graceWaits, trustPem })).rejects.toThrow('410');

  await page.getByRole('tab', { name: /^Expected devices/ }).click();
  await page.getByRole('row', { name: /Cart A 01 .*Arrived/ }).waitFor();
  await page.getByRole('tab', { name: 'Enrollments' }).click();
  await page.getByRole('row', { name: new RegExp(`${device.state.serialNumber}.*Open day.*Enrolled`) }).waitFor();
  await page.goto(`${server.engine.consoleUrl}/#/enrollment/invitations?search=open`);
  await page.getByRole('button', { name: 'Open day' }).click();
  await panel.getByRole('heading', { name: 'Came in by it' }).waitFor();
  expect(errors).toEqual([]);
});

it('turns away a device that nobody expects, tells which, and lets it in once it is expected', async () => {
  const { page } = window;
  const stranger = server.fleet.devices[1];
  if (stranger === undefined) throw new Error('There are two devices.');
  const way = await server.admin.invite({ name: 'Carts', onlyExpected: true });
  await expect(stranger.enroll({ url: way.url, trustPem })).rejects.toThrow();
  await page.goto(`${server.engine.consoleUrl}/#/enrollment/recent`);
  await page.getByRole('button', { name: `Expect this device: ${stranger.state.serialNumber}` }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Add to the list' }).click();
  await page.getByText(`${stranger.state.serialNumber} is on the list.`).waitFor();
  await stranger.enroll({ url: way.url, trustPem });
  await page.getByRole('row', { name: new RegExp(`${stranger.state.serialNumber}.*Carts.*Asked Enrolled`) }).waitFor();
});
