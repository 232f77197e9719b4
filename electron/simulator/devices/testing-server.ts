import { createHash, createPublicKey, generateKeyPairSync, randomBytes, X509Certificate } from 'node:crypto';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { envelope, openEnvelope } from '../wire/cms-envelope.ts';
import { openSigned } from '../wire/cms-read.ts';
import { type Identity, signCms } from '../wire/cms-sign.ts';
import { context, integer, octets, oid, printable, sequence, tlv } from '../wire/der.ts';
import { OID } from '../wire/oids.ts';
import { decodePlist, encodePlistBytes, isPlistDict, type PlistDict, type PlistInput } from '../wire/plist.ts';
import { buildCertificate, readSigningRequest, toPem } from '../wire/x509.ts';

/** A request a device made, as the tests look at it. */
export interface Seen {
  kind: 'check-in' | 'connect';
  message: PlistDict | undefined;
  raw: Buffer;
  /** Serial number of the certificate that spoke, by TLS or by signature. */
  certificate: string;
}

type Answer = { status: number; body?: Buffer } | undefined;

/** The smallest MDM server a device can live with: for the simulator's own tests, without the engine. */
export interface TestServer {
  readonly url: string;
  readonly trustPem: string;
  readonly seen: Seen[];
  readonly scep: { types: string[] };
  /** Commands still to send; each is offered until something other than NotNow answers it. */
  readonly queue: { CommandUUID: string; Command: Record<string, PlistInput> }[];
  /** Answers in place of the server's own. */
  answer: ((seen: Seen) => Answer) | undefined;
  topic: string;
  signMessage: boolean;
  accessRights: number;
  /** The enrollment profile, signed. */
  profile(): Buffer;
  close(): Promise<void>;
}

const newPair = () => generateKeyPairSync('rsa', { modulusLength: 2048 });
const HOST_KEYS = newPair();
const AUTHORITY_KEYS = newPair();

