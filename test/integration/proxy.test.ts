import { readFileSync } from 'node:fs';
import { createServer, request as httpsRequest, type Server } from 'node:https';
import { join } from 'node:path';
import type { TLSSocket } from 'node:tls';
import { afterEach, describe, expect, it } from 'vitest';
import { createFleet, STEADY_IPADS } from '../../electron/simulator/index.ts';
import type { WaysIn } from '../../shared/contract/index.ts';
import { commandLine } from '../support/command-line.ts';
import { freePort } from '../support/free-port.ts';
import { type RunningEngine, runEngine } from '../support/running-engine.ts';
import { StepDevice } from '../support/step-device.ts';

/** How a proxy hands on the certificate of who connects to it. */
type Form = { header: string; write: (der: Buffer) => string };

const RFC_9440: Form = { header: 'Client-Cert', write: (der) => `:${der.toString('base64')}:` };
const NGINX: Form = {
  header: 'X-SSL-Client-Cert',
  // $ssl_client_escaped_cert
  write: (der) => {
    const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
    return encodeURIComponent(`-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`);
  },
};

const stops: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

/** A proxy that ends TLS in front of the engine, with a certificate of the administrator's own. */
async function behindProxy(
  form: Form,
  flags: string[],
): Promise<{ running: RunningEngine; trustPem: string; inner: string }> {
  const port = await freePort();
  const engineAt = await freePort();
  const outside = ['--public-url', `https://localhost:${port}`, '--listen', `127.0.0.1:${engineAt}`];
  const running = await runEngine({ flags: [...outside, '--client-certificate-header', form.header, ...flags] });
  stops.push(() => running.stop());
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'];
  const files = ['-keyout', 'proxy.key', '-out', 'proxy.pem'];
  await commandLine('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', ...subject, ...files], {
    directory: running.directory,
  });
  const read = (name: string) => readFileSync(join(running.directory, name));
  const proxy: Server = createServer(
    { key: read('proxy.key'), cert: read('proxy.pem'), requestCert: true, rejectUnauthorized: false },
    (request, response) => {
      const peer = (request.socket as TLSSocket).getPeerCertificate();
      const headers = { ...request.headers };
      delete headers[form.header.toLowerCase()];
      if (peer.raw !== undefined) headers[form.header.toLowerCase()] = form.write(peer.raw);
      const onward = httpsRequest(
        {
          ...{ host: '127.0.0.1', port: engineAt, servername: 'localhost', ca: running.rootPem },
          ...{ path: request.url, method: request.method, headers },
        },
        (answer) => {
          response.writeHead(answer.statusCode ?? 502, answer.headers);
          answer.pipe(response);
        },
      );
      onward.on('error', () => response.destroy());
      request.pipe(onward);
    },
  );
  proxy.listen(port, '127.0.0.1');
  stops.push(async () => {
    proxy.closeAllConnections();
    await new Promise((resolve) => proxy.close(resolve));
  });
  return { running, trustPem: read('proxy.pem').toString(), inner: `https://127.0.0.1:${engineAt}` };
}

describe.each([RFC_9440, NGINX])('a reverse proxy that hands on certificates as $header', (form) => {
  it('serves devices from enrollment to commands when it is listed', async () => {
    const { running, trustPem } = await behindProxy(form, ['--trusted-proxies', '10.9.8.7,127.0.0.0/8']);
    const { admin, apple } = running;
    const device = new StepDevice();
    const way = await admin.invite();
    expect(way.url).toMatch(/^https:\/\/localhost:/);
    await device.enroll({ ...way, trustPem }, apple);
    expect(await device.session()).toContain('DeviceInformation');
    const { id } = await admin.find(device.serialNumber);
    const command = await admin.queueOne(id, { RequestType: 'ProfileList' });
    expect(await device.session()).toEqual(['ProfileList']);
    expect((await admin.command(command)).state).toBe('acknowledged');
    device.close();
  });

  it('is not believed when it is not listed: its devices hear 403 and stay as they are', async () => {
    const { running, trustPem } = await behindProxy(form, ['--trusted-proxies', '10.9.8.7']);
    const device = new StepDevice();
    // The profile and SCEP need no certificate, so the device comes as far as Authenticate.
    await expect(device.enroll({ ...(await running.admin.invite()), trustPem })).rejects.toThrow('403');
    expect(await running.admin.devices()).toEqual([]);
    device.close();
  });
});

describe('a reverse proxy that hands on no certificate', () => {
  const nothing: Form = { header: 'X-Nothing', write: () => '' };

  it('serves devices that sign their messages, over the air and with an account, until the first command is answered', async () => {
    const { running, trustPem } = await behindProxy(nothing, []);
    const { admin, apple } = running;
    const invitationId = (await admin.invite({ name: 'By account', signMessage: true })).id;
    await admin.call('POST', '/device-users/accounts', { shortName: 'grace', password: 'Kreide' });
    const ways = await admin.call<WaysIn>('GET', '/ways-in');
    const accountDriven = { user: false, device: true, domains: ['maple.example'], who: 'accounts', invitationId };
    await admin.call('PUT', '/ways-in', { ...ways, accountDriven });
    const fleet = createFleet({
      seed: 77,
      count: 2,
      push: apple.apns.devices,
      factory: apple.factory,
      mix: STEADY_IPADS,
      keyPool: 1,
      apps: 2,
    });
    stops.push(() => fleet.stop());
    const account = { account: 'grace@maple.example', password: 'Kreide', domainUrl: running.engine.listenerUrl };
    const air = await admin.invite({ way: 'over-the-air', signMessage: true });
    const { failed } = await fleet.enrollAll([
      { ...air, trustPem },
      { ...account, trustPem },
    ]);
    expect(failed).toEqual([]);
    for (const { state } of fleet.devices) {
      const { id } = await admin.inventoried(state.serialNumber);
      await admin.reached(await admin.send(id, { RequestType: 'ProfileList' }), 'acknowledged');
    }
  });
});

describe('a device that goes around a listed proxy', () => {
  it('is known by the certificate of its own handshake', async () => {
    const { running, trustPem, inner } = await behindProxy(RFC_9440, ['--trusted-proxies', '10.9.8.7']);
    const device = new StepDevice();
    await device.download({ ...(await running.admin.invite()), trustPem });
    const identity = await device.obtainIdentity();
    const { terms } = device;
    if (terms === undefined) throw new Error('There is no profile.');
    // Straight at the engine, which sees the certificate in the handshake.
    const management = { ...terms.management, serverUrl: `${inner}/mdm/connect`, checkInUrl: `${inner}/mdm/checkin` };
    device.terms = { ...terms, management };
    device.takeIdentity(identity);
    expect((await device.authenticate()).status).toBe(200);
    device.close();
  });
});
