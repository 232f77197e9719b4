import { circleFrom } from '../../shared/circle.ts';
import type { PolicyOptions, PolicyWindow } from '../../shared/contract/policy.ts';
import { CartwrightError } from '../../shared/errors.ts';
import { isTimeZone } from '../../shared/hours.ts';
import type { PolicyTable, Store } from '../store/index.ts';
import type { Reading } from './reading.ts';

const DEFAULTS: Omit<PolicyOptions, 'name'> = {
  description: '',
  active: true,
  onDrift: 'repair',
  accepted: [],
  window: null,
  slot: null,
  encrypted: false,
  needs: { policyIds: [], passcode: false },
  fallback: false,
  overApps: false,
};

/** All options, those that are not given as they are of a new policy. */
export const withDefaults = (given: Partial<PolicyOptions> & { name: string }): PolicyOptions => ({
  ...DEFAULTS,
  ...given,
});

/** Options as they are stored. */
export const columnsOf = (given: PolicyOptions) => ({
  name: given.name,
  nameKey: given.name.toLowerCase(),
  description: given.description,
  active: given.active ? (1 as const) : (0 as const),
  onDrift: given.onDrift,
  accepted: JSON.stringify(given.accepted),
  window: given.window === null ? null : JSON.stringify(given.window),
  slot: given.slot,
  encrypted: given.encrypted ? (1 as const) : (0 as const),
  needs: JSON.stringify(given.needs),
  fallback: given.fallback ? (1 as const) : (0 as const),
  overApps: given.overApps ? (1 as const) : (0 as const),
});

/** The options of a stored policy. */
export function optionsOf(policy: PolicyTable): PolicyOptions {
  return {
    name: policy.name,
    description: policy.description,
    active: policy.active === 1,
    onDrift: policy.onDrift,
    accepted: JSON.parse(policy.accepted) as PolicyOptions['accepted'],
    window: policy.window === null ? null : (JSON.parse(policy.window) as PolicyWindow),
    slot: policy.slot,
    encrypted: policy.encrypted === 1,
    needs: JSON.parse(policy.needs) as PolicyOptions['needs'],
    fallback: policy.fallback === 1,
    overApps: policy.overApps === 1,
  };
}

/**
 * Looks at what can be wrong with options; gives them back when nothing is.
 *
 * @throws CartwrightError `bad-request`, `conflict` for policies that need each other in a circle
 */
export function openOptionChecks(
  store: Store,
  reading: Pick<Reading, 'row'>,
): (policyId: string, given: PolicyOptions) => PolicyOptions {
  /** The names on the way from what a policy needs back to itself; undefined when there is no way. */
  const circleOf = (policyId: string, needed: readonly string[]): string[] | undefined => {
    const stored = new Map(
      store
        .all((db) => db.selectFrom('policy').select(['id', 'name', 'needs']))
        .map(({ id, name, needs }) => [id, { name, needs: (JSON.parse(needs) as PolicyOptions['needs']).policyIds }]),
    );
    const circle = circleFrom(policyId, (id) => (id === policyId ? needed : stored.get(id)?.needs));
    return circle?.slice(1).map((id) => stored.get(id)?.name ?? id);
  };

  return (policyId, given) => {
    if (given.window !== null && !isTimeZone(given.window.timeZone))
      throw new CartwrightError('bad-request', `There is no time zone “${given.window.timeZone}”.`);
    for (const needed of given.needs.policyIds) {
      if (needed === policyId) throw new CartwrightError('bad-request', 'A policy cannot need itself.');
      if (reading.row(needed).type !== 'profile')
        throw new CartwrightError('bad-request', 'A policy can need profiles only, for devices tell of those.');
    }
    const around = circleOf(policyId, given.needs.policyIds);
    if (around !== undefined)
      throw new CartwrightError(
        'conflict',
        `Policies cannot need each other in a circle: ${[given.name, ...around].join(' → ')}.`,
      );
    return given;
  };
}
