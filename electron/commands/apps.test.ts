import { X509Certificate } from 'node:crypto';
import { rootCertificates } from 'node:tls';
import { beforeEach, describe, expect, it } from 'vitest';
import { commandFacts } from '../../shared/catalogue/index.ts';
import { openDeviceQueries } from '../inventory/index.ts';
import { encodePlist, type PlistDict } from '../protocol/index.ts';
import { gapFor } from './follow-ups.ts';
import type { ConnectedEnrollment } from './ports.ts';
import { addDevice, commandIn, connectMessage, idle, openRoom, type TestRoom } from './testing/room.ts';

const KEYNOTE = 'com.apple.Keynote';
const MINUTE = 60_000;

let room: TestRoom;
let pad: ConnectedEnrollment;
beforeEach(async () => {
  room = openRoom();
  pad = await addDevice(room.store);
});

type Command = { RequestType: string; [key: string]: unknown };
type Answer = PlistDict & { Status?: 'Acknowledged' | 'Error' };

const queries = () => openDeviceQueries({ store: room.store });
const app = (identifier = KEYNOTE) =>
  queries()
    .listManagedApps(pad.deviceId)
    .find((each) => each.identifier === identifier);
const statuses = (identifier = KEYNOTE) =>
  app(identifier)
    ?.history.map(({ status }) => status)
    .reverse();
const changes = () => room.events.filter(({ type }) => type === 'inventory.changed');

/** Queues a command, or none. */
const queue = (command: Command) => room.commands.queueCommands({ deviceIds: [pad.deviceId], command, actor: 'ada' });

/** The device takes what waits; commands are answered by type, those without an answer end the session. */
async function session(answers: Readonly<Record<string, Answer>>): Promise<PlistDict[]> {
  const given: PlistDict[] = [];
  let next = commandIn(await room.commands.exchange(pad, idle()));
  while (next !== null) {
    given.push(next.command);
    const answer = answers[String(next.command.RequestType)];
    if (answer === undefined) return given;
    const { Status = 'Acknowledged', ...rest } = answer;
    const message = connectMessage({ Status: Status as 'Acknowledged', CommandUUID: next.id, ...rest });
    next = commandIn(await room.commands.exchange(pad, message));
  }
  return given;
}

/** The device is asked which apps are managed, and says. */
async function reports(apps: Readonly<Record<string, PlistDict>>, more: Readonly<Record<string, Answer>> = {}) {
  await queue({ RequestType: 'ManagedApplicationList' });
  return session({ ManagedApplicationList: { ManagedApplicationList: apps }, ...more });
}

const types = (commands: readonly PlistDict[]) => commands.map(({ RequestType }) => RequestType);
const states = (requestType: string) =>
  room.store.all((db) => db.selectFrom('command').selectAll().where('requestType', '=', requestType));

