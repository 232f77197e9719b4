import { hash, X509Certificate } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { scepSettings } from '../../shared/contract/certificate-library.ts';
import { certificateFingerprint, certificatePem } from '../identity/index.ts';
import { OpensslBench, pem, privateKeyPem, rsaKey, testIdentity, testRoot } from '../identity/testing/material.ts';
import { scepClient } from '../identity/testing/scep-client.ts';
import { type Delivered, readProfile } from '../profiles/index.ts';
import type { PlistDict } from '../protocol/index.ts';
import { challengeIn } from './challenge.ts';
import { openHouse, profileOf, serve } from './testing/house.ts';

const DAY = 86_400_000;
const bench = new OpensslBench();
let house: Awaited<ReturnType<typeof openHouse>>;
beforeAll(async () => {
  house = await openHouse();
  bench.write('root.pem', certificatePem(house.authority.rootCertificate.der));
});
afterAll(async () => {
  bench.remove();
  await house.close();
});

const payloadOf = (delivered: Delivered): PlistDict => {
  expect(delivered).toMatchObject({ kind: 'ready' });
  if (delivered.kind !== 'ready') throw new Error('not ready');
  return (readProfile(delivered.bytes).content.PayloadContent as PlistDict[])[0] ?? {};
};
const ada = () => ({
  id: house.pad.deviceId,
  values: { EMAIL: 'ada@school.example', USERID: 'ada', DISPLAY_NAME: 'Ada', DEVICE_SN: 'F9' },
});
const withSource = (type: string, source: PlistDict, uuid?: string) => {
  const version = profileOf(type, { cartwright: source });
  return uuid === undefined ? version : { ...version, identifier: uuid };
};

describe('a SCEP payload to the built-in authority (CERT-05, CERT-31)', () => {
  const version = withSource('com.apple.security.scep', {
    source: 'authority-scep',
    subject: 'CN=$DISPLAY_NAME$, O=School',
    names: { email: '$EMAIL$' },
    days: 60,
  });

  it('has a challenge for this device alone, and what is issued says what was ordered, whatever is asked (CERT-08, CERT-21, CERT-30)', async () => {
    const payload = payloadOf(await house.delivery.deliver(version, ada()));
    const content = payload.PayloadContent as PlistDict;
    expect(content).toMatchObject({
      URL: `${house.url}/scep`,
      Subject: [[['CN', 'Ada']], [['O', 'School']]],
      SubjectAltName: { rfc822Name: 'ada@school.example' },
      'Key Usage': 5,
      Keysize: 2048,
    });
    expect(Buffer.from(content.CAFingerprint as Uint8Array)).toEqual(
      hash('sha1', house.authority.rootCertificate.der, 'buffer'),
    );
    const again = payloadOf(await house.delivery.deliver(version, ada()));
    expect((again.PayloadContent as PlistDict).Challenge).toBe(content.Challenge);
    const client = scepClient({ ...house }, rsaKey());
    // The client asks for “Test Device”; the order says Ada.
    const { der, fingerprint } = await client.enroll({ challenge: String(content.Challenge) });
    const issued = new X509Certificate(der);
    expect(issued.subject).toBe('CN=Ada\nO=School');
    expect(issued.subjectAltName).toBe('email:ada@school.example');
    expect(house.authority.records.find(fingerprint)?.purpose).toBe('configured');
    const second = await scepClient({ ...house }, rsaKey()).ask({ challenge: String(content.Challenge) });
    expect(second.failInfo).toBe('2');
    expect(house.certificates.configured({ state: 'all', offset: 0, limit: 10 }).rows[0]).toMatchObject({
      way: 'scep',
      holderName: 'iPad 1',
      state: 'issued',
      fingerprint,
    });
    const later = payloadOf(await house.delivery.deliver(version, ada()));
    expect((later.PayloadContent as PlistDict).Challenge).not.toBe(content.Challenge);
  });

  it('is renewed before it ends: another profile goes out with another challenge (CERT-10)', async () => {
    const before = house.delivery.assess(version, ada());
    house.clock.at += 20 * DAY;
    expect(await house.certificates.renewDue()).toBe(0);
    house.clock.at += 11 * DAY;
    expect(await house.certificates.renewDue()).toBe(1);
    const after = house.delivery.assess(version, ada());
    if (before.kind !== 'ready' || after.kind !== 'ready') throw new Error('not ready');
    expect(after.uuid).not.toBe(before.uuid);
    const payload = payloadOf(await house.delivery.deliver(version, ada()));
    expect(payload.PayloadUUID).not.toBe('B0B0B0B0-0000-4000-8000-000000000001');
    await scepClient({ ...house }, rsaKey()).enroll({
      challenge: String((payload.PayloadContent as PlistDict).Challenge),
    });
    expect(house.delivery.assess(version, ada())).toEqual(after);
  });
});

