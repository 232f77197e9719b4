import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { rootCertificates, type TLSSocket } from 'node:tls';
import { CartwrightError } from '../../shared/errors.ts';

const TIMEOUT = 15_000;
const MAX_BYTES = 512 * 1024;

/** An answer of another server. */
export interface ServerAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly authenticate: string;
  /** The server's own certificate (DER), over HTTPS. */
  readonly certificate: Buffer | undefined;
  readonly body: Buffer;
}

/**
 * Asks another server, over HTTP or HTTPS: no redirects, within 15 seconds, half a megabyte at most.
 *
 * @param options.trustPem certificates trusted beside the public ones
 * @throws CartwrightError `conflict` with what to do
 */
export function askServer(
  url: string,
  options: {
    readonly trustPem: readonly string[];
    readonly method?: 'GET' | 'POST';
    readonly body?: Buffer;
    readonly contentType?: string;
    /** How to sign in: the `Authorization` header. */
    readonly authorization?: string | undefined;
    readonly timeoutMs?: number;
  },
): Promise<ServerAnswer> {
  const { protocol } = new URL(url);
  const headers = {
    ...(options.body === undefined
      ? {}
      : { 'content-type': options.contentType, 'content-length': options.body.length }),
    ...(options.authorization === undefined ? {} : { authorization: options.authorization }),
  };
  return new Promise((resolve, reject) => {
    const fail = (error: unknown): void => reject(unreachable(url, error));
    const settings = { method: options.method ?? 'GET', headers, agent: false as const };
    const sent =
      protocol === 'https:'
        ? httpsRequest(url, { ...settings, ca: [...rootCertificates, ...options.trustPem] })
        : httpRequest(url, settings);
    const timer = setTimeout(
      () => sent.destroy(new Error('the server did not answer in time')),
      options.timeoutMs ?? TIMEOUT,
    );
    sent.once('close', () => clearTimeout(timer));
    sent.once('error', fail);
    sent.once('response', (response) => {
      const certificate = (response.socket as Partial<TLSSocket>).getPeerCertificate?.().raw;
      const parts: Buffer[] = [];
      let size = 0;
      response.on('data', (part: Buffer) => {
        size += part.length;
        if (size > MAX_BYTES) sent.destroy(new Error('the answer is too large'));
        else parts.push(part);
      });
      response.once('error', fail);
      response.once('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          contentType: response.headers['content-type'] ?? '',
          authenticate: String(response.headers['www-authenticate'] ?? ''),
          certificate,
          body: Buffer.concat(parts),
        }),
      );
    });
    sent.end(options.body);
  });
}

/** Why a server could not be asked, with what helps. */
function unreachable(url: string, cause: unknown): CartwrightError {
  const { host } = new URL(url);
  const code = (cause as NodeJS.ErrnoException).code ?? '';
  const why = cause instanceof Error ? cause.message : String(cause);
  const help =
    code === 'ENOTFOUND' || code === 'EAI_AGAIN'
      ? 'There is no server of this name. Check the address.'
      : code === 'ECONNREFUSED'
        ? 'Nothing answers at this address and port. Check both, and the firewall.'
        : /CERT|SELF_SIGNED|UNABLE_TO|ALTNAME/.test(code)
          ? 'Its certificate is not trusted. Import the certificate of its authority into the library.'
          : 'Check the address and the network, then try again.';
  return new CartwrightError('conflict', `${host} cannot be asked: ${why}. ${help}`, { cause });
}
