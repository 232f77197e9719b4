import { readFileSync } from 'node:fs';
import { createServer as createHttpsServer } from 'node:https';
import { connect, createServer as createTcpServer } from 'node:net';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { createFleet, type Fleet, STEADY_IPADS } from '../../electron/simulator/index.ts';
import type { WaysIn } from '../../shared/contract/index.ts';
import { commandLine } from '../support/command-line.ts';
import { freePort } from '../support/free-port.ts';
import { type RunningEngine, runEngine } from '../support/running-engine.ts';
import { testProfile } from '../support/test-profile.ts';

const stops: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

async function engineWith(flags: string[]): Promise<RunningEngine> {
  const running = await runEngine({ flags });
  stops.push(() => running.stop());
  return running;
}

function fleetOf({ apple }: RunningEngine, count: number): Fleet {
  const factory = apple.factory;
  const fleet = createFleet({
    seed: 61,
    count,
    push: apple.apns.devices,
    factory,
    mix: STEADY_IPADS,
    keyPool: 1,
    apps: 2,
  });
  stops.push(() => fleet.stop());
  return fleet;
}

async function firstCommand({ admin }: RunningEngine, serialNumber: string): Promise<void> {
  const { id } = await admin.inventoried(serialNumber);
  await admin.reached(await admin.send(id, { RequestType: 'SecurityInfo' }), 'acknowledged');
}

describe('a device that is redirected', () => {
  it('LOOP-8 follows, whichever redirect it is, for every message from the first on', async () => {
    const [outside, inside] = [await freePort(), await freePort()];
    const names = ['--public-url', `https://localhost:${outside}`, '--listen', `127.0.0.1:${inside}`];
    const running = await engineWith(names);
    const { admin, directory } = running;
    const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'];
    const files = ['-keyout', 'own.key', '-out', 'own.pem'];
    await commandLine(
      'openssl',
      ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', ...subject, ...files],
      {
        directory,
      },
    );
    const read = (name: string) => readFileSync(join(directory, name), 'utf8');
    // A certificate of the administrator's own, so that the devices trust both doors.
    await admin.call('POST', '/tls', { bundle: `${read('own.pem')}${read('own.key')}` });
    const statuses = [301, 302, 307, 308];
    const seen: string[] = [];
    const door = createHttpsServer({ key: read('own.key'), cert: read('own.pem') }, (request, response) => {
      const status = statuses[seen.length % statuses.length] ?? 307;
      seen.push(`${request.method} ${request.url?.split('?')[0]?.replace(/\/enroll\/.*/, '/enroll')} ${status}`);
      request.resume().on('end', () => {
        response.writeHead(status, { location: `https://localhost:${inside}${request.url}` }).end();
      });
    });
    await new Promise<void>((resolve) => void door.listen(outside, '127.0.0.1', resolve));
    stops.push(async () => {
      door.closeAllConnections();
      await new Promise((resolve) => door.close(resolve));
    });
    const fleet = fleetOf(running, 2);
    const way = { ...(await admin.invite()), trustPem: read('own.pem') };
    const air = { ...(await admin.invite({ way: 'over-the-air' })), trustPem: read('own.pem') };
    expect((await fleet.enrollAll([way, air])).failed).toEqual([]);
    for (const { state } of fleet.devices) await firstCommand(running, state.serialNumber);
    // Every message began at the address in the profile: nobody remembered where the last one was sent.
    for (const path of ['PUT /mdm/checkin', 'PUT /mdm/connect', 'GET /scep', 'GET /enroll', 'POST /enroll']) {
      expect(seen.some((line) => line.startsWith(path))).toBe(true);
    }
    expect(new Set(seen.map((line) => line.slice(-3)))).toEqual(new Set(['301', '302', '307', '308']));
  });
});

describe('a check-in address of its own', () => {
  it('is in the profile, in the certificate, and where devices check in; they connect at the other', async () => {
    const [apart, inside] = [await freePort(), await freePort()];
    let checkIns = 0;
    const door = createTcpServer((socket) => {
      // Connections are kept: what counts is that something is said.
      socket.on('data', () => {
        checkIns += 1;
      });
      const onward = connect(inside, '127.0.0.1');
      for (const end of [socket, onward]) end.on('error', () => {});
      socket.pipe(onward).pipe(socket);
    });
    await new Promise<void>((resolve) => void door.listen(apart, '127.0.0.1', resolve));
    stops.push(() => new Promise((resolve) => door.close(resolve)));
    const flags = ['--listen', `127.0.0.1:${inside}`, '--check-in-url', `https://localhost:${apart}`];
    const running = await engineWith(flags);
    const { admin } = running;
    const ways = await admin.call<WaysIn>('GET', '/ways-in');
    expect(ways.checkInUrl).toBe(`https://localhost:${apart}/mdm/checkin`);
    expect(ways.serverUrl).toBe(`${running.engine.listenerUrl}/mdm/connect`);
    expect((await admin.status()).listener.certificate.names).toContain('localhost');
    const fleet = fleetOf(running, 1);
    expect((await fleet.enrollAll(await admin.invite())).failed).toEqual([]);
    const [device] = fleet.devices;
    expect(device?.state.management?.checkInUrl).toBe(ways.checkInUrl);
    const before = checkIns;
    expect(before).toBeGreaterThan(0);
    await firstCommand(running, device?.state.serialNumber ?? '');
    expect(checkIns).toBe(before);
    await device?.removeManagement();
    await admin.until('its end', async () => (await admin.find(device?.state.serialNumber ?? '')).state === 'ended');
    expect(checkIns).toBeGreaterThan(before);
  });
});

describe('what comes after the enrollment', () => {
  it('BP-2 comes as profiles of their own, beside the one that enrolled', async () => {
    const running = await engineWith([]);
    const { admin } = running;
    const fleet = fleetOf(running, 1);
    await fleet.enrollAll(await admin.invite());
    const [device] = fleet.devices;
    const { id } = await admin.inventoried(device?.state.serialNumber ?? '');
    const [enrollmentProfile] = await admin.profiles(id);
    const install = { RequestType: 'InstallProfile', Payload: testProfile('example.maple.timetable') };
    await admin.reached(await admin.send(id, install), 'acknowledged');
    const profiles = await admin.until('the new profile', async () => {
      const all = await admin.profiles(id);
      return all.length === 2 ? all : undefined;
    });
    expect(profiles.map(({ identifier }) => identifier).sort()).toEqual(
      [enrollmentProfile?.identifier, 'example.maple.timetable'].sort(),
    );
    expect(profiles.find(({ identifier }) => identifier === enrollmentProfile?.identifier)?.uuid).toBe(
      enrollmentProfile?.uuid,
    );
  });
});
