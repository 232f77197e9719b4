import { z } from 'zod';
import { compareVersions } from '../../shared/catalogue/versions.ts';
import type { ReturnToServiceChange, ReturnToServiceSettings } from '../../shared/contract/users.ts';
import { CartwrightError } from '../../shared/errors.ts';
import type { Logger } from '../../shared/logger.ts';
import { decodePlistDict, encodePlistBytes, type PlistInput } from '../protocol/index.ts';
import { readSetting, type Store, writeSetting } from '../store/index.ts';
import type { CheckInAnswer } from './check-in.ts';
import type { Invitations } from './invitations.ts';
import type { Profiles } from './profiles.ts';
import type { EnrollmentRecords, EnrollmentRow } from './records.ts';

const SETTING = 'enrollment.return-to-service';

const stored = z.object({
  enabled: z.boolean(),
  preserveDataPlan: z.boolean(),
  retryEnrollment: z.boolean(),
  invitationId: z.string().nullable(),
  wifiProfileSecretId: z.string().nullable(),
});
type Stored = z.infer<typeof stored>;

const NEVER: Stored = {
  enabled: false,
  preserveDataPlan: false,
  retryEnrollment: false,
  invitationId: null,
  wifiProfileSecretId: null,
};

/**
 * What a device is told that is about to erase itself for its next user and asks how to come back. It asks only in the
 * return-to-service mode that automated enrollment sets. A Wi-Fi profile holds a password, so it is kept in the vault.
 */
export class ReturnToService {
  readonly #store: Store;
  readonly #invitations: Invitations;
  readonly #profiles: Profiles;
  readonly #logger: Logger;
  readonly #records: EnrollmentRecords;

  constructor(parts: {
    store: Store;
    records: EnrollmentRecords;
    invitations: Invitations;
    profiles: Profiles;
    logger: Logger;
  }) {
    this.#store = parts.store;
    this.#records = parts.records;
    this.#invitations = parts.invitations;
    this.#profiles = parts.profiles;
    this.#logger = parts.logger;
  }

  settings(): ReturnToServiceSettings {
    const { wifiProfileSecretId, ...settings } = this.#stored();
    return { ...settings, hasWifiProfile: wifiProfileSecretId !== null };
  }

  /** @throws CartwrightError `bad-request` when the Wi-Fi profile is no property list, `not-found` for the invitation */
  async set({ wifiProfile, ...change }: ReturnToServiceChange, actor: string): Promise<ReturnToServiceSettings> {
    if (change.invitationId !== null) this.#invitations.row(change.invitationId);
    const bytes = wifiProfile ? profileBytes(wifiProfile) : undefined;
    await this.#store.write((work) => {
      const { vault } = this.#store;
      const before = this.#stored().wifiProfileSecretId;
      if (wifiProfile === null) vault.remove(before);
      const wifiProfileSecretId =
        wifiProfile === null ? null : bytes === undefined ? before : vault.replace(before, 'wifi-profile', bytes);
      writeSetting(this.#store, SETTING, { ...change, wifiProfileSecretId } satisfies Stored);
      work.event({ type: 'setting.changed', actor, data: { setting: SETTING, enabled: change.enabled } });
    });
    return this.settings();
  }

  /** The answer to ReturnToService for a device that may ask. */
  async answer(row: EnrollmentRow): Promise<CheckInAnswer> {
    const { enabled, preserveDataPlan, retryEnrollment, invitationId, wifiProfileSecretId } = this.#stored();
    if (!enabled) return { status: 200, body: encodePlistBytes({ ReturnToService: { Enabled: false } }) };
    const { vault } = this.#store;
    const isSince = (version: string): boolean => this.#runs(row, version);
    const service: { [key: string]: PlistInput | undefined } = {
      Enabled: true,
      ShouldRetryEnrollment: isSince('27.0') ? retryEnrollment : undefined,
      WiFiProfileData: wifiProfileSecretId === null ? undefined : vault.get(wifiProfileSecretId, 'wifi-profile'),
      MDMProfileData: await this.#enrollmentProfile(invitationId),
      BootstrapToken:
        row.bootstrapTokenSecretId === null ? undefined : vault.get(row.bootstrapTokenSecretId, 'bootstrap-token'),
    };
    await this.#store.write((work) =>
      work.event({
        type: 'enrollment.returns-to-service',
        deviceId: row.deviceId,
        enrollmentId: row.id,
        actor: 'device',
      }),
    );
    const PreserveDataPlan = isSince('26.4') ? preserveDataPlan : undefined;
    return { status: 200, body: encodePlistBytes({ PreserveDataPlan, ReturnToService: service }) };
  }

  /** Whether it is an iPhone or iPad with this system or a newer one: two keys of the answer came later than the others. */
  #runs({ deviceId }: EnrollmentRow, version: string): boolean {
    const device = deviceId === null ? undefined : this.#records.platformOf(deviceId);
    return device?.platform === 'iOS' && (compareVersions(device.osVersion ?? '', version) ?? -1) >= 0;
  }

  /** Without it the device asks for its profile the way it did the first time. */
  async #enrollmentProfile(invitationId: string | null): Promise<Buffer | undefined> {
    if (invitationId === null) return undefined;
    try {
      const invitation = this.#invitations.row(invitationId);
      if (this.#invitations.obstacle(invitation) !== undefined) return undefined;
      return (await this.#profiles.issue(invitation)).body;
    } catch (error) {
      if (!(error instanceof CartwrightError)) throw error;
      this.#logger.warn({ err: error, invitationId }, 'no enrollment profile could be made for a returning device');
      return undefined;
    }
  }

  #stored(): Stored {
    return readSetting(this.#store, SETTING, stored) ?? NEVER;
  }
}

/** A configuration profile as XML text, unsigned; only whether it is one is looked at. */
function profileBytes(text: string): Buffer {
  const bytes = Buffer.from(text);
  try {
    if (decodePlistDict(bytes).PayloadType === 'Configuration') return bytes;
  } catch {
    // Told below, like a property list of something else.
  }
  throw new CartwrightError('bad-request', 'This is no configuration profile. Choose an unsigned .mobileconfig file.');
}
