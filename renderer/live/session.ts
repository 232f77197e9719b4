import { useQuery } from '@tanstack/react-query';
import type { Role } from '../../shared/contract/index.ts';
import { api } from './client.ts';

/** From the one that may least to the one that may most. */
export const ROLES = ['viewer', 'administrator', 'owner'] as const satisfies readonly Role[];

/** Who is signed in here; undefined until it is known. */
export function useMe() {
  return useQuery(api.session.me.queryOptions()).data;
}

/** Whether the one signed in may act in this role. The engine decides; this only spares people a refusal. */
export function useMay(needed: Role): boolean {
  const me = useMe();
  return me === undefined || ROLES.indexOf(me.role) >= ROLES.indexOf(needed);
}
