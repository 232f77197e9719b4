import { isDeepStrictEqual } from 'node:util';
import { isDictionary } from '../../shared/catalogue/index.ts';
import type { Dictionary } from './kept-secrets.ts';

/*
 * What DeviceInformation tells of settings. Pure.
 */

type Facts = Readonly<Record<string, unknown>>;

/** Where a device reports what an item of a Settings command sets: the key of the item, and how it is read. */
const REPORTED: Readonly<Record<string, (item: Dictionary, facts: Facts) => boolean | undefined>> = {
  DeviceName: (item, facts) => same(item.DeviceName, facts.DeviceName),
  HostName: (item, facts) => same(item.HostName, facts.HostName),
  TimeZone: (item, facts) => same(item.TimeZone, facts.TimeZone),
  DataRoaming: (item, facts) => same(item.Enabled, facts.DataRoamingEnabled),
  VoiceRoaming: (item, facts) => same(item.Enabled, facts.VoiceRoamingEnabled),
  PersonalHotspot: (item, facts) => same(item.Enabled, facts.PersonalHotspotEnabled),
  DiagnosticSubmission: (item, facts) => same(item.Enabled, facts.DiagnosticSubmissionEnabled),
  AppAnalytics: (item, facts) => same(item.Enabled, facts.AppAnalyticsEnabled),
  MaximumResidentUsers: (item, facts) => same(item.MaximumResidentUsers, facts.MaximumResidentUsers),
  AccessibilitySettings: (item, facts) => sameMembers(item, facts.AccessibilitySettings),
  SoftwareUpdateSettings: (item, facts) => sameMembers(item, facts.SoftwareUpdateSettings),
  OrganizationInfo: (item, facts) =>
    isDictionary(item.OrganizationInfo)
      ? sameMembers(item.OrganizationInfo as Dictionary, facts.OrganizationInfo)
      : undefined,
  MDMOptions: (item, facts) =>
    isDictionary(item.MDMOptions) ? sameMembers(item.MDMOptions as Dictionary, facts.MDMOptions) : undefined,
  SharedDeviceConfiguration: (item, facts) => {
    const reported: Facts = {
      QuotaSize: facts.QuotaSize,
      ResidentUsers: facts.ResidentUsers,
      UserSessionTimeout: facts.UserSessionTimeout,
      TemporarySessionTimeout: facts.TemporarySessionTimeout,
      TemporarySessionOnly: facts.TemporarySessionOnly,
      ManagedAppleIDDefaultDomains: facts.ManagedAppleIDDefaultDomains,
      OnlineAuthenticationGracePeriod: facts.OnlineAuthenticationGracePeriod,
      SkipLanguageAndLocaleSetupForNewUsers: facts.SkipLanguageAndLocaleSetupForNewUsers,
    };
    return sameMembers(item, reported);
  },
};

/** An app this server manages on a device, as the device told of it. */
export interface ManagedAppFacts {
  readonly hasConfiguration: boolean;
  /** What it is configured with, secrets masked; undefined while that was not read since it changed. */
  readonly configuration: unknown;
  /** When that was read, ms. */
  readonly configurationAt: number | null;
}

export type ManagedApps = ReadonlyMap<string, ManagedAppFacts>;

const APP_CONFIGURATION = 'ApplicationConfiguration';
/** What stands in the place of a secret in what is kept of an answer. */
const MASK = '•••';

/** Whether an item of a setting configures an app. */
export const configuresApp = ({ Item }: Dictionary): boolean => Item === APP_CONFIGURATION;

/** What a report tells of the items of a setting. */
export interface SettingReport {
  /** Undefined when nothing it tells is different, and it does not tell everything. */
  readonly same: boolean | undefined;
  /** Items that are different, by name. */
  readonly differs: readonly string[];
  /** Items of which devices never tell, or this one does not. */
  readonly untold: readonly string[];
}

/**
 * Whether a device has what a setting asks for, by what it reported last.
 *
 * @param facts of DeviceInformation, by Apple's keys
 * @param apps by bundle id
 */
export function asReported(items: readonly Dictionary[], facts: Facts, apps: ManagedApps = new Map()): SettingReport {
  const differs = new Set<string>();
  const untold = new Set<string>();
  for (const item of items) {
    const name = String(item.Item);
    const outcome =
      name === APP_CONFIGURATION
        ? sameConfiguration(item.Configuration ?? {}, apps.get(String(item.Identifier)))
        : Object.hasOwn(REPORTED, name)
          ? REPORTED[name]?.(item, facts)
          : undefined;
    if (outcome === false) differs.add(name);
    else if (outcome === undefined) untold.add(name);
  }
  const same = differs.size > 0 ? false : untold.size > 0 || items.length === 0 ? undefined : true;
  return { same, differs: [...differs], untold: [...untold] };
}

function same(wanted: unknown, reported: unknown): boolean | undefined {
  if (wanted === undefined || reported === undefined || reported === null) return undefined;
  return isDeepStrictEqual(wanted, reported);
}

function sameConfiguration(wanted: unknown, app: ManagedAppFacts | undefined): boolean | undefined {
  if (app?.configuration === undefined || app.configurationAt === null) return undefined;
  return sameButSecrets(wanted, app.configuration);
}

function sameButSecrets(wanted: unknown, told: unknown): boolean | undefined {
  if (told === MASK) return undefined;
  if (!isDictionary(wanted) || !isDictionary(told)) return isDeepStrictEqual(wanted, told);
  const keys = new Set([...Object.keys(wanted), ...Object.keys(told)]);
  const outcomes = [...keys].map((key) => sameButSecrets(wanted[key], told[key]));
  return outcomes.includes(false) ? false : outcomes.includes(undefined) ? undefined : true;
}

/** What the device tells of the members that are asked for; one it does not tell of leaves it open. */
function sameMembers(wanted: Dictionary, reported: unknown): boolean | undefined {
  if (!isDictionary(reported)) return undefined;
  let all: boolean | undefined = true;
  for (const [key, value] of Object.entries(wanted)) {
    if (key === 'Item') continue;
    const outcome = same(value, reported[key]);
    if (outcome === false) return false;
    if (outcome === undefined) all = undefined;
  }
  return all;
}