describe('managed apps', () => {
  it('APP-5 write down each passing status when it is seen; that it is not reported again is no news', async () => {
    await reports({ [KEYNOTE]: { Status: 'Prompting' } });
    await reports({ [KEYNOTE]: { Status: 'Prompting' } });
    room.clock.time += MINUTE;
    await reports({ [KEYNOTE]: { Status: 'UserRejected' } });
    const before = changes().length;
    await reports({});
    await reports({});
    expect(changes()).toHaveLength(before);
    expect(app()).toMatchObject({ status: 'UserRejected', statusAt: room.clock.time });
    expect(statuses()).toEqual(['Prompting', 'UserRejected']);
    await reports({ [KEYNOTE]: { Status: 'Installing' } });
    await reports({ [KEYNOTE]: { Status: 'Managed' } });
    expect(statuses()).toEqual(['Prompting', 'UserRejected', 'Installing', 'Managed']);
    expect(changes().at(-1)?.data).toMatchObject({
      kind: 'managed-apps',
      values: { [KEYNOTE]: ['Installing', 'Managed'] },
    });
  });

  it('that are gone from the list are gone, and their history says so', async () => {
    await reports({ [KEYNOTE]: { Status: 'Managed' } });
    await reports({});
    expect(app()).toBeUndefined();
    await reports({ [KEYNOTE]: { Status: 'Managed' } });
    expect(statuses()).toEqual(['Managed', 'Gone', 'Managed']);
  });

  it('are known from the answer to the installation, and are asked about until they have settled', async () => {
    await queue({ RequestType: 'InstallApplication', Identifier: KEYNOTE, ManagementFlags: 5 });
    const listed: Answer = { ManagedApplicationList: { [KEYNOTE]: { Status: 'Installing', ManagementFlags: 5 } } };
    const given = await session({
      InstallApplication: { Identifier: KEYNOTE, State: 'Queued' },
      InstalledApplicationList: { InstalledApplicationList: [] },
      ManagedApplicationList: listed,
    });
    expect(types(given)).toEqual(['InstallApplication', 'InstalledApplicationList', 'ManagedApplicationList']);
    expect(statuses()).toEqual(['Queued', 'Installing']);
    expect(app()).toMatchObject({ goesWithManagement: true, outOfBackup: true });
    expect(await room.commands.askDue()).toBe(0);
    room.clock.time += MINUTE;
    expect(await room.commands.askDue()).toBe(1);
    expect(await room.commands.askDue()).toBe(0);
    await session({ ManagedApplicationList: { ManagedApplicationList: { [KEYNOTE]: { Status: 'Managed' } } } });
    room.clock.time += 100 * MINUTE;
    expect(await room.commands.askDue()).toBe(0);
  });

  it('are asked about less and less often, and not for ever', () => {
    expect([0, 10, 60, 2000].map((minutes) => (gapFor(0, minutes * MINUTE) ?? 0) / MINUTE)).toEqual([1, 5, 30, 360]);
    expect(gapFor(0, 31 * 24 * 60 * MINUTE)).toBeUndefined();
  });

  it('say why an installation is refused, and stay managed when it is only another one that is', async () => {
    const refused: Answer = { Status: 'Error', RejectionReason: 'AppStoreDisabled' };
    await queue({ RequestType: 'InstallApplication', Identifier: KEYNOTE });
    await session({ InstallApplication: refused });
    expect(app()).toMatchObject({ status: 'Rejected', reason: 'AppStoreDisabled' });
    expect(states('InstallApplication')[0]).toMatchObject({
      state: 'error',
      errorSummary: 'Refused: AppStoreDisabled',
    });
    await reports({ [KEYNOTE]: { Status: 'Managed' } });
    await queue({ RequestType: 'InstallApplication', Identifier: KEYNOTE });
    await session({ InstallApplication: { ...refused, RejectionReason: 'AppAlreadyInstalled' } });
    expect(app()).toMatchObject({ status: 'Managed', reason: null });
    expect(app()?.history[0]).toMatchObject({ status: 'Rejected', reason: 'AppAlreadyInstalled' });
  });

  it('are told apart from the user’s own in the list of apps', async () => {
    const listed = [KEYNOTE, 'com.example.own'].map((Identifier) => ({ Identifier, Name: Identifier, Version: '1' }));
    await queue({ RequestType: 'InstalledApplicationList' });
    await session({ InstalledApplicationList: { InstalledApplicationList: listed } });
    await reports({ [KEYNOTE]: { Status: 'Managed' } });
    const managed = () =>
      queries()
        .listApps(pad.deviceId)
        .map(({ identifier, managed }) => [identifier, managed]);
    expect(managed()).toEqual([
      [KEYNOTE, true],
      ['com.example.own', null],
    ]);
    expect(app()).toMatchObject({ name: KEYNOTE });
    await reports({});
    expect(managed()[0]).toEqual([KEYNOTE, false]);
  });

  it('have their configuration and feedback read when there are some, with secrets masked (I-23)', async () => {
    const parts: Readonly<Record<string, Answer>> = {
      ManagedApplicationConfiguration: {
        ApplicationConfigurations: [
          { Identifier: KEYNOTE, Configuration: { server: 'https://a.example', login: { apiToken: 'hush' } } },
        ],
      },
      ManagedApplicationFeedback: {
        ManagedApplicationFeedback: [{ Identifier: KEYNOTE, Feedback: { opened: 3 } }],
      },
    };
    const listed = { [KEYNOTE]: { Status: 'Managed', HasConfiguration: true, HasFeedback: true } };
    const given = await reports(listed, parts);
    expect(given.slice(1)).toEqual([
      { RequestType: 'ManagedApplicationConfiguration', Identifiers: [KEYNOTE] },
      { RequestType: 'ManagedApplicationFeedback', Identifiers: [KEYNOTE] },
    ]);
    expect(app()?.configuration?.values).toEqual({ server: 'https://a.example', login: { apiToken: '•••' } });
    expect(app()?.feedback?.values).toEqual({ opened: 3 });
    const stored = JSON.stringify(room.store.all((db) => db.selectFrom('managedApp').selectAll()));
    expect(stored + JSON.stringify(room.events)).not.toContain('hush');
    // What was read is not read again, until a command may have changed it.
    expect(types(await reports(listed, parts))).toEqual(['ManagedApplicationList']);
    const item = { Item: 'ApplicationConfiguration', Identifier: KEYNOTE, Configuration: { server: 'b' } };
    await queue({ RequestType: 'Settings', Settings: [item] });
    const after = await session({
      Settings: { Settings: [{ Status: 'Acknowledged' }] },
      ManagedApplicationConfiguration: { ApplicationConfigurations: [{ Identifier: KEYNOTE }] },
      DeviceInformation: { QueryResponses: {} },
    });
    expect(types(after)).toContain('ManagedApplicationConfiguration');
    expect(app()?.configuration).toBeNull();
  });
});

