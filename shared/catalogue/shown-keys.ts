import type { KeyDefinition } from './types.ts';

/*
 * Which values of commands and answers people may see: in the history, the raw view, exports, logs. A list of what may
 * be shown, so that a key Apple adds later is hidden until somebody has looked at it; a test wants every key of the
 * catalogue to be in one list or the other.
 */

const names = (text: string): readonly string[] => text.trim().split(/\s+/);

/** Keys with text, data or free-form values that tell no secret. */
export const SHOWN_KEYS: ReadonlySet<string> = new Set([
  'AppleID domain',
  ...names(`
    AppIdentifiersToCloseItem ActiveManagedUsersItems AssociatedDomain Author BluetoothMAC
    BootstrapTokenAllowedForAuthentication Build BuildVersion BundleID CacheStatus Calling CarrierSettingsVersion
    CatalogURL CellularSliceUUID CertificateItem ChangeManagementState CommonName ContainerDisplayName
    ContainerIdentifier ContentFilterUUID CurrentCarrierNetwork CurrentMCC CurrentMNC DNSProxyUUID Data
    DestinationDeviceID DestinationName DeviceAttestationNonce DeviceDNSName DeviceID DeviceName
    DeviceRequestReturnError DeviceRequestType DeviceRequestUUID DisplayName DistributorIdentifier EACSPreflight
    EASDeviceIdentifier EID EthernetMAC ExtensionPoint ExternalBootLevel FDE_PersonalRecoveryKeyDeviceKey
    FilterExtensionPointsItem Footnote FullName GUID HostName HumanReadableName HumanReadableNameLocale ICCID IMEI
    Identifier IdentifiersItem InstallAction InvitationResult Item ItemsItem KextPathsItem KeyType Kind Label LabelID
    Language LocalHostName Locale LoggingOption MEID ManagedLocalUserShortName ManifestURL
    ManifestURLPinningCertsItem MediaType MediaURL Message MessageResult Messaging MetadataURL MirroringResult Model
    ModelName ModelNumber ModemFirmwareVersion Name NewCertificate OSVersion ObliterationBehavior OrganizationAddress
    OrganizationEmail OrganizationName OrganizationPhone OrganizationShortName Path PayloadDescription
    PayloadDisplayName PayloadIdentifier PayloadOrganization PayloadType PayloadUUID PersistentID PhoneNumber
    PreviousScanResult PrimaryAccountFullName PrimaryAccountUserName PrimaryIPv6AddressListItem Priority
    PrivateAddressesItem ProductKey ProductName ProductVersion ProgramID ProvisioningUDID PublicAddress QueriesItem
    ReducedSecurityItems RegistrationError RejectionReason RelayUUID ReplyEncryptionCertificate SIMCarrierNetwork
    SIMMCC SIMMNC SecondaryIPv6AddressListItem SecureBootLevel SerialNumber ServerGUID ShortVersion Slot
    SoftwareUpdateDeviceID Source StartupStatus State Status SubscriberCarrierNetwork SubscriberMCC SubscriberMNC
    SupplementalBuildVersion SupplementalOSVersionExtra TimeZone Timestamp Title UDID UUID UserElection UserGUID
    UserName VPNUUID Version WebBrowser WiFiMAC address className domain eSIMServerURL fullName guid iTunesStoreID
    iTunesStoreAccountHash pathPreventingAccess peerAddress resource shortName valuesItem version
  `),
]);

/** Keys whose values are for the vault, or for nobody: whatever their kind, and everything below them. */
export const HIDDEN_KEYS: ReadonlySet<string> = new Set(
  names(`
    ActivationLockBypassCode AppleCareToken AttestationCertificate AuthToken BootstrapToken Configuration
    CurrentPassword DevicePropertiesAttestation EncryptedNewRecoveryKey FDE_PersonalRecoveryKeyCMS Feedback Image
    InvitationURL Latitude Longitude MDMProfileData Manifest NewPassword OrganizationMagic PIN Password Payload
    PersonalRecoveryKey PrivateKeyExport PrivateKeyExportPassword ProvisioningProfile PushMagic PushToken
    RedemptionCode Token UnlockToken UnusedRedemptionCode WiFiProfileData passwordHash userInfo
  `),
);

/** What every answer carries besides the keys of its command. */
const OF_EVERY_ANSWER: readonly KeyDefinition[] = [
  ...names('CommandUUID EnrollmentID EnrollmentUserID ErrorDomain LocalizedDescription RequestType Status UDID').map(
    (key): KeyDefinition => ({ key, type: 'string' }),
  ),
  ...names('USEnglishDescription UserID UserLongName UserShortName').map(
    (key): KeyDefinition => ({ key, type: 'string' }),
  ),
  { key: 'ErrorCode', type: 'integer' },
  { key: 'NotOnConsole', type: 'boolean' },
];
const ALWAYS: ReadonlyMap<string, KeyDefinition> = new Map([
  ...OF_EVERY_ANSWER.map((key) => [key.key, key] as const),
  ['ErrorChain', { key: 'ErrorChain', type: 'array', items: { key: '', type: 'dictionary', keys: OF_EVERY_ANSWER } }],
]);

/** The definition of a member that every answer and every error chain has. */
export function commonAnswerKey(name: string): KeyDefinition | undefined {
  return ALWAYS.get(name);
}

/**
 * Whether the value of a key may be shown; containers are looked into further.
 *
 * @param key the catalogue's definition; undefined for a key it does not know, which is hidden
 */
export function isShownKey(name: string, key: KeyDefinition | undefined): boolean {
  if (key === undefined || HIDDEN_KEYS.has(name)) return false;
  if (ALWAYS.get(name) === key) return true;
  switch (key.type) {
    case 'string':
    case 'data':
    case 'any':
      return SHOWN_KEYS.has(name) || SHOWN_KEYS.has(key.key) || (key.values?.length ?? 0) > 0;
    default:
      return true;
  }
}
