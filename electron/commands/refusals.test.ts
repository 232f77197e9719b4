import { describe, expect, it } from 'vitest';
import {
  ALL_ACCESS_RIGHTS,
  accessRightByName,
  COMMANDS,
  type CommandDefinition,
  commandToJson,
  type FindingCode,
  PLATFORMS,
  type Platform,
  platformsOf,
  sampleCommand,
} from '../../shared/catalogue/index.ts';
import { sampleDevice } from '../../shared/catalogue/sample-command.ts';
import { addDevice, idle, openRoom, type TestRoom } from './testing/room.ts';

/** What is changed about a device that could take the command, so that it no longer can. */
interface Obstacle {
  readonly code: FindingCode;
  readonly device?: object;
  readonly enrollment?: object;
}

/** Every reason the catalogue states for this platform, each as a device of its own. */
function obstacles(definition: CommandDefinition, platform: Platform): Obstacle[] {
  const stated = definition.support[platform];
  const right = accessRightByName(stated.right ?? '');
  const shared = stated.sharedIPad?.mode;
  const elsewhere = PLATFORMS.find((other) => definition.support[other].available === false);
  const all: (Obstacle | false | undefined)[] = [
    right && { code: 'needs-right', enrollment: { accessRights: ALL_ACCESS_RIGHTS - right.bit } },
    stated.supervised === true && { code: 'needs-supervision', device: { supervised: 0 } },
    stated.dep === true && { code: 'needs-automated-enrollment', device: { automatedEnrollment: 0 } },
    stated.introduced !== undefined && { code: 'os-too-old', device: { osVersion: '1.0' } },
    stated.removed !== undefined && { code: 'os-removed', device: { osVersion: stated.removed } },
    elsewhere && { code: 'not-on-platform', device: { platform: elsewhere } },
    platform === 'macOS' && stated.deviceChannel === false && wrong('device'),
    platform === 'macOS' && stated.userChannel === false && wrong('user'),
    platform === 'iOS' && stated.sharedIPad?.deviceChannel === false && shareds('device'),
    platform === 'iOS' && stated.sharedIPad?.userChannel === false && shareds('user'),
    stated.userEnrollment === 'forbidden' && { code: 'not-in-user-enrollment', enrollment: { userEnrollment: 1 } },
    stated.userEnrollment === 'required' && { code: 'needs-user-enrollment', enrollment: { userEnrollment: 0 } },
    shared === 'forbidden' && { code: 'not-on-shared-ipad', device: { sharedIpad: 1 } },
    shared === 'required' && {
      code: 'needs-shared-ipad',
      device: { sharedIpad: 0 },
      enrollment: { channel: 'device' },
    },
  ];
  return all.filter((each): each is Obstacle => typeof each === 'object');
}

/** A Shared iPad, whose users have channels of their own. */
const shareds = (channel: 'device' | 'user'): Obstacle => ({ ...wrong(channel), device: { sharedIpad: 1 } });
const wrong = (channel: 'device' | 'user'): Obstacle => ({ code: 'wrong-channel', enrollment: { channel } });

/** Puts the obstacle in the way of a device that has the command queued already. */
async function hinder(room: TestRoom, { id, deviceId }: { id: string; deviceId: string }, obstacle: Obstacle) {
  await room.store.write(() => {
    const { device = {}, enrollment = {} } = obstacle;
    if (Object.keys(device).length > 0)
      room.store.run((db) => db.updateTable('device').set(device).where('id', '=', deviceId));
    if (Object.keys(enrollment).length > 0)
      room.store.run((db) => db.updateTable('enrollment').set(enrollment).where('id', '=', id));
  });
}

describe('a device that cannot take a command', () => {
  const met = new Map<string, number>();

  it.each(COMMANDS.map((definition) => [definition.requestType, definition] as const))(
    'is refused %s with the reason, before it is queued and again when it would be delivered',
    async (requestType, definition) => {
      const room = openRoom();
      const unlockTokenSecretId = await room.store.write(() =>
        room.store.vault.put('unlock-token', Buffer.from('key')),
      );
      for (const platform of platformsOf(definition.support)) {
        const fitting = sampleDevice(definition, platform);
        const command = commandToJson(sampleCommand(definition, platform), definition) as { RequestType: string };
        for (const obstacle of obstacles(definition, platform)) {
          const target = await addDevice(room.store, {
            device: {
              platform,
              osVersion: fitting.osVersion ?? null,
              supervised: 1,
              ...({ sharedIpad: fitting.sharedIPad === true ? 1 : 0 } as object),
            },
            enrollment: {
              channel: fitting.channel,
              userEnrollment: fitting.userEnrollment === true ? 1 : 0,
              unlockTokenSecretId,
            },
          });
          const name = `${requestType} on ${platform}: ${obstacle.code}`;
          const ask = () => room.commands.queueCommands({ enrollmentIds: [target.id], command, actor: 'ada' });
          const { queued, refused: none } = await ask();
          expect(none, name).toEqual([]);

          await hinder(room, target, obstacle);
          const { queued: nothing, refused } = await ask();
          expect(nothing, name).toEqual([]);
          const reasons = refused.flatMap((each) => each.reasons);
          expect(reasons, name).toContainEqual(expect.objectContaining({ code: obstacle.code, severity: 'refuse' }));

          expect(await room.commands.exchange(target, idle()), name).toBeNull();
          const { state, errorSummary } = room.commands.getCommand(queued[0]?.commandId ?? '');
          expect(state, name).toBe('error');
          expect(
            reasons.map(({ message }) => message),
            name,
          ).toContain(errorSummary);
          met.set(obstacle.code, (met.get(obstacle.code) ?? 0) + 1);
        }
      }
    },
  );

  it('is met with every kind of reason in these tests', () => {
    expect([...met.keys()].sort()).toEqual([
      'needs-automated-enrollment',
      'needs-right',
      'needs-shared-ipad',
      'needs-supervision',
      'not-in-user-enrollment',
      'not-on-platform',
      'not-on-shared-ipad',
      'os-removed',
      'os-too-old',
      'wrong-channel',
    ]);
  });
});