describe('redemption codes', () => {
  const apply = { ApplyRedemptionCode: {}, ManagedApplicationList: { ManagedApplicationList: {} } } as const;
  const needs = { [KEYNOTE]: { Status: 'NeedsRedemption' } };
  const pool = () => room.commands.codes.pools().find(({ identifier }) => identifier === KEYNOTE);

  it('APP-4 go to an app that needs one, once, and come back when a device did not use them', async () => {
    expect(await room.commands.codes.add({ identifier: KEYNOTE, codes: ['AAA', 'BBB', 'AAA'] }, 'ada')).toEqual({
      added: 2,
      known: 1,
      given: 0,
    });
    const given = await reports(needs);
    expect(given.at(-1)).toEqual({ RequestType: 'ApplyRedemptionCode', Identifier: KEYNOTE, RedemptionCode: 'AAA' });
    await reports(needs);
    expect(states('ApplyRedemptionCode')).toHaveLength(1);
    expect(pool()).toMatchObject({ free: 1, assigned: 1, waiting: 1 });
    await session(apply);
    expect(pool()).toMatchObject({ free: 1, used: 1, given: [{ deviceId: pad.deviceId, state: 'used' }] });

    await reports({ [KEYNOTE]: { Status: 'Managed', UnusedRedemptionCode: 'AAA' } });
    expect(pool()).toMatchObject({ free: 2, used: 0, given: [] });
    expect(room.events.filter(({ type }) => type === 'app.code-returned')).toHaveLength(1);
    await reports({ [KEYNOTE]: { Status: 'Managed' } });
    expect(pool()).toMatchObject({ free: 2 });
  });

  it('APP-4 reach a device that waited before there were any', async () => {
    await queue({ RequestType: 'InstallApplication', Identifier: KEYNOTE });
    await session({ InstallApplication: { Identifier: KEYNOTE, State: 'NeedsRedemption' } });
    expect(pool()).toMatchObject({ free: 0, waiting: 1 });
    expect(await room.commands.codes.add({ identifier: KEYNOTE, codes: ['AAA'] }, 'ada')).toMatchObject({ given: 1 });
  });

  it('are free again when the device never got them, and set aside when it could not redeem them', async () => {
    await room.commands.codes.add({ identifier: KEYNOTE, codes: ['AAA'] }, 'ada');
    await queue({ RequestType: 'ManagedApplicationList' });
    const list = commandIn(await room.commands.exchange(pad, idle()));
    const said = { Status: 'Acknowledged' as const, CommandUUID: list?.id ?? '', ManagedApplicationList: needs };
    const given = commandIn(await room.commands.exchange(pad, connectMessage(said)));
    await room.commands.exchange(pad, connectMessage({ Status: 'NotNow', CommandUUID: given?.id ?? '' }));
    await room.commands.cancel(given?.id ?? '', 'ada');
    expect(pool()).toMatchObject({ free: 1, assigned: 0 });
    await reports(needs);
    const chain = [
      { ErrorDomain: 'MCMDMErrorDomain', ErrorCode: 12_027, LocalizedDescription: 'No.', USEnglishDescription: 'No.' },
    ];
    await session({ ApplyRedemptionCode: { Status: 'Error', ErrorChain: chain } });
    expect(pool()).toMatchObject({ free: 0, refused: 1 });
    await room.commands.codes.discard(KEYNOTE, 'ada');
    await expect(room.commands.codes.discard(KEYNOTE, 'ada')).rejects.toMatchObject({ code: 'not-found' });
  });

  it('stand nowhere but in the vault and in the command', async () => {
    await room.commands.codes.add({ identifier: KEYNOTE, codes: ['AAA-SECRET'] }, 'ada');
    await reports({ ...needs, other: { Status: 'Managed', UnusedRedemptionCode: 'BBB-SECRET' } });
    const rows = room.store.all((db) => db.selectFrom('command').selectAll());
    const codes = room.store.all((db) => db.selectFrom('redemptionCode').selectAll());
    const answers = rows.map(({ id }) => room.commands.getCommand(id).result?.raw ?? '');
    expect(JSON.stringify([rows, codes, answers, room.events])).not.toContain('SECRET');
  });
});

