import { CartwrightError } from '../../shared/errors.ts';
import { askServer } from './ask-server.ts';

/** How a challenge is got from the page that Microsoft's enrollment service (NDES) makes one on. */
export interface ChallengePage {
  readonly url: string;
  readonly user: string;
  readonly password: string;
  readonly trustPem: readonly string[];
}

const SIGNS = '[0-9A-Fa-f]{8,64}|[0-9A-Za-z+/=_-]{16,128}';

/**
 * Fetches a one-time challenge. The page is HTML, in UTF-16 more often than not, in the language of the server.
 *
 * @throws CartwrightError `conflict` with what the page said and what to do
 */
export async function fetchChallenge(page: ChallengePage): Promise<string> {
  const answer = await askServer(page.url, { trustPem: page.trustPem, user: page.user, password: page.password });
  const { host } = new URL(page.url);
  const refuse = (message: string): CartwrightError => new CartwrightError('conflict', message);
  if (answer.status === 401) {
    const windows = /ntlm|negotiate/i.test(answer.authenticate) && !/basic/i.test(answer.authenticate);
    throw refuse(
      windows
        ? `${host} takes Windows sign-in only. Allow basic authentication for the challenge page (mscep_admin), over HTTPS.`
        : `${host} does not take this user name and password for its challenge page. Check both.`,
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
