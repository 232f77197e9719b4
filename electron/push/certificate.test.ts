import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { silentLogger } from '../../shared/logger.ts';
import { importIdentity } from '../identity/index.ts';
import { openMemoryStore, type Store, type StoredEvent } from '../store/index.ts';
import { CertificateLife } from './certificate.ts';
import { TestAuthority } from './testing/certificates.ts';
import { enroll } from './testing/enroll.ts';

const DAY = 86_400_000;
const UID = 'com.apple.mgmt.External.9a0f1c2d-3b4e-4f5a-8b6c-7d8e9f0a1b2c';
const SUBJECT = `/UID=${UID}/CN=APSP:9a0f1c2d/C=US`;
const school = { organisation: 'Schule „Am See“', email: 'mdm@school.example' };

let authority: TestAuthority;
let now: number;
let store: Store;
let events: StoredEvent[];
let changes: boolean[];
let life: CertificateLife;

beforeAll(() => {
  authority = new TestAuthority();
});
afterAll(() => authority.remove());

function begin(): CertificateLife {
  return new CertificateLife({
    store,
    logger: silentLogger,
    importIdentity,
    onImported: (_work, { topicChanged }) => changes.push(topicChanged),
  });
}

beforeEach(() => {
  // Certificates are made while a test runs, and are not valid before that second.
  now = Date.now() + 60_000;
  store = openMemoryStore({ clock: { now: () => now }, logger: silentLogger });
  events = [];
  changes = [];
  store.subscribe((some) => events.push(...some));
  life = begin();
});

const types = () => events.map((event) => event.type);
const secrets = () => store.all((db) => db.selectFrom('secret').select('id')).length;

/** Requests, has it signed and imports it. */
async function install(subject = SUBJECT): Promise<void> {
  const { csrPem } = await life.createRequest(school);
  await life.importCertificate(Buffer.from(authority.signRequest(csrPem, subject)));
}

describe('a certificate request', () => {
  it('is one OpenSSL verifies, over a fresh RSA-2048 key, with the organisation in it', async () => {
    expect(life.status()).toMatchObject({ state: 'none', topic: null });
    const { csrPem } = await life.createRequest({ ...school, actor: 'ada' });
    const text = authority.describeRequest(csrPem);
    expect(text).toContain('O=Schule „Am See“');
    expect(text).toContain('emailAddress=mdm@school.example');
    expect(text).toContain('2048 bit');
    expect(text).toContain('sha256WithRSAEncryption');
    expect(life.status()).toMatchObject({ state: 'requested' });
    expect(events).toMatchObject([{ type: 'push.certificate-requested', actor: 'ada', data: { replaced: false } }]);
    expect(JSON.stringify(events)).not.toContain('PRIVATE');
  });

  it('stays the same until its certificate comes, over a restart too', async () => {
    const first = await life.createRequest(school);
    expect(await life.createRequest({ organisation: 'Other', email: 'x@y.example' })).toEqual(first);
    life = begin();
    expect(life.pendingRequest()).toEqual(first);
    expect(types()).toEqual(['push.certificate-requested']);
  });

  it('is replaced when asked, and what was made for the old one is of no use any more', async () => {
    const first = await life.createRequest(school);
    const second = await life.createRequest({ ...school, replace: true });
    expect(second.csrPem).not.toBe(first.csrPem);
    expect(secrets()).toBe(1);
    const late = authority.signRequest(first.csrPem, SUBJECT);
    await expect(life.importCertificate(Buffer.from(late))).rejects.toMatchObject({
      code: 'bad-certificate',
      data: { reason: 'wrong-key' },
    });
  });

  it('is made once when two ask at the same time', async () => {
    const [one, two] = await Promise.all([life.createRequest(school), life.createRequest(school)]);
    expect(one.csrPem).toBe(two.csrPem);
    expect(secrets()).toBe(1);
  });
});

