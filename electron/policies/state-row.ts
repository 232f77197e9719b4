import type { PolicyStateTable } from '../store/index.ts';
import type { LoadedPolicy, LoadedVersion } from './catalogue.ts';
import type { StateReason, StateRow } from './device-plan.ts';
import type { KnownProfile, ReportedProfiles } from './plan-types.ts';

/** A policy that is for a channel, with the version it is to have. */
export interface Wanted {
  readonly policy: LoadedPolicy;
  readonly version: LoadedVersion;
  readonly by: StateRow['by'];
}

/** A version as it would go to a device. */
export interface Prepared {
  readonly uuid: string | null;
  readonly missing: readonly string[];
  readonly unfit: { reason: string; findings: readonly string[] } | undefined;
  readonly variables: readonly string[];
  /** Of a setting. */
  readonly items?: readonly unknown[];
}

/** How a policy stands, as it is kept. Pure. */
export function rowOf(
  key: string,
  { state, because }: { state: StateRow['state']; because?: StateReason | undefined },
  found: { each: Wanted; ready: Prepared } | undefined,
  before: PolicyStateTable | undefined,
  known: KnownProfile | undefined,
  reported: ReportedProfiles | undefined,
): StateRow {
  const unfit = found?.ready.unfit;
  const there = reported?.profiles.find(({ identifier }) => identifier === key);
  const isThere = reported === undefined ? state === 'installed' : there !== undefined;
  const seen = there === undefined || there.uuid === known?.uuid;
  return {
    key,
    policyId: found?.each.policy.id ?? before?.policyId ?? null,
    name: found?.each.policy.name ?? before?.name ?? key,
    state,
    because: because?.code === 'unfit' && unfit !== undefined ? { code: 'unfit', ...unfit } : because,
    wantedVersion: found?.each.version.number ?? null,
    thereVersion: !isThere
      ? null
      : state === 'installed'
        ? (found?.each.version.number ?? null)
        : seen && known?.verifiedAt != null
          ? (known.version ?? null)
          : (before?.thereVersion ?? null),
    by: found?.each.by,
    variables: found?.ready.variables ?? [],
    uuid: found?.ready.uuid ?? null,
    known,
    verifiedAt: known?.verifiedAt ?? before?.verifiedAt ?? null,
  };
}
