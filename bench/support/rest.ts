import type {
  CommandRow,
  DeviceGroup,
  DevicePolicy,
  DeviceRow,
  PolicyContent,
  PolicyDetail,
  PrepareRun,
  QueueOutcome,
  Status,
} from '../../shared/contract/index.ts';

/** What the bench asks of the engine as an administrator's script would. */
export class Rest {
  readonly #base: string;
  readonly #token: string;

  constructor(ready: Readonly<Record<string, string>>) {
    this.#base = `${ready.console}/api/v1`;
    this.#token = ready.apiToken ?? '';
  }

  status = (): Promise<Status> => this.#call('GET', '/status');
  authority = (): Promise<{ rootPem: string }> => this.#call('GET', '/authority');
  pushRequest = (): Promise<{ csrPem: string }> =>
    this.#call('POST', '/push/request', { organisation: 'Bench', email: 'bench@school.example' });
  importPush = (certificate: string): Promise<unknown> => this.#call('POST', '/push/certificate', { certificate });
  devices = (limit: number): Promise<{ total: number; rows: DeviceRow[] }> =>
    this.#call('GET', `/devices?limit=${limit}`);
  wake = (deviceIds: readonly string[]): Promise<{ woken: number }> =>
    this.#call('POST', '/devices/wake', { deviceIds });
  refresh = (deviceIds: readonly string[]): Promise<{ queued: number }> =>
    this.#call('POST', '/devices/refresh', { deviceIds });
  queue = (deviceIds: readonly string[], command: { RequestType: string }): Promise<QueueOutcome> =>
    this.#call('POST', '/commands', { deviceIds, command });
  /** Takes back everything that waits. */
  cancelAll = (): Promise<unknown> => this.#call('POST', '/command-queue/cancel', { filter: { open: true } });
  groups = (): Promise<DeviceGroup[]> => this.#call('GET', '/groups');
  makeGroup = (name: string, filter: string): Promise<DeviceGroup> =>
    this.#call('POST', '/groups', { kind: 'smart', name, filter });
  removeGroup = (id: string): Promise<unknown> => this.#call('DELETE', `/groups/${id}`);
  makePolicy = (name: string, content: PolicyContent): Promise<PolicyDetail> =>
    this.#call('POST', '/policies', { type: 'profile', options: { name }, content });
  assignPolicy = (id: string, groupId: string): Promise<PolicyDetail> =>
    this.#call('PUT', `/policies/${id}/assignments`, {
      assignments: [{ target: { kind: 'group', id: groupId }, mode: 'include' }],
    });
  savePolicy = (id: string, content: PolicyContent, basedOn: number): Promise<PolicyDetail> =>
    this.#call('POST', `/policies/${id}/versions`, { content, basedOn });
  policyDevices = (id: string, offset: number, limit: number): Promise<{ total: number; rows: DevicePolicy[] }> =>
    this.#call('GET', `/policies/${id}/devices?limit=${limit}&offset=${offset}`);
  removePolicy = (id: string): Promise<unknown> => this.#call('DELETE', `/policies/${id}`, { devices: 'leave' });
  /** Devices with these serial numbers. */
  devicesOf = async (serials: readonly string[]): Promise<{ id: string }[]> => {
    const wanted = new Set(serials);
    const found: { id: string }[] = [];
    for (let offset = 0, total = 1; offset < total; offset += 1000) {
      const page = await this.#call<{ total: number; rows: DeviceRow[] }>(
        'GET',
        `/devices?limit=1000&offset=${offset}`,
      );
      total = page.total;
      found.push(...page.rows.filter(({ serialNumber }) => serialNumber !== null && wanted.has(serialNumber)));
    }
    return found;
  };
  addPicture = (name: string, base64: string): Promise<{ id: string }> =>
    this.#call('POST', '/blueprint-pictures', { name, base64 });
  makeBlueprint = (name: string, content: object): Promise<{ id: string }> =>
    this.#call('POST', '/blueprints', { name, content });
  applyBlueprint = (id: string, deviceIds: readonly string[]): Promise<PrepareRun> =>
    this.#call('POST', `/blueprints/${id}/apply`, { targets: { deviceIds } });
  prepareRun = async (id: string): Promise<PrepareRun> => {
    const runs = await this.#call<PrepareRun[]>('GET', '/prepare-runs');
    const run = runs.find((each) => each.id === id);
    if (run === undefined) throw new Error('The prepare run is gone.');
    return run;
  };
  /** Devices are not asked about themselves unless somebody does. */
  neverAsk = (): Promise<unknown> => this.#call('PUT', '/reporting', { everyMinutes: null });
  openCommands = (): Promise<{ rows: CommandRow[] }> => this.#call('GET', '/commands?open=true&limit=1');

  /** A link any number of devices may use. */
  async reusableLink(signMessage: boolean): Promise<string> {
    const invitation = await this.#call<{ id: string }>('POST', '/invitations', {
      name: signMessage ? 'Signing devices' : 'Devices',
      maxUses: null,
      expiresAt: null,
      signMessage,
    });
    return (await this.#call<{ url: string }>('GET', `/invitations/${invitation.id}/link`)).url;
  }

  async #call<T>(method: string, path: string, body?: object): Promise<T> {
    const response = await fetch(this.#base + path, {
      method,
      headers: {
        authorization: `Bearer ${this.#token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const answer = (await response.json()) as T & { message?: string };
    if (!response.ok) throw new Error(`${method} ${path} was refused: ${answer.message ?? response.status}`);
    return answer;
  }
}
