import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { certificatePem } from '../identity/index.ts';
import { openTestIdentity } from '../identity/testing/house.ts';
import { ecKey, OpensslBench, privateKeyPem, rsaKey, testIdentity, testRoot } from '../identity/testing/material.ts';
import { decodePlist, type PlistDict } from '../protocol/index.ts';
import {
  type CertificateSources,
  type Delivered,
  type DeliveryPorts,
  openDelivery,
  type ProfileVersion,
  readProfile,
} from './index.ts';

const now = Date.now();
const bench = new OpensslBench();
let house: Awaited<ReturnType<typeof openTestIdentity>>;
const key = rsaKey();
const device = testIdentity(testRoot(now), key, now);
beforeAll(async () => {
  house = await openTestIdentity();
  bench.write('root.pem', certificatePem(house.authority.rootCertificate.der));
  bench.write('device.pem', certificatePem(device.certificateDer));
  bench.write('device.key', privateKeyPem(key));
});
afterAll(() => bench.remove());

const noSources: CertificateSources = {
  assess: () => ({ kind: 'impossible', because: 'none' }),
  complete: () => Promise.reject(new Error('none')),
};
const ports = (given: Partial<DeliveryPorts> = {}): DeliveryPorts => ({
  sign: (xml) => house.authority.signProfile(xml),
  encryptFor: (der, content) => house.authority.encryptFor(der, content),
  identityOf: () => device.certificateDer,
  attributeVariables: () => ['CUSTOM_DEVICE_ROOM'],
  sources: noSources,
  ...given,
});
const payload = (type: string, uuid: string, keys: PlistDict): PlistDict => ({
  PayloadType: type,
  PayloadVersion: 1,
  PayloadIdentifier: `org.example.wifi.${uuid}`,
  PayloadUUID: uuid,
  ...keys,
});
const version = (payloads: PlistDict[], more: Partial<ProfileVersion> = {}): ProfileVersion => ({
  identifier: 'org.example.wifi',
  uuid: '0B6C2F2E-1E1B-4C3B-9E0A-5A0F0E5A0001',
  content: {
    PayloadType: 'Configuration',
    PayloadVersion: 1,
    PayloadIdentifier: 'something.else',
    PayloadUUID: 'OLD',
    PayloadDisplayName: 'Wi-Fi of $CUSTOM_DEVICE_ROOM$',
    PayloadContent: payloads,
  },
  encrypted: false,
  scope: 'System',
  ...more,
});
const wifi = (more: PlistDict = {}) =>
  payload('com.apple.wifi.managed', 'AAAA', { SSID_STR: 'School', UserName: '$USERID$', ...more });
const iPad = { id: 'd1', values: { USERID: 'ada', CUSTOM_DEVICE_ROOM: '12' } };
const ready = (delivered: Delivered) => {
  expect(delivered.kind).toBe('ready');
  return delivered as Extract<Delivered, { kind: 'ready' }>;
};

