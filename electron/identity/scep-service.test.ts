import { createHash, randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { signCms } from './cms/sign.ts';
import { certificateFingerprint } from './cms/signer-cache.ts';
import { OID } from './der/oids.ts';
import { octetString, printableString, rawInteger, sequence } from './der/write.ts';
import { scepMessageFromQuery } from './scep-service.ts';
import { addEnrollment, openTestIdentity } from './testing/house.ts';
import { ecKey, readCertRep, rsaKey, selfSigned, testIdentity, testRequest, testRoot } from './testing/material.ts';
import { PKCS_REQ, RENEWAL_REQ, scepClient } from './testing/scep-client.ts';
import { parseCertificate } from './x509/parse-certificate.ts';

const key = rsaKey();
const otherKey = rsaKey();
const house = await openTestIdentity();
const { ask, enroll, messageOf, send } = scepClient(house, key);

const certificates = () => house.store.all((db) => db.selectFrom('certificate').select('fingerprint')).length;

describe('the operations', () => {
  it('tell capabilities and hand out the authority certificate', async () => {
    const nothing = Buffer.alloc(0);
    const capabilities = await house.scep.handle({ operation: 'GetCACaps', message: nothing });
    expect(capabilities.body.toString().trim().split('\n')).toEqual([
      'POSTPKIOperation',
      'Renewal',
      'SHA-1',
      'SHA-256',
      'SHA-512',
      'AES',
      'DES3',
      'SCEPStandard',
    ]);
    const authority = await house.scep.handle({ operation: 'GetCACert', message: nothing });
    expect(authority.contentType).toBe('application/x-x509-ca-cert');
    expect(authority.body).toEqual(house.authority.rootCertificate.der);
    expect(await house.scep.handle({ operation: 'Surprise', message: nothing })).toMatchObject({
      status: 400,
      body: nothing,
    });
  });

  it('read a message out of a query whose plus signs became spaces', () => {
    const bytes = Buffer.from('fbefbe', 'hex');
    expect(scepMessageFromQuery(bytes.toString('base64').replaceAll('+', ' '))).toEqual(bytes);
  });
});

describe('PKCSReq', () => {
  it("issues a certificate for a challenge, keeps it, and answers with the request's digest, cipher and nonce", async () => {
    for (const [digest, cipher] of [
      ['sha1', 'des3'],
      ['sha256', 'aes128'],
      ['sha512', 'aes256'],
      ['sha1', 'des'],
    ] as const) {
      const { reply, der, fingerprint } = await enroll({ digest, cipher, transactionId: `T-${digest}-${cipher}` });
      expect(reply).toMatchObject({ type: '3', digest, cipher, transactionId: `T-${digest}-${cipher}` });
      expect(reply.signerFingerprint).toBe(house.authority.rootCertificate.fingerprint);
      expect(reply.recipientNonce).toHaveLength(16);
      expect(parseCertificate(der).issuer).toEqual(parseCertificate(house.authority.rootCertificate.der).subject);
      expect(house.authority.records.find(fingerprint)).toMatchObject({
        purpose: 'device-identity',
        subject: 'CN=Test Device',
        invitationId: house.invitationId,
        enrollmentId: null,
        renewalOfEnrollmentId: null,
      });
    }
  });

  it('refuses a challenge that is missing, unknown, used, expired or withdrawn', async () => {
    const badRequest = { status: '2', failInfo: '2' };
    const before = certificates();
    expect(await ask({})).toMatchObject(badRequest);
    expect(await ask({ challenge: 'guess' })).toMatchObject(badRequest);
    const used = await house.challenge();
    await enroll({ challenge: used });
    expect(await ask({ challenge: used, key: otherKey })).toMatchObject(badRequest);
    const late = await house.challenge();
    house.clock.at += 60 * 60_000;
    expect(await ask({ challenge: late })).toMatchObject(badRequest);
    house.clock.at -= 60 * 60_000;
    const withdrawn = await house.challenge();
    const setRevoked = (at: number | null) =>
      house.store.write(() => house.store.run((db) => db.updateTable('invitation').set({ revokedAt: at })));
    await setRevoked(1);
    expect(await ask({ challenge: withdrawn })).toMatchObject(badRequest);
    await setRevoked(null);
    expect(certificates()).toBe(before + 1);
  });

  it('lets only one of two requests at once use a challenge', async () => {
    const challenge = await house.challenge();
    const before = certificates();
    const replies = await Promise.all([ask({ challenge }), ask({ challenge, key: otherKey })]);
    expect(replies.map((reply) => reply.status).sort()).toEqual(['0', '2']);
    expect(certificates()).toBe(before + 1);
  });

  it('answers the same bytes twice with the same bytes, also when both come at once', async () => {
    const message = messageOf({ challenge: await house.challenge() });
    const before = certificates();
    const [first, second] = await Promise.all([send(message), send(message)]);
    expect(second).toEqual(first);
    expect(await send(message)).toEqual(first);
    expect(certificates()).toBe(before + 1);
  });

  it('gives a client that lost its answer the same certificate when it asks again in other bytes', async () => {
    const challenge = await house.challenge();
    const transactionId = randomUUID();
    const { der } = await enroll({ challenge, transactionId });
    const before = certificates();
    const again = await enroll({ challenge, transactionId });
    expect(again.der).toEqual(der);
    expect(certificates()).toBe(before);
  });

  it('refuses another request under a used transactionID, save for the same key with a new challenge', async () => {
    const transactionId = randomUUID();
    const { der } = await enroll({ transactionId });
    const refused = { status: '2', failInfo: '2', transactionId };
    expect(await ask({ transactionId, challenge: await house.challenge(), key: otherKey })).toMatchObject(refused);
    expect(await ask({ transactionId, challenge: 'guess' })).toMatchObject(refused);
    const again = await enroll({ transactionId });
    expect(again.der).not.toEqual(der);
    expect(await ask({ transactionId, challenge: await house.challenge(), key: otherKey })).toMatchObject(refused);
  });

  it('says badAlg to weak and unfit keys', async () => {
    const challenge = await house.challenge();
    const weak = rsaKey(1024);
    expect(await ask({ challenge, key: weak, signer: selfSigned(weak, house.clock.at) })).toMatchObject({
      status: '2',
      failInfo: '0',
    });
    const elliptic = ecKey();
    expect(await ask({ challenge, key: elliptic, signer: selfSigned(elliptic, house.clock.at) })).toMatchObject({
      failInfo: '0',
    });
    await enroll({ challenge });
  });

  it('says badMessageCheck to a wrong signature, a wrong envelope, and a signer with another key', async () => {
    const badMessageCheck = { status: '2', failInfo: '1' };
    const challenge = await house.challenge();
    const changed = messageOf({ challenge });
    changed[changed.length - 1] = (changed.at(-1) as number) ^ 1;
    expect(readCertRep(await send(changed), selfSigned(key, house.clock.at))).toMatchObject(badMessageCheck);
    expect(await ask({ challenge, signer: selfSigned(otherKey, house.clock.at) })).toMatchObject(badMessageCheck);
    const forgedRequest = testRequest(key, { challenge });
    forgedRequest[forgedRequest.length - 1] = (forgedRequest.at(-1) as number) ^ 1;
    expect(await ask({ content: forgedRequest })).toMatchObject(badMessageCheck);
    const bare = signCms(selfSigned(key, house.clock.at), {
      content: undefined,
      signedAt: house.clock.at,
      attributes: [
        [OID.scepTransactionId, printableString('bare')],
        [OID.scepMessageType, printableString(PKCS_REQ)],
        [OID.scepSenderNonce, octetString(Buffer.alloc(16))],
      ],
    });
    expect(readCertRep(await send(bare), selfSigned(key, house.clock.at))).toMatchObject(badMessageCheck);
  });

  it('says badTime when the client signs in another time, badRequest to what is no request', async () => {
    const challenge = await house.challenge();
    expect(await ask({ challenge, signedAt: house.clock.at - 2 * 86_400_000 })).toMatchObject({
      status: '2',
      failInfo: '3',
    });
    expect(await ask({ challenge, content: Buffer.from('not a request') })).toMatchObject({
      status: '2',
      failInfo: '2',
    });
    expect(await ask({ challenge, type: '18' })).toMatchObject({ status: '2', failInfo: '2' });
  });
});

describe('RenewalReq', () => {
  it('issues a successor bound to the enrollment of its signer, with another key if asked (CERT-53)', async () => {
    const { identity, fingerprint } = await enroll();
    const enrollmentId = await addEnrollment(house.store, fingerprint);
    const content = testRequest(otherKey, { subject: [['CN', 'Renewed']] });
    const reply = await ask({ type: RENEWAL_REQ, signer: identity, content });
    expect(reply.status).toBe('0');
    const renewed = house.authority.records.find(certificateFingerprint(reply.certificateDer as Buffer));
    expect(renewed).toMatchObject({
      renewalOfEnrollmentId: enrollmentId,
      enrollmentId: null,
      subject: 'CN=Renewed',
      invitationId: house.invitationId,
    });

    const second = { certificateDer: reply.certificateDer as Buffer, privateKey: otherKey };
    const chained = await ask({ type: RENEWAL_REQ, signer: second, content });
    expect(house.authority.records.find(certificateFingerprint(chained.certificateDer as Buffer))).toMatchObject({
      renewalOfEnrollmentId: enrollmentId,
    });
  });

  it('gives the same certificate again to a signer that lost its answer', async () => {
    const { identity, fingerprint } = await enroll();
    await addEnrollment(house.store, fingerprint);
    const transactionId = randomUUID();
    const first = await ask({ type: RENEWAL_REQ, signer: identity, transactionId });
    const second = await ask({ type: RENEWAL_REQ, signer: identity, transactionId });
    expect(second.certificateDer).toEqual(first.certificateDer);
  });

  it('works for clients that keep their key and so their transactionID, time and again', async () => {
    const transactionId = randomUUID();
    let { identity, fingerprint } = await enroll({ transactionId });
    const enrollmentId = await addEnrollment(house.store, fingerprint);
    for (let round = 0; round < 3; round++) {
      const reply = await ask({ type: RENEWAL_REQ, signer: identity, transactionId });
      const lost = await ask({ type: RENEWAL_REQ, signer: identity, transactionId });
      expect(lost.certificateDer).toEqual(reply.certificateDer);
      const next = certificateFingerprint(reply.certificateDer as Buffer);
      expect(next).not.toBe(fingerprint);
      expect(house.authority.records.find(next)).toMatchObject({ renewalOfEnrollmentId: enrollmentId });
      identity = { certificateDer: reply.certificateDer as Buffer, privateKey: key };
      fingerprint = next;
    }
    const stranger = await enroll();
    expect(await ask({ type: RENEWAL_REQ, signer: stranger.identity, transactionId })).toMatchObject({
      status: '2',
      failInfo: '2',
    });
  });

  it('is refused from signers that are foreign, self-signed, revoked, expired or no longer enrolled', async () => {
    const badCertId = { status: '2', failInfo: '4' };
    const foreign = testIdentity(testRoot(house.clock.at, otherKey), key, house.clock.at);
    expect(await ask({ type: RENEWAL_REQ, signer: foreign })).toMatchObject(badCertId);
    expect(await ask({ type: RENEWAL_REQ })).toMatchObject(badCertId);
    expect(await ask({ type: RENEWAL_REQ, signer: house.authority.issuer })).toMatchObject(badCertId);
    const revoked = await enroll();
    await house.authority.revoke(revoked.fingerprint, 'keyCompromise', 'test');
    expect(await ask({ type: RENEWAL_REQ, signer: revoked.identity })).toMatchObject(badCertId);
    const gone = await enroll();
    const enrollmentId = await addEnrollment(house.store, gone.fingerprint);
    await house.store.write(() =>
      house.store.run((db) => db.updateTable('enrollment').set({ state: 'ended' }).where('id', '=', enrollmentId)),
    );
    expect(await ask({ type: RENEWAL_REQ, signer: gone.identity })).toMatchObject(badCertId);
    const expired = await enroll();
    const then = house.clock.at;
    house.clock.at += 366 * 86_400_000;
    expect(await ask({ type: RENEWAL_REQ, signer: expired.identity })).toMatchObject({ status: '2', failInfo: '3' });
    house.clock.at = then;
  });
});

describe('queries', () => {
  const issuerAndSerial = (der: Buffer) =>
    sequence(parseCertificate(der).issuer, rawInteger(parseCertificate(der).serial));

  it('CertPoll gets the certificate of its transaction, and only with its key', async () => {
    const transactionId = randomUUID();
    const { der } = await enroll({ transactionId });
    const content = sequence(parseCertificate(der).issuer, parseCertificate(der).subject);
    const signer = selfSigned(key, house.clock.at);
    expect((await ask({ type: '20', transactionId, content, signer })).certificateDer).toEqual(der);
    expect(await ask({ type: '20', transactionId, content, key: otherKey })).toMatchObject({
      status: '2',
      failInfo: '4',
    });
    expect(await ask({ type: '20', content })).toMatchObject({ status: '2', failInfo: '4' });
  });

  it('GetCert gets a certificate by its serial number', async () => {
    const { der } = await enroll();
    const signer = selfSigned(key, house.clock.at);
    expect((await ask({ type: '21', content: issuerAndSerial(der), signer })).certificateDer).toEqual(der);
    const foreign = testIdentity(testRoot(house.clock.at, otherKey), key, house.clock.at).certificateDer;
    expect(await ask({ type: '21', content: issuerAndSerial(foreign), signer })).toMatchObject({
      status: '2',
      failInfo: '4',
    });
    expect(await ask({ type: '21', content: Buffer.from('0'), signer })).toMatchObject({ status: '2', failInfo: '2' });
  });

  it('GetCRL gets the revocation list', async () => {
    const { der } = await enroll();
    const signer = selfSigned(key, house.clock.at);
    const reply = await ask({ type: '22', content: issuerAndSerial(der), signer });
    expect(reply.inside?.includes(house.authority.revocationList())).toBe(true);
    const foreign = testIdentity(testRoot(house.clock.at, otherKey), key, house.clock.at).certificateDer;
    expect(await ask({ type: '22', content: issuerAndSerial(foreign), signer })).toMatchObject({
      status: '2',
      failInfo: '4',
    });
  });
});

describe('hostile messages', () => {
  it('that are no SCEP get 400 and nothing else', async () => {
    for (const bytes of [
      Buffer.alloc(0),
      Buffer.from('hello'),
      Buffer.alloc(100_000, 0x30),
      signCms(selfSigned(key, house.clock.at), { content: Buffer.from('x'), signedAt: 0 }),
    ]) {
      expect(await house.scep.handle({ operation: 'PKIOperation', message: bytes })).toMatchObject({
        status: 400,
        body: Buffer.alloc(0),
      });
    }
  });

  it('with changed bytes never issue anything and never make the server fail', async () => {
    const genuine = messageOf({ challenge: 'none' });
    const before = certificates();
    await fc.assert(
      fc.asyncProperty(fc.nat(genuine.length - 1), fc.integer({ min: 1, max: 255 }), async (at, flip) => {
        const changed = Buffer.from(genuine);
        changed[at] = (changed[at] as number) ^ flip;
        const answer = await house.scep.handle({ operation: 'PKIOperation', message: changed });
        expect([200, 400]).toContain(answer.status);
      }),
      { numRuns: 300 },
    );
    expect(certificates()).toBe(before);
  });

  it('never leave a challenge password in the store', async () => {
    const challenge = await house.challenge();
    const rows = house.store.all((db) => db.selectFrom('scepChallenge').selectAll());
    expect(rows.some((row) => row.hash === createHash('sha256').update(challenge).digest('hex'))).toBe(true);
    expect(JSON.stringify(rows)).not.toContain(challenge);
  });

  it('are forgotten with time: challenges and answers are swept', async () => {
    house.clock.at += 60 * 86_400_000;
    await house.scep.sweep();
    expect(house.store.all((db) => db.selectFrom('scepChallenge').select('hash'))).toEqual([]);
    expect(house.store.all((db) => db.selectFrom('scepTransaction').select('transactionId'))).toEqual([]);
  });

  it('are no excuse when the store fails: that comes through, to be answered with a 5xx', async () => {
    const broken = await openTestIdentity();
    const message = scepClient(broken, key).messageOf({ challenge: await broken.challenge() });
    broken.store.close();
    await expect(broken.scep.handle({ operation: 'PKIOperation', message })).rejects.toThrow();
  });
});
