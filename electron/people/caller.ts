import type { Role } from '../../shared/contract/access.ts';

/** Who asks, and what they may do: a person's session, a one-time link's, the desktop window, or a token. */
export interface Caller {
  /** Written into the audit trail. */
  readonly name: string;
  readonly role: Role;
  readonly kind: 'password' | 'link' | 'window' | 'token';
  /** The account, where there is one. */
  readonly administratorId: string | null;
  readonly sessionId: string | null;
  /** When the session ends unless something is done in it. */
  readonly expiresAt: number | null;
}

/** The desktop window: whoever sits at this computer's account owns the server. */
export const DESKTOP_WINDOW: Caller = {
  name: 'administrator',
  role: 'owner',
  kind: 'window',
  administratorId: null,
  sessionId: null,
  expiresAt: null,
};
