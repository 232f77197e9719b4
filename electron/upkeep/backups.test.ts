import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { silentLogger } from '../../shared/logger.ts';
import { type KeySealer, keyFileSealer, openStore, passphraseSealer, type Store } from '../store/index.ts';
import { type Backups, openBackups, restoreBackup } from './index.ts';

const HOUR = 3_600_000;
let now: number;
let directory: string;
let dataDir: string;
let sealer: KeySealer;
let store: Store;
let backups: Backups;

function open(): void {
  const clock = { now: () => now };
  store = openStore({ directory: dataDir, sealer, clock, logger: silentLogger });
  backups = openBackups({ store, sealer, dataDir, version: '1.2.3', logger: silentLogger });
}

beforeEach(() => {
  now = 1_700_000_000_000;
  directory = mkdtempSync(join(tmpdir(), 'cartwright-backups-'));
  dataDir = join(directory, 'data');
  sealer = keyFileSealer(join(directory, 'vault.key'));
  open();
});
afterEach(() => {
  store.close();
  rmSync(directory, { recursive: true, force: true });
});

const keepSecret = (text: string) => store.write(() => store.vault.put('command-secret', text));
const pathOf = (name: string): string => join(dataDir, 'backups', name);

describe('a backup', () => {
  it('is one archive that other programs open, and says what it is', async () => {
    await keepSecret('swordfish');
    const made = await backups.create('manual', 'Ada');
    expect(made).toMatchObject({ kind: 'manual', createdBy: 'Ada', version: '1.2.3', devices: 0, sealedBy: 'keyfile' });
    expect(
      execFileSync('tar', ['-tf', pathOf(made.name)], { encoding: 'utf8' })
        .trim()
        .split('\n'),
    ).toEqual(['manifest.json', 'vault.json', 'cartwright.db']);
    expect((await backups.list()).backups.map(({ name }) => name)).toEqual([made.name]);
    expect(readdirSync(join(dataDir, 'backups'))).toEqual([made.name]);
    expect(readFileSync(pathOf(made.name)).includes('swordfish')).toBe(false);
  });

  it('holds everything up to one moment while the store goes on being written', async () => {
    let written = 0;
    let stop = false;
    const writing = (async () => {
      while (!stop) {
        await store.write((work) => work.event({ type: 'test', data: { number: ++written } }));
      }
    })();
    const made = await backups.create('manual', 'Ada');
    stop = true;
    await writing;
    expect(await backups.verify(made.name)).toEqual({ ok: true, checkedAt: now, problems: [] });
  });

  it('is found out when a byte of it changed or its end is missing', async () => {
    const first = await backups.create('manual', 'Ada');
    const second = await backups.create('manual', 'Ada');
    const bytes = readFileSync(pathOf(first.name));
    const at = bytes.length - 5_000;
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    writeFileSync(pathOf(first.name), bytes);
    expect(await backups.verify(first.name)).toMatchObject({ ok: false, problems: [/checksum/] });
    truncateSync(pathOf(second.name), 20_000);
    expect((await backups.list()).backups.find(({ name }) => name === second.name)?.problem).toContain('cut short');
    expect((await backups.verify(second.name)).ok).toBe(false);
    const left = readdirSync(join(dataDir, 'backups')).filter((name) => name.startsWith('.'));
    expect(left).toEqual([]);
  });

  it('is refused by a verification when its key is another', async () => {
    const made = await backups.create('manual', 'Ada');
    const stranger = openBackups({
      store,
      sealer: passphraseSealer('quite another'),
      dataDir,
      version: '1.2.3',
      logger: silentLogger,
    });
    expect(await stranger.verify(made.name)).toMatchObject({ ok: false, problems: [/sealed with a keyfile/] });
  });

  it('can be deleted by its name, and nothing else can', async () => {
    const made = await backups.create('manual', 'Ada');
    await expect(backups.remove('../vault.json', 'Ada')).rejects.toMatchObject({ code: 'not-found' });
    await backups.remove(made.name, 'Ada');
    expect(existsSync(pathOf(made.name))).toBe(false);
    expect(existsSync(join(dataDir, 'vault.json'))).toBe(true);
  });
});

