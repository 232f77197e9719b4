import type { Registration } from '../apple/push-registry.ts';
import { createRandom, type Random, seedOf } from '../random.ts';
import { type Played, playAnswer } from '../scenario/play.ts';
import { decodePlist, isPlistDict, type PlistDict } from '../wire/plist.ts';
import { networkPassword } from './accounts.ts';
import { BadNetwork } from './bad-network.ts';
import type { Channel, Message } from './channel.ts';
import { Declarations } from './declarations.ts';
import { digestResponse } from './digest.ts';
import { isDismissal } from './dismissal.ts';
import { execute } from './execute.ts';
import { idsOf } from './ids.ts';
import { deliveryOf } from './perform.ts';
import type { RanCommand } from './run-command.ts';
import { runSession, type Undelivered } from './session.ts';
import type { DeviceState, DeviceUser, InstalledProfile } from './state.ts';
import type { DeviceWiring } from './wiring.ts';

/** What a user's channel needs of its device. */
export interface UserHost {
  state(): DeviceState;
  /** Who is at the device now, and nobody else. */
  setUsers(users: readonly DeviceUser[]): void;
  /** The line to the server, while the device may use it. */
  channel(): Channel | undefined;
  /** Runs something later, of which the device is busy until it is done. */
  later(ms: number, act: () => unknown): void;
  /** The server told this user's channel that the device is not managed any more. */
  dropped(reason: string): void;
}

/** One user with a channel: signs in where asked to, has a push address, and profiles that are not the device's. */
export class UserChannel {
  readonly user: DeviceUser;
  readonly #wiring: DeviceWiring;
  readonly #host: UserHost;
  readonly #random: Random;
  readonly #token: Buffer;
  readonly #magic: string;
  readonly #network: BadNetwork;
  #authToken: string | undefined;
  #registration: Registration | undefined;
  #profiles: readonly InstalledProfile[] = [];
  readonly #declarations = new Declarations();
  #result: Undelivered | undefined;
  #session: Promise<void> | undefined;
  #wanted = false;

  constructor(user: DeviceUser, wiring: DeviceWiring, host: UserHost) {
    this.user = user;
    this.#wiring = wiring;
    this.#host = host;
    this.#random = createRandom(seedOf(host.state().seed, 'user', user.name, host.state().advancedAt));
    this.#token = this.#random.bytes(32);
    this.#network = new BadNetwork(this.#random, { dropRate: 0 });
    this.#magic = this.#random.uuid();
  }

  /** Signs in where it has to and sends its TokenUpdate. */
  async announce(): Promise<'enrolled' | 'declined'> {
    const { management } = this.#host.state();
    const line = this.#host.channel();
    if (!management || !line || !(await this.#signIn(line))) return 'declined';
    this.#registration?.unregister();
    this.#registration = this.#wiring.push.register({
      token: this.#token,
      topic: management.topic,
      onPush: (magic) => this.#pushed(magic),
      reachable: true,
    });
    const answer = await line.checkIn({
      ...this.#keys(),
      MessageType: 'TokenUpdate',
      Topic: management.topic,
      PushMagic: this.#magic,
      Token: this.#token,
      NotOnConsole: this.#host.state().model.platform === 'macOS' ? !this.user.loggedIn : undefined,
    });
    if (answer.status === 200) return 'enrolled';
    this.end();
    return 'declined';
  }

