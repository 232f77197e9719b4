import type { Answered, DesiredProfile, KnownProfile, OpenCommand, PlanInput } from './plan-types.ts';

/** What is on the device under one identifier, as far as we can tell: its list, or what it answered since. */
export interface Presence {
  readonly uuid: string;
  /** A list shows it. */
  readonly verified: boolean;
}

type OpenOfProfile = Exclude<OpenCommand, { kind: 'list' | 'security' }>;

/** The facts of a plan, ready to be asked. */
export interface Situation extends Pick<PlanInput, 'now' | 'facts'> {
  readonly answered: Answered;
  /** What should be there and can be. */
  readonly fit: readonly DesiredProfile[];
  /** What we put there, or are about to, and should not be there. */
  readonly leaving: readonly Leaving[];
  known(identifier: string): KnownProfile | undefined;
  presence(identifier: string): Presence | undefined;
  /** The oldest first. */
  open(identifier: string): readonly OpenOfProfile[];
  /** True when a list was written after the last answer about it. */
  isListed(identifier: string): boolean;
}

/** Something of ours that is to go, with what is known of it. */
export type Leaving = Pick<KnownProfile, 'identifier' | 'payloadTypes' | 'limitsWifi' | 'mayStrand'>;

export function readSituation({ now, desired, known, reported, open, facts, answered = {} }: PlanInput): Situation {
  const knownById = new Map(known.map((each) => [each.identifier, each]));
  const listed = new Map(reported?.profiles.map(({ identifier, uuid }) => [identifier, uuid]));
  const openById = Map.groupBy(
    open.filter((command) => command.kind === 'install' || command.kind === 'remove'),
    ({ identifier }) => identifier,
  );
  const fit = withAllTheyNeed(desired.filter(({ unfit }) => unfit === undefined));
  const fitting = new Set(fit.map(({ identifier }) => identifier));

  const isListed: Situation['isListed'] = (identifier) =>
    reported !== undefined && reported.at >= (knownById.get(identifier)?.at ?? 0);

  const presence: Situation['presence'] = (identifier) => {
    const of = knownById.get(identifier);
    if (of !== undefined && !isListed(identifier)) {
      if (of.outcome === 'acknowledged') return { uuid: of.uuid, verified: false };
      if (of.outcome === 'removed') return undefined;
    }
    const uuid = listed.get(identifier);
    return uuid === undefined ? undefined : { uuid, verified: true };
  };

  const leaving = new Map<string, Leaving>(known.map((each) => [each.identifier, each]));
  for (const command of open) {
    // Given to the device, not answered, and not wanted any more: nothing is known of it yet.
    if (command.kind === 'install' && !leaving.has(command.identifier)) leaving.set(command.identifier, command);
  }
  return {
    now,
    facts,
    answered,
    fit,
    leaving: [...leaving.values()].filter(({ identifier }) => !fitting.has(identifier)),
    known: (identifier) => knownById.get(identifier),
    presence,
    open: (identifier) => openById.get(identifier) ?? [],
    isListed,
  };
}

/** Profiles whose needs are not wanted either are not: what is given in return goes with what it was given for. */
function withAllTheyNeed(profiles: readonly DesiredProfile[]): readonly DesiredProfile[] {
  const identifiers = new Set(profiles.map(({ identifier }) => identifier));
  const left = profiles.filter(({ needs }) => needs.every((each) => identifiers.has(each)));
  return left.length === profiles.length ? profiles : withAllTheyNeed(left);
}
