import { describe, expect, it } from 'vitest';
import { COMMANDS, type KeyDefinition } from '../../shared/catalogue/index.ts';
import { engineTexts } from './de/engine.ts';
import { de } from './de.ts';
import { en } from './en.ts';

/** Every key an administrator may meet in a form; `Item` only says which setting a setting is. */
const keysOf = (keys: readonly KeyDefinition[]): string[] =>
  keys.flatMap((each) => [
    ...(each.key === 'Item' ? [] : [each.key]),
    ...keysOf(each.keys ?? []),
    ...keysOf(each.items?.keys ?? []),
    ...(each.variants ?? []).flatMap((variant) => [variant.key, ...keysOf(variant.keys ?? [])]),
  ]);
const keys = [...new Set(COMMANDS.flatMap((command) => keysOf(command.keys)))].sort();
const textOf = (texts: object, key: string): string =>
  Object.hasOwn(texts, key) ? String((texts as Record<string, unknown>)[key]) : '';

describe.each([
  ['English', en],
  ['German', de],
] as const)('%s', (_, language) => {
  it('has a label and a sentence of help for every key of every command, and for no other', () => {
    expect(keys.length).toBeGreaterThan(150);
    expect(keys.filter((key) => textOf(language.commandKeys, key) === '')).toEqual([]);
    expect(keys.filter((key) => !/^.*[.!?]$/s.test(textOf(language.commandKeyHelp, key)))).toEqual([]);
    expect(Object.keys(language.commandKeyHelp).filter((key) => !keys.includes(key))).toEqual([]);
  });
});

it('German has a name of its own and a sentence for every command', () => {
  const told = COMMANDS.map(({ requestType }) => engineTexts.commandNames[requestType]);
  expect(COMMANDS.filter((_, index) => told[index] === undefined).map(({ requestType }) => requestType)).toEqual([]);
  expect(new Set(told.map((each) => each?.label)).size).toBe(COMMANDS.length);
  expect(told.filter((each) => !/[.!?]$/.test(each?.summary ?? ''))).toEqual([]);
});
