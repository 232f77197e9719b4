import { setImmediate } from 'node:timers/promises';
import type { Handout, NewHandouts } from '../../shared/contract/admission.ts';
import { CartwrightError } from '../../shared/errors.ts';
import { plainFileName } from '../../shared/file-name.ts';
import type { Logger } from '../../shared/logger.ts';
import type { Authority, Caller, Challenges, DeviceProof } from '../identity/index.ts';
import type { CheckInMessage } from '../protocol/index.ts';
import type { Store, UnitOfWork } from '../store/index.ts';
import { AccountSignIn } from './account-sign-in.ts';
import { AccountTokens } from './account-tokens.ts';
import { AccountWeb } from './account-web.ts';
import { Afterlife } from './afterlife.ts';
import { AutomatedProfiles } from './automated.ts';
import { AutomatedDevices } from './automated-devices.ts';
import { exportedProfile } from './automated-export.ts';
import { AutomatedWeb } from './automated-web.ts';
import { BrandingSettings, type MayAsk } from './branding.ts';
import { type CheckInAnswer, CheckIns } from './check-in.ts';
import { Configurator } from './configurator.ts';
import { type ConnectAdmission, type ConnectIdentity, Connects } from './connect.ts';
import { ExpectedDevices } from './expected.ts';
import { Invitations } from './invitations.ts';
import { type MailLanguage, mailText } from './mail-text.ts';
import { OverTheAir } from './over-the-air.ts';
import { OverTheAirUpdates } from './over-the-air-update.ts';
import { ProfileUpdateRecords } from './profile-update-records.ts';
import { ProfileUpdates } from './profile-updates.ts';
import { type IssuedProfile, type ProfileFacts, Profiles } from './profiles.ts';
import { recentEnrollments } from './recent.ts';
import { EnrollmentRecords } from './records.ts';
import { RefusalLog } from './refusal-log.ts';
import { Requests } from './requests.ts';
import { RestoredDevices } from './restored.ts';
import { ReturnToService } from './return-to-service.ts';
import { SetupHolds } from './setup-holds.ts';
import { type EnrollmentHooks, Transitions } from './transitions.ts';
import { UserAuthentication } from './user-authenticate.ts';
import { UserChannels } from './user-channels.ts';
import { UserPolicies } from './user-policy.ts';
import { WaysOfEntry } from './ways-settings.ts';
import { EnrollmentWeb, type WebAnswer, type WebRequest } from './web.ts';

export interface EnrollmentOptions extends Omit<ProfileFacts, 'pushTopic'> {
  store: Store;
  logger: Logger;
  authority: Authority;
  challenges: Challenges;
  /** Opens what devices sign before they enroll. */
  openProof: (signed: Buffer) => DeviceProof;
  hooks: EnrollmentHooks;
  /** False for a device whose identity is not to be renewed by itself now; every one is unless told. */
  mayRenew?: (deviceId: string) => boolean;
  /** What devices are asked about themselves, as the enrollment page tells; everything unless told. */
  mayAsk?: MayAsk;
}

/** Everything about how devices enroll, behind one face. */
export class EnrollmentService {
  readonly invitations: Invitations;
  readonly requests: Requests;
  readonly expected: ExpectedDevices;
  readonly users: UserPolicies;
  readonly returnToService: ReturnToService;
  readonly ways: WaysOfEntry;
  readonly branding: BrandingSettings;
  readonly profileUpdates: ProfileUpdates;
  readonly afterlife: Afterlife;
  readonly configurator: Configurator;
  readonly automated: AutomatedProfiles;
  readonly automatedDevices: AutomatedDevices;
  readonly holds: SetupHolds;
  readonly #automatedWeb: AutomatedWeb;
  readonly #store: Store;
  readonly #restored: RestoredDevices;
  readonly #records: EnrollmentRecords;
  readonly #transitions: Transitions;
  readonly #checkIns: CheckIns;
  readonly #connects: Connects;
  readonly #profiles: Profiles;
  readonly #web: EnrollmentWeb;
  readonly #accounts: AccountWeb;
  readonly #organization: () => string;

