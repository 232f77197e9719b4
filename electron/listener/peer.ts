import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';

const known = new WeakMap<Socket, string | null>();

/**
 * SHA-256 (lower-case hex) of the client certificate a connection was made with; undefined when none was shown. TLS has
 * proven that the peer holds its key; whether it is one of ours is for identity to say. Read once per connection: every
 * request of a connection has the same one.
 */
export function peerFingerprint(socket: Socket): string | undefined {
  let fingerprint = known.get(socket);
  if (fingerprint === undefined) {
    const certificate = socket instanceof TLSSocket ? socket.getPeerX509Certificate() : undefined;
    fingerprint = certificate?.fingerprint256.replaceAll(':', '').toLowerCase() ?? null;
    known.set(socket, fingerprint);
  }
  return fingerprint ?? undefined;
}
