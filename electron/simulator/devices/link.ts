import type { Registration } from '../apple/push-registry.ts';
import type { HttpAnswer } from '../wire/http.ts';
import type { Channel } from './channel.ts';
import { checkOutMessage, type PushAddress, pushAddress, tokenUpdateMessage } from './check-in.ts';
import { channelFor, clientFor, type Enrolled, EnrollmentError, installEnrollment } from './enroll.ts';
import { type EnrollmentTerms, readEnrollment, replacementFault } from './enrollment-profile.ts';
import { obtainIdentity } from './identity-request.ts';
import { type ProfileFile, ProfileRefused } from './profile-file.ts';
import type { DeviceState } from './state.ts';
import type { DeviceWiring } from './wiring.ts';

/** A device's tie to its server: identity, line and push address. It ends when management ends. */
export class ManagementLink {
  readonly #wiring: DeviceWiring;
  readonly #onPush: (magic: string) => void;
  #enrolled: Omit<Enrolled, 'state'> | undefined;
  #registration: Registration | undefined;
  #address: PushAddress | undefined;
  #generation = 0;
  #reachable = true;

  constructor(wiring: DeviceWiring, onPush: (magic: string) => void) {
    this.#wiring = wiring;
    this.#onPush = onPush;
  }

  get channel(): Channel | undefined {
    return this.#enrolled?.channel;
  }

  /** What the server promised in the profile. */
  get capabilities(): readonly string[] {
    return this.#enrolled?.terms.serverCapabilities ?? [];
  }

  get trustPem(): string {
    return this.#enrolled?.trustPem ?? '';
  }

  /** The APNs token in use, hexadecimal; what push faults are ordered by. */
  get token(): string | undefined {
    return this.#address?.token.toString('hex');
  }

  isMine(magic: string): boolean {
    return this.#address?.magic === magic;
  }

  setReachable(reachable: boolean): void {
    this.#reachable = reachable;
    this.#registration?.setReachable(reachable);
  }

  /** Installs an enrollment profile. Rejects with EnrollmentError and leaves everything as it was. */
  async enroll(state: DeviceState, file: ProfileFile, trustPem: string, accessToken?: string): Promise<DeviceState> {
    const former = { enrolled: this.#enrolled, registration: this.#registration, address: this.#address };
    const address = pushAddress(state, this.#generation++);
    let registration: Registration | undefined;
    try {
      const { state: next, ...enrolled } = await installEnrollment({
        state,
        file,
        trustPem,
        accessToken,
        wiring: this.#wiring,
        address,
        onAuthenticated: (terms) => {
          registration = this.#register(terms, address);
          this.#address = address;
        },
      });
      former.registration?.unregister();
      former.enrolled?.channel.close();
      this.#registration = registration;
      this.#enrolled = enrolled;
      return next;
    } catch (error) {
      registration?.unregister();
      this.#address = former.address;
      throw error;
    }
  }

  /**
   * Replaces the MDM profile in place: same server and topic, no more rights; a new identity and a new check-in.
   * Throws ProfileRefused or EnrollmentError, and then the former profile stays in force.
   */
  async replace(state: DeviceState, file: ProfileFile): Promise<DeviceState> {
    const terms = readEnrollment(file, state);
    const fault = state.management
      ? replacementFault(state.management, terms.management, {
          former: this.capabilities,
          next: terms.serverCapabilities,
        })
      : 'The device is not managed.';
    if (fault) throw new ProfileRefused({ domain: 'MCMDMErrorDomain', code: 12012, text: fault });
    return this.enroll(state, file, this.trustPem, this.#enrolled?.terms.accessToken);
  }

  /** Sends TokenUpdate, with a new token and PushMagic or the present ones. Answers what the server said. */
  async announce(state: DeviceState, fresh: boolean): Promise<HttpAnswer> {
    const enrolled = this.#enrolled;
    const { management } = state;
    if (!enrolled || !management) throw new EnrollmentError('token-update', 'The device is not managed.');
    if (fresh || !this.#address) {
      const address = pushAddress(state, this.#generation++);
      const former = this.#registration;
      this.#registration = this.#register(enrolled.terms, address);
      this.#address = address;
      former?.unregister();
    }
    return enrolled.channel.checkIn(tokenUpdateMessage(state, management, this.#address));
  }

  /** Renews the identity by SCEP (RenewalReq, signed with the former one); later messages use the new one. */
  async renewIdentity(): Promise<Buffer> {
    const enrolled = this.#enrolled;
    if (!enrolled) throw new EnrollmentError('identity', 'The device is not managed.');
    const http = clientFor(enrolled.trustPem, this.#wiring);
    try {
      const identity = await obtainIdentity({
        payload: enrolled.terms.identity,
        keys: this.#wiring.keys,
        http,
        now: this.#wiring.clock.now(),
        wait: (ms) => this.#wiring.sleep(ms * this.#wiring.pace),
        renew: enrolled.identity,
        preferGet: this.#wiring.scepByGet,
      });
      enrolled.channel.close();
      const channel = channelFor(enrolled.terms, identity, enrolled.trustPem, this.#wiring);
      this.#enrolled = { ...enrolled, identity, channel };
      return identity.certificate;
    } finally {
      http.close();
    }
  }

  /** Says goodbye, once; nobody waits for the answer's content. */
  async checkOut(state: DeviceState, management: NonNullable<DeviceState['management']>): Promise<void> {
    await this.#enrolled?.channel.checkIn(checkOutMessage(state, management)).catch(() => undefined);
  }

  /** The app behind the token is gone as far as Apple knows; the server is not told. */
  unregisterPush(): void {
    this.#registration?.unregister();
  }

  /** Forgets the server and stops listening for its pushes. */
  end(): void {
    this.#registration?.unregister();
    this.#enrolled?.channel.close();
    this.#registration = undefined;
    this.#enrolled = undefined;
    this.#address = undefined;
  }

  #register(terms: EnrollmentTerms, address: PushAddress): Registration {
    return this.#wiring.push.register({
      token: address.token,
      topic: terms.management.topic,
      onPush: this.#onPush,
      reachable: this.#reachable,
    });
  }
}
