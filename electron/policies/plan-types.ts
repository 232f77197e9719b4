/*
 * What the reconciler compares, and what it says. Plain data: where it is kept, and how it gets there, is not known here.
 */

import type { Difference } from './setting-reports.ts';

/** What of a profile can cut a device off, or leave it of no use, when it comes at the wrong time. */
export type Hazard =
  /** Only networks that profiles bring: with none of them the device has no network at all. */
  | { readonly kind: 'wifi-allow-list' }
  /** Nothing but this app: without it the device shows nothing. */
  | { readonly kind: 'single-app'; readonly bundleId: string }
  /** Everything goes through a proxy: somebody has to say that devices reach it. */
  | { readonly kind: 'global-proxy'; readonly accepted: boolean }
  /** The lists of allowed apps add up to nothing: not one app would be left. */
  | { readonly kind: 'no-app-left' };

/** A profile as one device should have it. */
export interface DesiredProfile {
  /** `PayloadIdentifier`: a device has one profile of each. */
  readonly identifier: string;
  /** `PayloadUUID`: another one for every content, so that the list of a device tells what it has. */
  readonly uuid: string;
  readonly payloadTypes: readonly string[];
  /** Names without a value for this device; it is not sent before they have one. */
  readonly missing: readonly string[];
  /** Why this device cannot take it; undefined when it can. */
  readonly unfit?: string | undefined;
  readonly hazards: readonly Hazard[];
  /** Identifiers of profiles that must be seen on the device before; without them it goes as well. */
  readonly needs: readonly string[];
  /** It is given in return for a passcode: not before the device says that its passcode complies with all its profiles. */
  readonly needsPasscode: boolean;
  /** When somebody removed it on the device. */
  readonly onDrift: 'repair' | 'report';
  /** It is not sent before then, ms: the hours in which it may go out. */
  readonly notBefore?: number | undefined;
}

/**
 * How the last command about it ended: `refused` is a command the device could not read, which no repeating mends;
 * `not-there` was acknowledged, and the list that came afterwards did not show it.
 */
export type Outcome = 'acknowledged' | 'failed' | 'refused' | 'not-there' | 'removed' | 'removal-failed';

/** What we know of our profile of one identifier on one device, from the commands it answered and the lists it sent. */
export interface KnownProfile {
  readonly identifier: string;
  /** Of the last InstallProfile it answered. */
  readonly uuid: string;
  readonly payloadTypes: readonly string[];
  /** True when it leaves only networks that profiles bring. */
  readonly limitsWifi: boolean;
  /** Every uuid it took from us, so that what is there can be told to be ours. */
  readonly ours: readonly string[];
  readonly outcome: Outcome;
  /** When it answered, ms. */
  readonly at: number;
  /** When a list first showed this uuid after it was installed, ms. */
  readonly verifiedAt: number | null;
  /** How often in a row that went wrong: failed, or acknowledged and not so afterwards. */
  readonly failures: number;
  /** Somebody said that it may go though the device may reach us by nothing else. */
  readonly mayStrand?: boolean | undefined;
  /** Which version that was. */
  readonly version?: number | undefined;
}

/** The last complete ProfileList. */
export interface ReportedProfiles {
  /** When the device wrote it, ms. */
  readonly at: number;
  readonly profiles: readonly { readonly identifier: string; readonly uuid: string }[];
}

/** A command that is queued or sent and not answered yet; what was put aside is not in flight. */
export type OpenCommand = { readonly commandId: string; readonly inFlight: boolean } & (
  | ({ readonly kind: 'install' } & Pick<
      KnownProfile,
      'identifier' | 'uuid' | 'payloadTypes' | 'limitsWifi' | 'version'
    >)
  | { readonly kind: 'remove'; readonly identifier: string }
  | { readonly kind: 'list' | 'security' }
);

