import { beforeAll, describe, expect, it } from 'vitest';
import { type CallerFacts, callerIdentifier, callerRecogniser } from './callers.ts';
import { signCms } from './cms/sign.ts';
import { certificateFingerprint } from './cms/signer-cache.ts';
import { openTestIdentity } from './testing/house.ts';
import { ecKey, pem, rsaKey, testIdentity, testRequest, testRoot } from './testing/material.ts';
import { trustedProxies } from './trusted-proxies.ts';
import type { Issuer } from './x509/certificates.ts';
import { parseCertificateRequest } from './x509/request.ts';

let house: Awaited<ReturnType<typeof openTestIdentity>>;
let device: Issuer;
let other: Issuer;
let foreign: Issuer;
const body = Buffer.from('<plist/>');

async function issued(key = rsaKey()): Promise<Issuer> {
  const prepared = house.authority.prepareDeviceIdentity(parseCertificateRequest(testRequest(key)));
  await house.store.write((work) => prepared.record(work, { invitationId: house.invitationId }));
  return { certificateDer: prepared.der, privateKey: key };
}

beforeAll(async () => {
  house = await openTestIdentity();
  device = await issued();
  other = await issued(ecKey());
  foreign = testIdentity(testRoot(house.clock.at), rsaKey(), house.clock.at);
});

const fingerprint = (identity: Issuer) => certificateFingerprint(identity.certificateDer);
const signature = (identity: Issuer, content = body) =>
  signCms(identity, { content, signedAt: house.clock.at, detached: true }).toString('base64');

interface Given {
  peer?: Issuer;
  signature?: string;
  from?: string;
  headers?: Record<string, string>;
}

function caller(given: Given, proxies?: { trusted: string[]; header: string }) {
  const facts: CallerFacts = {
    remoteAddress: given.from ?? '192.0.2.9',
    peerFingerprint: given.peer === undefined ? undefined : fingerprint(given.peer),
    mdmSignature: given.signature,
    header: (name) => given.headers?.[name],
    body,
  };
  const list = proxies === undefined ? undefined : trustedProxies(proxies.trusted, proxies.header);
  return callerIdentifier(house.authority.records, house.clock, list)(facts);
}

const rfc9440 = (identity: Issuer) => ({ 'client-cert': `:${identity.certificateDer.toString('base64')}:` });
const nginx = (identity: Issuer) => ({
  'x-ssl-client-cert': encodeURIComponent(pem('CERTIFICATE', identity.certificateDer)),
});

describe('a caller', () => {
  it('is known by the TLS client certificate we issued (CERT-50)', () => {
    expect(caller({ peer: device })).toMatchObject({
      known: true,
      via: 'tls',
      certificate: { fingerprint: fingerprint(device), invitationId: house.invitationId, enrollmentId: null },
    });
  });

  it('BP-18 is known by its signature over the body as it came, RSA or ECDSA', () => {
    for (const identity of [device, other]) {
      expect(caller({ signature: signature(identity) })).toMatchObject({
        known: true,
        via: 'mdm-signature',
        certificate: { fingerprint: fingerprint(identity) },
      });
    }
  });

  it("BP-19 is not known without a certificate, with a foreign one, or with one of the authority's own", () => {
    expect(caller({})).toEqual({ known: false, reason: 'no-certificate' });
    expect(caller({ peer: foreign })).toEqual({ known: false, reason: 'unknown-certificate' });
    expect(caller({ signature: signature(foreign) })).toEqual({ known: false, reason: 'unknown-certificate' });
    expect(caller({ peer: house.authority.issuer })).toEqual({ known: false, reason: 'unknown-certificate' });
  });

  it('BP-18, BP-19 is refused with a signature over other bytes, or none that can be read', () => {
    expect(caller({ signature: signature(device, Buffer.from('other')) })).toMatchObject({ reason: 'bad-signature' });
    expect(caller({ signature: 'AAAA' })).toMatchObject({ reason: 'bad-signature' });
    expect(caller({ peer: device, signature: 'AAAA' })).toMatchObject({ reason: 'bad-signature' });
  });

  it('is a stranger before its signature is looked at, when we did not issue its certificate', () => {
    const other = signature(foreign, Buffer.from('other'));
    expect(caller({ signature: other })).toEqual({ known: false, reason: 'unknown-certificate' });
  });

  it('is recognised by what it shows, before there is a body to prove it', () => {
    const proxy = trustedProxies(['10.0.0.7'], 'Client-Cert');
    const shows = (given: Given, proxies = proxy) =>
      callerRecogniser(
        house.authority.records,
        proxies,
      )({
        remoteAddress: given.from ?? '192.0.2.9',
        peerFingerprint: given.peer === undefined ? undefined : fingerprint(given.peer),
        mdmSignature: given.signature,
        header: (name) => given.headers?.[name],
      });
    expect(shows({ peer: device })).toBe(true);
    expect(shows({ signature: signature(device, Buffer.from('any')) })).toBe(true);
    expect(shows({ from: '10.0.0.7', headers: rfc9440(device) })).toBe(true);
    for (const stranger of [
      {},
      { peer: foreign },
      { peer: house.authority.issuer },
      { signature: 'AAAA' },
      { signature: signature(foreign) },
      { headers: rfc9440(device) },
      { from: '10.0.0.7', headers: rfc9440(foreign) },
      { from: '10.0.0.7', headers: { 'client-cert': 'x' }, peer: device },
    ]) {
      expect(shows(stranger)).toBe(false);
    }
  });

  it('is refused when it proves to be two', () => {
    expect(caller({ peer: device, signature: signature(other) })).toEqual({
      known: false,
      reason: 'conflicting-certificates',
    });
    expect(caller({ peer: device, signature: signature(device) })).toMatchObject({ known: true, via: 'mdm-signature' });
  });

  it('is refused with a certificate that is revoked, expired or not yet valid', async () => {
    const lost = await issued();
    await house.authority.revoke(fingerprint(lost), 'keyCompromise', 'test');
    expect(caller({ peer: lost })).toMatchObject({ known: false, reason: 'revoked-certificate' });
    const then = house.clock.at;
    house.clock.at = then + 366 * 86_400_000;
    expect(caller({ peer: device })).toMatchObject({ known: false, reason: 'expired-certificate' });
    house.clock.at = then - 2 * 86_400_000;
    expect(caller({ peer: device })).toMatchObject({ known: false, reason: 'future-certificate' });
    house.clock.at = then;
  });
});

