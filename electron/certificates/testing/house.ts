import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Logger, silentLogger } from '../../../shared/logger.ts';
import { addDevice } from '../../commands/testing/room.ts';
import { ScepService } from '../../identity/index.ts';
import { openTestIdentity } from '../../identity/testing/house.ts';
import { openKerberos } from '../../kerberos/index.ts';
import { openDelivery, type ProfileVersion } from '../../profiles/index.ts';
import type { PlistDict } from '../../protocol/index.ts';
import { type Certificates, openCertificates, openOrders, RELAY_PATH, UPLOAD_PATH } from '../index.ts';

/** A server on loopback that answers with a function; closed with `close`. */
export async function serve(answer: (request: IncomingMessage, body: Buffer, response: ServerResponse) => void) {
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => answer(request, Buffer.concat(parts), response));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const close = () =>
    new Promise<void>((resolve) => {
      server.closeAllConnections();
      server.close(() => resolve());
    });
  return { url, close };
}

/** The room with the real store, authority and SCEP server, which answers on loopback. */
export async function openHouse(logger: Logger = silentLogger) {
  const identity = await openTestIdentity();
  const { store, authority, clock, challenges } = identity;
  const orders = openOrders(store);
  const scep = new ScepService({ store, clock, logger: silentLogger, authority, challenges, orders: orders.scep });
  const listener = await serve((request, body, response) => {
    const { pathname, searchParams: query } = new URL(request.url ?? '/', 'http://x');
    if (pathname.startsWith(RELAY_PATH)) {
      const method = request.method === 'POST' ? 'POST' : 'GET';
      const operation = query.get('operation') ?? '';
      const parameter = query.get('message') ?? undefined;
      void certificates
        .relay({ method, pass: pathname.slice(RELAY_PATH.length), operation, parameter, body })
        .then((answer) => response.writeHead(answer.status, { 'content-type': answer.contentType }).end(answer.body));
      return;
    }
    if (pathname.startsWith(UPLOAD_PATH)) {
      const { method = 'GET', headers } = request;
      void certificates
        .upload({
          ...{ method, token: pathname.slice(UPLOAD_PATH.length), body },
          contentType: headers['content-type'] ?? '',
          acceptLanguage: headers['accept-language'] ?? '',
        })
        .then((answer) => response.writeHead(answer.status, answer.headers).end(answer.body));
      return;
    }
    const message = request.method === 'POST' ? body : Buffer.from(query.get('message') ?? '', 'base64');
    const name = query.get('message');
    void scep
      .handle({ operation: query.get('operation') ?? '', ...(name === null ? {} : { name }), message })
      .then((answer) => response.writeHead(answer.status, { 'content-type': answer.contentType }).end(answer.body));
  });
  const used: { id: string; title: string; content: PlistDict }[] = [];
  const kerberos = openKerberos({ store, logger });
  const certificates: Certificates = openCertificates({
    store,
    logger,
    authority,
    orders,
    kerberos,
    baseUrl: () => listener.url,
    attributeVariables: () => [],
    profiles: () => used,
  });
  const delivery = openDelivery({
    sign: (xml) => certificates.sign(xml),
    encryptFor: (der, content) => authority.encryptFor(der, content),
    identityOf: () => undefined,
    attributeVariables: () => [],
    sources: certificates.sources,
  });
  const pad = await addDevice(store, { device: { name: 'iPad 1' } });
  const close = () => listener.close();
  return { ...identity, scep, orders, kerberos, certificates, delivery, pad, used, url: listener.url, close };
}

/** A version of a profile with one payload. */
export function profileOf(type: string, keys: PlistDict): ProfileVersion {
  return {
    identifier: 'org.example.identity',
    uuid: '0B6C2F2E-1E1B-4C3B-9E0A-5A0F0E5A0001',
    encrypted: false,
    scope: 'System',
    content: {
      PayloadType: 'Configuration',
      PayloadVersion: 1,
      PayloadIdentifier: 'org.example.identity',
      PayloadUUID: 'A',
      PayloadContent: [
        {
          PayloadType: type,
          PayloadVersion: 1,
          PayloadIdentifier: 'org.example.identity.1',
          PayloadUUID: 'B0B0B0B0-0000-4000-8000-000000000001',
          ...keys,
        },
      ],
    },
  };
}