/** What else of the device decides. */
export interface DeviceFacts {
  /** Bundle ids of what is installed; undefined while the device has not said. */
  readonly apps: ReadonlySet<string> | undefined;
  /** True when it reaches us without any profile of ours: by a cellular plan or a cable. */
  readonly hasOwnNetwork: boolean;
  /** `PasscodeCompliantWithProfiles` of the last SecurityInfo, and when the device wrote it, ms. */
  readonly passcode: { readonly compliant: boolean; readonly at: number } | undefined;
}

/** When the device last answered a question, with what it was asked for or with an error, ms. */
export interface Answered {
  readonly list?: number | undefined;
  readonly security?: number | undefined;
}

export interface PlanInput {
  readonly now: number;
  readonly desired: readonly DesiredProfile[];
  readonly known: readonly KnownProfile[];
  readonly reported: ReportedProfiles | undefined;
  readonly open: readonly OpenCommand[];
  readonly facts: DeviceFacts;
  readonly answered?: Answered | undefined;
}

/** A command to queue. */
export type Step =
  | { readonly kind: 'install'; readonly identifier: string; readonly uuid: string }
  | { readonly kind: 'remove'; readonly identifier: string }
  /** A ProfileList, or a SecurityInfo for how the passcode stands. */
  | { readonly kind: 'list' | 'security' };

export type ProfileState =
  /** A command for it is queued, or about to be. */
  | 'pending'
  /** The device was given the command. */
  | 'sent'
  /** The device took it; its list has not shown it yet. */
  | 'verifying'
  /** The list of the device shows it. */
  | 'installed'
  | 'failed'
  /** A value it needs is missing for this device. */
  | 'waiting'
  | 'not-applicable'
  /** It would cut the device off, or leave it of no use. */
  | 'held'
  /** It was there, somebody removed it, and policy says to tell and not to repair. */
  | 'drifted'
  | 'removing'
  | 'removed';

export interface ProfileStatus {
  readonly identifier: string;
  readonly state: ProfileState;
  /** Why, as a code with its facts, for people to read in their language. */
  readonly because?: Because;
}

export type Because =
  | { readonly code: 'missing-values'; readonly names: readonly string[] }
  | { readonly code: 'unfit'; readonly reason: string }
  | { readonly code: 'no-wifi' }
  | { readonly code: 'wifi-not-verified' }
  | { readonly code: 'app-missing'; readonly bundleId: string }
  | { readonly code: 'proxy-not-accepted' }
  | { readonly code: 'no-app-left' }
  /** Apps that have a configuration from elsewhere. */
  | { readonly code: 'app-has-own'; readonly items: readonly string[] }
  | { readonly code: 'needs-profile'; readonly identifier: string }
  | { readonly code: 'passcode-not-compliant' }
  | { readonly code: 'one-account-at-a-time'; readonly identifier: string }
  | { readonly code: 'replacement-not-verified'; readonly identifier: string }
  | { readonly code: 'carries-the-connection' }
  | { readonly code: 'allow-list-needs-it'; readonly identifier: string }
  | { readonly code: 'not-ours' }
  | { readonly code: 'not-seen-yet' }
  | { readonly code: 'try-again'; readonly at: number }
  | { readonly code: 'given-up' }
  | { readonly code: 'outside-window'; readonly at: number }
  /** The device reports something else of these items of a setting. */
  | { readonly code: 'differs'; readonly differences: readonly Difference[] }
  /** The device took it, and tells nothing of these items: whether it is still so cannot be seen. */
  | { readonly code: 'not-told'; readonly items: readonly string[] };

export interface ProfilePlan {
  /** What to queue, in this order. */
  readonly queue: readonly Step[];
  /** Ids of commands that wait and are not wanted any more. */
  readonly cancel: readonly string[];
  /** Of every desired profile, and of every one of ours that is to go or went. */
  readonly statuses: readonly ProfileStatus[];
  /** When time alone changes the plan, ms. */
  readonly lookAgainAt?: number | undefined;
}
