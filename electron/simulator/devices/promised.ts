import { createRandom, seedOf } from '../random.ts';
import { decodePlist, isPlistDict } from '../wire/plist.ts';
import type { WayBack } from './command-spec.ts';
import { wayBack } from './commands/control.ts';
import { idsOf } from './ids.ts';
import type { DeviceState, DeviceUser } from './state.ts';
import { UserChannel, type UserHost } from './user-channel.ts';
import type { DeviceWiring } from './wiring.ts';

/**
 * What a device does beside its own channel because the enrollment profile promised it (`ServerCapabilities`): channels
 * for its users, and leaving its bootstrap token with the server.
 */
export class Promised {
  readonly #wiring: DeviceWiring;
  readonly #host: UserHost;
  #channels: UserChannel[] = [];

  constructor(wiring: DeviceWiring, host: UserHost) {
    this.#wiring = wiring;
    this.#host = host;
  }

  /** Users who have a channel. */
  get users(): readonly string[] {
    return this.#channels.map((channel) => channel.user.name);
  }

  /** After an enrollment: a Mac's users who are logged in, every pupil of a Shared iPad, and the bootstrap token. */
  async begin(capabilities: readonly string[]): Promise<void> {
    this.end();
    const leave = await this.#wiring.connections.enter();
    try {
      const state = this.#host.state();
      if (capabilities.includes('com.apple.mdm.bootstraptoken') && escrows(state)) {
        await this.#host
          .channel()
          ?.checkIn({ MessageType: 'SetBootstrapToken', ...idsOf(state), BootstrapToken: bootstrapToken(state) });
      }
      if (!capabilities.includes('com.apple.mdm.per-user-connections')) return;
      // Of a Shared iPad one pupil after the other: who has it now comes last.
      const there = state.sharedIpad
        ? [...state.users].sort(comesLast)
        : state.users.filter(({ loggedIn }) => loggedIn);
      for (const user of there) {
        if (state.sharedIpad) this.#hand(user.name);
        await this.#greet(new UserChannel(user, this.#wiring, this.#host));
      }
    } finally {
      leave();
    }
  }

  /** Another pupil takes a Shared iPad: only who is logged in has a channel that answers. */
  async logIn(name: string): Promise<void> {
    const user = this.#host.state().users.find((each) => each.name === name);
    if (user === undefined || !this.#host.state().sharedIpad) return;
    this.#hand(name);
    const leave = await this.#wiring.connections.enter();
    try {
      const known = this.#channels.find((channel) => channel.user.name === name);
      await this.#greet(known ?? new UserChannel(user, this.#wiring, this.#host));
    } finally {
      leave();
    }
  }

  #hand(name: string): void {
    this.#host.setUsers(this.#host.state().users.map((user) => ({ ...user, loggedIn: user.name === name })));
  }

  async #greet(channel: UserChannel): Promise<void> {
    if (!this.#channels.includes(channel)) this.#channels.push(channel);
    const became = await channel.loggedIn();
    if (became === 'declined') this.#channels = this.#channels.filter((other) => other !== channel);
    this.#wiring.emit({ type: became === 'enrolled' ? 'user-enrolled' : 'user-declined', user: channel.user.name });
  }

  /** Whether the server still has the token this device left with it, as a Mac asks before it updates itself. */
  async fetchBootstrapToken(): Promise<boolean> {
    const state = this.#host.state();
    if (!escrows(state)) return false;
    const answer = await this.#host.channel()?.checkIn({ MessageType: 'GetBootstrapToken', ...idsOf(state) });
    if (answer?.status !== 200 || answer.body.length === 0) return false;
    const said = decodePlist(answer.body);
    const token = isPlistDict(said) ? said.BootstrapToken : undefined;
    return token instanceof Uint8Array && bootstrapToken(state).equals(token);
  }

  /** Asks for a token of a service; the server's status and, where it gave one, its reason for programs. */
  async getToken(TokenServiceType: string): Promise<{ status: number; code: string | undefined }> {
    const message = { MessageType: 'GetToken', ...idsOf(this.#host.state()), TokenServiceType };
    const answer = await this.#host.channel()?.checkIn(message);
    const said = answer === undefined || answer.body.length === 0 ? undefined : decodePlist(answer.body);
    return {
      status: answer?.status ?? 0,
      code: isPlistDict(said) && typeof said.code === 'string' ? said.code : undefined,
    };
  }

  /**
   * Asks how to come back into service before it erases itself for its next user: whether it shall, and the enrollment
   * profile it was given for that. Only iPhones and iPads of automated enrollment ask, since iOS 26.
   */
  async askWayBack(): Promise<{ enabled: boolean; way: WayBack | undefined } | undefined> {
    const state = this.#host.state();
    if (state.model.platform !== 'iOS' || !escrows(state)) return undefined;
    const answer = await this.#host.channel()?.checkIn({ MessageType: 'ReturnToService', ...idsOf(state) });
    const said = answer?.status === 200 ? decodePlist(answer.body) : undefined;
    const service = isPlistDict(said) ? said.ReturnToService : undefined;
    if (!isPlistDict(service)) return undefined;
    return { enabled: service.Enabled === true, way: wayBack(service) };
  }

  setReachable(reachable: boolean): void {
    for (const channel of this.#channels) channel.setReachable(reachable);
  }

  /** Management ended, or begins anew. */
  end(): void {
    for (const channel of this.#channels) channel.end();
    this.#channels = [];
  }
}

const comesLast = (a: DeviceUser, b: DeviceUser): number => Number(a.loggedIn) - Number(b.loggedIn);
const bootstrapToken = (state: DeviceState): Buffer => createRandom(seedOf(state.seed, 'bootstrap')).bytes(64);

/** Macs that are supervised; iPhones and iPads only after automated enrollment, and of late. */
function escrows({ model, os, supervised, enrolledByDep, management }: DeviceState): boolean {
  if (!supervised || management?.enrollmentId !== undefined) return false;
  return (
    model.platform === 'macOS' || (model.platform === 'iOS' && enrolledByDep && Number.parseInt(os.version, 10) >= 26)
  );
}
