import { useQuery } from '@tanstack/react-query';
import type { PolicySummary } from '../../shared/contract/index.ts';
import { api } from '../live/client.ts';

const NONE: ReadonlyMap<string, PolicySummary> = new Map();

/** All policies by their ids; empty before they are here. */
export function usePolicies(): ReadonlyMap<string, PolicySummary> {
  const { data } = useQuery({
    ...api.policies.list.queryOptions({ input: { limit: 1000 } }),
    select: ({ rows }) => new Map(rows.map((row) => [row.id, row])),
  });
  return data ?? NONE;
}

/** What policies are called. */
export function usePolicyNames(): (policyId: string) => string | undefined {
  const policies = usePolicies();
  return (policyId) => policies.get(policyId)?.name;
}
