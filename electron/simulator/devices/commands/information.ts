import { createHash } from 'node:crypto';
import { isPlistDict, type PlistInput, PlistReal } from '../../wire/plist.ts';
import { ALL, type CommandSpec, Right } from '../command-spec.ts';
import { majorOf } from '../os-releases.ts';
import { isHidden } from '../personal.ts';
import type { DeviceState } from '../state.ts';

type Query = { right: number; answer: (state: DeviceState) => PlistInput | undefined };

const NONE = 0;
const isMac = (state: DeviceState): boolean => state.model.platform === 'macOS';
const isMobile = (state: DeviceState): boolean => state.model.platform === 'iOS';
const derived = (state: DeviceState, label: string): string =>
  createHash('sha256').update(`${label}:${state.udid}`).digest('hex').toUpperCase();

const general = (answer: Query['answer']): Query => ({ right: NONE, answer });
const device = (answer: Query['answer']): Query => ({ right: Right.deviceInformation, answer });
const network = (answer: Query['answer']): Query => ({ right: Right.networkInformation, answer });
const mobile = (answer: Query['answer']): Query => device((state) => (isMobile(state) ? answer(state) : undefined));
const mac = (answer: Query['answer']): Query => device((state) => (isMac(state) ? answer(state) : undefined));
const phone = (answer: (cellular: NonNullable<DeviceState['cellular']>) => PlistInput): Query =>
  network((state) => (state.cellular ? answer(state.cellular) : undefined));

/** What SharedDeviceConfiguration and MaximumResidentUsers set is told under these names. */
const SHARED_IPAD = [
  'MaximumResidentUsers',
  'QuotaSize',
  'ResidentUsers',
  'UserSessionTimeout',
  'TemporarySessionTimeout',
  'TemporarySessionOnly',
  'ManagedAppleIDDefaultDomains',
  'OnlineAuthenticationGracePeriod',
  'SkipLanguageAndLocaleSetupForNewUsers',
];

function sharedSetting({ sharedIpad, settings }: DeviceState, key: string): PlistInput | undefined {
  const set = settings.SharedDeviceConfiguration;
  return sharedIpad && isPlistDict(set) ? set[key] : undefined;
}

