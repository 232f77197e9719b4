import { X509Certificate } from 'node:crypto';
import { z } from 'zod';
import { CartwrightError } from '../../shared/errors.ts';
import { plainFileName } from '../../shared/file-name.ts';
import { newId } from '../../shared/ids.ts';
import {
  type Authority,
  type Challenges,
  type ChallengeTerms,
  scepNameOf,
  type TlsCredentials,
} from '../identity/index.ts';
import { encodePlistBytes, type PlistInput } from '../protocol/index.ts';
import {
  type Bit,
  type EnrollmentWay,
  readSetting,
  type Store,
  type UnitOfWork,
  writeSetting,
} from '../store/index.ts';
import type { InvitationRow } from './invitations.ts';
import {
  buildEnrollmentProfile,
  buildTrustProfile,
  type EnrollmentFor,
  type EnrollmentProfile,
  type EnrollmentProfileInput,
  enrollmentProfileIdentifier,
} from './profile.ts';
import { buildIdentityProfile, buildProfileService } from './profile-service.ts';
import type { PresentTerms } from './profile-update-rules.ts';

const SETTING = 'enrollment.installation-id';

/** A signed enrollment profile, ready to be sent. */
export interface IssuedProfile {
  filename: string;
  contentType: 'application/x-apple-aspen-config';
  body: Buffer;
}

/** What a profile says of this installation; asked each time, since an administrator may change it. */
export interface ProfileFacts {
  /** Where devices reach the listener, such as `https://mdm.school.example:8443`. */
  baseUrl(): string;
  /** Where they check in; the same unless it was set apart. */
  checkInBaseUrl(): string;
  organization(): string;
  /** The topic of the loaded push certificate; undefined while there is none. */
  pushTopic(): string | undefined;
  /** What the listener serves; undefined before it was started, and then our own root is all there is to trust. */
  tlsCredentials(): TlsCredentials | undefined;
}

/** For whom and how a profile is handed out, where it is not the plain one of its invitation. */
export interface IssueTerms {
  way?: EnrollmentWay;
  /** The only device (enrollment key) that may enroll with it. */
  deviceKey?: string;
  /** The Managed Apple Account it is for. */
  account?: string;
  /** Encrypts what it holds for the owner of this certificate (DER, RSA). */
  encryptFor?: Buffer | undefined;
}

const MODES: Readonly<Partial<Record<EnrollmentWay, EnrollmentFor['mode']>>> = {
  'user-profile': 'user-profile',
  'account-user': 'BYOD',
  'account-device': 'ADDE',
};

/** What an enrollment's profile cannot change. */
interface ReplacedEnrollment {
  readonly topic: string;
  readonly serverUrl: string | null;
  readonly signMessage: Bit;
  readonly way: EnrollmentWay | null;
  readonly account: string | null;
}

/** What every profile of this installation has in common. */
type Installed = Pick<
  EnrollmentProfileInput,
  'installationId' | 'organization' | 'serverUrl' | 'checkInUrl' | 'scepUrl' | 'trusted' | 'scepAuthority' | 'scepName'
>;

/** Makes enrollment profiles: each with a fresh one-time challenge, signed by the authority. */
export class Profiles {
  /** The identifier of the profile on devices; the same for the life of the installation. */
  readonly identifier: string;
  readonly installationId: string;
  readonly #store: Store;
  readonly #authority: Authority;
  readonly #challenges: Challenges;
  readonly #facts: ProfileFacts;

  private constructor(
    installationId: string,
    parts: { store: Store; authority: Authority; challenges: Challenges; facts: ProfileFacts },
  ) {
    this.installationId = installationId;
    this.identifier = enrollmentProfileIdentifier(installationId);
    this.#store = parts.store;
    this.#authority = parts.authority;
    this.#challenges = parts.challenges;
    this.#facts = parts.facts;
  }

  /** Reads the installation's id, or gives it one the first time. */
  static async open(parts: {
    store: Store;
    authority: Authority;
    challenges: Challenges;
    facts: ProfileFacts;
  }): Promise<Profiles> {
    const { store } = parts;
    const installationId =
      readSetting(store, SETTING, z.uuid()) ??
      (await store.write((work) => {
        const id = newId(work.now);
        writeSetting(store, SETTING, id);
        return id;
      }));
    return new Profiles(installationId, parts);
  }

