import type {
  ComplianceAction,
  ComplianceActionKind,
  ComplianceState,
  ComplianceTier,
} from '../../shared/contract/compliance-rule.ts';

/*
 * What is to be done about a violation and when, and what follows for its device. Pure: no store, no clock.
 */

const HOUR = 3_600_000;

/** One thing to do, once. */
export interface Step {
  /** Names it among the steps of a violation: `tier:kind:repetition`. */
  readonly key: string;
  /** 1 for the first. */
  readonly tier: number;
  readonly action: ComplianceAction;
  readonly at: number;
}

/**
 * Everything a rule does about one violation, in the order it is done: by time, then by tier, then as the tier lists it.
 *
 * @param from when the grace period is over, ms
 */
export function stepsOf(tiers: readonly ComplianceTier[], from: number): Step[] {
  const steps = tiers.flatMap(({ id, afterHours, actions }, index) =>
    actions.flatMap((action) => {
      const first = from + afterHours * HOUR;
      const again = action.kind === 'alert' ? action.again : null;
      return Array.from({ length: 1 + (again?.times ?? 0) }, (_, repetition) => ({
        key: `${id}:${action.kind}:${repetition}`,
        tier: index + 1,
        action,
        at: first + repetition * (again?.everyHours ?? 0) * HOUR,
      }));
    }),
  );
  // The order of equal times is that of the lists: sorting is stable.
  return steps.sort((a, b) => a.at - b.at);
}

/** What is due now and was not done, and when the next thing is. */
export function dueSteps(
  tiers: readonly ComplianceTier[],
  from: number,
  done: ReadonlySet<string>,
  now: number,
): { due: Step[]; next: { at: number; tier: number; kinds: ComplianceActionKind[] } | null } {
  const left = stepsOf(tiers, from).filter(({ key }) => !done.has(key));
  const due = left.filter(({ at }) => at <= now);
  const following = left.filter(({ at }) => at > now);
  const first = following[0];
  if (first === undefined) return { due, next: null };
  const same = following.filter(({ at, tier }) => at === first.at && tier === first.tier);
  return { due, next: { at: first.at, tier: first.tier, kinds: same.map(({ action }) => action.kind) } };
}

export type Withheld = 'nothing' | 'wifiWhereNeeded' | 'wifi';

/** What holds for a device while its violations last. */
export interface Effects {
  readonly blocked: boolean;
  readonly groups: readonly string[];
  readonly message: string | null;
  readonly withheld: Withheld | null;
}

const STRICT: readonly Withheld[] = ['wifi', 'wifiWhereNeeded', 'nothing'];

/** What the steps that were done, of all violations that go on, add up to: the oldest first. */
export function effectsOf(done: readonly ComplianceAction[]): Effects {
  const groups = new Set<string>();
  let blocked = false;
  let message: string | null = null;
  let withheld: Withheld | null = null;
  for (const action of done) {
    if (action.kind === 'block') blocked = true;
    else if (action.kind === 'quarantine') groups.add(action.groupId);
    else if (action.kind === 'message') message = action.show ? action.text : message;
    else if (action.kind === 'removeProfiles')
      withheld = withheld === null || STRICT.indexOf(action.keep) > STRICT.indexOf(withheld) ? action.keep : withheld;
  }
  return { blocked, groups: [...groups], message, withheld };
}

const RANK: Readonly<Record<ComplianceState, number>> = { compliant: 0, exempt: 1, grace: 2, violating: 3 };

/** How a device stands by how it stands with each rule. */
export function deviceState(states: readonly ComplianceState[]): ComplianceState {
  return states.reduce<ComplianceState>((worst, one) => (RANK[one] > RANK[worst] ? one : worst), 'compliant');
}

export type Severity = 'info' | 'warning' | 'critical';
const SEVERITIES: readonly Severity[] = ['info', 'warning', 'critical'];

export function graver(a: Severity | null, b: Severity | null): Severity | null {
  if (a === null || b === null) return a ?? b;
  return SEVERITIES.indexOf(a) >= SEVERITIES.indexOf(b) ? a : b;
}

/** An exemption as far as it decides. */
export interface Exempting {
  readonly id: string;
  readonly ruleId: string | null;
  readonly untilAt: number | null;
}

/** The exemption from a rule that lasts longest; undefined when none holds now. */
export function exemptionFrom<E extends Exempting>(
  ruleId: string,
  exemptions: readonly E[],
  now: number,
): E | undefined {
  const end = ({ untilAt }: E): number => untilAt ?? Number.POSITIVE_INFINITY;
  return exemptions
    .filter((one) => (one.ruleId === null || one.ruleId === ruleId) && end(one) > now)
    .sort((a, b) => end(b) - end(a))[0];
}
