import { deviceFamilyOf } from '../../shared/catalogue/versions.ts';
import { CartwrightError } from '../../shared/errors.ts';
import type { Logger } from '../../shared/logger.ts';
import type { DeviceProof } from '../identity/index.ts';
import type { Store } from '../store/index.ts';
import { type SignInPage, signInPage } from './account-page.ts';
import type { AccountSignIn } from './account-sign-in.ts';
import type { AccountTokens, TokenStanding } from './account-tokens.ts';
import type { BrandingSettings } from './branding.ts';
import type { Invitations } from './invitations.ts';
import { isProven, readMachineInfo, type ToldInfo, unfit } from './machine-info.ts';
import type { Profiles } from './profiles.ts';
import { ACCOUNT_WAYS, type AccountVersion, type WaysOfEntry, WELL_KNOWN } from './ways-settings.ts';
import { COMMON_HEADERS, type WebAnswer, type WebRequest } from './web.ts';

/** What a device opens when the person has signed in; nothing in a request can change where that leads. */
const CALLBACK = 'apple-remotemanagement-user-login://authentication-results?access-token=';
const SIGN_IN = '/account/sign-in/';
const PLIST = 'application/xml; charset=UTF-8';
/** Families that enroll by account (Apple's schema, `EnrollmentMode`). */
const FAMILIES = new Set(['iPhone', 'iPad', 'iPod', 'Mac', 'Vision']);
const HTML = {
  ...COMMON_HEADERS,
  'Content-Type': 'text/html; charset=utf-8',
  // Browsers apply form-action to where the answer of a form leads as well.
  'Content-Security-Policy': `${COMMON_HEADERS['Content-Security-Policy'].replace("form-action 'self'", "form-action 'self' apple-remotemanagement-user-login:")}`,
};

type AccountWay = (typeof ACCOUNT_WAYS)[AccountVersion];

/**
 * Account-driven enrollment: a device finds this server by the domain of an account, is told to let the person sign in on
 * a page, and fetches its profile with the token that gave it.
 *
 * Source: Apple, “Implementing the simple authentication account-driven enrollment flow”.
 */
export class AccountWeb {
  readonly #store: Store;
  readonly #logger: Logger;
  readonly #ways: WaysOfEntry;
  readonly #signIn: AccountSignIn;
  readonly #tokens: AccountTokens;
  readonly #invitations: Invitations;
  readonly #profiles: Profiles;
  readonly #openProof: (signed: Buffer) => DeviceProof;
  readonly #organization: () => string;
  readonly #branding: BrandingSettings;
  readonly #baseUrl: () => string;

  constructor(parts: {
    store: Store;
    logger: Logger;
    ways: WaysOfEntry;
    signIn: AccountSignIn;
    tokens: AccountTokens;
    invitations: Invitations;
    profiles: Profiles;
    openProof: (signed: Buffer) => DeviceProof;
    organization: () => string;
    branding: BrandingSettings;
    baseUrl: () => string;
  }) {
    this.#store = parts.store;
    this.#logger = parts.logger;
    this.#ways = parts.ways;
    this.#signIn = parts.signIn;
    this.#tokens = parts.tokens;
    this.#invitations = parts.invitations;
    this.#profiles = parts.profiles;
    this.#openProof = parts.openProof;
    this.#organization = parts.organization;
    this.#branding = parts.branding;
    this.#baseUrl = parts.baseUrl;
  }

  /** Answers what begins with `/account/` and the discovery document; undefined for anything else, and while it is off. */
  async handle(request: WebRequest): Promise<WebAnswer | undefined> {
    const { pathname, searchParams } = new URL(request.url, 'https://server.invalid');
    if (pathname === WELL_KNOWN) return this.#discovery(request.method, searchParams);
    const base = Object.values(ACCOUNT_WAYS).find(({ path }) => path === pathname);
    if (base !== undefined && this.#isOpen(base)) return this.#profile(request, base);
    if (!pathname.startsWith(SIGN_IN)) return undefined;
    const named = pathname.slice(SIGN_IN.length);
    const way = Object.values(ACCOUNT_WAYS).find(({ setting }) => setting === named);
    if (way === undefined || !this.#isOpen(way)) return undefined;
    return this.#page(request, way, searchParams);
  }

  #isOpen(way: AccountWay): boolean {
    return this.#ways.get().accountDriven[way.setting];
  }

  /** Where the device of an account enrolls. */
  #discovery(method: string, query: URLSearchParams): WebAnswer | undefined {
    const Servers = this.#ways.servers();
    if (Servers.length === 0) return undefined;
    if (method !== 'GET' && method !== 'HEAD') return notAllowed('GET, HEAD');
    const account = query.get('user-identifier');
    const family = query.get('model-family');
    if (account !== null && !this.#ways.isOfDomain(account)) {
      return wellKnownFailed(
        'This account belongs to another server.',
        'Check the account: this organization does not know what follows the @.',
      );
    }
    if (family !== null && !FAMILIES.has(deviceFamilyOf(family) ?? '')) {
      return wellKnownFailed(
        'This kind of device does not enroll by account.',
        'This kind of device cannot be enrolled with an account.',
      );
    }
    return json(200, { Servers });
  }

