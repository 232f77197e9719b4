import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import { packagedFiles } from './electron/profiles/drawing/drawing-files.ts';

const at = (path: string): string => resolve(import.meta.dirname, path);

/**
 * Everything is bundled but the one native module, so that the app starts fast and ships few files. The optional
 * accelerators of ws stay unresolved on purpose: ws does without them.
 */
const native = ['better-sqlite3', 'bufferutil', 'utf-8-validate'];

/** What the thread that draws reads at run time: it is not in any script. */
const drawing = {
  name: 'drawing-files',
  generateBundle(this: { emitFile(file: { type: 'asset'; fileName: string; source: Uint8Array }): string }) {
    for (const { name, from } of packagedFiles())
      this.emitFile({
        type: 'asset',
        fileName: `drawing/${name}`,
        source: readFileSync(fileURLToPath(import.meta.resolve(from))),
      });
  },
};

export default defineConfig({
  main: {
    plugins: [drawing],
    build: {
      target: 'node24',
      outDir: at('out/main'),
      externalizeDeps: false,
      sourcemap: true,
      minify: false,
      rolldownOptions: {
        external: native,
        input: {
          main: at('electron/main.ts'),
          headless: at('electron/headless.ts'),
          simulator: at('electron/simulator/main.ts'),
          'draw-worker': at('electron/profiles/drawing/draw-worker.ts'),
        },
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      outDir: at('out/preload'),
      externalizeDeps: false,
      minify: false,
      // A sandboxed preload script is CommonJS in one file.
      rolldownOptions: {
        input: { preload: at('electron/preload.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: at('renderer'),
    base: './',
    plugins: [react()],
    build: {
      target: 'chrome140',
      outDir: at('out/renderer'),
      emptyOutDir: true,
      minify: true,
      // Nothing inline: the content security policy allows scripts, styles and fonts from our own files only.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      rolldownOptions: {
        input: at('renderer/index.html'),
        output: {
          codeSplitting: {
            groups: [
              // All that the first paint waits for, in one file: a hundred small ones take longer to ask for than to read.
              { name: 'shell', tags: ['$initial'] },
              // Icons and the controls that several screens have, in one file for the same reason.
              { name: 'controls', test: /node_modules\/(?:@tabler|@mantine\/(?:core|hooks))\//, minShareCount: 2 },
              { name: 'parts', test: /\/renderer\/(?:parts|format|live|locales\/words)\//, minShareCount: 2 },
            ],
          },
        },
      },
    },
  },
});
