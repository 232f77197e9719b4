import { beforeEach, describe, expect, it } from 'vitest';
import {
  ACCESS_RIGHTS,
  ALL_ACCESS_RIGHTS,
  accessRightByName,
  COMMANDS,
  commandToJson,
  platformsOf,
  sampleCommand,
} from '../../shared/catalogue/index.ts';
import { sampleDevice } from '../../shared/catalogue/sample-command.ts';
import { encodePlistBytes, type PlistInput } from '../protocol/index.ts';
import type { ConnectedEnrollment } from './ports.ts';
import { addDevice, commandIn, connectMessage, idle, openRoom, type TestRoom } from './testing/room.ts';

const TOPIC = 'com.apple.mgmt.test';
const IDENTIFIER = 'org.cartwright.enrollment';

let room: TestRoom;
beforeEach(() => {
  room = openRoom();
});

type Command = { RequestType: string; [key: string]: unknown };
const check = (device: ConnectedEnrollment, command: Command) =>
  room.commands.checkCommands({ enrollmentIds: [device.id], command }).refused.flatMap(({ reasons }) => reasons);

/** An enrollment profile as it would replace the installed one, changed. */
function installing(
  change: { [key: string]: PlistInput | undefined } = {},
  more: { identifier?: string; payloads?: PlistInput[]; signed?: true } = {},
): Command {
  const mdm = {
    PayloadType: 'com.apple.mdm',
    Topic: TOPIC,
    ServerURL: 'https://mdm.brook.example/mdm/connect',
    AccessRights: 8191,
    ...change,
  };
  const xml = encodePlistBytes({
    PayloadType: 'Configuration',
    PayloadIdentifier: more.identifier ?? IDENTIFIER,
    PayloadContent: more.payloads ?? [{ PayloadType: 'com.apple.security.scep' }, mdm],
  });
  const wrapped = more.signed ? Buffer.concat([Buffer.from([0x30, 0x82, 1, 0]), xml, Buffer.from([0, 1, 2])]) : xml;
  return { RequestType: 'InstallProfile', Payload: Buffer.from(wrapped).toString('base64') };
}
const problems = (device: ConnectedEnrollment, ...given: Parameters<typeof installing>) =>
  check(device, installing(...given)).map(({ message }) => message);

describe('an enrollment profile in the place of the installed one', () => {
  it('PAY-7 is taken for the same topic and server, with the same rights or fewer', async () => {
    const all = await addDevice(room.store);
    const some = await addDevice(room.store, { enrollment: { accessRights: 3 } });
    expect(problems(all)).toEqual([]);
    expect(problems(all, { AccessRights: 19 })).toEqual([]);
    expect(problems(some, { AccessRights: 3 })).toEqual([]);
    expect(problems(some, { AccessRights: 1 })).toEqual([]);
    expect(problems(some, {}, { signed: true })).toEqual([expect.stringContaining('never grow')]);
  });

  it('PAY-7 is refused with another topic or server, more rights, or where another one is installed', async () => {
    const pad = await addDevice(room.store, { enrollment: { accessRights: 3 } });
    const rights = { AccessRights: 3 };
    expect(problems(pad, { ...rights, Topic: `${TOPIC}2` })).toEqual([
      expect.stringContaining(`topic must stay ${TOPIC}`),
    ]);
    expect(problems(pad, { ...rights, ServerURL: 'https://elsewhere.example/mdm/connect' })).toEqual([
      expect.stringContaining('address must stay https://mdm.brook.example/mdm/connect'),
    ]);
    expect(problems(pad, { AccessRights: 3 + 4 + 8 })).toEqual([
      expect.stringMatching(/“Lock the device and clear its passcode” \(4\), “Erase the device” \(8\)/),
    ]);
    expect(problems(pad, { AccessRights: 2 })).toEqual([expect.stringContaining('also needs')]);
    expect(problems(pad, rights, { identifier: 'com.other.mdm' })).toEqual([expect.stringContaining(IDENTIFIER)]);
    expect(problems(pad, {}, { payloads: [{ PayloadType: 'com.apple.wifi.managed' }] })).toEqual([
      expect.stringContaining('no MDM payload'),
    ]);
    expect(problems(pad, {}, { identifier: 'com.other', payloads: [] })).toEqual([]);
    const user = await addDevice(room.store, { device: { platform: 'macOS' }, enrollment: { channel: 'user' } });
    expect(problems(user)).toContainEqual(expect.stringContaining('send it to the device itself'));
  });

  it('PAY-7 is looked at again when it is about to leave', async () => {
    const pad = await addDevice(room.store);
    const { queued } = await room.commands.queueCommands({
      deviceIds: [pad.deviceId],
      command: installing({ AccessRights: 8191 }),
      actor: 'ada',
    });
    await room.store.write(() =>
      room.store.run((db) => db.updateTable('enrollment').set({ accessRights: 3 }).where('id', '=', pad.id)),
    );
    expect(await room.commands.exchange(pad, idle())).toBeNull();
    expect(room.commands.getCommand(queued[0]?.commandId ?? '')).toMatchObject({
      state: 'error',
      errorSummary: expect.stringContaining('never grow'),
    });
  });
});