describe('importing', () => {
  it('takes the signed certificate into use, reads topic and expiry, and forgets the request', async () => {
    const { csrPem } = await life.createRequest(school);
    const pem = authority.signRequest(csrPem, SUBJECT);
    const status = await life.importCertificate(Buffer.from(`some words before\n${pem}`), { actor: 'ada' });
    expect(status).toMatchObject({ state: 'ready', topic: UID });
    expect(Math.round(((status.notAfter ?? 0) - now) / DAY)).toBe(365);
    expect(status.fingerprint).toMatch(/^[0-9a-f]{64}$/);
    expect(status.serial).toMatch(/^[0-9a-f]+$/);
    expect(life.pendingRequest()).toBeUndefined();
    expect(types()).toEqual(['push.certificate-requested', 'push.certificate-imported']);
    expect(events[1]).toMatchObject({ actor: 'ada', data: { topic: UID, renewal: false, topicChanged: false } });
    expect(life.credentials()?.privateKeyPem).toContain('BEGIN PRIVATE KEY');
    const rows = store.all((db) => db.selectFrom('certificate').selectAll());
    expect(rows).toMatchObject([{ purpose: 'push', fingerprint: status.fingerprint, serial: status.serial }]);
    life = begin();
    expect(life.status()).toEqual(status);
    expect(life.usableTopic()).toBe(UID);
  });

  it('takes DER, and finds the push certificate among its chain', async () => {
    const { csrPem } = await life.createRequest(school);
    const pem = authority.signRequest(csrPem, SUBJECT);
    const chain = `${authority.certificatePem}${pem}`;
    expect(await life.importCertificate(Buffer.from(chain))).toMatchObject({ state: 'ready', topic: UID });
    const der = Buffer.from(pem.replace(/-----[^-]+-----|\s/g, ''), 'base64');
    expect(await life.importCertificate(der)).toMatchObject({ state: 'ready' });
    expect(types().filter((type) => type === 'push.certificate-imported')).toHaveLength(1);
  });

  it('takes PKCS#12 and a PEM bundle that bring their own key, and leaves the request waiting', async () => {
    await life.createRequest(school);
    const issued = authority.issue(SUBJECT);
    const file = authority.pkcs12(issued, 'geheim');
    await expect(life.importCertificate(file, { passphrase: 'wrong' })).rejects.toMatchObject({
      code: 'bad-certificate',
    });
    expect(await life.importCertificate(file, { passphrase: 'geheim' })).toMatchObject({ topic: UID });
    expect(life.pendingRequest()).toBeDefined();
    const other = authority.issue(SUBJECT);
    const bundle = Buffer.from(other.privateKeyPem + other.certificatePem);
    expect(await life.importCertificate(bundle)).toMatchObject({ topic: UID });
    expect(life.credentials()?.certificatePem).toBe(other.certificatePem);
  });

  it('CSR-5 renews under the same topic, with a new key or the present one, and keeps no key that is of no use', async () => {
    await install();
    const first = life.status();
    await install();
    expect(life.status().fingerprint).not.toBe(first.fingerprint);
    expect(events.at(-1)).toMatchObject({ data: { renewal: true, topicChanged: false } });
    expect(secrets()).toBe(1);
    const rows = store.all((db) => db.selectFrom('certificate').select(['fingerprint', 'keySecretId']));
    expect(rows.find((row) => row.fingerprint === first.fingerprint)?.keySecretId).toBeNull();
    expect(rows).toHaveLength(2);
  });

  it('takes a certificate Apple made again for the present key', async () => {
    const { csrPem } = await life.createRequest(school);
    await life.importCertificate(Buffer.from(authority.signRequest(csrPem, SUBJECT, 100)));
    await life.importCertificate(Buffer.from(authority.signRequest(csrPem, SUBJECT, 300)));
    expect(Math.round(((life.status().notAfter ?? 0) - now) / DAY)).toBe(300);
    expect(life.credentials()).toBeDefined();
    expect(secrets()).toBe(1);
  });

  it('BP-46, CSR-5 is one for all devices of an organization: refuses another topic with a conflict that says what it would cost, and takes it when told', async () => {
    await install();
    const before = life.status();
    const { csrPem } = await life.createRequest(school);
    // Two devices listen on it; one has left, one is of another topic, and a user’s channel is no device.
    for (const given of [{}, {}, { state: 'ended' }, { topic: 'com.apple.mgmt.External.former' }, { channel: 'user' }])
      await enroll(store, { topic: UID, ...given } as Parameters<typeof enroll>[1]);
    const other = Buffer.from(authority.signRequest(csrPem, '/UID=com.apple.mgmt.External.other/CN=x'));
    await expect(life.importCertificate(other)).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringMatching(/would have to enroll again.* renew the present certificate/s),
      data: { reason: 'other-topic', topic: 'com.apple.mgmt.External.other', presentTopic: UID, devices: 2 },
    });
    expect(life.status()).toEqual(before);
    expect(life.pendingRequest()?.csrPem).toBe(csrPem);
    const status = await life.importCertificate(other, { allowTopicChange: true });
    expect(status.topic).toBe('com.apple.mgmt.External.other');
    expect(changes).toEqual([false, true]);
  });

  it('CSR-4 takes only the certificate of its own key, with a topic in its subject’s User ID that is one for management', async () => {
    const { csrPem } = await life.createRequest(school);
    const refused = async (pem: string) => {
      const failure = await life.importCertificate(Buffer.from(pem)).then(
        () => undefined,
        (error: { data?: { reason?: string } }) => error.data?.reason,
      );
      expect(life.status().state).toBe('requested');
      return failure;
    };
    expect(await refused(authority.issue(SUBJECT).certificatePem)).toBe('wrong-key');
    for (const subject of ['/CN=com.apple.mgmt.External.x', '/UID=com.example.mgmt.x/CN=y', '/UID=com.apple.mgmt/CN=y'])
      expect(await refused(authority.signRequest(csrPem, subject)), subject).toBe('missing-topic');
    const status = await life.importCertificate(Buffer.from(authority.signRequest(csrPem, SUBJECT)));
    expect(status).toMatchObject({ state: 'ready', topic: UID });
  });

  it.each([
    ['missing-topic', '/CN=APSP:nothing', 365],
    ['missing-topic', '/UID=com.example.mgmt.x/CN=y', 365],
    ['expired', SUBJECT, -1],
  ])('refuses a certificate: %s (%s)', async (reason, subject, days) => {
    const { csrPem } = await life.createRequest(school);
    const pem = authority.signRequest(csrPem, subject, days);
    await expect(life.importCertificate(Buffer.from(pem))).rejects.toMatchObject({
      code: 'bad-certificate',
      data: { reason },
    });
    expect(life.status().state).toBe('requested');
    expect(secrets()).toBe(1);
  });

  it('refuses a certificate over a foreign key, and one from the future', async () => {
    await life.createRequest(school);
    const foreign = Buffer.from(authority.issue(SUBJECT).certificatePem);
    await expect(life.importCertificate(foreign)).rejects.toMatchObject({ data: { reason: 'wrong-key' } });
    now -= 5 * DAY;
    await expect(life.importCertificate(foreign)).rejects.toMatchObject({ data: { reason: 'not-yet-valid' } });
  });

  it.each(['', 'not a certificate', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----'])(
    'refuses bytes that are no certificate: %j',
    async (text) => {
      await expect(life.importCertificate(Buffer.from(text))).rejects.toMatchObject({ code: 'bad-certificate' });
    },
  );
});

describe('growing old', () => {
  it('tells once that it is about to expire and once that it has, and is of no use then', async () => {
    await install();
    expect(await life.review()).toBe(false);
    now += 340 * DAY;
    expect(life.status().state).toBe('expiring');
    expect(await life.review()).toBe(true);
    expect(await life.review()).toBe(false);
    life = begin();
    expect(await life.review()).toBe(false);
    expect(life.usableTopic()).toBe(UID);
    now += 30 * DAY;
    expect(life.status().state).toBe('expired');
    expect(await life.review()).toBe(true);
    expect(life.usableTopic()).toBeUndefined();
    expect(life.credentials()).toBeUndefined();
    expect(life.topic).toBe(UID);
    expect(types().slice(2)).toEqual(['push.certificate-expiring', 'push.certificate-expired']);
  });

  it('is refused while Apple says so, told once, and ready again after a renewal', async () => {
    await install();
    await life.judged(true, 'Apple answered 403 BadCertificate.');
    await life.judged(true, 'Apple answered 403 BadCertificate.');
    expect(life.status().state).toBe('refused');
    expect(types().filter((type) => type === 'push.certificate-refused')).toHaveLength(1);
    await install();
    expect(life.status().state).toBe('ready');
  });
});
