import { CartwrightError } from '../../shared/errors.ts';
import type { InvitationRow, Invitations } from './invitations.ts';
import { enrollmentPage, PAGE_CSS, type PageState } from './page.ts';
import type { Profiles } from './profiles.ts';

/** A request to an address that begins with `/enroll/`. */
export interface WebRequest {
  method: string;
  /** Path and query as they came. */
  url: string;
  /** The body of a form, empty otherwise. */
  form: string;
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
const STATUS = {
  ready: 200,
  pin: 200,
  expired: 410,
  'used-up': 410,
  revoked: 410,
  locked: 403,
  'not-found': 404,
  'not-ready': 503,
} as const satisfies Record<PageState['kind'], number>;

/** The web page of an invitation, and the profile behind it. */
export class EnrollmentWeb {
  readonly #invitations: Invitations;
  readonly #profiles: Profiles;
  readonly #organization: () => string;

  constructor(invitations: Invitations, profiles: Profiles, organization: () => string) {
    this.#invitations = invitations;
    this.#profiles = profiles;
    this.#organization = organization;
  }

  /**
   * Answers `GET /enroll/<token>`, `POST /enroll/<token>` (the PIN) and `GET /enroll/<token>/profile?pin=…`; each
   * download of the profile holds a fresh one-time challenge.
   *
   * @returns undefined for any other address
   */
  async handle({ method, url, form }: WebRequest): Promise<WebAnswer | undefined> {
    if (method === 'GET' && url === '/enroll/page.css') {
      return { status: 200, headers: { ...COMMON, 'Content-Type': 'text/css; charset=utf-8' }, body: PAGE_CSS };
    }
    const match = /^\/enroll\/([A-Za-z0-9_-]+)(\/profile)?(?:\?(.*))?$/.exec(url);
    if (match === null) return undefined;
    const [, token = '', profile, query = ''] = match;
    if (method !== 'GET' && (method !== 'POST' || profile !== undefined)) {
      return { status: 405, headers: { Allow: profile === undefined ? 'GET, POST' : 'GET' }, body: '' };
    }
    const invitation = this.#invitations.findByToken(token);
    if (invitation === undefined) return this.#page({ kind: 'not-found' });
    const obstacle = this.#invitations.obstacle(invitation);
    if (obstacle !== undefined) return this.#page({ kind: obstacle });
    const given = new URLSearchParams(method === 'POST' ? form : query).get('pin');
    if (invitation.pinSecretId !== null) {
      if (this.#invitations.isLocked(invitation)) return this.#page({ kind: 'locked' });
      const action = `/enroll/${token}`;
      // The download itself is refused rather than answered: what asks for it takes any 200 for a profile.
      if (given === null) return this.#page({ kind: 'pin', action, wrong: false }, profile === undefined ? 200 : 403);
      const check = await this.#invitations.checkPin(invitation.id, given);
      if (check === 'locked') return this.#page({ kind: 'locked' });
      if (check === 'wrong') return this.#page({ kind: 'pin', action, wrong: true }, 403);
    }
    if (profile !== undefined) return this.#download(invitation);
    const pin = invitation.pinSecretId === null ? '' : `?pin=${encodeURIComponent(given ?? '')}`;
    const profileUrl = `/enroll/${token}/profile${pin}`;
    return this.#page({ kind: 'ready', profileUrl, accessRights: invitation.accessRights });
  }

  async #download(invitation: InvitationRow): Promise<WebAnswer> {
    try {
      const { filename, contentType, body } = await this.#profiles.issue(invitation);
      const disposition = `attachment; filename="${filename}"`;
      return {
        status: 200,
        headers: { ...COMMON, 'Content-Type': contentType, 'Content-Disposition': disposition },
        body,
      };
    } catch (error) {
      if (error instanceof CartwrightError && error.code === 'not-configured') return this.#page({ kind: 'not-ready' });
      throw error;
    }
  }

  #page(state: PageState, status: number = STATUS[state.kind]): WebAnswer {
    return { status, headers: HTML, body: enrollmentPage(this.#organization(), state) };
  }
}
