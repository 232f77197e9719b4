import type { Clock } from '../../shared/clock.ts';
import { CartwrightError } from '../../shared/errors.ts';
import { encryptionName, type Key, keyOfPassword, USAGE, WrongKey } from './encryption.ts';
import type { AskKdc } from './kdc.ts';
import {
  asRequest,
  type KeyAdvice,
  type Name,
  nonce,
  openReply,
  type Reply,
  readAdvice,
  readKdcAnswer,
  type Ticket,
  tgsRequest,
} from './messages.ts';
import { type Asked, explained, noEncryption, PREAUTH_REQUIRED, wrongPassword } from './problems.ts';

/** A ticket with less than this left is not used any more: clocks differ, and the answer takes time. */
const MARGIN = 5 * 60_000;

/** Who signs in where. */
export interface Credentials {
  readonly realm: string;
  /** The part of the account before the @. */
  readonly user: string;
  readonly password: () => string;
}

/** What happened while signing in, for people who try it. */
export interface Progress {
  /** A KDC answered. */
  reached?(address: string): void;
  /** It knows the account, and this is how it encrypts. */
  known?(encryption: string): void;
}

/** Gets tickets with the password of one account, and keeps them until shortly before they end. */
export interface Tickets {
  /** Signs in anew, whatever is kept. */
  signIn(progress?: Progress): Promise<Ticket>;
  /** @throws CartwrightError `conflict` that says what to do */
  ticketFor(service: string, host: string): Promise<Ticket>;
  /** Forgets a ticket that a server does not take. */
  forget(service: string, host: string): void;
}

export function openTickets(clock: Clock, ask: AskKdc, who: Credentials): Tickets {
  const client: Name = who.user.split('/');
  const asked = (service?: string): Asked => ({
    realm: who.realm,
    account: `${who.user}@${who.realm}`,
    now: clock.now(),
    ...(service === undefined ? {} : { service }),
  });
  const kept = new Map<string, Promise<Ticket>>();
  const GRANTING = '';

  /** One at a time for each; what failed is tried again by the next who asks. */
  const keep = async (name: string, fetch: () => Promise<Ticket>): Promise<Ticket> => {
    const former = kept.get(name);
    if (former !== undefined) {
      const ticket = await former;
      if (ticket.endsAt - MARGIN > clock.now()) return ticket;
    }
    if (kept.get(name) !== former) return keep(name, fetch);
    const fresh = fetch();
    kept.set(name, fresh);
    fresh.catch(() => kept.get(name) === fresh && kept.delete(name));
    return fresh;
  };

  /** The key of the password; without advice, the salt is the realm and the name. */
  const keyFor = (advice: KeyAdvice): Promise<Key> =>
    keyOfPassword(
      advice.etype,
      who.password(),
      advice.salt ?? Buffer.from(`${who.realm}${client.join('')}`),
      advice.parameters,
    );

  const opened = (reply: Reply, key: Key, usage: number, number: number): Ticket => {
    const { nonceFits, ...ticket } = openReply(reply, key, usage, number);
    if (!nonceFits) throw new CartwrightError('conflict', 'The KDC answered another question. Try again.');
    return ticket;
  };

  const signIn = async (progress: Progress = {}): Promise<Ticket> => {
    const request = async (key?: Key) => {
      const number = nonce();
      const { answer, address } = await ask(asRequest({ client, realm: who.realm }, clock.now(), number, key));
      return { number, address, read: readKdcAnswer(answer) };
    };
    const openWith = (reply: Reply, key: Key, number: number): Ticket => {
      try {
        return opened(reply, key, USAGE.asReply, number);
      } catch (error) {
        throw error instanceof WrongKey ? wrongPassword(asked().account) : error;
      }
    };
    const first = await request();
    progress.reached?.(first.address);
    if ('reply' in first.read) {
      // This account needs no proof: whoever cannot decrypt the answer has nothing of it.
      const { reply } = first.read;
      progress.known?.(encryptionName(reply.etype));
      const advice = reply.advice ?? { etype: reply.etype, salt: undefined, parameters: undefined };
      return openWith(reply, await keyFor({ ...advice, etype: reply.etype }), first.number);
    }
    const { refusal } = first.read;
    if (refusal.code !== PREAUTH_REQUIRED) throw explained(refusal, asked());
    const [advice] = readAdvice(refusal.data);
    if (advice === undefined) throw noEncryption(asked().account);
    progress.known?.(encryptionName(advice.etype));
    const key = await keyFor(advice);
    const second = await request(key);
    if ('refusal' in second.read) throw explained(second.read.refusal, asked());
    return openWith(second.read.reply, key, second.number);
  };

  const serviceTicket = async (service: Name): Promise<Ticket> => {
    const spn = service.join('/');
    const granting = await keep(GRANTING, signIn);
    const number = nonce();
    const { answer } = await ask(tgsRequest(granting, service, clock.now(), number));
    const read = readKdcAnswer(answer);
    if ('refusal' in read) {
      // It may be the first ticket that does not count any more.
      if (read.refusal.code >= 31 && read.refusal.code <= 45) kept.delete(GRANTING);
      throw explained(read.refusal, asked(spn));
    }
    const ticket = opened(read.reply, granting.key, USAGE.tgsReply, number);
    const [kind, realm = ''] = ticket.service;
    if (kind?.toLowerCase() === 'krbtgt')
      throw new CartwrightError(
        'conflict',
        `${spn} belongs to the realm ${realm}, not to ${who.realm}. Enter that realm with a KDC and an account of its own.`,
        { data: { kerberos: 68 } },
      );
    return ticket;
  };

  const nameOf = (service: string, host: string): string => `${service}/${host.toLowerCase()}`;
  return {
    signIn: (progress) => {
      kept.clear();
      return keep(GRANTING, () => signIn(progress));
    },
    ticketFor: (service, host) => {
      const name = nameOf(service, host);
      return keep(name, () => serviceTicket([service, host.toLowerCase()]));
    },
    forget: (service, host) => void kept.delete(nameOf(service, host)),
  };
}
