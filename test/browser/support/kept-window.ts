import type { Browser } from 'playwright-core';
import { afterAll } from 'vitest';
import { launchBrowser, openWindow, type Window } from './browser.ts';
import { type FakeConsole, startFakeConsole } from './fake-console.ts';

/** A window at a path of a console, and the school behind it. */
export interface Sight {
  readonly browser: Browser;
  readonly server: FakeConsole;
  readonly window: Window;
}

/**
 * Call it once in a file. What comes back opens the file's window anew for each test: the school, the store, the session
 * and all that the browser keeps are fresh, but the browser knows the console's code already, which halves the wait.
 */
export function keptWindow(): (options: { devices: number; path?: string }) => Promise<Sight> {
  let sight: Sight | undefined;

  afterAll(async () => {
    await sight?.window.context.close();
    await sight?.server[Symbol.asyncDispose]();
    await sight?.browser.close();
  });

  return async ({ devices, path = '/devices' }) => {
    if (sight === undefined) {
      const browser = await launchBrowser();
      const server = await startFakeConsole({ devices });
      sight = { browser, server, window: await openWindow(browser, { signIn: await server.signIn(), path }) };
      return sight;
    }
    const { browser, window } = sight;
    const { page, context, errors } = window;
    for (const other of context.pages()) if (other !== page) await other.close();
    for (const other of browser.contexts()) if (other !== context) await other.close();
    await page.emulateMedia({ colorScheme: 'light', media: null });
    // A place of the same origin that is no page of the console's.
    await page.goto(`${sight.server.url}/nothing`);
    await page.evaluate(() => {
      localStorage.clear();
      sessionStorage.clear();
    });
    await context.clearCookies();
    const port = Number(new URL(sight.server.url).port);
    await sight.server[Symbol.asyncDispose]();
    const server = await startFakeConsole({ devices, port });
    sight = { browser, server, window };
    await context.request.get(await server.signIn());
    errors.length = 0;
    await page.goto(`${server.url}/#${path}`);
    return sight;
  };
}
