import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { launchBrowser, openWindow } from './support/browser.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

/** The built engine in a process of its own, so that it can die without a word. */
async function startProcess(dataDir: string, consoleAddress: string) {
  const child = spawn(
    process.execPath,
    [
      join(import.meta.dirname, '..', '..', 'out', 'main', 'headless.js'),
      ...['--data-dir', dataDir, '--listen', '127.0.0.1:0', '--console', consoleAddress, '--api-token', 'true'],
    ],
    { stdio: ['ignore', 'pipe', 'ignore'] },
  );
  for await (const line of createInterface({ input: child.stdout })) {
    if (!line.startsWith('ready ')) continue;
    const ready = JSON.parse(line.slice('ready '.length)) as { console: string; signIn: string; apiToken: string };
    const kill = async (): Promise<void> => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    };
    return { ...ready, kill };
  }
  throw new Error('The engine ended before it served.');
}

it('says that the engine is gone when it is killed, heals by itself when it is back, and reads everything again', async () => {
  const { path: dataDir, remove } = temporaryDirectory();
  let engine = await startProcess(dataDir, '127.0.0.1:0');
  try {
    const { page, context } = await openWindow(browser, { signIn: engine.signIn });
    const connection = page.getByTestId('connection');
    await connection.getByText('Live').waitFor();
    await page.goto(`${engine.console}/#/enrollment/invitations`);
    await page.getByText('No invitations yet').waitFor();

    await engine.kill();
    await connection.getByText('Connection lost').waitFor();
    await page.getByText('Cartwright cannot be reached.', { exact: false }).waitFor();
    // What is on the screen stays readable meanwhile.
    await page.getByText('No invitations yet').waitFor();

    engine = await startProcess(dataDir, new URL(engine.console).host);
    const made = await fetch(`${engine.console}/api/v1/invitations`, {
      method: 'POST',
      headers: { authorization: `Bearer ${engine.apiToken}`, 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'Made meanwhile', maxUses: null, expiresAt: null }),
    });
    expect(made.status).toBe(200);
    await connection.getByText('Live').waitFor();
    await page.getByRole('table').getByText('Made meanwhile').waitFor();
    expect(await page.getByText('Cartwright cannot be reached.', { exact: false }).count()).toBe(0);
    await context.close();
  } finally {
    await engine.kill();
    remove();
  }
});
