import { readName } from '../../shared/certificates/distinguished-name.ts';
import {
  type AcmeSettings,
  acmeSettings,
  type CertificateItem,
  type NewCertificateServer,
  type PersonalSettings,
  personalSettings,
  type ScepSettings,
  scepSettings,
} from '../../shared/contract/certificate-library.ts';
import { CartwrightError } from '../../shared/errors.ts';
import { newId } from '../../shared/ids.ts';
import { certificatePem, nameText, parseCertificate } from '../identity/index.ts';
import type { CertificateItemTable, Store } from '../store/index.ts';
import { bytesOf, certificateRow, commonName, identityRow, readChain, readFile } from './certificate-files.ts';

const DAY = 86_400_000;
export const EXPIRING = 60 * DAY;
const MOST_ITEMS = 500;

export type ItemRow = CertificateItemTable;

/** Certificates, identities and servers that payloads take their certificate from. */
export type Library = ReturnType<typeof openLibrary>;

/** @param usedBy what uses an item, asked when somebody looks or removes it */
export function openLibrary(store: Store, usedBy: (itemId: string) => CertificateItem['usedBy']) {
  const byId = store.statement<{ id: string }, ItemRow>((db, p) =>
    db.selectFrom('certificateItem').selectAll().where('id', '=', p.id),
  );
  const all = (): ItemRow[] => store.all((db) => db.selectFrom('certificateItem').selectAll().orderBy('nameKey'));
  const find = (itemId: string): ItemRow => {
    const row = byId.get({ id: itemId });
    if (row === undefined) throw new CartwrightError('not-found', 'The certificate library has no such item.');
    return row;
  };
  const describe = (row: ItemRow): CertificateItem => {
    const left = row.notAfter === null ? undefined : row.notAfter - store.clock.now();
    return {
      id: row.id,
      kind: row.kind,
      name: row.name,
      description: row.description,
      scep: row.kind === 'scep' ? scepOf(row) : null,
      acme: row.kind === 'acme' ? acmeOf(row) : null,
      personal: row.kind === 'personal' ? personalOf(row) : null,
      hasSecret: row.kind === 'scep' && row.secretId !== null,
      fingerprint: row.fingerprint,
      subject: row.subject,
      issuer: row.issuer,
      notBefore: row.notBefore,
      notAfter: row.notAfter,
      chain: chainOf(row).map((der) => nameText(parseCertificate(der).subject)),
      isAuthority: row.der !== null && parseCertificate(Buffer.from(row.der)).isAuthority,
      state: left === undefined ? null : left <= 0 ? 'expired' : left <= EXPIRING ? 'expiring' : 'valid',
      usedBy: [...usedBy(row.id)],
      createdAt: row.createdAt,
      createdBy: row.createdBy,
      changedAt: row.changedAt,
      changedBy: row.changedBy,
    };
  };
  const freeName = (wanted: string): string => {
    const taken = new Set(all().map(({ nameKey }) => nameKey));
    const base = wanted.trim().slice(0, 90) || 'Certificate';
    for (let n = 1; ; n++) {
      const name = n === 1 ? base : `${base} ${n}`;
      if (!taken.has(name.toLowerCase())) return name;
    }
  };
  const unlessTaken = (name: string, change: () => void): void => {
    try {
      change();
    } catch (error) {
      if (!store.isUniqueViolation(error)) throw error;
      throw new CartwrightError('conflict', `The library has an item “${name}” already. Take another name.`);
    }
  };
  const told = (row: Pick<ItemRow, 'id' | 'kind' | 'name'>) => ({ itemId: row.id, kind: row.kind, name: row.name });
  const roomFor = (more: number): void => {
    if (all().length + more > MOST_ITEMS)
      throw new CartwrightError('too-many', `The library holds ${MOST_ITEMS} items at most. Remove some first.`);
  };
  const blank = (at: number, actor: string): Omit<ItemRow, 'kind' | 'name' | 'nameKey' | 'description'> => ({
    id: newId(at),
    settings: '{}',
    fingerprint: null,
    subject: null,
    issuer: null,
    notBefore: null,
    notAfter: null,
    der: null,
    chain: '[]',
    secretId: null,
    generation: 1,
    createdAt: at,
    createdBy: actor,
    changedAt: at,
    changedBy: actor,
  });

  /** Of one field that holds a name or a text with variables: whether it can be read at all. */
  const checkServer = (server: NewCertificateServer): void => {
    if (server.kind === 'personal') return;
    const settings = server.kind === 'scep' ? server.scep : server.acme;
    const read = readName(settings.subject, true);
    if ('problem' in read) throw new CartwrightError('bad-request', read.problem);
    if (server.kind === 'scep' && server.scep.challenge === 'microsoft' && server.scep.challengeUrl === '')
      throw new CartwrightError(
        'bad-request',
        'Say where challenges are made, usually https://server/certsrv/mscep_admin/.',
      );
  };

  return {
    list: (): CertificateItem[] => all().map(describe),
    get: (itemId: string): CertificateItem => describe(find(itemId)),
    row: (itemId: string): ItemRow | undefined => byId.get({ id: itemId }),
    scepOf,
    acmeOf,
    personalOf,
    find,
    /** Certificates of authorities: other servers may be under them. All of them, or those of some items. */
    trustPem: (ids?: readonly string[]): string[] =>
      (ids === undefined ? all() : all().filter(({ id }) => ids.includes(id))).flatMap((row) => [
        ...(row.kind === 'certificate' && row.der !== null ? [certificatePem(Buffer.from(row.der))] : []),
        ...(row.kind === 'scep' ? chainOf(row).map(certificatePem) : []),
      ]),

    /** @throws CartwrightError `bad-certificate` with `data.reason`, `too-many`, `conflict` */
    import: async (
      input: { file: string; passphrase?: string | undefined; name?: string | undefined; description: string },
      actor: string,
    ): Promise<{ added: CertificateItem[]; known: number }> => {
      const bytes = bytesOf(input.file);
      const found = readFile(bytes, input.passphrase, store.clock.now());
      return store.write((work) => {
        const rows = 'privateKey' in found ? [identityRow(found)] : found.map(certificateRow);
        const present = new Set(all().map(({ kind, fingerprint }) => `${kind}:${fingerprint}`));
        const fresh = rows.filter((row) => !present.has(`${row.kind}:${row.fingerprint}`));
        roomFor(fresh.length);
        const added = fresh.map(({ key, ...row }) => {
          const wanted = fresh.length === 1 && input.name !== undefined ? input.name : undefined;
          const name = wanted ?? freeName(commonName(row.subject));
          const secretId = key === undefined ? null : store.vault.put('private-key', key);
          const made: ItemRow = {
            ...blank(work.now, actor),
            ...row,
            name,
            nameKey: name.toLowerCase(),
            description: input.description,
            secretId,
          };
          unlessTaken(name, () => store.run((db) => db.insertInto('certificateItem').values(made)));
          work.event({
            type: 'certificate-library.imported',
            actor,
            data: { ...told(made), fingerprint: row.fingerprint },
          });
          return made.id;
        });
        return { added: added.map((itemId) => describe(find(itemId))), known: rows.length - fresh.length };
      });
    },

    /** @throws CartwrightError `not-found`, `bad-certificate`, `bad-request` when it is of another kind */
    replace: async (
      itemId: string,
      input: { file: string; passphrase?: string | undefined },
      actor: string,
    ): Promise<CertificateItem> => {
      const found = readFile(bytesOf(input.file), input.passphrase, store.clock.now());
      return store.write((work) => {
        const before = find(itemId);
        const row =
          'privateKey' in found ? identityRow(found) : found[0] === undefined ? undefined : certificateRow(found[0]);
        if (row === undefined || row.kind !== before.kind)
          throw new CartwrightError(
            'bad-request',
            before.kind === 'identity'
              ? 'An identity is replaced by one with its private key.'
              : 'A certificate is replaced by one without a private key.',
          );
        if (row.fingerprint === before.fingerprint) return describe(before);
        const { key, ...values } = row;
        store.vault.remove(before.secretId);
        const secretId = key === undefined ? null : store.vault.put('private-key', key);
        store.run((db) =>
          db
            .updateTable('certificateItem')
            .set({ ...values, secretId, generation: before.generation + 1, changedAt: work.now, changedBy: actor })
            .where('id', '=', itemId),
        );
        work.event({
          type: 'certificate-library.changed',
          actor,
          data: { ...told(before), fingerprint: row.fingerprint, former: before.fingerprint },
        });
        return describe(find(itemId));
      });
    },

    createServer: async (server: NewCertificateServer, actor: string): Promise<CertificateItem> => {
      checkServer(server);
      return store.write((work) => {
        roomFor(1);
        const made: ItemRow = {
          ...blank(work.now, actor),
          kind: server.kind,
          name: server.name,
          nameKey: server.name.toLowerCase(),
          description: server.description,
          settings: settingsText(server),
          chain: JSON.stringify(chainGiven(server) ?? []),
          secretId:
            secretOf(server) === undefined ? null : store.vault.put('certificate-server', secretOf(server) ?? ''),
        };
        unlessTaken(server.name, () => store.run((db) => db.insertInto('certificateItem').values(made)));
        work.event({ type: 'certificate-library.added', actor, data: told(made) });
        return describe(find(made.id));
      });
    },

    /** @throws CartwrightError `not-found`, `conflict`, `bad-request` */
    updateServer: async (itemId: string, server: NewCertificateServer, actor: string): Promise<CertificateItem> => {
      checkServer(server);
      return store.write((work) => {
        const before = find(itemId);
        if (before.kind !== server.kind) throw new CartwrightError('bad-request', 'The kind of an item stays.');
        const secret = secretOf(server);
        const settings = settingsText(server);
        const chain = chainGiven(server);
        // Changed settings are another certificate on every device; a new name is not.
        const other = server.kind !== 'personal' && onDevices(settings) !== onDevices(before.settings);
        unlessTaken(server.name, () =>
          store.run((db) =>
            db
              .updateTable('certificateItem')
              .set({
                name: server.name,
                nameKey: server.name.toLowerCase(),
                description: server.description,
                settings,
                ...(chain === undefined ? {} : { chain: JSON.stringify(chain) }),
                secretId:
                  secret === undefined
                    ? before.secretId
                    : store.vault.replace(before.secretId, 'certificate-server', secret),
                generation: before.generation + (other ? 1 : 0),
                changedAt: work.now,
                changedBy: actor,
              })
              .where('id', '=', itemId),
          ),
        );
        work.event({ type: 'certificate-library.changed', actor, data: told({ ...before, name: server.name }) });
        return describe(find(itemId));
      });
    },

    rename: (itemId: string, input: { name: string; description: string }, actor: string): Promise<CertificateItem> =>
      store.write((work) => {
        const before = find(itemId);
        unlessTaken(input.name, () =>
          store.run((db) =>
            db
              .updateTable('certificateItem')
              .set({ ...input, nameKey: input.name.toLowerCase(), changedAt: work.now, changedBy: actor })
              .where('id', '=', itemId),
          ),
        );
        work.event({ type: 'certificate-library.renamed', actor, data: { ...told(before), to: input.name } });
        return describe(find(itemId));
      }),

    /** @throws CartwrightError `not-found`, `conflict` with `data.usedBy` */
    remove: (itemId: string, actor: string): Promise<CertificateItem> =>
      store.write((work) => {
        const row = find(itemId);
        const users = usedBy(itemId);
        if (users.length > 0)
          throw new CartwrightError(
            'conflict',
            `“${row.name}” is used by ${users.map(({ title }) => `“${title}”`).join(', ')}. Change that first.`,
            { data: { usedBy: users.map(({ title }) => title) } },
          );
        const gone = describe(row);
        store.vault.remove(row.secretId);
        // What people brought goes with it.
        for (const { secretId } of store.all((db) =>
          db.selectFrom('personalIdentity').select('secretId').where('itemId', '=', itemId),
        ))
          store.vault.remove(secretId);
        store.run((db) => db.deleteFrom('personalIdentity').where('itemId', '=', itemId));
        store.run((db) => db.deleteFrom('certificateItem').where('id', '=', itemId));
        work.event({ type: 'certificate-library.removed', actor, data: told(row) });
        return gone;
      }),

    /** @throws CartwrightError `not-found` */
    pem(itemId: string): { filename: string; pem: string } {
      const row = find(itemId);
      if (row.der === null) throw new CartwrightError('not-found', 'A server has no certificate here.');
      const list = [Buffer.from(row.der), ...chainOf(row)];
      return {
        filename: `${row.name.replace(/[^\p{L}\p{N}._-]+/gu, '-')}.pem`,
        pem: list.map(certificatePem).join(''),
      };
    },
  };
}

