import type { ColumnType, Generated } from 'kysely';
import type {
  FollowUpTable,
  ManagedAppTable,
  ManagedMediaTable,
  OsUpdateProgressTable,
  ProvisioningProfileTable,
  RedemptionCodeTable,
  StatusChangeTable,
} from './schema-apps.ts';
import type { Bit } from './schema-bits.ts';
import type {
  BlueprintArrivalTable,
  BlueprintLinkTable,
  BlueprintPictureTable,
  BlueprintSourceTable,
  BlueprintTable,
  BlueprintVersionTable,
  PrepareCommandTable,
  PrepareDeviceTable,
  PrepareRunTable,
} from './schema-blueprints.ts';
import type {
  CartPictureTable,
  CartRunTable,
  CartSlotTable,
  CartStepTable,
  CartSweepTable,
  CartTable,
  ExamDeviceTable,
  ExamTable,
} from './schema-carts.ts';
import type {
  CertificateItemTable,
  CertificateOrderTable,
  MailTable,
  PersonalIdentityTable,
} from './schema-certificates.ts';
import type { NetworkAccountTable, UserReportTable } from './schema-channels.ts';
import type { CommandResultTable, CommandTable, WakeUpTable } from './schema-commands.ts';
import type {
  ComplianceDayTable,
  ComplianceDeviceTable,
  ComplianceDueTable,
  ComplianceExemptionTable,
  ComplianceQuarantineTable,
  ComplianceRemovedTable,
  ComplianceRuleTable,
  ComplianceStepTable,
  ComplianceViolationTable,
} from './schema-compliance.ts';
import type {
  DirectoryServerTable,
  LoanTable,
  PersonAttributeTable,
  PersonSourceTable,
  PersonTable,
  PersonValueTable,
} from './schema-directory.ts';
import type { DeviceFactTable } from './schema-facts.ts';
import type {
  DeviceGroupTable,
  GroupChangeTable,
  GroupDueTable,
  GroupMemberTable,
  GroupSweepTable,
  GroupWatchTable,
} from './schema-groups.ts';
import type {
  AlertMarkTable,
  AttributeTable,
  AttributeValueTable,
  DeviceNoteTable,
  DeviceViewTable,
  EnrollmentRequestTable,
  ExpectedDeviceTable,
} from './schema-insight.ts';
import type {
  DeviceCertificateTable,
  DeviceReportTable,
  InstalledAppTable,
  InstalledProfileTable,
  OsUpdateTable,
} from './schema-inventory.ts';
import type { DevicePlaceTable, DeviceSecretTable } from './schema-knowledge.ts';
import type {
  AdministratorTable,
  ApiTokenTable,
  PreferenceTable,
  SessionTable,
  SignInLinkTable,
} from './schema-people.ts';
import type {
  PolicyAssignmentTable,
  PolicyCommandTable,
  PolicyDueTable,
  PolicyGrantTable,
  PolicyLeftTable,
  PolicyRollOutTable,
  PolicyStateTable,
  PolicySweepTable,
  PolicyTable,
  PolicyVersionTable,
} from './schema-policies.ts';
import type { ProfileUpdateTable } from './schema-relationship.ts';
import type { UpdateDeviceTable, UpdateRuleGroupTable, UpdateRuleTable } from './schema-updates.ts';
import type {
  AccountTokenTable,
  AutomatedDeviceTable,
  AutomatedProfileTable,
  EnrollmentWay,
  InvitationWay,
  OverTheAirTable,
  SetupHoldTable,
} from './schema-ways.ts';

export type * from './schema-apps.ts';
export type * from './schema-blueprints.ts';
export type * from './schema-carts.ts';
export type * from './schema-certificates.ts';
export type * from './schema-channels.ts';
export type * from './schema-commands.ts';
export type * from './schema-compliance.ts';
export type * from './schema-directory.ts';
export type * from './schema-facts.ts';
export type * from './schema-groups.ts';
export type * from './schema-insight.ts';
export type * from './schema-inventory.ts';
export type * from './schema-knowledge.ts';
export type * from './schema-people.ts';
export type * from './schema-policies.ts';
export type * from './schema-relationship.ts';
export type * from './schema-updates.ts';
export type * from './schema-ways.ts';

/**
 * The tables of the store. Times are integer milliseconds since the epoch, booleans are 0 or 1, JSON is text,
 * ids are lower-case UUIDv7. Columns that end in `secretId` name a row of `secret`, which only the vault opens.
 */
