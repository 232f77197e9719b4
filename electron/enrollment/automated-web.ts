import { CartwrightError } from '../../shared/errors.ts';
import type { Logger } from '../../shared/logger.ts';
import type { DeviceProof } from '../identity/index.ts';
import { deviceErrorBody, enrollmentIdentity } from '../protocol/index.ts';
import type { Store } from '../store/index.ts';
import { type SignInPage, signInPage } from './account-page.ts';
import type { AccountSignIn } from './account-sign-in.ts';
import type { AutomatedProfiles, StoredProfile } from './automated.ts';
import type { BrandingSettings } from './branding.ts';
import { isProven, readMachineInfo, type ToldInfo, unfit } from './machine-info.ts';
import type { Profiles } from './profiles.ts';
import type { WaysOfEntry } from './ways-settings.ts';
import { COMMON_HEADERS, type WebAnswer, type WebRequest } from './web.ts';

const PLIST = { ...COMMON_HEADERS, 'Content-Type': 'application/xml; charset=UTF-8' };
const HTML = { ...COMMON_HEADERS, 'Content-Type': 'text/html; charset=utf-8' };
/** The same device turned away for the same reason is told once in so long. */
const ONCE_PER = 60_000;
const MOST_REMEMBERED = 1_000;
const LONGEST_FIELD = 600;

/** Why a device is not let in by an automated enrollment profile. */
type Reason = 'not-assigned' | 'other-profile' | 'unknown-signer' | 'update-required' | 'device-not-supported';

interface Known {
  readonly told: ToldInfo;
  readonly udid: string;
}

/**
 * What a device asks at the address of an automated enrollment profile, from Setup Assistant or prepared by cable: it posts
 * what it is (MachineInfo), signed by the certificate Apple built in, and is answered with its enrollment profile, which lets
 * in this very device. Where people sign in first, the device opens a page and shows the same in a header.
 *
 * Source: Protocol Reference §9.9; Apple, `configuration_web_url`.
 */
export class AutomatedWeb {
  readonly #store: Store;
  readonly #logger: Logger;
  readonly #automated: AutomatedProfiles;
  readonly #profiles: Profiles;
  readonly #ways: WaysOfEntry;
  readonly #openProof: (signed: Buffer) => DeviceProof;
  readonly #signIn: AccountSignIn;
  readonly #branding: BrandingSettings;
  readonly #organization: () => string;
  readonly #told = new Map<string, number>();

  constructor(parts: {
    store: Store;
    logger: Logger;
    automated: AutomatedProfiles;
    profiles: Profiles;
    ways: WaysOfEntry;
    openProof: (signed: Buffer) => DeviceProof;
    signIn: AccountSignIn;
    branding: BrandingSettings;
    organization: () => string;
  }) {
    this.#store = parts.store;
    this.#logger = parts.logger;
    this.#automated = parts.automated;
    this.#profiles = parts.profiles;
    this.#ways = parts.ways;
    this.#openProof = parts.openProof;
    this.#signIn = parts.signIn;
    this.#branding = parts.branding;
    this.#organization = parts.organization;
  }

  /** Answers `POST /enroll/auto/<token>`, and `GET` and `POST` of `/enroll/auto/<token>/web`; undefined for anything else. */
  async handle(request: WebRequest): Promise<WebAnswer | undefined> {
    const match = /^\/enroll\/auto\/([A-Za-z0-9_-]+)(\/web)?(?:\?.*)?$/.exec(request.url);
    if (match === null) return undefined;
    const [, token = '', web] = match;
    const profile = this.#automated.findByToken(token);
    if (profile === undefined || (web !== undefined && !profile.settings.webSignIn)) return plain(404);
    return web === undefined
      ? this.#posted(request, profile)
      : this.#page(request, profile, `/enroll/auto/${token}/web`);
  }

