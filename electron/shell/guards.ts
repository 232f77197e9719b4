import { type Session, shell, type WebContents } from 'electron';
import { CONSOLE_ORIGIN, CONTENT_SECURITY_POLICY, isConsoleUrl } from './console-origin.ts';

/** The one permission the console needs: the copy buttons. */
const ALLOWED_PERMISSION = 'clipboard-sanitized-write';

/**
 * Sets what pages in a session may do: our content security policy on whatever is loaded, writing to the clipboard for
 * the console, and no other permission or device for anyone.
 */
export function guardSession(session: Session): void {
  session.webRequest.onHeadersReceived((details, callback) => {
    const kept = Object.entries(details.responseHeaders ?? {}).filter(
      ([name]) => name.toLowerCase() !== 'content-security-policy',
    );
    callback({
      responseHeaders: { ...Object.fromEntries(kept), 'Content-Security-Policy': [CONTENT_SECURITY_POLICY] },
    });
  });
  session.setPermissionRequestHandler((_contents, permission, callback, details) => {
    callback(permission === ALLOWED_PERMISSION && isConsoleUrl(details.requestingUrl));
  });
  session.setPermissionCheckHandler(
    (_contents, permission, origin) =>
      permission === ALLOWED_PERMISSION && (origin === CONSOLE_ORIGIN || isConsoleUrl(origin)),
  );
  session.setDevicePermissionHandler(() => false);
}

/**
 * Keeps a window on the console. It never goes anywhere else, opens no other window and embeds nothing; a link to an
 * https address opens in the person's own browser, a mail address in their mail program.
 */
export function guardNavigation(contents: WebContents): void {
  const stay = (details: { url: string; preventDefault: () => void }): void => {
    if (isConsoleUrl(details.url)) return;
    details.preventDefault();
    openOutside(details.url);
  };
  contents.on('will-navigate', stay);
  contents.on('will-redirect', (details) => {
    if (!isConsoleUrl(details.url)) details.preventDefault();
  });
  contents.on('will-frame-navigate', (details) => {
    if (!details.isMainFrame) details.preventDefault();
  });
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(({ url }) => {
    openOutside(url);
    return { action: 'deny' };
  });
}

/** Only web pages and new mails leave: other schemes can start programs on this computer. */
function openOutside(url: string): void {
  if (URL.canParse(url) && ['https:', 'mailto:'].includes(new URL(url).protocol)) void shell.openExternal(url);
}
