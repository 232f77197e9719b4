import latinExtended from '@fontsource-variable/inter/files/inter-latin-ext-wght-normal.woff2';
import latin from '@fontsource-variable/inter/files/inter-latin-wght-normal.woff2';

/**
 * The system's own interface font; where there is none of these, Inter from our bundle. `system-ui` is not among them:
 * on a bare Linux it is whatever font happens to be there.
 */
export const FONTS =
  "-apple-system, 'Segoe UI Variable Text', 'Segoe UI', 'Adwaita Sans', 'Ubuntu Sans', Ubuntu, Cantarell, Inter, 'Inter Variable', sans-serif";
export const MONOSPACE = "ui-monospace, 'SF Mono', 'Cascadia Mono', Menlo, Consolas, monospace";

/** The letters each file holds, as the font's makers cut them. */
const FILES = [
  [
    latin,
    'U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+0304,U+0308,U+0329,U+2000-206F,U+20AC,U+2122,U+2191,U+2193,U+2212,U+2215,U+FEFF,U+FFFD',
  ],
  [
    latinExtended,
    'U+0100-02BA,U+02BD-02C5,U+02C7-02CC,U+02CE-02D7,U+02DD-02FF,U+0304,U+0308,U+0329,U+1D00-1DBF,U+1E00-1E9F,U+1EF2-1EFF,U+2020,U+20A0-20AB,U+20AD-20C0,U+2113,U+2C60-2C7F,U+A720-A7FF',
  ],
] as const;

/**
 * Makes Inter known. The browser reads a file only when text asks for it, that is, when no font before it in the stack
 * is there. Settles once the first paint can be in its final letters, so that nothing moves when they come.
 */
export async function startFonts(): Promise<void> {
  for (const [file, unicodeRange] of FILES)
    document.fonts.add(
      new FontFace('Inter Variable', `url(${file})`, { weight: '100 900', unicodeRange, display: 'swap' }),
    );
  const probe = document.body.appendChild(document.createElement('span'));
  probe.textContent = 'Cartwright';
  probe.className = 'visually-hidden';
  probe.style.fontFamily = FONTS;
  // Laying text out is what makes the browser ask for its font.
  probe.getBoundingClientRect();
  await document.fonts.ready;
  probe.remove();
}
