/** What the listener puts up with, so that no sender can take it down. Sizes in bytes, times in milliseconds. */
export interface ListenerLimits {
  /** Connections at once; more are closed at once. */
  maxConnections: number;
  /** Connections from one address at once. A whole school may come from one, so this is generous; proxies are exempt. */
  maxConnectionsPerAddress: number;
  /** All headers of a request together; a signed message's `Mdm-Signature` takes 3 to 6 KB. */
  headerBytes: number;
  /** A connect: the answer that lists every app of a device. */
  connectBodyBytes: number;
  /** A check-in. */
  checkInBodyBytes: number;
  /** A message of someone who shows no identity of ours: room for a check-in, whose refusal is worth an answer. */
  strangerBodyBytes: number;
  /** A SCEP request. */
  scepBodyBytes: number;
  /** A form of the enrollment page, or what a device that asks for its profile tells about itself. */
  formBodyBytes: number;
  /** All bodies that are being received, together; more are asked to come again (503). */
  receivingBytes: number;
  /** From the connection to the end of the TLS handshake. */
  handshakeMs: number;
  /** From the first byte of a request to the end of its headers. */
  headersMs: number;
  /** From the end of the headers to the end of the body. */
  bodyMs: number;
  /** How long a connection may stay without a byte going either way while a request is under way. */
  stalledMs: number;
  /** How long an idle connection is kept for the next request. */
  keepAliveMs: number;
  /** How long requests under way get to finish when the listener stops. */
  stopMs: number;
}

const KB = 1024;
const MB = 1024 * KB;

export const DEFAULT_LIMITS: ListenerLimits = {
  maxConnections: 20_000,
  maxConnectionsPerAddress: 10_000,
  headerBytes: 16 * KB,
  connectBodyBytes: 16 * MB,
  checkInBodyBytes: MB,
  strangerBodyBytes: 64 * KB,
  scepBodyBytes: 64 * KB,
  formBodyBytes: 64 * KB,
  receivingBytes: 256 * MB,
  handshakeMs: 20_000,
  headersMs: 20_000,
  bodyMs: 60_000,
  stalledMs: 120_000,
  keepAliveMs: 75_000,
  stopMs: 5_000,
};
