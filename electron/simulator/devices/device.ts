import { createRandom, type Random, seedOf } from '../random.ts';
import type { DeviceScript } from '../scenario/script.ts';
import type { PlistDict } from '../wire/plist.ts';
import { advance, finishDue } from './advance.ts';
import { BadNetwork } from './bad-network.ts';
import type { Effect, WayBack } from './command-spec.ts';
import { endManagement, installedIdentity } from './commands/profiles.ts';
import { Declarations } from './declarations.ts';
import { isDismissal } from './dismissal.ts';
import { assignedBy, EnrollmentError, fetchProfile, type WayIn, wayAfterErase } from './enroll.ts';
import { Errands } from './errands.ts';
import { followHabits, unlockLater } from './habits.ts';
import { idsOf } from './ids.ts';
import { Linger } from './linger.ts';
import { ManagementLink } from './link.ts';
import { erasedDevice } from './make-device.ts';
import { deliveryOf, perform } from './perform.ts';
import { Promised } from './promised.ts';
import { retryPause, runSession, type SessionEnd, type Undelivered } from './session.ts';
import type { DeviceState, ManagementState } from './state.ts';
import type { DeviceWiring, Temperament } from './wiring.ts';

/** new: never enrolled; dropped: management ended; off: shut down; gone: erased and not coming back. */
export type DeviceStatus = 'new' | 'enrolling' | 'enrolled' | 'dropped' | 'off' | 'gone';

const MAX_RETRIES = 12;
const MINUTE = 60_000;
const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** One simulated device: its state, its tie to the server, and the habits of its owner. */
export class SimulatedDevice {
  readonly #wiring: DeviceWiring;
  readonly temperament: Temperament;
  readonly #factory: () => DeviceState;
  readonly #random: Random;
  readonly #network: BadNetwork;
  readonly #link: ManagementLink;
  /** Users with channels, and the tokens it leaves with the server or asks for. */
  readonly promised: Promised;
  readonly #errands: Errands;
  readonly #linger: Linger;
  #state: DeviceState;
  #status: DeviceStatus = 'new';
  #invitation: WayIn | undefined;
  #result: Undelivered | undefined;
  #session: Promise<void> | undefined;
  #wanted = false;
  #notNowOwed = false;
  readonly #declarations = new Declarations();
  #asleep = false;
  #ignoredPushes = 0;

  constructor(factory: () => DeviceState, temperament: Temperament, wiring: DeviceWiring) {
    this.#factory = factory;
    this.#state = factory();
    this.temperament = temperament;
    this.#wiring = wiring;
    this.#random = createRandom(seedOf(this.#state.seed, 'habits'));
    this.#network = new BadNetwork(this.#random, temperament);
    this.#link = new ManagementLink(wiring, (magic) => this.#pushed(magic));
    this.#errands = new Errands(wiring);
    this.promised = new Promised(wiring, {
      state: () => this.#state,
      setUsers: (users) => this.change({ users }),
      channel: () => (this.#mayConnect() ? this.#link.channel : undefined),
      later: (ms, act) => this.#errands.later(ms, act),
      dropped: (reason) => this.#dropped(reason),
    });
    this.#linger = new Linger(wiring, () => {
      if (!this.#session) this.#link.channel?.close();
    });
  }

  get state(): DeviceState {
    return this.#state;
  }

  get status(): DeviceStatus {
    return this.#status;
  }

  get asleep(): boolean {
    return this.#asleep;
  }

  /** The APNs token in use, hexadecimal. */
  get pushToken(): string | undefined {
    return this.#link.token;
  }

  /** Pushes that came with another device's (or a former) PushMagic. */
  get ignoredPushes(): number {
    return this.#ignoredPushes;
  }