const scepOf = (row: Pick<ItemRow, 'settings'>): ScepSettings => scepSettings.parse(JSON.parse(row.settings));
const personalOf = (row: Pick<ItemRow, 'settings'>): PersonalSettings =>
  personalSettings.parse(JSON.parse(row.settings));
const acmeOf = (row: Pick<ItemRow, 'settings'>): AcmeSettings => acmeSettings.parse(JSON.parse(row.settings));

/** The certificates above one of the library. */
export const chainOf = (row: Pick<ItemRow, 'chain'>): Buffer[] =>
  (JSON.parse(row.chain) as string[]).map((text) => Buffer.from(text, 'base64'));

/** What of the settings of a server reaches devices. */
const onDevices = (settings: string): string => {
  const { renewDays: _, preferKerberos: __, ...rest } = JSON.parse(settings) as Record<string, unknown>;
  return JSON.stringify(rest);
};

const settingsText = (server: NewCertificateServer): string =>
  JSON.stringify(server.kind === 'scep' ? server.scep : server.kind === 'acme' ? server.acme : server.personal);

/** As given: left out, what is kept stays. */
const chainGiven = (server: NewCertificateServer): string[] | undefined =>
  server.kind !== 'scep' || server.chain === undefined
    ? undefined
    : server.chain.trim() === ''
      ? []
      : readChain(server.chain);

const secretOf = (server: NewCertificateServer): string | undefined =>
  server.kind === 'scep' && server.secret !== undefined && server.secret !== '' ? server.secret : undefined;
