import { compareVersions } from '../../shared/catalogue/versions.ts';
import type { BlueprintContent } from '../../shared/contract/blueprint-content.ts';
import type { Difference, StepKind, StepReason } from '../../shared/contract/blueprints.ts';
import { nameByPattern, parseNamePattern } from '../../shared/name-pattern.ts';
import { isOfBlueprint, type OwnProfile, ownProfile } from './own-profile.ts';
import type { Granted } from './ports.ts';
import { reason } from './reasons.ts';

/* What has to be done on one device so that it is as a blueprint wants it, and what is not so. Pure. */

export interface Command {
  readonly RequestType: string;
  readonly [key: string]: unknown;
}

/** A blueprint in one version. */
export interface Wanted {
  readonly id: string;
  readonly name: string;
  readonly content: BlueprintContent;
  /** PNG or JPEG of a picture of the media; undefined when it is gone. */
  picture(pictureId: string): Uint8Array | undefined;
  /** What a policy is called; undefined when it is gone. */
  policy(policyId: string): string | undefined;
}

/** How a policy that came with the blueprint stands on a device. */
interface PolicyStanding extends Granted {
  readonly name: string;
  readonly state: string | undefined;
  readonly because: { readonly code: string; readonly reason?: string } | null;
  readonly thereVersion: number | null;
}

/** In place of a command: policies are given to the device, and waited for. */
export const POLICIES: Command = { RequestType: 'policies' };

/** What is known of a device, as it reported last. */
export interface DeviceFacts {
  readonly serial: string | null;
  readonly model: string | null;
  readonly family: string | null;
  readonly name: string | null;
  readonly os: string | null;
  readonly sharedIpad: boolean;
  readonly timeZone: string | null;
  readonly cart: string | null;
  readonly person: string | null;
  readonly slot: number | null;
  /** Its number in the run, from 1. */
  readonly n: number;
  readonly profiles: readonly { readonly identifier: string; readonly uuid: string }[];
  /** Versions of the system it said it could be updated to. */
  readonly offered: readonly string[];
  /** What came with its blueprint, by the id of the policy. */
  readonly policies: ReadonlyMap<string, PolicyStanding>;
  /** What is installed, by bundle id. */
  readonly apps: ReadonlySet<string>;
  /** What we installed or took over, by bundle id, with the status the device gave. */
  readonly managed: ReadonlyMap<string, string>;
  /** Apps that are on their way, by bundle id, number in the store or address of the manifest. */
  readonly coming: ReadonlySet<string>;
}

export interface PlannedStep {
  readonly kind: StepKind;
  /** In places that stay the same for the whole run; null where the device is so already. */
  readonly commands: readonly (Command | null)[];
}

/** What is decided when a device is begun with, and stays: facts it depends on change on the way. */
export interface Decided {
  readonly name: string | null;
  /** Apps of ours that are to go. */
  readonly going: readonly string[];
  /** Profiles of other blueprints, and of this one when it needs none any more. */
  readonly goingProfiles: readonly string[];
  /** Policies are given, or those of another blueprint taken away. */
  readonly policies: boolean;
}

export function decide(wanted: Wanted, facts: DeviceFacts): Decided {
  const { content } = wanted;
  return {
    name: nameFor(content.namePattern, facts) ?? null,
    going: goingApps(content, facts),
    goingProfiles: goingProfiles(wanted, facts),
    policies: content.policies.length > 0 || facts.policies.size > 0,
  };
}

/** The name a device is to have; undefined when it is to keep its own, or the pattern asks for what is not known. */
export function nameFor(pattern: string, facts: DeviceFacts): string | undefined {
  const parsed = parseNamePattern(pattern);
  if (pattern === '' || 'problem' in parsed) return undefined;
  return nameByPattern(parsed.parts, facts, facts.n) ?? undefined;
}

/** Profiles of blueprints that are to go: those of other blueprints, and the own one when nothing of it is wanted. */
function goingProfiles(wanted: Wanted, { profiles }: DeviceFacts): string[] {
  const own = ownProfile(wanted, wanted.content)?.identifier;
  return profiles.map(({ identifier }) => identifier).filter((each) => isOfBlueprint(each) && each !== own);
}

