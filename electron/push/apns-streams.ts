import { type ClientHttp2Session, type ClientHttp2Stream, constants, sensitiveHeaders } from 'node:http2';
import type { Clock } from '../../shared/clock.ts';
import { newId } from '../../shared/ids.ts';
import { type ApnsAnswer, judgeAnswer, type WakeOutcome } from './apns-answer.ts';

/** One wake-up: whom, for which topic, with which magic. */
export interface WakeRequest {
  /** The device token as APNs gave it to the device. */
  readonly token: Uint8Array;
  readonly magic: string;
  readonly topic: string;
}

/** A request from the time it is handed over until it is judged. */
interface Flight {
  readonly request: WakeRequest;
  readonly done: (outcome: WakeOutcome) => void;
  readonly apnsId: string;
  answer: ApnsAnswer | undefined;
  stream: ClientHttp2Stream | undefined;
  sentAt: number;
  returns: number;
  judged: boolean;
}

/** Apple keeps a wake-up this long for a device that is out of reach; a later one replaces it. */
const EXPIRES_AFTER_MS = 7 * 24 * 3600_000;
/** A request that this many connections in a row returned unread goes back to the schedule. */
const MAX_RETURNS = 5;
const MAX_ERROR_BODY = 4096;
const NEVER_INDEXED = [':path', 'apns-id'];

interface StreamsOptions {
  readonly clock: Clock;
  /** Host, and port unless 443: the `:authority` of each request. */
  readonly authority: string;
  readonly requestTimeoutMs: number;
  readonly maxStreams: number;
  /** Apple judged a request. */
  readonly onAnswer: () => void;
  /** Apple spoke of our certificate or topic. */
  readonly onServiceRefused: (status: number, reason: string) => void;
  /** A request came back unread and is queued again. */
  readonly onReturned: () => void;
}

/** The requests of the connection: those that wait for a stream, and those that wait for an answer. */
export class ApnsStreams {
  limit = 1;
  /** Requests answered on the present session, whatever the answer. */
  answeredOnSession = 0;
  #brokenOff = false;
  readonly #options: StreamsOptions;
  #session: ClientHttp2Session | undefined;
  #queue: Flight[] = [];
  #head = 0;
  readonly #flying = new Set<Flight>();
  /** The last stream that each ending session still looks at. */
  readonly #lastStream = new WeakMap<ClientHttp2Session, number>();
  #onSession = 0;
  #expiration = '';
  #expirationUntil = 0;

  constructor(options: StreamsOptions) {
    this.#options = options;
  }

