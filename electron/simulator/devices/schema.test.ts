import { describe, expect, it } from 'vitest';
import { type Speaker, whyNot } from '../../../shared/catalogue/applies.ts';
import { ALL_ACCESS_RIGHTS, COMMANDS, type CommandDefinition, sampleCommand } from '../../../shared/catalogue/index.ts';
import { wrongResult } from '../../../shared/catalogue/testing/messages.ts';
import { decodePlist, encodePlistBytes, isPlistDict, type PlistDict, type PlistInput } from '../wire/plist.ts';
import { withAccounts } from './accounts.ts';
import { finishDue } from './advance.ts';
import { execute } from './execute.ts';
import { makeDevice } from './make-device.ts';
import { MODELS } from './models.ts';
import { majorOf, releasesFor } from './os-releases.ts';
import type { DeviceState } from './state.ts';

/*
 * What a simulated device answers, checked against Apple's schema: it must not teach us a protocol that does not exist.
 */

const NOW = Date.UTC(2026, 2, 1, 8);
const context = { now: NOW, duration: (ms: number) => ms };
const MANAGED = {
  accessRights: ALL_ACCESS_RIGHTS,
  profileIdentifier: 'org.example.mdm',
  topic: 'com.apple.mgmt.External.x',
  serverUrl: 'https://mdm.example.org/connect',
  checkInUrl: 'https://mdm.example.org/check-in',
  checkOutWhenRemoved: true,
};
const nobody = { sharedIpads: 0, networkUsers: 0 };

interface Kind {
  readonly label: string;
  readonly state: DeviceState;
}

/** One device of every model that differs to Apple, with every major system it can run, supervised, not, shared, and someone's own. */
function kinds(): Kind[] {
  const models = ['iPad13,19', 'iPad12,1', 'iPhone14,6', 'MacBookAir9,1', 'Mac14,3', 'Mac14,2', 'AppleTV11,1'];
  return MODELS.filter((model) => models.includes(model.productName)).flatMap((model) =>
    majorsOf(model).flatMap((os) =>
      (['supervised', 'not supervised', 'shared', 'personal'] as const).flatMap((way): Kind[] => {
        if (way === 'shared' && model.family !== 'iPad') return [];
        if (way === 'personal' && model.platform === 'tvOS') return [];
        // Macs are supervised by every way in there is.
        if (way === 'not supervised' && model.platform === 'macOS') return [];
        return [{ label: `${model.productName} ${os.version} ${way}`, state: deviceOf(model, os, way) }];
      }),
    ),
  );
}

/** The newest release of each major version it can run. */
function majorsOf({ platform, minOs, maxOs }: DeviceState['model']): readonly DeviceState['os'][] {
  const releases = releasesFor(platform, minOs, maxOs);
  return releases.filter((os, at) => {
    const next = releases[at + 1];
    return next === undefined || majorOf(next.version) !== majorOf(os.version);
  });
}

function deviceOf(model: DeviceState['model'], os: DeviceState['os'], way: string): DeviceState {
  const supervised = way === 'supervised' || way === 'shared';
  const made = makeDevice({ seed: 7, index: 3, family: model.family, now: NOW, supervised, model, apps: 4 });
  const state = { ...made, os, enrolledByDep: supervised, management: MANAGED, activationLock: true, fileVault: true };
  if (way === 'personal') return { ...state, management: { ...MANAGED, enrollmentId: 'e-1' } };
  return way === 'shared' ? withAccounts(state, { ...nobody, sharedIpads: 1 }) : state;
}

/** A Mac's users and those of a Shared iPad have channels of their own. */
const channelsOf = ({ model, sharedIpad }: DeviceState): (undefined | 'user')[] =>
  model.platform === 'macOS' || sharedIpad ? [undefined, 'user'] : [undefined];

const speakerOf = (state: DeviceState, channel: 'device' | 'user' = 'device'): Speaker => ({
  platform: state.model.platform,
  osVersion: state.os.version,
  supervised: state.supervised,
  dep: state.enrolledByDep,
  sharedIpad: state.sharedIpad,
  userEnrollment: state.management?.enrollmentId !== undefined,
  channel,
  accessRights: ALL_ACCESS_RIGHTS,
});

