import type { ScepSettings } from '../../shared/contract/certificate-library.ts';
import { CartwrightError } from '../../shared/errors.ts';
import { type Kerberos, serverEndPoint } from '../kerberos/index.ts';
import { askServer, type ServerAnswer } from './ask-server.ts';

/** How a challenge is got from the page that Microsoft's enrollment service (NDES) makes one on. */
export interface ChallengePage {
  readonly url: string;
  /** By Kerberos where the server takes it; then the user is for servers that do not, and may be empty. */
  readonly preferKerberos: boolean;
  readonly user: string;
  readonly password: string;
  readonly trustPem: readonly string[];
}

/** The page of a SCEP server of the library. */
export const challengePage = (scep: ScepSettings, password: string, trustPem: readonly string[]): ChallengePage => ({
  ...{ url: scep.challengeUrl, user: scep.challengeUser, preferKerberos: scep.preferKerberos },
  ...{ password, trustPem },
});

/** A challenge, and how it was got. */
export interface FetchedChallenge {
  readonly challenge: string;
  readonly by: 'kerberos' | 'password' | 'nothing';
  /** Why Kerberos was not the way, where it was preferred. */
  readonly instead: string | undefined;
}

/** What of Kerberos is needed here. */
export type Negotiator = Pick<Kerberos, 'refusal' | 'context' | 'forget'>;

const SIGNS = '[0-9A-Fa-f]{8,64}|[0-9A-Za-z+/=_-]{16,128}';

const refuse = (message: string): CartwrightError => new CartwrightError('conflict', message);

/**
 * Fetches a one-time challenge. The page is HTML, in UTF-16 more often than not, in the language of the server.
 *
 * @throws CartwrightError `conflict` with what the page said and what to do, `not-configured`
 */
