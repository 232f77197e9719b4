import type {
  CommandDetail,
  DeviceDetail,
  DeviceRow,
  Invitation,
  InvitationLink,
  PushStatus,
  QueueOutcome,
  WaysIn,
} from '../../shared/contract/index.ts';

import { fillClassroom } from './classroom.ts';

/** Whose accounts sign in on devices. */
const DOMAIN = 'maple.example';

/** What the demo asks of the engine, over REST with an API token like any script. */
export class DemoClient {
  readonly #base: string;
  readonly #token: string;

  constructor(ready: { console: string; apiToken: string }) {
    this.#base = `${ready.console}/api/v1`;
    this.#token = ready.apiToken;
  }

  requestPushCertificate(): Promise<{ csrPem: string }> {
    return this.#call('POST', '/push/request', { organisation: 'Maple Street School', email: 'it@maple.example' });
  }

  importPushCertificate(certificate: string): Promise<PushStatus> {
    return this.#call('POST', '/push/certificate', { certificate });
  }

  authority(): Promise<{ rootPem: string }> {
    return this.#call('GET', '/authority');
  }

  /** Two reusable links: one for mutual TLS, one for devices that sign their messages. */
  makeInvitations(): Promise<Invitation[]> {
    return Promise.all([
      this.#call<Invitation>('POST', '/invitations', { name: 'Classroom devices', maxUses: null, expiresAt: null }),
      this.#call<Invitation>('POST', '/invitations', {
        name: 'Staff devices',
        maxUses: null,
        expiresAt: null,
        signMessage: true,
      }),
    ]);
  }

  /** Takes network users of Macs in, by the passwords of these accounts. */
  async manageNetworkUsers(accounts: readonly { shortName: string; password: string }[]): Promise<void> {
    await this.#call('PUT', '/device-users/policy', { networkUsers: 'password' });
    for (const account of accounts) await this.#call('POST', '/device-users/accounts', account);
  }

  /**
   * A few devices come in by each of the other ways: over the air, as a person's own, and by accounts that sign in.
   *
   * @param accounts the network accounts that are there
   * @returns the ways, as the simulator takes them
   */
  async openOtherWays(
    listener: string,
    accounts: readonly { shortName: string; password: string }[],
  ): Promise<Record<string, string>[]> {
    const make = (name: string, way: Invitation['way']): Promise<Invitation> =>
      this.#call('POST', '/invitations', { name, way, maxUses: null, expiresAt: null });
    const [air, own, signIn] = await Promise.all([
      make('Loaned devices, with proof', 'over-the-air'),
      make('Own devices of staff', 'user-profile'),
      make('Staff who sign in', 'profile'),
    ]);
    const {
      discovery: _,
      serverUrl: _server,
      checkInUrl: _checkIn,
      ...ways
    } = await this.#call<WaysIn>('GET', '/ways-in');
    const accountDriven = { user: true, device: true, domains: [DOMAIN], who: 'accounts', invitationId: signIn.id };
    await this.#call('PUT', '/ways-in', { ...ways, accountDriven });
    const [first, second, third] = accounts.map(({ shortName, password }) => ({
      account: `${shortName}@${DOMAIN}`,
      password,
    }));
    return [
      { url: (await this.linkOf(air.id)).url },
      { url: (await this.linkOf(own.id)).url, account: first?.account ?? '' },
      { ...second, domainUrl: listener, version: 'mdm-byod' },
      { ...third, domainUrl: listener, version: 'mdm-adde' },
    ];
  }

  invitations(): Promise<Invitation[]> {
    return this.#call('GET', '/invitations');
  }

  linkOf(invitationId: string): Promise<InvitationLink> {
    return this.#call('GET', `/invitations/${invitationId}/link`);
  }

  devices(offset: number): Promise<{ total: number; rows: DeviceRow[] }> {
    return this.#call('GET', `/devices?sort=createdAt&limit=1000&offset=${offset}`);
  }

  device(deviceId: string): Promise<DeviceDetail> {
    return this.#call('GET', `/devices/${deviceId}`);
  }

  /** Makes a smart group. @param filter as people write it. @returns its id */
  async makeGroup(name: string, description: string, filter: string): Promise<string> {
    const group = { kind: 'smart', name, description, filter };
    return (await this.#call<{ id: string }>('POST', '/groups', group)).id;
  }

  /** Queues a command for one device. @returns its id */
  async queue(deviceId: string, command: { RequestType: string; [key: string]: unknown }): Promise<string> {
    const { queued } = await this.#call<QueueOutcome>('POST', '/commands', { deviceIds: [deviceId], command });
    return queued[0]?.commandId ?? '';
  }

  async isOpen(commandId: string): Promise<boolean> {
    return (await this.#call<CommandDetail>('GET', `/commands/${commandId}`)).answeredAt === null;
  }

  /** Server-sent events, one callback for each batch; ends when `signal` does. */
  async follow(listener: () => void, signal: AbortSignal): Promise<void> {
    const response = await fetch(`${this.#base}/events/live`, { headers: this.#headers, signal });
    for await (const _chunk of response.body ?? []) listener();
  }

  get #headers(): Record<string, string> {
    return { authorization: `Bearer ${this.#token}` };
  }

  /** Carts, people and what they have, out of the devices that are enrolled by now. */
  fillClassroom(): Promise<{ carts: number; people: number }> {
    return fillClassroom((method, path, body) => this.#call(method, path, body));
  }

  async #call<T>(method: string, path: string, body?: object): Promise<T> {
    const response = await fetch(this.#base + path, {
      method,
      headers: body === undefined ? this.#headers : { ...this.#headers, 'content-type': 'application/json' },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const answer = (await response.json()) as T & { message?: string };
    if (!response.ok) throw new Error(`${method} ${path} was refused: ${answer.message ?? response.status}`);
    return answer;
  }
}
