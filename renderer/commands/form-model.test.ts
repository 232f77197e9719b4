import i18next from 'i18next';
import { describe, expect, it } from 'vitest';
import { COMMANDS, commandDefinition, type KeyDefinition } from '../../shared/catalogue/index.ts';
import { queryTexts } from '../locales/en/queries.ts';
import { choicesOf, fieldKind, findingsOf, keysFor, needsOf, pruned, startDraft, withMember } from './form-model.ts';
import { byCategory, commandChoices } from './menu-model.ts';
import { grouped } from './query-groups.ts';

const t = await i18next.createInstance().init({ lng: 'en', resources: { en: { translation: {} } } });

function allKeys(keys: readonly KeyDefinition[]): KeyDefinition[] {
  return keys.flatMap((key) => [
    key,
    ...allKeys(key.keys ?? []),
    ...allKeys(key.items?.keys ?? []),
    ...(key.variants ?? []).flatMap((variant) => allKeys(variant.keys ?? [])),
  ]);
}

const key = (requestType: string, name: string): KeyDefinition => {
  const found = commandDefinition(requestType)?.keys.find(({ key: each }) => each === name);
  if (found === undefined) throw new Error(`${requestType} has no ${name}`);
  return found;
};

describe('the form of a command comes from the catalogue', () => {
  it('has a way to fill in every key of every command Apple documents', () => {
    for (const { keys } of COMMANDS) for (const each of allKeys(keys)) expect(fieldKind(each)).toBeTypeOf('string');
  });

  it.each([
    ['DeviceLock', 'Message', 'long-text'],
    ['DeviceLock', 'PIN', 'secret'],
    ['InstallApplication', 'iTunesStoreID', 'integer'],
    ['InstallApplication', 'ManagementFlags', 'choice'],
    ['InstallApplication', 'Configuration', 'free'],
    ['InstallApplication', 'Attributes', 'group'],
    ['InstallProfile', 'Payload', 'file'],
    ['EraseDevice', 'PreserveDataPlan', 'boolean'],
    ['DeviceInformation', 'Queries', 'choices'],
    ['InstalledApplicationList', 'Identifiers', 'words'],
    ['ScheduleOSUpdate', 'Updates', 'list'],
    ['Settings', 'Settings', 'variants'],
  ])('%s.%s is filled in as %s', (requestType, name, kind) => {
    expect(fieldKind(key(requestType, name))).toBe(kind);
  });

  it('shows only keys that one of the devices’ platforms has', () => {
    const names = (platforms: Parameters<typeof keysFor>[1]): string[] =>
      keysFor(commandDefinition('EraseDevice')?.keys ?? [], platforms).map((each) => each.key);
    expect(names(['iOS'])).toContain('ReturnToService');
    expect(names(['iOS'])).not.toContain('PIN');
    expect(names(['macOS'])).not.toContain('ReturnToService');
    expect(names([])).toEqual(expect.arrayContaining(['PIN', 'ReturnToService']));
  });

  it('starts with everything there is to ask for, and that is accepted', () => {
    const draft = startDraft('DeviceInformation', ['iOS']);
    expect(draft.Queries).toEqual(expect.arrayContaining(['DeviceName', 'OSVersion', 'BatteryLevel']));
    expect(draft.Queries).not.toContain('HostName');
    const refusals = findingsOf(draft, { platform: 'iOS', osVersion: '27.0', supervised: true, channel: 'device' });
    expect(refusals.filter(({ severity }) => severity === 'refuse')).toEqual([]);
  });

  it('leaves out what was left empty, also deep inside', () => {
    const draft = {
      RequestType: 'Settings',
      Note: '',
      Settings: [{ Item: 'DeviceName', DeviceName: '', Other: undefined }],
      ReturnToService: { Enabled: false },
    };
    expect(pruned(draft)).toEqual({
      RequestType: 'Settings',
      Settings: [{ Item: 'DeviceName' }],
      ReturnToService: { Enabled: false },
    });
  });

  it('takes a member out when it is unset', () => {
    expect(withMember({ a: 1, b: 2 }, 'a', undefined)).toEqual({ b: 2 });
  });

  it('says at which key something is missing', () => {
    const findings = findingsOf({ RequestType: 'RemoveApplication' });
    expect(findings).toEqual([
      expect.objectContaining({ path: 'Identifier', code: 'missing-key', severity: 'refuse' }),
    ]);
  });

  it('says what a command needs on each platform that has it', () => {
    const needs = needsOf('EnableLostMode');
    expect(needs.map(({ platform }) => platform)).toEqual(['iOS']);
    expect(needs[0]).toMatchObject({ supervised: true, introduced: '9.3' });
  });
});

describe('the menu of commands', () => {
  const phone = { platform: 'iOS', osVersion: '26.0', supervised: false, channel: 'device' } as const;

  it('greys what the device cannot take and gives the reason', () => {
    const lost = commandChoices([phone], t).find(({ requestType }) => requestType === 'EnableLostMode');
    expect(lost?.refusal).toMatch(/supervised/i);
    const lock = commandChoices([phone], t).find(({ requestType }) => requestType === 'DeviceLock');
    expect(lock?.refusal).toBeUndefined();
  });

  it('offers to several devices what at least one of them can take', () => {
    const both = commandChoices([phone, { ...phone, supervised: true }], t);
    expect(both.find(({ requestType }) => requestType === 'EnableLostMode')?.refusal).toBeUndefined();
  });

  it('finds commands by words of their label, summary or Apple’s name', () => {
    const found = (search: string): string[] =>
      byCategory(commandChoices([], t), search).flatMap(([, list]) => list.map(({ requestType }) => requestType));
    expect(found('erase')).toContain('EraseDevice');
    expect(found('devicelock')).toEqual(['DeviceLock']);
    expect(found('no such thing')).toEqual([]);
  });

  it('puts every command in a category that is shown', () => {
    const shown = byCategory(commandChoices([], t), '').reduce((sum, [, list]) => sum + list.length, 0);
    expect(shown).toBe(commandChoices([], t).length);
  });
});

it('has words and a group for every fact DeviceInformation can be asked', () => {
  const key = commandDefinition('DeviceInformation')?.keys.find((each) => each.key === 'Queries');
  const names = key === undefined ? [] : choicesOf(key, []);
  expect(names.length).toBeGreaterThan(80);
  expect(names.filter((name) => !Object.hasOwn(queryTexts.names, name))).toEqual([]);
  expect(grouped(names).map(([group]) => group)).not.toContain('other');
  expect(
    grouped(names)
      .flatMap(([, members]) => members)
      .sort(),
  ).toEqual([...names].sort());
});
