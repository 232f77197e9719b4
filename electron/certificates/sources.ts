import { generateKeyPair, hash, type KeyObject, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import { type DistinguishedName, payloadSubject, readName } from '../../shared/certificates/distinguished-name.ts';
import {
  type CertificateSource,
  type LibraryKind,
  PAYLOADS_OF_KIND,
  SOURCE_KEY,
} from '../../shared/certificates/source.ts';
import { CartwrightError } from '../../shared/errors.ts';
import { aboutOf, fillContent, namesIn, variableProblem } from '../../shared/variables/index.ts';
import {
  type Authority,
  encodeName,
  holderNames,
  loadPkcs8,
  nameText,
  publicKeyInfoOf,
  scepNameOf,
  writePkcs12,
} from '../identity/index.ts';
import type { CertificateSources, NotDelivered, SourceContext } from '../profiles/index.ts';
import type { PlistDict } from '../protocol/index.ts';
import type { Store } from '../store/index.ts';
import { fetchChallenge } from './challenge.ts';
import { chainOf, type ItemRow, type Library } from './library.ts';
import { type Orders, ordered, type Wanted } from './orders.ts';

const generate = promisify(generateKeyPair);
/** The password is made of chance. */
const ROUNDS = 1000;
const USAGE_FLAGS = { both: 5, signing: 1, encryption: 4 } as const;

type Issued = Extract<CertificateSource, { source: 'authority-scep' | 'authority-pkcs12' }>;

export interface SourceParts {
  readonly store: Store;
  readonly authority: Authority;
  readonly orders: Orders;
  readonly library: Library;
  /** Where devices reach the listener. */
  readonly baseUrl: () => string;
  readonly attributeVariables: () => readonly string[];
  /** What a device is called, for lists. */
  readonly deviceName: (deviceId: string) => string;
}

/** Where certificates come from when a profile leaves: the built-in authority, and the library. */
export function openSources(parts: SourceParts): CertificateSources {
  const { store, authority, orders, library, baseUrl } = parts;
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
      way: source.source === 'authority-scep' ? 'scep' : 'pkcs12',
      wanted: hash('sha256', JSON.stringify([terms, key, authority.issuing.shortName]), 'hex'),
      subject: nameText(subject),
      terms,
    };
  };

  const itemFor = (itemId: string, context: SourceContext): ItemRow | string => {
    const row = library.row(itemId);
    if (row === undefined) return 'Its certificate is not in the library any more. Choose another one in the profile.';
    const type = String(context.payload.PayloadType);
    if (!PAYLOADS_OF_KIND[row.kind].includes(type))
      return `“${row.name}” of the library is ${WORDS[row.kind]} and cannot be used for the payload ${type}.`;
    return row;
  };

  const settingsOf = (row: ItemRow) => (row.kind === 'scep' ? library.scepOf(row) : library.acmeOf(row));

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
      chainDer: [authority.issuing.der],
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
      if (source.source === 'library') {
        const row = itemFor(source.item, context);
        if (typeof row === 'string') return { kind: 'impossible', because: row };
        const token = `${row.id}:${row.generation}`;
        if (row.kind === 'certificate' || row.kind === 'identity')
          return { kind: 'ready', token, generation: row.generation, used: [] };
        const settings = settingsOf(row);
        const used = namesIn(settings);
        const problem = used.flatMap((name) => variableProblem(name, parts.attributeVariables()) ?? [])[0];
        if (problem !== undefined) return { kind: 'impossible', because: `“${row.name}”: ${problem.message}` };
        const filled = fillContent(settings, context.device.values);
        if (filled.missing.length > 0) return { kind: 'waiting', missing: filled.missing };
        const name = readName(filled.content.subject);
        if ('problem' in name) return { kind: 'impossible', because: `The subject of “${row.name}”: ${name.problem}` };
        const values = hash('sha256', JSON.stringify(filled.content), 'hex');
        return { kind: 'ready', token: `${token}:${values}`, generation: row.generation, used };
      }
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
      if (source.source === 'authority-root') return { ...payload, PayloadContent: authority.issuing.der };
      if (source.source === 'library') {
        const row = itemFor(source.item, context);
        if (typeof row === 'string') throw new CartwrightError('conflict', row);
        return fromLibrary(row, context);
      }
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

  async function fromLibrary(row: ItemRow, { payload, device }: SourceContext): Promise<PlistDict> {
    if (row.kind === 'certificate') return { ...payload, PayloadContent: Buffer.from(row.der ?? []) };
    if (row.kind === 'identity') {
      const password = randomBytes(18).toString('base64url');
      const file = {
        certificateDer: Buffer.from(row.der ?? []),
        privateKey: loadPkcs8(store.vault.get(row.secretId ?? '', 'private-key')),
        chainDer: chainOf(row),
        name: row.name,
      };
      return { ...payload, PayloadContent: writePkcs12(file, password, ROUNDS), Password: password };
    }
    if (row.kind === 'acme') {
      const acme = fillContent(library.acmeOf(row), device.values).content;
      const names = alternativeNames(acme.names);
      return {
        ...payload,
        DirectoryURL: acme.directoryUrl,
        ClientIdentifier: acme.clientIdentifier,
        KeyType: acme.keyType,
        KeySize: acme.keySize,
        HardwareBound: acme.hardwareBound,
        Attest: acme.attest,
        Subject: payloadSubject(readOrThrow(acme.subject)),
        ...(names === undefined ? {} : { SubjectAltName: names }),
        UsageFlags: USAGE_FLAGS[acme.usage],
        ...(acme.extendedUsage.length === 0 ? {} : { ExtendedKeyUsage: acme.extendedUsage }),
      };
    }
    const scep = fillContent(library.scepOf(row), device.values).content;
    const secret = row.secretId === null ? '' : store.vault.get(row.secretId, 'certificate-server').toString('utf8');
    const challenge =
      scep.challenge === 'none'
        ? undefined
        : scep.challenge === 'static'
          ? secret
          : await fetchChallenge({
              url: scep.challengeUrl,
              user: scep.challengeUser,
              password: secret,
              trustPem: library.trustPem(),
            });
    return {
      ...payload,
      PayloadContent: scepContent(readOrThrow(scep.subject), scep.names, {
        URL: scep.url,
        ...(scep.authorityName === '' ? {} : { Name: scep.authorityName }),
        ...(challenge === undefined || challenge === '' ? {} : { Challenge: challenge }),
        Keysize: scep.keySize,
        'Key Type': 'RSA',
        'Key Usage': USAGE_FLAGS[scep.usage],
        ...(scep.fingerprint === '' ? {} : { CAFingerprint: Buffer.from(scep.fingerprint, 'hex') }),
        Retries: scep.retries,
        RetryDelay: scep.retryDelay,
        ...kept(payload),
      }),
    };
  }
}