  constructor(options: EnrollmentOptions, profiles: Profiles) {
    const { store, logger, authority, challenges, hooks, openProof } = options;
    const records = new EnrollmentRecords(store);
    const restored = new RestoredDevices(store);
    const refusals = new RefusalLog(store, logger, restored);
    const updates = new ProfileUpdateRecords(store, authority);
    const transitions = new Transitions(store, authority, records, hooks, {
      updates,
      restored,
      serverUrl: () => profiles.serverUrl,
    });
    this.profileUpdates = new ProfileUpdates({
      ...{ store, logger, authority, challenges: options.challenges, profiles, records, hooks, updates },
      mayRenew: options.mayRenew ?? (() => true),
    });
    this.invitations = new Invitations(store, options.baseUrl);
    this.requests = new Requests(store, options.challenges);
    const automated = new AutomatedProfiles({ store, invitations: this.invitations, expected: () => this.expected });
    this.automated = automated;
    this.automatedDevices = new AutomatedDevices(store, automated);
    this.holds = new SetupHolds(store, automated);
    this.expected = new ExpectedDevices(store, automated);
    this.afterlife = new Afterlife(store);
    this.users = new UserPolicies(store);
    this.returnToService = new ReturnToService({ store, records, invitations: this.invitations, profiles, logger });
    const channels = new UserChannels(store, records, hooks);
    this.branding = new BrandingSettings(store, options.mayAsk);
    this.#organization = options.organization;
    this.configurator = new Configurator({ store, profiles, organization: options.organization });
    this.#restored = restored;
    this.#store = store;
    this.#records = records;
    this.#transitions = transitions;
    this.#profiles = profiles;
    this.#checkIns = new CheckIns({
      store,
      records,
      invitations: this.invitations,
      challenges,
      requests: this.requests,
      expected: this.expected,
      automated,
      transitions,
      hooks,
      refusals,
      channels,
      users: new UserAuthentication({ store, policies: this.users, channels, transitions, logger }),
      returnToService: this.returnToService,
    });
    this.#connects = new Connects({ store, records, transitions, channels, refusals });
    const { baseUrl, organization } = options;
    const { invitations, requests, expected, branding } = this;
    const urls = { base: baseUrl, server: () => profiles.serverUrl, checkIn: () => profiles.checkInUrl };
    const ways = new WaysOfEntry(store, invitations, urls);
    this.ways = ways;
    const parts = {
      store,
      logger,
      profiles,
      invitations,
      requests,
      expected,
      ways,
      openProof,
      organization,
      baseUrl,
      branding,
    };
    const again = { store, authority, challenges, profiles, records, updates, pushTopic: () => hooks.pushTopic() };
    const overTheAir = new OverTheAir({ ...parts, authority, challenges, updates: new OverTheAirUpdates(again) });
    this.#web = new EnrollmentWeb({ ...parts, overTheAir });
    const signIn = new AccountSignIn({ clock: store.clock, ways, policies: this.users, invitations });
    this.#automatedWeb = new AutomatedWeb({ ...parts, automated, signIn });
    this.#accounts = new AccountWeb({ ...parts, signIn, tokens: new AccountTokens(store) });
  }

  /** The identifier of the enrollment profile on devices: the one profile that no command may remove by accident. */
  get profileIdentifier(): string {
    return this.#profiles.identifier;
  }

  /** Where the enrollment profile has devices connect. */
  get serverUrl(): string {
    return this.#profiles.serverUrl;
  }

  /** Answers a check-in message; a rejection is a failure of ours (5xx). See CheckIns.handle. */
  checkIn(caller: Caller, message: CheckInMessage): Promise<CheckInAnswer> {
    return this.#checkIns.handle(caller, message);
  }

  /** Whether a caller may get commands; mostly answered at once, without a promise. See Connects.authorize. */
  authorizeConnect(
    caller: Caller,
    identity: ConnectIdentity | undefined,
  ): ConnectAdmission | Promise<ConnectAdmission> {
    return this.#connects.authorize(caller, identity);
  }

  /** Answers what people and devices ask that want to enroll; undefined when there is nothing at that address. */
  web(request: WebRequest): Promise<WebAnswer | undefined> {
    if (request.url.startsWith('/enroll/auto/')) return this.#automatedWeb.handle(request);
    return request.url.startsWith('/enroll/') ? this.#web.handle(request) : this.#accounts.handle(request);
  }

  /**
   * A fresh signed profile of an invitation, for an administrator; no PIN is asked.
   *
   * @throws CartwrightError `not-found`, `gone` when the invitation is used up, expired or revoked, `not-configured`
   *   while there is no push certificate
   */
  async profileOf(invitationId: string): Promise<IssuedProfile> {
    const invitation = this.invitations.row(invitationId);
    const obstacle = this.invitations.obstacle(invitation);
    if (obstacle !== undefined) {
      throw new CartwrightError('gone', `This invitation is ${OBSTACLES[obstacle]}. Make a new one.`);
    }
    return this.#profiles.issue(invitation);
  }

  /** A signed profile that makes devices trust this server, and nothing else. */
  trustProfile(): IssuedProfile {
    return this.#profiles.trust();
  }

  /**
   * An automated enrollment profile as the JSON by which Apple's service defines one.
   *
   * @param devices whether with the serial numbers on its list
   * @throws CartwrightError `not-found`
   */
  exportAutomated(profileId: string, devices: boolean): { filename: string; contentType: string; body: Buffer } {
    const { settings } = this.automated.stored(profileId);
    const { identity } = this.configurator.shown();
    const exported = exportedProfile(settings, {
      ...this.automated.address(profileId),
      organization: this.#organization(),
      magic: this.#profiles.installationId,
      trust: this.#profiles.anchors(),
      supervisor: identity === null ? undefined : this.configurator.certificate().body,
      serialNumbers: devices ? this.automatedDevices.serials(profileId) : [],
    });
    const body = Buffer.from(`${JSON.stringify(exported, null, 2)}\n`);
    return { filename: `${plainFileName(settings.name)}.json`, contentType: 'application/json', body };
  }

  /** Makes a one-time invitation for each name, all or none, with what is printed for each. */
  async handouts({ names, options }: NewHandouts, actor: string): Promise<Handout[]> {
    const made = await this.invitations.createMany(
      names.map((name) => ({ ...options, name, maxUses: 1 })),
      actor,
    );
    return this.printHandouts(made.map(({ id }) => id));
  }

  /** What is printed for each of these invitations. @throws CartwrightError `not-found` */
  async printHandouts(invitationIds: readonly string[]): Promise<Handout[]> {
    const sheets: Handout[] = [];
    for (const id of invitationIds) {
      sheets.push({ invitation: this.invitations.get(id), ...(await this.invitations.link(id)) });
      // Drawing a code takes a millisecond: devices are served in between.
      await setImmediate();
    }
    return sheets;
  }

  /** A mail with an invitation's link. @throws CartwrightError `not-found` */
  async mailText(
    invitationId: string,
    language: MailLanguage,
  ): Promise<ReturnType<typeof mailText> & { pin: string | null }> {
    const invitation = this.invitations.get(invitationId);
    const { url, pin } = await this.invitations.link(invitationId);
    const { hasPin, requiresApproval, expiresAt, maxUses } = invitation;
    const facts = {
      organization: this.#organization(),
      contact: this.branding.read().contact,
      url,
      hasPin,
      requiresApproval,
      expiresAt,
      once: maxUses === 1,
    };
    return { ...mailText(facts, language), pin };
  }

  /** Devices were served just now: whoever was noted as restored from a backup has the identity that counts again. */
  seen(deviceIds: readonly string[]): Promise<void> {
    return this.#restored.seen(deviceIds);
  }

  /** Enrollments of devices, the one that began last first. */
  recent(query: Parameters<typeof recentEnrollments>[1]): ReturnType<typeof recentEnrollments> {
    return recentEnrollments(this.#store, query);
  }

  /**
   * Ends an enrollment from this side: at its next contact the device is answered 401, which makes it drop its management
   * and everything that came with it. Ending it again changes nothing.
   *
   * @throws CartwrightError `not-found`
   */
  async end(enrollmentId: string, reason: 'removed' | 'erased', actor: string): Promise<void> {
    await this.#store.write((work) => this.endInUnit(work, enrollmentId, reason, actor));
  }

  /** As {@link end}, inside the caller's unit of work. */
  endInUnit(work: UnitOfWork, enrollmentId: string, reason: 'removed' | 'erased', actor: string): void {
    const row = this.#records.enrollment(enrollmentId);
    if (row === undefined) throw new CartwrightError('not-found', 'There is no such enrollment. Reload the device.');
    if (row.state !== 'ended') this.#transitions.end(work, row, reason, actor);
  }
}

const OBSTACLES = { 'used-up': 'used up', expired: 'expired', revoked: 'revoked' } as const;

/** Opens the room; gives the installation its id the first time. */
export async function openEnrollment(options: EnrollmentOptions): Promise<EnrollmentService> {
  const { store, authority, challenges, hooks } = options;
  const facts: ProfileFacts = {
    baseUrl: options.baseUrl,
    checkInBaseUrl: options.checkInBaseUrl,
    organization: options.organization,
    tlsCredentials: options.tlsCredentials,
    pushTopic: () => hooks.pushTopic(),
  };
  return new EnrollmentService(options, await Profiles.open({ store, authority, challenges, facts }));
}
