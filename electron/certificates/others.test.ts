import { createPrivateKey } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { scepSettings } from '../../shared/contract/certificate-library.ts';
import { certificateFingerprint, writePkcs12 } from '../identity/index.ts';
import {
  OpensslBench,
  pem,
  rsaKey,
  selfSigned,
  testIdentity,
  testRequest,
  testRoot,
  testScepMessage,
} from '../identity/testing/material.ts';
import { type Delivered, readProfile } from '../profiles/index.ts';
import type { PlistDict } from '../protocol/index.ts';
import { openHouse, profileOf } from './testing/house.ts';

const DAY = 86_400_000;
const bench = new OpensslBench();
let house: Awaited<ReturnType<typeof openHouse>>;
/** Somebody else's authority with its SCEP server. */
let other: Awaited<ReturnType<typeof openHouse>>;
beforeAll(async () => {
  [house, other] = await Promise.all([openHouse(), openHouse()]);
});
beforeEach(() => {
  other.clock.at = house.clock.at;
});
afterAll(async () => {
  bench.remove();
  await Promise.all([house.close(), other.close()]);
});

const payloadOf = (delivered: Delivered): PlistDict => {
  expect(delivered).toMatchObject({ kind: 'ready' });
  if (delivered.kind !== 'ready') throw new Error('not ready');
  return (readProfile(delivered.bytes).content.PayloadContent as PlistDict[])[0] ?? {};
};
const ada = () => ({ id: house.pad.deviceId, values: { USERID: 'Ada', DEVICE_SN: 'F9' } });
const fromLibrary = (type: string, item: string, identifier: string) => ({
  ...profileOf(type, { cartwright: { source: 'library', item } }),
  identifier,
});
const scep = (more: object = {}) =>
  scepSettings.parse({ url: `${other.url}/scep`, subject: 'CN=$DEVICE_SN$, O=School', ...more });
const uuidNow = (version: ReturnType<typeof fromLibrary>): string => {
  const assessed = house.delivery.assess(version, ada());
  if (assessed.kind !== 'ready') throw new Error(JSON.stringify(assessed));
  return assessed.uuid;
};
/** The device tells what it has. */
const reports = (list: { fingerprint: string; commonName: string; notAfter: number }[]) =>
  house.store.write(() => {
    house.store.run((db) => db.deleteFrom('deviceCertificate').where('deviceId', '=', house.pad.deviceId));
    for (const row of list)
      house.store.run((db) =>
        db.insertInto('deviceCertificate').values({
          ...{ ...row, deviceId: house.pad.deviceId, isIdentity: 1 },
          ...{ subject: `CN=${row.commonName}`, issuer: 'CN=Other', notBefore: house.clock.at - DAY },
        }),
      );
  });
const configured = () => house.certificates.configured({ state: 'all', offset: 0, limit: 50 }).rows;