export interface Database {
  setting: SettingTable;
  secret: SecretTable;
  event: EventTable;
  device: DeviceTable;
  enrollment: EnrollmentTable;
  certificate: CertificateTable;
  certificateItem: CertificateItemTable;
  certificateOrder: CertificateOrderTable;
  personalIdentity: PersonalIdentityTable;
  mail: MailTable;
  invitation: InvitationTable;
  scepChallenge: ScepChallengeTable;
  scepTransaction: ScepTransactionTable;
  command: CommandTable;
  commandResult: CommandResultTable;
  wakeUp: WakeUpTable;
  blueprint: BlueprintTable;
  blueprintVersion: BlueprintVersionTable;
  blueprintPicture: BlueprintPictureTable;
  blueprintLink: BlueprintLinkTable;
  blueprintSource: BlueprintSourceTable;
  blueprintArrival: BlueprintArrivalTable;
  prepareRun: PrepareRunTable;
  prepareDevice: PrepareDeviceTable;
  prepareCommand: PrepareCommandTable;
  deviceReport: DeviceReportTable;
  installedApp: InstalledAppTable;
  installedProfile: InstalledProfileTable;
  deviceCertificate: DeviceCertificateTable;
  osUpdate: OsUpdateTable;
  apiToken: ApiTokenTable;
  administrator: AdministratorTable;
  preference: PreferenceTable;
  session: SessionTable;
  signInLink: SignInLinkTable;
  deviceView: DeviceViewTable;
  attribute: AttributeTable;
  attributeValue: AttributeValueTable;
  deviceNote: DeviceNoteTable;
  enrollmentRequest: EnrollmentRequestTable;
  expectedDevice: ExpectedDeviceTable;
  alertMark: AlertMarkTable;
  networkAccount: NetworkAccountTable;
  userReport: UserReportTable;
  deviceFact: DeviceFactTable;
  overTheAir: OverTheAirTable;
  automatedProfile: AutomatedProfileTable;
  automatedDevice: AutomatedDeviceTable;
  setupHold: SetupHoldTable;
  accountToken: AccountTokenTable;
  deviceGroup: DeviceGroupTable;
  groupMember: GroupMemberTable;
  groupDue: GroupDueTable;
  groupWatch: GroupWatchTable;
  groupSweep: GroupSweepTable;
  groupChange: GroupChangeTable;
  managedApp: ManagedAppTable;
  statusChange: StatusChangeTable;
  managedMedia: ManagedMediaTable;
  provisioningProfile: ProvisioningProfileTable;
  osUpdateProgress: OsUpdateProgressTable;
  redemptionCode: RedemptionCodeTable;
  followUp: FollowUpTable;
  profileUpdate: ProfileUpdateTable;
  deviceSecret: DeviceSecretTable;
  devicePlace: DevicePlaceTable;
  complianceRule: ComplianceRuleTable;
  complianceViolation: ComplianceViolationTable;
  complianceStep: ComplianceStepTable;
  complianceDevice: ComplianceDeviceTable;
  complianceQuarantine: ComplianceQuarantineTable;
  complianceRemoved: ComplianceRemovedTable;
  complianceExemption: ComplianceExemptionTable;
  complianceDue: ComplianceDueTable;
  complianceDay: ComplianceDayTable;
  cart: CartTable;
  cartPicture: CartPictureTable;
  cartSlot: CartSlotTable;
  cartRun: CartRunTable;
  cartStep: CartStepTable;
  exam: ExamTable;
  examDevice: ExamDeviceTable;
  cartSweep: CartSweepTable;
  person: PersonTable;
  personAttribute: PersonAttributeTable;
  personValue: PersonValueTable;
  directoryServer: DirectoryServerTable;
  personSource: PersonSourceTable;
  loan: LoanTable;
  updateRule: UpdateRuleTable;
  updateRuleGroup: UpdateRuleGroupTable;
  updateDevice: UpdateDeviceTable;
  policy: PolicyTable;
  policyVersion: PolicyVersionTable;
  policyAssignment: PolicyAssignmentTable;
  policyGrant: PolicyGrantTable;
  policyState: PolicyStateTable;
  policyCommand: PolicyCommandTable;
  policyLeft: PolicyLeftTable;
  policyDue: PolicyDueTable;
  policySweep: PolicySweepTable;
  policyRollOut: PolicyRollOutTable;
}

/** Kept by the database itself from other rows: read, never written. */
type Derived<T> = ColumnType<T, never, never>;

/** One named setting of this installation; `value` is JSON and never holds a secret. */
export interface SettingTable {
  name: string;
  value: string;
  changedAt: number;
}

