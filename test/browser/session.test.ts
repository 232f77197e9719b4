import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { systemClock } from '../../shared/clock.ts';
import { accessibilityProblems, launchBrowser, openWindow } from './support/browser.ts';
import { type FakeConsole, startFakeConsole } from './support/fake-console.ts';
import { startRealConsole } from './support/real-console.ts';

let browser: Browser;
let server: FakeConsole;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());
beforeEach(async () => {
  server = await startFakeConsole({ devices: 12 });
});
afterEach(() => server[Symbol.asyncDispose]());

it('opens the console by a sign-in link once only', async () => {
  const link = await server.signIn();
  const first = await openWindow(browser, { signIn: link });
  await first.page.getByRole('gridcell').first().waitFor();
  const second = await openWindow(browser, { signIn: link });
  await second.page.getByRole('heading', { name: 'This link no longer opens' }).waitFor();
  await second.page.goto(server.url);
  await second.page.getByRole('heading', { name: 'Sign in to Cartwright' }).waitFor();
  await first.context.close();
  await second.context.close();
});

it('says how to sign in again after signing out, in every window at once', async () => {
  const { page, context } = await openWindow(browser, { signIn: await server.signIn() });
  await page.getByRole('gridcell').first().waitFor();
  const other = await context.newPage();
  await other.goto(`${server.url}/#/devices`);
  await other.getByRole('gridcell').first().waitFor();
  await page.getByRole('button', { name: 'Appearance and session' }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.getByRole('heading', { name: 'You are signed out' }).waitFor();
  await other.getByRole('heading', { name: 'You are signed out' }).waitFor();
  await context.close();
});

it('shows a lost connection and heals it by itself, with what happened meanwhile', async () => {
  const { page, context } = await openWindow(browser, { signIn: await server.signIn() });
  await page.getByRole('gridcell').first().waitFor();
  const connection = page.getByTestId('connection');
  await connection.getByText('Live').waitFor();
  await server.goDown();
  await connection.getByText('Connection lost').waitFor();
  await page.getByText('Cartwright cannot be reached.', { exact: false }).waitFor();
  server.school.addDevice();
  await server.comeBack();
  await connection.getByText('Live').waitFor();
  await page.getByText('13 devices found').waitFor({ state: 'attached' });
  expect(await page.getByText('Cartwright cannot be reached.', { exact: false }).count()).toBe(0);
  await context.close();
});

it('tells a session that ended while the engine was away from a lost connection', async () => {
  const { page, context } = await openWindow(browser, { signIn: await server.signIn() });
  await page.getByRole('gridcell').first().waitFor();
  await server.goDown();
  await page.getByTestId('connection').getByText('Connection lost').waitFor();
  await context.clearCookies();
  await server.comeBack();
  const dialog = page.getByRole('dialog', { name: 'Sign in again' });
  await dialog.waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  // A sign-in link opened in another window signs in this one too.
  const other = await context.newPage();
  await other.goto(await server.signIn());
  await dialog.waitFor({ state: 'detached' });
  await page.getByTestId('connection').getByText('Live').waitFor();
  await context.close();
});

it('loads nothing from elsewhere, and runs under its own security policy', async () => {
  const { page, context, errors } = await openWindow(browser);
  const origins = new Set<string>();
  page.on('request', (request) => {
    if (!request.url().startsWith('data:') && !request.url().startsWith('blob:'))
      origins.add(new URL(request.url()).origin);
  });
  const answer = await page.goto(await server.signIn());
  await page.getByRole('region', { name: 'Fleet at a glance' }).getByRole('link').first().waitFor();
  await page.goto(`${server.url}/#/settings/push`);
  await page.getByRole('heading', { name: 'Get or renew the certificate' }).waitFor();
  expect([...origins]).toEqual([server.url]);
  expect(answer?.headers()['content-security-policy']).toContain("script-src 'self'");
  expect(errors).toEqual([]);
  await context.close();
});

it('signs in by name, signs in again over the page when the session ran out, with nothing lost, and signs out', async () => {
  let ahead = 0;
  await using real = await startRealConsole({ devices: 0, clock: { now: () => systemClock.now() + ahead } });
  await real.admin.call('POST', '/administrators', {
    name: 'Ada',
    password: 'a heron over the pond',
    role: 'owner',
  });
  const { page, context } = await openWindow(browser);
  await page.goto(real.engine.consoleUrl);
  await page.getByLabel('Name').fill('Ada');
  await page.getByLabel('Password').fill('a heron over the pond');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByTestId('connection').getByText('Live').waitFor();
  await page.goto(`${real.engine.consoleUrl}/#/settings/organisation`);
  const card = page.getByRole('region', { name: 'Organisation' });
  const field = card.getByRole('textbox', { name: 'Name' });
  await field.fill('Maple Street School');
  ahead = 13 * 3_600_000;
  await card.getByRole('button', { name: 'Save' }).click();
  const dialog = page.getByRole('dialog', { name: 'Sign in again' });
  expect(await dialog.getByLabel('Name').inputValue()).toBe('Ada');
  await dialog.getByLabel('Password', { exact: true }).fill('wrong');
  await dialog.getByRole('button', { name: 'Sign in' }).click();
  await dialog.getByText('do not fit together').waitFor();
  await dialog.getByLabel('Password', { exact: true }).fill('a heron over the pond');
  await dialog.getByRole('button', { name: 'Sign in' }).click();
  await dialog.waitFor({ state: 'detached' });
  expect(await field.inputValue()).toBe('Maple Street School');
  await card.getByRole('button', { name: 'Save' }).click();
  await expect
    .poll(async () => (await real.admin.call<{ organisation: string }>('GET', '/status')).organisation)
    .toBe('Maple Street School');
  await page.getByTestId('connection').getByText('Live').waitFor();
  await page.getByRole('button', { name: 'Appearance and session' }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.getByRole('heading', { name: 'You are signed out' }).waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.getByLabel('Name').fill('Ada');
  await page.getByLabel('Password', { exact: true }).fill('a heron over the pond');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByTestId('connection').getByText('Live').waitFor();
  await context.close();
});
