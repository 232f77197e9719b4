import { readFile } from 'node:fs/promises';
import { extname, resolve, sep } from 'node:path';
import { type Protocol, protocol } from 'electron';
import { CONSOLE_SCHEME, CONTENT_SECURITY_POLICY, isConsoleUrl } from './console-origin.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
};

/** Tells Electron that `app:` behaves like https. Must run before the app is ready. */
export function registerConsoleScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: CONSOLE_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
}

/**
 * Serves the built console under `app://cartwright/`.
 *
 * @param target the session's protocol object
 * @param folder where the build put the console's files; nothing outside it is ever read
 */
export function serveConsole(target: Protocol, folder: string): void {
  target.handle(CONSOLE_SCHEME, async (request) => {
    const file = request.method === 'GET' && isConsoleUrl(request.url) ? fileFor(request.url, folder) : undefined;
    if (file === undefined) return new Response(null, { status: 404 });
    try {
      return new Response(await readFile(file), { headers: headersFor(file) });
    } catch {
      return new Response(null, { status: 404 });
    }
  });
}

/**
 * The file an address means, or `undefined` when it would lie outside the folder (encoded dots, backslashes, a NUL) or
 * has a type the console does not use.
 */
export function fileFor(url: string, folder: string): string | undefined {
  let path: string;
  try {
    path = decodeURIComponent(new URL(url).pathname);
  } catch {
    return undefined;
  }
  if (/[\0\\]/.test(path)) return undefined;
  const root = resolve(folder);
  const file = resolve(root, `.${path === '/' || path === '' ? '/index.html' : path}`);
  return file.startsWith(root + sep) && TYPES[extname(file)] !== undefined ? file : undefined;
}

function headersFor(file: string): Record<string, string> {
  return {
    'Content-Type': TYPES[extname(file)] ?? 'application/octet-stream',
    'Content-Security-Policy': CONTENT_SECURITY_POLICY,
    'X-Content-Type-Options': 'nosniff',
    'Cross-Origin-Opener-Policy': 'same-origin',
  };
}
