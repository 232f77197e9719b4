import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  COMMANDS,
  type CommandDefinition,
  coerceCommand,
  commandToJson,
  type KeyDefinition,
  type Platform,
  type PlistValue,
  platformsOf,
  type SupportTable,
  sampleCommand,
} from '../../shared/catalogue/index.ts';
import { sampleDevice } from '../../shared/catalogue/sample-command.ts';
import { addDevice, commandIn, idle, openRoom } from './testing/room.ts';

const PNG = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** Text as people write it; a property list in XML cannot hold most control characters. */
const words = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 });
const bytes = fc.uint8Array({ minLength: 1, maxLength: 60 });
/** Whole seconds: that is what a property list keeps. */
const moment = fc.integer({ min: 0, max: 4_000_000_000 }).map((seconds) => new Date(seconds * 1000));

/** What may stand where Apple's schema says nothing: an app's configuration. */
const free: fc.Arbitrary<PlistValue> = fc.letrec<{ value: PlistValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    words,
    fc.boolean(),
    fc.integer(),
    moment,
    bytes,
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.stringMatching(/^[A-Za-z]{1,12}$/), tie('value'), { maxKeys: 3 }),
  ),
})).value;

type Fits = (support: SupportTable | undefined) => boolean;

/** Values of one key that Apple's schema allows on the platform. */
function valueFor(key: KeyDefinition, platform: Platform, fits: Fits): fc.Arbitrary<PlistValue> {
  if (key.values !== undefined) return fc.constantFrom(...key.values);
  switch (key.type) {
    case 'string':
      return textOf(key);
    case 'integer':
      return fc.integer({ min: key.range?.min ?? 0, max: key.range?.max ?? 2 ** 31 });
    case 'real':
      return fc.integer({ min: key.range?.min ?? 0, max: key.range?.max ?? 1000 });
    case 'boolean':
      return fc.boolean();
    case 'date':
      return moment;
    case 'data':
      return key.key === 'Image' ? bytes.map((more) => new Uint8Array([...PNG, ...more])) : bytes;
    case 'array': {
      const size = { minLength: Math.max(1, key.repetition?.min ?? 1), maxLength: key.repetition?.max ?? 3 };
      if (key.variants !== undefined) {
        const here = key.variants.filter((variant) => fits(variant.support));
        return fc.array(fc.oneof(...here.map((variant) => membersOf(variant.keys ?? [], platform, fits))), size);
      }
      return fc.array(key.items === undefined ? words : valueFor(key.items, platform, fits), size);
    }
    case 'dictionary':
      if (key.keys !== undefined && key.keys.length > 0) return membersOf(key.keys, platform, fits);
      return fc.dictionary(fc.stringMatching(/^[A-Za-z]{1,12}$/), free, { minKeys: 1, maxKeys: 4 });
    case 'any':
      return free;
  }
}

function textOf(key: KeyDefinition): fc.Arbitrary<string> {
  if (key.choices !== undefined) return fc.constantFrom(...key.choices.map(({ value }) => value));
  if (key.format !== undefined) return fc.stringMatching(new RegExp(`^(?:${key.format})$`));
  if (/PIN$/.test(key.key)) return fc.stringMatching(/^\d{6}$/);
  if (/URL$/.test(key.key)) return fc.webUrl({ validSchemes: ['https'] });
  if (key.key === 'DestinationDeviceID') return fc.stringMatching(/^([0-9a-f]{2}:){5}[0-9a-f]{2}$/);
  return key.key === 'NewPassword' ? fc.stringMatching(/^[ -~]{1,20}$/) : words;
}

function membersOf(
  keys: readonly KeyDefinition[],
  platform: Platform,
  fits: Fits,
): fc.Arbitrary<Record<string, PlistValue>> {
  const here = keys.filter(({ support }) => fits(support));
  return fc.record(Object.fromEntries(here.map((key) => [key.key, valueFor(key, platform, fits)])), {
    requiredKeys: here.filter(({ required }) => required).map(({ key }) => key),
    noNullPrototype: true,
  });
}

