import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConfiguration } from '../../electron/configuration.ts';
import { startEngine } from '../../electron/engine.ts';
import { restore } from '../../electron/restore.ts';
import { sealerOf } from '../../electron/sealer.ts';
import { startSimulatedApple } from '../../electron/simulator/index.ts';
import { keyFileSealer, openStore, type SecretKind } from '../../electron/store/index.ts';
import { systemClock } from '../../shared/clock.ts';
import type {
  Addresses,
  Backup,
  BackupCheck,
  DiagnosticsBundle,
  IssuedCertificate,
  ListenerDetails,
  SetupState,
} from '../../shared/contract/index.ts';
import { silentLogger } from '../../shared/logger.ts';
import { Administrator } from '../support/administrator.ts';
import { freePort } from '../support/free-port.ts';
import { type RunningEngine, runEngine } from '../support/running-engine.ts';
import { StepDevice } from '../support/step-device.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

/** The certificate a TLS server shows. */
async function served(url: string): Promise<X509Certificate> {
  const socket = connect({ host: '127.0.0.1', port: Number(new URL(url).port), rejectUnauthorized: false });
  await once(socket, 'secureConnect');
  const { raw } = socket.getPeerCertificate();
  socket.destroy();
  return new X509Certificate(raw);
}

/** Every secret in the vault, as text and as it would be written otherwise. */
function secretsOf(dataDir: string): string[] {
  const sealer = keyFileSealer(join(dataDir, 'vault.key'));
  const store = openStore({ directory: dataDir, sealer, clock: systemClock, logger: silentLogger });
  try {
    return store
      .all((db) => db.selectFrom('secret').select(['id', 'kind']))
      .flatMap(({ id, kind }) => {
        const secret = store.vault.get(id, kind as SecretKind);
        return [
          secret.toString('latin1'),
          secret.toString('base64'),
          secret.toString('base64url'),
          secret.toString('hex'),
        ];
      });
  } finally {
    store.close();
  }
}

const stepsOf = ({ steps }: SetupState) => Object.fromEntries(steps.map(({ step, done }) => [step, done]));

describe('the first run', () => {
  let running: RunningEngine;
  let admin: Administrator;
  beforeAll(async () => {
    running = await runEngine({ push: false });
    admin = running.admin;
  });
  afterAll(() => running.stop());

  it('begins with everything open and ends with everything done, from the facts alone', async () => {
    const state = () => admin.call<SetupState>('GET', '/setup');
    const before = await state();
    expect(stepsOf(before)).toEqual({
      organisation: false,
      reachability: false,
      administrator: false,
      push: false,
      invitation: false,
    });
    expect(before.steps[1]?.notes.map(({ code }) => code)).toEqual(['loopback']);

    await admin.call('PUT', '/organisation', { name: 'Maple Street School' });
    expect(stepsOf(await state())).toMatchObject({ organisation: true, administrator: false });
    await admin.call('PUT', '/setup/addresses', { publicUrl: 'https://mdm.maple.example:8443', names: [] });
    const account = { name: 'Ada', role: 'owner', password: 'a heron over the pond' };
    await admin.call('POST', '/administrators', account);
    await admin.setUpPush((csr) => running.apple.portal.sign(csr));
    const invitation = await admin.invite();
    expect((await state()).complete).toBe(true);

    // What comes undone shows again.
    await admin.call('POST', `/invitations/${invitation.id}/revoke`);
    expect(stepsOf(await state())).toMatchObject({ invitation: false, push: true });
    expect((await admin.call<SetupState>('PUT', '/setup/dismissed', { dismissed: true })).dismissed).toBe(true);
  });
});

