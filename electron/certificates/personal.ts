import { hash, randomBytes } from 'node:crypto';
import type { CertificateItem, PersonalIdentity } from '../../shared/contract/certificate-library.ts';
import { CartwrightError } from '../../shared/errors.ts';
import { newId } from '../../shared/ids.ts';
import { importFailure, importIdentity } from '../identity/index.ts';
import type { PersonalIdentityTable, Store, UnitOfWork } from '../store/index.ts';
import { bytesOf, identityRow } from './certificate-files.ts';
import { EXPIRING, type Library } from './library.ts';

const DAY = 86_400_000;
/** People of one item. */
const MOST_PEOPLE = 20_000;

type Row = PersonalIdentityTable;

/** What somebody with a link may see and do. */
export interface Upload {
  readonly title: string;
  readonly person: string;
  readonly requirePassword: boolean;
  readonly untilAt: number;
  readonly identity: Pick<PersonalIdentity, 'subject' | 'notAfter' | 'hasKey' | 'keyUntilAt' | 'putAt'> | undefined;
}

/** Identities that people bring themselves; the keys are in the vault. */
export type Personal = ReturnType<typeof openPersonal>;

export function openPersonal(store: Store, library: Library) {
  const byPerson = store.statement<{ itemId: string; personKey: string }, Row>((db, p) =>
    db.selectFrom('personalIdentity').selectAll().where('itemId', '=', p.itemId).where('personKey', '=', p.personKey),
  );
  const byLink = store.statement<{ linkHash: string }, Row>((db, p) =>
    db.selectFrom('personalIdentity').selectAll().where('linkHash', '=', p.linkHash),
  );
  const byId = store.statement<{ id: string }, Row>((db, p) =>
    db.selectFrom('personalIdentity').selectAll().where('id', '=', p.id),
  );
  const keyOf = (person: string): string => person.trim().toLowerCase();
  const describe = (row: Row): PersonalIdentity => {
    const left = row.notAfter === null ? undefined : row.notAfter - store.clock.now();
    const { id, itemId, person, fingerprint, subject, notAfter, keyUntilAt, putAt, putBy } = row;
    return {
      ...{ id, itemId, person, fingerprint, subject, notAfter, keyUntilAt, putAt, putBy },
      state: left === undefined ? 'missing' : left <= 0 ? 'expired' : left <= EXPIRING ? 'expiring' : 'valid',
      hasKey: row.secretId !== null,
      linkUntilAt: row.linkUntilAt !== null && row.linkUntilAt > store.clock.now() ? row.linkUntilAt : null,
    };
  };
  const itemOf = (itemId: string): CertificateItem => {
    const item = library.get(itemId);
    if (item.kind !== 'personal')
      throw new CartwrightError('bad-request', 'People bring identities for items of that kind only.');
    return item;
  };

  /** The row of a person, made when there is none; within a unit of work. */
  const rowFor = (work: UnitOfWork, itemId: string, person: string): Row => {
    const found = byPerson.get({ itemId, personKey: keyOf(person) });
    if (found !== undefined) return found;
    const count = store.get((db) =>
      db
        .selectFrom('personalIdentity')
        .select((e) => e.fn.countAll<number>().as('count'))
        .where('itemId', '=', itemId),
    );
    if ((count?.count ?? 0) >= MOST_PEOPLE)
      throw new CartwrightError('too-many', `There are ${MOST_PEOPLE} people, the most there can be.`);
    const made: Row = {
      ...{ id: newId(work.now), itemId, personKey: keyOf(person), person: person.trim(), fingerprint: null },
      ...{ subject: null, notAfter: null, der: null, chain: '[]', secretId: null, generation: 0, putAt: null },
      ...{ putBy: null, keyUntilAt: null, linkHash: null, linkUntilAt: null },
    };
    store.run((db) => db.insertInto('personalIdentity').values(made));
    return made;
  };

  const change = (id: string, values: Partial<Row>): void => {
    store.run((db) => db.updateTable('personalIdentity').set(values).where('id', '=', id));
  };

  const put = async (
    itemId: string,
    person: string,
    input: { file: string; passphrase?: string | undefined },
    actor: string,
  ): Promise<PersonalIdentity> => {
    const item = itemOf(itemId);
    const bytes = bytesOf(input.file);
    if (item.personal?.requirePassword === true && (input.passphrase ?? '') === '')
      throw importFailure('passphrase-needed', 'Only files with a password are taken. Export it with one.');
    const made = identityRow(importIdentity(bytes, { passphrase: input.passphrase, now: store.clock.now() }));
    return store.write((work) => {
      const before = rowFor(work, itemId, person);
      store.vault.remove(before.secretId);
      const days = item.personal?.keepKeyDays ?? null;
      const { der, fingerprint, subject, notAfter, chain } = made;
      change(before.id, {
        ...{ der, fingerprint, subject, notAfter, chain, putAt: work.now, putBy: actor },
        secretId: store.vault.put('private-key', made.key),
        generation: before.generation + (before.fingerprint === fingerprint ? 0 : 1),
        keyUntilAt: days === null ? null : work.now + days * DAY,
      });
      work.event({
        type: 'certificate-library.identity-put',
        actor,
        data: { itemId, name: item.name, person: before.person, fingerprint, former: before.fingerprint },
      });
      return describe(byId.get({ id: before.id }) ?? before);
    });
  };

  const remove = (identityId: string, actor: string): Promise<PersonalIdentity> =>
    store.write((work) => {
      const row = byId.get({ id: identityId });
      if (row === undefined) throw new CartwrightError('not-found', 'There is no such identity.');
      store.vault.remove(row.secretId);
      store.run((db) => db.deleteFrom('personalIdentity').where('id', '=', identityId));
      const { itemId, person, fingerprint } = row;
      work.event({ type: 'certificate-library.identity-removed', actor, data: { itemId, person, fingerprint } });
      return describe(row);
    });

  const linked = (token: string): Row | undefined => {
    const row = byLink.get({ linkHash: hash('sha256', token, 'hex') });
    return row !== undefined && (row.linkUntilAt ?? 0) > store.clock.now() ? row : undefined;
  };

  return {
    /** What a person brought for an item. */
    of: (itemId: string, person: string): Row | undefined => byPerson.get({ itemId, personKey: keyOf(person) }),

    /** @throws CartwrightError `not-found`, `bad-request` */
    list(itemId: string): PersonalIdentity[] {
      itemOf(itemId);
      return store
        .all((db) => db.selectFrom('personalIdentity').selectAll().where('itemId', '=', itemId).orderBy('personKey'))
        .map(describe);
    },

    /** @throws CartwrightError `bad-certificate` with `data.reason`, `not-found` */
    put,
    remove,

    /** A new link for a person: the one before ends. */
    async link(
      itemId: string,
      person: string,
      days: number,
      actor: string,
    ): Promise<{ token: string; untilAt: number }> {
      const item = itemOf(itemId);
      const token = randomBytes(24).toString('base64url');
      return store.write((work) => {
        const row = rowFor(work, itemId, person);
        const untilAt = work.now + days * DAY;
        change(row.id, { linkHash: hash('sha256', token, 'hex'), linkUntilAt: untilAt });
        const data = { itemId, name: item.name, person: row.person, untilAt };
        work.event({ type: 'certificate-library.identity-link-made', actor, data });
        return { token, untilAt };
      });
    },

    /** What the link of a person leads to; undefined when there is no such link, or it has ended. */
    upload(token: string): Upload | undefined {
      const row = linked(token);
      if (row === undefined) return undefined;
      const { personal } = library.get(row.itemId);
      const { subject, notAfter, hasKey, keyUntilAt, putAt } = describe(row);
      return {
        title: personal?.title ?? '',
        person: row.person,
        requirePassword: personal?.requirePassword ?? true,
        untilAt: row.linkUntilAt ?? 0,
        identity: row.fingerprint === null ? undefined : { subject, notAfter, hasKey, keyUntilAt, putAt },
      };
    },

    /** @throws CartwrightError `not-found`, `bad-certificate` */
    async putByLink(token: string, file: Buffer, passphrase: string): Promise<void> {
      const row = linked(token);
      if (row === undefined) throw new CartwrightError('not-found', 'The link has ended.');
      const text = file.includes('-----BEGIN') ? file.toString('latin1') : file.toString('base64');
      await put(row.itemId, row.person, { file: text, ...(passphrase === '' ? {} : { passphrase }) }, row.person);
    },

    /** Takes back what the person brought; the link stays good. */
    async clearByLink(token: string): Promise<void> {
      await store.write((work) => {
        const row = linked(token);
        if (row === undefined || row.fingerprint === null) return;
        store.vault.remove(row.secretId);
        change(row.id, {
          ...{ fingerprint: null, subject: null, notAfter: null, der: null, chain: '[]', secretId: null },
          ...{ putAt: null, putBy: null, keyUntilAt: null },
        });
        const { itemId, person, fingerprint } = row;
        work.event({
          type: 'certificate-library.identity-removed',
          actor: person,
          data: { itemId, person, fingerprint },
        });
      });
    },

    /** Identities that end before a time, the first first. */
    ending: (before: number) =>
      store.all((db) =>
        db
          .selectFrom('personalIdentity as i')
          .innerJoin('certificateItem as c', 'c.id', 'i.itemId')
          .select(['i.id', 'i.itemId', 'i.person', 'i.notAfter', 'c.name'])
          .where('i.notAfter', '<=', before)
          .orderBy('i.notAfter'),
      ),

    /** Deletes the keys whose time is over; within a unit of work. */
    sweep(work: UnitOfWork): void {
      for (const { id, itemId, person, secretId } of store.all((db) =>
        db
          .selectFrom('personalIdentity')
          .select(['id', 'itemId', 'person', 'secretId'])
          .where('keyUntilAt', '<=', work.now)
          .where('secretId', 'is not', null),
      )) {
        store.vault.remove(secretId);
        change(id, { secretId: null });
        work.event({ type: 'certificate-library.identity-key-deleted', data: { itemId, person } });
      }
    },
  };
}
