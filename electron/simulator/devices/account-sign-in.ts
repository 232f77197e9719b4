import type { HttpAnswer, HttpClient } from '../wire/http.ts';
import { attributesOf, signBuiltIn } from './built-in.ts';
import type { DeviceState } from './state.ts';
import type { DeviceWiring } from './wiring.ts';

/** How a person brings a device in by signing in on it. */
export interface AccountWay {
  /** What the person types in Settings, `grace@school.example`. */
  account: string;
  password?: string;
  /** The link of an invitation, typed instead of a password. */
  code?: string;
  pin?: string;
  /** Where the account's domain is served here, `https://host:port`. */
  domainUrl: string;
  /** The roots (PEM) the device trusts from the start. */
  trustPem: string;
  /** What the person chose, where the organization offers both; the first offered otherwise. */
  version?: 'mdm-byod' | 'mdm-adde';
}

/** Why the sign-in led to no profile, and what the server said. */
export class SignInRefused extends Error {
  readonly answer: HttpAnswer;

  constructor(message: string, answer: HttpAnswer) {
    super(`${message} (${answer.status})`);
    this.name = 'SignInRefused';
    this.answer = answer;
  }
}

const CALLBACK = 'apple-remotemanagement-user-login:';
/** How a model family is named in the search for a server. */
const FAMILY_NAMES: Readonly<Record<string, string>> = {
  iPad: 'iPad',
  iPhone: 'iPhone',
  Mac: 'Mac',
  AppleTV: 'AppleTV',
};

/** Where an account enrolls, as its domain says. */
export async function discover(
  way: Pick<AccountWay, 'account' | 'domainUrl' | 'version'>,
  state: DeviceState,
  http: HttpClient,
): Promise<{ version: string; baseUrl: string }> {
  const url = new URL('/.well-known/com.apple.remotemanagement', way.domainUrl);
  url.searchParams.set('user-identifier', way.account);
  url.searchParams.set('model-family', FAMILY_NAMES[state.model.family] ?? state.model.family);
  const answer = await http.send({ method: 'GET', url: url.href });
  if (answer.status !== 200) throw new SignInRefused('The domain names no server.', answer);
  const { Servers } = JSON.parse(answer.body.toString()) as { Servers: { Version: string; BaseURL: string }[] };
  const chosen = way.version === undefined ? Servers[0] : Servers.find(({ Version }) => Version === way.version);
  if (chosen === undefined) throw new SignInRefused('The domain offers no such enrollment.', answer);
  return { version: chosen.Version, baseUrl: chosen.BaseURL };
}

/** Asks for the profile of an account: what the device tells of itself, with a token where it has one. */
export async function askForProfile(
  baseUrl: string,
  state: DeviceState,
  http: HttpClient,
  wiring: Pick<DeviceWiring, 'keys' | 'clock' | 'factory'>,
  token?: string,
): Promise<HttpAnswer> {
  const { PRODUCT, VERSION } = attributesOf(state);
  const told = {
    LANGUAGE: 'en',
    PRODUCT,
    VERSION,
    OS_VERSION: state.os.version,
    MDM_CAN_REQUEST_SOFTWARE_UPDATE: true,
  };
  return http.send({
    method: 'POST',
    url: baseUrl,
    headers: {
      'content-type': 'application/pkcs7-signature',
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    body: await signBuiltIn(told, state, wiring),
  });
}

/** The page a 401 leads to; undefined when it leads nowhere a device would go. */
export function signInUrlOf(answer: HttpAnswer): string | undefined {
  const said = answer.headers['www-authenticate'] ?? '';
  if (answer.status !== 401 || !/^Bearer\b.*\bmethod="apple-as-web"/.test(said)) return undefined;
  return /\burl="([^"]+)"/.exec(said)?.[1];
}

/** Fills in the page, as the person does, and takes the token it leads to. */
export async function signIn(url: string, way: AccountWay, http: HttpClient): Promise<string> {
  const page = new URL(url);
  page.searchParams.set('user-identifier', way.account);
  const shown = await http.send({ method: 'GET', url: page.href });
  const action = /<form method="post" action="([^"]+)"/.exec(shown.body.toString())?.[1];
  if (shown.status !== 200 || action === undefined) throw new SignInRefused('There is no page to sign in on.', shown);
  const account = /name="account"[^>]*value="([^"]*)"/.exec(shown.body.toString())?.[1] ?? '';
  const form = new URLSearchParams({
    account: account.replaceAll('&#64;', '@'),
    password: way.password ?? '',
    code: way.code ?? '',
    pin: way.pin ?? '',
  });
  const answer = await http.send({
    method: 'POST',
    url: new URL(action, page).href,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: Buffer.from(form.toString()),
  });
  const location = answer.headers.location ?? '';
  const callback = URL.canParse(location) ? new URL(location) : undefined;
  const token = callback?.searchParams.get('access-token');
  if (callback?.protocol !== CALLBACK || callback.host !== 'authentication-results' || !token) {
    throw new SignInRefused('The sign-in was refused.', answer);
  }
  return token;
}

/** The whole way of an account from its domain to its profile. Throws SignInRefused when one step is refused. */
export async function fetchAccountProfile(
  way: AccountWay,
  state: DeviceState,
  http: HttpClient,
  wiring: DeviceWiring,
): Promise<{ body: Buffer; token: string }> {
  const { baseUrl } = await discover(way, state, http);
  const first = await askForProfile(baseUrl, state, http, wiring);
  const url = signInUrlOf(first);
  if (url === undefined) throw new SignInRefused('The server asks nobody to sign in.', first);
  const token = await signIn(url, way, http);
  const answer = await askForProfile(baseUrl, state, http, wiring, token);
  if (answer.status !== 200) throw new SignInRefused('The server gave no profile.', answer);
  return { body: answer.body, token };
}
