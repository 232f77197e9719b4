import { z } from 'zod';
import { sourcesIn } from '../../shared/certificates/source.ts';
import type {
  CertificateItem,
  CertificateTrial,
  ConfiguredCertificate,
  ConfiguredQuery,
  SigningIdentityState,
} from '../../shared/contract/certificate-library.ts';
import { CartwrightError } from '../../shared/errors.ts';
import type { Logger } from '../../shared/logger.ts';
import type { VariableValues } from '../../shared/variables/index.ts';
import { type Authority, loadPkcs8 } from '../identity/index.ts';
import type { CertificateSources } from '../profiles/index.ts';
import { readSetting, type Store, writeSetting } from '../store/index.ts';
import type { Negotiator } from './challenge.ts';
import { openForeign } from './foreign.ts';
import { chainOf, type Library, openLibrary } from './library.ts';
import type { Orders } from './orders.ts';
import { openPersonal, type Personal } from './personal.ts';
import { openRelay, type RelayAnswer, type RelayRequest } from './relay.ts';
import { openSources } from './sources.ts';
import { openTrial } from './trial.ts';
import { openUploadPage, UPLOAD_PATH, type UploadAnswer, type UploadRequest } from './upload-page.ts';

const DAY = 86_400_000;
const EXPIRING = 30 * DAY;
const SIGNING = 'profile-signing-identity';

/** A profile that is kept, as far as its certificates matter. */
export interface ProfileWithSources {
  readonly id: string;
  readonly title: string;
  readonly content: Readonly<Record<string, unknown>>;
}

/** Certificates as configuration: the library, what profiles bring, and what signs them. */
export interface Certificates {
  readonly library: Library;
  readonly personal: Personal;
  /** A link by which a person uploads an identity. */
  link(itemId: string, person: string, days: number, actor: string): Promise<{ url: string; untilAt: number }>;
  /** What devices say to SCEP servers of others through us. */
  relay(request: RelayRequest): Promise<RelayAnswer>;
  /** The page where people upload their identities. */
  upload(request: UploadRequest): Promise<UploadAnswer>;
  readonly sources: CertificateSources;
  /** Signs a profile: the identity that was chosen, else the built-in authority. */
  sign(xml: Buffer): Buffer;
  signing(): SigningIdentityState;
  /** @throws CartwrightError `not-found`, `bad-request` when it is no identity */
  setSigning(itemId: string | null, actor: string): Promise<SigningIdentityState>;
  trial(itemId: string | null, values: VariableValues): Promise<CertificateTrial>;
  configured(query: ConfiguredQuery): { total: number; rows: ConfiguredCertificate[] };
  /** @throws CartwrightError `not-found` */
  renew(orderId: string, actor: string): Promise<ConfiguredCertificate>;
  /** @throws CartwrightError `not-found`, `conflict` when nothing was issued */
  revoke(orderId: string, actor: string): Promise<ConfiguredCertificate>;
  /** Certificates and identities of the library that end before a time, the first first. */
  ending(before: number): { id: string; name: string; notAfterAt: number; uses: number; signs: boolean }[];
  /** Counts on what ends soon, so that its profile is sent again. Returns how many. */
  renewDue(): Promise<number>;
  stop(): void;
}