describe('a PKCS#12 payload from the built-in authority (CERT-08, CERT-30)', () => {
  const version = withSource(
    'com.apple.security.pkcs12',
    { source: 'authority-pkcs12', holder: 'person', subject: 'CN=$USERID$', names: { upn: '$EMAIL$' }, key: 'p-256' },
    'org.example.p12',
  );

  it('is the same on all devices of a person, and openssl opens it with its password', async () => {
    const first = payloadOf(await house.delivery.deliver(version, ada()));
    const other = payloadOf(await house.delivery.deliver(version, { ...ada(), id: 'another' }));
    expect(other).toEqual(first);
    bench.write('a.p12', first.PayloadContent as Uint8Array);
    const open = (what: string) =>
      bench
        .run(...`pkcs12 -legacy -in a.p12 -nodes ${what} -passin`.split(' '), `pass:${String(first.Password)}`)
        .toString();
    bench.write('leaf.pem', open('-clcerts -nokeys'));
    expect(open('-nocerts')).toContain('PRIVATE KEY');
    expect(
      bench
        .run('verify', '-attime', String(Math.floor(house.clock.at / 1000)), '-CAfile', 'root.pem', 'leaf.pem')
        .toString(),
    ).toContain('OK');
    const leaf = new X509Certificate(bench.read('leaf.pem'));
    expect(leaf.subject).toBe('CN=ada');
    expect(leaf.subjectAltName).toContain('ada@school.example');
  });

  it('waits for the person, refuses facts of devices, and after it was revoked comes again when renewed (CERT-11)', async () => {
    expect(house.delivery.assess(version, { id: 'x', values: { EMAIL: 'a@b.example' } })).toEqual({
      kind: 'waiting',
      missing: ['USERID'],
    });
    const odd = withSource('com.apple.security.pkcs12', {
      source: 'authority-pkcs12',
      holder: 'person',
      subject: 'CN=$DEVICE_SN$',
    });
    expect(house.delivery.assess(odd, ada())).toMatchObject({ because: expect.stringContaining('$DEVICE_SN$') });
    const [row] = house.certificates.configured({ state: 'all', search: 'p12', offset: 0, limit: 5 }).rows;
    if (row === undefined) throw new Error('nothing listed');
    expect(row).toMatchObject({ holder: 'person', holderName: 'ada', subject: 'CN=ada' });
    expect(await house.certificates.revoke(row.id, 'root')).toMatchObject({ state: 'revoked' });
    expect(house.authority.records.find(row.fingerprint ?? '')?.revokedAt).not.toBeNull();
    expect(house.delivery.assess(version, ada())).toMatchObject({ because: expect.stringContaining('revoked') });
    expect(await house.certificates.renew(row.id, 'root')).toMatchObject({ state: 'due', generation: 2 });
    const again = payloadOf(await house.delivery.deliver(version, ada()));
    expect(again.PayloadContent).not.toEqual(undefined);
    expect(house.certificates.configured({ state: 'issued', search: 'p12', offset: 0, limit: 5 }).total).toBe(1);
  });

  it('is made once, however often it is asked for at once', async () => {
    const once = withSource(
      'com.apple.security.pkcs12',
      { source: 'authority-pkcs12', subject: 'CN=Once' },
      'org.example.once',
    );
    const all = await Promise.all([1, 2, 3].map(() => house.delivery.deliver(once, ada())));
    expect(new Set(all.map((each) => String(payloadOf(each).Password))).size).toBe(1);
    const read = house.store.all((db) =>
      db.selectFrom('certificate').select('subject').where('subject', '=', 'CN=Once'),
    );
    expect(read).toHaveLength(1);
  });

  it('and what was issued for a device is revoked when the device leaves (CERT-12)', async () => {
    const own = withSource(
      'com.apple.security.pkcs12',
      { source: 'authority-pkcs12', subject: 'CN=Leaving' },
      'org.example.leaving',
    );
    await house.delivery.deliver(own, ada());
    const [row] = house.certificates.configured({ state: 'all', search: 'leaving', offset: 0, limit: 5 }).rows;
    const revoked = new Promise<void>((resolve) => {
      const stop = house.store.subscribe((events) => {
        if (!events.some(({ type }) => type === 'certificate.revoked')) return;
        stop();
        resolve();
      });
    });
    await house.store.write((work) => {
      house.store.run((db) => db.updateTable('enrollment').set({ state: 'ended' }).where('id', '=', house.pad.id));
      work.event({ type: 'enrollment.ended', deviceId: house.pad.deviceId, actor: 'device', data: {} });
    });
    await revoked;
    expect(house.authority.records.find(row?.fingerprint ?? '')?.revokedAt).not.toBeNull();
    expect(house.certificates.configured({ state: 'all', search: 'leaving', offset: 0, limit: 5 }).total).toBe(0);
    await house.store.write(() =>
      house.store.run((db) => db.updateTable('enrollment').set({ state: 'enrolled' }).where('id', '=', house.pad.id)),
    );
  });
});