/** Vault contents: AES-256-GCM ciphertext with its tag, bound to `id` and `kind`. */
export interface SecretTable {
  id: string;
  kind: string;
  nonce: Uint8Array;
  sealed: Uint8Array;
  createdAt: number;
}

/** What happened, in order; never edited. `data` is JSON without secrets. */
export interface EventTable {
  seq: Generated<number>;
  at: number;
  type: string;
  deviceId: string | null;
  enrollmentId: string | null;
  commandId: string | null;
  actor: string;
  data: string;
}

/** One piece of Apple hardware. `udid` is empty under user enrollment, where only `appleEnrollmentId` is known. */
export interface DeviceTable {
  id: string;
  udid: string | null;
  appleEnrollmentId: string | null;
  serialNumber: string | null;
  name: string | null;
  model: string | null;
  modelName: string | null;
  productName: string | null;
  platform: string | null;
  family: string | null;
  osVersion: string | null;
  buildVersion: string | null;
  imei: string | null;
  meid: string | null;
  supervised: Bit | null;
  passcodePresent: Bit | null;
  batteryLevel: number | null;
  capacityGb: number | null;
  availableGb: number | null;
  lastSeenAt: number | null;
  /** When it was found to be silent for too long; null while it answers. */
  inactiveSince: number | null;
  /** Since when something that policies are to bring is not there, as of the last look; null when all is. */
  outOfPolicySince: number | null;
  /** Since when it is known to have come back with an identity that no longer counts; null while it has not. */
  restoredAt: number | null;
  /** What had ended that identity. */
  restoredFrom: RestoredFrom | null;
  /** What was set for that, and what stood there before, as JSON: undone when it answers. */
  inactiveMark: string | null;
  /** What of it was removed after its management ended, bit by bit: 1 secrets, 2 assignments, 4 reports. */
  tidiedTo: Generated<number>;
  createdAt: number;

  // Of the enrollment that counts on the device channel.
  enrollmentId: Derived<string | null>;
  state: Derived<EnrollmentState>;
  pushState: Derived<PushState>;
  enrolledAt: Derived<number | null>;
  userEnrollment: Derived<Bit | null>;

  // Out of the newest DeviceInformation.
  osVersionExtra: Derived<string | null>;
  timeZone: Derived<string | null>;
  sharedIpad: Derived<Bit | null>;
  activationLock: Derived<Bit | null>;
  findMy: Derived<Bit | null>;
  lostMode: Derived<Bit | null>;
  cloudBackup: Derived<Bit | null>;
  storeAccount: Derived<Bit | null>;
  wifiMac: Derived<string | null>;
  bluetoothMac: Derived<string | null>;
  ethernetMac: Derived<string | null>;
  phoneNumber: Derived<string | null>;
  carrier: Derived<string | null>;

  // Out of the newest SecurityInfo.
  encrypted: Derived<Bit | null>;
  passcodeCompliant: Derived<Bit | null>;
  firewall: Derived<Bit | null>;
  systemIntegrity: Derived<Bit | null>;
  recoveryLock: Derived<Bit | null>;
  automatedEnrollment: Derived<Bit | null>;

  // Computed from other columns.
  searchNumber: Derived<number | null>;
  osVersionNumber: Derived<number | null>;
  nameOrder: Derived<string | null>;
  modelOrder: Derived<string | null>;
  availableShare: Derived<number | null>;
}

export type EnrollmentState = 'pending' | 'enrolled' | 'ended';
export type EnrollmentChannel = 'device' | 'user';
/** Why the identity no longer counted that a restored device came back with. */
export type RestoredFrom = 'erased' | 'checked-out' | 'replaced' | 'renewed';
export type EndReason = 'checked-out' | 'replaced' | 'removed' | 'erased';
export type PushState = 'none' | 'ready' | 'unregistered' | 'refused';

/**
 * One management relationship over one channel. `key` is the normalised enrollment id (protocol/enrollment-id);
 * at most one enrollment per key is not ended, save for the pending one that is about to replace it.
 */