describe('certificates that servers of others issue', () => {
  it('are seen in what the device reports, and renewed by sending the profile again before they end (CERT-10, CERT-12)', async () => {
    const { library } = house.certificates;
    const { id } = await library.createServer({ kind: 'scep', name: 'NDES', description: '', scep: scep() }, 'root');
    const version = fromLibrary('com.apple.security.scep', id, 'org.example.foreign');
    const before = payloadOf(await house.delivery.deliver(version, ada()));
    const row = () => configured().find(({ profileIdentifier }) => profileIdentifier === 'org.example.foreign');
    expect(row()).toMatchObject({ way: 'foreign-scep', state: 'open', subject: expect.stringContaining('CN=F9') });
    const mine = { fingerprint: 'aa', commonName: 'F9', notAfter: house.clock.at + 60 * DAY };
    // One of somebody else, and one of our own authority by the same name, are not it.
    const [own] = house.store.all((db) => db.selectFrom('certificate').select('fingerprint').limit(1));
    await reports([
      { ...mine, fingerprint: 'bb', commonName: 'Other' },
      { ...mine, fingerprint: own?.fingerprint ?? '', notAfter: house.clock.at + 900 * DAY },
      mine,
    ]);
    const first = uuidNow(version);
    expect(await house.certificates.renewDue()).toBe(0);
    expect(row()).toMatchObject({ state: 'issued', fingerprint: 'aa', notAfter: mine.notAfter });
    expect(uuidNow(version)).toBe(first);

    house.clock.at += 31 * DAY;
    expect(await house.certificates.renewDue()).toBe(1);
    expect(row()).toMatchObject({ state: 'due' });
    expect(uuidNow(version)).not.toBe(first);
    const again = payloadOf(await house.delivery.deliver(version, ada()));
    expect(again.PayloadUUID).not.toBe(before.PayloadUUID);
    // While the device still has the former one only, nothing is sent twice.
    expect(await house.certificates.renewDue()).toBe(0);
    await reports([mine, { ...mine, fingerprint: 'cc', notAfter: house.clock.at + 365 * DAY }]);
    const second = uuidNow(version);
    await house.certificates.renewDue();
    expect(row()).toMatchObject({ state: 'issued', fingerprint: 'cc' });
    expect(uuidNow(version)).toBe(second);
    await expect(house.certificates.revoke(row()?.id ?? '', 'root')).rejects.toThrow(/Whoever issued/);
    expect(await house.certificates.renew(row()?.id ?? '', 'root')).toMatchObject({ state: 'due' });
    // How long before the end it is renewed is no matter of devices.
    const third = uuidNow(version);
    await library.updateServer(
      id,
      { kind: 'scep', name: 'NDES', description: '', scep: scep({ renewDays: 10 }) },
      'root',
    );
    expect(uuidNow(version)).toBe(third);
  });

  it('are asked for through this server, with a pass for one device and nothing but SCEP (CERT-32)', async () => {
    const { library } = house.certificates;
    const secret = await other.challenge();
    const server = { kind: 'scep' as const, name: 'Behind', description: '', secret };
    const { id } = await library.createServer({ ...server, scep: scep({ relay: true, challenge: 'static' }) }, 'root');
    const version = fromLibrary('com.apple.security.scep', id, 'org.example.relay');
    const content = payloadOf(await house.delivery.deliver(version, ada())).PayloadContent as PlistDict;
    const url = String(content.URL);
    expect(url.startsWith(`${house.url}/scep/via/`)).toBe(true);
    expect((await fetch(`${url}?operation=GetCACaps`)).status).toBe(200);
    const authority = Buffer.from(await (await fetch(`${url}?operation=GetCACert&message=x`)).arrayBuffer());
    expect(authority).toEqual(other.authority.issuing.der);
    const key = rsaKey();
    const message = testScepMessage({
      ...{ type: '19', transactionId: 'T1', authorityDer: authority, signedAt: house.clock.at },
      content: testRequest(key, { challenge: String(content.Challenge) }),
      signer: selfSigned(key, house.clock.at),
    });
    const answer = await fetch(`${url}?operation=PKIOperation`, { method: 'POST', body: new Uint8Array(message) });
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/x-pki-message']);
    expect(other.store.all((db) => db.selectFrom('certificate').select('subject')).length).toBeGreaterThan(2);
    const events = house.store.all((db) =>
      db.selectFrom('event').selectAll().where('type', '=', 'certificate-order.relayed'),
    );
    expect(events.map(({ data }) => JSON.parse(String(data)) as object)).toMatchObject([
      { server: 'Behind', status: 'issued' },
    ]);

    expect((await fetch(`${url}?operation=Delete`)).status).toBe(400);
    expect((await fetch(`${house.url}/scep/via/${'0'.repeat(40)}?operation=GetCACaps`)).status).toBe(404);
    // The pass is no challenge for our own authority.
    expect(house.orders.scep.findOpen(url.split('/').at(-1) ?? '', house.clock.at)).toBeUndefined();
    await library.updateServer(id, { ...server, scep: scep({ challenge: 'static' }) }, 'root');
    expect((await fetch(`${url}?operation=GetCACaps`)).status).toBe(404);
  });

  it('have the chain of their authority, which is put in order, checked and trusted (CERT-33)', async () => {
    const { library } = house.certificates;
    const root = testRoot(house.clock.at);
    const chain = pem('CERTIFICATE', root.certificateDer);
    const server = { kind: 'scep' as const, name: 'Chained', description: '', scep: scep() };
    const made = await library.createServer({ ...server, chain }, 'root');
    expect(made.chain).toHaveLength(1);
    expect(library.trustPem().some((each) => each.includes(root.certificateDer.toString('base64').slice(0, 60)))).toBe(
      true,
    );
    expect(await library.updateServer(made.id, server, 'root')).toMatchObject({ chain: made.chain });
    const leaf = testIdentity(root, rsaKey(), house.clock.at, 'Leaf');
    await expect(
      library.updateServer(made.id, { ...server, chain: pem('CERTIFICATE', leaf.certificateDer) }, 'root'),
    ).rejects.toThrow(/not the certificate of an authority/);
    const stranger = testRoot(house.clock.at, rsaKey());
    await expect(
      library.updateServer(made.id, { ...server, chain: chain + pem('CERTIFICATE', stranger.certificateDer) }, 'root'),
    ).rejects.toThrow(/no chain/);
    const secret = await other.challenge();
    const tried = { ...server, scep: scep({ challenge: 'static' }), secret };
    await library.updateServer(made.id, tried, 'root');
    expect((await house.certificates.trial(made.id, { DEVICE_SN: 'F9' })).steps.at(-1)).toMatchObject({
      step: 'chain',
      ok: false,
      detail: expect.stringContaining('the chain you gave'),
    });
    expect(await library.updateServer(made.id, { ...server, chain: '' }, 'root')).toMatchObject({ chain: [] });
  });

  it('and whoever changes such a server, and when, is kept with it and told (CERT-13)', async () => {
    const { library } = house.certificates;
    const server = { kind: 'scep' as const, name: 'Audited', description: '', scep: scep() };
    const made = await library.createServer(server, 'Ada');
    house.used.push({ id: 'p', title: 'Wi-Fi', content: fromLibrary('com.apple.security.scep', made.id, 'x').content });
    const version = fromLibrary('com.apple.security.scep', made.id, 'org.example.audited');
    const before = uuidNow(version);
    house.clock.at += DAY;
    const changed = await library.updateServer(made.id, { ...server, scep: scep({ keySize: 4096 }) }, 'Grace');
    expect(changed).toMatchObject({ createdBy: 'Ada', changedBy: 'Grace', changedAt: house.clock.at });
    expect(changed.usedBy).toMatchObject([{ kind: 'policy', title: 'Wi-Fi' }]);
    expect(uuidNow(version)).not.toBe(before);
    const told = house.store.all((db) =>
      db
        .selectFrom('event')
        .select(['type', 'actor'])
        .where('type', 'like', 'certificate-library.%')
        .orderBy('seq', 'desc')
        .limit(2),
    );
    expect(told).toEqual([
      { type: 'certificate-library.changed', actor: 'Grace' },
      { type: 'certificate-library.added', actor: 'Ada' },
    ]);
    house.used.length = 0;
  });
});

