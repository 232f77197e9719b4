import { CartwrightError } from '../../shared/errors.ts';
import type { UnitOfWork } from '../store/index.ts';
import type { InvitationRow, Invitations } from './invitations.ts';
import { enrollmentPage, PAGE_CSS, type PageState } from './page.ts';
import type { Profiles } from './profiles.ts';
import type { Requests } from './requests.ts';

/** A request to an address that begins with `/enroll/`. */
export interface WebRequest {
  method: string;
  /** Path and query as they came. */
  url: string;
  /** The body of a form, empty otherwise. */
  form: string;
  /** The User-Agent header; tells an administrator roughly which device asks to be let in. */
  userAgent?: string | undefined;
}

export interface WebAnswer {
  status: number;
  headers: Readonly<Record<string, string>>;
  body: string | Buffer;
}

const COMMON = {
  'Cache-Control': 'no-store',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Content-Security-Policy':
    "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
};
const HTML = { ...COMMON, 'Content-Type': 'text/html; charset=utf-8' };
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

  constructor(invitations: Invitations, requests: Requests, profiles: Profiles, organization: () => string) {
    this.#invitations = invitations;
    this.#requests = requests;
    this.#profiles = profiles;
    this.#organization = organization;
  }

  /**
   * Answers `GET /enroll/<token>`, `POST /enroll/<token>` (the PIN, the wish to be let in) and
   * `GET` or `POST /enroll/<token>/profile?pin=…`; where approval is needed, the page of a request at
   * `/enroll/<token>/request/<its token>` and the profile behind that. Each download of the profile holds a fresh
   * one-time challenge.
   *
   * @returns undefined for any other address
   */
  async handle({ method, url, form, userAgent }: WebRequest): Promise<WebAnswer | undefined> {
    if (method === 'GET' && url === '/enroll/page.css') {
      return { status: 200, headers: { ...COMMON, 'Content-Type': 'text/css; charset=utf-8' }, body: PAGE_CSS };
    }
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
    if (requestToken !== undefined) return this.#request(invitation, token, requestToken, profile !== undefined);
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
      const pin = invitation.pinSecretId === null ? null : given;
      return this.#page({ kind: 'ask', action: `/enroll/${token}`, pin }, profile === undefined ? 200 : 403);
    }
    if (profile !== undefined) return this.#download(invitation);
    const pin = invitation.pinSecretId === null ? '' : `?pin=${encodeURIComponent(given ?? '')}`;
    const profileUrl = `/enroll/${token}/profile${pin}`;
    return this.#page({ kind: 'ready', profileUrl, accessRights: invitation.accessRights });
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
    return { status: 303, headers: { ...COMMON, Location }, body: '' };
  }

  /** The page of a request, and the profile once it is approved. */
  async #request(
    invitation: InvitationRow,
    token: string,
    requestToken: string,
    download: boolean,
  ): Promise<WebAnswer> {
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
    if (download) return this.#download(invitation, (work, made) => this.#requests.bind(work, request.id, made));
    const profileUrl = `/enroll/${token}/request/${requestToken}/profile`;
    return this.#page({ kind: 'ready', profileUrl, accessRights: invitation.accessRights });
  }

  async #download(
    invitation: InvitationRow,
    within?: (work: UnitOfWork, challenge: string) => void,
  ): Promise<WebAnswer> {
    try {
      const { filename, contentType, body } = await this.#profiles.issue(invitation, within);
      const disposition = `attachment; filename="${filename}"`;
      return {
        status: 200,
        headers: { ...COMMON, 'Content-Type': contentType, 'Content-Disposition': disposition },
        body,
      };
    } catch (error) {
      if (error instanceof CartwrightError && error.code === 'not-configured') return this.#page({ kind: 'not-ready' });
      if (error instanceof CartwrightError && error.code === 'gone') return this.#page({ kind: 'request-used' });
      throw error;
    }
  }

  #page(state: PageState, status: number = STATUS[state.kind]): WebAnswer {
    return { status, headers: HTML, body: enrollmentPage(this.#organization(), state) };
  }
}
