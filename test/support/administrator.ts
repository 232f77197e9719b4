import type { Invitation as Way } from '../../electron/simulator/index.ts';
import type {
  CommandDetail,
  CommandRow,
  DeviceDetail,
  DeviceRow,
  Event,
  InstalledApp,
  InstalledProfile,
  Invitation,
  InvitationLink,
  PushStatus,
  QueueOutcome,
  Status,
} from '../../shared/contract/index.ts';

/** Nothing here takes this long unless it hangs. */
const PATIENCE_MS = 120_000;
/** Some of what is waited for is no event: presence, and what a device does by itself. */
const LOOK_AGAIN_MS = 200;

/** What REST answered when it refused. */
export class Refused extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** An administrator at the REST interface, with an API token like any script. */
export class Administrator {
  #base: string;
  #token: string;

  constructor(console: string, token: string) {
    this.#base = `${console}/api/v1`;
    this.#token = token;
  }

  /** The engine came back, with another token. */
  takeToken(token: string): void {
    this.#token = token;
  }

  async call<T>(method: string, path: string, body?: object): Promise<T> {
    const response = await fetch(this.#base + path, {
      method,
      headers: {
        authorization: `Bearer ${this.#token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    const text = await response.text();
    if (!response.ok) throw new Refused(response.status, `${method} ${path}: ${response.status} ${text}`);
    return JSON.parse(text) as T;
  }

  /** Loads a push certificate the way a school does: request, signature by the portal, import. */
  async setUpPush(sign: (csr: string) => string): Promise<void> {
    const request = { organisation: 'Maple Street School', email: 'it@maple.example' };
    const { csrPem } = await this.call<{ csrPem: string }>('POST', '/push/request', request);
    await this.call<PushStatus>('POST', '/push/certificate', { certificate: sign(csrPem) });
  }

  status = (): Promise<Status> => this.call('GET', '/status');

  async rootPem(): Promise<string> {
    return (await this.call<{ rootPem: string }>('GET', '/authority')).rootPem;
  }

  /** Makes an invitation and gives back how devices use it. */
  async invite(wanted: object = {}): Promise<Way & { id: string; profileUrl: string }> {
    const made = await this.call<Invitation>('POST', '/invitations', {
      name: 'Classroom',
      maxUses: null,
      expiresAt: null,
      ...wanted,
    });
    const link = await this.call<InvitationLink>('GET', `/invitations/${made.id}/link`);
    const { url, profileUrl, pin } = link;
    return { id: made.id, url, profileUrl, trustPem: await this.rootPem(), ...(pin === null ? {} : { pin }) };
  }

  async invitation(id: string): Promise<Invitation> {
    const found = (await this.call<Invitation[]>('GET', '/invitations')).find((each) => each.id === id);
    if (found === undefined) throw new Error(`There is no invitation ${id}.`);
    return found;
  }

  async devices(): Promise<DeviceRow[]> {
    return (await this.call<{ rows: DeviceRow[] }>('GET', '/devices?limit=1000')).rows;
  }

  device = (deviceId: string): Promise<DeviceDetail> => this.call('GET', `/devices/${deviceId}`);
  apps = (deviceId: string): Promise<InstalledApp[]> => this.call('GET', `/devices/${deviceId}/apps`);
  profiles = (deviceId: string): Promise<InstalledProfile[]> => this.call('GET', `/devices/${deviceId}/profiles`);

  /** The list's row of a device, by serial number. */
  async find(serialNumber: string): Promise<DeviceRow> {
    const found = (await this.devices()).find((row) => row.serialNumber === serialNumber);
    if (found === undefined) throw new Error(`There is no device ${serialNumber}.`);
    return found;
  }

  async queue(deviceIds: string[], command: { RequestType: string; [key: string]: unknown }): Promise<string[]> {
    const outcome = await this.call<QueueOutcome>('POST', '/commands', { deviceIds, command });
    if (outcome.refused.length > 0) throw new Error(`Refused: ${JSON.stringify(outcome.refused)}`);
    return outcome.queued.map((each) => each.commandId);
  }

  /** Queues for one device. */
  async queueOne(deviceId: string, command: { RequestType: string; [key: string]: unknown }): Promise<string> {
    const [commandId] = await this.queue([deviceId], command);
    if (commandId === undefined) throw new Error('Nothing was queued.');
    return commandId;
  }

  /** Queues for one device, and wakes it even if that was done in this minute already. */
  async send(deviceId: string, command: { RequestType: string; [key: string]: unknown }): Promise<string> {
    const commandId = await this.queueOne(deviceId, command);
    await this.wake(deviceId);
    return commandId;
  }

  async wake(deviceId: string): Promise<void> {
    await this.call('POST', '/devices/wake', { deviceIds: [deviceId] });
  }

  command = (commandId: string): Promise<CommandDetail> => this.call('GET', `/commands/${commandId}`);

  async commands(query: string): Promise<CommandRow[]> {
    return (await this.call<{ rows: CommandRow[] }>('GET', `/commands?limit=1000&${query}`)).rows;
  }

  /** The newest thousand, newest first. */
  async events(query = ''): Promise<Event[]> {
    return (await this.call<{ rows: Event[] }>('GET', `/events?limit=1000&${query}`)).rows;
  }

  /**
   * Waits until `look` finds what it looks for, and gives it back. Looks again whenever the engine tells that something
   * changed.
   *
   * @param what named in the failure
   */
  async until<T>(what: string, look: () => Promise<T | undefined | false>): Promise<T> {
    const done = new AbortController();
    const deadline = AbortSignal.timeout(PATIENCE_MS);
    const signal = AbortSignal.any([done.signal, deadline]);
    let changed = (): void => {};
    const following = this.#follow(() => changed(), signal).catch(() => undefined);
    try {
      for (;;) {
        const nextChange = new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, LOOK_AGAIN_MS);
          changed = () => {
            clearTimeout(timer);
            resolve();
          };
        });
        const found = await look();
        if (found !== undefined && found !== false) return found;
        if (deadline.aborted) throw new Error(`Waited in vain for this: ${what}.`);
        await nextChange;
      }
    } finally {
      done.abort();
      await following;
    }
  }

  /** Waits until a command is in one of these states. */
  reached(commandId: string, ...states: CommandDetail['state'][]): Promise<CommandDetail> {
    return this.until(`command ${commandId} is ${states.join(' or ')}`, async () => {
      const command = await this.command(commandId);
      return states.includes(command.state) ? command : undefined;
    });
  }

  /** Waits until a device has nothing left to do and told about itself. */
  inventoried(serialNumber: string): Promise<DeviceRow> {
    return this.until(`the inventory of ${serialNumber}`, async () => {
      const row = (await this.devices()).find((each) => each.serialNumber === serialNumber);
      if (row?.state !== 'enrolled' || row.openCommands > 0) return undefined;
      return (await this.device(row.id)).reports.deviceInformation === null ? undefined : row;
    });
  }

  async #follow(listener: () => void, signal: AbortSignal): Promise<void> {
    const headers = { authorization: `Bearer ${this.#token}` };
    const response = await fetch(`${this.#base}/events/live`, { headers, signal });
    for await (const _chunk of response.body ?? []) listener();
  }
}
