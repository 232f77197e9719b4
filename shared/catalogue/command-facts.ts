import { MASK } from '../mask.ts';
import { isPlainObject } from '../plist/index.ts';
import { FACTS } from './command-fact-table.ts';
import type { CommandFacts, InventoryPart, Platform } from './types.ts';

/** The facts of a command; undefined for one Apple does not document. */
export function commandFacts(requestType: string): CommandFacts | undefined {
  return Object.hasOwn(FACTS, requestType) ? FACTS[requestType] : undefined;
}

/** The command's label, or its RequestType when there is none. */
export function commandLabel(requestType: string): string {
  return commandFacts(requestType)?.label ?? requestType;
}

/** NN-5 of the MDM Protocol Reference. */
const NEVER_NOT_NOW_IOS: ReadonlySet<string> = new Set([
  'DeviceInformation',
  'ProfileList',
  'DeviceLock',
  'EraseDevice',
  'ClearPasscode',
  'CertificateList',
  'ProvisioningProfileList',
  'InstalledApplicationList',
  'Restrictions',
]);

/** NN-6: a Mac in Power Nap puts off everything else. */
const NEVER_NOT_NOW_MACOS: ReadonlySet<string> = new Set(['DeviceLock', 'EraseDevice']);

/** Whether Apple guarantees that the platform never answers this command with NotNow, even locked or asleep. */
export function neverNotNow(requestType: string, platform: Platform | undefined): boolean {
  if (platform === 'iOS') return NEVER_NOT_NOW_IOS.has(requestType);
  return platform === 'macOS' && NEVER_NOT_NOW_MACOS.has(requestType);
}

const REPORTERS: ReadonlyMap<InventoryPart, string> = new Map(
  Object.entries(FACTS).flatMap(([requestType, facts]) =>
    facts.reports ? [[facts.reports, requestType] as const] : [],
  ),
);

/** The RequestType whose answer is this part of the inventory. */
export function commandReporting(part: InventoryPart): string | undefined {
  return REPORTERS.get(part);
}

/** Keys whose values are secrets: never in logs, the audit trail or a command's history. */
export const SECRET_KEYS: ReadonlySet<string> = new Set([
  'AppleCareToken',
  'BootstrapToken',
  'CurrentPassword',
  'NewPassword',
  'PIN',
  'Password',
  'PrivateKeyExport',
  'PrivateKeyExportPassword',
  'RedemptionCode',
  'UnlockToken',
  'passwordHash',
]);

/**
 * A copy of a command (as JSON) that may be shown: every secret replaced by `•••`. Profiles and app configurations
 * (`Payload`, `Configuration`, …) are not looked into.
 */
export function redactCommand(command: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(command).map(([name, value]) => [name, SECRET_KEYS.has(name) ? MASK : redactValue(value)]),
  );
}

function redactValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(redactValue);
  const plain = typeof value === 'object' && value !== null && isPlainObject(value);
  return plain ? redactCommand(value as Record<string, unknown>) : value;
}
