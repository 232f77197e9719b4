import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { base64ToBytes, bytesToBase64 } from './base64.ts';
import { COMMANDS, commandDefinition } from './catalogue.ts';
import { coerceCommand, commandToJson } from './coerce.ts';
import { PlistReal, type PlistValue } from './plist-value.ts';
import { sampleCommand } from './sample-command.ts';
import { jsonToPlist, plistToJson } from './tagged-json.ts';

const coerce = (json: Record<string, unknown>) => coerceCommand(json, commandDefinition(String(json.RequestType)));

/** Through real JSON text, as over the wire. */
const wire = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

const plistValue = fc.letrec<{ value: PlistValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.string(),
    fc.boolean(),
    fc.integer(),
    fc.bigInt({ min: 2n ** 60n, max: 2n ** 64n - 1n }),
    fc.double({ noNaN: true, noDefaultInfinity: true }).filter((n) => !Number.isInteger(n)),
    fc.integer().map((n) => new PlistReal(n)),
    fc.date({ noInvalidDate: true }),
    fc.uint8Array(),
    fc.array(tie('value')),
    fc.dictionary(fc.oneof(fc.string(), fc.constantFrom('$data', '$dict', '__proto__')), tie('value'), {
      noNullPrototype: true,
    }),
  ),
})).value;

describe('tagged JSON', () => {
  it('carries every plist value there and back', () => {
    fc.assert(
      fc.property(plistValue, (value) => {
        expect(jsonToPlist(wire(plistToJson(value)))).toEqual(value);
      }),
    );
  });

  it.each([
    [null],
    [{ $data: '?' }],
    [{ $date: 'soon' }],
    [{ $real: '1' }],
    [{ $integer: '1e5' }],
    [[1, null]],
    [{ a: null }],
  ])('refuses %j', (json) => {
    expect(jsonToPlist(json)).toBeUndefined();
  });

  it('refuses nesting without end', () => {
    let deep: unknown = 1;
    for (let i = 0; i < 100; i++) deep = [deep];
    expect(jsonToPlist(deep)).toBeUndefined();
  });
});

describe('base64', () => {
  it('carries any bytes there and back', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
        expect(base64ToBytes(bytesToBase64(bytes))).toEqual(bytes);
      }),
    );
    const large = new Uint8Array(200_000).fill(7);
    expect(base64ToBytes(bytesToBase64(large))).toEqual(large);
  });

  it('reads wrapped text and nothing that is not base64', () => {
    expect(base64ToBytes('AQ\n ID')).toEqual(new Uint8Array([1, 2, 3]));
    for (const bad of ['A', 'A===', '####', 'AQ=D', '<xml/>']) expect(base64ToBytes(bad), bad).toBeUndefined();
  });
});

describe('coerceCommand', () => {
  it('makes bytes of base64 where the schema wants data', () => {
    const { command, findings } = coerce({ RequestType: 'InstallProfile', Payload: 'AQID' });
    expect(findings).toEqual([]);
    expect(command.Payload).toEqual(new Uint8Array([1, 2, 3]));
  });

  it('finds data inside the settings of a list', () => {
    const { command } = coerce({ RequestType: 'Settings', Settings: [{ Item: 'Wallpaper', Image: 'AQID', Where: 1 }] });
    expect(command.Settings).toEqual([{ Item: 'Wallpaper', Image: new Uint8Array([1, 2, 3]), Where: 1 }]);
  });

  it('refuses text that is not base64, says where, and does not repeat it', () => {
    const { findings } = coerce({ RequestType: 'InstallProfile', Payload: '<secret/>' });
    expect(findings).toMatchObject([{ code: 'bad-format', severity: 'refuse', path: 'Payload' }]);
    expect(findings[0]?.message).not.toContain('secret');
  });

  it('leaves text alone in free-form values unless it is tagged', () => {
    const Configuration = { plain: 'AQID', bytes: { $data: 'AQID' }, at: { $date: '2026-01-31T09:00:00.000Z' } };
    const { command } = coerce({ RequestType: 'InstallApplication', iTunesStoreID: 1, Configuration });
    expect(command.Configuration).toEqual({
      plain: 'AQID',
      bytes: new Uint8Array([1, 2, 3]),
      at: new Date('2026-01-31T09:00:00Z'),
    });
  });

  it('refuses null inside a configuration', () => {
    const { findings } = coerce({ RequestType: 'InstallApplication', iTunesStoreID: 1, Configuration: { a: null } });
    expect(findings).toMatchObject([{ code: 'wrong-type', path: 'Configuration.a' }]);
  });

  it('converts dates and reals where a definition asks for them', () => {
    const definition = {
      requestType: 'Made',
      support: COMMANDS[0]?.support ?? ({} as never),
      keys: [
        { key: 'At', type: 'date' },
        { key: 'Level', type: 'real' },
        { key: 'Size', type: 'integer' },
      ],
      response: [],
    } as const;
    const json = {
      RequestType: 'Made',
      At: '2026-01-31T09:00:00.000Z',
      Level: 1,
      Size: { $integer: '18446744073709551615' },
    };
    const { command, findings } = coerceCommand(json, definition);
    expect(findings).toEqual([]);
    expect(command).toEqual({
      RequestType: 'Made',
      At: new Date('2026-01-31T09:00:00Z'),
      Level: new PlistReal(1),
      Size: 18446744073709551615n,
    });
    expect(commandToJson(command, definition)).toEqual(json);
    expect(coerceCommand({ RequestType: 'Made', At: 'tomorrow' }, definition).findings).toMatchObject([{ path: 'At' }]);
  });

  it('cannot be used to reach a prototype', () => {
    const json = JSON.parse('{"RequestType":"ProfileList","__proto__":{"polluted":true}}');
    const { command } = coerce(json);
    expect(Object.hasOwn(command, '__proto__')).toBe(true);
    expect((command as { polluted?: boolean }).polluted).toBeUndefined();
  });

  it('gives every command back as it was after a journey through JSON', () => {
    for (const definition of COMMANDS) {
      const command = sampleCommand(definition);
      const { command: back, findings } = coerceCommand(
        wire(commandToJson(command, definition)) as Record<string, unknown>,
        definition,
      );
      expect(findings).toEqual([]);
      expect(back).toEqual(command);
    }
  });
});