  /** A device asks for its profile: first it is sent to let the person sign in, then it brings the token of that. */
  async #profile(request: WebRequest, way: AccountWay): Promise<WebAnswer> {
    if (request.method !== 'POST') return notAllowed('POST');
    const settings = this.#ways.get();
    let told: ToldInfo;
    try {
      told = readMachineInfo(request.body ?? Buffer.alloc(0), this.#openProof);
    } catch (error) {
      if (!(error instanceof CartwrightError)) throw error;
      this.#logger.warn({ err: error }, 'what a device told of itself could not be read');
      return plain(error.code === 'bad-plist' ? 400 : 403);
    }
    if (!isProven(told.signer, settings.deviceProof)) {
      this.#logger.warn({ signer: told.signer }, 'a device that wants to enroll by account is not proven to be one');
      return plain(403);
    }
    const refusal = unfit(told.info, settings.minimumOs);
    if (refusal !== undefined) return plain(403, refusal.body, PLIST);
    const shown = /^Bearer ([A-Za-z0-9_-]{1,200})$/.exec(request.authorization ?? '')?.[1];
    if (shown === undefined) return this.#signInFirst(way, request.authorization !== undefined);
    const found = this.#tokens.find(shown, this.#store.clock.now());
    if (found.standing !== 'good' || found.token.way !== way.way) {
      await this.#noteToken(found);
      return this.#signInFirst(way, true);
    }
    const { token } = found;
    const invitation = this.#invitations.find(token.invitationId);
    if (invitation === undefined || this.#invitations.obstacle(invitation) !== undefined) return plain(403);
    const terms = { way: token.way, account: token.account };
    const used = (work: Parameters<AccountTokens['use']>[0]): void => {
      if (!this.#tokens.use(work, token)) throw new CartwrightError('gone', 'This token was used meanwhile.');
      const data = { account: token.account, way: token.way, invitationId: invitation.id };
      work.event({ type: 'enrollment.profile-issued-to-account', actor: 'device', data });
    };
    try {
      const { contentType, body } = await this.#profiles.issue(invitation, used, terms);
      return { status: 200, headers: { ...COMMON_HEADERS, 'Content-Type': contentType }, body };
    } catch (error) {
      if (error instanceof CartwrightError && error.code === 'gone') return this.#signInFirst(way, true);
      if (error instanceof CartwrightError && error.code === 'not-configured') return plain(503);
      throw error;
    }
  }

  /** 401 with where to sign in; `invalid` when a token was shown that does not count. */
  #signInFirst(way: AccountWay, invalid: boolean): WebAnswer {
    const url = `${this.#baseUrl()}${SIGN_IN}${way.setting}`;
    const why = invalid ? ', error="invalid_token"' : '';
    const headers = { ...COMMON_HEADERS, 'WWW-Authenticate': `Bearer method="apple-as-web", url="${url}"${why}` };
    return { status: 401, headers, body: '' };
  }

  async #page(request: WebRequest, way: AccountWay, query: URLSearchParams): Promise<WebAnswer> {
    const { who } = this.#ways.get().accountDriven;
    const personal = way.setting === 'user';
    const shown: SignInPage = { action: `${SIGN_IN}${way.setting}`, account: '', who, personal };
    if (request.method === 'GET') return this.#shown({ ...shown, account: query.get('user-identifier') ?? '' }, 200);
    if (request.method !== 'POST') return notAllowed('GET, POST');
    const form = new URLSearchParams(request.form);
    const text = (name: string): string => (form.get(name) ?? '').slice(0, LONGEST_FIELD);
    const typed = { account: text('account'), password: text('password'), code: text('code'), pin: text('pin') };
    const outcome = await this.#signIn.check(typed, request.from ?? 'unknown', personal);
    if ('problem' in outcome) {
      this.#logger.warn({ problem: outcome.problem, from: request.from }, 'a sign-in to enroll a device was refused');
      return this.#shown(
        { ...shown, account: typed.account, problem: outcome.problem },
        outcome.problem === 'paused' ? 429 : 403,
      );
    }
    const { invitation, account } = outcome;
    const token = await this.#store.write((work) => {
      work.event({
        type: 'enrollment.account-signed-in',
        actor: 'device',
        data: { account, way: way.way, invitationId: invitation.id },
      });
      return this.#tokens.create(work, { invitationId: invitation.id, way: way.way, account });
    });
    return { status: 308, headers: { ...COMMON_HEADERS, Location: `${CALLBACK}${token}` }, body: '' };
  }

  #shown(page: SignInPage, status: number): WebAnswer {
    return { status, headers: HTML, body: signInPage(this.#branding.owner(this.#organization()), page) };
  }

  /** A token shown again after it was used is worth a look: somebody may have listened. */
  async #noteToken(found: TokenStanding): Promise<void> {
    this.#logger.warn({ standing: found.standing }, 'a token that does not count was shown to enroll a device');
    if (found.standing !== 'used') return;
    const { account, invitationId } = found.token;
    const data = { account, invitationId, reason: 'token-used', message: 'account' };
    await this.#store.write((work) => work.event({ type: 'enrollment.refused', actor: 'device', data }));
  }
}

const LONGEST_FIELD = 600;

function plain(status: number, body: Buffer | string = '', contentType?: string): WebAnswer {
  const headers = contentType === undefined ? COMMON_HEADERS : { ...COMMON_HEADERS, 'Content-Type': contentType };
  return { status, headers, body };
}

function notAllowed(Allow: string): WebAnswer {
  return { status: 405, headers: { Allow }, body: '' };
}

function json(status: number, value: object): WebAnswer {
  return { status, headers: { ...COMMON_HEADERS, 'Content-Type': 'application/json' }, body: JSON.stringify(value) };
}

/** Apple's schema, mdm/errors/well-known.failed; older systems take any 403 as the end. */
function wellKnownFailed(description: string, message: string): WebAnswer {
  return json(403, { code: 'com.apple.well-known.failed', description, message });
}
