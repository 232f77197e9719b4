/**
 * `npm run screenshots`: pictures of every screen in both themes, taken of a running demo, into docs/screenshots. They
 * are used in the README and the guides, and looked at by eye before a change of a screen is called done.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { startLineProcess } from './demo/child-lines.ts';
import { DemoClient } from './demo/client.ts';
import type { Ready } from './demo/engine-process.ts';
import { whatIsMissing } from './demo/progress.ts';
import { findChromium } from './ensure-chromium.ts';
import { projectRoot } from './ensure-installed.mjs';

const DEVICES = 60;
const SIZE = { width: 1280, height: 800 };
const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'];

/** One picture: where to go, and what to do there before it is taken. */
interface Shot {
  readonly name: string;
  readonly path: string;
  prepare?(page: Page): Promise<void>;
}

async function shotsOf(client: DemoClient): Promise<Shot[]> {
  const { rows } = await client.devices(0);
  const pad = rows.find((row) => row.family === 'iPad' && row.state === 'enrolled')?.id ?? '';
  const invitation = (await client.invitations())[0]?.id ?? '';
  return [
    { name: 'home', path: '/' },
    { name: 'devices', path: '/devices' },
    { name: 'device', path: `/devices/${pad}` },
    { name: 'device-commands', path: `/devices/${pad}/commands` },
    { name: 'device-apps', path: `/devices/${pad}/apps` },
    { name: 'enrollment', path: '/enrollment' },
    { name: 'invitation', path: `/enrollment/${invitation}` },
    { name: 'activity', path: '/activity' },
    { name: 'settings', path: '/settings' },
    { name: 'settings-push', path: '/settings/push' },
    { name: 'settings-certificates', path: '/settings/certificates' },
    { name: 'first-run', path: '/setup' },
  ];
}

async function take(browser: Browser, ready: Ready, session: string, shots: readonly Shot[], theme: 'light' | 'dark') {
  const context = await browser.newContext({
    viewport: SIZE,
    colorScheme: theme,
    locale: 'en-GB',
    reducedMotion: 'reduce',
  });
  const [name = '', value = ''] = session.split('=', 2);
  await context.addCookies([{ name, value, url: ready.console, httpOnly: true, sameSite: 'Strict' }]);
  const page = await context.newPage();
  for (const shot of shots) {
    await page.goto(`${ready.console}/#${shot.path}`);
    await page.getByRole('main').waitFor();
    await page.waitForLoadState('networkidle');
    await page.waitForFunction(() => document.querySelector('[aria-busy="true"]') === null);
    await shot.prepare?.(page);
    const file = join(projectRoot, 'docs', 'screenshots', `${shot.name}-${theme}.png`);
    await page.screenshot({ path: file, animations: 'disabled' });
    process.stderr.write(`${file}\n`);
  }
  await context.close();
}

const executablePath = findChromium();
if (executablePath === undefined) throw new Error('There is no Chromium. Install one, or set CHROMIUM_PATH.');
mkdirSync(join(projectRoot, 'docs', 'screenshots'), { recursive: true });
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
    const shots = await shotsOf(client);
    for (const theme of ['light', 'dark'] as const) await take(browser, ready, session, shots, theme);
  } finally {
    await browser.close();
  }
} finally {
  rmSync(dataDir, { recursive: true, force: true });
}
