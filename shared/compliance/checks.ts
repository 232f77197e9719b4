import type { ComplianceCheck } from '../contract/compliance-rule.ts';
import type { DeviceFilter, FilterCondition, FilterOperator } from '../contract/device-filter.ts';

/*
 * Checks of compliance in the language of groups: a device that the filter finds violates. Pure.
 */

const is = (field: string, value: string | boolean): FilterCondition => ({ field, operator: 'is', value });
const known = (field: string): FilterCondition => ({ field, operator: 'isNotEmpty' });
const includes = (field: string, value: string): FilterCondition => ({ field, operator: 'includes', value });
const lacks = (field: string, value: string): FilterCondition => ({ field, operator: 'doesNotInclude', value });
const osVersion = (operator: FilterOperator, value: string): FilterCondition => ({
  field: 'osVersion',
  operator,
  value,
});

/**
 * Bundle identifiers of apps that are only found on devices whose protection was taken off: stores for such devices, and
 * tools that do it. A hint, no proof: an app can be hidden, and some can be put on a device without.
 */
const TAMPERING_APPS: readonly string[] = [
  'com.saurik.Cydia',
  'org.coolstar.SileoStore',
  'xyz.willy.Zebra',
  'me.apptapp.installer',
  'science.xnu.undecimus',
  'com.electrateam.chimera',
  'org.coolstar.odyssey',
  'org.taurine.jailbreak',
  'com.opa334.Dopamine',
  'com.opa334.TrollStore',
  'com.samiiau.loader',
  'kjc.loader',
  'com.tigisoftware.Filza',
];

/** An Apple TV has no passcode, and without one its protection is not in effect. */
const HAS_PASSCODES: FilterCondition = { field: 'platform', operator: 'isNot', value: 'tvOS' };

/** The devices that a check finds. */
export function filterOfCheck(check: ComplianceCheck): DeviceFilter {
  switch (check.kind) {
    case 'condition':
      return check.filter;
    case 'passcode':
      return {
        all: [
          HAS_PASSCODES,
          {
            any: [
              ...(check.missing ? [is('passcodePresent', false)] : []),
              ...(check.weak ? [is('passcodeCompliant', false), is('passcodeCompliantWithProfiles', false)] : []),
            ],
          },
        ],
      };
    case 'encryption':
      return { all: [HAS_PASSCODES, is('encrypted', false)] };
    case 'os':
      return {
        any: check.limits.flatMap(({ platform, atLeast, atMost }): DeviceFilter[] => {
          const wrong = [
            ...(atLeast === null ? [] : [osVersion('below', atLeast)]),
            // 17 includes 17.6: what begins like it is not above it.
            ...(atMost === null
              ? []
              : [{ all: [osVersion('above', atMost), { not: osVersion('startsWith', atMost) }] }]),
          ];
          return wrong.length === 0 ? [] : [{ all: [is('platform', platform), { any: wrong }] }];
        }),
      };
    case 'models': {
      const listed = (operator: FilterOperator): DeviceFilter => ({
        field: 'modelName',
        operator,
        value: check.models,
      });
      return check.mode === 'forbidden' ? listed('isOneOf') : { all: [known('modelName'), listed('isNoneOf')] };
    }
    case 'supervised':
      return is('supervised', false);
    case 'tampered':
      return { any: [...TAMPERING_APPS.map((app) => includes('app', app)), is('systemIntegrity', false)] };
    case 'silent':
      return {
        all: [
          known('lastSeenAt'),
          { field: 'lastSeenAt', operator: 'notWithinLast', value: { amount: check.days, unit: 'days' } },
        ],
      };
    case 'apps':
      if (check.mode === 'forbidden') return { any: check.apps.map((app) => includes('app', app)) };
      if (check.mode === 'required')
        // A device that has not told of its apps yet is not blamed.
        return { all: [told('apps'), { any: check.apps.map((app) => lacks('app', app)) }] };
      return { field: 'app', operator: 'includesOtherThan', value: check.apps };
    case 'profiles':
      return { all: [told('profiles'), { any: check.identifiers.map((identifier) => lacks('profile', identifier)) }] };
    case 'policies':
      return {
        all: [
          known('outOfPolicySince'),
          { field: 'outOfPolicySince', operator: 'notWithinLast', value: { amount: check.days, unit: 'days' } },
        ],
      };
    case 'roaming':
      return is('roaming', true);
    case 'firewall':
      return is('firewall', false);
    case 'managementEnded':
      return {
        all: [is('state', 'ended'), is('endReason', 'checked-out')],
      };
    case 'restored':
      return known('restoredAt');
  }
}

/** The device has told of these at least once. */
const told = (what: 'apps' | 'profiles'): FilterCondition =>
  known(what === 'apps' ? 'appsReportedAt' : 'profilesReportedAt');

/** Who is no longer managed is what these are about. */
const isAboutEnded = ({ kind }: ComplianceCheck): boolean => kind === 'managementEnded' || kind === 'restored';

/** Whether a check finds devices that are no longer managed. */
export const findsEnded = (checks: readonly ComplianceCheck[]): boolean => checks.some(isAboutEnded);

/** The devices in these groups, if any are named, and in none of those. */
export function scopeFilter(include: readonly string[], exclude: readonly string[]): DeviceFilter {
  return {
    all: [
      ...(include.length === 0 ? [] : [{ any: include.map((group) => includes('group', group)) }]),
      ...(exclude.length === 0 ? [] : [{ not: { any: exclude.map((group) => includes('group', group)) } }]),
    ],
  };
}

/** Who violates a rule: devices it is about that meet any of its checks. */
export function filterOfRule(rule: {
  readonly checks: readonly ComplianceCheck[];
  readonly include: readonly string[];
  readonly exclude: readonly string[];
}): DeviceFilter {
  const managed = is('state', 'enrolled');
  const withEnded = findsEnded(rule.checks);
  return {
    all: [
      scopeFilter(rule.include, rule.exclude),
      ...(withEnded ? [] : [managed]),
      {
        any: rule.checks.map((check) =>
          withEnded && !isAboutEnded(check) ? { all: [managed, filterOfCheck(check)] } : filterOfCheck(check),
        ),
      },
    ],
  };
}
