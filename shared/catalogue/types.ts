import type { AccessRightName } from './access-rights.ts';

/** Operating systems as Apple's schema names them; iPadOS is `iOS`. */
export type Platform = 'iOS' | 'macOS' | 'tvOS' | 'visionOS' | 'watchOS';

export const PLATFORMS: readonly Platform[] = ['iOS', 'macOS', 'tvOS', 'visionOS', 'watchOS'];

/** How a command or key gets on with Shared iPad, or with user enrollment. */
export type SupportMode = 'allowed' | 'required' | 'forbidden' | 'ignored';

/**
 * What one platform says about a command, key or list choice. On keys only what differs from the command is stated;
 * a field that is absent is inherited.
 */
export interface PlatformSupport {
  /** `false`: this platform does not have it at all. */
  readonly available?: false;
  /** First version that has it, e.g. `'10.13.4'`. */
  readonly introduced?: string;
  readonly deprecated?: string;
  /** First version that no longer has it. */
  readonly removed?: string;
  /** The MDM access right it needs; `null` where the schema says "none". On a key: in addition to the command's. */
  readonly right?: AccessRightName | null;
  readonly supervised?: boolean;
  /** Only on devices that came through Automated Device Enrollment. */
  readonly dep?: boolean;
  /** Of payloads: several may be installed at once. */
  readonly multiple?: boolean;
  /** Of payloads: only where a user, or Apple's register of devices, approved being managed. */
  readonly userApproved?: boolean;
  /** Of payloads: may also be installed by hand. */
  readonly manualInstall?: boolean;
  readonly deviceChannel?: boolean;
  readonly userChannel?: boolean;
  readonly sharedIPad?: {
    readonly mode?: SupportMode;
    readonly deviceChannel?: boolean;
    readonly userChannel?: boolean;
  };
  readonly userEnrollment?: SupportMode;
}

export type SupportTable = Readonly<Partial<Record<Platform, PlatformSupport>>>;

export type KeyType = 'string' | 'integer' | 'real' | 'boolean' | 'date' | 'data' | 'array' | 'dictionary' | 'any';

/** One value a list of names may contain, e.g. one DeviceInformation query. */
export interface Choice {
  readonly value: string;
  readonly support?: SupportTable;
}

/** One key of a command or of its answer, or (as `items`, `wildcard`) the shape of an unnamed element. */
export interface KeyDefinition {
  readonly key: string;
  readonly type: KeyType;
  readonly required?: true;
  readonly default?: string | number | boolean;
  /** The only values allowed. */
  readonly values?: readonly (string | number)[];
  readonly range?: { readonly min?: number; readonly max?: number };
  /** Regular expression the whole string must match. */
  readonly format?: string;
  /** What a text is about, where it has to be an address. */
  readonly text?: 'url' | 'hostname';
  /** How often an array may repeat its element. */
  readonly repetition?: { readonly min?: number; readonly max?: number };
  /** Members of a dictionary. */
  readonly keys?: readonly KeyDefinition[];
  /** A dictionary's shape for keys of any other name. */
  readonly wildcard?: KeyDefinition;
  /** Element of an array, when all elements have one shape. */
  readonly items?: KeyDefinition;
  /** Elements of an array of unlike dictionaries, told apart by their string member `Item`. */
  readonly variants?: readonly KeyDefinition[];
  /** Names a string element may have, each with its own platforms. */
  readonly choices?: readonly Choice[];
  readonly support?: SupportTable;
}

/** One MDM command as Apple's schema states it. */
export interface CommandDefinition {
  readonly requestType: string;
  /** All five platforms are present. */
  readonly support: Readonly<Record<Platform, PlatformSupport>>;
  /** Keys of the request besides RequestType. */
  readonly keys: readonly KeyDefinition[];
  /** Keys of the answer besides the common ones (Status, UDID, CommandUUID, ErrorChain). */
  readonly response: readonly KeyDefinition[];
}

/** What is known of the device a command is for. A fact that is not known is absent and never refuses a command. */
export interface DeviceContext {
  readonly platform?: Platform;
  readonly osVersion?: string;
  readonly supervised?: boolean | null;
  /** It was marked as lost. */
  readonly lostMode?: boolean;
  /** The AccessRights granted at enrollment. */
  readonly accessRights?: number;
  readonly channel: 'device' | 'user';
  readonly userEnrollment?: boolean;
  readonly sharedIPad?: boolean;
  /** Came through Automated Device Enrollment. */
  readonly dep?: boolean;
  /** Of Macs: a user, or Apple's register of devices, approved being managed. */
  readonly userApproved?: boolean;
  /** An UnlockToken of this device is in the vault. */
  readonly hasUnlockToken?: boolean;
  /** The vault knows the FileVault recovery key in force. */
  readonly hasRecoveryKey?: boolean;
  /** PayloadIdentifier of the profile that enrolled it: removing that one needs no access right. */
  readonly mdmProfileIdentifier?: string;
}

export type FindingCode =
  | 'unknown-command'
  | 'unknown-key'
  | 'missing-key'
  | 'wrong-type'
  | 'out-of-range'
  | 'not-in-list'
  | 'bad-format'
  | 'rule'
  | 'needs-right'
  | 'needs-supervision'
  | 'needs-automated-enrollment'
  | 'needs-user-approval'
  | 'needs-shared-ipad'
  | 'needs-user-enrollment'
  | 'needs-unlock-token'
  | 'in-lost-mode'
  | 'not-on-platform'
  | 'not-on-shared-ipad'
  | 'not-in-user-enrollment'
  | 'os-too-old'
  | 'os-removed'
  | 'os-deprecated'
  | 'wrong-channel'
  | 'ignored'
  | 'fact-unknown';

/** One thing that is wrong (`refuse`) or worth knowing (`warn`) about a command for a device. */
export interface Finding {
  readonly code: FindingCode;
  readonly severity: 'refuse' | 'warn';
  /** Where in the command, e.g. `Settings[0].Image`; empty for the command itself. */
  readonly path: string;
  /** Plain English for an administrator: what is wrong and what to do. Never contains a value that could be secret. */
  readonly message: string;
}

export type CommandCategory =
  | 'Information'
  | 'Security'
  | 'Profiles'
  | 'Apps'
  | 'OS updates'
  | 'Settings'
  | 'Lost mode'
  | 'Users'
  | 'Media'
  | 'Other';

/** A part of the inventory, named by what fills it. */
export type InventoryPart =
  | 'device'
  | 'security'
  | 'profiles'
  | 'provisioning-profiles'
  | 'certificates'
  | 'apps'
  | 'managed-apps'
  | 'media'
  | 'restrictions'
  | 'os-updates'
  | 'os-update-status'
  | 'users'
  | 'location'
  | 'content-caching';

/** What the schema does not say of a command, in our words. */
export interface CommandFacts {
  /** Short, sentence case, for buttons and lists: “Lock device”. */
  readonly label: string;
  /** One sentence: what happens to the device. */
  readonly summary: string;
  readonly category: CommandCategory;
  /** Takes something away that cannot simply be put back: ask twice. */
  readonly destructive?: true;
  /** Its answer is this part of the inventory. */
  readonly reports?: InventoryPart;
  /** Once acknowledged, these parts are out of date and should be asked for again. */
  readonly changes?: readonly InventoryPart[];
}
