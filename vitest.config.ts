import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

/** Tests that start servers and processes, each on ports and in folders of its own, so that two files run at a time. */
const outside = {
  pool: 'forks',
  testTimeout: 120_000,
  hookTimeout: 120_000,
  // What is waited for comes as soon as it can; a busy machine is no failure.
  expect: { poll: { timeout: 15_000 } },
} as const;

export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      {
        test: {
          name: 'unit',
          include: ['electron/**/*.test.ts', 'shared/**/*.test.ts', 'scripts/**/*.test.ts'],
          environment: 'node',
          pool: 'forks',
          testTimeout: 20_000,
          hookTimeout: 30_000,
        },
      },
      {
        plugins: [react()],
        test: {
          name: 'renderer',
          include: ['renderer/**/*.test.{ts,tsx}'],
          environment: 'node',
          testTimeout: 20_000,
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
