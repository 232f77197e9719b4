/** See shared/contract/access.ts for what each may do. */
export type PersonRole = 'viewer' | 'administrator' | 'owner';

/** A person who may sign in. `nameKey` is the name without regard to case; the password's hash is in the vault. */
export interface AdministratorTable {
  id: string;
  name: string;
  nameKey: string;
  role: PersonRole;
  passwordSecretId: string;
  passwordChangedAt: number;
  disabledAt: number | null;
  createdAt: number;
  createdBy: string;
  lastSignInAt: number | null;
}

/** How a person likes the console, as JSON; `person` is an administrator's id, or `owner` for links and the window. */
export interface PreferenceTable {
  person: string;
  body: string;
  changedAt: number;
}

/** A token for scripts; only its SHA-256 (hex) is kept. */
export interface ApiTokenTable {
  id: string;
  name: string;
  role: PersonRole;
  createdBy: string;
  hash: string;
  createdAt: number;
  expiresAt: number | null;
  lastUsedAt: number | null;
  revokedAt: number | null;
}

/** A signed-in console; only the SHA-256 (hex) of the cookie is kept. */
export interface SessionTable {
  id: string;
  hash: string;
  kind: 'password' | 'link';
  /** Null for sessions of one-time links. */
  administratorId: string | null;
  address: string | null;
  browser: string | null;
  createdAt: number;
  lastSeenAt: number;
  /** When it ends unless something is done in it. */
  expiresAt: number;
  /** When it ends in any case. */
  endsAt: number;
}

/** A one-time link that opens a session; only its SHA-256 (hex) is kept. */
export interface SignInLinkTable {
  hash: string;
  createdAt: number;
  expiresAt: number;
  usedAt: number | null;
}
