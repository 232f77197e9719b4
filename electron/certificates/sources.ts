import { generateKeyPair, hash, type KeyObject, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import { readName } from '../../shared/certificates/distinguished-name.ts';
import { type CertificateSource, SOURCE_KEY } from '../../shared/certificates/source.ts';
import { CartwrightError } from '../../shared/errors.ts';
import { aboutOf, namesIn } from '../../shared/variables/index.ts';
import {
  type Authority,
  encodeName,
  holderNames,
  nameText,
  publicKeyInfoOf,
  scepNameOf,
  writePkcs12,
} from '../identity/index.ts';
import type { CertificateSources, NotDelivered, SourceContext } from '../profiles/index.ts';
import type { Store } from '../store/index.ts';
import type { Negotiator } from './challenge.ts';
import type { Library } from './library.ts';
import { openLibrarySources } from './library-sources.ts';
import { type Orders, ordered, type Wanted } from './orders.ts';
import { kept, ROUNDS, readOrThrow, scepContent, USAGE_FLAGS } from './payload-content.ts';
import type { Personal } from './personal.ts';

const generate = promisify(generateKeyPair);

type Issued = Extract<CertificateSource, { source: 'authority-scep' | 'authority-pkcs12' }>;

export interface SourceParts {
  readonly store: Store;
  readonly authority: Authority;
  readonly orders: Orders;
  readonly library: Library;
  readonly personal: Personal;
  readonly kerberos: Negotiator;
  /** Where devices reach the listener. */
  readonly baseUrl: () => string;
  readonly attributeVariables: () => readonly string[];
  /** What a device is called, for lists. */
  readonly deviceName: (deviceId: string) => string;
}

/** Where certificates come from when a profile leaves: the built-in authority, and the library. */
export function openSources(parts: SourceParts): CertificateSources {
  const { store, authority, orders, baseUrl } = parts;
  const fromLibrary = openLibrarySources(parts);
  /** A certificate is made once, however often it is asked for meanwhile. */
  const making = new Map<string, Promise<{ p12: string; password: string }>>();

  const wish = (source: Issued, context: SourceContext): Wanted | NotDelivered => {
    const { device, profileIdentifier, payloadUuid } = context;
    const person = source.holder === 'person' ? device.values.USERID : undefined;
    if (source.holder === 'person' && (person ?? '') === '') return { kind: 'waiting', missing: ['USERID'] };
    const read = readName(source.subject);
    if ('problem' in read) return { kind: 'impossible', because: `The subject of the certificate: ${read.problem}` };
    const subject = encodeName(read.name);
    const names = holderNames(source.names);
    const key = source.source === 'authority-scep' ? String(source.keySize) : source.key;
    const terms = {
      subject: subject.toString('base64'),
      subjectAltName: names === undefined ? null : names.toString('base64'),
      days: source.days,
      renewDays: source.renewDays,
      usage: source.usage,
    };
    return {
      holder: person === undefined ? `device:${device.id}` : `person:${person.toLowerCase()}`,
      deviceId: person === undefined ? device.id : null,
      holderName: person ?? parts.deviceName(device.id),
      profileIdentifier,
      payloadUuid,
      itemId: null,
      way: source.source === 'authority-scep' ? 'scep' : 'pkcs12',
      wanted: hash('sha256', JSON.stringify([terms, key, authority.issuing.shortName]), 'hex'),
      subject: nameText(subject),
      terms,
    };
  };

  const bundle = async (source: Extract<Issued, { source: 'authority-pkcs12' }>, wanted: Wanted) => {
    const lock = `${wanted.holder}\n${wanted.profileIdentifier}\n${wanted.payloadUuid}\n${wanted.wanted}`;
    const underWay = making.get(lock);
    if (underWay !== undefined) return underWay;
    const made = makeBundle(source, wanted).finally(() => making.delete(lock));
    making.set(lock, made);
    return made;
  };

  const makeBundle = async (source: Extract<Issued, { source: 'authority-pkcs12' }>, wanted: Wanted) => {
    const row = await store.write((work) => orders.upToDate(work, wanted));
    if (row.state === 'revoked')
      throw new CartwrightError('conflict', 'The certificate was revoked. Renew it in the list of certificates.');
    if (row.bundleSecretId !== null)
      return JSON.parse(store.vault.get(row.bundleSecretId, 'certificate-bundle').toString('utf8')) as Bundle;
    const privateKey = await newKey(source.key);
    const identity = authority.prepareConfigured(ordered(row), publicKeyInfoOf(privateKey));
    const password = randomBytes(18).toString('base64url');
    const file = {
      certificateDer: identity.der,
      privateKey,
      chainDer: [authority.issuing.der, ...authority.issuing.chainDer],
      name: wanted.subject,
    };
    const made: Bundle = { p12: writePkcs12(file, password, ROUNDS).toString('base64'), password };
    await store.write((work) => {
      const fingerprint = identity.record(work, {});
      const bundleSecretId = store.vault.put('certificate-bundle', JSON.stringify(made));
      orders.issued(work, row, fingerprint, { bundleSecretId });
    });
    return made;
  };

  return {
    assess(source, context) {
      if (source.source === 'authority-root')
        return { kind: 'ready', token: authority.issuing.fingerprint, generation: 1, used: [] };
      if (source.source === 'library') return fromLibrary.assess(source.item, context);
      const foreign = source.holder === 'person' ? deviceNamesIn(context) : [];
      if (foreign.length > 0)
        return {
          kind: 'impossible',
          because: `A certificate of a person is the same on all their devices: it cannot have ${foreign.join(', ')} in it.`,
        };
      const wanted = wish(source, context);
      if ('kind' in wanted) return wanted;
      const row = orders.byKey(wanted);
      const generation = orders.generationOf(row, wanted.wanted);
      if (row?.state === 'revoked' && row.wanted === wanted.wanted)
        return { kind: 'impossible', because: 'The certificate was revoked. Renew it in the list of certificates.' };
      return { kind: 'ready', token: `${wanted.wanted}:${generation}`, generation, used: [] };
    },

    async complete(source, context) {
      const { payload } = context;
      if (source.source === 'authority-root') return { ...payload, PayloadContent: authority.issuing.anchorDer };
      if (source.source === 'library') return fromLibrary.complete(source.item, context);
      const wanted = wish(source, context);
      if ('kind' in wanted) throw new CartwrightError('conflict', 'A value of the certificate is missing.');
      if (source.source === 'authority-pkcs12') {
        const { p12, password } = await bundle(source, wanted);
        return { ...payload, PayloadContent: Buffer.from(p12, 'base64'), Password: password };
      }
      const challenge = await store.write((work) => orders.challenge(work, orders.upToDate(work, wanted)));
      return {
        ...payload,
        PayloadContent: scepContent(readOrThrow(source.subject), source.names, {
          URL: `${baseUrl()}/scep`,
          Name: scepNameOf(authority.issuing),
          Challenge: challenge,
          Keysize: source.keySize,
          'Key Type': 'RSA',
          'Key Usage': USAGE_FLAGS[source.usage],
          // SHA-1 because that is what devices compare with.
          CAFingerprint: hash('sha1', authority.issuing.der, 'buffer'),
          Retries: 3,
          RetryDelay: 10,
          ...kept(payload),
        }),
      };
    },
  };
}

interface Bundle {
  readonly p12: string;
  readonly password: string;
}

/** Variables of devices in what a certificate of a person shall say, as the profile is kept. */
function deviceNamesIn(context: SourceContext): string[] {
  return namesIn(context.kept[SOURCE_KEY])
    .filter((name) => aboutOf(name) === 'device')
    .map((name) => `$${name}$`);
}

async function newKey(type: 'rsa-2048' | 'rsa-3072' | 'rsa-4096' | 'p-256' | 'p-384'): Promise<KeyObject> {
  if (type.startsWith('p-')) return (await generate('ec', { namedCurve: type.toUpperCase() })).privateKey;
  return (await generate('rsa', { modulusLength: Number(type.slice(4)) })).privateKey;
}
