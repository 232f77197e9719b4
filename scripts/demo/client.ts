import type { DeviceDetail, DeviceRow } from '../../shared/contract/index.ts';
import { type Call, callAt } from './call.ts';

/** What scripts ask of a demo's engine, with an API token. */
export class DemoClient {
  readonly #base: string;
  readonly #token: string;
  readonly call: Call;

  constructor(ready: { console: string; apiToken: string }) {
    this.#base = ready.console;
    this.#token = ready.apiToken;
    this.call = callAt(ready.console, { authorization: `Bearer ${ready.apiToken}` });
  }

  devices(offset: number): Promise<{ total: number; rows: DeviceRow[] }> {
    return this.call('GET', `/devices?sort=createdAt&limit=1000&offset=${offset}`);
  }

  device(deviceId: string): Promise<DeviceDetail> {
    return this.call('GET', `/devices/${deviceId}`);
  }

  /** Server-sent events, one callback for each batch; ends when `signal` does. */
  async follow(listener: () => void, signal: AbortSignal): Promise<void> {
    const headers = { authorization: `Bearer ${this.#token}` };
    const response = await fetch(`${this.#base}/api/v1/events/live`, { headers, signal });
    for await (const _chunk of response.body ?? []) listener();
  }
}
