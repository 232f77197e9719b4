import { CartwrightError } from '../../shared/errors.ts';
import type { DeviceProof } from '../identity/index.ts';
import { enrollmentIdentity } from '../protocol/index.ts';
import type { UnitOfWork } from '../store/index.ts';
import type { BrandingSettings } from './branding.ts';
import type { InvitationRow, Invitations } from './invitations.ts';
import { isProven, readMachineInfo, type ToldInfo, unfit } from './machine-info.ts';
import type { OverTheAir, OverTheAirAnswer } from './over-the-air.ts';
import { enrollmentPage, PAGE_CSS, type PageState } from './page.ts';
import type { IssuedProfile, IssueTerms, Profiles } from './profiles.ts';
import type { RequestRow, Requests } from './requests.ts';
import type { WaysOfEntry } from './ways-settings.ts';

/** A request to an address that begins with `/enroll/`. */
export interface WebRequest {
  method: string;
  /** Path and query as they came. */
  url: string;
  /** The body of a form, empty otherwise. */
  form: string;
  /** The bytes of the body, for what devices tell of themselves. */
  body?: Buffer | undefined;
  /** Where it comes from. */
  from?: string | undefined;
  /** The header in which a device tells of itself when it opens a page from Setup Assistant: base64 of what it signed. */
  deviceInfo?: string | undefined;
  /** The Authorization header. */
  authorization?: string | undefined;
  /** The User-Agent header; tells an administrator roughly which device asks to be let in. */
  userAgent?: string | undefined;
}

export interface WebAnswer {
  status: number;
  headers: Readonly<Record<string, string>>;
  body: string | Buffer;
}

/** On everything that is served to people and to devices that want to enroll. */
export const COMMON_HEADERS = {
  'Cache-Control': 'no-store',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Content-Security-Policy':
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
};
const HTML = { ...COMMON_HEADERS, 'Content-Type': 'text/html; charset=utf-8' };
const PLIST = { ...COMMON_HEADERS, 'Content-Type': 'application/xml; charset=UTF-8' };
/** For what never changes under its address. */
const FOREVER = 'public, max-age=31536000, immutable';
const ACCOUNT = /^[^\s@]{1,64}@[^\s@]+\.[^\s@]{2,}$/;
/** Seconds after which the page of a request looks again; it has no script. */
const LOOK_AGAIN = '5';
const LOOK_AGAIN_LATER = '30';
const STATUS = {
  ready: 200,
  pin: 200,
  expired: 410,
  'used-up': 410,
  revoked: 410,
  locked: 403,
  'not-found': 404,
  'not-ready': 503,
  ask: 200,
  account: 200,
  waiting: 200,
  denied: 403,
  'request-expired': 410,
  'request-used': 410,
  'too-many-requests': 429,
} as const satisfies Record<PageState['kind'], number>;

/** The web page of an invitation, and the profile behind it. */
export class EnrollmentWeb {
  readonly #invitations: Invitations;
  readonly #requests: Requests;
  readonly #profiles: Profiles;
  readonly #organization: () => string;
  readonly #branding: BrandingSettings;

  readonly #baseUrl: () => string;
  readonly #overTheAir: OverTheAir;
  readonly #ways: WaysOfEntry;
  readonly #openProof: (signed: Buffer) => DeviceProof;
  constructor(parts: {
    invitations: Invitations;
    requests: Requests;
    profiles: Profiles;
    overTheAir: OverTheAir;
    ways: WaysOfEntry;
    openProof: (signed: Buffer) => DeviceProof;
    organization: () => string;
    branding: BrandingSettings;
    baseUrl: () => string;
  }) {
    this.#invitations = parts.invitations;
    this.#requests = parts.requests;
    this.#profiles = parts.profiles;
    this.#overTheAir = parts.overTheAir;
    this.#ways = parts.ways;
    this.#openProof = parts.openProof;
    this.#organization = parts.organization;
    this.#baseUrl = parts.baseUrl;
    this.#branding = parts.branding;
  }

