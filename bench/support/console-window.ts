import type { Browser, BrowserContext, Page } from 'playwright-core';

/** How Chromium is started to be measured. */
export const CHROMIUM_FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
];
const SIZE = { width: 1440, height: 900 };

type Ready = Readonly<Record<string, string>>;

/** Signs in by the link the engine printed. Returns the cookie, as `name=value`. */
export async function signIn(ready: Ready): Promise<string> {
  const opened = await fetch(ready.signIn ?? '', { redirect: 'manual' });
  return opened.headers.get('set-cookie')?.split(';')[0] ?? '';
}

/** A window without anything cached, at a screen of the console. */
export async function openWindow(
  browser: Browser,
  ready: Ready,
  session: string,
  path = '/',
): Promise<{ page: Page } & AsyncDisposable> {
  const context: BrowserContext = await browser.newContext({ viewport: SIZE, locale: 'en-GB' });
  const [name = '', value = ''] = session.split('=', 2);
  await context.addCookies([{ name, value, url: ready.console ?? '', httpOnly: true, sameSite: 'Strict' }]);
  const page = await context.newPage();
  await page.goto(`${ready.console}/#${path}`);
  return { page, [Symbol.asyncDispose]: () => context.close() };
}
