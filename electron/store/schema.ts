import type { ColumnType, Generated } from 'kysely';

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
  invitation: InvitationTable;
  scepChallenge: ScepChallengeTable;
  scepTransaction: ScepTransactionTable;
  command: CommandTable;
  commandResult: CommandResultTable;
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
}

type Bit = 0 | 1;
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
  availableShare: Derived<number | null>;
}

export type EnrollmentState = 'pending' | 'enrolled' | 'ended';
export type EnrollmentChannel = 'device' | 'user';
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
}

export type CertificatePurpose = 'root' | 'tls' | 'profile-signing' | 'device-identity' | 'push';

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
  createdAt: number;
  expiresAt: number;
  usedAt: number | null;
  certificateFingerprint: string | null;
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

export type CommandState =
  | 'queued'
  | 'sent'
  | 'not-now'
  | 'acknowledged'
  | 'error'
  | 'format-error'
  | 'expired'
  | 'cancelled'
  | 'superseded';

/**
 * When an open command's turn comes, lowest first: 0 sent and not answered yet (offered again with the same
 * CommandUUID), 1 waits, 2 sent often without an answer (offered when nothing else is), 3 put aside until the next
 * session. Of no meaning once the command is finished.
 */
export type CommandTurn = 0 | 1 | 2 | 3;

/**
 * One request to one enrollment; `id` is its CommandUUID. `request` is the Command dictionary as JSON
 * (catalogue's JSON form) without secrets; secret keys are in the vault as JSON under `secretId` and are
 * merged at delivery. `open` is 1 while the command may still be delivered or answered.
 */
export interface CommandTable {
  id: string;
  enrollmentId: string;
  deviceId: string;
  requestType: string;
  request: string;
  secretId: string | null;
  state: CommandState;
  open: Bit;
  turn: CommandTurn;
  priority: number;
  queuedAt: number;
  queuedBy: string;
  stateAt: number;
  firstSentAt: number | null;
  lastSentAt: number | null;
  sendCount: number;
  notNowCount: number;
  lastNotNowAt: number | null;
  answeredAt: number | null;
  expiresAt: number | null;
  errorDomain: string | null;
  errorCode: number | null;
  errorSummary: string | null;
  /** The command this one repeats. */
  retryOf: string | null;
}

/** The answer as it came; sealed by the vault's key because answers may carry secrets. */
export interface CommandResultTable {
  commandId: string;
  status: string;
  decoded: Bit;
  errorChain: string | null;
  nonce: Uint8Array;
  sealed: Uint8Array;
  size: number;
  receivedAt: number;
}

export type ReportKind =
  | 'device-information'
  | 'security'
  | 'restrictions'
  | 'apps'
  | 'profiles'
  | 'certificates'
  | 'os-updates'
  | 'authenticate'
  | 'token-update';

/**
 * When each kind of inventory was last reported; `body` holds the facts that have no table of their own, as JSON.
 * `authenticate` and `token-update` hold what came with a check-in and nobody reads yet.
 */
export interface DeviceReportTable {
  deviceId: string;
  kind: ReportKind;
  reportedAt: number;
  commandId: string | null;
  body: string;
}

export interface InstalledAppTable {
  deviceId: string;
  identifier: string;
  version: string;
  shortVersion: string | null;
  name: string | null;
  bundleSize: number | null;
  dynamicSize: number | null;
  managed: Bit | null;
}

export interface InstalledProfileTable {
  deviceId: string;
  identifier: string;
  uuid: string;
  displayName: string | null;
  organization: string | null;
  description: string | null;
  version: number | null;
  managed: Bit | null;
  encrypted: Bit | null;
  removalDisallowed: Bit | null;
  payloads: string;
}

export interface DeviceCertificateTable {
  deviceId: string;
  fingerprint: string;
  commonName: string | null;
  isIdentity: Bit;
  subject: string | null;
  issuer: string | null;
  notBefore: number | null;
  notAfter: number | null;
}

