import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  COMMANDS,
  type CommandDefinition,
  commandToJson,
  HIDDEN_KEYS,
  isShownKey,
  type KeyDefinition,
  type PlistValue,
  platformsOf,
  SECRET_KEYS,
  SHOWN_KEYS,
  sampleCommand,
} from '../../shared/catalogue/index.ts';
import { sampleDevice } from '../../shared/catalogue/sample-command.ts';
import type { Logger } from '../../shared/logger.ts';
import { openDeviceQueries, openKnowledge } from '../inventory/index.ts';
import { PlistReal } from '../protocol/index.ts';
import { auditOf } from './audit.ts';
import { takeOutSecrets } from './secrets.ts';
import { addDevice, commandIn, connectMessage, idle, openRoom } from './testing/room.ts';

/** Values as telling as can be: every member there is, and the secret wherever something may not be shown. */
function filled(key: KeyDefinition, name: string, secret: string, hidden: boolean): PlistValue {
  const below = hidden || !isShownKey(name, key);
  switch (key.type) {
    case 'boolean':
      return true;
    case 'integer':
      return below ? SECRET_NUMBER : 1;
    case 'real':
      return new PlistReal(below ? SECRET_NUMBER : 1) as never;
    case 'date':
      return new Date(1_700_000_000_000);
    case 'data':
      return below ? new Uint8Array(Buffer.from(secret)) : new Uint8Array([1, 2, 3]);
    case 'array': {
      if (key.variants !== undefined)
        return key.variants.map((variant) => ({
          ...(filledMembers(variant.keys ?? [], variant.wildcard, secret, below) as object),
          Item: variant.key,
        }));
      return key.items === undefined ? [] : [filled(key.items, key.items.key, secret, below)];
    }
    case 'dictionary':
      return filledMembers(key.keys ?? [], key.wildcard, secret, below);
    default:
      return below ? secret : 'text';
  }
}

const SECRET_NUMBER = 48.137154;

function filledMembers(
  keys: readonly KeyDefinition[],
  wildcard: KeyDefinition | undefined,
  secret: string,
  hidden: boolean,
): Record<string, PlistValue> {
  const members = keys.map((key) => [key.key, filled(key, key.key, secret, hidden)] as const);
  const free =
    wildcard === undefined ? [] : [['org.example.any', filled(wildcard, wildcard.key, secret, hidden)] as const];
  return Object.fromEntries([...members, ...free]);
}

/** However bytes and text are written, none of it may appear. */
function shapes(secret: string): string[] {
  const bytes = Buffer.from(secret);
  return [secret, bytes.toString('base64').replace(/=+$/, ''), bytes.toString('hex'), [...bytes].join(',')];
}

const secrets = fc.stringMatching(/^Geheim[A-Za-z0-9]{24}$/);
const perCommand = COMMANDS.map((definition) => [definition.requestType, definition] as const);

function leaves(key: KeyDefinition, underHidden: boolean, found: Map<string, KeyDefinition>): void {
  const hidden = underHidden || HIDDEN_KEYS.has(key.key);
  const inner = [...(key.keys ?? []), ...(key.variants ?? []), key.items, key.wildcard].filter(
    (each) => each !== undefined,
  );
  for (const each of inner) leaves(each, hidden, found);
  if (!hidden && /^(string|data|any)$/.test(key.type) && key.values === undefined) found.set(key.key, key);
}

describe('what may be shown', () => {
  it('is decided for every key of the catalogue, and for no key twice', () => {
    const found = new Map<string, KeyDefinition>();
    for (const { keys, response } of COMMANDS) for (const key of [...keys, ...response]) leaves(key, false, found);
    found.delete('ErrorChainItem');
    const undecided = [...found.keys()].filter((name) => !SHOWN_KEYS.has(name) && name !== 'ANY');
    expect(undecided).toEqual([]);
    expect([...SHOWN_KEYS].filter((name) => HIDDEN_KEYS.has(name))).toEqual([]);
    expect([...SECRET_KEYS].filter((name) => !HIDDEN_KEYS.has(name))).toEqual([]);
  });
});