  /**
   * Makes the profile for one device.
   *
   * @param within runs in the unit of work that makes the challenge; what it throws undoes that
   * @throws CartwrightError `not-configured` while there is no push certificate: a device could not be reached
   */
  async issue(
    invitation: InvitationRow,
    within: (work: UnitOfWork, challenge: string) => void = () => {},
    terms: IssueTerms = {},
  ): Promise<IssuedProfile> {
    const topic = this.#topic();
    const { way = plainWay(invitation), account = invitation.managedAccount ?? undefined, encryptFor } = terms;
    const mode = MODES[way];
    if (mode !== undefined && account === undefined) {
      throw new CartwrightError('bad-request', 'This profile needs the Managed Apple Account of a person.');
    }
    const challenge = await this.#store.write((work) => {
      const given: ChallengeTerms = { way, deviceKey: terms.deviceKey ?? null, account: account ?? null };
      const made = this.#challenges.create(work, invitation.id, given);
      within(work, made);
      return made;
    });
    const profile = this.#enrolling(this.#facts.baseUrl(), this.checkInUrl, {
      topic,
      accessRights: invitation.accessRights,
      signMessage: invitation.signMessage === 1,
      checkOutWhenRemoved: invitation.checkOutWhenRemoved === 1,
      challenge,
      enrollFor: mode === undefined || account === undefined ? undefined : { mode, account },
    });
    const shown = encryptFor === undefined ? profile : this.#encrypted(profile, encryptFor);
    return this.#file(this.#facts.organization(), 'enrollment', shown);
  }

  /**
   * The first answer of an enrollment over the air: asks the device to tell `url` which one it is.
   *
   * @throws CartwrightError `not-configured` as {@link issue}: nobody begins what cannot be finished
   */
  service(url: string, challenge: string): IssuedProfile {
    this.#topic();
    const organization = this.#facts.organization();
    const profile = buildProfileService({ installationId: this.installationId, organization, url, challenge });
    return this.#file(organization, 'enrollment', profile);
  }

  /** The second: how the device that told gets the identity it shows the third time. */
  identity(challenge: string): IssuedProfile {
    const organization = this.#facts.organization();
    const profile = buildIdentityProfile({
      installationId: this.installationId,
      organization,
      scepUrl: `${this.#facts.baseUrl()}/scep`,
      ...this.#scepAuthority,
      challenge,
    });
    return this.#file(organization, 'identity', profile);
  }

  #file(organization: string, name: string, profile: PlistInput): IssuedProfile {
    return {
      filename: `${plainFileName(organization)}-${name}.mobileconfig`,
      contentType: 'application/x-apple-aspen-config',
      body: this.#authority.signProfile(encodePlistBytes(profile)),
    };
  }

  /** The payloads as one encrypted property list, the way devices know it. */
  #encrypted({ PayloadContent, ...outside }: EnrollmentProfile, certificateDer: Buffer): PlistInput {
    const EncryptedPayloadContent = this.#authority.encryptFor(certificateDer, encodePlistBytes([...PayloadContent]));
    return { ...outside, EncryptedPayloadContent };
  }

  #topic(): string {
    const topic = this.#facts.pushTopic();
    if (topic !== undefined) return topic;
    throw new CartwrightError('not-configured', 'Load a push certificate first; without one no device can be reached.');
  }

  /**
   * The profile that takes the place of the one a device enrolled with: for the same topic, the same address and the same
   * person, whatever the server's own address has become since, with the trust and the authority of today.
   */
  replacement(present: ReplacedEnrollment, terms: PresentTerms, challenge: string): Buffer {
    return this.#authority.signProfile(encodePlistBytes(this.#replacing(present, terms, challenge)));
  }

  /** The same as a file, for a device that fetches it; encrypted for the owner of this certificate (DER, RSA) if given. */
  replacementFile(
    present: ReplacedEnrollment,
    terms: PresentTerms,
    challenge: string,
    encryptFor: Buffer | undefined,
  ): IssuedProfile {
    const profile = this.#replacing(present, terms, challenge);
    const shown = encryptFor === undefined ? profile : this.#encrypted(profile, encryptFor);
    return this.#file(this.#facts.organization(), 'enrollment', shown);
  }

  #replacing(present: ReplacedEnrollment, terms: PresentTerms, challenge: string): EnrollmentProfile {
    const baseUrl = present.serverUrl?.replace(/\/mdm\/connect$/, '');
    const mode = present.way === null ? undefined : MODES[present.way];
    return this.#enrolling(
      baseUrl ?? this.#facts.baseUrl(),
      baseUrl === undefined || present.serverUrl === this.serverUrl ? this.checkInUrl : `${baseUrl}/mdm/checkin`,
      {
        topic: present.topic,
        accessRights: terms.accessRights,
        signMessage: present.signMessage === 1,
        checkOutWhenRemoved: terms.checkOutWhenRemoved === 1,
        challenge,
        name: terms.profileName,
        description: terms.profileDescription,
        enrollFor: mode === undefined || present.account === null ? undefined : { mode, account: present.account },
      },
    );
  }

  #enrolling(
    baseUrl: string,
    checkInUrl: string,
    input: Omit<EnrollmentProfileInput, keyof Installed>,
  ): EnrollmentProfile {
    const organization = this.#facts.organization();
    return buildEnrollmentProfile({
      ...input,
      installationId: this.installationId,
      organization,
      serverUrl: `${baseUrl}/mdm/connect`,
      checkInUrl,
      scepUrl: `${baseUrl}/scep`,
      trusted: this.#trusted(organization),
      ...this.#scepAuthority,
    });
  }

  /** Who issues identities, as SCEP payloads name it. */
  get #scepAuthority(): Pick<EnrollmentProfileInput, 'scepAuthority' | 'scepName'> {
    return { scepAuthority: this.#authority.issuing.der, scepName: scepNameOf(this.#authority.issuing) };
  }

  /** Where devices connect, as their profile says. */
  get serverUrl(): string {
    return `${this.#facts.baseUrl()}/mdm/connect`;
  }

  /** Where devices check in, as their profile says. */
  get checkInUrl(): string {
    return `${this.#facts.checkInBaseUrl()}/mdm/checkin`;
  }

  /** The profile that only makes a device trust this server; it holds no secret and lets nobody in. */
  trust(): IssuedProfile {
    const organization = this.#facts.organization();
    const profile = buildTrustProfile({
      installationId: this.installationId,
      organization,
      trusted: this.#trusted(organization),
    });
    return this.#file(organization, 'trust', profile);
  }

  /** What devices must trust to reach the listener, in DER. */
  anchors(): Buffer[] {
    return this.#trusted(this.#facts.organization()).map(({ der }) => Buffer.from(der));
  }

  /** A profile of the installation's own making, signed as the others are. */
  made(name: string, build: (facts: { installationId: string; organization: string }) => PlistInput): IssuedProfile {
    const organization = this.#facts.organization();
    return this.#file(organization, name, build({ installationId: this.installationId, organization }));
  }

  /** Our root (both during a roll-over), and what an imported TLS certificate came with: its intermediates and root, or itself when it is alone. */
  #trusted(organization: string): { name: string; der: Uint8Array }[] {
    const trusted = this.#authority.roots.flatMap(({ der, chainDer }) =>
      [der, ...chainDer].map((each) => ({ name: `${organization} root`, der: each })),
    );
    const tls = this.#facts.tlsCredentials();
    if (tls?.source !== 'imported') return trusted;
    const chain = certificatesIn(tls.cert);
    const [leaf] = chain;
    const needed = chain.length > 1 ? chain.slice(1) : chain.filter(() => leaf?.subject === leaf?.issuer);
    for (const certificate of needed) {
      if (trusted.some(({ der }) => der.equals(certificate.raw))) continue;
      trusted.push({ name: /CN=(.*)/.exec(certificate.subject)?.[1] ?? 'Server trust', der: certificate.raw });
    }
    return trusted;
  }
}

function certificatesIn(pem: string): X509Certificate[] {
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  return blocks.map((block) => new X509Certificate(block));
}

/** Handed out by an administrator, a profile is a plain one even where devices prove themselves over the air. */
function plainWay({ way }: InvitationRow): EnrollmentWay {
  return way === 'over-the-air' ? 'profile' : way;
}
