import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { COMMANDS, commandDefinition } from './catalogue.ts';
import { platformsOf, sampleCommand, sampleDevice, sampleValue, sampleVariant } from './sample-command.ts';
import type { CommandDefinition, DeviceContext, Finding, KeyDefinition } from './types.ts';
import { PLATFORMS } from './types.ts';
import { validateCommand } from './validate.ts';

const refusals = (findings: readonly Finding[]) => findings.filter((finding) => finding.severity === 'refuse');
const refused = (command: Record<string, unknown>, device?: DeviceContext) =>
  refusals(validateCommand(command, device));

const anyCommand = fc.constantFrom(...COMMANDS);
const EVERY_PAIR = COMMANDS.flatMap((definition) =>
  platformsOf(definition.support).map((platform) => ({ definition, platform })),
);

/** A value of another plist type than the key's. */
function wrongValue(key: KeyDefinition): unknown {
  return key.type === 'string' ? 42 : key.type === 'array' ? { a: 1 } : 'not this';
}

describe('the generated catalogue', () => {
  it('holds the commands of Apple’s schema with all five platforms, sorted', () => {
    const names = COMMANDS.map((command) => command.requestType);
    expect(names).toEqual([...names].sort());
    for (const command of COMMANDS) expect(Object.keys(command.support), command.requestType).toEqual(PLATFORMS);
    expect(commandDefinition('toString')).toBeUndefined();
  });

  it('knows the facts that matter most', () => {
    expect(commandDefinition('DeviceLock')?.support.macOS).toMatchObject({
      introduced: '10.7',
      right: 'AllowPasscodeRemovalAndLock',
      deviceChannel: true,
      userChannel: false,
    });
    expect(commandDefinition('UnlockUserAccount')?.support.macOS.right).toBe('AllowPasscodeRemovalAndLock');
    expect(commandDefinition('ScheduleOSUpdate')?.support.iOS.removed).toBe('27.0');
    expect(commandDefinition('UserList')?.support.iOS.sharedIPad?.mode).toBe('required');
    const queries = commandDefinition('DeviceInformation')?.keys[0]?.items?.choices ?? [];
    expect(queries.length).toBeGreaterThan(80);
    expect(commandDefinition('CertificateList')?.response[0]?.items?.keys?.map((key) => key.key)).toEqual([
      'CommonName',
      'IsIdentity',
      'Data',
    ]);
  });

  it('tells every setting apart by its Item', () => {
    const variants = commandDefinition('Settings')?.keys[0]?.variants ?? [];
    expect(variants.length).toBe(22);
    for (const variant of variants) {
      expect(variant.keys?.find((key) => key.key === 'Item')?.values).toEqual([variant.key]);
    }
  });

  it('carries none of Apple’s prose', () => {
    const words = new Set<string>();
    const collect = (value: unknown): void => {
      if (Array.isArray(value)) value.forEach(collect);
      else if (typeof value === 'object' && value !== null) {
        for (const [name, member] of Object.entries(value)) {
          words.add(name);
          collect(member);
        }
      } else if (typeof value === 'string') expect(value.length, value).toBeLessThan(60);
    };
    collect(COMMANDS);
    for (const prose of ['content', 'description', 'title', 'notes', 'examples']) expect(words).not.toContain(prose);
  });
});