  /** Its user is back: tells the server so, and does what waited. */
  async loggedIn(): Promise<'enrolled' | 'declined'> {
    const became = await this.announce();
    if (became === 'enrolled' && this.#wanted) void this.#connect();
    return became;
  }

  setReachable(reachable: boolean): void {
    this.#registration?.setReachable(reachable);
  }

  end(): void {
    this.#registration?.unregister();
    this.#registration = undefined;
    this.#result = undefined;
  }

  /** The two steps of UserAuthenticate, for accounts of the directory only. */
  async #signIn(line: Channel): Promise<boolean> {
    if (!this.user.network) return true;
    // Under user enrollment nobody of the directory signs in (Apple's schema, `userenrollment`).
    if (idsOf(this.#host.state()).EnrollmentID !== undefined) return false;
    const ask = { MessageType: 'UserAuthenticate', UDID: this.#host.state().udid, UserID: this.user.guid };
    const first = await line.checkIn(ask);
    if (first.status !== 200) return false;
    const challenge = textIn(first.body, 'DigestChallenge');
    if (challenge === '') return true;
    const account = { name: this.user.name, password: networkPassword(this.user.name) };
    const DigestResponse = digestResponse(challenge, account, this.#random.hex(16));
    this.#authToken = textIn((await line.checkIn({ ...ask, DigestResponse })).body, 'AuthToken');
    return this.#authToken !== '';
  }

  /** What every message of this user says of itself. */
  #keys(): Message {
    const ids = idsOf(this.#host.state());
    const who = ids.EnrollmentID === undefined ? { UserID: this.user.guid } : { EnrollmentUserID: this.user.guid };
    return {
      ...ids,
      ...who,
      UserShortName: this.user.name,
      // On a Shared iPad the short name, the Managed Apple Account, is all there is.
      UserLongName: this.#host.state().model.platform === 'macOS' ? this.user.fullName : undefined,
      AuthToken: this.#authToken,
    };
  }

  #present(): boolean {
    return this.#host.state().users.some(({ name, loggedIn }) => name === this.user.name && loggedIn);
  }

  #pushed(magic: string): void {
    if (magic !== this.#magic || this.#wiring.signal.aborted) return;
    this.#wanted = true;
    // Nobody is there to answer for; the push is remembered until the user is back.
    if (!this.#present()) return;
    this.#host.later(this.#random.int(50, 1500), () => this.#connect());
  }

  #connect(): Promise<void> {
    this.#session ??= this.#converse().finally(() => {
      this.#session = undefined;
    });
    return this.#session;
  }

  async #converse(): Promise<void> {
    while ((this.#wanted || this.#result) && this.#registration && this.#present() && this.#host.channel()) {
      this.#wanted = false;
      const leave = await this.#wiring.connections.enter();
      const end = await runSession({
        channel: () => (this.#registration && this.#present() ? this.#host.channel() : undefined),
        isDismissal: (answer) => isDismissal(this.#host.state(), answer),
        idle: () => ({ ...this.#keys(), Status: 'Idle' }),
        pending: () => this.#result,
        keep: (result) => {
          this.#result = result;
        },
        run: (request) => this.#run(request),
        fault: () => this.#network.fault(this.#result),
      }).finally(leave);
      if (end.kind === 'unauthorized') this.#host.dropped(end.reason);
      // What could not be delivered opens the session after the next push.
      if (end.kind !== 'done') return;
    }
  }

  /** Runs a command on the device as this user has it: with the user's own profiles. */
  async #run(request: PlistDict): Promise<Undelivered> {
    const own = { ...this.#host.state(), profiles: this.#profiles, certificates: [] };
    const run = (): RanCommand => this.#execute(own, request);
    const scripted = this.#wiring.script?.answer(request, 'user');
    await this.#wiring.sleep((scripted?.delay ?? 0) * this.#wiring.pace);
    const ran: Played = scripted
      ? await playAnswer(scripted, request, { state: own, ids: this.#keys() }, run)
      : { ...run(), fault: undefined };
    this.#profiles = ran.state.profiles;
    const { requestType, commandUuid, status } = ran;
    const sync = ran.effects.some((effect) => effect.kind === 'sync-declarations');
    return { ...deliveryOf(ran), delivered: () => this.#done(requestType, commandUuid, status, sync) };
  }

  #execute(own: DeviceState, request: PlistDict): RanCommand {
    const command = isPlistDict(request.Command) ? request.Command : {};
    const { now, pace } = { now: this.#wiring.clock.now(), pace: this.#wiring.pace };
    const ran = execute(own, request, {
      now,
      duration: (ms) => ms * pace,
      channel: 'user',
      identityKey: this.#host.channel()?.identity.key,
    });
    return {
      ...ran,
      requestType: String(command.RequestType ?? ''),
      commandUuid: String(request.CommandUUID ?? ''),
      body: { ...ran.message, ...this.#keys() },
    };
  }

  async #done(requestType: string, commandUuid: string, status: string, sync: boolean): Promise<void> {
    this.#wiring.emit({ type: 'command-done', requestType, commandUuid, status });
    if (sync) await this.#declarations.sync(this.#host.state(), this.#host.channel(), this.#keys(), this.#wiring);
  }
}

function textIn(body: Buffer, key: string): string {
  const said = body.length === 0 ? undefined : decodePlist(body);
  const value = isPlistDict(said) ? said[key] : undefined;
  return typeof value === 'string' ? value : '';
}