describe('a profile on its way to a device', () => {
  it('has its variables filled in and is signed; openssl verifies it up to our root (CONF-10)', async () => {
    const delivery = openDelivery(ports());
    const sent = ready(await delivery.deliver(version([wifi()]), iPad));
    expect(sent.used).toEqual(['CUSTOM_DEVICE_ROOM', 'USERID']);
    bench.write('profile', sent.bytes);
    const plain = bench.run(...'cms -verify -inform DER -in profile -CAfile root.pem -purpose any -binary'.split(' '));
    const content = decodePlist(plain) as PlistDict;
    expect(content).toMatchObject({
      PayloadIdentifier: 'org.example.wifi',
      PayloadUUID: sent.uuid,
      PayloadScope: 'System',
      PayloadDisplayName: 'Wi-Fi of 12',
      PayloadContent: [{ UserName: 'ada' }],
    });
    expect(sent.uuid).toMatch(/^[0-9A-F]{8}-[0-9A-F]{4}-8[0-9A-F]{3}-[89AB][0-9A-F]{3}-[0-9A-F]{12}$/);
  });

  it('is encrypted to the identity of the device when wanted; only that opens it (POL-09)', async () => {
    const delivery = openDelivery(ports());
    const sent = ready(await delivery.deliver(version([wifi({ Password: 'geheim' })], { encrypted: true }), iPad));
    const outer = readProfile(sent.bytes).content;
    expect(sent.bytes.includes('geheim')).toBe(false);
    expect(outer.PayloadContent).toBeUndefined();
    bench.write('sealed', outer.EncryptedPayloadContent as Uint8Array);
    const open = bench.run(
      ...'cms -decrypt -inform DER -in sealed -recip device.pem -inkey device.key -binary'.split(' '),
    );
    expect(decodePlist(open)).toMatchObject([{ UserName: 'ada', Password: 'geheim' }]);
  });

  it('has another UUID exactly when what the device gets is another (I-10)', async () => {
    const delivery = openDelivery(ports());
    const same = version([wifi()]);
    const first = ready(await delivery.deliver(same, iPad));
    const again = ready(await openDelivery(ports()).deliver(version([wifi()]), { ...iPad, id: 'd2' }));
    expect([again.uuid, again.contentHash]).toEqual([first.uuid, first.contentHash]);
    expect(delivery.assess(same, iPad)).toEqual({ ...first, bytes: undefined });
    const moved = { ...iPad, values: { ...iPad.values, USERID: 'grace' } };
    const other = ready(await delivery.deliver(same, moved));
    expect(other.uuid).not.toBe(first.uuid);
    expect([same, version([wifi({ UserName: 'x' })], { content: { a: 'b' } })].map(delivery.isSameForAll)).toEqual([
      false,
      true,
    ]);
    const unrelated = { ...iPad, values: { ...iPad.values, EMAIL: 'x@y.example' } };
    expect(ready(await delivery.deliver(same, unrelated)).uuid).toBe(first.uuid);
    const next = version([wifi()], { uuid: '0B6C2F2E-1E1B-4C3B-9E0A-5A0F0E5A0002' });
    const newer = ready(await delivery.deliver(next, iPad));
    expect([newer.contentHash === first.contentHash, newer.uuid === first.uuid]).toEqual([true, false]);
  });

  it('waits for values it lacks, and says at once what can never be known', async () => {
    const delivery = openDelivery(ports());
    expect(await delivery.deliver(version([wifi()]), { id: 'd', values: { USERID: '' } })).toEqual({
      kind: 'waiting',
      missing: ['CUSTOM_DEVICE_ROOM', 'USERID'],
    });
    const never = await delivery.deliver(version([wifi({ Password: '$PASSWORD$', Proxy: '$EMIAL$' })]), iPad);
    expect(never).toMatchObject({ kind: 'impossible', because: expect.stringMatching(/\$EMAIL\$.*\$NULL\$/) });
    const gone = delivery.assess(version([wifi({ Proxy: '$CUSTOM_DEVICE_FLOOR$' })]), iPad);
    expect(gone).toMatchObject({ kind: 'impossible' });
  });

  it('gives values of chance that stay as long as version and device do (CERT-51)', async () => {
    const delivery = openDelivery(ports());
    const content = [wifi({ Proxy: '$RANDOM_16$ $RANDOM_32$ $RANDOM_64$ $CONFIG_UUID$' })];
    const told = async (id: string) => {
      const sent = ready(await delivery.deliver(version(content), { ...iPad, id }));
      return (readProfile(sent.bytes).content.PayloadContent as PlistDict[])[0]?.Proxy as string;
    };
    expect(await told('d1')).toMatch(/^[0-9a-f]{16} [0-9a-f]{32} [0-9a-f]{64} 0B6C2F2E-/);
    expect(await told('d1')).toBe(await told('d1'));
    expect(await told('d1')).not.toBe(await told('d2'));
  });

  it('that others signed goes out byte for byte (S-08)', async () => {
    const delivery = openDelivery(ports());
    const file = readFileSync(join(import.meta.dirname, '../../test/fixtures/profiles/wifi-classroom.mobileconfig'));
    const { content } = readProfile(file);
    const original = house.authority.signProfile(file);
    const identifier = String(content.PayloadIdentifier);
    const sent = ready(await delivery.deliver(version([], { identifier, content, original }), iPad));
    expect(sent.bytes.equals(original)).toBe(true);
    expect(sent.uuid).toBe(content.PayloadUUID);
    expect(delivery.assess(version([], { content, original }), iPad)).toMatchObject({ kind: 'impossible' });
  });

  it('cannot be encrypted to a device without an identity, or with one that cannot be encrypted to', async () => {
    const sealed = version([wifi()], { encrypted: true });
    const none = await openDelivery(ports({ identityOf: () => undefined })).deliver(sealed, iPad);
    expect(none).toMatchObject({ kind: 'impossible', because: expect.stringContaining('no identity') });
    const ec = testIdentity(testRoot(now), ecKey(), now).certificateDer;
    const elliptic = await openDelivery(ports({ identityOf: () => ec })).deliver(sealed, iPad);
    expect(elliptic).toMatchObject({ kind: 'impossible', because: expect.stringContaining('RSA') });
  });
});