describe('no secret of a command is told', () => {
  it.each(perCommand)('%s is kept and told of without what goes to the vault', (_, definition) => {
    fc.assert(
      fc.property(secrets, (secret) => {
        const command = {
          RequestType: definition.requestType,
          ...filledMembers(definition.keys, undefined, secret, false),
        };
        const { request } = takeOutSecrets(commandToJson(command, definition), definition);
        const told = JSON.stringify([request, auditOf(request)]);
        for (const shape of shapes(secret)) expect(told.includes(shape)).toBe(false);
        const strange = takeOutSecrets({ RequestType: definition.requestType, KeyOfNextYear: secret }, definition);
        expect(JSON.stringify([strange.request, auditOf(strange.request)])).not.toContain(secret);
      }),
      { numRuns: 10 },
    );
  });

  it.each(perCommand)('%s is answered without a trace outside the vault', async (_, definition) => {
    await fc.assert(
      fc.asyncProperty(secrets, async (secret) => {
        const told = await lifeOf(definition, secret);
        for (const shape of [...shapes(secret), String(SECRET_NUMBER)]) expect(told.includes(shape)).toBe(false);
      }),
      { numRuns: 2 },
    );
  });
});

/** Everything that is stored in the clear, logged or read after a command was carried out and answered with secrets. */
async function lifeOf(definition: CommandDefinition, secret: string): Promise<string> {
  const logged: unknown[] = [];
  const log = (...args: unknown[]) => void logged.push(args);
  const logger = { debug: log, info: log, warn: log, error: log, child: () => logger } as unknown as Logger;
  const room = openRoom({ logger });
  const [platform] = platformsOf(definition.support);
  if (platform === undefined) throw new Error(`${definition.requestType} is for no platform.`);
  const fitting = sampleDevice(definition, platform);
  const unlockTokenSecretId = await room.store.write(() => room.store.vault.put('unlock-token', Buffer.from(secret)));
  const device = await addDevice(room.store, {
    device: { platform, osVersion: fitting.osVersion ?? null, supervised: 1 },
    enrollment: {
      channel: fitting.channel,
      userEnrollment: fitting.userEnrollment === true ? 1 : 0,
      unlockTokenSecretId,
    },
  });
  const sample = commandToJson(sampleCommand(definition, platform), definition) as { RequestType: string };
  const hidden = definition.keys.filter(({ key, type }) => /^(Current|New)?Password$/.test(key) && type === 'string');
  const command = { ...sample, ...Object.fromEntries(hidden.map(({ key }) => [key, secret])) };
  const { queued, refused } = await room.commands.queueCommands({ enrollmentIds: [device.id], command, actor: 'ada' });
  expect(refused).toEqual([]);
  const id = queued[0]?.commandId ?? '';
  expect(commandIn(await room.commands.exchange(device, idle()))?.id).toBe(id);
  const answer = filledMembers(definition.response, undefined, secret, false);
  await room.commands.exchange(
    device,
    connectMessage({ Status: 'Acknowledged', CommandUUID: id, ...(answer as object), KeyOfNextYear: secret }),
  );
  const queries = openDeviceQueries({ store: room.store });
  const knowledge = openKnowledge({
    store: room.store,
    secrets: room.inventory.secrets,
    places: room.inventory.places,
  });
  // Places are for those who ask for them by name, and in a table of their own.
  const tables = room.store
    .all<{ name: string }>(
      (db) =>
        db
          .selectFrom('sqlite_master' as never)
          .select('name' as never)
          .where('type' as never, '=', 'table' as never) as never,
    )
    .map(({ name }) => name)
    .filter((name) => !['secret', 'commandResult', 'devicePlace'].includes(name) && !/^sqlite_|fts/i.test(name));
  expect(tables.length).toBeGreaterThan(30);
  const rows = tables.map((name) => room.store.all((db) => db.selectFrom(name as 'event').selectAll()));
  const read = [
    room.commands.getCommand(id),
    room.commands.listCommands({ limit: 100 }),
    queries.getDevice(device.deviceId),
    knowledge(device.deviceId),
    room.events,
  ];
  return JSON.stringify([rows, read, logged], (_key, value: unknown) =>
    Buffer.isBuffer(value) ? value.toString('latin1') : typeof value === 'bigint' ? String(value) : value,
  );
}
