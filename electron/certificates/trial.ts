import { generateKeyPair, hash } from 'node:crypto';
import { promisify } from 'node:util';
import { readName } from '../../shared/certificates/distinguished-name.ts';
import type { CertificateTrial } from '../../shared/contract/certificate-library.ts';
import { CartwrightError } from '../../shared/errors.ts';
import { fillContent, type VariableValues } from '../../shared/variables/index.ts';
import {
  type Authority,
  buildScepRequest,
  certificateFingerprint,
  certificatePem,
  encodeName,
  holderNames,
  nameText,
  parseCertificate,
  readScepAuthority,
  readScepReply,
  scepNameOf,
} from '../identity/index.ts';
import type { Store } from '../store/index.ts';
import { askServer } from './ask-server.ts';
import { challengePage, type FetchedChallenge, fetchChallenge, type Negotiator } from './challenge.ts';
import { chainOf, type Library } from './library.ts';
import type { Orders } from './orders.ts';

const generate = promisify(generateKeyPair);
type Step = CertificateTrial['steps'][number];

/** What a trial asks, whoever's server it is. */
interface Target {
  readonly url: string;
  readonly authorityName: string;
  readonly subject: string;
  readonly names: Parameters<typeof holderNames>[0];
  readonly keySize: number;
  /** Expected SHA-1 or SHA-256 of the authority's certificate in hex; empty for any. */
  readonly fingerprint: string;
  readonly trustPem: readonly string[];
  /** The certificates above what it issues, when they are known: nearest first. */
  readonly chain: readonly Buffer[];
  /** The challenge, and how it was got. */
  readonly challenge: () => Promise<readonly [challenge: string | undefined, detail: string]>;
  readonly done?: (certificateDer: Buffer) => Promise<string>;
}

