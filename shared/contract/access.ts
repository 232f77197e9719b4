import { z } from 'zod';

/**
 * What a person or a token may do. A viewer reads. An administrator does the daily work: devices, commands, enrollment.
 * An owner also does what can lock people out or cut the devices off: accounts, addresses, TLS, the push certificate,
 * taking a backup away.
 */
export const role = z.enum(['viewer', 'administrator', 'owner']);
export type Role = z.infer<typeof role>;

const RANK: Record<Role, number> = { viewer: 0, administrator: 1, owner: 2 };

/** Whether one role includes everything the other may do. */
export function mayActAs(own: Role, needed: Role): boolean {
  return RANK[own] >= RANK[needed];
}

/** The least role a procedure asks for, when its method alone does not tell. */
export interface AccessMeta {
  readonly access?: Role;
  /** It changes what devices get, or how the server works: an organisation may ask for a reason, see reasons.ts. */
  readonly reason?: true;
}

/** The least role that may call a procedure: what it says itself; else reading is for viewers, the rest is not. */
export function accessOf(procedure: { '~orpc': { meta: AccessMeta; route: { method?: string | undefined } } }): Role {
  const { meta, route } = procedure['~orpc'];
  return meta.access ?? (route.method === 'GET' ? 'viewer' : 'administrator');
}

/** Whether an organisation that asks for reasons asks for one here. */
export const asksForReason = (procedure: { '~orpc': { meta: AccessMeta } }): boolean =>
  procedure['~orpc'].meta.reason === true;
