import { type KeyObject, randomBytes, randomUUID } from 'node:crypto';
import { CartwrightError } from '../../../shared/errors.ts';
import { signatureAlgorithm } from '../cms/algorithms.ts';
import { decryptEnvelope, encryptEnvelope, parseEnvelope } from '../cms/envelope.ts';
import { signCms } from '../cms/sign.ts';
import { parseSignedData, readSignedAttributes, verifySignedData } from '../cms/signed-data.ts';
import { certificateFingerprint } from '../cms/signer-cache.ts';
import { parseDerOrBer } from '../der/normalize.ts';
import { OID } from '../der/oids.ts';
import { openWhole, TAG } from '../der/read.ts';
import { context, integer, octetString, oid, printableString, sequence, setOf } from '../der/write.ts';
import { buildCertificate, newSerial, publicKeyInfoOf, signStructure } from '../x509/build.ts';
import { extension, keyUsage } from '../x509/extensions.ts';
import { parseCertificate, readKeyUsage } from '../x509/parse-certificate.ts';

/*
 * SCEP as a client speaks it (RFC 8894): to try out a server. What is sent over the network is for the caller.
 */

const HOUR = 3_600_000;
/** RFC 8894 §3.2.1.4. */
const FAIL_INFO: Readonly<Record<string, string>> = {
  '0': 'badAlg',
  '1': 'badMessageCheck',
  '2': 'badRequest',
  '3': 'badTime',
  '4': 'badCertId',
};

/** A request, and what opens its answer. */
export interface ScepRequest {
  readonly message: Buffer;
  readonly privateKey: KeyObject;
  readonly certificateDer: Buffer;
}

/** What a server said to a request. */
export type ScepReply =
  | { readonly status: 'issued'; readonly certificateDer: Buffer }
  | { readonly status: 'pending' }
  | { readonly status: 'refused'; readonly reason: string };

/**
 * Reads the answer to GetCACert: one certificate, or several when another one than the authority answers for it.
 *
 * @throws CartwrightError `bad-certificate`
 */
export function readScepAuthority(body: Buffer): {
  authorityDer: Buffer;
  recipientDer: Buffer;
  /** Whoever may sign answers. */
  all: readonly Buffer[];
} {
  const all = certificatesOf(body);
  const parsed = all.map((der) => parseCertificate(der));
  const authority = parsed.find(({ isAuthority }) => isAuthority) ?? parsed[0];
  if (authority === undefined) throw new CartwrightError('bad-certificate', 'The server sent no certificate.');
  const recipient = parsed.find(({ der, isAuthority }) => !isAuthority && mayEncipherKeys(der)) ?? authority;
  return { authorityDer: authority.der, recipientDer: recipient.der, all };
}

function certificatesOf(body: Buffer): Buffer[] {
  try {
    return [parseCertificate(body).der];
  } catch {
    return certificatesIn(body);
  }
}

/** The certificates of a SignedData without content. */
function certificatesIn(message: Buffer): Buffer[] {
  return parseDerOrBer(message, 'bad-certificate', (der) => {
    const outer = openWhole(der, TAG.sequence, 'bad-certificate');
    outer.oid();
    const signed = outer.open(0xa0).open(TAG.sequence);
    signed.smallInteger();
    signed.expect(TAG.set);
    signed.expect(TAG.sequence);
    const found: Buffer[] = [];
    if (!signed.optional(0xa0)) return found;
    const list = signed.enter();
    while (!list.done) found.push(list.next().element());
    return found;
  });
}

function mayEncipherKeys(der: Buffer): boolean {
  const usage = readKeyUsage(der);
  return usage === undefined || (usage & 0x20) !== 0;
}