describe('the schedule', () => {
  it('makes one a day and deletes the oldest beyond the number to keep, never those made by hand', async () => {
    const byHand = await backups.create('manual', 'Ada');
    await backups.setSchedule({ enabled: true, keep: 3 }, 'Ada');
    await backups.runDue();
    expect((await backups.list()).backups).toHaveLength(1);
    now += HOUR;
    for (let day = 0; day < 5; day++) {
      await backups.runDue();
      await backups.runDue();
      now += 24 * HOUR;
    }
    const { backups: kept, nextAt } = await backups.list();
    expect(kept.map(({ kind }) => kind)).toEqual(['scheduled', 'scheduled', 'scheduled', 'manual']);
    expect(kept.at(-1)?.name).toBe(byHand.name);
    expect(nextAt).toBe(now);
  });

  it('rests when it is switched off', async () => {
    await backups.setSchedule({ enabled: false, keep: 3 }, 'Ada');
    now += 100 * HOUR;
    await backups.runDue();
    expect(await backups.list()).toMatchObject({ backups: [], nextAt: null });
  });
});

describe('restoring', () => {
  const restore = (file: string, options: { overwrite?: boolean; to?: string; with?: KeySealer } = {}) =>
    restoreBackup({
      file,
      dataDir: options.to ?? dataDir,
      overwrite: options.overwrite ?? false,
      sealer: () => options.with ?? sealer,
      now,
    });

  it('refuses where a store lies, and sets it aside when told so', async () => {
    const id = await keepSecret('of the backup');
    const { name } = await backups.create('manual', 'Ada');
    await store.write(() => store.vault.remove(id));
    store.close();
    await expect(restore(pathOf(name))).rejects.toMatchObject({ code: 'conflict' });
    const { setAside } = await restore(pathOf(name), { overwrite: true });
    expect(readdirSync(setAside ?? '')).toEqual(expect.arrayContaining(['cartwright.db', 'vault.json']));
    open();
    expect(store.vault.get(id, 'command-secret').toString()).toBe('of the backup');
    expect(store.get((db) => db.selectFrom('event').select('type').orderBy('seq', 'desc').limit(1))?.type).toBe(
      'backup.restored',
    );
  });

  it('fills an empty directory, and ends the sessions of back then', async () => {
    await store.write((work) => {
      const session = {
        id: 'x',
        hash: 'h',
        kind: 'link',
        administratorId: null,
        address: null,
        browser: null,
      } as const;
      const times = { createdAt: work.now, lastSeenAt: work.now, expiresAt: work.now + HOUR, endsAt: work.now + HOUR };
      store.run((db) => db.insertInto('session').values({ ...session, ...times }));
    });
    const { name } = await backups.create('manual', 'Ada');
    const to = join(directory, 'elsewhere');
    expect(await restore(pathOf(name), { to })).toEqual({ setAside: null, keyChecked: true });
    const restored = openStore({ directory: to, sealer, clock: { now: () => now }, logger: silentLogger });
    expect(restored.all((db) => db.selectFrom('session').selectAll())).toEqual([]);
    restored.close();
  });

  it('changes nothing when the key is another or the file is damaged', async () => {
    const { name } = await backups.create('manual', 'Ada');
    const to = join(directory, 'elsewhere');
    const other = keyFileSealer(join(directory, 'other.key'));
    await expect(restore(pathOf(name), { to, with: other })).rejects.toThrow(/does not open/);
    truncateSync(pathOf(name), 10_000);
    await expect(restore(pathOf(name), { to })).rejects.toMatchObject({ code: 'bad-request' });
    writeFileSync(pathOf(name), 'something else');
    await expect(restore(pathOf(name), { to })).rejects.toMatchObject({ code: 'bad-request' });
    expect(readdirSync(to)).toEqual([]);
  });

  it('takes a bare store from before a migration with the key that is there', async () => {
    const bare = join(directory, 'before-migration-3-1.db');
    const id = await keepSecret('kept');
    store.backupTo(bare);
    store.close();
    await restore(bare, { overwrite: true });
    open();
    expect(store.vault.get(id, 'command-secret').toString()).toBe('kept');
  });
});