describe('payloads whose certificate comes from somewhere', () => {
  const sourced = [
    payload('com.apple.security.pkcs12', 'ID-1', { cartwright: { source: 'library', item: 'i' } }),
    wifi({ PayloadCertificateUUID: 'ID-1' }),
  ];
  const sources = (generation: number, token = 't'): CertificateSources => ({
    assess: () => ({ kind: 'ready', token, generation, used: ['EMAIL'] }),
    complete: (_, { payload: given, payloadUuid }) =>
      Promise.resolve({ ...given, PayloadContent: Buffer.from(`for ${payloadUuid}`) }),
  });

  it('are completed, and where it comes from stays at home', async () => {
    const delivery = openDelivery(ports({ sources: sources(1) }));
    const sent = ready(await delivery.deliver(version(sourced), iPad));
    expect(sent.used).toContain('EMAIL');
    const { content } = readProfile(sent.bytes);
    expect(JSON.stringify(content)).not.toMatch(/cartwright|library/);
    expect(content.PayloadContent).toMatchObject([
      { PayloadUUID: 'ID-1', PayloadContent: Buffer.from('for ID-1') },
      { PayloadCertificateUUID: 'ID-1' },
    ]);
  });

  it('are other payloads once the certificate is another, and references follow', async () => {
    const first = ready(await openDelivery(ports({ sources: sources(1) })).deliver(version(sourced), iPad));
    const renewed = ready(await openDelivery(ports({ sources: sources(2, 'u') })).deliver(version(sourced), iPad));
    expect(renewed.uuid).not.toBe(first.uuid);
    const [identity, network] = readProfile(renewed.bytes).content.PayloadContent as PlistDict[];
    expect(identity?.PayloadUUID).not.toBe('ID-1');
    expect(network?.PayloadCertificateUUID).toBe(identity?.PayloadUUID);
    expect(Buffer.from(identity?.PayloadContent as Uint8Array).toString()).toBe('for ID-1');
  });

  it('wait or fail as their source does', async () => {
    const waiting: CertificateSources = { ...sources(1), assess: () => ({ kind: 'waiting', missing: ['EMAIL'] }) };
    expect(await openDelivery(ports({ sources: waiting })).deliver(version(sourced), iPad)).toEqual({
      kind: 'waiting',
      missing: ['EMAIL'],
    });
    expect(openDelivery(ports()).assess(version(sourced), iPad)).toEqual({ kind: 'impossible', because: 'none' });
    const odd = [payload('com.apple.security.pem', 'X', { cartwright: { source: 'authority-scep', subject: 'CN=x' } })];
    expect(openDelivery(ports()).assess(version(odd), iPad)).toMatchObject({
      kind: 'impossible',
      because: expect.stringContaining('authority-scep'),
    });
  });
});
