/*
 * Which of the profiles that are assigned to it a device gets, and why or why not. Pure.
 */

/** What is assigned: `slots` name what a device has one of; of those that share one only the one that goes first counts. */
export interface Assignable {
  readonly id: string;
  readonly active: boolean;
  readonly slots: readonly string[];
  /** Holds where nothing else does: it yields to every other one that has one of these kinds. */
  readonly fallback?: boolean;
  readonly kinds?: readonly string[];
}

/** `blueprintId`: what the blueprint of a device says of it. */
export type Target = { readonly groupId: string } | { readonly deviceId: string; readonly blueprintId?: string };

export interface Assignment {
  readonly profileId: string;
  readonly target: Target;
  readonly mode: 'include' | 'exclude';
  /** The version the device stays at, whichever is published. */
  readonly version?: number | null;
}

export type Landing =
  | { readonly lands: true; readonly by: Target }
  | { readonly lands: false; readonly because: NotLanding };

export type NotLanding =
  | { readonly code: 'not-assigned' }
  | { readonly code: 'inactive' }
  | { readonly code: 'excluded'; readonly by: Target }
  /** Another one of the same slot goes first. */
  | { readonly code: 'goes-behind'; readonly profileId: string; readonly slot: string };

/**
 * Decides for every profile whether one device gets it. What is said of the device itself outweighs what is said of its
 * groups; of what is equally near, excluding outweighs including.
 *
 * @param device with the groups it is in
 * @param profiles those that go first come first
 * @returns one entry for each profile, by its id
 */
export function decideAssignments(
  device: { readonly id: string; readonly groupIds: ReadonlySet<string> },
  profiles: readonly Assignable[],
  assignments: readonly Assignment[],
): ReadonlyMap<string, Landing> {
  const aimed = new Map<string, Assignment[]>();
  for (const assignment of assignments) {
    if (!aimsAt(assignment.target, device)) continue;
    const others = aimed.get(assignment.profileId);
    if (others === undefined) aimed.set(assignment.profileId, [assignment]);
    else others.push(assignment);
  }
  const landings = new Map<string, Landing>();
  const taken = new Map<string, string>();
  // A slot and a kind may go by the same name.
  const kind = (name: string): string => `kind ${name}`;
  for (const profile of [...profiles.filter(({ fallback }) => fallback !== true), ...profiles.filter(isFallback)]) {
    const landing = decide(profile, aimed.get(profile.id) ?? []);
    const kinds = profile.kinds ?? [];
    const told = isFallback(profile) && landing.lands ? kinds.find((each) => taken.has(kind(each))) : undefined;
    if (told !== undefined) {
      const profileId = taken.get(kind(told)) ?? '';
      landings.set(profile.id, { lands: false, because: { code: 'goes-behind', profileId, slot: told } });
      continue;
    }
    const slot = landing.lands ? profile.slots.find((each) => taken.has(each)) : undefined;
    if (slot !== undefined) {
      const profileId = taken.get(slot) ?? '';
      landings.set(profile.id, { lands: false, because: { code: 'goes-behind', profileId, slot } });
      continue;
    }
    if (landing.lands) for (const each of [...profile.slots, ...kinds.map(kind)]) taken.set(each, profile.id);
    landings.set(profile.id, landing);
  }
  return landings;
}

const isFallback = ({ fallback }: Assignable): boolean => fallback === true;

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