describe('the address devices are told', () => {
  let running: RunningEngine;
  let admin: Administrator;
  beforeAll(async () => {
    running = await runEngine();
    admin = running.admin;
  });
  afterAll(() => running.stop());

  const listener = () => admin.call<ListenerDetails>('GET', '/listener');

  it('changes while the listener serves: the next connection gets a certificate for it', async () => {
    const { url: before } = await listener();
    const kept = connect({ host: '127.0.0.1', port: Number(new URL(before).port), rejectUnauthorized: false });
    await once(kept, 'secureConnect');
    const port = new URL(before).port;
    const change = { publicUrl: `https://mdm.maple.example:${port}`, names: ['mdm2.maple.example'] };
    const changed = await admin.call<Addresses>('PUT', '/setup/addresses', change);
    expect(changed).toMatchObject({ publicUrl: change.publicUrl, source: 'setting', defaultUrl: before });
    expect(changed.candidates.find(({ current }) => current)?.host).toBe('mdm.maple.example');

    const certificate = await served(before);
    for (const name of ['mdm.maple.example', 'mdm2.maple.example', 'localhost'])
      expect(certificate.checkHost(name)).toBe(name);
    // Devices that know the old one still find a certificate that is good for it.
    expect(certificate.checkIP('127.0.0.1')).toBe('127.0.0.1');
    expect(kept.destroyed).toBe(false);
    kept.destroy();

    const details = await listener();
    expect(details.tls).toMatchObject({ source: 'built-in', missingNames: [], key: 'EC P-256' });
    expect(details.tls.fingerprint).toBe(certificate.fingerprint256.replaceAll(':', '').toLowerCase());
    expect(details.history.map(({ current }) => current)).toEqual([true, false]);
    const { url } = await admin.call<{ url: string }>('GET', `/invitations/${(await admin.invite()).id}/link`);
    expect(url.startsWith(`${change.publicUrl}/`)).toBe(true);
    await admin.call('PUT', '/setup/addresses', { publicUrl: null, names: [] });
    expect((await listener()).url).toBe(before);
  });

  it('does not change under enrolled devices unless that is confirmed', async () => {
    const device = new StepDevice();
    await device.enroll(await admin.invite());
    const change = { publicUrl: 'https://elsewhere.example', names: [] };
    await expect(admin.call('PUT', '/setup/addresses', change)).rejects.toThrow(/409.*"enrolledDevices":1/);
    await admin.call('PUT', '/setup/addresses', { ...change, confirmed: true });
    expect((await device.idle()).status).toBe(200);
    await admin.call('PUT', '/setup/addresses', { publicUrl: null, names: [], confirmed: true });
    device.close();
  });

  it('reaches web filters, which let this server through, without waiting for a word of the device (I-19)', async () => {
    const device = new StepDevice();
    await device.enroll(await admin.invite());
    const { id: deviceId } = await admin.find(device.serialNumber);
    const identifier = 'org.brook.filter';
    const content = {
      ...{ PayloadType: 'Configuration', PayloadVersion: 1, PayloadIdentifier: identifier },
      ...{ PayloadUUID: '5B6A4D1E-0C0F-4C44-9C55-5D3B0B4E5B01', PayloadDisplayName: 'Filter' },
      PayloadContent: [
        {
          ...{ PayloadType: 'com.apple.webcontent-filter', PayloadVersion: 1, PayloadIdentifier: `${identifier}.web` },
          PayloadUUID: '5B6A4D1E-0C0F-4C44-9C55-5D3B0B4E5B02',
          FilterType: 'BuiltIn',
          AutoFilterEnabled: true,
        },
      ],
    };
    const policy = await admin.call<{ id: string }>('POST', '/policies', {
      ...{ type: 'profile', options: { name: 'Filter' }, content },
    });
    const assignments = [{ target: { kind: 'device', id: deviceId }, mode: 'include' }];
    await admin.call('PUT', `/policies/${policy.id}/assignments`, { assignments });
    const installs = async (state: string) =>
      (await admin.commands(`deviceId=${deviceId}`)).filter(
        (each) => each.requestType === 'InstallProfile' && each.state === state,
      );
    const [first] = await admin.until('the profile is queued', async () => {
      const queued = await installs('queued');
      return queued.length === 1 && queued;
    });
    const change = { publicUrl: 'https://elsewhere.example', names: [], confirmed: true };
    await admin.call('PUT', '/setup/addresses', change);
    await admin.until('another takes its place', async () => {
      const queued = await installs('queued');
      return queued.length === 1 && queued[0]?.id !== first?.id;
    });
    await admin.call('PUT', '/setup/addresses', { publicUrl: null, names: [], confirmed: true });
    device.close();
  });

  it('refuses what is no address', async () => {
    for (const publicUrl of ['http://plain.example', 'https://a.example/path', 'https://a.example:99999'])
      await expect(admin.call('PUT', '/setup/addresses', { publicUrl, names: [] })).rejects.toThrow(/400/);
  });
});

