import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Protocol, Session, WebContents } from 'electron';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { fileFor, serveConsole } from './app-protocol.ts';
import { CONTENT_SECURITY_POLICY, isConsoleUrl } from './console-origin.ts';
import { guardNavigation, guardSession } from './guards.ts';
import { menuTemplate } from './menu.ts';
import { FakeEvent, FakeWebContents, resetElectron, session, shell } from './testing/electron-double.ts';

vi.mock('electron', () => import('./testing/electron-double.ts'));

beforeEach(() => resetElectron('/nowhere'));

describe('the session', () => {
  it('puts our content security policy on every answer, in place of any other', () => {
    guardSession(session.defaultSession as unknown as Session);
    const answers: unknown[] = [];
    const responseHeaders = { 'content-security-policy': ['script-src *'], 'X-Kept': ['yes'] };
    session.defaultSession.headers?.({ responseHeaders }, (answer) => answers.push(answer));
    expect(answers).toEqual([
      { responseHeaders: { 'X-Kept': ['yes'], 'Content-Security-Policy': [CONTENT_SECURITY_POLICY] } },
    ]);
  });

  it('allows no script but our own files', () => {
    expect(CONTENT_SECURITY_POLICY).toContain("default-src 'none'");
    expect(CONTENT_SECURITY_POLICY).toContain("script-src 'self'; ");
    expect(CONTENT_SECURITY_POLICY).not.toMatch(/unsafe-eval|script-src[^;]*unsafe-inline|\*/);
  });

  it('lets only the console write to the clipboard, and nobody do anything else', () => {
    guardSession(session.defaultSession as unknown as Session);
    const ask = (permission: string, requestingUrl: string): boolean => {
      let granted = false;
      session.defaultSession.request?.(null, permission, (answer) => (granted = answer), { requestingUrl });
      expect(session.defaultSession.check?.(null, permission, requestingUrl)).toBe(granted);
      return granted;
    };
    expect(ask('clipboard-sanitized-write', 'app://cartwright/index.html')).toBe(true);
    expect(ask('clipboard-sanitized-write', 'https://example.com/')).toBe(false);
    for (const permission of ['clipboard-read', 'media', 'geolocation', 'notifications', 'openExternal', 'usb']) {
      expect(ask(permission, 'app://cartwright/index.html'), permission).toBe(false);
    }
    expect(session.defaultSession.device?.()).toBe(false);
  });
});

describe('navigation', () => {
  const go = (event: string, url: string, more: object = {}): boolean => {
    const contents = new FakeWebContents();
    guardNavigation(contents as unknown as WebContents);
    const details = Object.assign(new FakeEvent(), { url, ...more });
    contents.emit(event, details);
    return !details.defaultPrevented;
  };

  it('stays on the console', () => {
    expect(go('will-navigate', 'app://cartwright/index.html#/devices')).toBe(true);
    for (const url of ['app://elsewhere/', 'app://cartwright.example.com/', 'file:///etc/passwd', 'javascript:1']) {
      expect(go('will-navigate', url), url).toBe(false);
    }
    expect(shell.opened).toEqual([]);
  });

  it('opens https links in the browser and new mails in the mail program, and no other scheme', () => {
    expect(go('will-navigate', 'https://example.com/help')).toBe(false);
    expect(go('will-navigate', 'mailto:?subject=Enroll')).toBe(false);
    for (const url of ['http://example.com/', 'ftp://example.com/', 'ms-settings:', 'not an address']) {
      go('will-navigate', url);
    }
    expect(shell.opened).toEqual(['https://example.com/help', 'mailto:?subject=Enroll']);
  });

  it('follows no redirect elsewhere, loads no frame and embeds no page', () => {
    expect(go('will-redirect', 'https://example.com/')).toBe(false);
    expect(go('will-frame-navigate', 'https://example.com/', { isMainFrame: false })).toBe(false);
    expect(go('will-attach-webview', '')).toBe(false);
    expect(shell.opened).toEqual([]);
  });

  it('opens no window; https goes to the browser', () => {
    const contents = new FakeWebContents();
    guardNavigation(contents as unknown as WebContents);
    for (const url of ['https://example.com/a', 'file:///etc/passwd', 'app://cartwright/index.html']) {
      expect(contents.openHandler?.({ url })).toEqual({ action: 'deny' });
    }
    expect(shell.opened).toEqual(['https://example.com/a']);
  });
});

