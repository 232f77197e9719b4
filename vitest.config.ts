import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

/** A machine that is busy, or small, is no failure: what takes this long hangs. */
const patient = { pool: 'forks', testTimeout: 300_000, hookTimeout: 300_000 } as const;

/** Tests that start servers and processes, each on ports and in folders of its own, so that two files run at a time. */
const outside = { ...patient, expect: { poll: { timeout: 60_000 } } } as const;

export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      {
        test: {
          name: 'unit',
          include: ['electron/**/*.test.ts', 'shared/**/*.test.ts', 'scripts/**/*.test.ts'],
          environment: 'node',
          // Starting a process for each of two hundred files would take longer than what is in them.
          isolate: false,
          setupFiles: ['test/support/own-modules.ts'],
          ...patient,
        },
      },
      {
        plugins: [react()],
        test: {
          name: 'renderer',
          include: ['renderer/**/*.test.{ts,tsx}'],
          environment: 'node',
          ...patient,
        },
      },
      { test: { name: 'integration', include: ['test/integration/**/*.test.ts'], environment: 'node', ...outside } },
      {
        test: {
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          environment: 'node',
          isolate: false,
          ...outside,
        },
      },
    ],
  },
});
