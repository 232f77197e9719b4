import { X509Certificate } from 'node:crypto';
import { z } from 'zod';
import { CartwrightError } from '../../shared/errors.ts';
import { newId } from '../../shared/ids.ts';
import type { Authority, Challenges, TlsCredentials } from '../identity/index.ts';
import { encodePlistBytes } from '../protocol/index.ts';
import { readSetting, type Store, type UnitOfWork, writeSetting } from '../store/index.ts';
import type { InvitationRow } from './invitations.ts';
import { buildEnrollmentProfile, buildTrustProfile, enrollmentProfileIdentifier } from './profile.ts';

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
  organization(): string;
  /** The topic of the loaded push certificate; undefined while there is none. */
  pushTopic(): string | undefined;
  /** What the listener serves; undefined before it was started, and then our own root is all there is to trust. */
  tlsCredentials(): TlsCredentials | undefined;
}

/** Makes enrollment profiles: each with a fresh one-time challenge, signed by the authority. */
export class Profiles {
  /** The identifier of the profile on devices; the same for the life of the installation. */
  readonly identifier: string;
  readonly #installationId: string;
  readonly #store: Store;
  readonly #authority: Authority;
  readonly #challenges: Challenges;
  readonly #facts: ProfileFacts;

  private constructor(
    installationId: string,
    parts: { store: Store; authority: Authority; challenges: Challenges; facts: ProfileFacts },
  ) {
    this.#installationId = installationId;
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
  ): Promise<IssuedProfile> {
    const topic = this.#facts.pushTopic();
    if (topic === undefined) {
      throw new CartwrightError(
        'not-configured',
        'Load a push certificate first; without one no device can be reached.',
      );
    }
    const organization = this.#facts.organization();
    const baseUrl = this.#facts.baseUrl();
    const challenge = await this.#store.write((work) => {
      const made = this.#challenges.create(work, invitation.id);
      within(work, made);
      return made;
    });
    const profile = buildEnrollmentProfile({
      installationId: this.#installationId,
      organization,
      serverUrl: this.serverUrl,
      checkInUrl: `${baseUrl}/mdm/checkin`,
      scepUrl: `${baseUrl}/scep`,
      topic,
      accessRights: invitation.accessRights,
      signMessage: invitation.signMessage === 1,
      checkOutWhenRemoved: invitation.checkOutWhenRemoved === 1,
      trusted: this.#trusted(organization),
      scepAuthority: this.#authority.rootCertificate.der,
      challenge,
    });
    return {
      filename: `${fileNameOf(organization)}-enrollment.mobileconfig`,
      contentType: 'application/x-apple-aspen-config',
      body: this.#authority.signProfile(encodePlistBytes(profile)),
    };
  }

  /** Where devices connect, as their profile says. */
  get serverUrl(): string {
    return `${this.#facts.baseUrl()}/mdm/connect`;
  }

  /** The profile that only makes a device trust this server; it holds no secret and lets nobody in. */
  trust(): IssuedProfile {
    const organization = this.#facts.organization();
    const profile = buildTrustProfile({
      installationId: this.#installationId,
      organization,
      trusted: this.#trusted(organization),
    });
    return {
      filename: `${fileNameOf(organization)}-trust.mobileconfig`,
      contentType: 'application/x-apple-aspen-config',
      body: this.#authority.signProfile(encodePlistBytes(profile)),
    };
  }

  /** Our root, and what an imported TLS certificate came with: its intermediates and root, or itself when it is alone. */
  #trusted(organization: string): { name: string; der: Uint8Array }[] {
    const trusted = [{ name: `${organization} root`, der: this.#authority.rootCertificate.der }];
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

/** Letters and digits only, so that no header or file system can misread it. */
function fileNameOf(organization: string): string {
  const plain = organization.normalize('NFKD').replace(/[^A-Za-z0-9]+/g, '-');
  return plain.replace(/^-+|-+$/g, '').slice(0, 40) || 'device';
}
