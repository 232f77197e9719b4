import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { silentLogger } from '../../../shared/logger.ts';
import {
  type Authority,
  type Caller,
  type Challenges,
  callerIdentifier,
  certificatePem,
  deviceProofs,
  openAuthority,
  openChallenges,
  type TlsCredentials,
} from '../../identity/index.ts';
import { type CheckInMessage, checkInFromDict, enrollmentIdentity } from '../../protocol/index.ts';
import { openMemoryStore, type Store, type StoredEvent } from '../../store/index.ts';
import { type CancelReason, type ConnectAdmission, type EnrollmentService, openEnrollment } from '../index.ts';
import type { SendProfile } from '../profile-updates.ts';

export const TOPIC = 'com.apple.mgmt.External.0f0f0f0f-1111-2222-3333-444444444444';

/** A store, an authority and the enrollment room, with what it told the rooms above written down. */
export interface School {
  clock: { at: number; now(): number };
  store: Store;
  authority: Authority;
  challenges: Challenges;
  enrollment: EnrollmentService;
  /** What the hooks heard, in order, such as `cancel <id> replaced`. */
  heard: string[];
  topic: { current: string | undefined };
  tls: { current: TlsCredentials | undefined };
  baseUrl: { current: string };
  identify: ReturnType<typeof callerIdentifier>;
  events(type?: string): StoredEvent[];
}

/**
 * A school of today: whoever connects over TLS compares its certificates with the computer's clock.
 *
 * @param daysAgo since when there is it: so many may pass while its new certificates are good already
 */
export function openSchoolOfToday(daysAgo = 0): Promise<School> {
  return openSchool(undefined, Date.now() - daysAgo * 86_400_000);
}

/** @param at what its clock says at first */
export async function openSchool(
  sendProfile: (sent: {
    enrollmentId: string;
    payload: Buffer;
    expiresAt: number;
  }) => ReturnType<SendProfile> = () => ({ refused: 'Nothing is sent here.' }),
  at = Date.UTC(2026, 8, 1, 8),
): Promise<School> {
  const clock = { at, now: () => clock.at };
  const store = openMemoryStore({ clock, logger: silentLogger });
  const authority = await openAuthority({ store, clock, logger: silentLogger, organisation: 'Brook School' });
  const challenges = openChallenges(store);
  const heard: string[] = [];
  const topic: School['topic'] = { current: TOPIC };
  const tls: School['tls'] = { current: undefined };
  const baseUrl = { current: 'https://mdm.brook.example:8443' };
  const all: StoredEvent[] = [];
  store.subscribe((events) => all.push(...events));
  const enrollment = await openEnrollment({
    store,
    logger: silentLogger,
    authority,
    challenges,
    baseUrl: () => baseUrl.current,
    checkInBaseUrl: () => baseUrl.current,
    openProof: deviceProofs(authority.records, clock, ''),
    organization: () => 'Brook <School>',
    tlsCredentials: () => tls.current,
    hooks: {
      pushTopic: () => topic.current,
      cancelCommands: (_work, id, reason: CancelReason) => heard.push(`cancel ${id} ${reason}`),
      onEnrolled: (_work, { id }) => heard.push(`enrolled ${id}`),
      onReachable: (_work, { id }) => heard.push(`reachable ${id}`),
      sendProfile: (_work, enrollmentId, payload, { expiresAt }) => sendProfile({ enrollmentId, payload, expiresAt }),
    },
  });
  const identify = callerIdentifier(authority.records, clock);
  const events = (type?: string) => all.filter((event) => type === undefined || event.type === type);
  return { clock, store, authority, challenges, enrollment, heard, topic, tls, baseUrl, identify, events };
}

/** A device identity: certificate and key. */
export interface TestIdentity {
  fingerprint: string;
  der: Buffer;
  certificatePem: string;
  keyPem: string;
  key: KeyObject;
}

