/**
 * Draws the PNG icons in `resources/` from their SVG sources with the machine's Chromium: run
 * `node scripts/draw-icons.ts` after changing one, and commit the result.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { findChromium } from './ensure-chromium.ts';
import { projectRoot } from './ensure-installed.mjs';

/** Source, result, and its width and height in pixels. macOS tints `…Template` images itself. */
const icons = [
  ['icon.svg', 'icon.png', 1024],
  ['icon.svg', 'icon-512.png', 512],
  ['icon.svg', 'tray.png', 16],
  ['icon.svg', 'tray@2x.png', 32],
  ['tray.svg', 'trayTemplate.png', 18],
  ['tray.svg', 'trayTemplate@2x.png', 36],
] as const;

const executablePath = findChromium();
if (executablePath === undefined) throw new Error('Drawing icons needs Chromium, Chrome or Edge.');
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
for (const [source, result, size] of icons) {
  const svg = readFileSync(join(projectRoot, 'resources', source)).toString('base64');
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  const style = `display:block;width:${size}px;height:${size}px`;
  await page.setContent(`<body style="margin:0"><img style="${style}" src="data:image/svg+xml;base64,${svg}">`);
  await page.screenshot({ path: join(projectRoot, 'resources', result), omitBackground: true });
  await page.close();
}
await browser.close();
