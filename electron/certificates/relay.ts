import type { Logger } from '../../shared/logger.ts';
import { scepStatus } from '../identity/index.ts';
import type { Store } from '../store/index.ts';
import { askServer } from './ask-server.ts';
import type { Library } from './library.ts';
import type { Orders } from './orders.ts';

/** A request of a device to a SCEP server of others, through us. */
export interface RelayRequest {
  readonly method: 'GET' | 'POST';
  /** What stands behind the way of the relay. */
  readonly pass: string;
  readonly operation: string;
  /** The `message` parameter, as it came. */
  readonly parameter: string | undefined;
  readonly body: Buffer;
}

export interface RelayAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly body: Buffer;
}

const OPERATIONS = new Set(['GetCACaps', 'GetCACert', 'GetNextCACert', 'PKIOperation']);
const TYPES = /^(?:application\/x-(?:pki-message|x509-(?:ca-(?:ra-)?|next-ca-)cert)|text\/plain)/i;
const nothing = (status: number): RelayAnswer => ({ status, contentType: 'text/plain', body: Buffer.alloc(0) });

/**
 * Passes on what devices say to a SCEP server of the library, and what it answers. Only with a pass that was made for the
 * payload of one device, and only to the address the library has: nothing else can be reached through here. What is said is
 * encrypted between the two; whether a certificate was given can be seen, and is told as an event.
 */
export function openRelay(parts: { store: Store; logger: Logger; orders: Orders; library: Library }) {
  const { store, logger, orders, library } = parts;
  return async ({ method, pass, operation, parameter, body }: RelayRequest): Promise<RelayAnswer> => {
    const order = orders.relayed(pass, store.clock.now());
    const item = order?.itemId == null ? undefined : library.row(order.itemId);
    if (order === undefined || item?.kind !== 'scep') return nothing(404);
    const { url, relay } = library.scepOf(item);
    if (!relay) return nothing(404);
    if (!OPERATIONS.has(operation) || (method === 'POST' && operation !== 'PKIOperation')) return nothing(400);
    const query = new URLSearchParams({ operation, ...(parameter === undefined ? {} : { message: parameter }) });
    try {
      const answer = await askServer(`${url}${url.includes('?') ? '&' : '?'}${query}`, {
        trustPem: library.trustPem(),
        method,
        ...(method === 'POST' ? { body, contentType: 'application/x-pki-message' } : {}),
      });
      const proper = answer.status === 200 && TYPES.test(answer.contentType);
      if (operation === 'PKIOperation') {
        const status = answer.status === 200 ? scepStatus(answer.body) : `HTTP ${answer.status}`;
        await store.write((work) =>
          work.event({
            type: 'certificate-order.relayed',
            deviceId: order.deviceId,
            actor: 'device',
            data: { orderId: order.id, profileIdentifier: order.profileIdentifier, server: item.name, status },
          }),
        );
      }
      return proper
        ? { status: 200, contentType: answer.contentType, body: answer.body }
        : nothing(answer.status === 200 ? 502 : answer.status);
    } catch (error) {
      logger.warn({ err: error, server: item.name, deviceId: order.deviceId }, 'a SCEP server did not answer a device');
      return nothing(502);
    }
  };
}
