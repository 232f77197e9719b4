import type { queryTexts } from '../locales/en/queries.ts';

export type QueryGroup = keyof typeof queryTexts.groups;

/** What DeviceInformation can be asked, by what it is about; what is in none is `other`. */
export const QUERY_GROUPS: Readonly<Record<Exclude<QueryGroup, 'other'>, readonly string[]>> = {
  identity: [
    'DeviceName',
    'SerialNumber',
    'UDID',
    'ProvisioningUDID',
    'ModelName',
    'Model',
    'ModelNumber',
    'ProductName',
    'DeviceID',
    'EASDeviceIdentifier',
    'LocalHostName',
    'HostName',
    'SoftwareUpdateDeviceID',
  ],
  system: [
    'OSVersion',
    'SupplementalOSVersionExtra',
    'BuildVersion',
    'SupplementalBuildVersion',
    'TimeZone',
    'Languages',
    'Locales',
    'OSUpdateSettings',
    'SoftwareUpdateSettings',
    'AccessibilitySettings',
    'DiagnosticSubmissionEnabled',
    'AppAnalyticsEnabled',
    'IsDoNotDisturbInEffect',
    'SupportsiOSAppInstalls',
  ],
  hardware: [
    'IsAppleSilicon',
    'DeviceCapacity',
    'AvailableDeviceCapacity',
    'BatteryLevel',
    'HasBattery',
    'SupportsLOMDevice',
  ],
  network: [
    'WiFiMAC',
    'BluetoothMAC',
    'EthernetMAC',
    'EthernetMACs',
    'IMEI',
    'MEID',
    'ICCID',
    'ModemFirmwareVersion',
    'CellularTechnology',
    'ServiceSubscriptions',
    'PhoneNumber',
    'CurrentCarrierNetwork',
    'SIMCarrierNetwork',
    'SubscriberCarrierNetwork',
    'CarrierSettingsVersion',
    'DataRoamingEnabled',
    'VoiceRoamingEnabled',
    'PersonalHotspotEnabled',
    'IsNetworkTethered',
    'IsRoaming',
    'SubscriberMCC',
    'SubscriberMNC',
    'CurrentMCC',
    'CurrentMNC',
  ],
  security: [
    'IsDeviceLocatorServiceEnabled',
    'IsActivationLockEnabled',
    'IsActivationLockSupported',
    'SystemIntegrityProtectionEnabled',
    'PINRequiredForEraseDevice',
    'PINRequiredForDeviceLock',
    'DevicePropertiesAttestation',
    'EACSPreflight',
  ],
  management: [
    'IsSupervised',
    'IsMDMLostModeEnabled',
    'AwaitingConfiguration',
    'OrganizationInfo',
    'MDMOptions',
    'PushToken',
  ],
  users: [
    'IsMultiUser',
    'ActiveManagedUsers',
    'AutoSetupAdminAccounts',
    'MaximumResidentUsers',
    'EstimatedResidentUsers',
    'ResidentUsers',
    'QuotaSize',
    'UserSessionTimeout',
    'TemporarySessionTimeout',
    'TemporarySessionOnly',
    'ManagedAppleIDDefaultDomains',
    'OnlineAuthenticationGracePeriod',
    'SkipLanguageAndLocaleSetupForNewUsers',
  ],
  accounts: ['iTunesStoreAccountIsActive', 'iTunesStoreAccountHash', 'IsCloudBackupEnabled', 'LastCloudBackupDate'],
};

/** Names in their groups, in the order of the groups; groups with none are left out. */
export function grouped(names: readonly string[]): [QueryGroup, string[]][] {
  const known = Object.entries(QUERY_GROUPS) as [QueryGroup, readonly string[]][];
  const placed = new Set(known.flatMap(([, members]) => members));
  const groups = known.map(([group, members]): [QueryGroup, string[]] => [
    group,
    members.filter((name) => names.includes(name)),
  ]);
  groups.push(['other', names.filter((name) => !placed.has(name))]);
  return groups.filter(([, members]) => members.length > 0);
}
