import type { PlistDict, PlistValue } from '../../../shared/plist/index.ts';
import { asNumber, dictAt } from '../shape.ts';
import {
  data,
  type FactField,
  type FactsOf,
  facts,
  factsList,
  flag,
  number,
  readFacts,
  text,
  texts,
  time,
  unreadEntries,
} from './fields.ts';

/** `BatteryLevel` is -1 when the device cannot tell. */
const batteryLevel: FactField<number> = {
  key: 'BatteryLevel',
  read: (value) => {
    const level = asNumber(value);
    return level === undefined || level < 0 ? undefined : level;
  },
};

const SERVICE_SUBSCRIPTION = {
  /** `Slot` */ slot: text('Slot'),
  /** `Label` */ label: text('Label'),
  /** `LabelID` */ labelId: text('LabelID'),
  /** `PhoneNumber` */ phoneNumber: text('PhoneNumber'),
  /** `ICCID` */ iccid: text('ICCID'),
  /** `EID` */ eid: text('EID'),
  /** `IMEI` */ imei: text('IMEI'),
  /** `MEID` */ meid: text('MEID'),
  /** `IsDataPreferred` */ isDataPreferred: flag('IsDataPreferred'),
  /** `IsVoicePreferred` */ isVoicePreferred: flag('IsVoicePreferred'),
  /** `IsRoaming` */ isRoaming: flag('IsRoaming'),
  /** `CurrentCarrierNetwork` */ currentCarrierNetwork: text('CurrentCarrierNetwork'),
  /** `SubscriberCarrierNetwork` */ subscriberCarrierNetwork: text('SubscriberCarrierNetwork'),
  /** `CarrierSettingsVersion` */ carrierSettingsVersion: text('CarrierSettingsVersion'),
  /** `CurrentMCC`, digits */ currentMcc: text('CurrentMCC'),
  /** `CurrentMNC`, digits */ currentMnc: text('CurrentMNC'),
} as const;

const ORGANIZATION = {
  /** `OrganizationName` */ name: text('OrganizationName'),
  /** `OrganizationAddress` */ address: text('OrganizationAddress'),
  /** `OrganizationPhone` */ phone: text('OrganizationPhone'),
  /** `OrganizationEmail` */ email: text('OrganizationEmail'),
  /** `OrganizationMagic`, the identifier the server chose */ magic: text('OrganizationMagic'),
} as const;

const MDM_OPTIONS = {
  /** `ActivationLockAllowedWhileSupervised` */
  activationLockAllowedWhileSupervised: flag('ActivationLockAllowedWhileSupervised'),
  /** `BootstrapTokenAllowed` */ bootstrapTokenAllowed: flag('BootstrapTokenAllowed'),
  /** `PromptUserToAllowBootstrapTokenForAuthentication` */
  promptUserToAllowBootstrapToken: flag('PromptUserToAllowBootstrapTokenForAuthentication'),
} as const;

const OS_UPDATE_SETTINGS = {
  /** `CatalogURL` */ catalogUrl: text('CatalogURL'),
  /** `IsDefaultCatalog` */ isDefaultCatalog: flag('IsDefaultCatalog'),
  /** `PreviousScanDate`, ms since the epoch */ previousScanAt: time('PreviousScanDate'),
  /** `PreviousScanResult` */ previousScanResult: text('PreviousScanResult'),
  /** `PerformPeriodicCheck` */ performPeriodicCheck: flag('PerformPeriodicCheck'),
  /** `AutoCheckEnabled` */ autoCheckEnabled: flag('AutoCheckEnabled'),
  /** `BackgroundDownloadEnabled` */ backgroundDownloadEnabled: flag('BackgroundDownloadEnabled'),
  /** `AutomaticAppInstallationEnabled` */ automaticAppInstallationEnabled: flag('AutomaticAppInstallationEnabled'),
  /** `AutomaticOSInstallationEnabled` */ automaticOSInstallationEnabled: flag('AutomaticOSInstallationEnabled'),
  /** `AutomaticSecurityUpdatesEnabled` */ automaticSecurityUpdatesEnabled: flag('AutomaticSecurityUpdatesEnabled'),
} as const;