describe('a client-certificate header', () => {
  const trusted = ['10.0.0.7', '192.168.4.0/24', '2001:db8::/48'];

  it('counts from a trusted proxy, as RFC 9440 and as nginx write it', () => {
    for (const from of ['10.0.0.7', '::ffff:10.0.0.7', '192.168.4.200', '2001:db8::5']) {
      expect(caller({ from, headers: rfc9440(device) }, { trusted, header: 'Client-Cert' })).toMatchObject({
        known: true,
        via: 'proxy',
        certificate: { fingerprint: fingerprint(device) },
      });
      expect(caller({ from, headers: nginx(device) }, { trusted, header: 'X-SSL-Client-Cert' })).toMatchObject({
        known: true,
        via: 'proxy',
      });
    }
  });

  it('BP-19 counts from nobody else, and from nobody where no proxy is named', () => {
    for (const from of ['10.0.0.8', '192.168.5.1', '::1', '2001:db9::1', 'nonsense']) {
      expect(caller({ from, headers: rfc9440(device) }, { trusted, header: 'Client-Cert' })).toMatchObject({
        known: false,
        reason: 'untrusted-proxy',
      });
    }
    expect(caller({ from: '10.0.0.7', headers: rfc9440(device) })).toEqual({ known: false, reason: 'no-certificate' });
    expect(
      caller({ from: '10.0.0.8', peer: other, headers: rfc9440(device) }, { trusted, header: 'Client-Cert' }),
    ).toMatchObject({
      via: 'tls',
      certificate: { fingerprint: fingerprint(other) },
    });
  });

  it('counts only under the one name that is configured', () => {
    expect(caller({ from: '10.0.0.7', headers: rfc9440(device) }, { trusted, header: 'X-SSL-Client-Cert' })).toEqual({
      known: false,
      reason: 'no-certificate',
    });
  });

  it('goes before the certificate the proxy itself shows', () => {
    expect(
      caller({ from: '10.0.0.7', peer: foreign, headers: nginx(device) }, { trusted, header: 'X-SSL-Client-Cert' }),
    ).toMatchObject({ via: 'proxy' });
  });

  it('that cannot be read, or holds two certificates, is refused', () => {
    const twice = pem('CERTIFICATE', device.certificateDer) + pem('CERTIFICATE', other.certificateDer);
    for (const value of [
      'x',
      '%',
      encodeURIComponent(twice),
      encodeURIComponent(pem('CERTIFICATE', Buffer.from('junk'))),
    ]) {
      expect(
        caller({ from: '10.0.0.7', headers: { 'x-ssl-client-cert': value } }, { trusted, header: 'X-SSL-Client-Cert' }),
      ).toEqual({ known: false, reason: 'bad-proxy-header' });
    }
    for (const value of ['AAAA', '::', `:${device.certificateDer.toString('base64')}:, :AAAA:`]) {
      expect(
        caller({ from: '10.0.0.7', headers: { 'client-cert': value } }, { trusted, header: 'Client-Cert' }),
      ).toEqual({ known: false, reason: 'bad-proxy-header' });
    }
    expect(caller({ from: '10.0.0.7', headers: { 'client-cert': '' } }, { trusted, header: 'Client-Cert' })).toEqual({
      known: false,
      reason: 'no-certificate',
    });
  });

  it('must agree with a signature that comes along', () => {
    const proxied = { from: '10.0.0.7', headers: rfc9440(device) };
    const proxies = { trusted, header: 'Client-Cert' };
    expect(caller({ ...proxied, signature: signature(device) }, proxies)).toMatchObject({ known: true });
    expect(caller({ ...proxied, signature: signature(other) }, proxies)).toEqual({
      known: false,
      reason: 'conflicting-certificates',
    });
  });
});

describe('the list of trusted proxies', () => {
  it('refuses what is no address, range or header name', () => {
    for (const entry of ['proxy.example', '10.0.0.0/33', '10.0.0.0/', '2001:db8::/129', '10.0.0.1/8/8', '']) {
      expect(() => trustedProxies([entry], 'Client-Cert')).toThrow(/not an IP address/);
    }
    expect(() => trustedProxies([], 'no header')).toThrow(/name of a header/);
  });
});
