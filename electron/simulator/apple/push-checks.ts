import type { IncomingHttpHeaders } from 'node:http2';
import type { PushRegistry } from './push-registry.ts';

/** An answer of APNs: status, and Apple's reason where it is a refusal. `timestamp` goes with 410. */
export interface PushAnswer {
  status: number;
  reason?: string;
  timestamp?: number;
}

/** What the client's certificate says, read once for each connection. */
export type PushClient = { kind: 'none' } | { kind: 'refused'; reason: string } | { kind: 'topic'; topic: string };

export interface PushRequest {
  headers: IncomingHttpHeaders;
  body: Buffer;
  client: PushClient;
}

export interface AcceptedPush {
  token: string;
  magic: string;
  expiration: number | undefined;
}

const MAX_BODY = 4096;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const refuse = (status: number, reason: string): PushAnswer => ({ status, reason });
const one = (value: string | string[] | undefined): string | undefined => (Array.isArray(value) ? value[0] : value);

/**
 * Decides on one notification the way APNs does ("Handling notification responses from APNs"): what is wrong with
 * it, or what to deliver. `BadPayload` is the simulator's own, stricter rule: an MDM push is `{"mdm": magic}` and
 * nothing else.
 */
export function checkPush(request: PushRequest, registry: PushRegistry): PushAnswer | AcceptedPush {
  const { headers, client } = request;
  if (client.kind === 'none') return refuse(403, 'MissingProviderToken');
  if (client.kind === 'refused') return refuse(403, client.reason);
  if (headers[':method'] !== 'POST') return refuse(405, 'MethodNotAllowed');
  const path = headers[':path'] ?? '';
  if (!path.startsWith('/3/device')) return refuse(404, 'BadPath');
  const token = path.slice('/3/device/'.length).toLowerCase();
  if (token === '') return refuse(400, 'MissingDeviceToken');
  const wrongHeader = checkHeaders(headers, client.topic);
  if (wrongHeader) return refuse(400, wrongHeader);
  const known = /^[0-9a-f]{8,200}$/.test(token) ? registry.lookup(token) : undefined;
  if (!known) return refuse(400, 'BadDeviceToken');
  if (known.topic !== client.topic) return refuse(400, 'DeviceTokenNotForTopic');
  if (known.unregisteredAt !== undefined) {
    return { status: 410, reason: 'Unregistered', timestamp: known.unregisteredAt };
  }
  if (request.body.length === 0) return refuse(400, 'PayloadEmpty');
  if (request.body.length > MAX_BODY) return refuse(413, 'PayloadTooLarge');
  const magic = magicIn(request.body);
  if (magic === undefined) return refuse(400, 'BadPayload');
  const expiration = one(headers['apns-expiration']);
  return { token, magic, expiration: expiration === undefined ? undefined : Number(expiration) };
}

function checkHeaders(headers: IncomingHttpHeaders, topic: string): string | undefined {
  const id = one(headers['apns-id']);
  if (id !== undefined && !UUID.test(id)) return 'BadMessageId';
  const wanted = one(headers['apns-topic']);
  if (wanted === undefined) return 'MissingTopic';
  if (!/^[A-Za-z0-9.-]{1,200}$/.test(wanted)) return 'BadTopic';
  if (wanted !== topic) return 'TopicDisallowed';
  if (one(headers['apns-push-type']) !== 'mdm') return 'InvalidPushType';
  const priority = one(headers['apns-priority']);
  if (priority !== undefined && !/^(1|5|10)$/.test(priority)) return 'BadPriority';
  const expiration = one(headers['apns-expiration']);
  if (expiration !== undefined && !/^\d{1,12}$/.test(expiration)) return 'BadExpirationDate';
  return undefined;
}

function magicIn(body: Buffer): string | undefined {
  try {
    const value: unknown = JSON.parse(body.toString('utf8'));
    if (typeof value !== 'object' || value === null) return undefined;
    const entries = Object.entries(value);
    const [key, magic] = entries[0] ?? [];
    return entries.length === 1 && key === 'mdm' && typeof magic === 'string' ? magic : undefined;
  } catch {
    return undefined;
  }
}