/** A certificate as SCEP would issue it, for an invitation or as a renewal. */
export async function issueIdentity(
  school: School,
  owner: { invitationId?: string; renewalOfEnrollmentId?: string },
  type: 'ec' | 'rsa' = 'ec',
): Promise<TestIdentity> {
  const key =
    type === 'ec'
      ? generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey
      : generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
  const publicKey = createPublicKey(key);
  const prepared = school.authority.prepareDeviceIdentity({
    der: Buffer.alloc(0),
    subject: Buffer.from([0x30, 0]),
    publicKeyInfo: publicKey.export({ type: 'spki', format: 'der' }),
    publicKey,
    challengePassword: undefined,
    subjectAltName: undefined,
  });
  const fingerprint = await school.store.write((work) => prepared.record(work, owner));
  return {
    fingerprint,
    der: prepared.der,
    certificatePem: certificatePem(prepared.der),
    keyPem: key.export({ type: 'pkcs8', format: 'pem' }).toString(),
    key,
  };
}

/** A device that speaks straight to the enrollment room, without a wire. */
export class TestDevice {
  readonly udid: string;
  identity: TestIdentity;
  readonly #school: School;
  readonly #idKey: 'UDID' | 'EnrollmentID';

  /** @param idKey what it calls itself by; `udid` is the value either way */
  constructor(school: School, udid: string, identity: TestIdentity, idKey: 'UDID' | 'EnrollmentID' = 'UDID') {
    this.#school = school;
    this.#idKey = idKey;
    this.udid = udid;
    this.identity = identity;
  }

  caller(): Caller {
    return this.#school.identify({
      remoteAddress: '127.0.0.1',
      peerFingerprint: this.identity.fingerprint,
      mdmSignature: undefined,
      header: () => undefined,
      body: Buffer.alloc(0),
    });
  }

  /** Sends a check-in and returns the status it was answered with. */
  async send(message: Record<string, string | boolean | Uint8Array>): Promise<number> {
    const decoded: CheckInMessage = checkInFromDict({ [this.#idKey]: this.udid, Topic: TOPIC, ...message });
    return (await this.#school.enrollment.checkIn(this.caller(), decoded)).status;
  }

  authenticate(more: Record<string, string> = {}): Promise<number> {
    return this.send({
      MessageType: 'Authenticate',
      SerialNumber: `SN${this.udid}`,
      ProductName: 'iPad14,1',
      DeviceName: 'Class iPad',
      OSVersion: '16.7',
      ...more,
    });
  }

  tokenUpdate(more: Record<string, string | boolean | Uint8Array> = {}): Promise<number> {
    return this.send({ MessageType: 'TokenUpdate', Token: Buffer.from('token'), PushMagic: 'magic', ...more });
  }

  checkOut(): Promise<number> {
    return this.send({ MessageType: 'CheckOut' });
  }

  connect(more: { UserID?: string; UserShortName?: string; AuthToken?: string } = {}): Promise<ConnectAdmission> {
    const { AuthToken, ...ids } = more;
    const identity = { ...enrollmentIdentity({ [this.#idKey]: this.udid, ...ids }), AuthToken };
    return Promise.resolve(this.#school.enrollment.authorizeConnect(this.caller(), identity));
  }

  /** The enrollments of this device, oldest first. */
  enrollments() {
    return this.#school.store.all((db) =>
      db.selectFrom('enrollment').selectAll().where('key', '=', `device:${this.udid.toUpperCase()}`).orderBy('id'),
    );
  }

  /** States of its enrollments, oldest first, such as `ended replaced`. */
  states(): string[] {
    return this.enrollments().map((row) => (row.endReason === null ? row.state : `${row.state} ${row.endReason}`));
  }
}

let devices = 0;

/** A device with a certificate for an invitation; a fresh reusable one when none is given. */
export async function newDevice(school: School, invitationId?: string): Promise<TestDevice> {
  const id = invitationId ?? (await school.enrollment.invitations.create({ name: 'Class', maxUses: null }, 'test')).id;
  devices += 1;
  return new TestDevice(school, `00008030-TEST${devices}`, await issueIdentity(school, { invitationId: id }));
}

/** A device that has enrolled. */
export async function enrolledDevice(school: School): Promise<TestDevice> {
  const device = await newDevice(school);
  const answers = [await device.authenticate(), await device.tokenUpdate({ UnlockToken: Buffer.from('unlock') })];
  if (answers.some((status) => status !== 200)) throw new Error(`enrolling failed: ${answers.join(', ')}`);
  return device;
}