export interface OsUpdateTable {
  deviceId: string;
  productKey: string;
  name: string | null;
  version: string | null;
  build: string | null;
  critical: Bit | null;
  restartRequired: Bit | null;
  downloadSize: number | null;
}

/** See shared/contract/access.ts for what each may do. */
export type PersonRole = 'viewer' | 'administrator' | 'owner';

/** A person who may sign in. `nameKey` is the name without regard to case; the password's hash is in the vault. */
export interface AdministratorTable {
  id: string;
  name: string;
  nameKey: string;
  role: PersonRole;
  passwordSecretId: string;
  passwordChangedAt: number;
  disabledAt: number | null;
  createdAt: number;
  createdBy: string;
  lastSignInAt: number | null;
}

/** How a person likes the console, as JSON; `person` is an administrator's id, or `owner` for links and the window. */
export interface PreferenceTable {
  person: string;
  body: string;
  changedAt: number;
}

/** A token for scripts; only its SHA-256 (hex) is kept. */
export interface ApiTokenTable {
  id: string;
  name: string;
  role: PersonRole;
  createdBy: string;
  hash: string;
  createdAt: number;
  expiresAt: number | null;
  lastUsedAt: number | null;
  revokedAt: number | null;
}

/** A signed-in console; only the SHA-256 (hex) of the cookie is kept. */
export interface SessionTable {
  id: string;
  hash: string;
  kind: 'password' | 'link';
  /** Null for sessions of one-time links. */
  administratorId: string | null;
  address: string | null;
  browser: string | null;
  createdAt: number;
  lastSeenAt: number;
  /** When it ends unless something is done in it. */
  expiresAt: number;
  /** When it ends in any case. */
  endsAt: number;
}

/** A one-time link that opens a session; only its SHA-256 (hex) is kept. */
export interface SignInLinkTable {
  hash: string;
  createdAt: number;
  expiresAt: number;
  usedAt: number | null;
}

export type EnrollmentRequestState = 'waiting' | 'approved' | 'denied' | 'used';

/**
 * A wish to enroll that somebody has to approve. The token in the page's address is kept as its SHA-256 (hex);
 * `challengeHash` is that of the challenge in the profile issued last, so that an approval lets one device in.
 */
export interface EnrollmentRequestTable {
  id: string;
  invitationId: string;
  tokenHash: string;
  code: string;
  name: string | null;
  deviceHint: string | null;
  state: EnrollmentRequestState;
  requestedAt: number;
  expiresAt: number;
  decidedAt: number | null;
  decidedBy: string | null;
  challengeHash: string | null;
  profileIssuedAt: number | null;
  enrollmentId: string | null;
}

/** A serial number (upper case) that is expected, with one invitation or, where that is null, with any. */
export interface ExpectedDeviceTable {
  id: string;
  serialNumber: string;
  invitationId: string | null;
  name: string | null;
  person: string | null;
  addedAt: number;
  addedBy: string;
}

/** An alert that was put out of sight: until it grows beyond `severity` and `count`, or until a time. */
export interface AlertMarkTable {
  key: string;
  kind: 'acknowledged' | 'snoozed';
  at: number;
  by: string;
  severity: string;
  count: number;
  until: number | null;
}

/** A saved view of the devices list; `content` is JSON in the contract's shape. */
export interface DeviceViewTable {
  id: string;
  owner: string;
  shared: Bit;
  content: string;
  createdAt: number;
  changedAt: number;
}

/** A fact about devices that administrators keep themselves; `choices` is a JSON list. */
export interface AttributeTable {
  id: string;
  name: string;
  description: string;
  type: 'text' | 'number' | 'boolean' | 'date' | 'choice';
  choices: string;
  createdAt: number;
  createdBy: string;
  changedAt: number;
}

/** What an attribute says of a device: a text or a choice in `text`, a number, bit or time in `number`. */
export interface AttributeValueTable {
  attributeId: string;
  deviceId: string;
  text: string | null;
  number: number | null;
  changedAt: number;
  changedBy: string;
}

export interface DeviceNoteTable {
  id: string;
  deviceId: string;
  text: string;
  author: string;
  createdAt: number;
}
