import { createPrivateKey, createPublicKey, generateKeyPair, type KeyObject, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import { nothing } from '../wire/der.ts';
import { OID } from '../wire/oids.ts';
import { buildCertificate, fromPem, type Name, toPem } from '../wire/x509.ts';

const generate = promisify(generateKeyPair);
const DAY = 86_400_000;
const ROOT: Name = [
  ['C', 'US'],
  ['O', 'Simulated Apple'],
  ['CN', 'Simulated Apple Root CA'],
];
const PUSH: Name = [
  ['C', 'US'],
  ['O', 'Simulated Apple'],
  ['OU', 'Push Certificates'],
  ['CN', 'Simulated Apple Push Services CA'],
];

const DEVICES: Name = [
  ['C', 'US'],
  ['O', 'Simulated Apple'],
  ['OU', 'Simulated Apple iPhone'],
  ['CN', 'Simulated Apple iPhone Device CA'],
];

/** The keys and certificates of simulated Apple, as text: what a demo keeps between two runs. */
export interface AuthorityState {
  rootKey: string;
  rootCertificate: string;
  pushKey: string;
  pushCertificate: string;
  deviceKey: string;
  deviceCertificate: string;
}

/** Simulated Apple's certificate authorities: a root, and beneath it the one that issues push certificates. */
export interface Authority {
  /** The root, PEM: what an engine must trust to reach the simulated APNs. */
  readonly rootPem: string;
  /** Root and push authority, PEM: what the simulated APNs trusts. */
  readonly pushChainPem: string;
  /** The push authority alone, PEM. */
  readonly pushPem: string;
  issueServer(hosts: readonly string[], now: number): Promise<{ keyPem: string; certificatePem: string }>;
  /** A push certificate for this key and topic, valid for one year. */
  issuePush(request: { publicKey: KeyObject; topic: string; now: number; notAfter?: number }): string;
  /** The certificate Apple builds into a device, for its own key, and the authority above it. */
  issueDevice(request: { udid: string; publicKey: KeyObject; now: number }): { certificate: Buffer; chain: Buffer[] };
  exportState(): AuthorityState;
}

const serial = (): Buffer => Buffer.concat([Buffer.from([0x5a]), randomBytes(15)]);
const privatePem = (key: KeyObject): string => key.export({ type: 'pkcs8', format: 'pem' }).toString();

async function newState(now: number): Promise<AuthorityState> {
  const root = await generate('rsa', { modulusLength: 2048 });
  const push = await generate('rsa', { modulusLength: 2048 });
  const device = await generate('rsa', { modulusLength: 2048 });
  const shared = {
    notBefore: now - DAY,
    notAfter: now + 10 * 365 * DAY,
    ca: true,
    issuer: ROOT,
    signingKey: root.privateKey,
  };
  const usage = { certificateSigning: true, digitalSignature: true };
  return {
    rootKey: privatePem(root.privateKey),
    rootCertificate: toPem(
      'CERTIFICATE',
      buildCertificate({ ...shared, subject: ROOT, publicKey: root.publicKey, serial: serial(), usage }),
    ),
    pushKey: privatePem(push.privateKey),
    pushCertificate: toPem(
      'CERTIFICATE',
      buildCertificate({
        ...shared,
        subject: PUSH,
        publicKey: push.publicKey,
        serial: serial(),
        usage,
        issuerKey: root.publicKey,
      }),
    ),
    deviceKey: privatePem(device.privateKey),
    deviceCertificate: toPem(
      'CERTIFICATE',
      buildCertificate({
        ...shared,
        subject: DEVICES,
        publicKey: device.publicKey,
        serial: serial(),
        usage,
        issuerKey: root.publicKey,
      }),
    ),
  };
}

/** Simulated Apple's authorities: from a former run's state, or new ones (three RSA-2048 keys, about 300 ms). */
export async function createAuthority(options: { state?: AuthorityState; now: number }): Promise<Authority> {
  const state = options.state ?? (await newState(options.now));
  const rootKey = createPrivateKey(state.rootKey);
  const pushKey = createPrivateKey(state.pushKey);
  const deviceKey = createPrivateKey(state.deviceKey);
  if (fromPem(state.pushCertificate).length !== 1) throw new RangeError('the saved push authority cannot be read');
  return {
    rootPem: state.rootCertificate,
    pushPem: state.pushCertificate,
    pushChainPem: state.pushCertificate + state.rootCertificate,
    async issueServer(hosts, now) {
      const pair = await generate('rsa', { modulusLength: 2048 });
      const der = buildCertificate({
        subject: [['CN', 'Simulated Apple Push Notification service']],
        issuer: ROOT,
        publicKey: pair.publicKey,
        signingKey: rootKey,
        serial: serial(),
        notBefore: now - DAY,
        notAfter: now + 397 * DAY,
        usage: { digitalSignature: true, keyEncipherment: true },
        extendedUsage: [OID.serverAuth],
        alt: {
          dns: hosts.filter((host) => !/^[\d.]+$/.test(host)),
          ip: hosts.filter((host) => /^[\d.]+$/.test(host)),
        },
        issuerKey: createPublicKey(rootKey),
      });
      return { keyPem: privatePem(pair.privateKey), certificatePem: toPem('CERTIFICATE', der) };
    },
    issuePush({ publicKey, topic, now, notAfter }) {
      const der = buildCertificate({
        subject: [
          ['UID', topic],
          ['CN', `APSP:${topic.replace(/^com\.apple\.mgmt\.External\./, '')}`],
          ['C', 'US'],
        ],
        issuer: PUSH,
        publicKey,
        signingKey: pushKey,
        serial: serial(),
        notBefore: Math.min(now - 60_000, (notAfter ?? now) - 60_000),
        notAfter: notAfter ?? now + 365 * DAY,
        usage: { digitalSignature: true },
        extendedUsage: [OID.clientAuth],
        extra: [[OID.applePushProduction, nothing()]],
        issuerKey: createPublicKey(pushKey),
      });
      return toPem('CERTIFICATE', der);
    },
    issueDevice({ udid, publicKey, now }) {
      const certificate = buildCertificate({
        subject: [
          ['CN', udid],
          ['OU', 'Simulated devices'],
          ['O', 'Simulated Apple'],
        ],
        issuer: DEVICES,
        publicKey,
        signingKey: deviceKey,
        serial: serial(),
        notBefore: now - DAY,
        notAfter: now + 3 * 365 * DAY,
        usage: { digitalSignature: true, keyEncipherment: true },
        issuerKey: createPublicKey(deviceKey),
      });
      return { certificate, chain: fromPem(state.deviceCertificate) };
    },
    exportState: () => state,
  };
}