  add(request: WakeRequest, done: (outcome: WakeOutcome) => void): void {
    this.#queue.push({
      request,
      done,
      apnsId: newId(this.#options.clock.now()),
      answer: undefined,
      stream: undefined,
      sentAt: 0,
      returns: 0,
      judged: false,
    });
  }

  /** Uses `session` from now on; called again when the peer changes its stream limit. */
  attach(session: ClientHttp2Session, maxConcurrentStreams: number | undefined): void {
    if (this.#session !== session) {
      this.#session = session;
      this.#onSession = 0;
      this.answeredOnSession = 0;
      this.#brokenOff = false;
    }
    this.limit = Math.max(1, Math.min(maxConcurrentStreams ?? this.#options.maxStreams, this.#options.maxStreams));
    this.pump();
  }

  /** Sends nothing more until the next `attach`; streams that are open end by themselves. */
  detach(): void {
    this.#session = undefined;
    this.#onSession = 0;
  }

  /** The peer will not look at streams above `lastStream` of `session` (RFC 9113 §6.8). */
  goaway(session: ClientHttp2Session, lastStream: number): void {
    this.#lastStream.set(session, lastStream);
  }

  /** The present session owes an answer, or was broken off owing one; its streams may end before or after itself. */
  get owed(): boolean {
    return this.#brokenOff || this.#onSession > 0;
  }

  /** How many requests wait for their answer. */
  get flying(): number {
    return this.#flying.size;
  }

  /** Opens streams for what is queued, as far as the peer allows. */
  pump(): void {
    while (this.#head < this.#queue.length && this.#onSession < this.limit) {
      const session = this.#session;
      if (session === undefined || session.closed || session.destroyed) return;
      const flight = this.#queue[this.#head] as Flight;
      this.#head += 1;
      if (this.#head > 1024 || this.#head === this.#queue.length) {
        this.#queue = this.#queue.slice(this.#head);
        this.#head = 0;
      }
      this.#launch(flight, session);
    }
  }

  /** Answers everything that was not sent yet: it goes back to the schedule and does not count. */
  flushUnsent(cause: string, afterMs: number): void {
    const waiting = this.#queue.slice(this.#head);
    this.#queue = [];
    this.#head = 0;
    for (const flight of waiting) this.#judge(flight, unsent(cause, afterMs));
  }

  /** Answers everything that waits for an answer: it may have arrived or not. */
  abandon(): void {
    for (const flight of this.#flying) if (!flight.judged) this.#judge(flight, unknown('stopped'));
  }

  /** Gives up on streams that wait too long for their answer. */
  expire(): void {
    const before = this.#options.clock.now() - this.#options.requestTimeoutMs;
    for (const flight of this.#flying) {
      // Streams fly in the order they were sent.
      if (flight.sentAt > before) return;
      if (!flight.judged) this.#judge(flight, unknown('timed-out'));
      flight.stream?.close(constants.NGHTTP2_CANCEL);
    }
  }

  #launch(flight: Flight, session: ClientHttp2Session): void {
    const { request } = flight;
    const token = Buffer.from(request.token.buffer, request.token.byteOffset, request.token.byteLength);
    const stream = session.request(
      {
        ':method': 'POST',
        ':scheme': 'https',
        ':authority': this.#options.authority,
        ':path': `/3/device/${token.toString('hex')}`,
        'apns-topic': request.topic,
        'apns-push-type': 'mdm',
        'apns-priority': '10',
        'apns-expiration': this.#expirationHeader(),
        'apns-id': flight.apnsId,
        [sensitiveHeaders]: NEVER_INDEXED,
      },
      { endStream: false },
    );
    flight.stream = stream;
    flight.answer = undefined;
    flight.sentAt = this.#options.clock.now();
    this.#flying.add(flight);
    this.#onSession += 1;
    stream.on('response', (headers, flags) => {
      const answer: ApnsAnswer = {
        status: headers[':status'] ?? 0,
        body: '',
        apnsId: typeof headers['apns-id'] === 'string' ? headers['apns-id'] : flight.apnsId,
        retryAfter: headers['retry-after'],
      };
      flight.answer = answer;
      if ((flags & constants.NGHTTP2_FLAG_END_STREAM) === 0) {
        stream.setEncoding('latin1');
        stream.on('data', (text: string) => {
          if (answer.body.length < MAX_ERROR_BODY) answer.body += text;
        });
      } else stream.resume();
    });
    stream.on('error', () => {
      // 'close' follows and knows more.
    });
    stream.on('close', () => this.#land(flight, stream, session));
    stream.end(`{"mdm":${JSON.stringify(request.magic)}}`);
  }

  #land(flight: Flight, stream: ClientHttp2Stream, session: ClientHttp2Session): void {
    this.#flying.delete(flight);
    if (session === this.#session) this.#onSession -= 1;
    if (!flight.judged) this.#read(flight, stream, session);
    this.pump();
  }

  #read(flight: Flight, stream: ClientHttp2Stream, session: ClientHttp2Session): void {
    const { answer } = flight;
    if (answer !== undefined && stream.rstCode === constants.NGHTTP2_NO_ERROR) {
      if (session === this.#session) this.answeredOnSession += 1;
      const judgement = judgeAnswer(answer);
      if (judgement.kind !== 'service-refused') {
        this.#options.onAnswer();
        this.#judge(flight, judgement);
        return;
      }
      this.#judge(flight, unsent('certificate-refused', 0));
      this.#options.onServiceRefused(judgement.status, judgement.reason);
      return;
    }
    // REFUSED_STREAM is the peer's word that it did nothing with the request (RFC 9113 §8.7), as it is for streams
    // above the last one a GOAWAY names (§6.8). A stream without a number never left this machine.
    const untouched =
      stream.rstCode === constants.NGHTTP2_REFUSED_STREAM ||
      stream.id === undefined ||
      stream.id > (this.#lastStream.get(session) ?? Number.POSITIVE_INFINITY);
    if (untouched && answer === undefined && flight.returns < MAX_RETURNS) {
      flight.returns += 1;
      flight.stream = undefined;
      this.#queue.push(flight);
      this.#options.onReturned();
      return;
    }
    if (!untouched && session === this.#session && session.destroyed) this.#brokenOff = true;
    this.#judge(flight, untouched ? unsent('returned-unread', 1000) : unknown('connection-lost'));
  }

  #judge(flight: Flight, outcome: WakeOutcome): void {
    flight.judged = true;
    flight.done(outcome);
  }

  /** Rounded up to the hour, so that the header is the same for thousands of requests and compresses to one byte. */
  #expirationHeader(): string {
    const now = this.#options.clock.now();
    if (now >= this.#expirationUntil) {
      const hour = 3600_000;
      this.#expirationUntil = (Math.floor(now / hour) + 1) * hour;
      this.#expiration = String((this.#expirationUntil + EXPIRES_AFTER_MS) / 1000);
    }
    return this.#expiration;
  }
}

function unsent(cause: string, afterMs: number): WakeOutcome {
  return { kind: 'retry', afterMs, cause, status: undefined, accepted: 'no', counts: false };
}

function unknown(cause: string): WakeOutcome {
  return { kind: 'retry', afterMs: 60_000, cause, status: undefined, accepted: 'unknown', counts: true };
}