describe('parts of a command', () => {
  const failed = [
    {
      ErrorDomain: 'MCSettingsErrorDomain',
      ErrorCode: 28_000,
      LocalizedDescription: 'x',
      USEnglishDescription: 'Unknown item.',
    },
  ];

  it('APP-6 results of Settings belong to the items by their place; what fails is shown by item', async () => {
    const { queued } = await queue({
      RequestType: 'Settings',
      Settings: [
        { Item: 'DeviceName', DeviceName: 'Cart 1' },
        { Item: 'Bluetooth', Enabled: true },
        { Item: 'DataRoaming', Enabled: false },
      ],
    });
    await session({
      // A device may name the item wrongly, or not at all: the place counts. Of the third it says nothing.
      Settings: {
        Settings: [
          { Status: 'Acknowledged', Item: 'Bluetooth' },
          { Status: 'Error', ErrorChain: failed },
        ],
      },
    });
    const detail = room.commands.getCommand(queued[0]?.commandId ?? '');
    expect(detail).toMatchObject({
      state: 'acknowledged',
      errorSummary: '2 of 3 did not work. Bluetooth: Unknown item. DataRoaming: Missing',
    });
    expect(detail.result?.parts.map(({ name, status, failed }) => [name, status, failed])).toEqual([
      ['DeviceName', 'Acknowledged', false],
      ['Bluetooth', 'Error', true],
      ['DataRoaming', 'Missing', true],
    ]);
    expect(detail.result?.parts[1]?.errorChain).toEqual([
      { domain: 'MCSettingsErrorDomain', code: 28_000, description: 'Unknown item.' },
    ]);
  });

  it('an invitation the device cannot use is acknowledged, and shown as what it is', async () => {
    const { queued } = await queue({
      RequestType: 'InviteToProgram',
      ProgramID: 'com.apple.cloudvpp',
      InvitationURL: 'https://example.com/i',
    });
    await session({ InviteToProgram: { InvitationResult: 'InvalidInvitationURL' } });
    expect(room.commands.getCommand(queued[0]?.commandId ?? '').result?.parts).toMatchObject([
      { name: 'InvitationResult', status: 'InvalidInvitationURL', failed: true },
    ]);
  });
});

