import { z } from 'zod';
import type { NetworkAccount, NewNetworkAccount, UserPolicy } from '../../shared/contract/users.ts';
import { CartwrightError } from '../../shared/errors.ts';
import { newId } from '../../shared/ids.ts';
import { accountDigest } from '../protocol/index.ts';
import { readSetting, type Store, type UnitOfWork, writeSetting } from '../store/index.ts';

const SETTING = 'users.policy';
/** Part of every digest that is kept: to change it would make all passwords wrong. */
export const REALM = 'Cartwright device management';

const policySchema = z.object({ networkUsers: z.enum(['decline', 'manage', 'password']) });

/** Which users of devices are managed, and the accounts that sign in. */
export class UserPolicies {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /** Network users are declined until someone decides otherwise. */
  get(): UserPolicy {
    return readSetting(this.#store, SETTING, policySchema) ?? { networkUsers: 'decline' };
  }

  async set(policy: UserPolicy, actor: string): Promise<UserPolicy> {
    await this.#store.write((work) => {
      writeSetting(this.#store, SETTING, policy);
      work.event({ type: 'setting.changed', actor, data: { setting: SETTING, networkUsers: policy.networkUsers } });
    });
    return this.get();
  }

  /** The accounts by name. */
  accounts(): NetworkAccount[] {
    return this.#store
      .all((db) => db.selectFrom('networkAccount').selectAll().orderBy('shortName'))
      .map(({ digestSecretId: _, ...account }) => account);
  }

  /** @throws CartwrightError `conflict` when the name is taken */
  async add({ shortName, fullName, password }: NewNetworkAccount, actor: string): Promise<NetworkAccount> {
    const id = newId(this.#store.clock.now());
    await this.#store.write((work) => {
      if (this.find(shortName) !== undefined) {
        throw new CartwrightError('conflict', `There is an account “${shortName}” already. Choose another name.`);
      }
      const digestSecretId = this.#store.vault.put('account-digest', accountDigest(shortName, REALM, password));
      const row = {
        id,
        shortName,
        fullName,
        digestSecretId,
        createdAt: work.now,
        createdBy: actor,
        passwordAt: work.now,
      };
      this.#store.run((db) => db.insertInto('networkAccount').values(row));
      work.event({ type: 'setting.network-account-added', actor, data: { shortName } });
    });
    return this.#account(id);
  }

  /** @throws CartwrightError `not-found` */
  async setPassword(accountId: string, password: string, actor: string): Promise<NetworkAccount> {
    await this.#store.write((work) => {
      const { shortName, digestSecretId } = this.#row(accountId);
      this.#store.vault.replace(digestSecretId, 'account-digest', accountDigest(shortName, REALM, password));
      this.#store.run((db) =>
        db.updateTable('networkAccount').set({ passwordAt: work.now }).where('id', '=', accountId),
      );
      work.event({ type: 'setting.network-account-password-changed', actor, data: { shortName } });
    });
    return this.#account(accountId);
  }

  /** Their channels go on until the next log-in, where the account is no longer known. @throws CartwrightError `not-found` */
  async remove(accountId: string, actor: string): Promise<void> {
    await this.#store.write((work: UnitOfWork) => {
      const { shortName, digestSecretId } = this.#row(accountId);
      this.#store.vault.remove(digestSecretId);
      this.#store.run((db) => db.deleteFrom('networkAccount').where('id', '=', accountId));
      work.event({ type: 'setting.network-account-removed', actor, data: { shortName } });
    });
  }

  /** The kept digest of an account, by its name in any letter case. */
  find(shortName: string): { shortName: string; digest: string } | undefined {
    const row = this.#store.get((db) =>
      db
        .selectFrom('networkAccount')
        .select(['shortName', 'digestSecretId'])
        .where((on) => on(on.fn('lower', ['shortName']), '=', shortName.toLowerCase())),
    );
    if (row === undefined) return undefined;
    return { shortName: row.shortName, digest: this.#store.vault.get(row.digestSecretId, 'account-digest').toString() };
  }

  #row(id: string) {
    const row = this.#store.get((db) => db.selectFrom('networkAccount').selectAll().where('id', '=', id));
    if (row === undefined) throw new CartwrightError('not-found', 'There is no such account. Reload the list.');
    return row;
  }

  #account(id: string): NetworkAccount {
    const { digestSecretId: _, ...account } = this.#row(id);
    return account;
  }
}