describe('every command', () => {
  it('is accepted in its smallest form by a device that has it, on each platform', () => {
    for (const { definition, platform } of EVERY_PAIR) {
      const found = refused(sampleCommand(definition, platform), sampleDevice(definition, platform));
      expect(found, `${definition.requestType} on ${platform}`).toEqual([]);
    }
  });

  it('is accepted with each key its platform has, one at a time', () => {
    for (const { definition, platform } of EVERY_PAIR) {
      for (const key of definition.keys) {
        if (key.support?.[platform]?.available === false) continue;
        const command = { ...sampleCommand(definition, platform), [key.key]: sampleValue(key, platform) };
        // Rules between keys are tested by themselves.
        const found = refused(command, sampleDevice(definition, platform, key.support)).filter(
          (f) => f.code !== 'rule',
        );
        expect(found, `${definition.requestType}.${key.key} on ${platform}`).toEqual([]);
      }
    }
  });

  it('is refused with any of its keys on a platform that lacks the key', () => {
    for (const { definition, platform } of EVERY_PAIR) {
      for (const key of definition.keys.filter((k) => k.support?.[platform]?.available === false)) {
        const command = { ...sampleCommand(definition, platform), [key.key]: sampleValue(key, platform) };
        expect(refused(command, sampleDevice(definition, platform))).toContainEqual(
          expect.objectContaining({ code: 'not-on-platform', path: key.key }),
        );
      }
    }
  });

  it('is refused on every platform that lacks it', () => {
    for (const definition of COMMANDS) {
      const has = platformsOf(definition.support);
      for (const platform of PLATFORMS.filter((name) => !has.includes(name))) {
        const device: DeviceContext = { platform, osVersion: '99.0', channel: 'device' };
        const found = refused(sampleCommand(definition), device);
        expect(
          found.map((f) => f.code),
          `${definition.requestType} on ${platform}`,
        ).toContain('not-on-platform');
      }
    }
  });

  it('is refused on the version before the one that brought it', () => {
    for (const { definition, platform } of EVERY_PAIR) {
      if (definition.support[platform].introduced === undefined) continue;
      const device = { ...sampleDevice(definition, platform), osVersion: '1.0' };
      expect(refused(sampleCommand(definition), device).map((f) => f.code)).toContain('os-too-old');
    }
  });

  it('is refused without any one of its required keys', () => {
    for (const definition of COMMANDS) {
      for (const key of definition.keys.filter((k) => k.required)) {
        const { [key.key]: _, ...rest } = sampleCommand(definition);
        const found = validateCommand(rest, sampleDevice(definition), { phase: 'send' });
        const code = definition.requestType === 'ClearPasscode' ? 'needs-unlock-token' : 'missing-key';
        const path = key.key === 'FileVaultUnlock' ? 'FileVaultUnlock.Password' : key.key;
        expect(refusals(found), key.key).toContainEqual(expect.objectContaining({ code, path }));
      }
    }
  });

  it('is refused with a key of a name Apple does not document', () => {
    fc.assert(
      fc.property(anyCommand, fc.string({ minLength: 1 }), (definition, name) => {
        fc.pre(name !== 'RequestType' && !definition.keys.some((key) => key.key === name));
        const command = Object.fromEntries([...Object.entries(sampleCommand(definition)), [name, 'x']]);
        expect(refused(command)).toContainEqual(expect.objectContaining({ code: 'unknown-key', path: name }));
      }),
    );
  });

  it('is refused with any key of the wrong type', () => {
    for (const definition of COMMANDS) {
      for (const key of definition.keys.filter((k) => k.type !== 'any')) {
        const command = { ...sampleCommand(definition), [key.key]: wrongValue(key) };
        expect(refused(command), `${definition.requestType}.${key.key}`).toContainEqual(
          expect.objectContaining({ code: 'wrong-type', path: key.key }),
        );
      }
    }
  });

  it('is answered with findings, never an exception, whatever is in it', () => {
    fc.assert(
      fc.property(anyCommand, fc.dictionary(fc.string(), fc.anything()), fc.anything(), (definition, extra, value) => {
        const keys = definition.keys.map((key) => [key.key, value] as const);
        const command = { ...Object.fromEntries(keys), ...extra, RequestType: definition.requestType };
        expect(Array.isArray(validateCommand(command, sampleDevice(definition)))).toBe(true);
      }),
    );
  });
});

describe('every setting', () => {
  const definition = commandDefinition('Settings') as CommandDefinition;
  const variants = definition.keys[0]?.variants ?? [];
  const lone = new Map<string, Record<string, unknown>>();
  for (const variant of variants) lone.set(variant.key, sampleVariant(variant));

  it('is accepted in its smallest form by a device that has it, on each platform', () => {
    for (const variant of variants) {
      for (const platform of platformsOf(definition.support)) {
        if (variant.support?.[platform]?.available === false) continue;
        const device = sampleDevice(definition, platform, variant.support);
        const found = refused({ RequestType: 'Settings', Settings: [lone.get(variant.key)] }, device);
        expect(found, `${variant.key} on ${platform}`).toEqual([]);
      }
    }
  });

  it('is refused on a platform that lacks it', () => {
    for (const variant of variants) {
      for (const platform of PLATFORMS.filter((name) => variant.support?.[name]?.available === false)) {
        const found = refused(
          { RequestType: 'Settings', Settings: [lone.get(variant.key)] },
          sampleDevice(definition, platform),
        );
        expect(found, `${variant.key} on ${platform}`).toMatchObject([
          { code: 'not-on-platform', path: 'Settings[0]' },
        ]);
      }
    }
  });
});
