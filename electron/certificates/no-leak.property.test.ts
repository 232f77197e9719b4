import { inspect } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scepSettings } from '../../shared/contract/certificate-library.ts';
import type { Logger } from '../../shared/logger.ts';
import { exportPrivateKey, writePkcs12 } from '../identity/index.ts';
import { rsaKey, testIdentity, testRoot } from '../identity/testing/material.ts';
import { type Delivered, readProfile } from '../profiles/index.ts';
import type { PlistDict } from '../protocol/index.ts';
import { openHouse, profileOf } from './testing/house.ts';

/** However bytes and text are written, none of it may appear. */
function shapes(secret: string | Buffer): string[] {
  const bytes = Buffer.from(secret);
  const whole = typeof secret === 'string' ? [secret] : [];
  return [...whole, bytes.toString('base64').replace(/=+$/, ''), bytes.toString('hex'), [...bytes].join(',')];
}

const WHOLE = { depth: 20, maxArrayLength: null, maxStringLength: null };

const payloadOf = (delivered: Delivered): PlistDict => {
  if (delivered.kind !== 'ready') throw new Error('not ready');
  return (readProfile(delivered.bytes).content.PayloadContent as PlistDict[])[0] ?? {};
};

describe('no secret of a certificate is told', () => {
  it('whatever the challenges, passwords and keys are: rows outside the vault, events, logs, lists and refusals have none of it', async () => {
    const logged: unknown[] = [];
    const log = (...args: unknown[]) => void logged.push(args);
    const logger = { debug: log, info: log, warn: log, error: log, child: () => logger } as unknown as Logger;
    const house = await openHouse(logger);
    const { library, personal } = house.certificates;
    const ada = { id: house.pad.deviceId, values: { USERID: 'ada', DEVICE_SN: 'F9' } };
    const key = rsaKey();
    const root = testRoot(house.clock.at);
    const { certificateDer } = testIdentity(root, key, house.clock.at, 'Ada');
    // Behind the modulus and the exponent, which the certificate tells everybody.
    const secretPart = exportPrivateKey(key).subarray(321, 381);
    let count = 0;
    await fc.assert(
      fc.asyncProperty(fc.stringMatching(/^Geheim[A-Za-z0-9]{24}$/), async (secret) => {
        const n = ++count;
        const from = (type: string, source: PlistDict) => ({
          ...profileOf(type, { cartwright: source }),
          identifier: `org.example.${n}.${type}.${String(source.source)}`,
        });
        const file = writePkcs12(
          { certificateDer, privateKey: key, chainDer: [root.certificateDer], name: 'Ada' },
          secret,
          1000,
        );
        const upload = { file: file.toString('base64'), passphrase: secret };
        const refused = await library
          .import({ ...upload, passphrase: secret.slice(1), description: '' }, 'root')
          .catch((error: unknown) => error);
        expect(refused).toBeInstanceOf(Error);
        await library.import({ ...upload, description: '' }, 'root');
        const people = { title: 'Mail', requirePassword: true, keepKeyDays: null };
        const item = await library.createServer(
          { kind: 'personal', name: `People ${n}`, description: '', personal: people },
          'root',
        );
        await personal.put(item.id, 'ada', upload, 'root');
        const { url } = await house.certificates.link(item.id, 'ada', 1, 'root');
        const scep = scepSettings.parse({
          ...{ url: 'http://127.0.0.1:9/scep', subject: 'CN=$DEVICE_SN$', challenge: 'static', relay: true },
        });
        const server = await library.createServer(
          { kind: 'scep', name: `SCEP ${n}`, description: '', scep, secret },
          'root',
        );
        const told: PlistDict[] = [];
        for (const version of [
          from('com.apple.security.pkcs12', { source: 'library', item: item.id }),
          from('com.apple.security.scep', { source: 'library', item: server.id }),
          from('com.apple.security.scep', { source: 'authority-scep', subject: 'CN=Ada' }),
          from('com.apple.security.pkcs12', { source: 'authority-pkcs12', subject: 'CN=Ada', key: 'p-256' }),
        ])
          told.push(payloadOf(await house.delivery.deliver(version, ada)));
        // What devices get does carry them.
        const given = told.map(({ Password, PayloadContent }) => ({ Password, PayloadContent }));
        const scepOf = (at: number) => given[at]?.PayloadContent as PlistDict;
        const pass = String(scepOf(1).URL).split('/').at(-1) ?? '';
        const unreachable = await house.certificates.relay({
          ...{ method: 'GET', pass, operation: 'GetCACaps', parameter: undefined, body: Buffer.alloc(0) },
        });
        expect(unreachable.status).toBe(502);
        const secrets: (string | Buffer)[] = [
          secret,
          secretPart,
          url.split('/').at(-1) ?? '',
          String(given[0]?.Password),
          pass,
          String(scepOf(2).Challenge),
          String(given[3]?.Password),
        ];
        expect(scepOf(1).Challenge).toBe(secret);
        const tables = house.store
          .all<{ name: string }>(
            (db) =>
              db
                .selectFrom('sqlite_master' as never)
                .select('name' as never)
                .where('type' as never, '=', 'table' as never) as never,
          )
          .map(({ name }) => name)
          .filter((name) => name !== 'secret' && !/^sqlite_|fts/i.test(name));
        const rows = tables.map((name) => house.store.all((db) => db.selectFrom(name as 'event').selectAll()));
        const read = [
          library.list(),
          personal.list(item.id),
          house.certificates.configured({ state: 'all', offset: 0, limit: 500 }),
        ];
        expect(logged.length).toBeGreaterThan(0);
        const text = JSON.stringify([rows, read, unreachable]) + inspect([logged, refused], WHOLE);
        expect(secrets.every((each) => each.length > 7)).toBe(true);
        // Which of them, rather than the secret itself in the message of a failure.
        const found = secrets.flatMap((each, at) => (shapes(each).some((shape) => text.includes(shape)) ? [at] : []));
        expect(found).toEqual([]);
      }),
      { numRuns: 3, endOnFailure: true },
    );
    await house.close();
  });
});
