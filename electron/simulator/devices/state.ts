import type { PlistDict, PlistValue } from '../wire/plist.ts';
import type { AppRelease } from './app-catalogue.ts';
import type { Model } from './models.ts';
import type { OsRelease } from './os-releases.ts';

/** An app on a device. */
export interface InstalledApp {
  app: AppRelease;
  dynamicSize: number;
}

/** An app the server installed or took over (ManagedApplicationList). */
export interface ManagedApp {
  identifier: string;
  /** Its user is asked until then. */
  promptsUntil: number;
  /** Installing until `readyAt`, Managed from then on; never, when its user says no. */
  readyAt: number;
  app: AppRelease;
  managementFlags: number;
  configuration: PlistDict | undefined;
  attributes: PlistDict | undefined;
  feedback: PlistDict | undefined;
  /** A redemption code that was not needed, and not told of yet. */
  unusedCode?: string | undefined;
  /** A status to report instead, e.g. ManagedButUninstalled or NeedsRedemption. */
  status: string | undefined;
}

/** A book the server installed: on its way until `readyAt`. */
export interface ManagedBook {
  book: PlistDict;
  readyAt: number;
}

/** A configuration profile on a device. */
export interface InstalledProfile {
  identifier: string;
  uuid: string;
  version: number;
  displayName: string;
  organization: string | undefined;
  description: string | undefined;
  removalDisallowed: boolean;
  hasRemovalPasscode: boolean;
  encrypted: boolean;
  /** DER of the certificates that signed it. */
  signers: readonly Buffer[];
  managed: boolean;
  payloads: readonly PlistDict[];
}

export interface InstalledCertificate {
  commonName: string;
  der: Buffer;
  isIdentity: boolean;
  /** PayloadIdentifier of the profile it came with; none when it belongs to the user. */
  profile: string | undefined;
}

export interface ProvisioningProfile {
  name: string;
  uuid: string;
  expiresAt: number;
  managed: boolean;
}

/** An operating system update under way. */
export interface PendingUpdate {
  release: OsRelease;
  action: string;
  startedAt: number;
  downloadedAt: number;
  /** When it is installed; undefined for a download only. */
  installedAt: number | undefined;
}

export interface DeviceUser {
  name: string;
  fullName: string;
  uid: number;
  guid: string;
  loggedIn: boolean;
  /** An account of the directory, which signs in to the server. */
  network: boolean;
  hasDataToSync: boolean;
  dataUsed: number;
}

export interface Cellular {
  imei: string;
  iccid: string;
  phoneNumber: string;
  carrier: string;
  mcc: string;
  mnc: string;
  dataRoaming: boolean;
  voiceRoaming: boolean;
  hotspot: boolean;
}

/** What the device agreed to when it was enrolled. */
export interface ManagementState {
  accessRights: number;
  profileIdentifier: string;
  topic: string;
  serverUrl: string;
  checkInUrl: string;
  checkOutWhenRemoved: boolean;
  /** Under user enrollment: what it calls itself to this server, and the person's account. */
  enrollmentId?: string | undefined;
  account?: string | undefined;
}

export interface LostMode {
  message: string | undefined;
  phoneNumber: string | undefined;
  footnote: string | undefined;
}

/** Everything a device is: plain data, replaced rather than changed (`execute` and `advance` return a new one). */
export interface DeviceState {
  readonly seed: number;
  readonly model: Model;
  readonly udid: string;
  readonly serialNumber: string;
  readonly capacityGiB: number;
  readonly wifiMac: string;
  readonly bluetoothMac: string;
  readonly ethernetMac: string | undefined;
  readonly cellular: Cellular | undefined;
  readonly name: string;
  readonly hostName: string;
  readonly os: OsRelease;
  readonly usedGiB: number;
  readonly battery: { level: number; charging: boolean } | undefined;
  readonly supervised: boolean;
  /** An iPad with accounts of several people. */
  readonly sharedIpad: boolean;
  readonly enrolledByDep: boolean;
  readonly passcode: { present: boolean; compliant: boolean };
  /** An iOS device that is locked cannot change its databases: most commands get NotNow. */
  readonly locked: boolean;
  /** A Mac in Power Nap. */
  readonly darkWake: boolean;
  /** A Mac whose users' keychains are locked takes no profiles for them. */
  readonly keychainLocked: boolean;
  readonly unlockToken: Buffer | undefined;
  readonly activationLock: boolean;
  readonly findMy: boolean;
  readonly storeAccount: boolean;
  readonly fileVault: boolean;
  /** What opens it beside its users' passwords, as far as it was changed here. */
  readonly recoveryKey: string | undefined;
  readonly firmwarePassword: string | undefined;
  readonly recoveryLock: string | undefined;
  readonly remoteDesktop: boolean;
  readonly lostMode: LostMode | undefined;
  /** Waits in Setup Assistant until it is told that it is configured. */
  readonly awaitingConfiguration: boolean;
  readonly location: { latitude: number; longitude: number };
  readonly apps: readonly InstalledApp[];
  readonly managedApps: Readonly<Record<string, ManagedApp>>;
  readonly profiles: readonly InstalledProfile[];
  readonly certificates: readonly InstalledCertificate[];
  readonly provisioning: readonly ProvisioningProfile[];
  readonly media: readonly ManagedBook[];
  readonly users: readonly DeviceUser[];
  readonly update: PendingUpdate | undefined;
  /** What Settings commands changed, by item or query name. */
  readonly settings: Readonly<Record<string, PlistValue>>;
  readonly management: ManagementState | undefined;
  /** Milliseconds since the epoch of the last `advance`. */
  readonly advancedAt: number;
  readonly bootedAt: number;
}