/** Apps of ours that are to go. */
function goingApps({ apps, removeApps, cleanUp, singleApp }: BlueprintContent, facts: DeviceFacts): string[] {
  const wanted = new Set([...apps.map(({ bundleId }) => bundleId), ...(singleApp === null ? [] : [singleApp])]);
  const others = cleanUp.removeOtherApps ? [...facts.managed.keys()] : [];
  return [...new Set([...removeApps, ...others])]
    .filter((bundleId) => !wanted.has(bundleId) && facts.managed.has(bundleId))
    .filter((bundleId) => !GONE.has(facts.managed.get(bundleId) ?? ''))
    .sort();
}

/** Statuses of a managed app that is not there (Apple, ManagedApplicationList). */
const GONE: ReadonlySet<string> = new Set([
  'Failed',
  'ManagedButUninstalled',
  'UserRejected',
  'UpdateRejected',
  'Unknown',
]);

/** What asks the device how it is: the questions that `differences` needs answered. */
const QUESTIONS: readonly Command[] = [
  { RequestType: 'DeviceInformation', Queries: ['DeviceName', 'OSVersion', 'TimeZone', 'SerialNumber'] },
  { RequestType: 'ProfileList' },
  { RequestType: 'InstalledApplicationList' },
  { RequestType: 'ManagedApplicationList' },
];

/** Every step in its order; one without commands has nothing to do on this device. */
export function planFor(wanted: Wanted, facts: DeviceFacts, decided: Decided): PlannedStep[] {
  const { name, going } = decided;
  const { content } = wanted;
  const { cleanUp, wallpaper, settings, osVersion } = content;
  const profile = ownProfile(wanted, content);
  const unless = (so: boolean, command: Command): Command | null => (so ? null : command);
  const steps: PlannedStep[] = [
    { kind: 'erase', commands: cleanUp.erase ? [{ RequestType: 'EraseDevice' }] : [] },
    {
      kind: 'reach',
      commands: [{ RequestType: 'DeviceInformation', Queries: ['DeviceName', 'OSVersion', 'SerialNumber'] }],
    },
    {
      kind: 'clean',
      commands: [
        ...(cleanUp.signOutUsers && facts.sharedIpad ? [{ RequestType: 'LogOutUser' }] : []),
        ...going.map((Identifier) =>
          unless(!isThere(facts, Identifier), { RequestType: 'RemoveApplication', Identifier }),
        ),
        ...decided.goingProfiles.map((Identifier) =>
          unless(!facts.profiles.some(({ identifier }) => identifier === Identifier), {
            RequestType: 'RemoveProfile',
            Identifier,
          }),
        ),
      ],
    },
    {
      kind: 'name',
      commands: name === null ? [] : [unless(facts.name === name, setting({ Item: 'DeviceName', DeviceName: name }))],
    },
    {
      kind: 'settings',
      commands: [
        ...(settings.timeZone === null ? [] : [setting({ Item: 'TimeZone', TimeZone: settings.timeZone })]),
        ...(settings.bluetooth === null ? [] : [setting({ Item: 'Bluetooth', Enabled: settings.bluetooth })]),
      ],
    },
    {
      kind: 'profiles',
      commands: [
        ...(profile === undefined ? [] : [unless(hasProfile(facts, profile), installProfile(profile))]),
        ...(decided.policies ? [POLICIES] : []),
      ],
    },
    {
      kind: 'apps',
      commands: appCommands(content, facts.family === 'Mac').map(([app, command]) =>
        unless(isThere(facts, app), command),
      ),
    },
    { kind: 'wallpaper', commands: wallpaperCommands(wallpaper, wanted) },
    {
      kind: 'os',
      commands: osVersion === null ? [] : [unless(runs(facts, osVersion), osCommand(updateFor(facts, osVersion)))],
    },
    { kind: 'verify', commands: QUESTIONS },
  ];
  return steps;
}

const setting = (item: object): Command => ({ RequestType: 'Settings', Settings: [item] });

const installProfile = ({ bytes }: OwnProfile): Command => ({
  RequestType: 'InstallProfile',
  Payload: bytes.toString('base64'),
});

const osCommand = (version: string): Command => ({
  RequestType: 'ScheduleOSUpdate',
  Updates: [{ ProductVersion: version, InstallAction: 'InstallASAP' }],
});

/** The lowest version the device offers that is enough; where it offers none, the one that is wanted. */
function updateFor({ offered }: DeviceFacts, wanted: string): string {
  const enough = offered.filter((version) => (compareVersions(version, wanted) ?? -1) >= 0);
  return enough.sort((a, b) => compareVersions(a, b) ?? 0)[0] ?? wanted;
}

