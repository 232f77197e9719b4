import { describe, expect, it } from 'vitest';
import { arrange, closeness, type Entry, partTyped } from './palette-model.ts';
import { type KeyPress, meaningOf } from './shortcuts-model.ts';

const entry = (id: string, group: string, label: string, part: Partial<Entry> = {}): Entry => ({
  id,
  group,
  label,
  run: () => {},
  ...part,
});
const ENTRIES = [
  entry('home', 'Go to', 'Home'),
  entry('push', 'Settings', 'Push certificate', { words: 'apns renew' }),
  entry('lock', 'Actions', 'Lock device', { refusal: 'The device is not enrolled.' }),
  entry('lost', 'Actions', 'Turn on lost mode'),
  entry('theme', 'Do', 'Colours: dark'),
];
const found = (typed: string, ids: string[] = []): string[] =>
  arrange(ENTRIES, typed, { ids, group: 'Recent' }).flatMap(({ entries }) => entries.map(({ id }) => id));

describe('the palette finds', () => {
  it('by beginnings of words, parts of words, and first letters, best first', () => {
    expect(closeness('Push certificate', 'push')).toBeGreaterThan(closeness('Renew the push certificate', 'push'));
    expect(closeness('Renew the push certificate', 'push')).toBeGreaterThan(closeness('Impush', 'push'));
    expect(closeness('Push certificate', 'pc')).toBeGreaterThan(0);
    expect(closeness('Push certificate', 'cert push')).toBeGreaterThan(0);
    expect(closeness('Push certificate', 'ush tificate x')).toBe(0);
    expect(closeness('Geräte', 'gerate')).toBeGreaterThan(0);
  });

  it('by further words, by the heading, and never what does not fit', () => {
    expect(found('apns')).toEqual(['push']);
    expect(found('settings push')).toEqual(['push']);
    expect(found('xyz')).toEqual([]);
  });

  it('what can be done before what cannot, and that all the same', () => {
    expect(found('lo')).toEqual(['lost', 'lock', 'theme']);
  });

  it('what was used lately first, each once', () => {
    expect(found('', ['theme', 'home'])).toEqual(['theme', 'home', 'push', 'lock', 'lost']);
    expect(arrange(ENTRIES, '', { ids: ['home'], group: 'Recent' })[0]?.group).toBe('Recent');
  });

  it('a device and what to do with it, parted by “>”', () => {
    expect(partTyped(' ipad 54 > lock')).toEqual({ device: 'ipad 54', action: 'lock' });
    expect(partTyped('ipad')).toEqual({ device: 'ipad', action: undefined });
  });
});

describe('keys', () => {
  const press = (key: string, part: Partial<KeyPress> = {}): KeyPress => ({ key, at: 0, withModifier: false, ...part });

  it('go to a screen by g and its letter, soon after each other', () => {
    const { pendingSince } = meaningOf(press('g'), undefined);
    expect(meaningOf(press('d', { at: 500 }), pendingSince).meaning).toEqual({ kind: 'go', to: '/devices' });
    expect(meaningOf(press('d', { at: 5000 }), pendingSince).meaning).toBeUndefined();
    expect(meaningOf(press('d'), undefined).meaning).toBeUndefined();
    expect(meaningOf(press('x', { at: 500 }), pendingSince)).toEqual({ meaning: undefined, pendingSince: undefined });
  });

  it('search and help; with a modifier they belong to somebody else', () => {
    expect(meaningOf(press('/'), undefined).meaning).toEqual({ kind: 'search' });
    expect(meaningOf(press('?'), undefined).meaning).toEqual({ kind: 'help' });
    expect(meaningOf(press('g', { withModifier: true }), undefined).pendingSince).toBeUndefined();
  });
});