describe('variables in an app’s configuration', () => {
  const variable = (name: string) => `\${${name}}`;
  const install = (Configuration: object): Command => ({
    RequestType: 'InstallApplication',
    Identifier: KEYNOTE,
    Configuration,
  });

  it('APP-10 are filled in when the command leaves, from what is known of the device then', async () => {
    await room.store.write(() => {
      room.store.run((db) => db.updateTable('device').set({ name: 'Cart 1' }).where('id', '=', pad.deviceId));
      const at = { createdAt: 1, createdBy: 'ada', changedAt: 1 };
      const room_ = { id: 'a', name: 'Room', description: '', type: 'text' as const, choices: '[]', ...at };
      room.store.run((db) => db.insertInto('attribute').values(room_));
      const value = {
        attributeId: 'a',
        deviceId: pad.deviceId,
        text: 'B 12',
        number: null,
        changedAt: 1,
        changedBy: 'ada',
      };
      room.store.run((db) => db.insertInto('attributeValue').values(value));
    });
    await queue(
      install({
        host: `${variable('DEVICE_NAME')}.local`,
        where: ['$CUSTOM_DEVICE_ROOM$', { plain: `{serial} $${variable('DEVICE_NAME')} 5$` }],
        number: 5,
      }),
    );
    await room.store.write(() =>
      room.store.run((db) => db.updateTable('device').set({ name: 'Cart 2' }).where('id', '=', pad.deviceId)),
    );
    const [command] = await session({});
    expect(command?.Configuration).toEqual({
      host: 'Cart 2.local',
      where: ['B 12', { plain: `{serial} ${variable('DEVICE_NAME')} 5$` }],
      number: 5,
    });
  });

  it('APP-10 one without a value keeps the command from leaving, and the reason is shown', async () => {
    const item = { Item: 'ApplicationConfiguration', Identifier: KEYNOTE };
    for (const name of ['DEVICE_IMEI', 'CUSTOM_DEVICE_ROOM', 'USERID']) {
      const Configuration = { known: variable('DEVICE_SN'), unknown: variable(name) };
      const { queued } = await queue({ RequestType: 'Settings', Settings: [{ ...item, Configuration }] });
      expect(await session({}), name).toEqual([]);
      const row = room.commands.getCommand(queued[0]?.commandId ?? '');
      expect(row.state).toBe('error');
      expect(row.errorSummary).toContain(`“$${name}$” has no value`);
    }
  });

  it('APP-10 one that there is not is refused before it is queued', async () => {
    const { refused } = await queue(install({ user: variable('username') }));
    expect(refused[0]?.reasons).toMatchObject([{ severity: 'refuse', path: ['Configuration'] }]);
    expect(refused[0]?.reasons[0]?.message).toContain('$USERNAME$');
    expect((await queue(install({ price: '5 $', json: '{"a":1}' }))).refused).toEqual([]);
  });
});