describe('certificates', () => {
  it('are listed with their devices, and revoking one in use takes a confirmation and shuts its device out (CERT-11, CERT-12)', async () => {
    const running = await runEngine();
    const { admin } = running;
    const device = new StepDevice();
    await device.enroll(await admin.invite());
    const list = (query: string) =>
      admin.call<{ total: number; rows: IssuedCertificate[] }>('GET', `/certificates?${query}`);

    const all = await list('limit=100');
    expect(all.rows.map(({ purpose }) => purpose).sort()).toEqual([
      'device-identity',
      'profile-signing',
      'push',
      'root',
      'tls',
    ]);
    expect(all.rows.every(({ current }) => current)).toBe(true);
    const [identity] = (await list('purpose=device-identity')).rows;
    if (identity === undefined) throw new Error('No identity.');
    const row = await admin.find(device.serialNumber);
    expect(identity).toMatchObject({ state: 'valid', deviceId: row.id });
    expect((await list(`search=${identity.serial.toUpperCase()}`)).total).toBe(1);

    const { pem } = await admin.call<{ pem: string }>('GET', `/certificates/${identity.fingerprint}/pem`);
    expect(new X509Certificate(pem).serialNumber.toLowerCase()).toContain(identity.serial.replace(/^0+/, ''));

    const path = `/certificates/${identity.fingerprint}/revoke`;
    await expect(admin.call('POST', path, { reason: 'keyCompromise' })).rejects.toThrow(/409.*confirmed/);
    expect((await device.idle()).status).toBe(200);
    const revoked = await admin.call<IssuedCertificate>('POST', path, { reason: 'keyCompromise', confirmed: true });
    expect(revoked).toMatchObject({ state: 'revoked', revocationReason: 'keyCompromise', current: false });
    expect((await device.idle()).status).not.toBe(200);
    expect((await list('filter=revoked')).rows.map(({ fingerprint }) => fingerprint)).toEqual([identity.fingerprint]);
    const root = all.rows.find(({ purpose }) => purpose === 'root');
    const ofRoot = admin.call('POST', `/certificates/${root?.fingerprint}/revoke`, {
      reason: 'superseded',
      confirmed: true,
    });
    await expect(ofRoot).rejects.toThrow(/409/);
    device.close();
    await running.stop();
  });
});