describe('access rights', () => {
  it('PAY-6 of every command are compared with those granted, and the missing one is named', async () => {
    let compared = 0;
    for (const definition of COMMANDS) {
      for (const platform of platformsOf(definition.support)) {
        const right = accessRightByName(definition.support[platform].right ?? '');
        const fits = sampleDevice(definition, platform);
        const enrollment = { channel: fits.channel, userEnrollment: 0 as const };
        const device = {
          platform,
          osVersion: fits.osVersion,
          sharedIpad: fits.sharedIPad ? (1 as const) : (0 as const),
        };
        const without = await addDevice(room.store, {
          device,
          enrollment: { ...enrollment, accessRights: ALL_ACCESS_RIGHTS - (right?.bit ?? 0) },
        });
        const command = commandToJson(sampleCommand(definition, platform), definition) as Command;
        const missing = check(without, command).filter(({ code }) => code === 'needs-right');
        const name = `${definition.requestType} on ${platform}`;
        if (right === undefined) expect(missing, name).toEqual([]);
        else {
          compared++;
          expect(missing[0]?.message, name).toContain(`“${right.label}” (${right.name}, ${right.bit})`);
          await room.store.write(() =>
            room.store.run((db) =>
              db.updateTable('enrollment').set({ accessRights: right.bit }).where('id', '=', without.id),
            ),
          );
          const only = check(without, command).filter(({ code, path }) => code === 'needs-right' && path.length === 0);
          expect(only, `${name} with that right only`).toEqual([]);
        }
      }
    }
    expect(compared).toBeGreaterThan(100);
  });

  it.each([
    ['ProfileList', 1],
    ['CertificateList', 1],
    ['InstallProfile', 2],
    ['RemoveProfile', 2],
    ['DeviceLock', 4],
    ['ClearPasscode', 4],
    ['EraseDevice', 8],
    ['ProvisioningProfileList', 64],
    ['InstallProvisioningProfile', 128],
    ['RemoveProvisioningProfile', 128],
    ['InstalledApplicationList', 256],
    ['Restrictions', 512],
    ['SecurityInfo', 1024],
    ['Settings', 2048],
    ['ManagedApplicationConfiguration', 4096],
    ['ManagedApplicationFeedback', 4096],
    ['ManagedApplicationAttributes', 4096],
    ['InstallApplication', 4096],
    ['ApplyRedemptionCode', 4096],
    ['ManagedApplicationList', 4096],
    ['RemoveApplication', 4096],
    ['InviteToProgram', 4096],
  ])('PAY-6 %s needs the right %i on an iPad', async (requestType, bit) => {
    const definition = COMMANDS.find((each) => each.requestType === requestType);
    if (definition === undefined) throw new Error(`no ${requestType}`);
    const command = commandToJson(sampleCommand(definition, 'iOS'), definition) as Command;
    for (const { bit: left } of ACCESS_RIGHTS) {
      const pad = await addDevice(room.store, { enrollment: { accessRights: ALL_ACCESS_RIGHTS - left } });
      const missing = check(pad, command).filter(({ code, path }) => code === 'needs-right' && path.length === 0);
      expect(missing.length, `without ${left}`).toBe(left === bit ? 1 : 0);
    }
  });

  it('PAY-6 of parts of a command are asked for too: restrictions by profile, hotspot, app configuration', async () => {
    const lacking = (bit: number) => addDevice(room.store, { enrollment: { accessRights: ALL_ACCESS_RIGHTS - bit } });
    const codes = async (bit: number, command: Command) =>
      check(await lacking(bit), command).map(({ code, message }) => `${code} ${/, (\d+)\)/.exec(message)?.[1]}`);
    const settings = (item: object) => ({ RequestType: 'Settings', Settings: [item] });
    expect(await codes(1, { RequestType: 'Restrictions', ProfileRestrictions: true })).toEqual(['needs-right 1']);
    expect(await codes(32, settings({ Item: 'PersonalHotspot', Enabled: true }))).toEqual(['needs-right 32']);
    for (const Item of ['ApplicationConfiguration', 'ApplicationAttributes'])
      expect(await codes(4096, settings({ Item, Identifier: 'a.b' }))).toEqual(['needs-right 4096']);
  });

  it('PAY-6 removing the enrollment profile itself needs none', async () => {
    const pad = await addDevice(room.store, { enrollment: { accessRights: 16 } });
    expect(check(pad, { RequestType: 'RemoveProfile', Identifier: IDENTIFIER })).toEqual([]);
    expect(check(pad, { RequestType: 'RemoveProfile', Identifier: 'another' })).toMatchObject([
      { code: 'needs-right' },
    ]);
  });

  it('PAY-8 a query the rights do not cover is no failure: it is told before, asked, and missing in the answer', async () => {
    const pad = await addDevice(room.store, { enrollment: { accessRights: 16 } });
    const command = { RequestType: 'DeviceInformation', Queries: ['DeviceName', 'WiFiMAC', 'BluetoothMAC'] };
    const { fits, refused, warnings } = room.commands.checkCommands({ deviceIds: [pad.deviceId], command });
    expect([fits, refused]).toEqual([[pad.deviceId], []]);
    expect(warnings[0]?.reasons.map(({ code, path }) => [code, path])).toEqual([
      ['needs-right', ['Queries', 1]],
      ['needs-right', ['Queries', 2]],
    ]);
    const { queued } = await room.commands.queueCommands({ deviceIds: [pad.deviceId], command, actor: 'ada' });
    const id = queued[0]?.commandId ?? '';
    expect(commandIn(await room.commands.exchange(pad, idle()))?.command.Queries).toEqual(command.Queries);
    const answer = { Status: 'Acknowledged' as const, CommandUUID: id, QueryResponses: { DeviceName: 'Ada’s iPad' } };
    await room.commands.exchange(pad, connectMessage(answer));
    expect(room.commands.getCommand(id)).toMatchObject({ state: 'acknowledged', result: { decoded: true } });
    expect(room.events.map(({ type }) => type)).not.toContain('command.unreadable-result');
    expect(room.store.get((db) => db.selectFrom('device').select('name').where('id', '=', pad.deviceId))).toEqual({
      name: 'Ada’s iPad',
    });
  });
});