describe('books', () => {
  const book = { iTunesStoreID: 42, Title: 'Physics', Kind: 'epub', Version: '1' };

  it('are followed from the installation to the shelf and off it', async () => {
    await queue({ RequestType: 'InstallMedia', MediaType: 'Book', iTunesStoreID: 42, Title: 'Physics' });
    await session({
      InstallMedia: { iTunesStoreID: 42, State: 'Queued' },
      ManagedMediaList: { Books: [{ ...book, State: 'Installing' }] },
    });
    room.clock.time += MINUTE;
    expect(await room.commands.askDue()).toBe(1);
    await session({ ManagedMediaList: { Books: [{ ...book, State: 'Installed' }] } });
    expect(changes().at(-1)?.data).toMatchObject({ kind: 'media', values: { Physics: ['Installing', 'Installed'] } });
    const [shelf] = queries().listMedia(pad.deviceId);
    expect(shelf).toMatchObject({ key: '42', title: 'Physics', status: 'Installed' });
    expect(shelf?.history.map(({ status }) => status)).toEqual(['Installed', 'Installing', 'Queued']);
    await queue({ RequestType: 'RemoveMedia', MediaType: 'Book', iTunesStoreID: '42' });
    await session({ RemoveMedia: {}, ManagedMediaList: { Books: [] } });
    expect(queries().listMedia(pad.deviceId)).toEqual([]);
  });

  it('are told of by their titles, and by their keys as well where two are called the same', async () => {
    const second = { ...book, iTunesStoreID: 43 };
    await queue({ RequestType: 'ManagedMediaList' });
    await session({
      ManagedMediaList: { Books: [book, second, { iTunesStoreID: 44 }].map((one) => ({ ...one, State: 'Installed' })) },
    });
    expect(new Set(Object.keys(changes().at(-1)?.data.values ?? {}))).toEqual(
      new Set(['Physics (42)', 'Physics (43)', '44']),
    );
  });

  it('that are refused say why', async () => {
    await queue({ RequestType: 'InstallMedia', MediaType: 'Book', iTunesStoreID: 42, Title: 'Physics' });
    await session({ InstallMedia: { Status: 'Error', iTunesStoreID: 42, RejectionReason: 'PurchaseNotFound' } });
    expect(queries().listMedia(pad.deviceId)).toMatchObject([
      { title: 'Physics', status: 'Rejected', reason: 'PurchaseNotFound' },
    ]);
  });
});

describe('system updates', () => {
  const KEY = 'iOSUpdateID_22A';
  const status = (more: PlistDict) => ({ OSUpdateStatus: { OSUpdateStatus: [{ ProductKey: KEY, ...more }] } });
  const update = () =>
    queries()
      .listOsUpdates(pad.deviceId)
      .find(({ productKey }) => productKey === KEY);

  it('are followed from the download to the new version', async () => {
    await queue({
      RequestType: 'ScheduleOSUpdate',
      Updates: [
        { ProductKey: KEY, InstallAction: 'Default' },
        { ProductVersion: '99.0', InstallAction: 'InstallASAP' },
      ],
    });
    const chain = [
      {
        ErrorDomain: 'MCMDMErrorDomain',
        ErrorCode: 12_008,
        LocalizedDescription: 'x',
        USEnglishDescription: 'Not available.',
      },
    ];
    await session({
      ScheduleOSUpdate: {
        UpdateResults: [
          { ProductKey: KEY, InstallAction: 'InstallASAP', Status: 'Downloading' },
          { ProductKey: 'other', InstallAction: 'Error', Status: 'Idle', ErrorChain: chain },
        ],
      },
      AvailableOSUpdates: { AvailableOSUpdates: [{ ProductKey: KEY, Version: '18.1' }] },
      ...status({ Status: 'Downloading', DownloadPercentComplete: 0.25, IsDownloaded: false }),
    });
    const [command] = states('ScheduleOSUpdate');
    expect(room.commands.getCommand(command?.id ?? '').result?.parts.map(({ name, status }) => [name, status])).toEqual(
      [
        [KEY, 'Downloading'],
        ['99.0', 'Error'],
      ],
    );
    expect(update()).toMatchObject({
      version: '18.1',
      progress: { status: 'Downloading', downloaded: 0.25, action: 'InstallASAP' },
    });
    const before = changes().length;
    room.clock.time += MINUTE;
    expect(await room.commands.askDue()).toBe(1);
    await session(status({ Status: 'Downloading', DownloadPercentComplete: 0.75, IsDownloaded: false }));
    // Progress is shown; a history of it would be noise.
    expect(update()?.progress?.downloaded).toBe(0.75);
    expect(changes()).toHaveLength(before);
    room.clock.time += 10 * MINUTE;
    await room.commands.askDue();
    await session(status({ Status: 'Installing', IsDownloaded: true, DownloadPercentComplete: 1 }));
    expect(update()?.progress?.history.map((change) => change.status)).toEqual(['Installing', 'Downloading']);
    await queue({ RequestType: 'OSUpdateStatus' });
    await session({ OSUpdateStatus: { OSUpdateStatus: [] } });
    expect(update()?.progress).toBeNull();
  });

  it('a search for updates is followed by the question what was found', async () => {
    pad = await addDevice(room.store, { device: { platform: 'macOS', family: 'Mac', osVersion: '13.1' } });
    await queue({ RequestType: 'ScheduleOSUpdateScan' });
    await session({
      ScheduleOSUpdateScan: { ScanInitiated: true },
      AvailableOSUpdates: { AvailableOSUpdates: [] },
      OSUpdateStatus: { OSUpdateStatus: [] },
    });
    await room.commands.askDue();
    expect(await session({ AvailableOSUpdates: {} })).toEqual([]);
  });
});