/** ManagementFlags 1: the app goes with the management. */
function appCommands({ apps }: BlueprintContent, isMac: boolean): [bundleId: string, command: Command][] {
  return apps.map(({ bundleId, source }) => [
    bundleId,
    {
      RequestType: 'InstallApplication',
      ...(source.kind === 'store' ? { iTunesStoreID: source.id } : { ManifestURL: source.url }),
      ManagementFlags: 1,
      ...(isMac ? { InstallAsManaged: true } : {}),
    },
  ]);
}

/** Installed, and ours. */
function isThere(facts: DeviceFacts, bundleId: string): boolean {
  const status = facts.managed.get(bundleId);
  return status !== undefined && !GONE.has(status) && facts.apps.has(bundleId);
}

const hasProfile = ({ profiles }: DeviceFacts, { identifier, uuid }: OwnProfile): boolean =>
  profiles.some((there) => there.identifier === identifier && there.uuid.toUpperCase() === uuid);

/** `Where`: 1 lock screen, 2 home screen, 3 both (Apple, SettingsCommand.Wallpaper). */
function wallpaperCommands({ lock, home }: BlueprintContent['wallpaper'], { picture }: Wanted): Command[] {
  const places: [string | null, number][] =
    lock === home
      ? [[lock, 3]]
      : [
          [lock, 1],
          [home, 2],
        ];
  return places.flatMap(([pictureId, Where]) => {
    const bytes = pictureId === null ? undefined : picture(pictureId);
    if (bytes === undefined) return [];
    return [setting({ Item: 'Wallpaper', Image: base64Of(bytes), Where })];
  });
}

/** Seen on the device, in the version that is wanted. */
function isInstalled(there: PolicyStanding | undefined, version: number | null): boolean {
  return there?.state === 'installed' && (version === null || there.thereVersion === version);
}

/** States of a policy that time does not change: the run goes on, and the check at its end tells what is missing. */
const PUT_OFF: ReadonlySet<string> = new Set(['not-applicable', 'held', 'waiting', 'drifted']);

/** Whether the policies a device was given are there; undefined while some are on their way. Pure. */
export function policyOutcome(
  { content }: Pick<Wanted, 'content'>,
  { policies }: Pick<DeviceFacts, 'policies'>,
): { readonly how: 'done' | 'failed'; readonly because: StepReason | null } | undefined {
  const standing = content.policies.flatMap(({ policyId, version }) => {
    const there = policies.get(policyId);
    return there === undefined ? [] : [{ there, version }];
  });
  const failed = standing.find(({ there }) => there.state === 'failed');
  if (failed !== undefined) {
    const { name, because } = failed.there;
    const why = because?.reason;
    return {
      how: 'failed',
      because: reason('policy-failed', `The policy “${name}” failed${why === undefined ? '.' : `: ${why}`}`, {
        name,
        ...(why === undefined ? {} : { reason: why }),
      }),
    };
  }
  const settled = standing.every(({ there, version }) => isInstalled(there, version) || PUT_OFF.has(there.state ?? ''));
  return settled ? { how: 'done', because: null } : undefined;
}

/** Written once for a picture: every device of a run is given the same. */
const written = new WeakMap<Uint8Array, string>();

function base64Of(bytes: Uint8Array): string {
  const text = written.get(bytes) ?? Buffer.from(bytes).toString('base64');
  written.set(bytes, text);
  return text;
}

function runs(facts: DeviceFacts, version: string): boolean {
  return (compareVersions(facts.os ?? '', version) ?? -1) >= 0;
}

/**
 * What of a device is not as the blueprint wants it, by what it reported. A wallpaper cannot be asked for, nor whether
 * somebody was signed out: they are no differences here.
 *
 * @param decided of the run; without it a name made out of the present one cannot be compared
 */
