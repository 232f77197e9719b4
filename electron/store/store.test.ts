import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../shared/clock.ts';
import { CartwrightError } from '../../shared/errors.ts';
import { silentLogger } from '../../shared/logger.ts';
import {
  keyFileSealer,
  openMemoryStore,
  openStore,
  passphraseSealer,
  type Store,
  type StoredEvent,
  writeSetting,
} from './index.ts';

const context = { clock: systemClock, logger: silentLogger };
const directories: string[] = [];

function temporaryDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'cartwright-store-'));
  directories.push(directory);
  return directory;
}

afterEach(() => {
  for (const directory of directories.splice(0)) rmSync(directory, { recursive: true, force: true });
});

function settingNames(store: Store): string[] {
  return store.all((db) => db.selectFrom('setting').select('name').orderBy('name')).map((row) => row.name);
}

describe('units of work', () => {
  it('keeps what a unit wrote and tells of its event after the commit', async () => {
    const store = openMemoryStore(context);
    const heard: StoredEvent[] = [];
    store.subscribe((events) => heard.push(...events));
    const value = await store.write((work) => {
      writeSetting(store, 'a', 1);
      work.event({ type: 'setting.changed', data: { name: 'a' } });
      return 42;
    });
    expect(value).toBe(42);
    expect(settingNames(store)).toEqual(['a']);
    expect(heard).toMatchObject([{ seq: 1, type: 'setting.changed', actor: 'system', data: { name: 'a' } }]);
    expect(store.lastSeq).toBe(1);
  });

  it('forgets everything of a unit that throws, and nothing of the others in the same commit', async () => {
    const store = openMemoryStore(context);
    const heard: StoredEvent[] = [];
    store.subscribe((events) => heard.push(...events));
    const results = await Promise.allSettled([
      store.write(() => writeSetting(store, 'first', 1)),
      store.write((work) => {
        writeSetting(store, 'second', 2);
        work.event({ type: 'never' });
        throw new CartwrightError('conflict', 'no');
      }),
      store.write(() => writeSetting(store, 'third', 3)),
    ]);
    expect(results.map((r) => r.status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(settingNames(store)).toEqual(['first', 'third']);
    expect(heard).toEqual([]);
  });

  it('lets others in between when a unit has taken long enough, and keeps their order', async () => {
    let time = 0;
    const store = openMemoryStore({ ...context, stopwatch: () => time });
    const order: string[] = [];
    const takes = (ms: number) => {
      time += ms;
    };
    store.subscribe((events) => order.push(events.map(({ type }) => type).join('+')));
    await Promise.all([
      store.writeEach(['a', 'b'], (work, type) => {
        takes(13);
        work.event({ type });
      }),
      store.write((work) => {
        takes(13);
        work.event({ type: 'long' });
      }),
      store.write((work) => work.event({ type: 'next' })),
    ]);
    // The second of many, and what was not begun when its commit had taken too long, come with the next one.
    expect(order).toEqual(['a+long', 'next+b']);
  });

  it('does something for each of many, and keeps what was done before one that throws', async () => {
    let time = 0;
    const store = openMemoryStore({ ...context, stopwatch: () => time });
    const all = Array.from({ length: 500 }, (_, index) => index);
    expect(await store.writeEach(all, (_work, one) => one * 2)).toEqual(all.map((one) => one * 2));
    expect(await store.writeEach([], () => expect.unreachable())).toEqual([]);
    const failing = store.writeEach(['a', 'b', 'c'], (work, name) => {
      if (name === 'c') throw new CartwrightError('conflict', 'no');
      writeSetting(store, name, 1);
      time += 13;
      expect(work.isLate()).toBe(true);
    });
    await expect(failing).rejects.toThrow('no');
    expect(settingNames(store)).toEqual(['a', 'b']);
  });

  it('finishes what was handed in before it closes, however long that takes', async () => {
    let time = 0;
    const store = openMemoryStore({ ...context, stopwatch: () => time });
    const units = ['a', 'b', 'c'].map((name) =>
      store.write(() => {
        writeSetting(store, name, 1);
        time += 30;
        return name;
      }),
    );
    store.close();
    expect(await Promise.all(units)).toEqual(['a', 'b', 'c']);
  });

  it('refuses a change outside a unit of work', () => {
    const store = openMemoryStore(context);
    expect(() => writeSetting(store, 'a', 1)).toThrow(/outside a unit/);
  });

  it('runs after-commit actions only for units that were kept', async () => {
    const store = openMemoryStore(context);
    const ran: string[] = [];
    await store.write((work) => work.afterCommit(() => ran.push('kept')));
    await store
      .write((work) => {
        work.afterCommit(() => ran.push('lost'));
        throw new Error('x');
      })
      .catch(() => undefined);
    expect(ran).toEqual(['kept']);
  });
});

describe('opening', () => {
  it('finds everything again after closing, with the same key file', async () => {
    const directory = temporaryDirectory();
    const sealer = () => keyFileSealer(join(directory, 'key'));
    const first = openStore({ directory, sealer: sealer(), ...context });
    const id = await first.write(() => first.vault.put('push-magic', 'very secret'));
    first.close();
    const second = openStore({ directory, sealer: sealer(), ...context });
    expect(second.vault.get(id, 'push-magic').toString()).toBe('very secret');
    second.close();
    expect(readFileSync(join(directory, 'cartwright.db')).includes('very secret')).toBe(false);
  });

  it('refuses another passphrase and another kind of seal', () => {
    const directory = temporaryDirectory();
    openStore({ directory, sealer: passphraseSealer('correct horse'), ...context }).close();
    expect(() => openStore({ directory, sealer: passphraseSealer('battery staple'), ...context })).toThrow(
      /does not open/,
    );
    expect(() => openStore({ directory, sealer: keyFileSealer(join(directory, 'key')), ...context })).toThrow(
      /sealed with a passphrase/,
    );
  });

  it('refuses a store whose sealed key is gone instead of making a new one', () => {
    const directory = temporaryDirectory();
    openStore({ directory, sealer: passphraseSealer('correct horse'), ...context }).close();
    rmSync(join(directory, 'vault.json'));
    expect(() => openStore({ directory, sealer: passphraseSealer('correct horse'), ...context })).toThrow(/is missing/);
  });
});

describe('the vault', () => {
  it('does not open a secret as another kind, nor after it was removed', async () => {
    const store = openMemoryStore(context);
    const id = await store.write(() => store.vault.put('push-token', new Uint8Array([1, 2, 3])));
    expect([...store.vault.get(id, 'push-token')]).toEqual([1, 2, 3]);
    expect(() => store.vault.get(id, 'passcode')).toThrow(/does not open/);
    await store.write(() => store.vault.remove(id));
    expect(() => store.vault.get(id, 'push-token')).toThrow(/holds no/);
  });

  it('replaces a secret under the same id', async () => {
    const store = openMemoryStore(context);
    const id = await store.write(() => store.vault.put('push-token', 'one'));
    const again = await store.write(() => store.vault.replace(id, 'push-token', 'two'));
    expect(again).toBe(id);
    expect(store.vault.get(id, 'push-token').toString()).toBe('two');
  });

  it('opens sealed columns only in the context they were sealed in', () => {
    const store = openMemoryStore(context);
    const sealed = store.vault.seal('result:1', Buffer.from('raw'));
    expect(store.vault.open('result:1', sealed).toString()).toBe('raw');
    expect(() => store.vault.open('result:2', sealed)).toThrow(/does not open/);
  });
});
