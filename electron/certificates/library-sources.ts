import { hash, randomBytes } from 'node:crypto';
import { payloadSubject, readName } from '../../shared/certificates/distinguished-name.ts';
import { type LibraryKind, PAYLOADS_OF_KIND } from '../../shared/certificates/source.ts';
import type { AcmeSettings, ScepSettings } from '../../shared/contract/certificate-library.ts';
import { CartwrightError } from '../../shared/errors.ts';
import { fillContent, namesIn, variableProblem } from '../../shared/variables/index.ts';
import { encodeName, loadPkcs8, nameText, writePkcs12 } from '../identity/index.ts';
import type { CertificateSources, NotDelivered, SourceContext } from '../profiles/index.ts';
import type { PlistDict } from '../protocol/index.ts';
import { challengePage, fetchChallenge } from './challenge.ts';
import { chainOf, type ItemRow } from './library.ts';
import type { Wanted } from './orders.ts';
import { alternativeNames, kept, ROUNDS, readOrThrow, scepContent, USAGE_FLAGS } from './payload-content.ts';
import type { SourceParts } from './sources.ts';

/** The way under which devices reach a SCEP server of others through this one. */
export const RELAY_PATH = '/scep/via/';

type Assessed = ReturnType<CertificateSources['assess']>;

/** Where the payloads that name something of the library take their certificate from. */
export interface LibrarySources {
  assess(itemId: string, context: SourceContext): Assessed;
  /** @throws CartwrightError with what to do */
  complete(itemId: string, context: SourceContext): Promise<PlistDict>;
}

