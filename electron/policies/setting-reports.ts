import { isDeepStrictEqual } from 'node:util';
import { isDictionary } from '../../shared/catalogue/index.ts';
import { MASK } from '../../shared/mask.ts';
import type { Dictionary } from './kept-secrets.ts';

/*
 * What devices tell of settings. Pure.
 */

type Facts = Readonly<Record<string, unknown>>;

/** A key of an item with what is wanted and what the device tells; undefined where it tells nothing. */
type Compared = readonly (readonly [key: string, wanted: unknown, told: unknown])[];

const SHARED_IPAD = [
  'QuotaSize',
  'ResidentUsers',
  'UserSessionTimeout',
  'TemporarySessionTimeout',
  'TemporarySessionOnly',
  'ManagedAppleIDDefaultDomains',
  'OnlineAuthenticationGracePeriod',
  'SkipLanguageAndLocaleSetupForNewUsers',
];

const one =
  (key: string, fact = key) =>
  (item: Dictionary, facts: Facts): Compared => [[key, item[key], facts[fact]]];
const members = (wanted: unknown, told: unknown): Compared =>
  Object.entries(isDictionary(wanted) ? wanted : {})
    .filter(([key]) => key !== 'Item')
    .map(([key, value]) => [key, value, isDictionary(told) ? told[key] : undefined]);

/** Where a device reports in DeviceInformation what an item of a Settings command sets. */
const REPORTED: Readonly<Record<string, (item: Dictionary, facts: Facts) => Compared>> = {
  DeviceName: one('DeviceName'),
  HostName: one('HostName'),
  TimeZone: one('TimeZone'),
  DataRoaming: one('Enabled', 'DataRoamingEnabled'),
  VoiceRoaming: one('Enabled', 'VoiceRoamingEnabled'),
  PersonalHotspot: one('Enabled', 'PersonalHotspotEnabled'),
  DiagnosticSubmission: one('Enabled', 'DiagnosticSubmissionEnabled'),
  AppAnalytics: one('Enabled', 'AppAnalyticsEnabled'),
  MaximumResidentUsers: one('MaximumResidentUsers'),
  AccessibilitySettings: (item, facts) => members(item, facts.AccessibilitySettings),
  SoftwareUpdateSettings: (item, facts) => members(item, facts.SoftwareUpdateSettings),
  OrganizationInfo: (item, facts) => members(item.OrganizationInfo, facts.OrganizationInfo),
  MDMOptions: (item, facts) => members(item.MDMOptions, facts.MDMOptions),
  SharedDeviceConfiguration: (item, facts) =>
    members(item, Object.fromEntries(SHARED_IPAD.map((key) => [key, facts[key]]))),
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

/** Whether an item of a setting configures an app. */
export const configuresApp = ({ Item }: Dictionary): boolean => Item === APP_CONFIGURATION;

type Scalar = string | number | boolean;

/** Something a device has otherwise; values that are no scalars, and those of apps, are not told. */
export interface Difference {
  readonly item: string;
  readonly key: string;
  readonly wanted: Scalar | null;
  readonly told: Scalar | null;
}

/** What a report tells of the items of a setting. */
export interface SettingReport {
  /** Undefined when nothing it tells is different, and it does not tell everything. */
  readonly same: boolean | undefined;
  readonly differs: readonly Difference[];
  /** Items of which devices never tell, or this one does not, by name. */
  readonly untold: readonly string[];
}

/**
 * Whether a device has what a setting asks for, by what it reported last.
 *
 * @param facts of DeviceInformation, by Apple's keys
 * @param apps by bundle id
 */
export function asReported(items: readonly Dictionary[], facts: Facts, apps: ManagedApps = new Map()): SettingReport {
  const differs: Difference[] = [];
  const untold = new Set<string>();
  for (const item of items) {
    const name = String(item.Item);
    if (configuresApp(item)) {
      const identifier = String(item.Identifier);
      const outcome = sameConfiguration(item.Configuration ?? {}, apps.get(identifier));
      if (outcome === false) differs.push({ item: name, key: identifier, wanted: null, told: null });
      else if (outcome === undefined) untold.add(name);
      continue;
    }
    const compared = Object.hasOwn(REPORTED, name) ? (REPORTED[name]?.(item, facts) ?? []) : [];
    const told = compared.filter(([, wanted, fact]) => wanted !== undefined && fact !== undefined && fact !== null);
    for (const [key, wanted, fact] of told)
      if (!isDeepStrictEqual(wanted, fact))
        differs.push({ item: name, key, wanted: scalar(wanted), told: scalar(fact) });
    if (told.length === 0 || told.length < compared.length) untold.add(name);
  }
  const names = new Set(differs.map(({ item }) => item));
  const silent = [...untold].filter((name) => !names.has(name));
  return {
    same: differs.length > 0 ? false : untold.size > 0 || items.length === 0 ? undefined : true,
    differs,
    untold: silent,
  };
}

const scalar = (value: unknown): Scalar | null =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;

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