describe('provisioning profiles', () => {
  it('are listed with their end, the first to expire first, and asked for after each change', async () => {
    const [soon, late] = [room.clock.time + 1000 * MINUTE, room.clock.time + 900_000 * MINUTE];
    const list = (...profiles: [string, number][]): Answer => ({
      ProvisioningProfileList: profiles.map(([UUID, at]) => ({
        UUID,
        Name: `Profile ${UUID}`,
        ExpiryDate: new Date(at),
      })),
    });
    await queue({ RequestType: 'InstallProvisioningProfile', ProvisioningProfile: 'AAAA' });
    const given = await session({
      InstallProvisioningProfile: {},
      ProvisioningProfileList: list(['b', late], ['a', soon]),
    });
    expect(types(given)).toEqual(['InstallProvisioningProfile', 'ProvisioningProfileList']);
    expect(queries().listProvisioningProfiles(pad.deviceId)).toEqual([
      { uuid: 'a', name: 'Profile a', expiresAt: soon },
      { uuid: 'b', name: 'Profile b', expiresAt: late },
    ]);
    // From now on the list belongs to this device's inventory.
    await room.commands.refreshInventory([pad.deviceId], 'ada');
    expect(
      states('ProvisioningProfileList')
        .map(({ state }) => state)
        .sort(),
    ).toEqual(['acknowledged', 'queued']);
    await queue({ RequestType: 'RemoveProvisioningProfile', UUID: 'a' });
    expect(changes().at(-1)?.data).toMatchObject({ kind: 'provisioning-profiles', added: ['Profile b', 'Profile a'] });
  });
});

