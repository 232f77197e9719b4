import { execFileSync } from 'node:child_process';
import { createHash, generateKeyPairSync, X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newInvitation } from '../../shared/contract/enrollment.ts';
import { CartwrightError } from '../../shared/errors.ts';
import { decodePlistDict, isPlistDict, type PlistDict } from '../protocol/index.ts';
import {
  buildEnrollmentProfile,
  checkEnrollmentProfile,
  type EnrollmentProfile,
  type EnrollmentProfileInput,
} from './profile.ts';
import { openSchool, type School, TOPIC } from './testing/school.ts';

let school: School;
let directory: string;
let input: EnrollmentProfileInput;
beforeAll(async () => {
  school = await openSchool();
  directory = mkdtempSync(join(tmpdir(), 'cartwright-profile-'));
});
beforeEach(() => {
  school.topic.current = TOPIC;
  school.tls.current = undefined;
  input = {
    installationId: '0190f3c4-0000-7000-8000-000000000001',
    organization: 'Brook School',
    serverUrl: 'https://mdm.brook.example/mdm/connect',
    checkInUrl: 'https://mdm.brook.example/mdm/checkin',
    scepUrl: 'https://mdm.brook.example/scep',
    topic: TOPIC,
    accessRights: 8191,
    signMessage: false,
    checkOutWhenRemoved: true,
    trusted: [{ name: 'Root', der: school.authority.rootCertificate.der }],
    scepAuthority: school.authority.rootCertificate.der,
    scepName: 'cartwright-test',
    challenge: 'once',
  };
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

function payload(profile: PlistDict | EnrollmentProfile, type: string): PlistDict {
  const payloads = (Array.isArray(profile.PayloadContent) ? profile.PayloadContent : []) as PlistDict[];
  const found = payloads.find((each) => each.PayloadType === type);
  if (found === undefined) throw new Error(`no ${type}`);
  return found;
}

async function issue(more: object = {}): Promise<{ body: Buffer; filename: string; contentType: string }> {
  const { id } = await school.enrollment.invitations.create({ name: 'Class', ...more }, 'test');
  return school.enrollment.profileOf(id);
}

/** The content of a signed profile, verified by OpenSSL against our root. */
function verified(signed: Buffer): PlistDict {
  const [file, root] = [join(directory, 'profile.p7m'), join(directory, 'root.pem')];
  writeFileSync(file, signed);
  writeFileSync(root, school.authority.rootCertificate.pem);
  const args = ['cms', '-verify', '-inform', 'DER', '-in', file, '-CAfile', root, '-purpose', 'any'];
  return decodePlistDict(
    execFileSync('openssl', [...args, '-attime', String(school.clock.at / 1000)], {
      stdio: ['ignore', 'pipe', 'pipe'],
    }),
  );
}

describe('the enrollment profile', () => {
  it('BP-1, BP-15 holds trust, then the identity, then the MDM payload, and nothing else', () => {
    const profile = buildEnrollmentProfile(input);
    expect(profile.PayloadContent.map((each) => each.PayloadType)).toEqual([
      'com.apple.security.root',
      'com.apple.security.scep',
      'com.apple.mdm',
    ]);
    const mdm = payload(profile, 'com.apple.mdm');
    const scep = payload(profile, 'com.apple.security.scep');
    expect(mdm).toMatchObject({
      PayloadVersion: 1,
      Topic: TOPIC,
      ServerURL: 'https://mdm.brook.example/mdm/connect',
      CheckInURL: 'https://mdm.brook.example/mdm/checkin',
      AccessRights: 8191,
      SignMessage: false,
      CheckOutWhenRemoved: true,
      IdentityCertificateUUID: scep.PayloadUUID,
    });
    // Nothing is promised that is not served.
    expect(mdm.ServerCapabilities).toEqual(['com.apple.mdm.per-user-connections', 'com.apple.mdm.bootstraptoken']);
    expect(scep.PayloadContent).toMatchObject({
      URL: 'https://mdm.brook.example/scep',
      Challenge: 'once',
      'Key Type': 'RSA',
      Keysize: 2048,
      'Key Usage': 5,
      CAFingerprint: createHash('sha1').update(school.authority.rootCertificate.der).digest(),
    });
  });

  it('BP-17 asks for signed messages only when that is wanted, and an invitation does not want it by itself', () => {
    const asks = (signMessage: boolean) =>
      payload(buildEnrollmentProfile({ ...input, signMessage }), 'com.apple.mdm').SignMessage;
    expect([asks(false), asks(true)]).toEqual([false, true]);
    expect(newInvitation.parse({ name: 'Room 204' }).signMessage).toBe(false);
  });

  it('BP-8 is unlocked, as is every other profile of this server: whoever holds the device may remove it', async () => {
    const { id } = await school.enrollment.invitations.create({ name: 'Air', way: 'over-the-air' }, 'test');
    const { url } = await school.enrollment.invitations.link(id);
    const service = await school.enrollment.web({ method: 'GET', url: `${new URL(url).pathname}/profile`, form: '' });
    const profiles = [
      buildEnrollmentProfile(input),
      verified(school.enrollment.trustProfile().body),
      verified(service?.body as Buffer),
    ];
    for (const profile of profiles) {
      const parts = [profile, ...[profile.PayloadContent].flat()] as Record<string, unknown>[];
      expect(parts.some((part) => 'PayloadRemovalDisallowed' in part)).toBe(false);
      expect(parts.some((part) => part.PayloadType === 'com.apple.profileRemovalPassword')).toBe(false);
    }
  });

  it('BP-9 says on the device that all it brought goes with it', () => {
    const { PayloadDescription } = buildEnrollmentProfile(input);
    expect(PayloadDescription).toContain('Removing it removes every profile, account and app that came with it.');
  });

  it('names account and mode for a person, and rights only where the device is the organization’s', () => {
    const account = 'grace@brook.example';
    const mdm = (mode: 'BYOD' | 'ADDE' | 'user-profile') =>
      payload(buildEnrollmentProfile({ ...input, enrollFor: { mode, account } }), 'com.apple.mdm');
    expect(mdm('BYOD')).toMatchObject({ EnrollmentMode: 'BYOD', AssignedManagedAppleID: account });
    expect(mdm('BYOD')).not.toHaveProperty('AccessRights');
    expect(mdm('ADDE')).toMatchObject({ EnrollmentMode: 'ADDE', AssignedManagedAppleID: account, AccessRights: 8191 });
    expect(mdm('user-profile')).toMatchObject({ ManagedAppleID: account });
    expect(mdm('user-profile')).not.toHaveProperty('AccessRights');
    expect(withMdm({ EnrollmentMode: 'BYOD', AssignedManagedAppleID: account })).toThrow('must not name access rights');
    expect(withMdm({ EnrollmentMode: 'ADDE' })).toThrow('needs the Managed Apple Account');
  });

  it('keeps its identifiers for an installation and has new UUIDs each time', () => {
    const [one, two] = [buildEnrollmentProfile(input), buildEnrollmentProfile({ ...input, challenge: 'twice' })];
    const all = (profile: EnrollmentProfile, key: string) =>
      [profile, ...profile.PayloadContent].map((each) => String(each[key]));
    expect(all(one, 'PayloadIdentifier')).toEqual(all(two, 'PayloadIdentifier'));
    expect(new Set(all(one, 'PayloadIdentifier')).size).toBe(4);
    expect(new Set([...all(one, 'PayloadUUID'), ...all(two, 'PayloadUUID')]).size).toBe(8);
    const elsewhere = buildEnrollmentProfile({ ...input, installationId: '0190f3c4-0000-7000-8000-000000000002' });
    expect(elsewhere.PayloadIdentifier).not.toBe(one.PayloadIdentifier);
  });

  const built = (change: Partial<EnrollmentProfileInput>) => () => buildEnrollmentProfile({ ...input, ...change });
  /** The profile with its MDM payload changed; undefined takes a key out. */
  const withMdm = (change: Record<string, unknown>) => () => {
    const profile = buildEnrollmentProfile(input);
    const payloads = profile.PayloadContent.map((each) =>
      each.PayloadType === 'com.apple.mdm' ? { ...each, ...change } : each,
    );
    checkEnrollmentProfile({ ...profile, PayloadContent: payloads } as EnrollmentProfile, TOPIC);
  };

  it('PAY-1 is refused with access rights that are none, too many, or lack what they need', () => {
    for (const accessRights of [0, -1]) expect(built({ accessRights })).toThrow(/must not be empty/);
    expect(built({ accessRights: 8192 })).toThrow(/must not be above 8191/);
    expect(built({ accessRights: 1.5 })).toThrow(/whole number/);
    expect(built({ accessRights: 2 })).toThrow(/“Install and remove configuration profiles” \(2\) also needs .* \(1\)/);
    expect(built({ accessRights: 128 })).toThrow(
      /“Install and remove provisioning profiles” \(128\) also needs .*\(64\)/,
    );
    for (const accessRights of [1, 3, 64, 192, 8191]) expect(built({ accessRights })).not.toThrow();
  });

  it('PAY-2 is refused with an address that does not begin with https://', () => {
    for (const address of [
      'http://mdm.brook.example/',
      'mdm.brook.example',
      'ftp://mdm.brook.example',
      'https://',
      '',
    ]) {
      expect(built({ serverUrl: address }), address).toThrow(/ServerURL must be an address that begins with https/);
      expect(built({ checkInUrl: address }), address).toThrow(/CheckInURL must be an address that begins with https/);
    }
    expect(built({ serverUrl: 'https://mdm.brook.example:8443/x' })).not.toThrow();
    expect(withMdm({ CheckInURL: undefined })).not.toThrow();
  });

  it('PAY-3 is refused with a topic that has another prefix, or is not that of the push certificate', () => {
    expect(built({ topic: 'com.example.topic' })).toThrow(/must begin with com\.apple\.mgmt\./);
    expect(withMdm({ Topic: `${TOPIC}x` })).toThrow(/differs from the one of the loaded push certificate/);
    expect(withMdm({ Topic: undefined })).toThrow(/must begin with/);
  });

  it('PAY-4 is refused when its identity is not in it', () => {
    const { PayloadUUID } = payload(buildEnrollmentProfile(input), 'com.apple.security.root');
    for (const IdentityCertificateUUID of ['X', undefined, PayloadUUID])
      expect(withMdm({ IdentityCertificateUUID })).toThrow(/names no identity in this profile/);
    const profile = buildEnrollmentProfile(input);
    const withoutScep = profile.PayloadContent.filter((each) => each.PayloadType !== 'com.apple.security.scep');
    expect(() =>
      checkEnrollmentProfile({ ...profile, PayloadContent: withoutScep } as EnrollmentProfile, TOPIC),
    ).toThrow(/names no identity/);
    const [mdm, scep] = [payload(profile, 'com.apple.mdm'), payload(profile, 'com.apple.security.scep')];
    expect(mdm.IdentityCertificateUUID).toBe(scep.PayloadUUID);
  });

  it('PAY-5 asks for no development pushes, and is refused when it does', () => {
    expect(payload(buildEnrollmentProfile(input), 'com.apple.mdm')).not.toHaveProperty('UseDevelopmentAPNS');
    expect(withMdm({ UseDevelopmentAPNS: true })).toThrow(/UseDevelopmentAPNS must not be true/);
    expect(withMdm({ UseDevelopmentAPNS: false })).not.toThrow();
  });

  it('BP-1 is refused with a foreign payload, or without exactly one MDM payload and one identity', () => {
    const profile = buildEnrollmentProfile(input);
    const mdm = payload(profile, 'com.apple.mdm');
    const others = profile.PayloadContent.filter((each) => each !== mdm);
    const changed = (...payloads: object[]) => ({ ...profile, PayloadContent: payloads }) as EnrollmentProfile;
    const wifi = { PayloadType: 'com.apple.wifi.managed' };
    expect(() => checkEnrollmentProfile(changed(...profile.PayloadContent, wifi), TOPIC)).toThrow(/com\.apple\.wifi/);
    expect(() => checkEnrollmentProfile(changed(...others), TOPIC)).toThrow(/exactly one MDM payload/);
    expect(() => checkEnrollmentProfile(changed(mdm), TOPIC)).toThrow(/exactly one identity/);
  });
});

describe('a profile that is handed out', () => {
  it('is signed so that OpenSSL verifies it, and says what its invitation says', async () => {
    const { body, filename, contentType } = await issue({
      accessRights: 3,
      signMessage: true,
      checkOutWhenRemoved: false,
    });
    expect([filename, contentType]).toEqual([
      'Brook-School-enrollment.mobileconfig',
      'application/x-apple-aspen-config',
    ]);
    const profile = verified(body);
    expect(profile.PayloadIdentifier).toBe(school.enrollment.profileIdentifier);
    expect(payload(profile, 'com.apple.mdm')).toMatchObject({
      AccessRights: 3,
      SignMessage: true,
      CheckOutWhenRemoved: false,
      ServerURL: `${school.baseUrl.current}/mdm/connect`,
    });
    const root = payload(profile, 'com.apple.security.root').PayloadContent;
    expect(Buffer.from(root as Uint8Array)).toEqual(school.authority.rootCertificate.der);
  });

  it('has a challenge of its own that opens the door once', async () => {
    const { id } = await school.enrollment.invitations.create({ name: 'Class' }, 'test');
    const challenges = await Promise.all(
      [1, 2].map(async () => {
        const profile = verified((await school.enrollment.profileOf(id)).body);
        const content = payload(profile, 'com.apple.security.scep').PayloadContent;
        return isPlistDict(content) ? String(content.Challenge) : '';
      }),
    );
    expect(new Set(challenges).size).toBe(2);
    for (const challenge of challenges) {
      expect(school.challenges.findOpen(challenge, school.clock.at)?.invitationId).toBe(id);
    }
    const stored = JSON.stringify(school.store.all((db) => db.selectFrom('scepChallenge').selectAll()));
    expect(challenges.some((challenge) => stored.includes(challenge))).toBe(false);
  });

  it('BP-15 carries the root of an imported TLS certificate too', async () => {
    writeFileSync(
      join(directory, 'key.pem'),
      generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'pkcs8', format: 'pem' }),
    );
    const args = ['req', '-x509', '-key', join(directory, 'key.pem'), '-subj', '/CN=District Root', '-days', '30'];
    const pem = execFileSync('openssl', args, { stdio: ['ignore', 'pipe', 'ignore'] }).toString();
    const leaf = await school.authority.tlsCredentials(['mdm.brook.example']);
    school.tls.current = { ...leaf, source: 'imported', cert: leaf.cert + pem };
    const profile = verified((await issue()).body);
    const roots = (profile.PayloadContent as PlistDict[]).filter(
      (each) => each.PayloadType === 'com.apple.security.root',
    );
    expect(roots.map((each) => each.PayloadDisplayName)).toEqual(['Brook <School> root', 'District Root']);
    expect(Buffer.from(roots[1]?.PayloadContent as Uint8Array)).toEqual(new X509Certificate(pem).raw);
  });

  it('leads to a server that has an IPv6 address and no name', async () => {
    const former = school.baseUrl.current;
    school.baseUrl.current = 'https://[2001:db8::7]:8443';
    const profile = verified((await issue()).body);
    school.baseUrl.current = former;
    const mdm = payload(profile, 'com.apple.mdm');
    expect([mdm.ServerURL, mdm.CheckInURL]).toEqual([
      'https://[2001:db8::7]:8443/mdm/connect',
      'https://[2001:db8::7]:8443/mdm/checkin',
    ]);
    expect(payload(profile, 'com.apple.security.scep').PayloadContent).toMatchObject({
      URL: 'https://[2001:db8::7]:8443/scep',
    });
  });

  it('is not made without a push certificate, or for an invitation that is shut', async () => {
    school.topic.current = undefined;
    await expect(issue()).rejects.toMatchObject({ code: 'not-configured' });
    school.topic.current = TOPIC;
    const { id } = await school.enrollment.invitations.create({ name: 'Class' }, 'test');
    await school.enrollment.invitations.revoke(id, 'test');
    await expect(school.enrollment.profileOf(id)).rejects.toThrow(CartwrightError);
    await expect(school.enrollment.profileOf(id)).rejects.toMatchObject({ code: 'gone' });
  });
});
