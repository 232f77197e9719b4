import type { Authority, Challenges } from '../identity/index.ts';
import { enrollmentIdentity } from '../protocol/index.ts';
import type { Store, UnitOfWork } from '../store/index.ts';
import type { InvitationRow } from './invitations.ts';
import type { ToldInfo } from './machine-info.ts';
import type { ProfileUpdateRecords } from './profile-update-records.ts';
import { judgeUpdate, termsAfter } from './profile-update-rules.ts';
import type { IssuedProfile, Profiles } from './profiles.ts';
import type { EnrollmentRecords, EnrollmentRow } from './records.ts';

const HOUR = 3_600_000;

/**
 * The Update button that older versions of iOS show beside a profile that came over the air, when it is near its end:
 * the device tells the same address again what it is, signed by the identity it is managed with. That identity is all it
 * takes: it gets its profile anew, with a challenge that renews this very enrollment (BP-32). Whether the invitation is
 * still open does not matter, since nobody new comes in.
 */
export class OverTheAirUpdates {
  readonly #store: Store;
  readonly #authority: Pick<Authority, 'records'>;
  readonly #challenges: Challenges;
  readonly #profiles: Profiles;
  readonly #records: EnrollmentRecords;
  readonly #updates: ProfileUpdateRecords;
  readonly #pushTopic: () => string | undefined;

  constructor(parts: {
    store: Store;
    authority: Pick<Authority, 'records'>;
    challenges: Challenges;
    profiles: Profiles;
    records: EnrollmentRecords;
    updates: ProfileUpdateRecords;
    pushTopic: () => string | undefined;
  }) {
    this.#store = parts.store;
    this.#authority = parts.authority;
    this.#challenges = parts.challenges;
    this.#profiles = parts.profiles;
    this.#records = parts.records;
    this.#updates = parts.updates;
    this.#pushTopic = parts.pushTopic;
  }

  /**
   * The profile anew, encrypted for the identity that asked if so decided; 403 with an event that says why not.
   * Undefined when the signer is no identity that enrolled over the air with this invitation.
   */
  async answer(
    invitation: InvitationRow,
    { info, fingerprint = '', certificateDer }: ToldInfo,
    encrypt: boolean,
  ): Promise<IssuedProfile | { status: 403 } | undefined> {
    const certificate = this.#authority.records.find(fingerprint);
    const enrollmentId = certificate?.enrollmentId ?? certificate?.renewalOfEnrollmentId ?? undefined;
    const row = enrollmentId === undefined ? undefined : this.#records.enrollment(enrollmentId);
    if (row === undefined || row.invitationId !== invitation.id || row.channel !== 'device') return undefined;
    return this.#store.write((work) => {
      const reason = this.#againstIt(row, fingerprint, info.udid, work.now);
      if (reason !== undefined) return this.#refuse(work, row, reason);
      const challenge = this.#challenges.create(work, invitation.id, {
        renewal: { enrollmentId: row.id, expiresAt: work.now + HOUR },
      });
      const { deviceId, id } = row;
      work.event({ type: 'enrollment-profile.fetched', deviceId, enrollmentId: id, actor: 'device', data: {} });
      return this.#profiles.replacementFile(row, termsAfter(row, {}), challenge, encrypt ? certificateDer : undefined);
    });
  }

  #againstIt(row: EnrollmentRow, fingerprint: string, udid: string | undefined, now: number): string | undefined {
    const certificate = this.#authority.records.find(fingerprint);
    if (row.state === 'ended') return 'enrollment-ended';
    if (certificate === undefined || certificate.revokedAt !== null) return 'certificate-revoked';
    if (row.certificateFingerprint !== fingerprint) return 'certificate-superseded';
    if (certificate.notAfter <= now) return 'certificate-expired';
    if (udid === undefined || enrollmentIdentity({ UDID: udid }).key !== row.key) return 'other-device';
    const findings = judgeUpdate(
      row,
      {},
      {
        serverTopic: this.#pushTopic(),
        serverUrl: this.#profiles.serverUrl,
        underWay: this.#updates.open(row.id)?.state === 'under-way',
      },
    );
    // Who holds the device may install a profile, whatever right was granted to the server.
    return findings.find(({ severity, code }) => severity === 'refuse' && code !== 'right-missing')?.code;
  }

  #refuse(work: UnitOfWork, { id, deviceId, invitationId }: EnrollmentRow, reason: string): { status: 403 } {
    const data = { reason, message: 'over-the-air-update', invitationId };
    work.event({ type: 'enrollment.refused', deviceId, enrollmentId: id, actor: 'device', data });
    return { status: 403 };
  }
}
