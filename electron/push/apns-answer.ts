/** What became of one wake-up handed to the connection. */
export type WakeOutcome =
  | { readonly kind: 'delivered'; readonly apnsId: string }
  /** Apple refuses this device's token: no use in trying again before the device sends a new one. */
  | {
      readonly kind: 'rejected';
      readonly status: number;
      readonly reason: string;
      /** 410 only: since when Apple knows the token to be gone. */
      readonly since: number | undefined;
      readonly apnsId: string;
    }
  /** Apple refuses the request for a reason that is not the device's: it is repeated in the ordinary gaps. */
  | { readonly kind: 'refused'; readonly status: number; readonly reason: string; readonly apnsId: string }
  /**
   * Worth another try. `accepted` tells what is known: `no` when Apple certainly did not take it, `unknown` when the
   * connection ended before the answer. `counts` is false when the request never was Apple's to judge.
   */
  | {
      readonly kind: 'retry';
      readonly afterMs: number;
      readonly cause: string;
      readonly status: number | undefined;
      readonly accepted: 'no' | 'unknown';
      readonly counts: boolean;
    };

/** An answer that speaks of our certificate or topic, and so of every wake-up. */
export interface ServiceRefusal {
  readonly kind: 'service-refused';
  readonly status: number;
  readonly reason: string;
}

/** One answer of APNs as it came. */
export interface ApnsAnswer {
  status: number;
  body: string;
  apnsId: string;
  retryAfter: string | undefined;
}

const TOKEN_REASONS: ReadonlySet<string> = new Set([
  'BadDeviceToken',
  'DeviceTokenNotForTopic',
  'MissingDeviceToken',
  'Unregistered',
  'ExpiredToken',
]);

/** With a certificate the topic is the certificate's: when Apple does not like it, no request will fare better. */
const SERVICE_REASONS: ReadonlySet<string> = new Set([
  'BadTopic',
  'MissingTopic',
  'TopicDisallowed',
  'BadCertificate',
  'BadCertificateEnvironment',
]);

const MINUTE = 60_000;

/**
 * What an answer means for the wake-up it answers (Apple, "Handling notification responses from APNs").
 * Unknown reasons are judged by their status.
 */
export function judgeAnswer(answer: ApnsAnswer): WakeOutcome | ServiceRefusal {
  const { status, apnsId } = answer;
  if (status === 200) return { kind: 'delivered', apnsId };
  const { reason, timestamp } = readReason(answer.body, status);
  if (status === 410) return { kind: 'rejected', status, reason, since: timestamp, apnsId };
  if (status === 403 || SERVICE_REASONS.has(reason)) return { kind: 'service-refused', status, reason };
  if (status === 400 && TOKEN_REASONS.has(reason))
    return { kind: 'rejected', status, reason, since: undefined, apnsId };
  if (status === 429 || status >= 500) {
    const pause = status === 429 ? MINUTE : status === 503 ? 2_000 : 15_000;
    const afterMs = Math.max(pause, retryAfterMs(answer.retryAfter));
    return { kind: 'retry', afterMs, cause: reason, status, accepted: 'no', counts: true };
  }
  return { kind: 'refused', status, reason, apnsId };
}

/** The `reason` (and `timestamp`, milliseconds) of an error body or of the debug data of a GOAWAY. */
export function readReason(body: string, status: number): { reason: string; timestamp: number | undefined } {
  try {
    const parsed: unknown = JSON.parse(body);
    if (typeof parsed === 'object' && parsed !== null) {
      const { reason, timestamp } = parsed as { reason?: unknown; timestamp?: unknown };
      return {
        reason: typeof reason === 'string' && /^\w{1,64}$/.test(reason) ? reason : `Status${status}`,
        timestamp: typeof timestamp === 'number' && Number.isFinite(timestamp) ? timestamp : undefined,
      };
    }
  } catch {
    // No JSON: the status alone has to do.
  }
  return { reason: `Status${status}`, timestamp: undefined };
}

/** True when a reason given with a GOAWAY says that the certificate, not the connection, is the trouble. */
export function isCertificateReason(reason: string): boolean {
  return SERVICE_REASONS.has(reason) || reason === 'Forbidden';
}

function retryAfterMs(header: string | undefined): number {
  const seconds = header !== undefined && /^\d{1,6}$/.test(header) ? Number(header) : 0;
  return Math.min(seconds * 1000, 60 * MINUTE);
}