describe('the certificate library (CERT-04, CERT-36)', () => {
  it('takes identities and certificates from files, says what is wrong with them, and gives them to payloads', async () => {
    const now = house.clock.at;
    const root = testRoot(now);
    const key = rsaKey();
    const leaf = testIdentity(root, key, now, 'RADIUS');
    const both = `${pem('CERTIFICATE', leaf.certificateDer)}${pem('CERTIFICATE', root.certificateDer)}${privateKeyPem(key)}`;
    const { library } = house.certificates;
    const { added } = await library.import({ file: both, description: '' }, 'root');
    expect(added).toMatchObject([{ kind: 'identity', name: 'RADIUS', state: 'valid', chain: [expect.any(String)] }]);
    expect(await library.import({ file: both, description: '' }, 'root')).toMatchObject({ added: [], known: 1 });
    const item = added[0]?.id ?? '';
    const identity = withSource('com.apple.security.pkcs12', { source: 'library', item }, 'org.example.lib');
    const payload = payloadOf(await house.delivery.deliver(identity, ada()));
    bench.write('lib.p12', payload.PayloadContent as Uint8Array);
    const opened = bench.run(
      ...'pkcs12 -legacy -in lib.p12 -nodes -passin'.split(' '),
      `pass:${String(payload.Password)}`,
    );
    expect(opened.toString().match(/BEGIN CERTIFICATE/g)).toHaveLength(2);

    const authority = await library.import({ file: root.certificateDer.toString('base64'), description: '' }, 'root');
    expect(authority.added).toMatchObject([{ kind: 'certificate', isAuthority: true }]);
    const anchor = withSource('com.apple.security.root', { source: 'library', item: authority.added[0]?.id ?? '' });
    expect(Buffer.from(payloadOf(await house.delivery.deliver(anchor, ada())).PayloadContent as Uint8Array)).toEqual(
      root.certificateDer,
    );
    const ours = withSource('com.apple.security.root', { source: 'authority-root' });
    expect(payloadOf(await house.delivery.deliver(ours, ada())).PayloadContent).toEqual(house.authority.issuing.der);

    const before = house.delivery.assess(identity, ada());
    const newer = testIdentity(root, key, now, 'RADIUS', 700);
    await library.replace(item, { file: `${pem('CERTIFICATE', newer.certificateDer)}${privateKeyPem(key)}` }, 'root');
    expect(house.delivery.assess(identity, ada())).not.toEqual(before);
    await expect(library.replace(item, { file: pem('CERTIFICATE', root.certificateDer) }, 'root')).rejects.toThrow(
      /private key/,
    );
    await expect(library.import({ file: 'bm90IG9uZQ==', description: '' }, 'root')).rejects.toThrow(
      /neither a PKCS#12/,
    );
    house.used.push({ id: 'p', title: 'Wi-Fi', content: identity.content });
    await expect(library.remove(item, 'root')).rejects.toThrow(/“Wi-Fi”/);
    house.used.length = 0;

    expect(await house.certificates.setSigning(item, 'root')).toMatchObject({ itemId: item });
    const sent = await house.delivery.deliver(ours, ada());
    const [wrapping] = sent.kind === 'ready' ? readProfile(sent.bytes).wrappings : [];
    expect(wrapping?.kind === 'signed' && certificateFingerprint(wrapping.signerCertificate)).toBe(
      certificateFingerprint(newer.certificateDer),
    );
    await expect(library.remove(item, 'root')).rejects.toThrow(/Signing/);
    await house.certificates.setSigning(null, 'root');
    expect(await library.remove(item, 'root')).toMatchObject({ id: item });
    expect(house.delivery.assess(identity, ada())).toMatchObject({
      because: expect.stringContaining('not in the library'),
    });
  });

  it('has ACME servers, whose payload says who asks and what is attested (CERT-35)', async () => {
    const { library } = house.certificates;
    const acme = {
      directoryUrl: 'https://acme.school.example/dir',
      clientIdentifier: '$DEVICE_SN$',
      subject: 'CN=$DEVICE_SN$',
      names: { email: '', dns: '', uri: '', upn: '' },
      keyType: 'ECSECPrimeRandom' as const,
      keySize: 384,
      hardwareBound: true,
      attest: true,
      usage: 'signing' as const,
      extendedUsage: ['1.3.6.1.5.5.7.3.2'],
      renewDays: 30,
    };
    const { id } = await library.createServer({ kind: 'acme', name: 'ACME', description: '', acme }, 'root');
    const version = withSource('com.apple.security.acme', { source: 'library', item: id });
    expect(payloadOf(await house.delivery.deliver(version, ada()))).toMatchObject({
      DirectoryURL: acme.directoryUrl,
      ClientIdentifier: 'F9',
      Subject: [[['CN', 'F9']]],
      Attest: true,
      HardwareBound: true,
      KeySize: 384,
      UsageFlags: 1,
      ExtendedKeyUsage: ['1.3.6.1.5.5.7.3.2'],
    });
    expect(house.delivery.assess(version, { id: 'x', values: {} })).toEqual({
      kind: 'waiting',
      missing: ['DEVICE_SN'],
    });
    const wrong = withSource('com.apple.security.scep', { source: 'library', item: id });
    expect(house.delivery.assess(wrong, ada())).toMatchObject({ because: expect.stringContaining('ACME') });
  });
});

