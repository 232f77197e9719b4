/** The store's face: what is durable, and the vault for what is secret. */

export { checkStoreCopy, markRestored } from './check-copy.ts';
export { lockDirectory } from './directory-lock.ts';
export type { EventListener, NewEvent, StoredEvent } from './events.ts';
export { hasText } from './has-text.ts';
export { openMemoryStore, openStore } from './open.ts';
export type * from './schema.ts';
export type { Bit } from './schema-bits.ts';
export { FACT_COLUMNS, type FactColumn } from './schema-facts.ts';
export { readSetting, writeSetting } from './settings.ts';
export { stating } from './stated.ts';
export type { Compilable, Statement } from './statement.ts';
export { Store, type UnitOfWork } from './store.ts';
export type { Sealed, SecretKind, Vault } from './vault.ts';
export { type KeySealer, keyFileSealer, passphraseSealer } from './vault-key.ts';