/** Runs a command as it comes over the wire, and gives back the result as it would go back. */
function ask(state: DeviceState, command: object, channel?: 'user'): { state: DeviceState; result: PlistDict } {
  const request = { CommandUUID: 'c1', Command: command as unknown as PlistInput };
  const ran = execute(state, decodePlist(encodePlistBytes(request)) as PlistDict, { ...context, channel });
  const personal = state.management?.enrollmentId !== undefined;
  const id = personal ? { EnrollmentUserID: 'u1' } : { UserID: 'u1', UserShortName: 'ada' };
  const user = channel === 'user' ? id : {};
  const result = decodePlist(encodePlistBytes({ ...ran.message, ...user }), { preserveReals: true }) as PlistDict;
  return { state: ran.state, result };
}

/** The same command several times: as small as can be, and asking for as much as it can. */
function askings(definition: CommandDefinition, state: DeviceState): object[] {
  const least = sampleCommand(definition, state.model.platform);
  const user = state.users.find(({ loggedIn }) => !loggedIn)?.name ?? 'nobody';
  switch (definition.requestType) {
    case 'DeviceInformation': {
      const names = definition.keys[0]?.items?.choices?.map(({ value }) => value) ?? [];
      return [{ ...least, Queries: names }];
    }
    case 'Restrictions':
      return [least, { ...least, ProfileRestrictions: true }];
    case 'DeviceLock':
      return [
        { ...least, PIN: '123456' },
        { ...least, PIN: '123456', Message: 'Bring me back' },
      ];
    case 'EraseDevice':
      return [{ ...least, PIN: '123456' }];
    case 'Settings': {
      const items = definition.keys[0]?.variants ?? [];
      const all = items.map((item) =>
        Object.fromEntries((item.keys ?? []).map((key) => [key.key, key.values?.[0] ?? sampleOf(key.type)])),
      );
      return [{ ...least, Settings: all }];
    }
    case 'InviteToProgram':
      return [least, { ...least, ProgramID: 'com.apple.cloudvpp', InvitationURL: 'https://example.org/invite' }];
    case 'ApplyRedemptionCode':
      return [least, { ...least, Identifier: 'com.example.paid' }];
    case 'ManagedApplicationConfiguration':
    case 'ManagedApplicationAttributes':
    case 'ManagedApplicationFeedback':
      return [{ ...least, Identifiers: ['com.example.ready', 'com.example.waiting', 'com.example.none'] }];
    case 'ClearPasscode':
      return [least, { ...least, UnlockToken: state.unlockToken ?? Buffer.from('none') }];
    case 'DeleteUser':
    case 'UnlockUserAccount':
      return [least, { ...least, UserName: user, ForceDeletion: true }];
    case 'InstallProfile':
      return [least, { ...least, Payload: PROFILE }];
    case 'RemoveProfile':
      return [least, { ...least, Identifier: 'org.example.profile' }, { ...least, Identifier: 'org.example.mdm' }];
    case 'InstallProvisioningProfile':
      return [least, { ...least, ProvisioningProfile: PROVISIONING }];
    case 'RemoveProvisioningProfile':
      return [least, { ...least, UUID: 'p-1' }];
    case 'RemoveApplication':
      return [least, { ...least, Identifier: 'com.example.ready' }];
    case 'ScheduleOSUpdate':
      return [least, { ...least, Updates: [{ InstallAction: 'InstallASAP', ProductVersion: '15.7.2' }] }];
    case 'SetRecoveryLock':
    case 'SetFirmwarePassword':
      return [least, { ...least, NewPassword: 'open sesame' }];
    default:
      return [least];
  }
}

const PROFILE = encodePlistBytes({
  PayloadType: 'Configuration',
  PayloadVersion: 1,
  PayloadIdentifier: 'org.example.profile',
  PayloadUUID: '6B1F5C0E-0000-4000-8000-000000000001',
  PayloadDisplayName: 'Restrictions',
  PayloadContent: [
    {
      PayloadType: 'com.apple.applicationaccess',
      PayloadVersion: 1,
      PayloadIdentifier: 'org.example.profile.1',
      PayloadUUID: '6B1F5C0E-0000-4000-8000-000000000002',
      allowCamera: false,
    },
  ],
});
const PROVISIONING = Buffer.from('<key>Name</key><string>In-House</string><key>UUID</key><string>p-1</string>');

