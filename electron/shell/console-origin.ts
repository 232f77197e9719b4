/** The address the window shows the console under: a scheme of our own, so that no web page shares its origin. */
export const CONSOLE_SCHEME = 'app';
/** The origin of the console inside the window. */
export const CONSOLE_ORIGIN = `${CONSOLE_SCHEME}://cartwright`;
/** The page the window loads. */
export const CONSOLE_PAGE = `${CONSOLE_ORIGIN}/index.html`;

/** Whether an address is a page of the console. */
export function isConsoleUrl(url: string): boolean {
  return url === CONSOLE_ORIGIN || url.startsWith(`${CONSOLE_ORIGIN}/`);
}

/**
 * What the console may load and do. Scripts, fonts and connections come from our own files only; inline styles are
 * allowed because the component library sets its theme through a style element.
 */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');
