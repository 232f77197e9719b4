/*
 * Which of the profiles that are assigned to it a device gets, and why or why not. Pure.
 */

/** What is assigned: `slot` names what a device has one of; of those only the one that goes first counts. */
export interface Assignable {
  readonly id: string;
  readonly active: boolean;
  readonly slot: string | null;
  /** Lower goes first; no two of one slot are equal. */
  readonly rank: number;
}

export type Target = { readonly groupId: string } | { readonly deviceId: string };

export interface Assignment {
  readonly profileId: string;
  readonly target: Target;
  readonly mode: 'include' | 'exclude';
}

export type Landing =
  | { readonly lands: true; readonly by: Target }
  | { readonly lands: false; readonly because: NotLanding };

export type NotLanding =
  | { readonly code: 'not-assigned' }
  | { readonly code: 'inactive' }
  | { readonly code: 'excluded'; readonly by: Target }
  /** Another one of the same slot goes first. */
  | { readonly code: 'goes-behind'; readonly profileId: string };

/**
 * Decides for every profile whether one device gets it. What is said of the device itself outweighs what is said of its
 * groups; of what is equally near, excluding outweighs including.
 *
 * @param device with the groups it is in
 * @returns one entry for each profile, by its id
 */
export function decideAssignments(
  device: { readonly id: string; readonly groupIds: ReadonlySet<string> },
  profiles: readonly Assignable[],
  assignments: readonly Assignment[],
): ReadonlyMap<string, Landing> {
  const aimed = Map.groupBy(
    assignments.filter(({ target }) => aimsAt(target, device)),
    ({ profileId }) => profileId,
  );
  const landings = new Map<string, Landing>();
  const taken = new Map<string, string>();
  for (const profile of [...profiles].sort((a, b) => a.rank - b.rank)) {
    const landing = decide(profile, aimed.get(profile.id) ?? []);
    const first = profile.slot === null ? undefined : taken.get(profile.slot);
    if (landing.lands && first !== undefined) {
      landings.set(profile.id, { lands: false, because: { code: 'goes-behind', profileId: first } });
      continue;
    }
    if (landing.lands && profile.slot !== null) taken.set(profile.slot, profile.id);
    landings.set(profile.id, landing);
  }
  return landings;
}

function aimsAt(target: Target, device: { readonly id: string; readonly groupIds: ReadonlySet<string> }): boolean {
  return 'deviceId' in target ? target.deviceId === device.id : device.groupIds.has(target.groupId);
}

function decide(profile: Assignable, aimed: readonly Assignment[]): Landing {
  if (!profile.active) return { lands: false, because: { code: 'inactive' } };
  const nearest = aimed.some(({ target }) => 'deviceId' in target)
    ? aimed.filter(({ target }) => 'deviceId' in target)
    : aimed;
  const excluding = nearest.find(({ mode }) => mode === 'exclude');
  if (excluding !== undefined) return { lands: false, because: { code: 'excluded', by: excluding.target } };
  const [including] = nearest;
  return including === undefined
    ? { lands: false, because: { code: 'not-assigned' } }
    : { lands: true, by: including.target };
}