export function openLibrarySources(parts: SourceParts): LibrarySources {
  const { store, orders, library, personal, baseUrl } = parts;

  const itemFor = (itemId: string, context: SourceContext): ItemRow | string => {
    const row = library.row(itemId);
    if (row === undefined) return 'Its certificate is not in the library any more. Choose another one in the profile.';
    const type = String(context.payload.PayloadType);
    if (!PAYLOADS_OF_KIND[row.kind].includes(type))
      return `“${row.name}” of the library is ${WORDS[row.kind]} and cannot be used for the payload ${type}.`;
    return row;
  };

  const keyOf = ({ device, profileIdentifier, payloadUuid }: SourceContext) => ({
    holder: `device:${device.id}`,
    profileIdentifier,
    payloadUuid,
  });

  /** What is wanted of a server of others, once its variables stand for something. */
  const wish = (row: ItemRow, context: SourceContext, settings: ScepSettings | AcmeSettings): Wanted => {
    // How challenges are got is no concern of the device.
    const { renewDays, preferKerberos: _, ...content } = { preferKerberos: false, ...settings };
    const subject = nameText(encodeName(readOrThrow(settings.subject)));
    return {
      ...keyOf(context),
      deviceId: context.device.id,
      holderName: parts.deviceName(context.device.id),
      way: row.kind === 'acme' ? 'foreign-acme' : 'foreign-scep',
      itemId: row.id,
      wanted: hash('sha256', JSON.stringify([row.id, row.generation, content]), 'hex'),
      subject,
      terms: { subject: '', subjectAltName: null, days: 0, renewDays, usage: settings.usage },
    };
  };

  const filledOf = (row: ItemRow, context: SourceContext) =>
    fillContent<ScepSettings | AcmeSettings>(
      row.kind === 'acme' ? library.acmeOf(row) : library.scepOf(row),
      context.device.values,
    );

  const assessServer = (row: ItemRow, context: SourceContext): Assessed => {
    const used = namesIn(row.kind === 'acme' ? library.acmeOf(row) : library.scepOf(row));
    const problem = used.flatMap((name) => variableProblem(name, parts.attributeVariables()) ?? [])[0];
    if (problem !== undefined) return { kind: 'impossible', because: `“${row.name}”: ${problem.message}` };
    const filled = filledOf(row, context);
    if (filled.missing.length > 0) return { kind: 'waiting', missing: filled.missing };
    const name = readName(filled.content.subject);
    if ('problem' in name) return { kind: 'impossible', because: `The subject of “${row.name}”: ${name.problem}` };
    const wanted = wish(row, context, filled.content);
    const generation = orders.generationOf(orders.byKey(wanted), wanted.wanted);
    return { kind: 'ready', token: `${wanted.wanted}:${generation}`, generation, used };
  };

  const personalFor = (row: ItemRow, context: SourceContext) => {
    const person = context.device.values.USERID ?? '';
    if (person === '') return { kind: 'waiting', missing: ['USERID'] } satisfies NotDelivered;
    const identity = personal.of(row.id, person);
    if (identity?.der == null || identity.fingerprint === null)
      return {
        kind: 'impossible',
        because: `${person} has not brought an identity for “${row.name}” yet. Send them a link from the library.`,
      } satisfies NotDelivered;
    const wanted = `${identity.id}:${identity.fingerprint}`;
    // A device that has it keeps it; to others the key would have to go.
    if (identity.secretId === null && orders.byKey(keyOf(context))?.wanted !== wanted)
      return {
        kind: 'impossible',
        because: `The key that ${person} brought for “${row.name}” was deleted as agreed. They have to upload it again.`,
      } satisfies NotDelivered;
    return { kind: 'ready', wanted, identity, person } as const;
  };

  const completePersonal = async (row: ItemRow, context: SourceContext): Promise<PlistDict> => {
    const found = personalFor(row, context);
    if (found.kind !== 'ready' || found.identity.secretId === null)
      throw new CartwrightError(
        'conflict',
        found.kind === 'impossible' ? found.because : `The person has to upload the identity for “${row.name}” again.`,
      );
    const { identity, wanted, person } = found;
    const password = randomBytes(18).toString('base64url');
    const file = {
      certificateDer: Buffer.from(identity.der ?? []),
      privateKey: loadPkcs8(store.vault.get(found.identity.secretId, 'private-key')),
      chainDer: chainOf(identity),
      name: `${row.name}: ${person}`,
    };
    await store.write((work) => {
      const order = orders.upToDate(work, {
        ...keyOf(context),
        deviceId: context.device.id,
        holderName: parts.deviceName(context.device.id),
        way: 'personal',
        itemId: row.id,
        wanted,
        subject: identity.subject ?? '',
        terms: { subject: '', subjectAltName: null, days: 0, renewDays: 0, usage: 'both' },
      });
      if (order.fingerprint !== identity.fingerprint || order.state !== 'issued')
        orders.known(work, order, { fingerprint: identity.fingerprint ?? '', notAfter: identity.notAfter ?? 0 });
    });
    return { ...context.payload, PayloadContent: writePkcs12(file, password, ROUNDS), Password: password };
  };

  const completeScep = async (row: ItemRow, context: SourceContext, scep: ScepSettings): Promise<PlistDict> => {
    const secret = row.secretId === null ? '' : store.vault.get(row.secretId, 'certificate-server').toString('utf8');
    const challenge =
      scep.challenge === 'none'
        ? undefined
        : scep.challenge === 'static'
          ? secret
          : (await fetchChallenge(challengePage(scep, secret, library.trustPem()), parts.kerberos)).challenge;
    const pass = await store.write((work) => {
      const order = orders.upToDate(work, wish(row, context, scep));
      return scep.relay ? orders.challenge(work, order) : undefined;
    });
    return {
      ...context.payload,
      PayloadContent: scepContent(readOrThrow(scep.subject), scep.names, {
        URL: pass === undefined ? scep.url : `${baseUrl()}${RELAY_PATH}${pass}`,
        ...(scep.authorityName === '' ? {} : { Name: scep.authorityName }),
        ...(challenge === undefined || challenge === '' ? {} : { Challenge: challenge }),
        Keysize: scep.keySize,
        'Key Type': 'RSA',
        'Key Usage': USAGE_FLAGS[scep.usage],
        ...(scep.fingerprint === '' ? {} : { CAFingerprint: Buffer.from(scep.fingerprint, 'hex') }),
        Retries: scep.retries,
        RetryDelay: scep.retryDelay,
        ...kept(context.payload),
      }),
    };
  };

  const completeAcme = async (row: ItemRow, context: SourceContext, acme: AcmeSettings): Promise<PlistDict> => {
    await store.write((work) => orders.upToDate(work, wish(row, context, acme)));
    const names = alternativeNames(acme.names);
    return {
      ...context.payload,
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
  };

  const completeIdentity = (row: ItemRow, { payload }: SourceContext): PlistDict => {
    const password = randomBytes(18).toString('base64url');
    const file = {
      certificateDer: Buffer.from(row.der ?? []),
      privateKey: loadPkcs8(store.vault.get(row.secretId ?? '', 'private-key')),
      chainDer: chainOf(row),
      name: row.name,
    };
    return { ...payload, PayloadContent: writePkcs12(file, password, ROUNDS), Password: password };
  };

  return {
    assess(itemId, context) {
      const row = itemFor(itemId, context);
      if (typeof row === 'string') return { kind: 'impossible', because: row };
      switch (row.kind) {
        case 'certificate':
        case 'identity':
          return { kind: 'ready', token: `${row.id}:${row.generation}`, generation: row.generation, used: [] };
        case 'personal': {
          const found = personalFor(row, context);
          if (found.kind !== 'ready') return found;
          return { kind: 'ready', token: found.wanted, generation: found.identity.generation, used: ['USERID'] };
        }
        default:
          return assessServer(row, context);
      }
    },

    async complete(itemId, context) {
      const row = itemFor(itemId, context);
      if (typeof row === 'string') throw new CartwrightError('conflict', row);
      switch (row.kind) {
        case 'certificate':
          return { ...context.payload, PayloadContent: Buffer.from(row.der ?? []) };
        case 'identity':
          return completeIdentity(row, context);
        case 'personal':
          return completePersonal(row, context);
        case 'acme':
          return completeAcme(row, context, fillContent(library.acmeOf(row), context.device.values).content);
        case 'scep':
          return completeScep(row, context, fillContent(library.scepOf(row), context.device.values).content);
      }
    },
  };
}

/** For sentences, with their articles. */
const WORDS: Readonly<Record<LibraryKind, string>> = {
  certificate: 'a certificate',
  identity: 'an identity',
  scep: 'a SCEP server',
  acme: 'an ACME server',
  personal: 'for identities that people bring',
};