/** Asks for a certificate (PKCSReq), signed with a key of its own. */
export function buildScepRequest(options: {
  readonly privateKey: KeyObject;
  /** DER Name. */
  readonly subject: Buffer;
  readonly subjectAltName?: Buffer | undefined;
  readonly challenge: string | undefined;
  readonly recipientDer: Buffer;
  readonly now: number;
}): ScepRequest {
  const { privateKey, subject, now } = options;
  const publicKeyInfo = publicKeyInfoOf(privateKey);
  const certificateDer = buildCertificate(
    {
      serial: newSerial(),
      issuer: subject,
      subject,
      notBeforeAt: now - HOUR,
      notAfterAt: now + 24 * HOUR,
      publicKeyInfo,
      extensions: [keyUsage('digitalSignature', 'keyEncipherment')],
    },
    privateKey,
  );
  const attributes = [
    ...(options.challenge === undefined
      ? []
      : [sequence(oid(OID.challengePassword), setOf(printableString(options.challenge)))]),
    ...(options.subjectAltName === undefined
      ? []
      : [
          sequence(
            oid(OID.extensionRequest),
            setOf(sequence(extension(OID.subjectAltName, false, options.subjectAltName))),
          ),
        ]),
  ];
  const info = sequence(integer(0), subject, publicKeyInfo, context(0, ...attributes));
  const request = signStructure(info, signatureAlgorithm(privateKey, 'sha256'), privateKey, 'sha256');
  const message = signCms(
    { certificateDer, privateKey },
    {
      content: encryptEnvelope(request, options.recipientDer),
      signedAt: now,
      attributes: [
        [OID.scepTransactionId, printableString(randomUUID())],
        [OID.scepMessageType, printableString('19')],
        [OID.scepSenderNonce, octetString(randomBytes(16))],
      ],
    },
  );
  return { message, privateKey, certificateDer };
}

/** What a CertRep says of a request, without a look at what is encrypted; for events. */
export function scepStatus(body: Buffer): string {
  try {
    const signed = parseDerOrBer(body, 'bad-signature', parseSignedData);
    const attributes = readSignedAttributes(signed.signedAttributes ?? Buffer.alloc(0));
    const text = (name: string) => attributes.get(name)?.next().content().toString('latin1');
    const status = text(OID.scepPkiStatus);
    if (status === '0') return 'issued';
    if (status === '3') return 'pending';
    return `refused (${FAIL_INFO[text(OID.scepFailInfo) ?? ''] ?? 'no reason'})`;
  } catch {
    return 'unreadable';
  }
}

/**
 * Reads a CertRep: its signature must be that of one of these certificates.
 *
 * @throws CartwrightError `bad-signature` or `bad-request` when it is no answer to this request
 */
export function readScepReply(body: Buffer, request: ScepRequest, signers: readonly Buffer[]): ScepReply {
  const signed = parseDerOrBer(body, 'bad-signature', parseSignedData);
  const { fingerprint } = verifySignedData(signed, signed.content ?? Buffer.alloc(0));
  if (!signers.some((der) => certificateFingerprint(der) === fingerprint))
    throw new CartwrightError(
      'bad-signature',
      'The answer is signed by somebody else than the authority of the server.',
    );
  const attributes = readSignedAttributes(signed.signedAttributes ?? Buffer.alloc(0));
  const text = (name: string) => attributes.get(name)?.next().content().toString('latin1');
  const status = text(OID.scepPkiStatus);
  if (status === '3') return { status: 'pending' };
  if (status !== '0') return { status: 'refused', reason: FAIL_INFO[text(OID.scepFailInfo) ?? ''] ?? 'no reason' };
  const inside = decryptEnvelope(parseEnvelope(signed.content ?? Buffer.alloc(0)), request);
  const wanted = publicKeyInfoOf(request.privateKey);
  const issued = certificatesIn(inside).find((der) => parseCertificate(der).publicKeyInfo.equals(wanted));
  if (issued === undefined)
    throw new CartwrightError('bad-request', 'The server answered with a certificate for another key.');
  return { status: 'issued', certificateDer: issued };
}
