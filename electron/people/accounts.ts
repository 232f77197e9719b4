import { mayActAs, type Role } from '../../shared/contract/access.ts';
import type { Administrator, AdministratorChange, NewAdministrator } from '../../shared/contract/index.ts';
import { CartwrightError } from '../../shared/errors.ts';
import { newId } from '../../shared/ids.ts';
import type { AdministratorTable, Store } from '../store/index.ts';
import { checkNewPassword, hashPassword } from './passwords.ts';
import type { Sessions } from './sessions.ts';

type Maker = { readonly name: string };

/** The people who may sign in. Their password hashes are in the vault. */
export interface Accounts {
  list(): Administrator[];
  /** Whether anybody could sign in by name. */
  any(): boolean;
  /** Owners who may sign in. */
  owners(): number;
  create(input: NewAdministrator, maker: Maker): Promise<Administrator>;
  /** @throws CartwrightError `not-found`, or `conflict` for a taken name or the last owner */
  update(change: AdministratorChange, maker: Maker): Promise<Administrator>;
  /** Ends the sessions of that person, save the given one. */
  setPassword(id: string, password: string, maker: Maker, exceptSessionId?: string | null): Promise<Administrator>;
  remove(id: string, maker: Maker): Promise<void>;
}

/** How two names are the same: whatever the case and the way letters are composed. */
export function nameKey(name: string): string {
  return name.normalize('NFKC').trim().toLowerCase();
}

export function openAccounts(store: Store, sessions: Sessions): Accounts {
  const rowOf = (id: string): AdministratorTable => {
    const row = store.get((db) => db.selectFrom('administrator').selectAll().where('id', '=', id));
    if (row === undefined) throw new CartwrightError('not-found', 'There is no such administrator.');
    return row;
  };
  const owners = (): number =>
    store.get((db) =>
      db
        .selectFrom('administrator')
        .select((e) => e.fn.countAll<number>().as('count'))
        .where('role', '=', 'owner')
        .where('disabledAt', 'is', null),
    )?.count ?? 0;
  const describe = (row: AdministratorTable, open: ReadonlyMap<string, number>): Administrator => ({
    id: row.id,
    name: row.name,
    role: row.role,
    disabledAt: row.disabledAt,
    createdAt: row.createdAt,
    createdBy: row.createdBy,
    passwordChangedAt: row.passwordChangedAt,
    lastSignInAt: row.lastSignInAt,
    sessions: open.get(row.id) ?? 0,
  });
  const describeOne = (id: string): Administrator => describe(rowOf(id), sessions.countByPerson());
  const keepAnOwner = (row: AdministratorTable, stays: boolean): void => {
    if (row.role === 'owner' && row.disabledAt === null && !stays && owners() <= 1)
      throw new CartwrightError('conflict', `${row.name} is the last owner. Make somebody else an owner first.`);
  };
  const taken = (name: string): CartwrightError =>
    new CartwrightError('conflict', `Somebody is called ${name} already. Choose another name.`);

  return {
    owners,
    any: () =>
      store.get((db) => db.selectFrom('administrator').select('id').where('disabledAt', 'is', null).limit(1)) !==
      undefined,

    list() {
      const open = sessions.countByPerson();
      return store
        .all((db) => db.selectFrom('administrator').selectAll().orderBy('nameKey'))
        .map((row) => describe(row, open));
    },

    async create({ name, role, password }, maker) {
      checkNewPassword(password, name);
      const hash = await hashPassword(password);
      return store.write((work) => {
        const row: AdministratorTable = {
          id: newId(work.now),
          name,
          nameKey: nameKey(name),
          role: owners() === 0 ? 'owner' : role,
          passwordSecretId: store.vault.put('password-hash', hash),
          passwordChangedAt: work.now,
          disabledAt: null,
          createdAt: work.now,
          createdBy: maker.name,
          lastSignInAt: null,
        };
        try {
          store.run((db) => db.insertInto('administrator').values(row));
        } catch (error) {
          throw store.isUniqueViolation(error) ? taken(name) : error;
        }
        work.event({
          type: 'administrator.created',
          actor: maker.name,
          data: { administratorId: row.id, name, role: row.role },
        });
        return describe(row, new Map());
      });
    },

    async update({ administratorId, name, role, disabled }, maker) {
      return store.write((work) => {
        const before = rowOf(administratorId);
        const after = {
          name: name ?? before.name,
          nameKey: nameKey(name ?? before.name),
          role: role ?? before.role,
          disabledAt: disabled === undefined ? before.disabledAt : disabled ? (before.disabledAt ?? work.now) : null,
        };
        keepAnOwner(before, after.role === 'owner' && after.disabledAt === null);
        try {
          store.run((db) => db.updateTable('administrator').set(after).where('id', '=', administratorId));
        } catch (error) {
          throw store.isUniqueViolation(error) ? taken(after.name) : error;
        }
        const wasDisabled = before.disabledAt === null && after.disabledAt !== null;
        if (wasDisabled) sessions.endAllWithin(work, administratorId);
        work.event({
          type: 'administrator.changed',
          actor: maker.name,
          data: { administratorId, name: after.name, role: after.role, disabled: after.disabledAt !== null },
        });
        return describeOne(administratorId);
      });
    },

    async setPassword(id, password, maker, exceptSessionId = null) {
      checkNewPassword(password, rowOf(id).name);
      const hash = await hashPassword(password);
      return store.write((work) => {
        const { passwordSecretId } = rowOf(id);
        store.vault.replace(passwordSecretId, 'password-hash', hash);
        store.run((db) => db.updateTable('administrator').set({ passwordChangedAt: work.now }).where('id', '=', id));
        sessions.endAllWithin(work, id, exceptSessionId);
        work.event({ type: 'administrator.password-changed', actor: maker.name, data: { administratorId: id } });
        return describeOne(id);
      });
    },

    remove: (id, maker) =>
      store.write((work) => {
        const row = rowOf(id);
        keepAnOwner(row, false);
        sessions.endAllWithin(work, id);
        store.run((db) => db.deleteFrom('preference').where('person', '=', id));
        store.run((db) => db.deleteFrom('administrator').where('id', '=', id));
        store.vault.remove(row.passwordSecretId);
        work.event({
          type: 'administrator.removed',
          actor: maker.name,
          data: { administratorId: id, name: row.name },
        });
      }),
  };
}

/** @throws CartwrightError `forbidden` when somebody would give more than they have */
export function mayGive(own: Role, given: Role): void {
  if (!mayActAs(own, given))
    throw new CartwrightError('forbidden', `Your role is ${own}: you cannot give the role ${given}.`);
}
