import { describe, expect, it } from 'vitest';
import { COMMANDS } from './catalogue.ts';
import { FACTS } from './command-fact-table.ts';
import {
  commandFacts,
  commandLabel,
  commandReporting,
  neverNotNow,
  redactCommand,
  SECRET_KEYS,
} from './command-facts.ts';
import type { KeyDefinition } from './types.ts';

const everyKey = (keys: readonly KeyDefinition[]): KeyDefinition[] =>
  keys.flatMap((key) => [
    key,
    ...everyKey([...(key.keys ?? []), ...(key.variants ?? []), ...(key.items === undefined ? [] : [key.items])]),
  ]);

describe('command facts', () => {
  it('exist for every command of the catalogue and for no other', () => {
    expect(Object.keys(FACTS).sort()).toEqual(COMMANDS.map((command) => command.requestType).sort());
    expect(COMMANDS).toHaveLength(68);
  });

  it('give every command a label of its own and a sentence', () => {
    const labels = Object.values(FACTS).map((facts) => facts.label);
    expect(new Set(labels).size).toBe(labels.length);
    for (const facts of Object.values(FACTS)) expect(facts.summary).toMatch(/^[A-Z].*\.$/);
  });

  it('name the command that fills each part of the inventory that another command changes', () => {
    for (const part of Object.values(FACTS).flatMap((facts) => facts.changes ?? [])) {
      expect(commandReporting(part), part).toBeDefined();
    }
    expect(commandReporting('apps')).toBe('InstalledApplicationList');
  });

  it('call destructive what cannot simply be put back', () => {
    for (const name of ['EraseDevice', 'ClearPasscode', 'RemoveProfile', 'RemoveApplication', 'DeleteUser']) {
      expect(commandFacts(name)?.destructive, name).toBe(true);
    }
    expect(commandFacts('ProfileList')?.destructive).toBeUndefined();
  });

  it('fall back to the request type for a command nobody documents', () => {
    expect(commandLabel('DeviceLock')).toBe('Lock device');
    expect(commandLabel('toString')).toBe('toString');
  });

  it('keep Apple’s promise of never NotNow to the nine commands on iOS and two on the Mac (NN-5, NN-6)', () => {
    const promised = (platform: 'iOS' | 'macOS' | 'tvOS') =>
      COMMANDS.filter((command) => neverNotNow(command.requestType, platform)).length;
    expect([promised('iOS'), promised('macOS'), promised('tvOS')]).toEqual([9, 2, 0]);
    expect(neverNotNow('DeviceLock', undefined)).toBe(false);
  });

  it('name secrets that exist, and miss no password, token or PIN of a request', () => {
    const names = new Set(COMMANDS.flatMap((command) => everyKey(command.keys)).map((key) => key.key));
    for (const secret of SECRET_KEYS) expect(names, secret).toContain(secret);
    const telling = [...names].filter((name) => /(^PIN|password(Hash)?|token)$/i.test(name));
    expect(telling.filter((name) => !SECRET_KEYS.has(name))).toEqual([]);
  });

  it('hide secrets at any depth and leave the command as it was', () => {
    const command = { RequestType: 'RotateFileVaultKey', FileVaultUnlock: { Password: 'x' }, List: [{ PIN: '1' }, 2] };
    expect(redactCommand(command)).toEqual({
      RequestType: 'RotateFileVaultKey',
      FileVaultUnlock: { Password: '•••' },
      List: [{ PIN: '•••' }, 2],
    });
    expect(command.FileVaultUnlock.Password).toBe('x');
  });
});