/** Tries to get a certificate the way a device does, step by step. */
export function openTrial(parts: {
  store: Store;
  authority: Authority;
  orders: Orders;
  library: Library;
  kerberos: Negotiator;
  baseUrl: () => string;
}) {
  const { store, authority, orders, library, kerberos, baseUrl } = parts;

  const builtIn = (): Target => {
    const key = { holder: 'trial:', profileIdentifier: 'trial', payloadUuid: 'trial' };
    return {
      url: `${baseUrl()}/scep`,
      authorityName: scepNameOf(authority.issuing),
      subject: 'CN=Test certificate',
      names: {},
      keySize: 2048,
      fingerprint: authority.issuing.fingerprint,
      trustPem: authority.roots.map(({ pem }) => pem),
      chain: [authority.issuing.der],
      challenge: () =>
        store.write((work) => {
          const terms = {
            subject: encodeName([['CN', 'Test certificate']]).toString('base64'),
            subjectAltName: null,
            days: 1,
            renewDays: 1,
            usage: 'both' as const,
          };
          const row = orders.upToDate(work, {
            ...key,
            deviceId: null,
            holderName: 'Test',
            way: 'scep',
            itemId: null,
            wanted: String(work.now),
            subject: 'CN=Test certificate',
            terms,
          });
          return [orders.challenge(work, row), 'There is one.'] as const;
        }),
      done: async (der) => {
        await store.write((work) => {
          authority.revokeWithin(work, certificateFingerprint(der), 'cessationOfOperation');
          store.run((db) => db.deleteFrom('certificateOrder').where('holder', '=', key.holder));
        });
        return 'The test certificate was revoked again.';
      },
    };
  };

  const ofLibrary = (itemId: string, values: VariableValues): Target => {
    const row = library.row(itemId);
    if (row === undefined) throw new CartwrightError('not-found', 'The certificate library has no such item.');
    if (row.kind !== 'scep') throw new CartwrightError('bad-request', 'Only SCEP servers can be tried from here.');
    const { content: scep, missing } = fillContent(library.scepOf(row), values);
    if (missing.length > 0)
      throw new CartwrightError(
        'conflict',
        `There is no value for ${missing.map((name) => `$${name}$`).join(', ')}. Choose a device that has one.`,
      );
    const secret = row.secretId === null ? '' : store.vault.get(row.secretId, 'certificate-server').toString('utf8');
    return {
      ...scep,
      trustPem: library.trustPem(),
      chain: chainOf(row),
      challenge: async () => {
        if (scep.challenge === 'none') return [undefined, 'None is needed.'];
        if (scep.challenge === 'static') return [secret, 'There is one.'];
        const found = await fetchChallenge(challengePage(scep, secret, library.trustPem()), kerberos);
        return [found.challenge, wayOf(found)];
      },
    };
  };

  return async (itemId: string | null, values: VariableValues): Promise<CertificateTrial> => {
    const target = itemId === null ? builtIn() : ofLibrary(itemId, values);
    const steps: Step[] = [];
    let pem: string | null = null;
    /** Runs one step and notes how it went; what comes after a failed one does not run. */
    const step = async <T>(name: Step['step'], run: () => Promise<readonly [T, string]>): Promise<T> => {
      try {
        const [value, detail] = await run();
        steps.push({ step: name, ok: true, detail });
        return value;
      } catch (error) {
        const detail = error instanceof CartwrightError ? error.message : 'The answer of the server cannot be read.';
        steps.push({ step: name, ok: false, detail });
        throw new TrialEnded();
      }
    };
    const get = (operation: string) =>
      askServer(
        `${target.url}${target.url.includes('?') ? '&' : '?'}operation=${operation}&message=${encodeURIComponent(target.authorityName)}`,
        {
          trustPem: target.trustPem,
        },
      );
    try {
      const name = await step('subject', async () => {
        const read = readName(target.subject);
        if ('problem' in read) throw new CartwrightError('bad-request', read.problem);
        return [read.name, target.subject] as const;
      });
      await step('reach', async () => {
        const answer = await get('GetCACaps');
        if (answer.status !== 200)
          throw new CartwrightError('conflict', `The server answered ${answer.status}. Check the address.`);
        const words = answer.body.toString('latin1').split(/\s+/).filter(Boolean);
        return [words, words.slice(0, 12).join(', ')] as const;
      });
      const authorities = await step('authority', async () => {
        const answer = await get('GetCACert');
        if (answer.status !== 200)
          throw new CartwrightError('conflict', `The server answered ${answer.status} instead of its certificate.`);
        const found = readScepAuthority(answer.body);
        return [found, nameText(parseCertificate(found.authorityDer).subject)] as const;
      });
      if (target.fingerprint !== '')
        await step('fingerprint', async () => {
          const digest = target.fingerprint.length === 40 ? 'sha1' : 'sha256';
          const found = hash(digest, authorities.authorityDer, 'hex');
          if (found !== target.fingerprint)
            throw new CartwrightError(
              'conflict',
              `The certificate of the authority has the fingerprint ${found}, not the one given.`,
            );
          return [undefined, found] as const;
        });
      const challenge = await step('challenge', target.challenge);
      const { privateKey } = await generate('rsa', { modulusLength: target.keySize });
      const request = buildScepRequest({
        privateKey,
        subject: encodeName(name),
        subjectAltName: holderNames(target.names),
        challenge,
        recipientDer: authorities.recipientDer,
        now: store.clock.now(),
      });
      const der = await step('request', async () => {
        const answer = await askServer(`${target.url}${target.url.includes('?') ? '&' : '?'}operation=PKIOperation`, {
          trustPem: target.trustPem,
          method: 'POST',
          body: request.message,
          contentType: 'application/x-pki-message',
        });
        if (answer.status !== 200)
          throw new CartwrightError('conflict', `The server answered ${answer.status} to the request.`);
        const reply = readScepReply(answer.body, request, authorities.all);
        if (reply.status === 'pending')
          throw new CartwrightError(
            'conflict',
            'Somebody has to approve the request on the server. Devices would wait as well.',
          );
        if (reply.status === 'refused')
          throw new CartwrightError(
            'conflict',
            `The server refused the request (${reply.reason}). ${REFUSALS[reply.reason] ?? ''}`,
          );
        return [reply.certificateDer, nameText(parseCertificate(reply.certificateDer).subject)] as const;
      });
      pem = certificatePem(der);
      await step('chain', async () => {
        const { issuer } = parseCertificate(der);
        const [nearest] = target.chain;
        if (nearest !== undefined && !issuer.equals(parseCertificate(nearest).subject))
          throw new CartwrightError(
            'conflict',
            `The certificate is of ${nameText(issuer)}, and the chain you gave begins with ${nameText(parseCertificate(nearest).subject)}.`,
          );
        if (!issuer.equals(parseCertificate(authorities.authorityDer).subject))
          throw new CartwrightError(
            'conflict',
            `The certificate is of another authority: ${nameText(issuer)}. Give devices its certificate too.`,
          );
        return [undefined, nameText(issuer)] as const;
      });
      if (target.done !== undefined) {
        const { done } = target;
        await step('clean-up', async () => [undefined, await done(der)] as const);
      }
    } catch (error) {
      if (!(error instanceof TrialEnded)) throw error;
    }
    return { ok: steps.every(({ ok }) => ok), steps, pem };
  };
}

/** By which way a challenge was got, and why not by the one that is preferred. */
function wayOf({ by, instead }: FetchedChallenge): string {
  if (by === 'kerberos') return 'There is one, by Kerberos.';
  if (by === 'nothing') return 'There is one, without signing in.';
  return instead === undefined
    ? 'There is one, by user name and password.'
    : `There is one, by user name and password. Kerberos did not work: ${instead}`;
}

/** A step failed; what is to be told stands in its line. */
class TrialEnded extends Error {}

const REFUSALS: Readonly<Record<string, string>> = {
  badRequest: 'Usually the challenge is wrong or used up, or the template does not allow this subject.',
  badMessageCheck: 'It could not read the request: another certificate may answer for the authority than it sends.',
  badAlg: 'It does not take SHA-256 and AES.',
  badTime: 'The clocks differ.',
};
