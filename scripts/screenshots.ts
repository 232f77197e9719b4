/**
 * `npm run screenshots`: pictures of every screen in both themes, taken of a running demo, into docs/screenshots. They
 * are used in the README and the guides, and looked at by eye before a change of a screen is called done. Which there
 * are is in `screenshots/shots.ts`.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { startLineProcess } from './demo/child-lines.ts';
import { DemoClient } from './demo/client.ts';
import type { Ready } from './demo/engine-process.ts';
import { whatIsMissing } from './demo/progress.ts';
import { findChromium } from './ensure-chromium.ts';
import { projectRoot } from './ensure-installed.mjs';
import { HELP, readOptions, type ScreenshotOptions } from './screenshots/options.ts';
import type { Sights } from './screenshots/shots.ts';

const DEVICES = 60;
const FILTER = 'platform is iOS and batteryLevel below 60%';
const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'];

async function sightsOf(client: DemoClient): Promise<Sights> {
  const { rows } = await client.devices(0);
  const enrolled = (family: string): string =>
    rows.find((row) => row.family === family && row.state === 'enrolled')?.id ?? '';
  return {
    pad: enrolled('iPad'),
    mac: enrolled('Mac'),
    invitation: (await client.invitations())[0]?.id ?? '',
    failed: await failedCommand(client, enrolled('iPad')),
    group: await client.makeGroup('Tablets to charge', 'Before the next lesson', FILTER),
  };
}

/** A command that a device refuses, with its answer. */
async function failedCommand(client: DemoClient, deviceId: string): Promise<string> {
  const commandId = await client.queue(deviceId, { RequestType: 'RemoveProfile', Identifier: 'org.example.wifi' });
  const deadline = AbortSignal.timeout(30_000);
  let changed = (): void => {};
  const done = new AbortController();
  const following = client
    .follow(() => changed(), AbortSignal.any([deadline, done.signal]))
    .catch(() => undefined)
    .finally(() => changed());
  while (!deadline.aborted) {
    const nextChange = new Promise<void>((resolve) => {
      changed = resolve;
    });
    if (!(await client.isOpen(commandId))) break;
    await nextChange;
  }
  done.abort();
  await following;
  return commandId;
}

async function take(
  browser: Browser,
  where: { ready: Ready; session: string; sights: Sights },
  theme: 'light' | 'dark',
  options: ScreenshotOptions,
): Promise<void> {
  const { ready, session, sights } = where;
  const context = await browser.newContext({
    viewport: options.size,
    colorScheme: theme,
    locale: options.language === 'en' ? 'en-GB' : options.language,
    reducedMotion: 'reduce',
  });
  const [name = '', value = ''] = session.split('=', 2);
  const cookie = { name, value, url: ready.console, httpOnly: true, sameSite: 'Strict' } as const;
  const page = await context.newPage();
  for (const shot of options.shots) {
    if (shot.signedOut === true) await context.clearCookies();
    else await context.addCookies([cookie]);
    const path = typeof shot.path === 'string' ? shot.path : shot.path(sights);
    // Nothing of the picture before stays open.
    await page.goto('about:blank');
    await page.goto(`${ready.console}/#${path}`);
    await page.getByRole('main').waitFor();
    await page.waitForLoadState('networkidle');
    await page.waitForFunction(() => document.querySelector('[aria-busy="true"]') === null);
    await shot.prepare?.(page);
    const file = join(options.directory, `${shot.name}-${theme}.png`);
    await page.screenshot({ path: file, animations: 'disabled' });
    process.stderr.write(`${file}\n`);
  }
  await context.close();
}

async function screenshots(options: ScreenshotOptions): Promise<void> {
  const executablePath = findChromium();
  if (executablePath === undefined) throw new Error('There is no Chromium. Install one, or set CHROMIUM_PATH.');
  mkdirSync(options.directory, { recursive: true });
  const dataDir = mkdtempSync(join(tmpdir(), 'cartwright-screenshots-'));
  try {
    await using demo = startLineProcess(process.execPath, [
      join(projectRoot, 'scripts', 'demo.ts'),
      '--no-open',
      ...['--devices', String(DEVICES)],
      ...['--data-dir', dataDir],
    ]);
    const ready = await new Promise<Ready>((resolve, reject) => {
      demo.onLine((line) => {
        if (line.startsWith('ready {')) resolve(JSON.parse(line.slice('ready '.length)) as Ready);
      });
      demo.ended.then((code) => reject(new Error(`The demo ended with code ${code}.`)), reject);
    });
    const client = new DemoClient(ready);
    // A device that sleeps all the while does not hold up the pictures.
    await whatIsMissing(client, DEVICES, AbortSignal.timeout(60_000));
    const opened = await fetch(ready.signIn, { redirect: 'manual' });
    const session = opened.headers.get('set-cookie')?.split(';')[0] ?? '';
    const browser = await chromium.launch({ executablePath, args: FLAGS });
    try {
      const sights = await sightsOf(client);
      for (const theme of options.themes) await take(browser, { ready, session, sights }, theme, options);
    } finally {
      await browser.close();
    }
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}

const options = readOptions(process.argv.slice(2), projectRoot);
if (options === undefined) process.stdout.write(HELP);
else await screenshots(options);
