import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { type SimulatedApple, startSimulatedApple } from '../../electron/simulator/index.ts';
import { Administrator } from '../support/administrator.ts';
import { EngineProcess, HEADLESS, runToEnd } from '../support/engine-process.ts';
import { freePort } from '../support/free-port.ts';
import { StepDevice } from '../support/step-device.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const { path: directory, remove } = temporaryDirectory();
const engines: EngineProcess[] = [];
let apple: SimulatedApple | undefined;

afterEach(async () => {
  for (const engine of engines.splice(0)) await engine.kill();
});
afterAll(async () => {
  await apple?.close();
  remove();
});

const ANY_PORTS = ['--listen', '127.0.0.1:0', '--console', '127.0.0.1:0'];
let made = 0;
function newDataDir(): string {
  made += 1;
  return join(directory, `data-${made}`);
}

function engineWith(flags: readonly string[], environment: NodeJS.ProcessEnv = {}): EngineProcess {
  const engine = new EngineProcess(flags, environment);
  engines.push(engine);
  return engine;
}

/** A file with settings. */
function settingsFile(settings: object): string {
  mkdirSync(directory, { recursive: true });
  const file = join(directory, `settings-${Math.random()}.json`);
  writeFileSync(file, JSON.stringify(settings));
  return file;
}

