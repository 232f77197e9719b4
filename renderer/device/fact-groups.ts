/** Where a fact of DeviceInformation belongs on the overview. What is in no group comes under “More”. */
const GROUPS = {
  hardware: [
    'ProductName',
    'ModelNumber',
    'Model',
    'ModelName',
    'SerialNumber',
    'UDID',
    'EnrollmentID',
    'ProvisioningUDID',
    'IMEI',
    'MEID',
    'EID',
    'DeviceCapacity',
    'AvailableDeviceCapacity',
    'BatteryLevel',
    'HasBattery',
    'IsAppleSilicon',
    'PINRequiredForDeviceLock',
    'PINRequiredForEraseDevice',
    'SupportsLOMDevice',
  ],
  software: [
    'DeviceName',
    'HostName',
    'LocalHostName',
    'OSVersion',
    'BuildVersion',
    'SupplementalBuildVersion',
    'SupplementalOSVersionExtra',
    'SoftwareUpdateDeviceID',
    'TimeZone',
    'Languages',
    'Locales',
    'SystemIntegrityProtectionEnabled',
    'OSUpdateSettings',
    'MDMOptions',
  ],
  network: [
    'WiFiMAC',
    'BluetoothMAC',
    'EthernetMAC',
    'EthernetMACs',
    'CellularTechnology',
    'ModemFirmwareVersion',
    'ServiceSubscriptions',
    'DataRoamingEnabled',
    'VoiceRoamingEnabled',
    'PersonalHotspotEnabled',
    'IsRoaming',
    'PhoneNumber',
    'ICCID',
    'CurrentCarrierNetwork',
    'SIMCarrierNetwork',
    'CarrierSettingsVersion',
  ],
  management: [
    'IsSupervised',
    'IsMultiUser',
    'IsDeviceLocatorServiceEnabled',
    'IsActivationLockEnabled',
    'IsActivationLockSupported',
    'IsMDMLostModeEnabled',
    'IsDoNotDisturbInEffect',
    'AwaitingConfiguration',
    'IsCloudBackupEnabled',
    'LastCloudBackupDate',
    'iTunesStoreAccountIsActive',
    'iTunesStoreAccountHash',
    'DiagnosticSubmissionEnabled',
    'AppAnalyticsEnabled',
    'IsNetworkTethered',
  ],
} as const;

export type FactGroup = keyof typeof GROUPS | 'more';

/** Facts in groups, each in a set order; groups without a fact are left out. */
export function groupFacts(information: Readonly<Record<string, unknown>>): [FactGroup, [string, unknown][]][] {
  const left = new Map(Object.entries(information));
  const groups: [FactGroup, [string, unknown][]][] = Object.entries(GROUPS).map(([group, keys]) => [
    group as FactGroup,
    keys.flatMap((key): [string, unknown][] => {
      if (!left.has(key)) return [];
      const value = left.get(key);
      left.delete(key);
      return [[key, value]];
    }),
  ]);
  groups.push(['more', [...left].sort(([a], [b]) => a.localeCompare(b))]);
  return groups.filter(([, facts]) => facts.length > 0);
}
