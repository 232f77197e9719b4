import { createCipheriv, createDecipheriv, createSecretKey, randomFillSync } from 'node:crypto';
import { CartwrightError } from '../../shared/errors.ts';
import { newId } from '../../shared/ids.ts';
import type { Store } from './store.ts';

/** Ciphertext with its 16-byte tag at the end, and the 12-byte nonce it was made with. */
export interface Sealed {
  nonce: Uint8Array;
  sealed: Uint8Array;
}

/** What kind of secret a row holds; bound into the ciphertext, so that rows cannot be swapped. */
export type SecretKind =
  | 'private-key'
  | 'push-token'
  | 'push-magic'
  | 'unlock-token'
  | 'invitation-token'
  | 'invitation-pin'
  | 'command-secret'
  | 'passcode'
  | 'recovery-key'
  | 'bootstrap-token'
  | 'auth-token'
  | 'digest-challenge'
  | 'account-digest'
  | 'redemption-code'
  | 'wifi-profile'
  | 'policy-secret'
  | 'policy-original'
  | 'scep-challenge'
  | 'certificate-bundle'
  | 'certificate-server'
  | 'mail-password'
  | 'kerberos-password'
  | 'directory-password'
  | 'password-hash';

/** The encrypted place for keys, tokens and passcodes: AES-256-GCM under one data key. */
export interface Vault {
  /** Stores a secret inside the current unit of work and returns the id to keep in the row that owns it. */
  put(kind: SecretKind, secret: Uint8Array | string): string;
  /** Replaces the secret under `id`, or stores a new one when `id` is null; returns the id. */
  replace(id: string | null, kind: SecretKind, secret: Uint8Array | string): string;
  /** @throws CartwrightError `not-found`, or `vault-locked` when the row does not open with this key */
  get(id: string, kind: SecretKind): Buffer;
  remove(id: string | null): void;
  /** Seals bytes that live in a column of their own; `context` must be given again to open them. */
  seal(context: string, plain: Uint8Array): Sealed;
  open(context: string, sealed: Sealed): Buffer;
}

const TAG_BYTES = 16;

/** @param key the 32-byte data key (see vault-key.ts) */
export function openVault(store: Pick<Store, 'statement' | 'clock'>, key: Uint8Array): Vault {
  if (key.length !== 32) throw new CartwrightError('vault-locked', 'The vault key must be 32 bytes long.');
  // Wrapped once: given as bytes, the key is wrapped anew by every operation, which costs more than the cipher.
  const dataKey = createSecretKey(Buffer.from(key));
  const insert = store.statement<
    { id: string; kind: string; nonce: Uint8Array; sealed: Uint8Array; at: number },
    never
  >((db, p) =>
    db
      .insertInto('secret')
      .values({ id: p.id, kind: p.kind, nonce: p.nonce, sealed: p.sealed, createdAt: p.at })
      .onConflict((c) => c.column('id').doUpdateSet({ nonce: p.nonce, sealed: p.sealed, createdAt: p.at })),
  );
  const find = store.statement<{ id: string }, { kind: string; nonce: Buffer; sealed: Buffer }>((db, p) =>
    db.selectFrom('secret').select(['kind', 'nonce', 'sealed']).where('id', '=', p.id),
  );
  const erase = store.statement<{ id: string }, never>((db, p) => db.deleteFrom('secret').where('id', '=', p.id));

  const seal = (context: string, plain: Uint8Array): Sealed => {
    const nonce = randomFillSync(Buffer.allocUnsafe(12));
    const cipher = createCipheriv('aes-256-gcm', dataKey, nonce);
    cipher.setAAD(Buffer.from(context));
    const sealed = Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
    return { nonce, sealed };
  };
  const open = (context: string, { nonce, sealed }: Sealed): Buffer => {
    try {
      const decipher = createDecipheriv('aes-256-gcm', dataKey, nonce);
      decipher.setAAD(Buffer.from(context));
      decipher.setAuthTag(sealed.subarray(sealed.length - TAG_BYTES));
      return Buffer.concat([decipher.update(sealed.subarray(0, sealed.length - TAG_BYTES)), decipher.final()]);
    } catch (cause) {
      throw new CartwrightError('vault-locked', 'A secret does not open with this vault key. Was the key changed?', {
        cause,
      });
    }
  };
  const replace: Vault['replace'] = (known, kind, secret) => {
    const id = known ?? newId(store.clock.now());
    const { nonce, sealed } = seal(`${kind}:${id}`, typeof secret === 'string' ? Buffer.from(secret) : secret);
    insert.run({ id, kind, nonce, sealed, at: store.clock.now() });
    return id;
  };
  return {
    seal,
    open,
    replace,
    put: (kind, secret) => replace(null, kind, secret),
    get: (id, kind) => {
      const row = find.get({ id });
      if (row === undefined) throw new CartwrightError('not-found', `The vault holds no ${kind} under that id.`);
      return open(`${kind}:${id}`, row);
    },
    remove: (id) => {
      if (id !== null) erase.run({ id });
    },
  };
}