  /**
   * Answers `GET /enroll/<token>`, `POST /enroll/<token>` (the PIN, the wish to be let in) and
   * `GET` or `POST /enroll/<token>/profile?pin=…`; where approval is needed, the page of a request at
   * `/enroll/<token>/request/<its token>` and the profile behind that; where devices enroll over the air, what they tell
   * at `POST /enroll/<token>/service`. The logo of the
   * organisation stands at an address of its own. Each download of the profile holds a fresh one-time challenge.
   *
   * @returns undefined for any other address
   */
  async handle({ method, url, form, body, userAgent }: WebRequest): Promise<WebAnswer | undefined> {
    if (method === 'GET' && url === '/enroll/page.css') {
      return { status: 200, headers: { ...COMMON_HEADERS, 'Content-Type': 'text/css; charset=utf-8' }, body: PAGE_CSS };
    }
    const service = /^\/enroll\/([A-Za-z0-9_-]+)\/service$/.exec(url)?.[1];
    if (service !== undefined) return this.#service(method, service, body ?? Buffer.from(form));
    const logo = /^\/enroll\/logo-([0-9a-f]{12})\.png$/.exec(url)?.[1];
    if (method === 'GET' && logo !== undefined) return this.#logo(logo);
    const match = /^\/enroll\/([A-Za-z0-9_-]+)(?:\/request\/([A-Za-z0-9_-]{27}))?(\/profile)?(?:\?(.*))?$/.exec(url);
    if (match === null) return undefined;
    const [, token = '', requestToken, profile, query = ''] = match;
    // A device that was prepared by cable asks for its profile with a POST that tells about itself (MachineInfo).
    const takesForms = requestToken === undefined;
    if (method !== 'GET' && (method !== 'POST' || !takesForms)) {
      return { status: 405, headers: { Allow: takesForms ? 'GET, POST' : 'GET' }, body: '' };
    }
    const invitation = this.#invitations.findByToken(token);
    if (invitation === undefined) return this.#page({ kind: 'not-found' });
    const obstacle = this.#invitations.obstacle(invitation);
    if (obstacle !== undefined) return this.#page({ kind: obstacle });
    if (requestToken !== undefined) {
      const asked = { token, requestToken, download: profile !== undefined, query: new URLSearchParams(query) };
      return this.#request(invitation, asked);
    }
    const fields = new URLSearchParams(method === 'POST' && profile === undefined ? form : query);
    const given = fields.get('pin');
    if (invitation.pinSecretId !== null) {
      if (this.#invitations.isLocked(invitation)) return this.#page({ kind: 'locked' });
      const action = `/enroll/${token}`;
      // The download itself is refused rather than answered: what asks for it takes any 200 for a profile.
      if (given === null) return this.#page({ kind: 'pin', action, wrong: false }, profile === undefined ? 200 : 403);
      const check = await this.#invitations.checkPin(invitation.id, given);
      if (check === 'locked') return this.#page({ kind: 'locked' });
      if (check === 'wrong') return this.#page({ kind: 'pin', action, wrong: true }, 403);
    }
    if (invitation.requiresApproval === 1) {
      if (method === 'POST' && fields.get('ask') !== null) {
        const [name, serialNumber] = [fields.get('name') ?? '', fields.get('serial') ?? ''];
        return this.#ask(invitation, token, { name, serialNumber, userAgent });
      }
      const shownPin = invitation.pinSecretId === null ? null : given;
      return this.#page({ kind: 'ask', action: `/enroll/${token}`, pin: shownPin }, profile === undefined ? 200 : 403);
    }
    const pin = invitation.pinSecretId === null ? null : given;
    if (profile !== undefined && method === 'POST')
      return this.#prepared(invitation, body ?? Buffer.from(form), fields);
    if (profile !== undefined) return this.#download(invitation, token, fields);
    return this.#ready(invitation, `/enroll/${token}`, fields, pin);
  }

  /** The way to the profile; a profile of user enrollment needs to know the account first. */
  #ready(invitation: InvitationRow, path: string, fields: URLSearchParams, pin: string | null): WebAnswer {
    const { accessRights, way } = invitation;
    const personal = way === 'user-profile';
    const query = new URLSearchParams(pin === null ? {} : { pin });
    if (personal && invitation.managedAccount === null) {
      const account = fields.get('account');
      if (accountOf(fields) === undefined)
        return this.#page({ kind: 'account', action: path, pin, wrong: account !== null });
      query.set('account', account ?? '');
    }
    const profileUrl = `${path}/profile${query.size === 0 ? '' : `?${query}`}`;
    return this.#page({ kind: 'ready', profileUrl, accessRights, personal });
  }

