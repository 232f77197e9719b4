import { deviceFamilyOf, HIDDEN_KEYS, platformOf, SHOWN_KEYS } from '../../shared/catalogue/index.ts';
import { marketingName, modelNameOf } from '../../shared/model-names.ts';
import type { DeviceInformationFacts, PlistDict, RestrictionsReport } from '../protocol/index.ts';
import type { ReportKind } from '../store/index.ts';
import type { ReportedDevice } from './inventory-rows.ts';
import { type PlainJson, plainFacts, plainJson } from './plain-json.ts';

/*
 * What devices report about themselves, as columns and as facts by Apple's key. Pure.
 */

export type Facts = Record<string, PlainJson>;

/** Facts by Apple's key, without those that are not for people. */
export function reportedFacts(reported: PlistDict): Facts {
  const facts = withoutHidden(plainFacts(reported)) as Facts;
  // A level of -1 says that the device cannot tell.
  if (typeof facts.BatteryLevel === 'number' && facts.BatteryLevel < 0) delete facts.BatteryLevel;
  return facts;
}

/** Without what is for the vault or for nobody, at any depth. */
function withoutHidden(value: PlainJson): PlainJson {
  if (Array.isArray(value)) return value.map(withoutHidden);
  if (typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !HIDDEN_KEYS.has(key))
      .map(([key, member]) => [key, withoutHidden(member)]),
  );
}

/**
 * The facts known after an answer to some queries: what was answered counts, what was asked and not answered is gone,
 * what was not asked stays.
 */
export function mergeFacts(before: Facts, reported: Facts, asked: readonly string[]): Facts {
  const merged = { ...before };
  for (const key of asked) delete merged[key];
  return { ...merged, ...reported };
}

/** Restrictions by Apple's name: flags, numbers and lists side by side, and those of each profile beside them. */
export function restrictionFacts({ global, byProfile }: RestrictionsReport): Facts {
  const flat = (set: RestrictionsReport['global']): Facts => ({
    ...set.flags,
    ...set.values,
    ...lists(set.intersection),
    ...lists(set.union),
  });
  const profiles = Object.entries(byProfile).map(([identifier, set]) => [identifier, flat(set)] as const);
  return { ...flat(global), ...(profiles.length === 0 ? {} : { ProfileRestrictions: Object.fromEntries(profiles) }) };
}

function lists(of: Readonly<Record<string, readonly string[]>>): Facts {
  return Object.fromEntries(Object.entries(of).map(([name, values]) => [name, plainJson([...values])]));
}

/** Figures that move with every look: they are kept, and tell of no change. By kind of report. */
const MOVING: Readonly<Partial<Record<ReportKind, readonly string[]>>> = {
  accounts: ['DataUsed', 'HasDataToSync', 'IsLoggedIn'],
  'content-caching': [
    'ActualCacheUsed',
    'CacheDetails',
    'CacheFree',
    'CacheUsed',
    'DataMigrationProgress',
    'MaxCachePressureLast1Hour',
    'Parents',
    'Peers',
    'PersonalCacheFree',
    'PersonalCacheUsed',
    'TotalBytesAreSince',
    'TotalBytesDropped',
    'TotalBytesImported',
    'TotalBytesReturnedToChildren',
    'TotalBytesReturnedToClients',
    'TotalBytesReturnedToPeers',
    'TotalBytesStoredFromOrigin',
    'TotalBytesStoredFromParents',
    'TotalBytesStoredFromPeers',
  ],
};

/** The facts of which a change is worth telling. */
export function lasting(kind: ReportKind, facts: Facts): Facts {
  const moving = MOVING[kind];
  if (moving === undefined) return facts;
  const without = (of: Facts): Facts => Object.fromEntries(Object.entries(of).filter(([key]) => !moving.includes(key)));
  // Entries of a list are dictionaries with figures of their own.
  return Object.fromEntries(
    Object.entries(without(facts)).map(([key, value]) => [
      key,
      typeof value === 'object' && !Array.isArray(value) ? without(value) : value,
    ]),
  );
}

/** Names of the facts that differ, were added or are gone. */
export function changedFacts(before: Facts, after: Facts): string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].filter((name) => !same(before[name], after[name]));
}

/** Facts by name: what each was and what it is; null where it was not there. */
export type ChangedValues = Record<string, [before: Scalar | null, after: Scalar | null]>;
type Scalar = string | number | boolean;

const LONGEST_VALUE = 200;
/** What changed in facts that hold one value each, for the history. Lists, dictionaries and secrets are left out. */
export function changedValues(before: Facts, after: Facts, names: readonly string[]): ChangedValues {
  const values: ChangedValues = {};
  for (const name of names) {
    const was = before[name] ?? null;
    const is = after[name] ?? null;
    if (!isTellable(name, was) || !isTellable(name, is)) continue;
    values[name] = [shortened(was), shortened(is)];
  }
  return values;
}

function isTellable(name: string, value: PlainJson | null): value is Scalar | null {
  if (value === null || typeof value === 'boolean') return true;
  if (typeof value === 'number') return !HIDDEN_KEYS.has(name);
  return typeof value === 'string' && SHOWN_KEYS.has(name);
}

function shortened(value: Scalar | null): Scalar | null {
  return typeof value === 'string' ? value.slice(0, LONGEST_VALUE) : value;
}

function same(a: PlainJson | undefined, b: PlainJson | undefined): boolean {
  if (a === b) return true;
  return typeof a === 'object' && typeof b === 'object' && JSON.stringify(a) === JSON.stringify(b);
}

/** The device's columns after a DeviceInformation answer: what it does not say stays as it was. */
export function deviceColumns(before: ReportedDevice, facts: DeviceInformationFacts): ReportedDevice {
  const identifier = facts.productName ?? facts.modelName ?? facts.model;
  return {
    // Who a device is was settled when it enrolled; an answer only fills what was not known then.
    udid: before.udid,
    serialNumber: facts.serialNumber ?? before.serialNumber,
    name: facts.deviceName ?? before.name,
    model: facts.model ?? before.model,
    modelName: modelNameAfter(before, facts),
    productName: facts.productName ?? before.productName,
    platform: before.platform ?? (identifier === undefined ? null : (platformOf(identifier) ?? null)),
    family: before.family ?? (identifier === undefined ? null : (deviceFamilyOf(identifier) ?? null)),
    osVersion: facts.osVersion ?? before.osVersion,
    buildVersion: facts.buildVersion ?? before.buildVersion,
    imei: facts.imei ?? facts.serviceSubscriptions?.[0]?.imei ?? before.imei,
    meid: facts.meid ?? facts.serviceSubscriptions?.[0]?.meid ?? before.meid,
    supervised: facts.isSupervised === undefined ? before.supervised : facts.isSupervised ? 1 : 0,
    passcodePresent: before.passcodePresent,
    batteryLevel: facts.batteryLevel ?? (facts.hasBattery === false ? null : before.batteryLevel),
    capacityGb: facts.capacityGiB ?? before.capacityGb,
    availableGb: facts.availableCapacityGiB ?? before.availableGb,
  };
}

/** An answer that leaves out ModelName must not lose a name that was told before. */
function modelNameAfter(before: ReportedDevice, facts: DeviceInformationFacts): string | null {
  const product = facts.productName ?? before.productName ?? undefined;
  const sold = product === undefined ? undefined : marketingName(product);
  if (sold === undefined && facts.modelName === undefined) return before.modelName ?? product ?? null;
  return sold ?? modelNameOf(product, facts.modelName) ?? null;
}