export function openCertificates(parts: {
  store: Store;
  logger: Logger;
  authority: Authority;
  orders: Orders;
  /** Signs in to pages that make challenges. */
  kerberos: Negotiator;
  baseUrl: () => string;
  attributeVariables: () => readonly string[];
  /** Profiles that may take certificates from the library. */
  profiles: () => readonly ProfileWithSources[];
}): Certificates {
  const { store, logger, authority, orders, kerberos, baseUrl, profiles } = parts;
  const signingId = (): string | null => readSetting(store, SIGNING, z.string().nullable()) ?? null;
  const usedBy = (itemId: string): CertificateItem['usedBy'] => [
    // Every version of a profile that is kept counts: one may go back to it.
    ...new Map(
      profiles()
        .filter(({ content }) =>
          sourcesIn(content).some(({ source }) => source.source === 'library' && source.item === itemId),
        )
        .map(({ id, title }) => [id, { kind: 'policy' as const, id, title }]),
    ).values(),
    ...(signingId() === itemId ? [{ kind: 'signing' as const, id: itemId, title: 'Signing of profiles' }] : []),
  ];
  const library = openLibrary(store, usedBy);
  const names = store.statement<{ id: string }, { name: string | null; serialNumber: string | null }>((db, p) =>
    db.selectFrom('device').select(['name', 'serialNumber']).where('id', '=', p.id),
  );
  const deviceName = (deviceId: string): string => {
    const row = names.get({ id: deviceId });
    return row?.name ?? row?.serialNumber ?? deviceId;
  };
  const personal = openPersonal(store, library);
  const foreign = openForeign(store, orders);
  const sources = openSources({ ...parts, library, personal, deviceName });
  const trial = openTrial({ store, authority, orders, library, kerberos, baseUrl });

  const describe = (row: NonNullable<ReturnType<Orders['byId']>>): ConfiguredCertificate => {
    const left = row.notAfter === null ? Number.POSITIVE_INFINITY : row.notAfter - store.clock.now();
    const state =
      row.state !== 'issued'
        ? row.state
        : left <= 0
          ? 'expired'
          : left <= EXPIRING && row.renewAt === null
            ? 'expiring'
            : 'issued';
    return {
      id: row.id,
      way: row.way,
      holder: row.holder.startsWith('person:') ? 'person' : 'device',
      holderName: row.deviceId === null ? row.holderName : deviceName(row.deviceId),
      deviceId: row.deviceId,
      profileIdentifier: row.profileIdentifier,
      subject: row.subject,
      state: row.state === 'due' && left <= 0 ? 'expired' : state,
      generation: row.generation,
      fingerprint: row.fingerprint,
      issuedAt: row.issuedAt,
      notAfter: row.notAfter,
      renewAt: row.renewAt,
    };
  };
  const find = (orderId: string) => {
    const row = orders.byId(orderId);
    if (row === undefined) throw new CartwrightError('not-found', 'There is no such certificate.');
    return row;
  };
  const signing = (): SigningIdentityState => {
    const itemId = signingId();
    const row = itemId === null ? undefined : library.row(itemId);
    if (row?.subject != null && row.notAfter !== null) return { itemId, subject: row.subject, notAfter: row.notAfter };
    const { subjectText, notAfterAt } = authority.issuing;
    return { itemId: null, subject: subjectText, notAfter: notAfterAt };
  };

  // What was issued for a device is of no use to anybody once the device is not managed any more.
  const stop = store.subscribe((events) => {
    for (const { type, deviceId } of events) {
      if (type !== 'enrollment.ended' || deviceId === null) continue;
      const left = orders.ofDevice(deviceId).filter(({ state }) => state !== 'revoked');
      if (left.length === 0 || stillEnrolled(deviceId)) continue;
      store
        .write((work) => {
          for (const row of left) {
            if (row.fingerprint !== null && isOurs(row))
              authority.revokeWithin(work, row.fingerprint, 'cessationOfOperation');
            store.vault.remove(row.challengeSecretId);
            store.vault.remove(row.bundleSecretId);
            store.run((db) => db.deleteFrom('certificateOrder').where('id', '=', row.id));
          }
        })
        .catch((error: unknown) => logger.error({ err: error, deviceId }, 'certificates of a device were not revoked'));
    }
  });
  const enrolled = store.statement<{ deviceId: string }, { id: string }>((db, p) =>
    db
      .selectFrom('enrollment')
      .select('id')
      .where('deviceId', '=', p.deviceId)
      .where('channel', '=', 'device')
      .where('state', '!=', 'ended')
      .limit(1),
  );
  const stillEnrolled = (deviceId: string): boolean => enrolled.get({ deviceId }) !== undefined;

  return {
    library,
    personal,
    relay: openRelay({ store, logger, orders, library }),
    upload: openUploadPage(personal),
    async link(itemId, person, days, actor) {
      const { token, untilAt } = await personal.link(itemId, person, days, actor);
      return { url: `${baseUrl()}${UPLOAD_PATH}${token}`, untilAt };
    },
    sources,
    trial,
    signing,
    stop,

    sign(xml) {
      const itemId = signingId();
      const row = itemId === null ? undefined : library.row(itemId);
      if (row === undefined || row.der === null || row.secretId === null) return authority.signProfile(xml);
      // One that has ended makes profiles look tampered with: ours is better then.
      if ((row.notAfter ?? 0) <= store.clock.now()) return authority.signProfile(xml);
      return authority.signProfile(xml, {
        certificateDer: Buffer.from(row.der),
        privateKey: loadPkcs8(store.vault.get(row.secretId, 'private-key')),
        chainDer: chainOf(row),
      });
    },

    setSigning: (itemId, actor) =>
      store.write((work) => {
        if (itemId !== null && library.get(itemId).kind !== 'identity')
          throw new CartwrightError(
            'bad-request',
            'Profiles are signed by an identity: a certificate with its private key.',
          );
        writeSetting(store, SIGNING, itemId);
        work.event({ type: 'certificate-library.signing-changed', actor, data: { itemId } });
        return signing();
      }),

    configured(query) {
      const rows = store
        .all((db) => {
          let all = db.selectFrom('certificateOrder').selectAll().where('holder', '!=', 'trial:');
          if (query.deviceId !== undefined) all = all.where('deviceId', '=', query.deviceId);
          return all.orderBy((e) => e.fn.coalesce('notAfter', e.val(Number.MAX_SAFE_INTEGER))).orderBy('id');
        })
        .map(describe)
        .filter((row) => query.state === 'all' || row.state === query.state)
        .filter((row) => {
          const wanted = query.search?.toLowerCase() ?? '';
          return [row.holderName, row.subject, row.profileIdentifier].some((text) =>
            text.toLowerCase().includes(wanted),
          );
        });
      return { total: rows.length, rows: rows.slice(query.offset, query.offset + query.limit) };
    },

    renew: (orderId, actor) =>
      store.write((work) => {
        orders.renew(work, find(orderId), actor);
        return describe(find(orderId));
      }),

    revoke: (orderId, actor) =>
      store.write((work) => {
        const row = find(orderId);
        if (!isOurs(row))
          throw new CartwrightError(
            'conflict',
            'Whoever issued this certificate has to revoke it: it is not of the built-in authority.',
          );
        if (row.fingerprint === null) throw new CartwrightError('conflict', 'Nothing was issued yet.');
        authority.revokeWithin(work, row.fingerprint, 'unspecified', actor);
        store.vault.remove(row.challengeSecretId);
        store.vault.remove(row.bundleSecretId);
        orders.change(row.id, {
          state: 'revoked',
          renewAt: null,
          challengeHash: null,
          challengeSecretId: null,
          bundleSecretId: null,
        });
        work.event({
          type: 'certificate-order.revoked',
          deviceId: row.deviceId,
          actor,
          data: { orderId, profileIdentifier: row.profileIdentifier, holder: row.holderName },
        });
        return describe(find(orderId));
      }),

    ending(before) {
      const rows = store.all((db) =>
        db
          .selectFrom('certificateItem')
          .select(['id', 'name', 'notAfter'])
          .where('notAfter', '<=', before)
          .orderBy('notAfter'),
      );
      // Who uses an item is read from every profile, and one item may hold the identities of thousands.
      const known = new Map<string, CertificateItem['usedBy']>();
      const usersOf = (itemId: string): CertificateItem['usedBy'] => {
        const users = known.get(itemId) ?? usedBy(itemId);
        known.set(itemId, users);
        return users;
      };
      const people = personal.ending(before).map(({ id, itemId, person, name, notAfter }) => ({
        ...{ id, name: `${name}: ${person}`, notAfterAt: notAfter ?? 0 },
        ...{ uses: usersOf(itemId).length, signs: false },
      }));
      const items = rows.map(({ id, name, notAfter }) => {
        const users = usersOf(id);
        const signs = users.some(({ kind }) => kind === 'signing');
        return { id, name, notAfterAt: notAfter ?? 0, uses: users.length - (signs ? 1 : 0), signs };
      });
      return [...items, ...people].sort((a, b) => a.notAfterAt - b.notAfterAt);
    },

    async renewDue() {
      await foreign();
      return store.write((work) => {
        personal.sweep(work);
        const due = orders.due(work.now);
        for (const row of due) orders.renew(work, row, 'system');
        return due.length;
      });
    },
  };
}

/** Of the built-in authority, which can revoke it. */
const isOurs = ({ way }: { readonly way: string }): boolean => way === 'scep' || way === 'pkcs12';