function sampleOf(type: string): PlistInput {
  if (type === 'boolean') return true;
  if (type === 'integer') return 1;
  if (type === 'data') return Buffer.from([0x89, 0x50]);
  return type === 'dictionary' ? { a: 'b' } : 'sample';
}

/** A device with something of everything: apps installed and waiting, a book, an update under way. */
function busy(state: DeviceState): DeviceState {
  let next = state;
  const run = (RequestType: string, command: object): void => {
    next = ask(next, { RequestType, ...command }).state;
  };
  run('InstallApplication', {
    Identifier: 'com.example.ready',
    ManagementFlags: 1,
    Configuration: { a: 'b' },
    Attributes: { Removable: false },
  });
  next = finishDue(next, NOW + 60_000).state;
  run('InstallApplication', { Identifier: 'com.example.waiting' });
  run('InstallProfile', { Payload: PROFILE });
  run('InstallProvisioningProfile', { ProvisioningProfile: PROVISIONING });
  run('InstallMedia', { MediaType: 'Book', iTunesStoreID: 361285480 });
  run('InstallMedia', {
    MediaType: 'Book',
    MediaURL: 'https://example.org/book.epub',
    PersistentID: 'b1',
    Kind: 'epub',
  });
  run('InstallApplication', { Identifier: 'com.example.paid' });
  const paid = next.managedApps['com.example.paid'];
  if (paid) {
    const managedApps = { ...next.managedApps, 'com.example.paid': { ...paid, status: 'NeedsRedemption' } };
    next = { ...next, managedApps };
  }
  const offered = ask(next, { RequestType: 'AvailableOSUpdates' }).result.AvailableOSUpdates;
  const first = Array.isArray(offered) ? offered[0] : undefined;
  if (isPlistDict(first)) {
    run('ScheduleOSUpdate', { Updates: [{ ProductKey: first.ProductKey, InstallAction: 'InstallASAP' }] });
  }
  return next;
}

/** The states of one device in which its answers differ. */
const conditions: readonly [string, (state: DeviceState) => DeviceState][] = [
  ['plain', (state) => state],
  ['busy', busy],
  ['lost', (state) => ask(state, { RequestType: 'EnableLostMode', Message: 'Call us' }).state],
  ['locked', (state) => ({ ...state, locked: true, darkWake: true, passcode: { present: true, compliant: true } })],
  ['without rights', (state) => ({ ...state, management: { ...(state.management ?? MANAGED), accessRights: 0 } })],
];

describe('every answer of a simulated device', () => {
  const all = kinds().map(({ label, state }) => {
    const ways = conditions.map(([condition, put]) => [condition, put(state)] as const);
    return { label, state, ways };
  });

  it.each(COMMANDS.map((definition) => [definition.requestType, definition] as const))(
    'to %s is one that Apple’s schema knows for its platform, system and supervision',
    (requestType, definition) => {
      const wrong = new Set<string>();
      let acknowledged = 0;
      for (const { label, state, ways } of all) {
        for (const channel of channelsOf(state)) {
          const speaker = speakerOf(state, channel);
          const absent = whyNot(definition.support, speaker);
          for (const [condition, ready] of ways) {
            const accessRights = ready.management?.accessRights ?? 0;
            for (const command of askings(definition, ready)) {
              const { result } = ask(ready, command, channel);
              // Ending management needs no right.
              const free = 'Identifier' in command && command.Identifier === MANAGED.profileIdentifier;
              const rights = free ? ALL_ACCESS_RIGHTS : accessRights;
              const problems = wrongResult(result, requestType, { ...speaker, accessRights: rights });
              for (const problem of problems) wrong.add(`${label} ${condition}: ${problem}`);
              if (result.Status === 'Acknowledged') acknowledged++;
              if (absent !== undefined && result.Status === 'Acknowledged') wrong.add(`${label}: ${absent}`);
            }
          }
        }
      }
      if (process.env.DUMP)
        console.log([...wrong].map((w) => `DUMP ${requestType} ${w}`).join('\n'), `ACK ${requestType} ${acknowledged}`);
      expect([...wrong]).toEqual([]);
      expect(acknowledged, 'how often it was done').toBeGreaterThan(0);
    },
  );
});