const ACCESSIBILITY = {
  /** `BoldTextEnabled` */ boldText: flag('BoldTextEnabled'),
  /** `IncreaseContrastEnabled` */ increaseContrast: flag('IncreaseContrastEnabled'),
  /** `ReduceMotionEnabled` */ reduceMotion: flag('ReduceMotionEnabled'),
  /** `ReduceTransparencyEnabled` */ reduceTransparency: flag('ReduceTransparencyEnabled'),
  /** `TextSize`, -1 to 11 */ textSize: number('TextSize'),
  /** `TouchAccommodationsEnabled` */ touchAccommodations: flag('TouchAccommodationsEnabled'),
  /** `VoiceOverEnabled` */ voiceOver: flag('VoiceOverEnabled'),
  /** `ZoomEnabled` */ zoom: flag('ZoomEnabled'),
  /** `GrayscaleEnabled` */ grayscale: flag('GrayscaleEnabled'),
} as const;

const SETUP_ADMIN = {
  /** `GUID` */ guid: text('GUID'),
  /** `shortName` */ shortName: text('shortName'),
} as const;

const DEVICE_INFORMATION = {
  // What it is
  /** `UDID` */ udid: text('UDID'),
  /** `ProvisioningUDID` */ provisioningUdid: text('ProvisioningUDID'),
  /** `SerialNumber` */ serialNumber: text('SerialNumber'),
  /** `DeviceName`, as people named it */ deviceName: text('DeviceName'),
  /** `ModelName`, as "MacBook Pro" */ modelName: text('ModelName'),
  /** `Model`, as "MC319LL" */ model: text('Model'),
  /** `ModelNumber`, with its region */ modelNumber: text('ModelNumber'),
  /** `ProductName`, as "iPad13,18" */ productName: text('ProductName'),
  /** `IsAppleSilicon` */ isAppleSilicon: flag('IsAppleSilicon'),
  /** `DeviceID`, Apple TV */ deviceId: text('DeviceID'),
  /** `EASDeviceIdentifier`, for Exchange ActiveSync */ easDeviceIdentifier: text('EASDeviceIdentifier'),
  /** `SoftwareUpdateDeviceID` */ softwareUpdateDeviceId: text('SoftwareUpdateDeviceID'),
  /** `HostName` */ hostName: text('HostName'),
  /** `LocalHostName` */ localHostName: text('LocalHostName'),
  /** `SupportsLOMDevice` */ supportsLomDevice: flag('SupportsLOMDevice'),
  /** `SupportsiOSAppInstalls` */ supportsIosAppInstalls: flag('SupportsiOSAppInstalls'),
  /** `DevicePropertiesAttestation`, DER certificates, leaf first */
  attestation: {
    key: 'DevicePropertiesAttestation',
    read: (value: PlistValue | undefined) =>
      Array.isArray(value) ? value.filter((item): item is Uint8Array => item instanceof Uint8Array) : undefined,
  } satisfies FactField<Uint8Array[]>,

  // Its system
  /** `OSVersion` */ osVersion: text('OSVersion'),
  /** `SupplementalOSVersionExtra`, as "(a)" */ supplementalOsVersionExtra: text('SupplementalOSVersionExtra'),
  /** `BuildVersion` */ buildVersion: text('BuildVersion'),
  /** `SupplementalBuildVersion` */ supplementalBuildVersion: text('SupplementalBuildVersion'),
  /** `ModemFirmwareVersion` */ modemFirmwareVersion: text('ModemFirmwareVersion'),
  /** `TimeZone`, as "Europe/Berlin" */ timeZone: text('TimeZone'),
  /** `Languages`, the current one first */ languages: texts('Languages'),
  /** `Locales`, the current one first */ locales: texts('Locales'),
  /** `SystemIntegrityProtectionEnabled` */ systemIntegrityProtection: flag('SystemIntegrityProtectionEnabled'),
  /** `OSUpdateSettings` */ osUpdateSettings: facts('OSUpdateSettings', OS_UPDATE_SETTINGS),
  /** `SoftwareUpdateSettings` */
  softwareUpdateSettings: facts('SoftwareUpdateSettings', {
    /** `RecommendationCadence` */ recommendationCadence: number('RecommendationCadence'),
  } as const),
  /** `AccessibilitySettings` */ accessibility: facts('AccessibilitySettings', ACCESSIBILITY),
  /** `DiagnosticSubmissionEnabled` */ diagnosticSubmission: flag('DiagnosticSubmissionEnabled'),
  /** `AppAnalyticsEnabled` */ appAnalytics: flag('AppAnalyticsEnabled'),
  /** `EACSPreflight`, whether Erase All Content and Settings will work */ eraseAllPreflight: text('EACSPreflight'),

  // Storage and power
  /** `DeviceCapacity`, GiB */ capacityGiB: number('DeviceCapacity'),
  /** `AvailableDeviceCapacity`, GiB */ availableCapacityGiB: number('AvailableDeviceCapacity'),
  /** `BatteryLevel`, 0 to 1; absent when the device cannot tell */ batteryLevel,
  /** `HasBattery` */ hasBattery: flag('HasBattery'),

  // How it is managed
  /** `IsSupervised` */ isSupervised: flag('IsSupervised'),
  /** `IsMultiUser`, Shared iPad */ isMultiUser: flag('IsMultiUser'),
  /** `AwaitingConfiguration` */ awaitingConfiguration: flag('AwaitingConfiguration'),
  /** `OrganizationInfo` */ organization: facts('OrganizationInfo', ORGANIZATION),
  /** `MDMOptions` */ mdmOptions: facts('MDMOptions', MDM_OPTIONS),
  /** `IsDeviceLocatorServiceEnabled`, Find My */ isDeviceLocatorEnabled: flag('IsDeviceLocatorServiceEnabled'),
  /** `IsActivationLockEnabled` */ isActivationLockEnabled: flag('IsActivationLockEnabled'),
  /** `IsActivationLockSupported` */ isActivationLockSupported: flag('IsActivationLockSupported'),
  /** `IsMDMLostModeEnabled` */ isLostModeEnabled: flag('IsMDMLostModeEnabled'),
  /** `IsDoNotDisturbInEffect` */ isDoNotDisturbInEffect: flag('IsDoNotDisturbInEffect'),
  /** `PINRequiredForEraseDevice` */ pinRequiredForErase: flag('PINRequiredForEraseDevice'),
  /** `PINRequiredForDeviceLock` */ pinRequiredForLock: flag('PINRequiredForDeviceLock'),
  /** `PushToken`, a secret */ pushToken: data('PushToken'),

  // Accounts and people
  /** `iTunesStoreAccountIsActive` */ storeAccountIsActive: flag('iTunesStoreAccountIsActive'),
  /** `iTunesStoreAccountHash` */ storeAccountHash: text('iTunesStoreAccountHash'),
  /** `IsCloudBackupEnabled` */ isCloudBackupEnabled: flag('IsCloudBackupEnabled'),
  /** `LastCloudBackupDate`, ms since the epoch */ lastCloudBackupAt: time('LastCloudBackupDate'),
  /** `ActiveManagedUsers`, their ids */ activeManagedUsers: texts('ActiveManagedUsers'),
  /** `AutoSetupAdminAccounts` */ autoSetupAdminAccounts: factsList('AutoSetupAdminAccounts', SETUP_ADMIN),
  /** `MaximumResidentUsers` */ maximumResidentUsers: number('MaximumResidentUsers'),
  /** `EstimatedResidentUsers` */ estimatedResidentUsers: number('EstimatedResidentUsers'),
  /** `ResidentUsers` */ residentUsers: number('ResidentUsers'),
  /** `QuotaSize`, MiB for each user */ quotaSizeMiB: number('QuotaSize'),
  /** `UserSessionTimeout`, seconds; 0 for never */ userSessionTimeoutSeconds: number('UserSessionTimeout'),
  /** `TemporarySessionTimeout`, seconds; 0 for never */
  temporarySessionTimeoutSeconds: number('TemporarySessionTimeout'),
  /** `TemporarySessionOnly` */ temporarySessionOnly: flag('TemporarySessionOnly'),
  /** `ManagedAppleIDDefaultDomains` */ managedAccountDomains: texts('ManagedAppleIDDefaultDomains'),
  /** `OnlineAuthenticationGracePeriod`, days */
  onlineAuthenticationGraceDays: number('OnlineAuthenticationGracePeriod'),
  /** `SkipLanguageAndLocaleSetupForNewUsers` */ skipLanguageSetup: flag('SkipLanguageAndLocaleSetupForNewUsers'),

  // Network
  /** `WiFiMAC` */ wifiMac: text('WiFiMAC'),
  /** `BluetoothMAC` */ bluetoothMac: text('BluetoothMAC'),
  /** `EthernetMAC` */ ethernetMac: text('EthernetMAC'),
  /** `EthernetMACs`, which some systems answer instead */ ethernetMacs: texts('EthernetMACs'),
  /** `CellularTechnology`: 0 none, 1 GSM, 2 CDMA, 3 both */ cellularTechnology: number('CellularTechnology'),
  /** `IMEI` */ imei: text('IMEI'),
  /** `MEID` */ meid: text('MEID'),
  /** `ICCID` */ iccid: text('ICCID'),
  /** `PhoneNumber` */ phoneNumber: text('PhoneNumber'),
  /** `CurrentCarrierNetwork` */ currentCarrierNetwork: text('CurrentCarrierNetwork'),
  /** `SubscriberCarrierNetwork` */ subscriberCarrierNetwork: text('SubscriberCarrierNetwork'),
  /** `SIMCarrierNetwork`, the older name of the former */ simCarrierNetwork: text('SIMCarrierNetwork'),
  /** `CarrierSettingsVersion` */ carrierSettingsVersion: text('CarrierSettingsVersion'),
  /** `SubscriberMCC`, digits */ subscriberMcc: text('SubscriberMCC'),
  /** `SubscriberMNC`, digits */ subscriberMnc: text('SubscriberMNC'),
  /** `SIMMCC`, the older name */ simMcc: text('SIMMCC'),
  /** `SIMMNC`, the older name */ simMnc: text('SIMMNC'),
  /** `CurrentMCC`, digits */ currentMcc: text('CurrentMCC'),
  /** `CurrentMNC`, digits */ currentMnc: text('CurrentMNC'),
  /** `IsRoaming` */ isRoaming: flag('IsRoaming'),
  /** `DataRoamingEnabled` */ dataRoaming: flag('DataRoamingEnabled'),
  /** `VoiceRoamingEnabled` */ voiceRoaming: flag('VoiceRoamingEnabled'),
  /** `PersonalHotspotEnabled` */ personalHotspot: flag('PersonalHotspotEnabled'),
  /** `IsNetworkTethered` */ isNetworkTethered: flag('IsNetworkTethered'),
  /** `ServiceSubscriptions`, one per SIM */
  serviceSubscriptions: factsList('ServiceSubscriptions', SERVICE_SUBSCRIPTION),
} as const;

/**
 * What a device answered to DeviceInformation. Every fact is optional: devices leave out what they cannot or may not tell.
 * `extra` holds the answers this release does not know or could not read, under Apple's names.
 */
export type DeviceInformationFacts = FactsOf<typeof DEVICE_INFORMATION> & { extra: PlistDict };

/**
 * Reads `QueryResponses` from the result of a DeviceInformation command.
 *
 * @throws CartwrightError `bad-plist` when there is no such dictionary
 */
export function decodeDeviceInformation(body: PlistDict): DeviceInformationFacts {
  const responses = dictAt(body.QueryResponses, 'QueryResponses');
  return { ...readFacts(responses, DEVICE_INFORMATION), extra: unreadEntries(responses, KNOWN) };
}

/** A battery level of -1 is no fact, and nothing to keep as unknown either. */
const KNOWN = { ...DEVICE_INFORMATION, batteryLevel: number('BatteryLevel') };