describe('the diagnostics bundle', () => {
  it('has what helps, and no secret the store knows', async () => {
    const running = await runEngine({ flags: ['--organisation', 'Maple'] });
    const { admin, engine } = running;
    const device = new StepDevice({ family: 'Mac' });
    const way = await admin.invite({ pin: '830274' });
    await device.enroll(way);
    const { id } = await admin.find(device.serialNumber);
    await admin.queueOne(id, { RequestType: 'DeviceLock', PIN: '917355', Message: 'Come back' });
    const link = await engine.signIn.createLink();
    const account = { name: 'Ada', role: 'owner', password: 'a heron over the pond' };
    await admin.call('POST', '/administrators', account);

    const answer = await admin.call<{ filename: string; bundle: DiagnosticsBundle }>('GET', '/diagnostics');
    const { bundle } = answer;
    expect(answer.filename).toMatch(/^cartwright-diagnostics-\d{4}-\d\d-\d\d\.json$/);
    expect(bundle).toMatchObject({
      product: 'Cartwright',
      counts: { device: 1, administrator: 1 },
      configuration: { vaultPassphrase: 'not set', organisation: 'Maple' },
      status: { organisation: 'Maple' },
    });
    expect(bundle.log.map(({ message }) => message)).toContain('Cartwright is serving');
    expect(bundle.events.map(({ type }) => type)).toContain('administrator.created');

    const text = JSON.stringify(answer);
    const secrets = secretsOf(running.dataDir);
    expect(secrets.length).toBeGreaterThan(8);
    for (const secret of [...secrets, running.apiToken, link, account.password, '830274', '917355'])
      expect(text.includes(secret)).toBe(false);
    device.close();
    await running.stop();
  });
});

describe('a backup', () => {
  it('brings everything back after the store is lost: devices connect, people sign in', async () => {
    const { path: directory, remove } = temporaryDirectory();
    const dataDir = join(directory, 'data');
    const flags = ['--data-dir', dataDir, '--listen', `127.0.0.1:${await freePort()}`, '--console', '127.0.0.1:0'];
    const config = readConfiguration(flags, {});
    const start = async () => {
      const engine = await startEngine({ dataDir, sealer: sealerOf(config), logger: silentLogger, config });
      const owner = { name: 'test', role: 'owner' } as const;
      const { token } = await engine.signIn.tokens.create({ name: 'test', role: 'owner', expiresAt: null }, owner);
      return { engine, admin: new Administrator(engine.consoleUrl, token) };
    };
    const apple = await startSimulatedApple();
    const first = await start();
    await first.admin.setUpPush((csr) => apple.portal.sign(csr));
    const account = { name: 'Ada', role: 'owner' as const, password: 'a heron over the pond' };
    await first.admin.call('POST', '/administrators', account);
    const device = new StepDevice();
    await device.enroll(await first.admin.invite());
    await device.session();

    const made = await first.admin.call<Backup>('POST', '/backups');
    expect(await first.admin.call<BackupCheck>('POST', `/backups/${made.name}/verify`)).toMatchObject({ ok: true });
    const { url, size } = await first.admin.call<{ url: string; size: number }>(
      'POST',
      `/backups/${made.name}/download`,
    );
    const downloaded = Buffer.from(await (await fetch(url)).arrayBuffer());
    expect(downloaded.length).toBe(size);
    expect(downloaded.equals(readFileSync(join(dataDir, 'backups', made.name)))).toBe(true);

    const file = join(dataDir, 'backups', made.name);
    await expect(restore([...flags, '--restore', file, '--overwrite'], {})).rejects.toThrow('Another Cartwright runs');
    await first.engine.stop();
    await expect(restore([...flags, '--restore', file], {})).rejects.toThrow('--overwrite');
    for (const lost of ['cartwright.db', 'cartwright.db-wal', 'cartwright.db-shm', 'vault.json'])
      rmSync(join(dataDir, lost), { force: true });
    expect(await restore([`--restore=${file}`, ...flags], {})).toContain('Restored');

    const second = await start();
    expect((await device.idle()).status).toBe(200);
    const { id } = await second.admin.find(device.serialNumber);
    await second.admin.queueOne(id, { RequestType: 'ProfileList' });
    expect(await device.session()).toContain('ProfileList');
    const signedIn = await fetch(`${second.engine.consoleUrl}/sign-in`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(account),
    });
    expect(signedIn.status).toBe(200);
    expect((await second.admin.events()).map(({ type }) => type)).toContain('backup.restored');
    device.close();
    await second.engine.stop();
    await apple.close();
    remove();
  });
});