interface Bundle {
  readonly p12: string;
  readonly password: string;
}

const WORDS: Readonly<Record<LibraryKind, string>> = {
  certificate: 'a certificate',
  identity: 'an identity',
  scep: 'a SCEP server',
  acme: 'an ACME server',
};

function readOrThrow(subject: string): DistinguishedName {
  const read = readName(subject);
  if ('problem' in read) throw new CartwrightError('bad-request', `The subject of the certificate: ${read.problem}`);
  return read.name;
}

function scepContent(
  name: DistinguishedName,
  names: { email?: string; dns?: string; uri?: string; upn?: string },
  rest: PlistDict,
): PlistDict {
  const alternative = alternativeNames(names);
  return {
    ...rest,
    Subject: payloadSubject(name),
    ...(alternative === undefined ? {} : { SubjectAltName: alternative }),
  };
}

function alternativeNames(names: { email?: string; dns?: string; uri?: string; upn?: string }): PlistDict | undefined {
  const entries = [
    ['rfc822Name', names.email],
    ['dNSName', names.dns],
    ['uniformResourceIdentifier', names.uri],
    ['ntPrincipalName', names.upn],
  ].filter((entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== '');
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

/** What an administrator says about the key on the device stays as it is. */
function kept(payload: PlistDict): PlistDict {
  const content = payload.PayloadContent;
  if (typeof content !== 'object' || content === null) return {};
  return Object.fromEntries(
    (['KeyIsExtractable', 'AllowAllAppsAccess'] as const).flatMap((key) => {
      const value = (content as PlistDict)[key];
      return value === undefined ? [] : [[key, value]];
    }),
  );
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
