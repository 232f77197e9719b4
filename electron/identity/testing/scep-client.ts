import { type KeyObject, randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import type { Digest } from '../cms/algorithms.ts';
import type { ContentCipher } from '../cms/envelope.ts';
import { certificateFingerprint } from '../cms/signer-cache.ts';
import type { Issuer } from '../x509/certificates.ts';
import type { openTestIdentity } from './house.ts';
import { readCertRep, selfSigned, testRequest, testScepMessage } from './material.ts';

export const PKCS_REQ = '19';
export const RENEWAL_REQ = '17';

/** What a test asks for; the rest is as an ordinary first request has it. */
interface Asked {
  type?: string;
  transactionId?: string;
  content?: Buffer;
  challenge?: string;
  key?: KeyObject;
  signer?: Issuer;
  cipher?: ContentCipher;
  digest?: Digest;
  signedAt?: number;
}

/** A SCEP client of the test house, with a key it uses unless told otherwise. */
export function scepClient(house: Awaited<ReturnType<typeof openTestIdentity>>, key: KeyObject) {
  function messageOf(asked: Asked): Buffer {
    const signer = asked.signer ?? selfSigned(asked.key ?? key, house.clock.at);
    return testScepMessage({
      type: asked.type ?? PKCS_REQ,
      transactionId: asked.transactionId ?? randomUUID(),
      content:
        asked.content ??
        testRequest(asked.key ?? key, asked.challenge === undefined ? {} : { challenge: asked.challenge }),
      signer,
      authorityDer: house.authority.rootCertificate.der,
      signedAt: asked.signedAt ?? house.clock.at,
      ...(asked.cipher === undefined ? {} : { cipher: asked.cipher }),
      ...(asked.digest === undefined ? {} : { digest: asked.digest }),
    });
  }

  async function send(message: Buffer): Promise<Buffer> {
    const answer = await house.scep.handle({ operation: 'PKIOperation', message });
    expect(answer).toMatchObject({ status: 200, contentType: 'application/x-pki-message' });
    return answer.body;
  }

  async function ask(asked: Asked) {
    // An answer names its recipient by issuer and serial: it opens only with the certificate that asked.
    const signer = asked.signer ?? selfSigned(asked.key ?? key, house.clock.at);
    return readCertRep(await send(messageOf({ ...asked, signer })), signer);
  }

  async function enroll(asked: Asked = {}) {
    const reply = await ask({ challenge: await house.challenge(), ...asked });
    expect(reply.status).toBe('0');
    const der = reply.certificateDer as Buffer;
    return {
      reply,
      der,
      fingerprint: certificateFingerprint(der),
      identity: { certificateDer: der, privateKey: asked.key ?? key },
    };
  }

  return { messageOf, send, ask, enroll };
}