  /** Enrolls by a link or with an account, again if it already was. Rejects with EnrollmentError. */
  async enroll(invitation: WayIn): Promise<void> {
    const former = this.#status;
    const again = former !== 'new';
    const leave = await this.#wiring.connections.enter();
    this.#status = 'enrolling';
    try {
      const { file, accessToken } = await fetchProfile(invitation, this.#state, this.#wiring);
      this.#state = await this.#link.enroll(
        assignedBy(invitation, this.#state),
        file,
        invitation.trustPem,
        accessToken,
      );
      this.#invitation = invitation;
      this.#result = undefined;
      this.#status = 'enrolled';
      this.#wiring.script?.begin();
      this.#wiring.emit({ type: 'enrolled', again });
      this.#errands.later(1_000, () => this.promised.begin(this.#link.capabilities));
    } catch (error) {
      this.#status = former;
      const stage = error instanceof EnrollmentError ? error.stage : 'profile';
      this.#wiring.emit({ type: 'enrollment-failed', stage, reason: reasonOf(error) });
      throw error;
    } finally {
      leave();
      this.#linger.start();
    }
    if (this.#wanted) void this.connect(); // A push may have come before the TokenUpdate was answered.
  }

  /** Connects now, as after a push. Resolves when the device has nothing more to say or do. */
  connect(): Promise<void> {
    this.#wanted = true;
    this.#session ??= this.#converse()
      .catch((error: unknown) => this.#wiring.emit({ type: 'error', where: 'session', reason: reasonOf(error) }))
      .finally(() => {
        this.#session = undefined;
        this.#linger.start();
      });
    return this.#session;
  }

  /** Resolves when no session and nothing the device set out to do is under way. */
  async settled(): Promise<void> {
    while (this.#session || this.#errands.open.length > 0) {
      await Promise.all([this.#session, ...this.#errands.open]);
    }
  }

  /** Falls asleep (or loses its network): pushes wait at APNs. Waking delivers the last of them. */
  setAsleep(asleep: boolean): void {
    if (this.#asleep === asleep) return;
    this.#asleep = asleep;
    this.#updateReachable();
    if (!asleep && (this.#result || this.#wanted)) void this.connect();
  }

  /** Shuts down or starts up, as a person would with the button. */
  setPower(on: boolean): void {
    if (this.#status === (on ? 'off' : 'enrolled')) {
      this.#status = on ? 'enrolled' : 'off';
      this.#updateReachable();
      if (on && (this.#result || this.#wanted)) void this.connect();
    }
  }

  lock(): void {
    this.#state = { ...this.#state, locked: true };
  }

  /** Someone enters the passcode. A device that said NotNow polls by itself. */
  unlock(): void {
    this.#state = { ...this.#state, locked: false, darkWake: false };
    if (this.#notNowOwed) void this.connect();
  }

  /** Changes facts about the device, for rehearsals. */
  change(facts: Partial<DeviceState>): void {
    this.#state = { ...this.#state, ...facts };
  }

  /** Gets a new push token from Apple and tells the server. Answers the server's status. */
  changePushToken(): Promise<number> {
    return this.#announce(true);
  }

  /** Comes back from a backup that held the MDM profile: TokenUpdate without Authenticate. */
  restoreFromBackup(): Promise<number> {
    this.#result = undefined;
    return this.#announce(true);
  }

  /** From now on it answers by this script; undefined: by itself. */
  follow(script: DeviceScript | undefined): void {
    this.#wiring.script = script;
    script?.begin();
  }

  /** Renews its identity certificate by SCEP. */
  renewIdentity(): Promise<void> {
    return this.#inTurn(async () => {
      const certificate = await this.#link.renewIdentity();
      this.#state = installedIdentity(this.#state, certificate);
      this.#wiring.emit({ type: 'identity-renewed' });
    });
  }

  /** Enrolls once more the way it did before. */
  async enrollAgain(): Promise<void> {
    if (this.#invitation) await this.enroll(this.#invitation);
  }

  /** Apple no longer knows its push token, and the server has not been told. */
  unregisterPush(): void {
    this.#link.unregisterPush();
  }

  /** Sets its clock this far off, in milliseconds; open connections were made before and are closed. */
  setClock(skewMs: number): void {
    this.#wiring.skew.ms = skewMs;
    this.#link.channel?.close();
  }

  /** Does something later, in its own time. */
  readonly later = (ms: number, act: () => unknown): void => this.#errands.later(ms, act);

  /** The person removes the MDM profile; without a network the server does not hear of it. */
  async removeManagement({ offline = false } = {}): Promise<void> {
    const before = this.#state;
    const { management } = before;
    if (!management) return;
    this.#state = endManagement(before);
    await this.#unenroll(before, { ...management, checkOutWhenRemoved: management.checkOutWhenRemoved && !offline });
  }

  /** Lets time pass: battery, apps, updates, and the temperament's habits. */
  live(): void {
    if (this.#status === 'off' || this.#status === 'gone') return;
    const { pace, clock } = this.#wiring;
    const { state, changes } = advance(this.#state, clock.now(), pace > 0 ? 1 / pace : 1);
    this.#state = state;
    if (changes.length > 0) this.#wiring.emit({ type: 'changed', changes });
    if (pace > 0 && this.#status === 'enrolled') followHabits(this, this.#random, pace);
  }

  /** Ends what is under way; the fleet's signal has been raised already. */
  async stop(): Promise<void> {
    this.#linger.stop();
    await this.settled();
    this.#linger.stop();
    this.#link.channel?.close();
  }

  #pushed(magic: string): void {
    if (!this.#link.isMine(magic)) {
      this.#ignoredPushes++;
      return;
    }
    this.#wanted = true;
    if (this.#status !== 'enrolled' || this.#wiring.signal.aborted) return;
    this.#wiring.emit({ type: 'woken' });
    this.#errands.later(this.#random.int(50, 1500), () => this.connect());
  }

  #announce(fresh: boolean): Promise<number> {
    return this.#inTurn(async () => {
      const answer = await this.#link.announce(this.#state, fresh);
      const { status } = answer;
      if (isDismissal(this.#state, answer)) this.#dropped(String(status));
      else if (status !== 200) this.#wiring.emit({ type: 'refused', status, where: 'TokenUpdate' });
      return status;
    });
  }

  /** Does something on the network when it is this device's turn. */
  async #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const leave = await this.#wiring.connections.enter();
    try {
      return await work();
    } finally {
      leave();
      this.#linger.start();
    }
  }

  /** Sessions until nothing is wanted; failed ones again after a growing pause. */
  async #converse(): Promise<void> {
    let failures = 0;
    while ((this.#wanted || this.#result) && this.#mayConnect()) {
      this.#wanted = false;
      const leave = await this.#wiring.connections.enter();
      const end = await this.#oneSession().finally(leave);
      if (end.kind !== 'failed' || end.commands > 0) failures = 0;
      await this.#ended(end);
      if (end.kind === 'failed') {
        if (++failures > MAX_RETRIES) return;
        this.#wanted = true;
        await this.#wiring.sleep(retryPause(failures, this.#wiring.pace, this.#random));
      }
    }
  }

  #mayConnect(): boolean {
    return this.#status === 'enrolled' && !this.#asleep && !this.#wiring.signal.aborted;
  }

  #oneSession(): Promise<SessionEnd> {
    this.#linger.stop();
    this.#state = finishDue(this.#state, this.#wiring.clock.now()).state;
    return runSession({
      // A device that restarts, sleeps or shuts down says no more.
      channel: () => (this.#mayConnect() ? this.#link.channel : undefined),
      isDismissal: (answer) => isDismissal(this.#state, answer),
      idle: () => ({ Status: 'Idle', ...idsOf(this.#state) }),
      pending: () => this.#result,
      keep: (result) => {
        this.#result = result;
      },
      run: (request) => this.#run(request),
      fault: () => this.#network.fault(this.#result),
    });
  }

  async #run(request: PlistDict): Promise<Undelivered> {
    // An app that was on its way may be there by now.
    this.#state = finishDue(this.#state, this.#wiring.clock.now()).state;
    const parts = { link: this.#link, wiring: this.#wiring, temperament: this.temperament, random: this.#random };
    const ran = await perform(() => this.#state, request, parts);
    this.#state = ran.state;
    const { requestType, commandUuid, status } = ran;
    if (ran.body === undefined) this.#wiring.emit({ type: 'command-unanswered', requestType, commandUuid });
    return {
      ...deliveryOf(ran),
      delivered: async () => {
        if (status === 'NotNow') this.#notNowOwed = true;
        this.#wiring.emit({ type: 'command-done', requestType, commandUuid, status });
        for (const effect of ran.effects) await this.#apply(effect);
      },
    };
  }

  async #ended(end: SessionEnd): Promise<void> {
    if (end.kind === 'done') {
      if (!end.sawNotNow) this.#notNowOwed = false;
      this.#wiring.emit({ type: 'session-ended', commands: end.commands });
    } else if (end.kind === 'unauthorized') this.#dropped(end.reason);
    else if (end.kind === 'refused') this.#wiring.emit({ type: 'refused', status: end.status, where: 'connect' });
    else if (!this.#wiring.signal.aborted) this.#wiring.emit({ type: 'error', where: 'connect', reason: end.reason });
  }

  async #apply(effect: Effect): Promise<void> {
    const { kind } = effect;
    if (kind === 'unenroll') await this.#unenroll(this.#state, effect.management);
    else if (kind === 'erase') this.erase(effect.returnToService);
    else if (kind === 'sync-declarations') {
      await this.#declarations.sync(this.#state, this.#link.channel, idsOf(this.#state), this.#wiring);
    } else if (kind === 'locked') unlockLater(this, this.#random, this.#wiring.pace);
    else if (kind === 'unlocked') this.#wanted ||= this.#notNowOwed;
    else if (kind === 'restart') {
      this.#wanted = true;
      this.setAsleep(true);
      this.#errands.later(MINUTE, () => this.setAsleep(false));
    } else {
      this.setPower(false);
      if (this.#wiring.pace > 0) this.#errands.later(45 * MINUTE, () => this.setPower(true));
    }
  }

  async #unenroll(state: DeviceState, management: ManagementState): Promise<void> {
    if (management.checkOutWhenRemoved) {
      await this.#link.checkOut(state, management);
      this.#wiring.emit({ type: 'checked-out' });
    }
    this.#forget('the profile was removed');
  }

  /** Forgets everything but its hardware, and enrolls anew if it is told to come back or its person brings it. */
  erase(wayBack: WayBack | undefined): void {
    const invitation = wayAfterErase(this.#invitation, wayBack?.profile);
    this.#forgetServer();
    this.#state = erasedDevice(this.#factory(), this.#state, this.#wiring.clock.now());
    const returns = invitation !== undefined && (wayBack !== undefined || this.temperament.afterErase === 're-enroll');
    this.#status = returns ? 'dropped' : 'gone';
    this.#wiring.emit({ type: 'erased' });
    if (!returns) {
      this.#wiring.emit({ type: 'gone' });
      return;
    }
    this.later(5 * MINUTE, () => this.enroll(invitation).catch(() => undefined));
  }

  #dropped(reason: string): void {
    this.#state = endManagement(this.#state);
    this.#forget(reason);
  }

  #forget(reason: string): void {
    this.#forgetServer();
    this.#status = 'dropped';
    this.#wiring.emit({ type: 'dropped', reason });
  }

  #forgetServer(): void {
    this.#link.end();
    this.promised.end();
    this.#declarations.forget();
    this.#result = undefined;
    this.#wanted = false;
    this.#notNowOwed = false;
  }

  #updateReachable(): void {
    const reachable = !this.#asleep && this.#status !== 'off';
    this.#link.setReachable(reachable);
    this.promised.setReachable(reachable);
  }
}