  /** A device tells what it is, in the middle of an enrollment over the air. */
  async #service(method: string, token: string, body: Buffer): Promise<WebAnswer> {
    if (method !== 'POST') return { status: 405, headers: { Allow: 'POST' }, body: '' };
    const invitation = this.#invitations.findByToken(token);
    if (invitation === undefined) return { status: 404, headers: COMMON_HEADERS, body: '' };
    if (invitation.way !== 'over-the-air') return { status: 403, headers: COMMON_HEADERS, body: '' };
    const open = this.#invitations.obstacle(invitation) === undefined;
    return this.#sent(() => this.#overTheAir.told(invitation, body, open), {
      status: 503,
      headers: COMMON_HEADERS,
      body: '',
    });
  }

  /** A device that is prepared by cable tells what it is with its request; what it tells proves as much as over the air. */
  async #prepared(invitation: InvitationRow, body: Buffer, fields: URLSearchParams): Promise<WebAnswer> {
    const { deviceProof, minimumOs } = this.#ways.get();
    const told = this.#toldBy(body);
    const refusal = told === undefined ? undefined : unfit(told.info, minimumOs);
    if (refusal !== undefined) return { status: 403, headers: PLIST, body: refusal.body };
    if (invitation.way !== 'over-the-air') return this.#issue(invitation, fields);
    const udid = told !== undefined && isProven(told.signer, deviceProof) ? told.info.udid : undefined;
    if (udid === undefined) return { status: 403, headers: COMMON_HEADERS, body: '' };
    const { key: deviceKey } = enrollmentIdentity({ UDID: udid });
    return this.#issue(invitation, fields, undefined, { way: 'over-the-air', deviceKey });
  }

  #toldBy(body: Buffer): ToldInfo | undefined {
    try {
      return readMachineInfo(body, this.#openProof);
    } catch (error) {
      if (error instanceof CartwrightError) return undefined;
      throw error;
    }
  }

  /** Notes the wish to be let in, and leads to its page: reloading that asks for nothing twice. */
  async #ask(
    invitation: InvitationRow,
    token: string,
    about: { name: string; serialNumber: string; userAgent: string | undefined },
  ): Promise<WebAnswer> {
    const requestToken = await this.#requests.create(invitation, about);
    if (requestToken === undefined) return this.#page({ kind: 'too-many-requests' });
    const Location = `/enroll/${token}/request/${requestToken}`;
    return { status: 303, headers: { ...COMMON_HEADERS, Location }, body: '' };
  }

  /** The page of a request, and the profile once it is approved. */
  async #request(
    invitation: InvitationRow,
    asked: { token: string; requestToken: string; download: boolean; query: URLSearchParams },
  ): Promise<WebAnswer> {
    const { token, requestToken, download, query } = asked;
    const request = this.#requests.findByToken(requestToken, invitation.id);
    if (request === undefined) return this.#page({ kind: 'not-found' });
    const state = this.#requests.stateOf(request);
    if (state === 'waiting') {
      const page = this.#page({ kind: 'waiting', code: request.code }, download ? 403 : 200);
      return { ...page, headers: { ...page.headers, Refresh: LOOK_AGAIN } };
    }
    if (state === 'denied') {
      const page = this.#page({ kind: 'denied', reason: request.reason });
      // The answer may be taken back.
      return { ...page, headers: { ...page.headers, Refresh: LOOK_AGAIN_LATER } };
    }
    if (state === 'expired') return this.#page({ kind: 'request-expired' });
    if (state === 'used') return this.#page({ kind: 'request-used' });
    if (download) return this.#download(invitation, token, query, request);
    return this.#ready(invitation, `/enroll/${token}/request/${requestToken}`, query, null);
  }

  /** What a person's device downloads: the first step of an enrollment over the air, or the profile itself. */
  async #download(
    invitation: InvitationRow,
    token: string,
    fields: URLSearchParams,
    request?: RequestRow,
  ): Promise<WebAnswer> {
    if (invitation.way === 'over-the-air') {
      const url = `${this.#baseUrl()}/enroll/${token}/service`;
      return this.#sent(() => this.#overTheAir.begin(invitation, url, request?.id ?? null));
    }
    const bind = request === undefined ? undefined : this.#binding(request);
    return this.#issue(invitation, fields, bind);
  }

  #binding({ id }: RequestRow): (work: UnitOfWork, challenge: string) => void {
    return (work, challenge) => this.#requests.bind(work, id, challenge);
  }

  #issue(
    invitation: InvitationRow,
    fields: URLSearchParams,
    within?: (work: UnitOfWork, challenge: string) => void,
    terms: IssueTerms = {},
  ): Promise<WebAnswer> {
    const account = invitation.way === 'user-profile' ? (invitation.managedAccount ?? accountOf(fields)) : undefined;
    if (invitation.way === 'user-profile' && account === undefined) {
      return Promise.resolve(this.#page({ kind: 'account', action: '', pin: null, wrong: false }, 403));
    }
    return this.#sent(() =>
      this.#profiles.issue(invitation, within, { ...terms, ...(account === undefined ? {} : { account }) }),
    );
  }

  /** A profile as a download, or what is said instead. */
  async #sent(
    make: () => Promise<IssuedProfile | Exclude<OverTheAirAnswer, IssuedProfile>>,
    notReady: WebAnswer = this.#page({ kind: 'not-ready' }),
  ): Promise<WebAnswer> {
    try {
      const made = await make();
      if ('status' in made) {
        return 'body' in made
          ? { status: made.status, headers: PLIST, body: made.body }
          : { status: made.status, headers: COMMON_HEADERS, body: '' };
      }
      const { filename, contentType, body } = made;
      const disposition = `attachment; filename="${filename}"`;
      return {
        status: 200,
        headers: { ...COMMON_HEADERS, 'Content-Type': contentType, 'Content-Disposition': disposition },
        body,
      };
    } catch (error) {
      if (error instanceof CartwrightError && error.code === 'not-configured') return notReady;
      if (error instanceof CartwrightError && error.code === 'gone') return this.#page({ kind: 'request-used' });
      throw error;
    }
  }

  #page(state: PageState, status: number = STATUS[state.kind]): WebAnswer {
    // An address that nobody gave out tells nothing of whose it is beyond the name.
    const name = this.#organization();
    const own = this.#branding.owner(name);
    const owner = state.kind === 'not-found' ? { ...own, logoUrl: null, contact: null } : own;
    return { status, headers: HTML, body: enrollmentPage(owner, state) };
  }

  #logo(version: string): WebAnswer | undefined {
    const body = this.#branding.logo(version);
    if (body === undefined) return undefined;
    return { status: 200, headers: { ...COMMON_HEADERS, 'Content-Type': 'image/png', 'Cache-Control': FOREVER }, body };
  }
}

/** The Managed Apple Account a person typed, if it is one. */
function accountOf(fields: URLSearchParams): string | undefined {
  const account = (fields.get('account') ?? '').trim();
  return account.length <= 320 && ACCOUNT.test(account) ? account : undefined;
}