/** Brings what rules between keys ask for, which the schema does not say. */
function obeyRules(definition: CommandDefinition, platform: Platform, command: Record<string, PlistValue>) {
  const sample = sampleCommand(definition, platform);
  const put = withoutEmpty(command);
  switch (definition.requestType) {
    case 'ClearPasscode':
    case 'DeleteUser':
    case 'EnableLostMode':
    case 'RequestMirroring':
    case 'RotateFileVaultKey':
    case 'InstallMedia':
    case 'RemoveMedia':
    case 'InstallEnterpriseApplication':
      for (const [key, value] of Object.entries(sample)) put[key] ??= value;
      if (definition.requestType === 'RotateFileVaultKey') {
        put.FileVaultUnlock = { Password: 'sample' };
        put.NewCertificate = new Uint8Array([1]);
      }
      return put;
    case 'InstallApplication':
      for (const key of ['Identifier', 'ManifestURL']) delete put[key];
      put.iTunesStoreID ??= 361285480;
      return put;
    case 'AccountConfiguration':
      put.AutoSetupAdminAccounts ??= [{ shortName: 'admin', passwordHash: new Uint8Array([1]) }];
      return put;
    case 'ScheduleOSUpdate':
      put.Updates = (put.Updates as Record<string, PlistValue>[]).map((update) => ({
        ProductVersion: '18.2',
        ...update,
      }));
      return put;
    default:
      return put;
  }
}

/** Leaving a dictionary out removes what is there; an empty one is refused. */
function withoutEmpty(command: Record<string, PlistValue>): Record<string, PlistValue> {
  const kept = Object.entries(command).filter(
    ([key, value]) => !(/^(Configuration|Attributes)$/.test(key) && Object.keys(value).length === 0),
  );
  return Object.fromEntries(
    kept.map(([key, value]) => [
      key,
      key === 'Settings' ? (value as Record<string, PlistValue>[]).map(withoutEmpty) : value,
    ]),
  );
}

/** What the engine adds when it delivers. */
function added(platform: Platform, command: Record<string, unknown>): Record<string, unknown> {
  const managed = command.InstallAsManaged === true || command.ChangeManagementState === 'Managed';
  if (platform !== 'macOS' || command.RequestType !== 'InstallApplication' || managed) return {};
  return { Options: { ...(command.Options as object | undefined), NotManaged: true } };
}

describe('a command of any kind, with any values', () => {
  it.each(COMMANDS.map((definition) => [definition.requestType, definition] as const))(
    '%s arrives at the device as it was composed',
    async (_, definition) => {
      const room = openRoom();
      const unlockTokenSecretId = await room.store.write(() =>
        room.store.vault.put('unlock-token', Buffer.from('key')),
      );
      for (const platform of platformsOf(definition.support)) {
        const fitting = sampleDevice(definition, platform);
        const alike = JSON.stringify(fitting);
        // Keys for another kind of device than the command's own are tried by themselves, in the catalogue's tests.
        const fits: Fits = (support) =>
          support?.[platform]?.available !== false &&
          JSON.stringify(sampleDevice(definition, platform, support)) === alike;
        await fc.assert(
          fc.asyncProperty(membersOf(definition.keys, platform, fits), async (members) => {
            const command = { RequestType: definition.requestType, ...obeyRules(definition, platform, members) };
            const json = commandToJson(command, definition) as { RequestType: string };
            expect(coerceCommand(json, definition)).toEqual({ command, findings: [] });
            const device = await addDevice(room.store, {
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
            const { queued, refused } = await room.commands.queueCommands({
              enrollmentIds: [device.id],
              command: json,
              actor: 'ada',
            });
            expect(refused).toEqual([]);
            const arrived = commandIn(await room.commands.exchange(device, idle()));
            expect(arrived?.id).toBe(queued[0]?.commandId);
            const filled =
              platform === 'macOS' && arrived?.command.PIN !== undefined ? { PIN: arrived.command.PIN } : {};
            expect(plain(arrived?.command)).toEqual(plain({ ...filled, ...command, ...added(platform, command) }));
          }),
          { numRuns: 8 },
        );
      }
    },
  );
});

/** Bytes as plain numbers, whatever holds them. */
function plain(value: unknown): unknown {
  if (value instanceof Uint8Array) return { bytes: [...value] };
  if (value instanceof Date) return { at: value.getTime() };
  if (typeof value === 'bigint') return Number(value);
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, plain(member)]));
}