/** Starts the server; a `stranger` has an authority no other test server shares. */
export async function startTestServer(stranger = false): Promise<TestServer> {
  const authority = makeIdentity([['CN', 'Test Root']], undefined, stranger ? newPair() : AUTHORITY_KEYS);
  const host = makeIdentity([['CN', '127.0.0.1']], authority, HOST_KEYS);
  const trustPem = toPem('CERTIFICATE', authority.certificate);
  const server = createServer({
    key: host.key.export({ type: 'pkcs8', format: 'pem' }),
    cert: toPem('CERTIFICATE', host.certificate),
    ca: trustPem,
    requestCert: true,
    rejectUnauthorized: false,
  });
  const self: TestServer = {
    url: '',
    trustPem,
    seen: [],
    scep: { types: [] },
    queue: [],
    answer: undefined,
    topic: 'com.apple.mgmt.External.test',
    signMessage: false,
    accessRights: 8191,
    profile: () => enrollmentProfile(self, authority),
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
  serve(server, self, authority);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return Object.assign(self, { url: `https://127.0.0.1:${(server.address() as AddressInfo).port}` });
}

function serve(server: Server, self: TestServer, authority: Identity): void {
  server.on('request', (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('error', () => undefined);
    request.on('end', () => {
      const body = Buffer.concat(chunks);
      const url = new URL(request.url ?? '/', self.url);
      const send = (status: number, content: Uint8Array = Buffer.alloc(0)): void => {
        response.writeHead(status, { 'content-length': content.length }).end(content);
      };
      if (url.pathname === '/enroll/t/profile') return send(200, self.profile());
      if (url.pathname === '/scep') return send(200, scep(self, authority, url, body));
      if (url.pathname !== '/check-in' && url.pathname !== '/connect') return send(404);
      const signature = request.headers['mdm-signature'];
      const der = self.signMessage
        ? openSigned(Buffer.from(String(signature), 'base64'), body).signer
        : (request.socket as TLSSocket).getPeerX509Certificate()?.raw;
      const certificate = der ? new X509Certificate(der).serialNumber : 'none';
      const seen: Seen = {
        kind: url.pathname === '/connect' ? 'connect' : 'check-in',
        message: decode(body),
        raw: body,
        certificate,
      };
      self.seen.push(seen);
      const special = self.answer?.(seen);
      if (special) return send(special.status, special.body);
      send(200, seen.kind === 'connect' ? nextCommand(self, seen.message) : Buffer.alloc(0));
    });
  });
}

function decode(body: Buffer): PlistDict | undefined {
  try {
    const value = decodePlist(body);
    return isPlistDict(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function nextCommand(self: TestServer, message: PlistDict | undefined): Buffer {
  if (message?.Status === 'NotNow') return Buffer.alloc(0);
  if (message?.Status !== 'Idle') {
    const at = self.queue.findIndex((item) => !message || item.CommandUUID === message.CommandUUID);
    if (at >= 0) self.queue.splice(at, 1);
  }
  const [next] = self.queue;
  return next ? encodePlistBytes(next) : Buffer.alloc(0);
}

function makeIdentity(
  subject: readonly (readonly [string, string])[],
  issuer: Identity | undefined,
  pair: ReturnType<typeof newPair>,
): Identity {
  const ca = issuer === undefined;
  const certificate = buildCertificate({
    subject,
    issuer: issuer ? [['CN', 'Test Root']] : subject,
    publicKey: pair.publicKey,
    signingKey: issuer?.key ?? pair.privateKey,
    serial: randomBytes(8),
    notBefore: Date.now() - 60_000,
    notAfter: Date.now() + 3_600_000,
    ca,
    ...(ca ? {} : { alt: { ip: ['127.0.0.1'] } }),
  });
  return { certificate, key: pair.privateKey };
}

function scep(self: TestServer, authority: Identity, url: URL, body: Buffer): Buffer {
  const operation = url.searchParams.get('operation');
  if (operation === 'GetCACaps') return Buffer.from('SCEPStandard\nRenewal\nSHA-256\nAES\nPOSTPKIOperation');
  if (operation === 'GetCACert') return authority.certificate;
  const signed = openSigned(body);
  const request = readSigningRequest(openEnvelope(signed.content, authority.key));
  self.scep.types.push(signed.attributes.get(OID.scepMessageType)?.content.toString() ?? '');
  const certificate = buildCertificate({
    subject: request.subject,
    issuer: [['CN', 'Test Root']],
    publicKey: request.publicKey,
    signingKey: authority.key,
    serial: randomBytes(8),
    notBefore: Date.now() - 60_000,
    notAfter: Date.now() + 3_600_000,
    issuerKey: createPublicKey(authority.key),
  });
  const empty = tlv(0x31);
  const packed = sequence(
    oid(OID.signedData),
    context(0, sequence(integer(1), empty, sequence(oid(OID.data)), tlv(0xa0, certificate), empty)),
  );
  return signCms(envelope(packed, signed.signer, 'aes-128-cbc'), {
    signer: authority,
    attributes: [
      [OID.scepMessageType, printable('3')],
      [OID.scepPkiStatus, printable('0')],
      [OID.scepTransactionId, printable(signed.attributes.get(OID.scepTransactionId)?.content.toString() ?? '')],
      [OID.scepRecipientNonce, octets(signed.attributes.get(OID.scepSenderNonce)?.content ?? Buffer.alloc(0))],
    ],
  });
}

function enrollmentProfile(self: TestServer, authority: Identity): Buffer {
  const common = (name: string) => ({
    PayloadVersion: 1,
    PayloadIdentifier: `org.example.mdm.${name}`,
    PayloadUUID: name,
  });
  const content = encodePlistBytes({
    ...common('profile'),
    PayloadIdentifier: 'org.example.mdm',
    PayloadType: 'Configuration',
    PayloadDisplayName: 'Example School',
    PayloadContent: [
      { ...common('root'), PayloadType: 'com.apple.security.root', PayloadContent: authority.certificate },
      {
        ...common('scep'),
        PayloadType: 'com.apple.security.scep',
        PayloadContent: {
          URL: `${self.url}/scep`,
          Challenge: 'secret',
          Keysize: 2048,
          'Key Type': 'RSA',
          Subject: [[['O', 'Example School']], [['CN', '%SerialNumber%']]],
          CAFingerprint: createHash('sha1').update(authority.certificate).digest(),
        },
      },
      {
        ...common('mdm'),
        PayloadType: 'com.apple.mdm',
        IdentityCertificateUUID: 'scep',
        Topic: self.topic,
        ServerURL: `${self.url}/connect`,
        CheckInURL: `${self.url}/check-in`,
        AccessRights: self.accessRights,
        SignMessage: self.signMessage,
        CheckOutWhenRemoved: true,
      },
    ],
  });
  return signCms(content, { signer: authority });
}