const QUERIES: Readonly<Record<string, Query>> = {
  UDID: general((state) => state.udid),
  ProvisioningUDID: general((state) =>
    isMac(state) ? `00008103-00${derived(state, 'provisioning').slice(0, 14)}` : undefined,
  ),
  OrganizationInfo: general((state) => state.settings.OrganizationInfo),
  MDMOptions: general((state) => state.settings.MDMOptions ?? {}),
  AwaitingConfiguration: general((state) => state.awaitingConfiguration),
  Languages: general((state) =>
    state.model.family === 'AppleTV' || isMac(state) ? ['en', 'de', 'fr', 'tr'] : undefined,
  ),
  Locales: general((state) =>
    state.model.family === 'AppleTV' || isMac(state) ? ['en_US', 'de_DE', 'fr_FR', 'tr_TR'] : undefined,
  ),
  iTunesStoreAccountIsActive: { right: Right.apps, answer: (state) => state.storeAccount },
  iTunesStoreAccountHash: {
    right: Right.apps,
    answer: (state) =>
      state.storeAccount ? Buffer.from(derived(state, 'store').slice(0, 40), 'hex').toString('base64') : undefined,
  },
  DeviceName: device((state) => state.name),
  OSVersion: device((state) => state.os.version),
  BuildVersion: device((state) => state.os.build),
  SupplementalBuildVersion: device((state) => (majorOf(state.os.version) >= 16 ? state.os.build : undefined)),
  ModelName: device((state) => state.model.modelName),
  Model: device((state) => state.model.modelNumber),
  ModelNumber: device((state) => `${state.model.modelNumber}LL/A`),
  ProductName: device((state) => state.model.productName),
  SerialNumber: device((state) => state.serialNumber),
  DeviceCapacity: device((state) => real(state.capacityGiB)),
  AvailableDeviceCapacity: device((state) => real(Math.max(0, state.capacityGiB - state.usedGiB))),
  BatteryLevel: device((state) => new PlistReal(state.battery ? state.battery.level : -1)),
  HasBattery: mac((state) => state.battery !== undefined),
  IsAppleSilicon: mac((state) => state.model.appleSilicon),
  CellularTechnology: mobile((state) => (state.cellular ? 1 : 0)),
  IMEI: device((state) => state.cellular?.imei),
  MEID: device((state) => state.cellular?.imei.replaceAll(' ', '').slice(0, 14)),
  ModemFirmwareVersion: mobile((state) => (state.cellular ? '4.02.01' : undefined)),
  IsSupervised: device((state) => state.supervised),
  IsMultiUser: mobile((state) => state.sharedIpad),
  IsDeviceLocatorServiceEnabled: device((state) => state.findMy),
  IsActivationLockEnabled: device((state) => state.activationLock),
  IsActivationLockSupported: mac((state) => state.model.appleSilicon),
  IsDoNotDisturbInEffect: mobile((state) => state.battery !== undefined && state.battery.level < 0.1),
  DeviceID: device((state) => (state.model.family === 'AppleTV' ? state.wifiMac : undefined)),
  EASDeviceIdentifier: mobile((state) => derived(state, 'eas').slice(0, 26)),
  IsCloudBackupEnabled: mobile((state) => state.storeAccount),
  LocalHostName: mac((state) => state.hostName.replace(/\.local$/, '')),
  HostName: mac((state) => (typeof state.settings.HostName === 'string' ? state.settings.HostName : state.hostName)),
  ActiveManagedUsers: mac((state) => state.users.filter((user) => user.loggedIn).map((user) => user.guid)),
  AutoSetupAdminAccounts: mac(() => []),
  SystemIntegrityProtectionEnabled: mac(() => true),
  SupportsLOMDevice: mac((state) => state.model.modelName === 'Mac mini'),
  SupportsiOSAppInstalls: mac((state) => state.model.appleSilicon),
  PINRequiredForEraseDevice: mac((state) => !state.model.appleSilicon),
  PINRequiredForDeviceLock: mac(() => true),
  SoftwareUpdateDeviceID: device((state) => state.model.productName),
  OSUpdateSettings: mac((state) => ({
    AutoCheckEnabled: true,
    AutomaticAppInstallationEnabled: true,
    AutomaticOSInstallationEnabled: false,
    AutomaticSecurityUpdatesEnabled: true,
    BackgroundDownloadEnabled: true,
    IsDefaultCatalog: true,
    PerformPeriodicCheck: true,
    PreviousScanDate: new Date(state.advancedAt),
    PreviousScanResult: '0',
  })),
  IsMDMLostModeEnabled: mobile((state) => state.lostMode !== undefined),
  DiagnosticSubmissionEnabled: device((state) => state.settings.DiagnosticSubmission === true),
  AppAnalyticsEnabled: device((state) => state.settings.AppAnalytics === true),
  TimeZone: device((state) =>
    typeof state.settings.TimeZone === 'string' ? state.settings.TimeZone : 'Europe/Berlin',
  ),
  SoftwareUpdateSettings: mobile((state) =>
    typeof state.settings.SoftwareUpdateSettings === 'number'
      ? { RecommendationCadence: state.settings.SoftwareUpdateSettings }
      : undefined,
  ),
  ...Object.fromEntries(SHARED_IPAD.map((key) => [key, mobile((state) => sharedSetting(state, key))])),
  AccessibilitySettings: mobile(
    (state) =>
      state.settings.AccessibilitySettings ?? {
        BoldTextEnabled: false,
        GrayscaleEnabled: false,
        IncreaseContrastEnabled: false,
        ReduceMotionEnabled: false,
        ReduceTransparencyEnabled: false,
        TextSize: 3,
        TouchAccommodationsEnabled: false,
        VoiceOverEnabled: false,
        ZoomEnabled: false,
      },
  ),
  EACSPreflight: mac((state) => (state.model.appleSilicon ? 'success' : 'unsupported')),
  WiFiMAC: network((state) => state.wifiMac),
  BluetoothMAC: network((state) => state.bluetoothMac),
  EthernetMAC: network((state) => state.ethernetMac),
  EthernetMACs: network((state) => (state.ethernetMac ? [state.ethernetMac] : undefined)),
  ICCID: phone((cellular) => cellular.iccid),
  CurrentCarrierNetwork: phone((cellular) => cellular.carrier),
  SIMCarrierNetwork: phone((cellular) => cellular.carrier),
  SubscriberCarrierNetwork: phone((cellular) => cellular.carrier),
  CarrierSettingsVersion: phone(() => '58.0'),
  PhoneNumber: phone((cellular) => cellular.phoneNumber),
  DataRoamingEnabled: phone((cellular) => cellular.dataRoaming),
  VoiceRoamingEnabled: phone((cellular) => cellular.voiceRoaming),
  PersonalHotspotEnabled: phone((cellular) => cellular.hotspot),
  IsRoaming: phone(() => false),
  IsNetworkTethered: network((state) => (isMobile(state) ? false : undefined)),
  SubscriberMCC: phone((cellular) => cellular.mcc),
  SubscriberMNC: phone((cellular) => cellular.mnc),
  CurrentMCC: phone((cellular) => cellular.mcc),
  CurrentMNC: phone((cellular) => cellular.mnc),
  ServiceSubscriptions: network((state) =>
    state.cellular
      ? [
          {
            CarrierSettingsVersion: '58.0',
            CurrentCarrierNetwork: state.cellular.carrier,
            CurrentMCC: state.cellular.mcc,
            CurrentMNC: state.cellular.mnc,
            ICCID: state.cellular.iccid,
            IMEI: state.cellular.imei,
            IsDataPreferred: true,
            IsRoaming: false,
            IsVoicePreferred: true,
            Label: 'Primary',
            LabelID: derived(state, 'plan').slice(0, 36),
            PhoneNumber: state.cellular.phoneNumber,
            Slot: 'CTSubscriptionSlotOne',
          },
        ]
      : undefined,
  ),
};

const real = (value: number): PlistReal => new PlistReal(Math.round(value * 1000) / 1000);

/** DeviceInformation: the queries this device knows and its rights cover; the others are left out. */
export const DeviceInformation: CommandSpec = {
  platforms: ALL,
  keys: { Queries: 'array' },
  whenLocked: true,
  run(state, command) {
    const rights = state.management?.accessRights ?? 0;
    const responses: Record<string, PlistInput> = {};
    for (const name of command.Queries as readonly unknown[]) {
      const query = typeof name === 'string' && Object.hasOwn(QUERIES, name) ? QUERIES[name] : undefined;
      if (!query || (query.right & rights) !== query.right || isHidden(String(name), state)) continue;
      const answer = query.answer(state);
      if (answer !== undefined) responses[String(name)] = answer;
    }
    return { reply: { QueryResponses: responses } };
  },
};

/** The queries the simulator can answer, for tests and lists. */
export const QUERY_NAMES: readonly string[] = Object.keys(QUERIES);
