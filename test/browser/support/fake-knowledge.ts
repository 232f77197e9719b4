import type { Services } from '../../../electron/rpc/index.ts';
import type { DeviceDetail, DeviceSecret, Place } from '../../../shared/contract/index.ts';
import { newId } from '../../../shared/ids.ts';

type FakeKnowledge = Pick<Services['devices'], 'knowledge' | 'checkSecret' | 'showPlaces' | 'forgetPlaces'>;

const HOUR = 3_600_000;

/** Plays what devices told beside their lists: a Mac keeps a recovery lock, a lost iPad was in two places. */
export function playKnowledge(school: {
  find(deviceId: string): DeviceDetail;
  asked(what: string): void;
  now(): number;
}): FakeKnowledge {
  const { find, asked, now } = school;
  const secretIds = new Map<string, string>();
  const forgotten = new Set<string>();
  const secretsOf = (device: DeviceDetail): DeviceSecret[] => {
    if (device.platform !== 'macOS') return [];
    const id = secretIds.get(device.id) ?? newId();
    secretIds.set(device.id, id);
    const kept = { keptAt: now() - 48 * HOUR, keptBy: 'ada' };
    return [{ id, kind: 'recovery-lock', current: true, ...kept, verified: true, verifiedAt: now() - HOUR }];
  };
  const placesOf = (device: DeviceDetail): Place[] => {
    if (device.information.IsMDMLostModeEnabled !== true || forgotten.has(device.id)) return [];
    const at = (hours: number, latitude: number): Place => ({
      id: newId(),
      at: now() - hours * HOUR,
      latitude,
      longitude: 13.4049,
      horizontalAccuracy: 65,
      verticalAccuracy: null,
      altitude: null,
      speed: null,
      course: null,
      reportedAt: now() - hours * HOUR,
      commandId: null,
      askedBy: 'ada',
    });
    return [at(1, 52.52), at(3, 52.51)];
  };
  return {
    knowledge(deviceId) {
      const device = find(deviceId);
      const places = placesOf(device);
      return {
        accounts: [],
        contentCaching: {},
        lightsOut: {},
        lostMode: places.length === 0 ? {} : { Enabled: true, Message: 'Please call the school office' },
        outcomes: {},
        secrets: secretsOf(device),
        places: { count: places.length, newestAt: places[0]?.at ?? null, askedBy: places[0]?.askedBy ?? null },
        unlockToken: { keptAt: now() - 48 * HOUR, usedAt: null, waitsForNew: false },
        passcodeDueSince: device.security.PasscodeCompliant === false ? now() - HOUR : null,
        reports: { accounts: null, contentCaching: null, lightsOut: null },
      };
    },
    async checkSecret(deviceId) {
      asked('devices.checkSecret');
      find(deviceId);
      return { commandId: newId() };
    },
    async showPlaces(deviceId) {
      asked('devices.showPlaces');
      return placesOf(find(deviceId));
    },
    async forgetPlaces(deviceId) {
      asked('devices.forgetPlaces');
      const count = placesOf(find(deviceId)).length;
      forgotten.add(deviceId);
      return { forgotten: count };
    },
  };
}