export function differences(wanted: Wanted, facts: DeviceFacts, decided?: Decided): Difference[] {
  const { content } = wanted;
  const found: Difference[] = [];
  const tell = (kind: Difference['kind'], subject: string | null, before: string | null, after: string | null) =>
    found.push({ kind, subject, before, after });
  const { namePattern } = content;
  const name =
    decided === undefined ? (/\{name\b/.test(namePattern) ? null : nameFor(namePattern, facts)) : decided.name;
  if (name !== undefined && name !== null && name !== facts.name) tell('name', null, facts.name, name);
  const { timeZone } = content.settings;
  if (timeZone !== null && facts.timeZone !== null && facts.timeZone !== timeZone)
    tell('setting', 'TimeZone', facts.timeZone, timeZone);
  const profile = ownProfile(wanted, content);
  if (profile !== undefined) {
    const there = facts.profiles.find(({ identifier }) => identifier === profile.identifier);
    if (!hasProfile(facts, profile)) tell('profile', wanted.name, there?.uuid ?? null, profile.uuid);
  }
  for (const identifier of (decided?.goingProfiles ?? goingProfiles(wanted, facts)).filter((each) =>
    facts.profiles.some((profile) => profile.identifier === each),
  ))
    tell('remove-profile', identifier, identifier, null);
  for (const { policyId, version } of content.policies) {
    const there = facts.policies.get(policyId);
    const name = there?.name ?? wanted.policy(policyId);
    if (name === undefined || there?.state === 'not-applicable' || isInstalled(there, version)) continue;
    tell('policy', name, there?.state ?? null, version === null ? null : String(version));
  }
  for (const { bundleId, name: appName } of content.apps)
    if (!facts.apps.has(bundleId))
      tell('app', appName === '' ? bundleId : appName, facts.managed.get(bundleId) ?? null, 'Managed');
  const going = decided?.going.filter((bundleId) => isThere(facts, bundleId)) ?? goingApps(content, facts);
  for (const bundleId of going) tell('remove-app', bundleId, 'Managed', null);
  if (content.osVersion !== null && !runs(facts, content.osVersion)) tell('os', null, facts.os, content.osVersion);
  return found;
}

/** The same for people who look why a step goes on. */
export function complaints(found: readonly Difference[]): StepReason[] {
  return found.map(({ kind, subject, before, after }) => {
    const values = { subject: subject ?? '', before: before ?? '', after: after ?? '' };
    const status = before === null ? '' : ` (${before})`;
    switch (kind) {
      case 'name':
        return reason(kind, `The name is “${before ?? ''}”, not “${after ?? ''}”.`, values);
      case 'profile':
        return reason(kind, 'The profile of the blueprint is not there.', values);
      case 'remove-profile':
        return reason(kind, `The profile ${subject} is still there.`, values);
      case 'policy':
        return reason(kind, `The policy “${subject}” is not there${status}.`, values);
      case 'app':
        return reason(kind, `${subject} is not there${status}.`, values);
      case 'remove-app':
        return reason(kind, `${subject} is still there.`, values);
      case 'os':
        return reason(kind, `It runs ${before ?? 'an unknown version'}, not ${after}.`, values);
      default:
        return reason('setting', `${subject} is ${before}, not ${after}.`, values);
    }
  });
}

/** What applying would change: what differs, and what is done whatever the device says. */
export function changesFor(wanted: Wanted, facts: DeviceFacts): Difference[] {
  const { cleanUp, wallpaper, settings } = wanted.content;
  const done = (kind: Difference['kind'], subject: string | null, after: string | null = null): Difference => ({
    kind,
    subject,
    before: null,
    after,
  });
  return [
    ...(cleanUp.erase ? [done('erase', null)] : []),
    ...(cleanUp.signOutUsers && facts.sharedIpad ? [done('sign-out', null)] : []),
    ...differences(wanted, facts, decide(wanted, facts)),
    ...(settings.bluetooth === null ? [] : [done('setting', 'Bluetooth', String(settings.bluetooth))]),
    ...(wallpaper.lock === null ? [] : [done('wallpaper', 'lock')]),
    ...(wallpaper.home === null ? [] : [done('wallpaper', 'home')]),
  ];
}

/**
 * What takes back what came by a blueprint: its apps where they are ours, and the profiles of all blueprints. A device has one
 * blueprint; of those it had before, something may be left when it was not waited for.
 */
export function detachCommands(wanted: Wanted, facts: DeviceFacts): Command[] {
  const isOurs = ({ bundleId, source }: BlueprintContent['apps'][number]): boolean => {
    const status = facts.managed.get(bundleId);
    if (status !== undefined && !GONE.has(status)) return true;
    return facts.coming.has(bundleId) || facts.coming.has(source.kind === 'store' ? String(source.id) : source.url);
  };
  return [
    ...facts.profiles
      .filter(({ identifier }) => isOfBlueprint(identifier))
      .map(({ identifier }) => ({ RequestType: 'RemoveProfile', Identifier: identifier })),
    ...wanted.content.apps
      .filter(isOurs)
      .map(({ bundleId }) => ({ RequestType: 'RemoveApplication', Identifier: bundleId })),
  ];
}
