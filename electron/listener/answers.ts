import type { ServerResponse } from 'node:http';
import { CartwrightError } from '../../shared/errors.ts';

/** Flat name, value, name, value: the form Node writes without copying. */
type Headers = string[];

const XML: Headers = ['Content-Type', 'application/xml; charset=UTF-8'];
const NOTHING: Headers = ['Content-Length', '0'];

/** Answers with a status and no body. */
export function sendStatus(response: ServerResponse, status: number): void {
  response.writeHead(status, NOTHING);
  response.end();
}

/** Answers with a status, no body, and the end of the connection: what else the sender says is not read. */
export function sendStatusAndClose(response: ServerResponse, status: number): void {
  if (response.headersSent || response.destroyed) {
    response.destroy();
    return;
  }
  response.writeHead(status, ['Content-Length', '0', 'Connection', 'close']);
  response.end();
}

/** Answers 200 with a property list, or with zero bytes (LOOP-1). */
export function sendPlist(response: ServerResponse, body: Buffer | null): void {
  sendDocument(response, 200, body);
}

/** Answers with a status and a document for a device: a property list unless `contentType` says otherwise. */
export function sendDocument(
  response: ServerResponse,
  status: number,
  body: Buffer | null,
  contentType?: string,
): void {
  if (body === null) {
    sendStatus(response, status);
    return;
  }
  const type = contentType === undefined ? XML : ['Content-Type', contentType];
  response.writeHead(status, [...type, 'Content-Length', String(body.length)]);
  response.end(body);
}

/** Answers with a body of any kind. */
export function sendBody(
  response: ServerResponse,
  status: number,
  headers: Readonly<Record<string, string>>,
  body: Buffer | string,
): void {
  response.writeHead(status, { ...headers, 'Content-Length': Buffer.byteLength(body) });
  response.end(body);
}

/**
 * What a failure of ours is answered with: 503 when it may be over soon (the store, the vault), else 500. Never 401,
 * which devices obey, and never a word about it: the log has the rest (CHK-15).
 */
export function statusOfFailure(error: unknown): 500 | 503 {
  const passing =
    error instanceof CartwrightError && ['store-failure', 'vault-locked', 'not-configured'].includes(error.code);
  return passing ? 503 : 500;
}