  async #posted(request: WebRequest, profile: StoredProfile): Promise<WebAnswer> {
    if (request.method !== 'POST') return { status: 405, headers: { Allow: 'POST' }, body: '' };
    // Whoever asks here would pass by the page on which people sign in.
    if (profile.settings.webSignIn) return plain(403, deviceErrorBody(UNRECOGNIZED, 'Sign in on the page first.'));
    const known = await this.#known(profile, request.body ?? Buffer.alloc(0));
    return 'status' in known ? known : this.#issue(profile, known);
  }

  /** Who it is that asks, when it is one that may come in; an answer when it is not. */
  async #known(profile: StoredProfile, body: Buffer): Promise<Known | WebAnswer> {
    const { deviceProof, minimumOs } = this.#ways.get();
    let told: ToldInfo;
    try {
      told = readMachineInfo(body, this.#openProof);
    } catch (error) {
      if (!(error instanceof CartwrightError)) throw error;
      this.#logger.warn({ err: error }, 'what a device told of itself could not be read');
      return plain(error.code === 'bad-plist' ? 400 : 403);
    }
    const { udid, serialNumber } = told.info;
    if (!isProven(told.signer, deviceProof) || udid === undefined)
      return this.#refuse(profile, told, 'unknown-signer', 'This device is not known by what it signs with.');
    const refusal = unfit(told.info, minimumOs);
    if (refusal !== undefined) {
      await this.#note(profile, told, refusal.reason);
      return plain(403, refusal.body);
    }
    const taking = this.#automated.takes(profile.id, serialNumber);
    if (taking.verdict === 'yes') return { told, udid };
    return taking.verdict === 'other-profile'
      ? this.#refuse(profile, told, 'other-profile', `This device is meant for another profile.`, taking.name)
      : this.#refuse(profile, told, 'not-assigned', `This device is not assigned to ${profile.settings.name}.`);
  }

  async #refuse(
    profile: StoredProfile,
    told: ToldInfo,
    reason: Reason,
    why: string,
    other?: string,
  ): Promise<WebAnswer> {
    await this.#note(profile, told, reason, other);
    const { serialNumber } = told.info;
    const name = this.#named(profile);
    const message = `${name} does not expect this device${serialNumber === undefined ? '' : ` (${serialNumber})`}. Tell your administrator.`;
    return plain(403, deviceErrorBody(UNRECOGNIZED, why, message));
  }

  async #issue(profile: StoredProfile, { told, udid }: Known, account?: string): Promise<WebAnswer> {
    const { key: deviceKey } = enrollmentIdentity({ UDID: udid });
    const { serialNumber = null } = told.info;
    const data = {
      enrollmentProfileId: profile.id,
      name: profile.settings.name,
      serialNumber,
      account: account ?? null,
    };
    try {
      const { contentType, body } = await this.#profiles.issue(
        profile.row,
        (work) => work.event({ type: 'automated-enrollment.profile-issued', actor: 'device', data }),
        { way: 'automated', deviceKey, ...(account === undefined ? {} : { account }) },
      );
      return { status: 200, headers: { ...COMMON_HEADERS, 'Content-Type': contentType }, body };
    } catch (error) {
      if (error instanceof CartwrightError && error.code === 'not-configured') return plain(503);
      throw error;
    }
  }

  /** The page on which a person signs in. What the device showed goes along with the form and is looked at again. */
  async #page(request: WebRequest, profile: StoredProfile, action: string): Promise<WebAnswer> {
    const { method } = request;
    if (method !== 'GET' && method !== 'POST') return { status: 405, headers: { Allow: 'GET, POST' }, body: '' };
    const form = new URLSearchParams(method === 'POST' ? request.form : '');
    const device = (method === 'GET' ? request.deviceInfo : form.get('device')) ?? '';
    const known = await this.#known(profile, Buffer.from(device, 'base64'));
    if ('status' in known) return known;
    const shown: SignInPage = { action, account: '', who: 'accounts', personal: false, device };
    if (method === 'GET') return this.#shown(profile, shown, 200);
    const text = (name: string): string => (form.get(name) ?? '').slice(0, LONGEST_FIELD);
    const [account, password] = [text('account'), text('password')];
    const outcome = this.#signIn.person(account, password, request.from ?? 'unknown');
    if ('problem' in outcome) {
      this.#logger.warn({ problem: outcome.problem, from: request.from }, 'a sign-in in Setup Assistant was refused');
      const { problem } = outcome;
      return this.#shown(profile, { ...shown, account, problem }, problem === 'paused' ? 429 : 403);
    }
    return this.#issue(profile, known, outcome.account);
  }

  #shown(profile: StoredProfile, page: SignInPage, status: number): WebAnswer {
    return { status, headers: HTML, body: signInPage(this.#branding.owner(this.#named(profile)), page) };
  }

  #named({ settings }: StoredProfile): string {
    return settings.organization === '' ? this.#organization() : settings.organization;
  }

  /** In the log each time, as an event once a minute for each device and reason, so that nobody fills the disk by asking. */
  async #note(
    profile: StoredProfile,
    { info, signer }: ToldInfo,
    reason: Reason,
    otherProfile?: string,
  ): Promise<void> {
    const { serialNumber = null, product = null } = info;
    this.#logger.warn({ reason, signer, profile: profile.id }, 'a device was not let in by an automated profile');
    // Strangers say of themselves what they like.
    if (reason === 'unknown-signer' && signer === 'nobody') return;
    const key = `${profile.id} ${serialNumber ?? ''} ${reason}`;
    const now = this.#store.clock.now();
    const last = this.#told.get(key);
    if (last !== undefined && now - last < ONCE_PER && now >= last) return;
    if (this.#told.size >= MOST_REMEMBERED) this.#told.clear();
    this.#told.set(key, now);
    const data = {
      ...{ reason, status: 403, message: 'automated', serialNumber, modelName: product, invitationId: null },
      ...{ enrollmentProfileId: profile.id, profileName: profile.settings.name, otherProfile: otherProfile ?? null },
    };
    await this.#store.write((work) => work.event({ type: 'enrollment.refused', actor: 'device', data }));
  }
}

const UNRECOGNIZED = 'com.apple.unrecognized.device';

function plain(status: number, body: Buffer | string = ''): WebAnswer {
  return { status, headers: body === '' ? COMMON_HEADERS : PLIST, body };
}
