import { execFileSync } from 'node:child_process';
import { createPrivateKey, generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Digest, signatureAlgorithm } from '../cms/algorithms.ts';
import { type ContentCipher, decryptEnvelope, encryptEnvelope, parseEnvelope } from '../cms/envelope.ts';
import { signCms } from '../cms/sign.ts';
import { parseSignedData, readSignedAttributes, verifySignedData } from '../cms/signed-data.ts';
import { OID } from '../der/oids.ts';
import { openWhole, TAG } from '../der/read.ts';
import { context, integer, octetString, oid, printableString, sequence, setOf } from '../der/write.ts';
import { publicKeyInfoOf, signStructure } from '../x509/build.ts';
import { buildDeviceIdentity, buildRootCertificate, type Issuer } from '../x509/certificates.ts';
import { encodeName, type NameParts } from '../x509/name.ts';

/** A directory for one test file's openssl runs; `[Symbol.dispose]` or `remove()` clears it away. */
export class OpensslBench {
  readonly directory = mkdtempSync(join(tmpdir(), 'cartwright-openssl-'));

  path(name: string): string {
    return join(this.directory, name);
  }

  write(name: string, content: string | Uint8Array): string {
    writeFileSync(this.path(name), content);
    return this.path(name);
  }

  read(name: string): Buffer {
    return readFileSync(this.path(name));
  }

  /** Runs openssl in the directory; throws with its complaint when it fails. */
  run(...args: string[]): Buffer {
    return execFileSync('openssl', args, { cwd: this.directory, stdio: ['ignore', 'pipe', 'pipe'] });
  }

  remove(): void {
    rmSync(this.directory, { recursive: true, force: true });
  }
}

/** PEM armour around DER. */
export function pem(label: string, der: Uint8Array): string {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
}

export function privateKeyPem(key: KeyObject): string {
  return key.export({ type: 'pkcs8', format: 'pem' }).toString();
}

export function rsaKey(modulusLength = 2048): KeyObject {
  return createPrivateKey(
    generateKeyPairSync('rsa', {
      modulusLength,
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
      publicKeyEncoding: { type: 'spki', format: 'pem' },
    }).privateKey,
  );
}

export function ecKey(namedCurve = 'P-256'): KeyObject {
  return generateKeyPairSync('ec', { namedCurve }).privateKey;
}

/** A root that can issue; valid from `now` on. */
export function testRoot(now: number, key: KeyObject = rsaKey()): Issuer {
  return {
    certificateDer: buildRootCertificate({
      name: [
        ['O', 'Test School'],
        ['CN', 'Test Root'],
      ],
      key,
      now,
    }),
    privateKey: key,
  };
}

/** A device identity under `root`. */
export function testIdentity(root: Issuer, key: KeyObject, now: number, name = 'Test Device', days?: number): Issuer {
  const certificateDer = buildDeviceIdentity(root, {
    subject: encodeName([['CN', name]]),
    publicKeyInfo: publicKeyInfoOf(key),
    now,
    ...(days === undefined ? {} : { days }),
  });
  return { certificateDer, privateKey: key };
}

/** A certification request by our own writer; `openssl req` and other clients are tried where that matters. */
export function testRequest(
  key: KeyObject,
  options: { subject?: NameParts; challenge?: string; digest?: Digest } = {},
): Buffer {
  const digest = options.digest ?? 'sha256';
  const attributes =
    options.challenge === undefined
      ? []
      : [sequence(oid(OID.challengePassword), setOf(printableString(options.challenge)))];
  const info = sequence(
    integer(0),
    encodeName(options.subject ?? [['CN', 'Test Device']]),
    publicKeyInfoOf(key),
    context(0, ...attributes),
  );
  return signStructure(info, signatureAlgorithm(key, digest), key, digest);
}

/** A self-signed certificate, as SCEP clients make one for their first request. */
export function selfSigned(key: KeyObject, now: number): Issuer {
  return testIdentity(
    { certificateDer: buildRootCertificate({ name: [['CN', 'Self']], key, now, days: 2 }), privateKey: key },
    key,
    now,
    'Self',
  );
}

/** What a test's SCEP message says. */
export interface TestScepMessage {
  readonly type: string;
  readonly transactionId: string;
  readonly content: Buffer;
  readonly signer: Issuer;
  readonly authorityDer: Buffer;
  readonly signedAt: number;
  readonly cipher?: ContentCipher;
  readonly digest?: Digest;
  readonly nonce?: Buffer;
}

/** A pkiMessage as a client would send it. */
export function testScepMessage(message: TestScepMessage): Buffer {
  return signCms(message.signer, {
    content: encryptEnvelope(message.content, message.authorityDer, message.cipher),
    signedAt: message.signedAt,
    ...(message.digest === undefined ? {} : { digest: message.digest }),
    attributes: [
      [OID.scepTransactionId, printableString(message.transactionId)],
      [OID.scepMessageType, printableString(message.type)],
      [OID.scepSenderNonce, octetString(message.nonce ?? randomBytes(16))],
    ],
  });
}

/** What a CertRep says, its signature verified. */
export function readCertRep(response: Buffer, recipient: Issuer) {
  const signed = parseSignedData(response);
  const { fingerprint } = verifySignedData(signed, signed.content ?? Buffer.alloc(0));
  const attributes = readSignedAttributes(signed.signedAttributes ?? Buffer.alloc(0));
  const text = (name: string) => attributes.get(name)?.next().content().toString('latin1');
  const inside = signed.content === undefined ? undefined : decryptEnvelope(parseEnvelope(signed.content), recipient);
  return {
    signerFingerprint: fingerprint,
    digest: signed.digest,
    cipher: signed.content === undefined ? undefined : parseEnvelope(signed.content).cipher,
    type: text(OID.scepMessageType),
    status: text(OID.scepPkiStatus),
    failInfo: text(OID.scepFailInfo),
    transactionId: text(OID.scepTransactionId),
    recipientNonce: attributes.get(OID.scepRecipientNonce)?.next().content(),
    /** The degenerate SignedData. */
    inside,
    certificateDer: inside === undefined ? undefined : firstCertificate(inside),
  };
}

function firstCertificate(degenerate: Buffer): Buffer | undefined {
  const outer = openWhole(degenerate, TAG.sequence, 'bad-signature');
  outer.oid();
  const signedData = outer.open(0xa0).open(TAG.sequence);
  signedData.smallInteger();
  signedData.expect(TAG.set);
  signedData.expect(TAG.sequence);
  return signedData.optional(0xa0) ? signedData.enter().next().element() : undefined;
}