describe('the console scheme', () => {
  let folder: string;
  const handler = (): ((request: Request) => Promise<Response>) => {
    serveConsole(session.defaultSession.protocol as unknown as Protocol, join(folder, 'renderer'));
    const found = session.defaultSession.handlers.get('app');
    if (found === undefined) throw new Error('No handler was registered.');
    return found;
  };
  /** Node's Request refuses a scheme it does not know, Electron's does not: only these two properties are read. */
  const get = (url: string, method = 'GET'): Promise<Response> => handler()({ url, method } as Request);

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'cartwright-scheme-'));
    mkdirSync(join(folder, 'renderer', 'assets'), { recursive: true });
    writeFileSync(join(folder, 'secret.json'), '{}');
    writeFileSync(join(folder, 'renderer-old.json'), '{}');
    writeFileSync(join(folder, 'renderer', 'index.html'), '<!doctype html>');
    writeFileSync(join(folder, 'renderer', 'assets', 'a.js'), 'export {};');
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('serves the files of the console with their type and the policy', async () => {
    const page = await get('app://cartwright/');
    expect([page.status, await page.text()]).toEqual([200, '<!doctype html>']);
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(page.headers.get('content-security-policy')).toBe(CONTENT_SECURITY_POLICY);
    const script = await get('app://cartwright/assets/a.js?v=1');
    expect(script.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
  });

  it('knows nothing outside its folder, nor other hosts and methods', async () => {
    const outside = [
      'app://cartwright/../secret.json',
      'app://cartwright/%2e%2e/secret.json',
      'app://cartwright/..%2fsecret.json',
      'app://cartwright/assets/..%2f..%2fsecret.json',
      'app://cartwright/..%5csecret.json',
      'app://cartwright/..%2frenderer-old.json',
      'app://cartwright/index.html%00.js',
      'app://cartwright/%E0%A4%A',
      'app://elsewhere/index.html',
      'app://cartwright/missing.js',
    ];
    for (const url of outside) expect((await get(url)).status, url).toBe(404);
    // Backslashes separate folders on Windows, and so are refused everywhere.
    expect(fileFor('app://cartwright/assets%5ca.js', folder)).toBeUndefined();
    expect((await get('app://cartwright/index.html', 'POST')).status).toBe(404);
  });

  it('never leaves its folder, whatever the address', () => {
    const piece = fc.oneof(fc.constantFrom('..', '.', '/', '%2f', '%2e', '%5c', '\\', '%00', 'a.js', '~'), fc.string());
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const file = fileFor(`app://cartwright/${pieces.join('')}`, join(folder, 'renderer'));
        return file === undefined || file.startsWith(join(folder, 'renderer', '/'));
      }),
    );
  });

  it('takes only its own origin for the console', () => {
    expect(isConsoleUrl('app://cartwright')).toBe(true);
    expect(isConsoleUrl('app://cartwright@example.com/')).toBe(false);
  });
});

describe('the application menu', () => {
  const roles = (platform: NodeJS.Platform): (string | undefined)[] => {
    const actions = { appName: 'Cartwright', openInBrowser() {}, openPage() {}, openDataFolder() {} };
    return menuTemplate(actions, platform).map((item) => item.role ?? item.label);
  };

  it('follows the habits of each system', () => {
    expect(roles('darwin')).toEqual(['Cartwright', 'File', 'editMenu', 'View', 'windowMenu', 'help']);
    expect(roles('win32')).toEqual(['File', 'editMenu', 'View', 'windowMenu', 'help']);
  });
});