export interface EnrollmentTable {
  id: string;
  deviceId: string;
  key: string;
  channel: EnrollmentChannel;
  userId: string | null;
  userShortName: string | null;
  userLongName: string | null;
  userEnrollment: Bit;
  state: EnrollmentState;
  endReason: EndReason | null;
  topic: string;
  accessRights: number;
  signMessage: Bit;
  /** The ServerURL of its profile, which stays for the life of the enrollment; null where it was not noted. */
  serverUrl: string | null;
  checkOutWhenRemoved: Generated<Bit>;
  /** Name and description of its profile where they are not the usual ones. */
  profileName: string | null;
  profileDescription: string | null;
  invitationId: string | null;
  certificateFingerprint: string | null;
  replacesEnrollmentId: string | null;
  pushTokenSecretId: string | null;
  pushMagicSecretId: string | null;
  unlockTokenSecretId: string | null;
  pushState: PushState;
  awaitingConfiguration: Bit;
  authenticatedAt: number;
  enrolledAt: number | null;
  tokenUpdatedAt: number | null;
  endedAt: number | null;
  lastConnectAt: number | null;
  lastPushAt: number | null;
  lastPushStatus: number | null;
  lastPushReason: string | null;
  lastPushApnsId: string | null;
  wakeAttempts: number;
  nextWakeAt: number | null;

  /** On a user channel: the enrollment of the device, with which it ends. */
  deviceEnrollmentId: string | null;
  /** This user signs in: what comes without the AuthToken is refused (UserAuthenticate). */
  authRequired: Generated<Bit>;
  authTokenSecretId: string | null;
  /** The digest challenge that was not answered yet. */
  challengeSecretId: string | null;
  challengedAt: number | null;
  /** Whether a Mac's user sits at the console; null where that was never said. */
  onConsole: Bit | null;

  /** On a device channel: the token with which a Mac gives its users rights over it. */
  bootstrapTokenSecretId: string | null;
  bootstrapTokenAt: number | null;

  /** On a device channel: how it came in; null for what enrolled with a certificate of no challenge. */
  way: EnrollmentWay | null;
  /** The Managed Apple Account it was enrolled for, where it was for one. */
  account: string | null;
}

/**
 * `over-the-air`: what a device proves itself with in the middle of an enrollment over the air, and good for nothing else;
 * `configured`: for networks, mail and the like, brought by a profile; no device is managed with it.
 */
export type CertificatePurpose =
  | 'root'
  | 'tls'
  | 'profile-signing'
  | 'device-identity'
  | 'over-the-air'
  | 'configured'
  | 'push';

/** Certificates we issued or hold. `fingerprint` is SHA-256 of the DER in lower-case hex, `serial` lower-case hex. */
export interface CertificateTable {
  fingerprint: string;
  serial: string;
  purpose: CertificatePurpose;
  subject: string;
  issuer: string;
  notBefore: number;
  notAfter: number;
  der: Uint8Array;
  keySecretId: string | null;
  invitationId: string | null;
  enrollmentId: string | null;
  renewalOfEnrollmentId: string | null;
  issuedAt: number;
  revokedAt: number | null;
  revocationReason: number | null;
  /** Of an authority below another: JSON list of those above in base64, nearest first. */
  chain: string | null;
}

/** A link that lets devices in. The token itself is in the vault, `tokenHash` (SHA-256 hex) finds it. */
export interface InvitationTable {
  id: string;
  name: string;
  tokenHash: string;
  tokenSecretId: string;
  pinSecretId: string | null;
  failedPins: number;
  accessRights: number;
  signMessage: Bit;
  checkOutWhenRemoved: Bit;
  requiresApproval: Bit;
  onlyExpected: Bit;
  way: Generated<InvitationWay>;
  /** For `user-profile`: the Managed Apple Account it is made out to; null asks for it on the page. */
  managedAccount: string | null;
  maxUses: number | null;
  uses: number;
  createdAt: number;
  createdBy: string;
  expiresAt: number | null;
  revokedAt: number | null;
}

/** A one-time SCEP challenge password; only its SHA-256 (hex) is kept. */
export interface ScepChallengeTable {
  hash: string;
  invitationId: string;
  /** Set when it renews the identity of an enrollment instead of letting a new device in. */
  renewalOfEnrollmentId: string | null;
  createdAt: number;
  expiresAt: number;
  usedAt: number | null;
  certificateFingerprint: string | null;
  /** What the certificate is for. */
  purpose: Generated<'device-identity' | 'over-the-air'>;
  /** By which way the profile was handed out that holds it. */
  way: EnrollmentWay | null;
  /** The one device (enrollment key) that may enroll with it; null for any. */
  deviceKey: string | null;
  /** The Managed Apple Account the profile was made for. */
  account: string | null;
}

/** Answers already given, so that a replayed transaction gets the same bytes. */
export interface ScepTransactionTable {
  transactionId: string;
  requestHash: string;
  response: Uint8Array;
  outcome: string;
  certificateFingerprint: string | null;
  createdAt: number;
}