describe('identities that people bring', () => {
  const personal = (more: object = {}) => ({
    kind: 'personal' as const,
    name: 'S/MIME',
    description: '',
    personal: { title: 'Signed mail', requirePassword: true, keepKeyDays: null, ...more },
  });
  const p12 = (name: string, password: string, days?: number) => {
    const key = rsaKey();
    const root = testRoot(house.clock.at);
    const { certificateDer } = testIdentity(root, key, house.clock.at, name, days);
    const file = { certificateDer, privateKey: key, chainDer: [root.certificateDer], name };
    return { bytes: writePkcs12(file, password, 1000), fingerprint: certificateFingerprint(certificateDer), key };
  };
  const send = (url: string, bytes: Buffer | undefined, password: string, language = 'en') => {
    const form = new FormData();
    if (bytes !== undefined) form.set('file', new Blob([new Uint8Array(bytes)]), 'me.p12');
    form.set('password', password);
    return fetch(url, { method: 'POST', body: form, headers: { 'accept-language': language } });
  };

  it('are uploaded by a link, wait until they are there, and reach the mail of the person’s devices (CERT-37, EML-04)', async () => {
    const { library } = house.certificates;
    const { id } = await library.createServer(personal(), 'root');
    const version = fromLibrary('com.apple.security.pkcs12', id, 'org.example.smime');
    expect(house.delivery.assess(version, { id: 'x', values: {} })).toEqual({ kind: 'waiting', missing: ['USERID'] });
    expect(house.delivery.assess(version, ada())).toMatchObject({
      because: expect.stringContaining('has not brought'),
    });

    const { url } = await house.certificates.link(id, 'ada', 14, 'root');
    const shown = await fetch(url);
    expect(shown.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(await shown.text()).toContain('<h1>Signed mail</h1>');
    const mine = p12('Ada', 'geheim');
    expect(await (await send(url, undefined, '')).text()).toContain('Choose a file first');
    expect(await (await send(url, mine.bytes, 'falsch', 'de-DE,de')).text()).toContain('gehört nicht zu dieser Datei');
    expect(await (await send(url, mine.bytes, '')).text()).toContain('Only files with a password');
    expect(await (await send(url, Buffer.from('no file'), 'x')).text()).toContain('cannot be read');
    const done = await send(url, mine.bytes, 'geheim');
    expect([done.status, (await done.text()).includes('Thank you')]).toEqual([200, true]);
    expect(house.certificates.personal.list(id)).toMatchObject([
      { person: 'ada', fingerprint: mine.fingerprint, state: 'valid', hasKey: true, putBy: 'ada' },
    ]);

    const payload = payloadOf(await house.delivery.deliver(version, ada()));
    bench.write('me.p12', payload.PayloadContent as Uint8Array);
    const opened = bench.run(
      ...'pkcs12 -legacy -in me.p12 -nodes -nocerts -passin'.split(' '),
      `pass:${String(payload.Password)}`,
    );
    expect(createPrivateKey(opened).equals(mine.key)).toBe(true);
    const first = uuidNow(version);
    expect(configured().find(({ way }) => way === 'personal')).toMatchObject({
      fingerprint: mine.fingerprint,
      renewAt: null,
    });

    const newer = p12('Ada', 'anders');
    const { url: next } = await house.certificates.link(id, 'Ada', 14, 'root');
    expect((await fetch(url)).status).toBe(404);
    expect(await (await fetch(next)).text()).toContain('Replace');
    await send(next, newer.bytes, 'anders');
    expect(uuidNow(version)).not.toBe(first);
    const form = new FormData();
    form.set('do', 'remove');
    await fetch(next, { method: 'POST', body: form });
    expect(house.delivery.assess(version, ada())).toMatchObject({ kind: 'impossible' });
    house.clock.at += 15 * DAY;
    expect((await fetch(next)).status).toBe(404);
  });

  it('lose their key here after the days that were agreed: devices that have it keep it, others wait (CERT-37)', async () => {
    const { library, personal: people } = house.certificates;
    const item = { ...personal({ keepKeyDays: 5 }), name: 'Short' };
    const { id } = await library.createServer(item, 'root');
    const version = fromLibrary('com.apple.security.pkcs12', id, 'org.example.short');
    const mine = p12('Ada', 'geheim');
    const file = { file: mine.bytes.toString('base64'), passphrase: 'geheim' };
    await expect(people.put(id, 'ada', { file: file.file }, 'root')).rejects.toThrow(/with a password/);
    const put = await people.put(id, 'ada', file, 'root');
    expect(put).toMatchObject({ keyUntilAt: house.clock.at + 5 * DAY });
    await house.delivery.deliver(version, ada());
    house.clock.at += 6 * DAY;
    await house.certificates.renewDue();
    expect(people.list(id)).toMatchObject([{ hasKey: false, fingerprint: mine.fingerprint }]);
    expect(house.delivery.assess(version, ada())).toMatchObject({ kind: 'ready' });
    expect(house.delivery.assess(version, { ...ada(), id: 'another' })).toMatchObject({
      because: expect.stringContaining('deleted as agreed'),
    });
    expect(house.certificates.ending(house.clock.at + 400 * DAY)).toContainEqual(
      expect.objectContaining({ name: 'Short: ada' }),
    );
    await people.remove(put.id, 'root');
    expect(people.list(id)).toEqual([]);
  });
});
