import axe from 'axe-core';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { findChromium } from '../../../scripts/ensure-chromium.ts';

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The Chromium of this process, which its test files share one after the other; it ends with the process. */
let shared: Browser | undefined;

/**
 * A Chromium without windows. Closing it closes all that was opened in it; nothing is kept for the next file.
 *
 * @param flags beside the usual ones: then it is one of its own
 */
export async function launchBrowser(flags: readonly string[] = []): Promise<Browser> {
  const executablePath = findChromium();
  if (executablePath === undefined) throw new Error('There is no Chromium. Install one, or set CHROMIUM_PATH.');
  const launch = () => chromium.launch({ executablePath, args: [...FLAGS, ...flags] });
  if (flags.length > 0) return launch();
  if (!shared?.isConnected()) shared = await launch();
  const browser = shared;
  return new Proxy(browser, {
    get(target, name) {
      if (name === 'close') return () => Promise.all(target.contexts().map((context) => context.close()));
      const value: unknown = Reflect.get(target, name);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

/** A window, and everything that went wrong in it. */
export interface Window {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Errors the page threw or logged; a test that expects none checks that this is empty. */
  readonly errors: string[];
}

/** Opens a window, signed in by a link when one is given, at a path of the console. */
export async function openWindow(
  browser: Browser,
  options: { signIn?: string; colorScheme?: 'light' | 'dark'; path?: string } = {},
): Promise<Window> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    colorScheme: options.colorScheme ?? 'light',
    locale: 'en-GB',
    reducedMotion: 'reduce',
  });
  // Nothing takes this long, except on a machine that does ten other things.
  context.setDefaultTimeout(60_000);
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.stack ?? error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  if (options.signIn !== undefined) {
    // The window begins where it is wanted: a page more to load is dear.
    const opened = await context.request.get(options.signIn);
    const { origin, pathname } = new URL(opened.url());
    // A link that no longer opens stays where it is.
    await page.goto(pathname === '/' ? `${origin}/#${options.path ?? '/devices'}` : options.signIn);
  }
  return { page, context, errors };
}

/** What axe-core finds wrong on the page, one line each; empty when nothing is. */
export function accessibilityProblems(page: Page): Promise<string[]> {
  return problems(page, {
    type: 'tag',
    values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  });
}

/** The same, and then what is wrong with the colours of the dark theme: nothing else differs between them. */
export async function problemsInBothThemes(page: Page): Promise<string[]> {
  const found = await accessibilityProblems(page);
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.locator('[data-mantine-color-scheme=dark]').waitFor({ state: 'attached' });
  found.push(...(await problems(page, { type: 'rule', values: ['color-contrast'] })));
  await page.emulateMedia({ colorScheme: 'light' });
  await page.locator('[data-mantine-color-scheme=light]').waitFor({ state: 'attached' });
  return found;
}

async function problems(page: Page, runOnly: { type: 'tag' | 'rule'; values: string[] }): Promise<string[]> {
  // Evaluated by the debugger, so that the page's own security policy stays as it is.
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe.source);
  return page.evaluate(
    async (options) => {
      const { axe } = globalThis as unknown as {
        axe: {
          run(options: object): Promise<{
            violations: { id: string; help: string; nodes: { html: string; failureSummary?: string }[] }[];
          }>;
        };
      };
      const { violations } = await axe.run({ ...options, resultTypes: ['violations'] });
      return violations.flatMap(({ id, help, nodes }) =>
        nodes.map(({ html, failureSummary }) => `${id}: ${help}\n  ${html.slice(0, 300)}\n  ${failureSummary ?? ''}`),
      );
    },
    { runOnly },
  );
}
