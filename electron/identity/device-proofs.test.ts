import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type SimulatedApple, signCms, startSimulatedApple } from '../simulator/index.ts';
import { APPLE_ROOT_PEM } from './apple-root.ts';
import { deviceProofs } from './device-proofs.ts';
import { openTestIdentity } from './testing/house.ts';
import { OpensslBench, privateKeyPem } from './testing/material.ts';

const { privateKey: key } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const publicKey = createPublicKey(key);
const told = Buffer.from('what the device tells');

let house: Awaited<ReturnType<typeof openTestIdentity>>;
let apple: SimulatedApple;
const bench = new OpensslBench();
beforeAll(async () => {
  house = await openTestIdentity();
  apple = await startSimulatedApple({ clock: house.clock });
});
afterAll(async () => {
  await apple.close();
  bench.remove();
});

const der = (pem: string): Buffer => Buffer.from(pem.replace(/-----[^-]+-----|\s/g, ''), 'base64');

const open = (body: Buffer, roots = apple.rootPem) => deviceProofs(house.authority.records, house.clock, roots)(body);
const signedBy = (certificate: Buffer, chain: readonly Buffer[], by: KeyObject = key) =>
  signCms(told, { signer: { certificate, key: by }, chain });

it('OTA-1 takes a certificate for a device whose chain ends at Apple’s root, whatever its dates', () => {
  const device = apple.factory.certify({ udid: 'U', publicKey });
  const body = signedBy(device.certificate, device.chain);
  expect(open(body)).toMatchObject({ signer: 'device', content: told });
  house.clock.at -= 9 * 365 * 86_400_000;
  const expired = apple.factory.certify({ udid: 'U', publicKey });
  house.clock.at += 9 * 365 * 86_400_000;
  expect(open(signedBy(expired.certificate, expired.chain)).signer).toBe('device');
});

it('OTA-1 takes no other certificate beneath Apple’s root, such as those it sells to developers', () => {
  bench.write('school.key', privateKeyPem(key));
  const request = bench.run('req', '-new', '-key', 'school.key', '-subj', '/CN=School', '-outform', 'PEM');
  const push = der(apple.portal.sign(request.toString()));
  expect(open(signedBy(push, [der(apple.exportState().pushCertificate)])).signer).toBe('other');
});

it('OTA-1 takes no certificate without the chain to the root, nor one of another root', () => {
  const device = apple.factory.certify({ udid: 'U', publicKey });
  expect(open(signedBy(device.certificate, [])).signer).toBe('other');
  expect(open(signedBy(device.certificate, device.chain), APPLE_ROOT_PEM).signer).toBe('other');
  expect(open(signedBy(device.certificate, device.chain), '').signer).toBe('other');
});

it('OTA-1 refuses a signature by another key, and content that was changed', () => {
  const device = apple.factory.certify({ udid: 'U', publicKey });
  const other = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
  expect(() => open(signedBy(device.certificate, device.chain, other))).toThrow('not a signature of its signer');
  const changed = signedBy(device.certificate, device.chain);
  changed[changed.indexOf(told) + 3] = 0;
  expect(() => open(changed)).toThrow('the content was changed');
});