describe('the windowless engine', () => {
  it('takes settings from flags, then the environment, then a file', async () => {
    const file = settingsFile({
      organisation: 'From the file',
      logLevel: 'error',
      dataDir: newDataDir(),
      apiToken: false,
    });
    const environment = { CARTWRIGHT_ORGANISATION: 'From the environment', CARTWRIGHT_API_TOKEN: 'true' };
    const fromFlags = engineWith(['--config', file, '--organisation=From a flag', ...ANY_PORTS], environment);
    const ready = await fromFlags.running();
    expect((await new Administrator(ready.console, ready.apiToken).status()).organisation).toBe('From a flag');
    expect(fromFlags.log).toBe('');
    const inFile = settingsFile({ dataDir: newDataDir(), organisation: 'From the file' });
    const other = await engineWith(ANY_PORTS, { ...environment, CARTWRIGHT_CONFIG: inFile }).running();
    expect((await new Administrator(other.console, other.apiToken).status()).organisation).toBe('From the environment');
  });

  it.each([
    ['an unknown flag', ['--listne', '127.0.0.1:1'], {}, '--listne'],
    ['an unknown variable', [], { CARTWRIGHT_PUSH_HSOT: 'x' }, 'CARTWRIGHT_PUSH_HSOT'],
    ['a bad address', ['--listen', 'everywhere'], {}, '--listen: must be HOST:PORT'],
    ['a bad number', [], { CARTWRIGHT_MAX_BODY_MB: 'much' }, 'CARTWRIGHT_MAX_BODY_MB'],
    ['a flag without its value', ['--organisation'], {}, '--organisation needs a value'],
    ['a word that is no flag', ['start'], {}, '"start" is not a flag'],
    ['a file that is not there', ['--config', 'nowhere.json'], {}, 'nowhere.json cannot be read'],
    ['two ways to seal the vault', ['--vault-key-file', 'k'], { CARTWRIGHT_VAULT_PASSPHRASE: 'p' }, 'not with both'],
  ])('refuses %s by name and ends with 2', async (_what, flags, environment, said) => {
    const ended = await runToEnd(HEADLESS, ['--data-dir', newDataDir(), ...flags], environment);
    expect(ended).toMatchObject({ code: 2, stdout: '' });
    expect(ended.stderr).toContain(said);
    expect(ended.stderr).not.toMatch(/\n\s+at /);
  });

  it('refuses unknown keys of a file, all of them at once', async () => {
    const ended = await runToEnd(HEADLESS, ['--config', settingsFile({ listne: '127.0.0.1:1', orginasation: 'x' })]);
    expect(ended.code).toBe(2);
    expect(ended.stderr).toContain('listne');
    expect(ended.stderr).toContain('orginasation');
  });

  it('tells its settings and its version', async () => {
    const help = await runToEnd(HEADLESS, ['--help']);
    expect(help.code).toBe(0);
    for (const word of ['--push-host', 'CARTWRIGHT_PUSH_HOST', '--sign-in-link']) expect(help.stdout).toContain(word);
    expect(await runToEnd(HEADLESS, ['--version'])).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
    });
  });

  it('opens its vault with the right passphrase only', async () => {
    const flags = ['--data-dir', newDataDir(), '--api-token', 'true', ...ANY_PORTS];
    const first = engineWith(flags, { CARTWRIGHT_VAULT_PASSPHRASE: 'correct horse' });
    const { console: address, apiToken } = await first.running();
    const root = await new Administrator(address, apiToken).rootPem();
    expect(await first.end('SIGTERM')).toBe(0);

    for (const passphrase of ['wrong horse', undefined]) {
      const environment = passphrase === undefined ? {} : { CARTWRIGHT_VAULT_PASSPHRASE: passphrase };
      const ended = await runToEnd(HEADLESS, flags, environment);
      expect(ended.code).toBe(1);
      expect(ended.stderr).toMatch(/passphrase|vault/i);
      expect(ended.stderr).not.toMatch(/\n\s+at |wrong horse/);
    }

    const again = engineWith(flags, { CARTWRIGHT_VAULT_PASSPHRASE: 'correct horse' });
    const ready = await again.running();
    expect(await new Administrator(ready.console, ready.apiToken).rootPem()).toBe(root);
  });

  it('says which address is taken when another engine has it', async () => {
    const [listen, console] = [`127.0.0.1:${await freePort()}`, `127.0.0.1:${await freePort()}`];
    await engineWith(['--data-dir', newDataDir(), '--listen', listen, '--console', console]).running();
    const second = await runToEnd(HEADLESS, [
      '--data-dir',
      newDataDir(),
      '--listen',
      listen,
      '--console',
      '127.0.0.1:0',
    ]);
    expect(second).toMatchObject({ code: 2, stdout: '' });
    expect(second.stderr).toContain(`${listen}: another program uses it already`);
    const third = await runToEnd(HEADLESS, [
      '--data-dir',
      newDataDir(),
      '--listen',
      '127.0.0.1:0',
      '--console',
      console,
    ]);
    expect(third.code).toBe(2);
    expect(third.stderr).toContain(console);
    for (const { stderr } of [second, third]) expect(stderr).not.toMatch(/\n\s+at /);
  });

  it('leaves a data directory alone that another engine works on, until that one is gone', async () => {
    const flags = ['--data-dir', newDataDir(), ...ANY_PORTS];
    const first = engineWith(flags);
    await first.running();
    const second = await runToEnd(HEADLESS, flags);
    expect(second).toMatchObject({ code: 2, stdout: '' });
    expect(second.stderr).toContain('Another Cartwright runs on');
    await first.kill();
    await engineWith(flags).running();
  });

  it('gives out a sign-in link beside the running one, good for one use', async () => {
    const flags = ['--data-dir', newDataDir(), ...ANY_PORTS];
    const nothing = await runToEnd(HEADLESS, [...flags, '--sign-in-link']);
    expect(nothing.code).toBe(1);
    expect(nothing.stderr).toContain('Start Cartwright first');
    const { console: address, signIn } = await engineWith(flags).running();
    const beside = await runToEnd(HEADLESS, [...flags, '--sign-in-link']);
    expect(beside.code).toBe(0);
    const link = beside.stdout.trim();
    expect(link.startsWith(`${address}/`)).toBe(true);
    for (const each of [link, signIn]) {
      const first = await fetch(each, { redirect: 'manual' });
      expect(first.headers.get('set-cookie')).toMatch(/HttpOnly.*SameSite=Strict/i);
      const second = await fetch(each, { redirect: 'manual' });
      expect(second.status).toBeGreaterThanOrEqual(400);
      expect(second.headers.get('set-cookie')).toBeNull();
    }
  });

  it('stops on SIGTERM with everything kept, and goes on from there', async () => {
    apple = await startSimulatedApple();
    writeFileSync(join(directory, 'apple.pem'), apple.rootPem);
    const engine = engineWith([
      ...['--data-dir', newDataDir(), '--api-token', 'true'],
      ...['--listen', `127.0.0.1:${await freePort()}`, '--console', '127.0.0.1:0'],
      ...[
        '--push-host',
        '127.0.0.1',
        '--push-port',
        String(apple.apns.port),
        '--push-trust',
        join(directory, 'apple.pem'),
      ],
    ]);
    const first = await engine.running();
    const admin = new Administrator(first.console, first.apiToken);
    const { portal } = apple;
    await admin.setUpPush((csr) => portal.sign(csr));
    const device = new StepDevice();
    await device.enroll(await admin.invite(), apple);
    await device.session();
    const { id } = await admin.find(device.serialNumber);
    const command = await admin.queueOne(id, { RequestType: 'ProfileList' });
    const delivered = device.run(await device.idle());
    const seen = (await admin.device(id)).lastSeenAt ?? 0;

    expect(await engine.end('SIGTERM')).toBe(0);
    await expect(device.idle()).rejects.toThrow();
    const second = await engine.running();
    const after = new Administrator(second.console, second.apiToken);
    expect(await after.command(command)).toMatchObject({ state: 'sent', sendCount: 1 });
    expect((await after.device(id)).lastSeenAt).toBeGreaterThanOrEqual(seen);
    expect((await device.connect('result', delivered?.message ?? {})).status).toBe(200);
    expect(await after.command(command)).toMatchObject({ state: 'acknowledged' });
    // The former start's token went with it.
    await expect(new Administrator(second.console, first.apiToken).status()).rejects.toMatchObject({ status: 401 });
    device.close();
  });
});
