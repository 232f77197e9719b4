import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import type { InlineConfig } from 'vite';

/**
 * How the console is bundled with the gallery of components in it.
 *
 * @param root the checkout
 */
export function galleryConfig(root: string): InlineConfig {
  return {
    configFile: false,
    root: join(root, 'renderer'),
    base: './',
    plugins: [react()],
    define: { 'import.meta.env.VITE_GALLERY': '"1"' },
    build: { target: 'chrome140', assetsInlineLimit: 0, modulePreload: { polyfill: false }, emptyOutDir: true },
    logLevel: 'warn',
  };
}
