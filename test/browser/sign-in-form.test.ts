import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createSignIn } from '../../electron/people/index.ts';
import { type ConsoleServer, createDownloads, createRouter, startConsoleServer } from '../../electron/rpc/index.ts';
import { openMemoryStore, type Store } from '../../electron/store/index.ts';
import { systemClock } from '../../shared/clock.ts';
import { silentLogger } from '../../shared/logger.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { accessibilityProblems, launchBrowser, openWindow } from './support/browser.ts';

/*
 * The door's own page in a real browser: its form must pass the door's own rules for origins, cookies and content.
 */

const { path: directory, remove } = temporaryDirectory();
let browser: Browser;
let store: Store;
let server: ConsoleServer;

beforeAll(async () => {
  browser = await launchBrowser();
  writeFileSync(join(directory, 'index.html'), '<!doctype html><title>console</title><h1>The console</h1>');
  store = openMemoryStore({ clock: systemClock, logger: silentLogger });
  const signIn = createSignIn(store, silentLogger);
  await signIn.accounts.create({ name: 'Ada', role: 'owner', password: 'a heron over the pond' }, { name: 'test' });
  server = await startConsoleServer({
    // Nothing is asked of the engine before somebody is in.
    router: createRouter({} as Parameters<typeof createRouter>[0], silentLogger),
    signIn,
    downloads: createDownloads(systemClock),
    logger: silentLogger,
    version: '0.0.0',
    rendererDirectory: directory,
    host: '127.0.0.1',
    port: 0,
    names: () => [],
  });
});

afterAll(async () => {
  await browser.close();
  await server.stop();
  store.close();
  remove();
});

it('lets somebody in by name and password, and says when they do not fit', async () => {
  const { page, context } = await openWindow(browser);
  await page.goto(server.url);
  await page.getByLabel('Name').fill('Ada');
  await page.getByLabel('Password').fill('not this one');
  await page.keyboard.press('Enter');
  await page.getByRole('alert').filter({ hasText: 'do not fit together' }).waitFor();
  await page.getByLabel('Name').fill('ada');
  await page.getByLabel('Password').fill('a heron over the pond');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { name: 'The console' }).waitFor();
  expect(new URL(page.url()).pathname).toBe('/');
  await page.reload();
  await page.getByRole('heading', { name: 'The console' }).waitFor();
  await context.close();
});

it.each(['light', 'dark'] as const)('can be used by everybody, in the %s theme', async (colorScheme) => {
  const { page, context } = await openWindow(browser, { colorScheme });
  await page.goto(server.url);
  await page.getByLabel('Name').waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  await context.close();
});

it('says on an engine without accounts how to get in, with a command that a click marks whole', async () => {
  const empty = openMemoryStore({ clock: systemClock, logger: silentLogger });
  const door = await startConsoleServer({
    router: createRouter({} as Parameters<typeof createRouter>[0], silentLogger),
    signIn: createSignIn(empty, silentLogger),
    downloads: createDownloads(systemClock),
    logger: silentLogger,
    version: '0.0.0',
    rendererDirectory: directory,
    host: '127.0.0.1',
    port: 0,
    names: () => [],
  });
  for (const colorScheme of ['light', 'dark'] as const) {
    const { page, context } = await openWindow(browser, { colorScheme });
    await page.goto(door.url);
    await page.getByRole('heading', { name: 'Sign in to Cartwright' }).waitFor();
    expect(await page.getByLabel('Password').count()).toBe(0);
    const command = page.getByLabel('Command');
    await command.click();
    expect(await page.evaluate(() => getSelection()?.toString().trim())).toBe('npm run headless -- --sign-in-link');
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.goto(`${door.url}/sign-in/${await createSignIn(empty, silentLogger).createLink()}`);
    await page.getByRole('heading', { name: 'The console' }).waitFor();
    await context.close();
  }
  await door.stop();
  empty.close();
});