describe('SCEP servers of others (CERT-31)', () => {
  const page = (inside: string) => Buffer.from(`\ufeff<HTML><BODY>${inside}</BODY></HTML>`, 'utf16le');
  const PAGE =
    'The hash value (thumbprint) for the CA certificate is: <B> 0A1B 2C3D </B><P>The enrollment challenge password is: <B> 3A81CB9E1F0D2C4B </B>';

  it('give a challenge for each device from Microsoft’s page, or say why not', async () => {
    let asked = 0;
    const ndes = await serve((request, _body, response) => {
      asked++;
      const user = Buffer.from((request.headers.authorization ?? '').slice(6), 'base64').toString();
      if (user === 'ntlm:x') response.writeHead(401, { 'www-authenticate': 'NTLM' }).end();
      else if (user === 'full:x') response.end(page('The password cache is full.'));
      else if (user === 'odd:x') response.end(page('Hello'));
      else if (user !== 'svc:geheim') response.writeHead(401, { 'www-authenticate': 'Basic realm="x"' }).end();
      else response.writeHead(200, { 'content-type': 'text/html' }).end(page(PAGE));
    });
    const { library } = house.certificates;
    const scep = (challengeUser: string) =>
      scepSettings.parse({
        url: `${ndes.url}/certsrv/mscep/mscep.dll`,
        subject: 'CN=$USERID$',
        challenge: 'microsoft',
        challengeUrl: `${ndes.url}/certsrv/mscep_admin/`,
        challengeUser,
      });
    const made = await library.createServer(
      { kind: 'scep', name: 'NDES', description: '', scep: scep('svc'), secret: 'geheim' },
      'root',
    );
    expect(JSON.stringify(made)).not.toContain('geheim');
    const version = withSource('com.apple.security.scep', { source: 'library', item: made.id }, 'org.example.ndes');
    expect(house.delivery.assess(version, ada())).toMatchObject({ kind: 'ready', used: ['USERID'] });
    expect(asked).toBe(0);
    expect(payloadOf(await house.delivery.deliver(version, ada()))).toMatchObject({
      PayloadContent: {
        Challenge: '3A81CB9E1F0D2C4B',
        URL: `${ndes.url}/certsrv/mscep/mscep.dll`,
        Subject: [[['CN', 'ada']]],
      },
    });
    for (const [user, why] of [
      ['ntlm', /Windows sign-in/],
      ['full', /as many challenges/],
      ['odd', /shows no challenge/],
      ['none', /user name and password/],
    ] as const) {
      await library.updateServer(
        made.id,
        { kind: 'scep', name: 'NDES', description: '', scep: scep(user), secret: 'x' },
        'root',
      );
      await expect(house.delivery.deliver(version, ada())).rejects.toThrow(why);
    }
    await ndes.close();
    await expect(house.delivery.deliver(version, ada())).rejects.toThrow(/Nothing answers/);
    expect(challengeIn('<b>ABCDEF0123456789</b>')).toBe('ABCDEF0123456789');
    expect(challengeIn('3A81CB9E1F0D2C4B')).toBe('3A81CB9E1F0D2C4B');
    expect(challengeIn('<b>Kein Kennwort</b>')).toBeUndefined();
  });

  it('and the built-in one are tried step by step, over the network (CERT-07)', async () => {
    const trial = await house.certificates.trial(null, {});
    expect(trial).toMatchObject({ ok: true, pem: expect.stringContaining('BEGIN CERTIFICATE') });
    expect(trial.steps.map(({ step }) => step)).toEqual([
      'subject',
      'reach',
      'authority',
      'fingerprint',
      'challenge',
      'request',
      'chain',
      'clean-up',
    ]);
    const fingerprint = certificateFingerprint(new X509Certificate(trial.pem ?? '').raw);
    expect(house.authority.records.find(fingerprint)?.revokedAt).not.toBeNull();
    const { library } = house.certificates;
    const own = (more: object) =>
      scepSettings.parse({ url: `${house.url}/scep`, subject: 'CN=$USERID$', challenge: 'static', ...more });
    const { id } = await library.createServer(
      { kind: 'scep', name: 'Own', description: '', scep: own({}), secret: 'wrong' },
      'root',
    );
    const refused = await house.certificates.trial(id, { USERID: 'ada' });
    expect(refused.steps.at(-1)).toMatchObject({
      step: 'request',
      ok: false,
      detail: expect.stringContaining('badRequest'),
    });
    await expect(house.certificates.trial(id, {})).rejects.toThrow(/\$USERID\$/);
    await library.updateServer(
      id,
      { kind: 'scep', name: 'Own', description: '', scep: own({ fingerprint: 'aa'.repeat(32) }) },
      'root',
    );
    expect((await house.certificates.trial(id, { USERID: 'ada' })).steps.at(-1)).toMatchObject({
      step: 'fingerprint',
      ok: false,
    });
    const secret = await house.challenge();
    await library.updateServer(id, { kind: 'scep', name: 'Own', description: '', scep: own({}), secret }, 'root');
    expect(await house.certificates.trial(id, { USERID: 'ada' })).toMatchObject({ ok: true });
  });
});

describe('secrets of certificates', () => {
  it('are in no event, no list and no row outside the vault', async () => {
    const version = withSource(
      'com.apple.security.pkcs12',
      { source: 'authority-pkcs12', subject: 'CN=Secret' },
      'org.example.secret',
    );
    const { Password, PayloadContent } = payloadOf(await house.delivery.deliver(version, ada()));
    const scep = withSource(
      'com.apple.security.scep',
      { source: 'authority-scep', subject: 'CN=Secret' },
      'org.example.secret2',
    );
    const { Challenge } = payloadOf(await house.delivery.deliver(scep, ada())).PayloadContent as PlistDict;
    const tables = ['event', 'certificateOrder', 'certificateItem', 'certificate', 'setting'] as const;
    const told = JSON.stringify([
      tables.map((table) => house.store.all((db) => db.selectFrom(table).selectAll())),
      house.certificates.configured({ state: 'all', offset: 0, limit: 100 }),
      house.certificates.library.list(),
    ]);
    for (const secret of [
      String(Password),
      String(Challenge),
      Buffer.from(PayloadContent as Uint8Array)
        .toString('base64')
        .slice(0, 60),
      'geheim',
    ])
      expect(told.includes(secret)).toBe(false);
  });
});
