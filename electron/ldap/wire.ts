import type { Socket } from 'node:net';
import { BerReader } from 'ldapts';

/** A directory's refusal: the result code of RFC 4511 and the server's own words. */
export class LdapRefusal extends Error {
  readonly status: number;
  readonly matchedDn: string;

  constructor(status: number, message: string, matchedDn = '') {
    super(message);
    this.name = 'LdapRefusal';
    this.status = status;
    this.matchedDn = matchedDn;
  }
}

/** The result code that says a sign-in goes on. */
export const SASL_IN_PROGRESS = 14;

const SEQUENCE = 0x30;
const REFERRAL = 0xa3;
const SASL_CREDENTIALS = 0x87;
const CONTROLS = 0xa0;
/** A message of a directory is no larger: an entry with a picture is some hundred kilobytes. */
const MOST_BYTES = 16 * 1024 * 1024;

/** What a directory answers every request with. */
export interface LdapResult {
  readonly status: number;
  readonly matchedDn: string;
  readonly message: string;
  /** What the server says in a sign-in of several steps. */
  readonly credentials: Buffer | undefined;
}

/** Reads a result (RFC 4511, 4.1.9), leaving what follows it to be read. */
export function readResult(reader: BerReader): LdapResult {
  const status = reader.readEnumeration() ?? -1;
  const matchedDn = reader.readString() ?? '';
  const message = reader.readString() ?? '';
  let credentials: Buffer | undefined;
  while (reader.remain > 0 && reader.peek() !== CONTROLS) {
    const tag = reader.peek();
    if (tag === SASL_CREDENTIALS) credentials = reader.readString(SASL_CREDENTIALS, true) ?? undefined;
    else if (tag === REFERRAL || tag !== null) reader.readString(tag, true);
  }
  return { status, matchedDn, message, credentials };
}

interface Waiting {
  readonly id: number;
  take(operation: number, reader: BerReader): void;
  fail(error: Error): void;
}

/** Messages to a directory and back over a socket, one request at a time. */
export class LdapWire {
  #socket: Socket;
  readonly #timeoutMs: number;
  #lastId = 0;
  #rest: Buffer = Buffer.alloc(0);
  #waiting: Waiting | undefined;
  #ended: Error | undefined;

  constructor(socket: Socket, timeoutMs: number) {
    this.#socket = socket;
    this.#timeoutMs = timeoutMs;
    this.#listen();
  }

  get socket(): Socket {
    return this.#socket;
  }

  /** Gives up the socket's bytes, so that it can be encrypted. */
  release(): Socket {
    this.#socket.off('data', this.#onData);
    return this.#socket;
  }

  /** Goes on over the same connection, encrypted. */
  upgrade(socket: Socket): void {
    this.#socket = socket;
    this.#rest = Buffer.alloc(0);
    this.#listen();
  }

  /**
   * Sends a request; `take` is given each message that answers it until it returns something. The time allowed is from
   * one message to the next.
   */
  request<T>(
    write: (messageId: number) => Buffer,
    take: (operation: number, reader: BerReader) => T | undefined,
  ): Promise<T> {
    if (this.#ended !== undefined) return Promise.reject(this.#ended);
    const id = ++this.#lastId;
    return new Promise<T>((resolve, reject) => {
      let timer: NodeJS.Timeout | undefined;
      const end = (): void => {
        clearTimeout(timer);
        this.#waiting = undefined;
      };
      const wind = (): void => {
        clearTimeout(timer);
        timer = setTimeout(() => this.#fail(timedOut()), this.#timeoutMs);
      };
      this.#waiting = {
        id,
        take: (operation, reader) => {
          wind();
          const done = take(operation, reader);
          if (done === undefined) return;
          end();
          resolve(done);
        },
        fail: (error) => {
          end();
          reject(error);
        },
      };
      wind();
      this.#socket.write(write(id));
    });
  }

  close(): void {
    this.#ended ??= new Error('The connection is closed.');
    this.#waiting?.fail(this.#ended);
    this.#socket.destroy();
  }

  #listen(): void {
    this.#socket.on('data', this.#onData);
    this.#socket.on('error', (error) => this.#fail(error));
    this.#socket.once('close', () => this.#fail(new Error('the directory ended the connection')));
  }

  #fail(error: Error): void {
    this.#ended ??= error;
    this.#waiting?.fail(error);
    this.#socket.destroy();
  }

  readonly #onData = (data: Buffer): void => {
    this.#rest = this.#rest.length === 0 ? data : Buffer.concat([this.#rest, data]);
    try {
      for (let frame = this.#nextFrame(); frame !== undefined; frame = this.#nextFrame()) this.#read(frame);
    } catch (error) {
      this.#fail(error as Error);
    }
  };

  /** The next whole message. @throws Error when the bytes are none of a directory */
  #nextFrame(): Buffer | undefined {
    if (this.#rest.length === 0) return undefined;
    if (this.#rest[0] !== SEQUENCE) throw new Error('what answers there is no directory');
    const reader = new BerReader(this.#rest);
    if (reader.readSequence(SEQUENCE) === null) return undefined;
    const whole = reader.offset + reader.length;
    if (reader.length < 0 || whole > MOST_BYTES) throw new Error('an answer is too large');
    if (this.#rest.length < whole) return undefined;
    const frame = this.#rest.subarray(0, whole);
    this.#rest = this.#rest.subarray(whole);
    return frame;
  }

  #read(frame: Buffer): void {
    const reader = new BerReader(frame);
    reader.readSequence(SEQUENCE);
    const id = reader.readInt();
    const operation = reader.readSequence();
    if (id === 0) {
      // A notice of disconnection: nobody asked for it, and nothing follows.
      const { status, message } = readResult(reader);
      throw new LdapRefusal(status, message);
    }
    if (operation !== null && id === this.#waiting?.id) this.#waiting.take(operation, reader);
  }
}

const timedOut = (): Error => Object.assign(new Error('the directory did not answer in time'), { code: 'ETIMEDOUT' });
