/*
 * The check-in message DeclarativeManagement: what its endpoint asks for, and the bodies of the answers, which are JSON.
 * Source: Apple's device-management schema, mdm/checkin/declarativemanagement and declarative/protocol.
 */

const KINDS = ['activation', 'asset', 'configuration', 'management'] as const;

/** What a DeclarativeManagement message wants. */
export type DeclarativeRequest =
  | { wants: 'tokens' }
  | { wants: 'declaration-items' }
  | { wants: 'declaration'; kind: (typeof KINDS)[number]; identifier: string }
  | { wants: 'status' };

/** Reads an `Endpoint`; undefined for one Apple does not define. */
export function readDeclarativeEndpoint(endpoint: string): DeclarativeRequest | undefined {
  if (endpoint === 'tokens' || endpoint === 'declaration-items' || endpoint === 'status') return { wants: endpoint };
  const [first, second, ...rest] = endpoint.split('/');
  const kind = KINDS.find((known) => known === second);
  const identifier = rest.join('/');
  return first === 'declaration' && kind !== undefined && identifier !== ''
    ? { wants: 'declaration', kind, identifier }
    : undefined;
}

/** The answer to `tokens`. `at` is when the set changed last, in milliseconds since the epoch. */
export function declarationTokens(token: string, at: number): Buffer {
  // Devices take ISO 8601 without fractions of a second.
  const Timestamp = `${new Date(at).toISOString().slice(0, 19)}Z`;
  return Buffer.from(JSON.stringify({ SyncTokens: { Timestamp, DeclarationsToken: token } }));
}

/** The answer to `declaration-items` while a device has no declarations. */
export function noDeclarations(token: string): Buffer {
  const Declarations = { Activations: [], Assets: [], Configurations: [], Management: [] };
  return Buffer.from(JSON.stringify({ Declarations, DeclarationsToken: token }));
}

/** The JSON object of a status report; undefined when it is none. */
export function readStatusReport(data: Uint8Array): Record<string, unknown> | undefined {
  try {
    const report: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(data));
    return typeof report === 'object' && report !== null && !Array.isArray(report)
      ? (report as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}
