import { execFile } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Authority,
  type Challenges,
  certificateFingerprint,
  openAuthority,
  openChallenges,
  ScepService,
  scepMessageFromQuery,
} from '../../electron/identity/index.ts';
import { openMemoryStore, type Store } from '../../electron/store/index.ts';
import { systemClock } from '../../shared/clock.ts';
import { silentLogger } from '../../shared/logger.ts';

// Debian's package `scep` (an independent implementation in Go) brings `scepclient`; this test fails without it.
const run = promisify(execFile);
const invitationId = '0192f000-0000-7000-8000-000000000001';

let store: Store;
let authority: Authority;
let challenges: Challenges;
let server: Server;
let url: string;
let directory: string;
const operations: string[] = [];

beforeAll(async () => {
  const context = { clock: systemClock, logger: silentLogger };
  store = openMemoryStore(context);
  authority = await openAuthority({ store, ...context, organisation: 'Interop School' });
  challenges = openChallenges(store);
  const scep = new ScepService({ store, ...context, authority, challenges });
  await store.write((work) =>
    store.run((db) =>
      db.insertInto('invitation').values({
        id: invitationId,
        name: 'Interop',
        tokenHash: 'hash',
        tokenSecretId: 'none',
        failedPins: 0,
        accessRights: 8191,
        signMessage: 0,
        checkOutWhenRemoved: 1,
        requiresApproval: 0,
        onlyExpected: 0,
        uses: 0,
        createdAt: work.now,
        createdBy: 'test',
      }),
    ),
  );
  server = createServer(async (request, response) => {
    const { searchParams } = new URL(request.url ?? '/', 'http://localhost');
    const operation = searchParams.get('operation') ?? '';
    operations.push(`${request.method} ${operation}`);
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const message =
      request.method === 'POST' ? Buffer.concat(chunks) : scepMessageFromQuery(searchParams.get('message') ?? '');
    const answer = await scep.handle({ operation, message });
    response.writeHead(answer.status, { 'content-type': answer.contentType }).end(answer.body);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/scep`;
  directory = mkdtempSync(join(tmpdir(), 'cartwright-scep-'));
  writeFileSync(join(directory, 'root.pem'), authority.rootCertificate.pem);
});

afterAll(() => {
  server.close();
  rmSync(directory, { recursive: true, force: true });
});

/** Runs the client until it ends; its complaint becomes the test's. It keeps its files in one directory and reuses them. */
function client(name: string, challenge: string): Promise<unknown> {
  const home = join(directory, name);
  mkdirSync(home, { recursive: true });
  rmSync(join(home, 'csr.pem'), { force: true });
  const files = ['-private-key', join(home, 'key.pem'), '-certificate', join(home, 'certificate.pem')];
  const who = ['-cn', name, '-organization', 'Interop School', '-challenge', challenge];
  return run('scepclient', ['-server-url', url, ...files, ...who], { cwd: home, timeout: 120_000 });
}

const certificateOf = (name: string) => new X509Certificate(readFileSync(join(directory, name, 'certificate.pem')));
const newChallenge = () => store.write((work) => challenges.create(work, invitationId));

describe('an independent SCEP client', () => {
  it('enrolls with a challenge and gets a certificate that openssl trusts', async () => {
    await client('ipad-7', await newChallenge());
    const certificate = certificateOf('ipad-7');
    expect(certificate.subject).toContain('CN=ipad-7');
    const verified = await run(
      'openssl',
      ['verify', '-purpose', 'sslclient', '-CAfile', 'root.pem', 'ipad-7/certificate.pem'],
      {
        cwd: directory,
      },
    );
    expect(verified.stdout).toContain('OK');
    expect(authority.records.find(certificateFingerprint(certificate.raw))).toMatchObject({
      purpose: 'device-identity',
      invitationId,
    });
    expect(operations).toEqual(expect.arrayContaining(['GET GetCACert', 'GET GetCACaps', 'POST PKIOperation']));
  });

  it('is refused with a challenge that was used before', async () => {
    const challenge = await newChallenge();
    await client('first', challenge);
    await expect(client('second', challenge)).rejects.toMatchObject({
      code: 1,
      stdout: expect.stringContaining('badRequest'),
    });
    expect(
      store.all((db) => db.selectFrom('certificate').select('subject')).some((row) => row.subject.includes('second')),
    ).toBe(false);
  });

  it('renews with the certificate it has', async () => {
    await client('ipad-8', await newChallenge());
    const former = certificateOf('ipad-8');
    await client('ipad-8', '');
    const renewed = certificateOf('ipad-8');
    expect(renewed.fingerprint256).not.toBe(former.fingerprint256);
    expect(authority.records.find(certificateFingerprint(renewed.raw))).toMatchObject({ invitationId });
  });
});