export async function fetchChallenge(page: ChallengePage, kerberos: Negotiator): Promise<FetchedChallenge> {
  let instead: string | undefined;
  if (page.preferKerberos) {
    const answer = await byKerberos(page, kerberos);
    if (!(answer instanceof CartwrightError))
      return { challenge: challengeOf(page, answer.answer), by: answer.by, instead };
    if (page.user === '') throw answer;
    instead = answer.message;
  }
  const { url, user, password, trustPem } = page;
  const answer = await askServer(url, {
    trustPem,
    ...(user === '' ? {} : { authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}` }),
  });
  try {
    return { challenge: challengeOf(page, answer), by: user === '' ? 'nothing' : 'password', instead };
  } catch (error) {
    if (instead === undefined || !(error instanceof CartwrightError)) throw error;
    throw refuse(`${error.message} Kerberos did not work either: ${instead}`);
  }
}

/**
 * Asks for the page with a ticket (Negotiate, RFC 4559). Returns why there is none that the server takes; then another
 * way of signing in may be tried.
 *
 * @throws CartwrightError `conflict` when the server cannot be asked, or does not prove that it is the right one: it must
 *   not be told a password either
 */
async function byKerberos(
  { url, trustPem }: ChallengePage,
  kerberos: Negotiator,
): Promise<{ answer: ServerAnswer; by: 'kerberos' | 'nothing' } | CartwrightError> {
  const host = new URL(url).hostname;
  const refusal = kerberos.refusal(host);
  if (refusal !== undefined) return refusal;
  const first = await askServer(url, { trustPem });
  if (first.status !== 401) return { answer: first, by: 'nothing' };
  if (!/\bnegotiate\b/i.test(first.authenticate))
    return refuse(
      `${host} does not offer Kerberos. Put “Negotiate” first among the providers of Windows authentication for the challenge page (mscep_admin).`,
    );
  let context: Awaited<ReturnType<Negotiator['context']>>;
  try {
    const binding = first.certificate === undefined ? {} : { binding: serverEndPoint(first.certificate) };
    context = await kerberos.context({ service: 'HTTP', host, negotiate: true, ...binding });
  } catch (error) {
    if (error instanceof CartwrightError) return error;
    throw error;
  }
  const authorization = `Negotiate ${context.token.toString('base64')}`;
  const answer = await askServer(url, { trustPem, authorization });
  const [, said] = /\bnegotiate\s+([a-z0-9+/]+=*)/i.exec(answer.authenticate) ?? [];
  const reply = said === undefined ? undefined : Buffer.from(said, 'base64');
  if (answer.status !== 401) {
    if (reply !== undefined) context.step(reply);
    return { answer, by: 'kerberos' };
  }
  // The next try is with another ticket: the account of the service may have another key by now.
  kerberos.forget('HTTP', host);
  try {
    if (reply !== undefined) context.step(reply);
  } catch (error) {
    if (error instanceof CartwrightError) return error;
    throw error;
  }
  return refuse(
    `${host} does not take the ticket for HTTP/${host}. Register that name for the account of its application pool (setspn -S), and have the pool’s account read tickets (useAppPoolCredentials).`,
  );
}

/** @throws CartwrightError `conflict` */
function challengeOf({ url, preferKerberos }: ChallengePage, answer: ServerAnswer): string {
  const { host } = new URL(url);
  if (answer.status === 401) {
    const windows = /ntlm|negotiate/i.test(answer.authenticate) && !/basic/i.test(answer.authenticate);
    throw refuse(
      !windows
        ? `${host} does not take this user name and password for its challenge page. Check both.`
        : preferKerberos
          ? `${host} takes neither Kerberos nor a user name and password. Allow basic authentication for the challenge page (mscep_admin), over HTTPS.`
          : `${host} takes Windows sign-in only. Switch on “Prefer Kerberos”, or allow basic authentication for the challenge page (mscep_admin), over HTTPS.`,
    );
  }
  if (answer.status === 403)
    throw refuse(
      `${host} does not let this user get challenges. Give the account the right to enroll for the templates.`,
    );
  if (answer.status !== 200)
    throw refuse(
      `${host} answered ${answer.status} for the challenge page. Check its address, usually …/certsrv/mscep_admin/.`,
    );
  const text = textOf(answer.body, answer.contentType);
  const challenge = challengeIn(text);
  if (challenge !== undefined) return challenge;
  if (/cache is full|cache.{0,40}voll/i.test(text))
    throw refuse(`${host} has given out as many challenges as it may. Wait until some run out, or raise PasswordMax.`);
  if (/do not have sufficient permission|nicht .{0,40}berechtig/i.test(text))
    throw refuse(`${host} says that this user may not get challenges. Give the account the right to enroll.`);
  throw refuse(`The page of ${host} shows no challenge. Open it in a browser with the same user to see what it says.`);
}

/** The challenge on a page: what stands in bold after the words for it, else the only thing in bold that looks like one. */
export function challengeIn(page: string): string | undefined {
  const plain = page.replace(/&nbsp;/g, ' ').trim();
  if (new RegExp(`^(?:${SIGNS})$`).test(plain)) return plain;
  const named = new RegExp(`challenge password is:\\s*(?:<[^>]*>\\s*)*(${SIGNS})\\s*<`, 'i').exec(plain)?.[1];
  if (named !== undefined) return named;
  const bold = [...plain.matchAll(/<b>\s*([^<]*?)\s*<\/b>/gi)].map(([, inside = '']) => inside);
  // The thumbprint of the authority stands there too, in groups.
  const likely = bold.filter((each) => new RegExp(`^(?:${SIGNS})$`).test(each));
  return likely.length === 1 ? likely[0] : undefined;
}

function textOf(body: Buffer, contentType: string): string {
  const wide =
    (body[0] === 0xff && body[1] === 0xfe) || /utf-?16/i.test(contentType) || (body.length > 3 && body[1] === 0);
  return new TextDecoder(wide ? 'utf-16le' : 'utf-8').decode(body);
}
