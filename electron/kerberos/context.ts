import { timingSafeEqual } from 'node:crypto';
import { CartwrightError } from '../../shared/errors.ts';
import { checksum, checksumBytes, decrypt, encrypt, type Key, randomKey, USAGE, WrongKey } from './encryption.ts';
import { apRequest, nonce, readAcceptance, readRefusal, type Ticket } from './messages.ts';
import { type Asked, explained } from './problems.ts';
import { FLAG, framed, GSS_CHECKSUM, gssChecksum, negotiation, readNegotiated, TOKEN, unframed } from './tokens.ts';

const HEADER = 16;
const SENT_BY_ACCEPTOR = 1;
const SEALED = 2;
const ACCEPTOR_SUBKEY = 4;

/** A connection to a service that Kerberos vouches for, as the side that began it. */
export interface KerberosContext {
  /** The first thing to send. */
  readonly token: Buffer;
  /**
   * Takes what the service answers, and proves by it that it is the one the ticket is for. Nothing is sent after it.
   *
   * @throws CartwrightError `conflict` when it is not, or refuses
   */
  step(reply: Buffer): void;
  /** Whether the service has proved who it is. */
  readonly proved: boolean;
  /** Signs data, or seals it as well, for the service (RFC 4121 §4.2.4). Only after `step`. */
  wrap(data: Uint8Array, options?: { readonly sealed?: boolean }): Buffer;
  /**
   * Opens what the service signed or sealed. Only after `step`.
   *
   * @throws CartwrightError `conflict` when it was changed, or comes out of order
   */
  unwrap(token: Buffer): { readonly data: Buffer; readonly sealed: boolean };
}

const broken = (why: string): CartwrightError =>
  new CartwrightError('conflict', `The server does not prove that it is the right one: ${why}. Check its address.`);

/** @param options.protection what will be sent under it: nothing, signed or sealed data */
export function openContext(
  ticket: Ticket,
  asked: Asked,
  options: {
    readonly negotiate: boolean;
    readonly protection: 'none' | 'signed' | 'sealed';
    readonly binding: Uint8Array | undefined;
  },
): KerberosContext {
  const subkey = randomKey(ticket.key.etype);
  const started = nonce();
  const protection = { none: 0, signed: FLAG.integrity, sealed: FLAG.integrity | FLAG.confidential };
  const wanted = FLAG.mutual | FLAG.replay | FLAG.sequence | protection[options.protection];
  const { request, proof } = apRequest(ticket, asked.now, {
    usage: USAGE.authenticator,
    checksum: { type: GSS_CHECKSUM, bytes: gssChecksum(wanted, options.binding) },
    mutual: true,
    subkey,
    sequence: started,
  });
  const first = framed(TOKEN.request, request);
  let accepted: { key: Key; theirs: boolean } | undefined;
  let sending = started;
  let expecting = 0;

  const take = (token: Buffer): void => {
    const { kind, inner } = unframed(token);
    if (kind === TOKEN.error) throw explained(readRefusal(inner), asked);
    if (kind !== TOKEN.reply) throw broken('its answer is of another kind');
    let reply: ReturnType<typeof readAcceptance>;
    try {
      reply = readAcceptance(inner, ticket.key);
    } catch (error) {
      throw error instanceof WrongKey ? broken('it could not read the ticket') : error;
    }
    if (reply.proof.seconds !== proof.seconds || reply.proof.millionths !== proof.millionths)
      throw broken('it answers another request');
    accepted = { key: reply.subkey ?? subkey, theirs: reply.subkey !== undefined };
    expecting = reply.sequence ?? 0;
  };

  const open = (): { key: Key; theirs: boolean } => {
    if (accepted === undefined) throw new Error('The service has not answered yet.');
    return accepted;
  };

  /** The head of a token; what turns and fills it counts as nothing where it is signed. */
  const header = (flags: number, sequence: number): Buffer => {
    const bytes = Buffer.alloc(HEADER);
    bytes.set([0x05, 0x04, flags, 0xff]);
    bytes.writeBigUInt64BE(BigInt(sequence), 8);
    return bytes;
  };

  return {
    token: options.negotiate ? negotiation(first) : first,
    get proved() {
      return accepted !== undefined;
    },

    step(reply) {
      if (!options.negotiate) return take(reply);
      const answer = readNegotiated(reply);
      if (answer.state === 'rejected') {
        if (answer.token !== undefined) take(answer.token);
        throw new CartwrightError('conflict', 'The server does not take the ticket. Its log says why.');
      }
      if (!answer.kerberos)
        throw new CartwrightError(
          'conflict',
          'The server wants another way of signing in than Kerberos, usually NTLM.',
        );
      if (answer.token !== undefined) take(answer.token);
      else if (answer.state !== 'accepted') throw broken('it asks for more than Kerberos needs');
    },

    wrap(data, { sealed = false } = {}) {
      const { key, theirs } = open();
      const flags = (sealed ? SEALED : 0) | (theirs ? ACCEPTOR_SUBKEY : 0);
      const head = header(flags, sending++);
      if (sealed) return Buffer.concat([head, encrypt(key, USAGE.initiatorSeal, Buffer.concat([data, head]))]);
      const signed = checksum(key, USAGE.initiatorSeal, Buffer.concat([data, head]));
      head.writeUInt16BE(signed.length, 4);
      return Buffer.concat([head, data, signed]);
    },

    unwrap(token) {
      const { key, theirs } = open();
      const flags = token[2] ?? 0;
      const sealed = (flags & SEALED) !== 0;
      if (token.length < HEADER || token.readUInt16BE() !== 0x0504 || token[3] !== 0xff) throw damaged();
      if ((flags & SENT_BY_ACCEPTOR) === 0 || ((flags & ACCEPTOR_SUBKEY) !== 0) !== theirs) throw damaged();
      const extra = token.readUInt16BE(4);
      const body = turnedBack(token.subarray(HEADER), token.readUInt16BE(6));
      const sequence = Number(token.readBigUInt64BE(8));
      const head = header(flags, sequence);
      let data: Buffer;
      if (sealed) {
        head.writeUInt16BE(extra, 4);
        data = opened(key, body, head, extra);
      } else {
        const size = checksumBytes(key);
        if (extra !== size || body.length < size) throw damaged();
        data = body.subarray(0, -size);
        const expected = checksum(key, USAGE.acceptorSeal, Buffer.concat([data, head]));
        if (!timingSafeEqual(expected, body.subarray(-size))) throw damaged();
      }
      if (sequence !== expecting) throw damaged();
      expecting++;
      return { data, sealed };
    },
  };
}

const damaged = (): CartwrightError =>
  new CartwrightError('conflict', 'What the server sent was changed on the way. Try again, and check the network.');

/** What was sealed: the data, `extra` bytes that fill it up, and the head once more. */
function opened(key: Key, body: Buffer, head: Buffer, extra: number): Buffer {
  let plain: Buffer;
  try {
    plain = decrypt(key, USAGE.acceptorSeal, body);
  } catch (error) {
    throw error instanceof WrongKey ? damaged() : error;
  }
  if (plain.length < HEADER + extra || !plain.subarray(-HEADER).equals(head)) throw damaged();
  return plain.subarray(0, plain.length - HEADER - extra);
}

/** Windows sends the end of a token first; `by` says how much of it. */
function turnedBack(bytes: Buffer, by: number): Buffer {
  if (bytes.length === 0) return bytes;
  const cut = by % bytes.length;
  return Buffer.concat([bytes.subarray(cut), bytes.subarray(0, cut)]);
}
