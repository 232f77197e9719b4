import type { PolicyStateTable } from '../store/index.ts';
import type { LoadedPolicy, LoadedVersion } from './catalogue.ts';
import type { SentCommand } from './known-profiles.ts';
import type { Because, KnownProfile, ProfileState } from './plan-types.ts';

/*
 * What planning one device came to: what to do about it, and how it stands afterwards.
 */

/** A command that was queued for a policy, as `policyCommand` keeps it. */
export type Sent = SentCommand | { readonly kind: 'set'; readonly value: string; readonly version: number };

/** Why a row stands as it does. */
export type StateReason =
  | Because
  | { readonly code: 'unfit'; readonly reason: string; readonly findings: readonly string[] }
  | { readonly code: 'refused'; readonly reason: string };

/** What a row is to say. */
export interface StateRow {
  readonly key: string;
  readonly policyId: string | null;
  readonly name: string;
  readonly state: ProfileState;
  readonly because: StateReason | undefined;
  readonly wantedVersion: number | null;
  readonly thereVersion: number | null;
  readonly by: { readonly kind: 'group' | 'device' | 'blueprint'; readonly id: string } | undefined;
  readonly variables: readonly string[];
  readonly uuid: string | null;
  readonly known: KnownProfile | undefined;
  readonly verifiedAt: number | null;
}

/** A command to queue. `install` and `set` name what goes out, and what device it is made for. */
export type DeviceStep = { readonly enrollmentId: string; readonly key: string } & (
  | {
      readonly kind: 'install';
      readonly version: LoadedVersion;
      readonly uuid: string;
      readonly sent: SentCommand;
    }
  | { readonly kind: 'remove'; readonly identifier: string; readonly sent: SentCommand }
  | { readonly kind: 'set'; readonly items: readonly unknown[]; readonly sent: Sent }
  | { readonly kind: 'list' | 'security' }
);

export interface ChannelPlan {
  readonly enrollmentId: string;
  readonly user: string | null;
  readonly steps: readonly DeviceStep[];
  /** Ids of commands that wait and are not wanted any more. */
  readonly cancel: readonly string[];
  /** Ids of commands whose answers were learned from. */
  readonly learned: readonly string[];
  readonly rows: readonly StateRow[];
  readonly before: ReadonlyMap<string, PolicyStateTable>;
  /** Whose profiles of enrollments before this one were looked for in the list; undefined when nobody's were. */
  readonly recalled?: string | undefined;
}

export interface DevicePlan {
  readonly deviceId: string;
  readonly channels: readonly ChannelPlan[];
  readonly lookAgainAt: number | undefined;
}

/** Who asks for the commands of policies. */
export const POLICIES = 'policies';

/**
 * Which version of a policy a device is to have; null for none. Pure.
 *
 * @param pinned the version it stays at, whatever is published
 */
export function versionFor(policy: LoadedPolicy, draw: () => number, pinned?: number | null): number | null {
  if (typeof pinned === 'number') return pinned;
  const { rollOut } = policy;
  if (rollOut === null) return policy.version;
  return draw() < rollOut.threshold ? rollOut.version : rollOut.before;
}