describe('profiles', () => {
  const profile = (more: object): string =>
    Buffer.from(encodePlist({ PayloadType: 'Configuration', PayloadIdentifier: 'org.example.p', ...more })).toString(
      'base64',
    );
  const warnings = (Payload: string) =>
    room.commands
      .checkCommands({ deviceIds: [pad.deviceId], command: { RequestType: 'InstallProfile', Payload } })
      .warnings.flatMap(({ reasons }) => reasons.map(({ message }) => message));

  it('BP-39 a web clip that leads to a manifest or the store is warned of: what it installs is not managed', () => {
    const clip = (URL: string) => profile({ PayloadContent: [{ PayloadType: 'com.apple.webClip.managed', URL }] });
    for (const address of [
      'itms-services://?action=download-manifest&url=https://example.com/a.plist',
      'https://apps.apple.com/app/id361285480',
    ])
      expect(warnings(clip(address)), address).toEqual([expect.stringContaining('not managed')]);
    expect(warnings(clip('https://example.com/catalogue'))).toEqual([]);
  });

  it('BP-10 provisioning profiles go to the device over the channel, and a renewed one takes the place of the old', async () => {
    const install = (data: string) => queue({ RequestType: 'InstallProvisioningProfile', ProvisioningProfile: data });
    const listed = (at: number): Answer => ({
      ProvisioningProfileList: [{ UUID: 'a', Name: 'In-house', ExpiryDate: new Date(at) }],
    });
    await install('AAAA');
    await session({ InstallProvisioningProfile: {}, ProvisioningProfileList: listed(1_800_000_000_000) });
    await install('BBBB');
    const given = await session({ InstallProvisioningProfile: {}, ProvisioningProfileList: listed(1_900_000_000_000) });
    expect(given[0]?.ProvisioningProfile).toBeInstanceOf(Uint8Array);
    expect(queries().listProvisioningProfiles(pad.deviceId)).toEqual([
      { uuid: 'a', name: 'In-house', expiresAt: 1_900_000_000_000 },
    ]);
  });

  it('BP-11 taking a provisioning profile off is described as what it is, and revokes nothing', () => {
    const { summary = '' } = commandFacts('RemoveProvisioningProfile') ?? {};
    expect(summary).toMatch(/Nothing is revoked/);
    expect(summary).toMatch(/until the next restart/);
    expect(summary).toMatch(/sync can put it back/);
  });

  it('BP-30 a profile whose signature has expired is known by its date, and replaced by one with its identifier', async () => {
    const [root] = rootCertificates;
    const der = Buffer.from((root ?? '').replace(/-----[^-]+-----/g, ''), 'base64');
    const until = Date.parse(new X509Certificate(der).validTo);
    room.clock.time = until + MINUTE;
    const listed = (PayloadUUID: string, more: PlistDict = {}): Answer => ({
      ProfileList: [{ PayloadIdentifier: 'org.example.p', PayloadUUID, PayloadContent: [], ...more }],
    });
    await queue({ RequestType: 'ProfileList' });
    await session({ ProfileList: listed('1', { SignerCertificates: [der] }) });
    expect(queries().listProfiles(pad.deviceId)[0]).toMatchObject({ uuid: '1', signedUntil: until });
    const { refused, queued } = await queue({ RequestType: 'InstallProfile', Payload: profile({ PayloadUUID: '2' }) });
    expect(refused).toEqual([]);
    expect(states('InstallProfile')[0]).toMatchObject({ id: queued[0]?.commandId, subject: 'profile:org.example.p' });
    await session({ InstallProfile: {}, SecurityInfo: { SecurityInfo: {} }, ProfileList: listed('2') });
    expect(queries().listProfiles(pad.deviceId)).toMatchObject([{ uuid: '2', signedUntil: null }]);
  });
});

describe('what systems offer for apps', () => {
  it('BP-40 each version is offered what it has: configuration and feedback from 7, codes and removal from 5', async () => {
    const refused = async (osVersion: string, command: Command) => {
      const { deviceId } = await addDevice(room.store, { device: { osVersion } });
      return room.commands.checkCommands({ deviceIds: [deviceId], command }).refused.length > 0;
    };
    const Identifiers = [KEYNOTE];
    const since: [string, string, Command][] = [
      ['4.3', '5.0', { RequestType: 'ManagedApplicationList' }],
      ['4.3', '5.0', { RequestType: 'RemoveApplication', Identifier: KEYNOTE }],
      ['4.3', '5.0', { RequestType: 'ApplyRedemptionCode', Identifier: KEYNOTE, RedemptionCode: 'A' }],
      ['6.1', '7.0', { RequestType: 'ManagedApplicationConfiguration', Identifiers }],
      ['6.1', '7.0', { RequestType: 'ManagedApplicationFeedback', Identifiers }],
    ];
    for (const [before, from, command] of since) {
      expect(await refused(before, command), `${command.RequestType} ${before}`).toBe(true);
      expect(await refused(from, command), `${command.RequestType} ${from}`).toBe(false);
    }
  });
});
