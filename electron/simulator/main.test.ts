import { type ChildProcess, spawn } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { topicOf } from './apple/push-portal.ts';
import { buildSigningRequest, toPem } from './wire/x509.ts';

let child: ChildProcess;
let lines: AsyncIterator<string>;
let dir: string;

async function order(what: object): Promise<Record<string, unknown>> {
  child.stdin?.write(`${JSON.stringify({ id: 1, ...what })}\n`);
  const { value } = await lines.next();
  return JSON.parse(String(value)) as Record<string, unknown>;
}

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'cartwright-simulator-'));
  child = spawn(process.execPath, [fileURLToPath(new URL('main.ts', import.meta.url))], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  if (!child.stdout) throw new Error('no output');
  lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
});
afterEach(async () => {
  if (child.exitCode === null) {
    child.stdin?.end();
    await once(child, 'exit');
  }
  rmSync(dir, { recursive: true, force: true });
});

describe('the simulator as a process', () => {
  it('starts Apple, signs a push certificate, makes a fleet and tells how it stands', async () => {
    const started = await order({ do: 'start-apple', stateFile: join(dir, 'apple.json') });
    expect(started).toMatchObject({
      ok: true,
      url: expect.stringMatching(/^https:/),
      rootPem: expect.stringContaining('BEGIN'),
    });
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const csr = toPem('CERTIFICATE REQUEST', buildSigningRequest({ subject: [['CN', 'x']], key: privateKey }));
    const { certificate } = await order({ do: 'sign-push', csr });
    const topic = topicOf(String(certificate));
    const renewed = await order({ do: 'sign-push', csr, renew: certificate });
    expect(topicOf(String(renewed.certificate))).toBe(topic);
    const made = await order({ do: 'fleet', seed: 4, count: 12 });
    expect(made.serialNumbers).toHaveLength(12);
    expect(await order({ do: 'status' })).toMatchObject({
      fleet: { devices: 12, status: { new: 12 } },
      apns: { requests: 0 },
    });
    const again = await order({ do: 'start-apple', stateFile: join(dir, 'apple.json') });
    expect(again.rootPem).toBe(started.rootPem);
  });

  it('answers what it cannot do, and ends with its input', async () => {
    expect(await order({ do: 'dance' })).toMatchObject({ ok: false, error: expect.stringContaining('start-apple') });
    expect(await order({ do: 'fleet', count: 1 })).toMatchObject({
      ok: false,
      error: expect.stringContaining('start-apple first'),
    });
    expect(await order({ do: 'start-apple', port: 'x' })).toMatchObject({ ok: false });
    child.stdin?.end();
    const [code] = await once(child, 'exit');
    expect(code).toBe(0);
  });
});
