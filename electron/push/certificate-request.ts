import { generateKeyPair } from 'node:crypto';
import { promisify } from 'node:util';
import forge from 'node-forge';

/** Who asks for a push certificate. */
export interface RequestSubject {
  readonly organisation: string;
  /** Where Apple's reminders should go; part of the request's subject. */
  readonly email: string;
}

/**
 * Makes a fresh RSA-2048 key and a PKCS#10 request over it (RFC 2986), signed with SHA-256. What else the subject of
 * the certificate says, the topic above all, is for Apple to choose.
 *
 * @returns the key in PKCS#8 DER and the request in PEM
 */
export async function makeCertificateRequest(subject: RequestSubject): Promise<{ keyDer: Buffer; csrPem: string }> {
  const { privateKey, publicKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
  const request = forge.pki.createCertificationRequest();
  request.publicKey = forge.pki.publicKeyFromPem(publicKey.export({ type: 'spki', format: 'pem' }).toString());
  // forge's types only know numbers here, its code wants one of asn1.Type.
  const utf8 = forge.asn1.Type.UTF8 as unknown as forge.asn1.Class;
  const ia5 = forge.asn1.Type.IA5STRING as unknown as forge.asn1.Class;
  request.setSubject([
    { name: 'commonName', value: subject.organisation, valueTagClass: utf8 },
    { name: 'organizationName', value: subject.organisation, valueTagClass: utf8 },
    { name: 'emailAddress', value: subject.email, valueTagClass: ia5 },
  ]);
  request.sign(
    forge.pki.privateKeyFromPem(privateKey.export({ type: 'pkcs1', format: 'pem' }).toString()),
    forge.md.sha256.create(),
  );
  return {
    keyDer: privateKey.export({ type: 'pkcs8', format: 'der' }),
    csrPem: forge.pki.certificationRequestToPem(request).replaceAll('\r\n', '\n'),
  };
}
