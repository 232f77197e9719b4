/**
 * `npm run screenshots`: pictures of every screen in both themes, taken of a running demo, into docs/screenshots. They
 * are used in the README and the guides, and looked at by eye before a change of a screen is called done. Which there
 * are is in `screenshots/shots.ts`.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { callAt } from './demo/call.ts';
import { findChromium } from './ensure-chromium.ts';
import { projectRoot } from './ensure-installed.mjs';
import { openDemo } from './screenshots/demo.ts';
import { HELP, readOptions, type ScreenshotOptions } from './screenshots/options.ts';
import type { Shot } from './screenshots/shots.ts';
import { findSights, type Sights } from './screenshots/sights.ts';

const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'];
/** What does not show in this time does not show at all. */
const PATIENCE_MS = 15_000;

/** Takes every picture, each in a page of its own. @returns what could not be taken, with the reason */
async function take(
  browser: Browser,
  where: { console: string; session: string; sights: Sights },
  theme: 'light' | 'dark',
  options: ScreenshotOptions,
): Promise<string[]> {
  const { session } = where;
  const context = await browser.newContext({
    viewport: options.size,
    colorScheme: theme,
    locale: options.language === 'en' ? 'en-GB' : options.language,
    reducedMotion: 'reduce',
  });
  context.setDefaultTimeout(PATIENCE_MS);
  const [name = '', value = ''] = session.split('=', 2);
  const cookie = { name, value, url: where.console, httpOnly: true, sameSite: 'Strict' } as const;
  const failed: string[] = [];
  for (const shot of options.shots) {
    if (shot.signedOut === true) await context.clearCookies();
    else await context.addCookies([cookie]);
    const page = await context.newPage();
    const file = join(options.directory, `${shot.name}-${theme}.png`);
    try {
      await one(page, shot, where);
      await page.screenshot({ path: file, animations: 'disabled' });
      process.stderr.write(`${file}\n`);
    } catch (error) {
      const reason = (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
      failed.push(`${shot.name} (${theme}): ${reason}`);
    } finally {
      await page.close();
    }
  }
  await context.close();
  return failed;
}

async function one(page: Page, shot: Shot, where: { console: string; sights: Sights }): Promise<void> {
  const { sights } = where;
  const path = typeof shot.path === 'string' ? shot.path : shot.path(sights);
  if (/\/\/|\/$|\/\?/.test(path.slice(1))) throw new Error(`the demo has nothing to show at ${path}`);
  await page.goto(`${where.console}/#${path}`);
  await page.getByRole('main').waitFor();
  await page.waitForLoadState('networkidle');
  await page.waitForFunction(() => document.querySelector('[aria-busy="true"]') === null);
  await shot.prepare?.(page);
}

/** @returns how many pictures could not be taken */
async function screenshots(options: ScreenshotOptions): Promise<number> {
  const executablePath = findChromium();
  if (executablePath === undefined) throw new Error('There is no Chromium. Install one, or set CHROMIUM_PATH.');
  mkdirSync(options.directory, { recursive: true });
  await using demo = await openDemo(options.demo);
  const opened = await fetch(demo.signIn, { redirect: 'manual' });
  const cookie = opened.headers.get('set-cookie')?.split(';')[0] ?? '';
  const browser = await chromium.launch({ executablePath, args: FLAGS });
  try {
    const sights = await findSights(callAt(demo.console, { cookie }));
    const failed: string[] = [];
    for (const theme of options.themes)
      failed.push(...(await take(browser, { console: demo.console, session: cookie, sights }, theme, options)));
    for (const picture of failed) process.stderr.write(`Not taken: ${picture}\n`);
    return failed.length;
  } finally {
    await browser.close();
  }
}

const options = readOptions(process.argv.slice(2), projectRoot);
if (options === undefined) process.stdout.write(HELP);
else if ((await screenshots(options)) > 0) process.exitCode = 1;
