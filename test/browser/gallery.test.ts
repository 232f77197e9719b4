import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { galleryConfig } from '../../scripts/gallery/config.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { accessibilityProblems, launchBrowser, openWindow, type Window } from './support/browser.ts';
import { type FakeConsole, startFakeConsole } from './support/fake-console.ts';

const root = join(import.meta.dirname, '..', '..');
const textOf = (directory: string): string =>
  readdirSync(join(root, directory))
    .filter((file) => file.endsWith('.tsx') && !file.endsWith('.test.tsx'))
    .map((file) => readFileSync(join(root, directory, file), 'utf8'))
    .join('\n');

let browser: Browser;
let server: FakeConsole;
let bundle: { path: string; remove: () => void };
beforeAll(async () => {
  bundle = temporaryDirectory();
  const config = galleryConfig(root);
  await build({ ...config, build: { ...config.build, outDir: bundle.path } });
  browser = await launchBrowser();
  server = await startFakeConsole({ devices: 12, rendererDirectory: bundle.path });
});
afterAll(async () => {
  await browser.close();
  await server[Symbol.asyncDispose]();
  bundle.remove();
});

it('shows every component of renderer/parts', () => {
  const components = [...textOf('renderer/parts').matchAll(/^export (?:function|const) ([A-Z][a-z]\w*)/gm)].map(
    ([, name]) => name ?? '',
  );
  expect(components.length).toBeGreaterThan(15);
  const gallery = textOf('renderer/gallery');
  expect(components.filter((name) => !new RegExp(`<${name}[\\s/>]`).test(gallery))).toEqual([]);
});

it('is not in a release', () => {
  const assets = join(root, 'out', 'renderer', 'assets');
  const files = readdirSync(assets);
  expect(files.filter((file) => /gallery/i.test(file))).toEqual([]);
  const text = files.filter((file) => /\.(js|css)$/.test(file)).map((file) => readFileSync(join(assets, file), 'utf8'));
  expect(text.filter((each) => /data-gallery|data-exhibit|"\/gallery"/.test(each))).toEqual([]);
});

describe.each(['light', 'dark'] as const)('in %s', (colorScheme) => {
  let window: Window;
  let page: Page;
  beforeAll(async () => {
    window = await openWindow(browser, { signIn: await server.signIn(), colorScheme, path: '/gallery' });
    ({ page } = window);
    await page.getByRole('heading', { name: 'Gallery' }).waitFor();
    await page.getByText('Platform', { exact: true }).first().waitFor();
  });
  afterAll(() => window.context.close());

  it('axe finds nothing wrong, roomy in English and tight in German', async () => {
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.getByText('compact', { exact: true }).click();
    await page.getByText('Deutsch', { exact: true }).click();
    await page.getByText('Noch keine Geräte').first().waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    expect(window.errors).toEqual([]);
  });

  it('opens its dialogs and notifications, in which axe finds nothing wrong either', async () => {
    await page.getByRole('button', { name: 'ConfirmDestructive: 11' }).click();
    await page.getByRole('dialog').getByRole('textbox').waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    for (const name of ['tellDone', 'tellFailure', 'notifyWithUndo']) await page.getByRole('button', { name }).click();
    await page.getByText('The engine says why').waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
  });
});
