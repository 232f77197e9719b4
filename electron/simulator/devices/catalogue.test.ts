import { describe, expect, it } from 'vitest';
import { ALL_ACCESS_RIGHTS, COMMANDS, platformsOf, sampleCommand } from '../../../shared/catalogue/index.ts';
import { decodePlist, encodePlistBytes, type PlistDict, type PlistInput } from '../wire/plist.ts';
import { execute } from './execute.ts';
import { makeDevice } from './make-device.ts';
import type { Family } from './models.ts';
import type { Platform } from './os-releases.ts';
import type { DeviceState } from './state.ts';

const NOW = Date.UTC(2026, 2, 1, 8);
const FAMILIES: Readonly<Record<Platform, Family>> = { iOS: 'iPad', macOS: 'Mac', tvOS: 'AppleTV' };

function device(platform: Platform): DeviceState {
  return {
    ...makeDevice({ seed: 7, index: 3, family: FAMILIES[platform], now: NOW, supervised: true }),
    management: {
      accessRights: ALL_ACCESS_RIGHTS,
      profileIdentifier: 'org.example.mdm',
      topic: 'com.apple.mgmt.External.x',
      serverUrl: 'https://mdm.example.org/connect',
      checkInUrl: 'https://mdm.example.org/check-in',
      checkOutWhenRemoved: true,
    },
  };
}

const COMMON = ['CommandUUID', 'Status', 'UDID'];
/** Required by the schema, but only sent when the command asked for it. */
const CONDITIONAL = new Set(['ProfileRestrictions']);

const pairs = COMMANDS.flatMap((definition) =>
  platformsOf(definition.support)
    .filter((platform): platform is Platform => platform in FAMILIES)
    .map((platform) => ({ type: definition.requestType, platform, definition })),
);

describe('every command Apple documents', () => {
  it.each(pairs)('$type is understood by a device with $platform', ({ platform, definition }) => {
    // Over the wire and back, as a device gets it.
    const request = { CommandUUID: 'c1', Command: sampleCommand(definition, platform) as unknown as PlistInput };
    const received = decodePlist(encodePlistBytes(request)) as PlistDict;
    const ran = execute(device(platform), received, { now: NOW, duration: (ms) => ms });
    expect(['Acknowledged', 'Error']).toContain(ran.status);
    const chain = ran.message.ErrorChain as unknown as { LocalizedDescription: string }[] | undefined;
    expect(chain?.[0]?.LocalizedDescription ?? '').not.toMatch(/is not a valid request type/);
    expect(decodePlist(encodePlistBytes(ran.message))).toMatchObject({ CommandUUID: 'c1', Status: ran.status });
    if (ran.status === 'Acknowledged') {
      const known = new Set([...COMMON, ...definition.response.map((key) => key.key)]);
      const said = Object.keys(ran.message).filter((key) => ran.message[key] !== undefined);
      expect(said.filter((key) => !known.has(key))).toEqual([]);
      const owed = definition.response.filter((key) => key.required && !CONDITIONAL.has(key.key));
      expect(owed.filter((key) => !said.includes(key.key)).map((key) => key.key)).toEqual([]);
    }
  });
});
