import type { CommandRow, DeviceGroup, DeviceRow } from '../../shared/contract/index.ts';
import type { Call } from '../demo/call.ts';

/** Ids of what the demo holds, for addresses. Empty where it holds no such thing: then the picture fails and is named. */
export interface Sights {
  /** An enrolled iPad of a cart with some history. */
  readonly pad: string;
  /** An enrolled Mac. */
  readonly mac: string;
  /** A device that is offered an update. */
  readonly updatable: string;
  /** A command that failed, and the device of it. */
  readonly failed: string;
  readonly failedDevice: string;
  /** The newest invitation. */
  readonly invitation: string;
  /** A smart group somebody made. */
  readonly group: string;
  /** Carts: the first, and the one of the library. */
  readonly cart: string;
  /** Somebody who has a device for too long. */
  readonly person: string;
  /** Policies: one that rolls out, one that failed somewhere, one with conflicts, one of settings. */
  readonly rollOut: string;
  readonly mail: string;
  readonly wifi: string;
  readonly setting: string;
  readonly blueprint: string;
  /** Prepare runs: under way, and done. */
  readonly run: string;
  readonly runDone: string;
  readonly rule: string;
  readonly updateRule: string;
}

interface Named {
  readonly id: string;
  readonly name: string;
}

/** Finds what pictures are taken of. */
export async function findSights(call: Call): Promise<Sights> {
  const get = <T>(path: string): Promise<T> => call<T>('GET', path);
  const { rows } = await get<{ rows: DeviceRow[] }>('/devices?limit=1000&sort=name');
  const enrolled = (family: string, start = ''): DeviceRow | undefined =>
    rows.find((row) => row.family === family && row.state === 'enrolled' && row.name?.startsWith(start));
  const pad = enrolled('iPad', 'Cart A - 07') ?? enrolled('iPad');
  const named = (list: readonly Named[], name: string): string => list.find((one) => one.name === name)?.id ?? '';
  const { rows: policies } = await get<{ rows: Named[] }>('/policies?limit=100');
  const runs = await get<{ id: string; state: string; blueprintName: string }[]>('/prepare-runs');
  const { rows: failed } = await get<{ rows: CommandRow[] }>('/commands?state=error&limit=100');
  const refusal = failed.find(({ requestType }) => requestType === 'InstallApplication') ?? failed[0];
  const { rows: overdue } = await get<{ rows: Named[] }>('/people?devices=overdue');
  const offered = encodeURIComponent('updateAvailable is true');
  const { rows: updatable } = await get<{ rows: DeviceRow[] }>(`/devices?limit=1&filter=${offered}`);
  const groups = await get<DeviceGroup[]>('/groups');
  return {
    pad: pad?.id ?? '',
    mac: enrolled('Mac')?.id ?? '',
    updatable: updatable[0]?.id ?? '',
    failed: refusal?.id ?? '',
    failedDevice: refusal?.deviceId ?? '',
    invitation: (await get<Named[]>('/invitations'))[0]?.id ?? '',
    group: named(groups, 'To charge'),
    cart: named(await get<Named[]>('/carts'), 'Cart A'),
    person: overdue[0]?.id ?? '',
    rollOut: named(policies, 'Classroom restrictions'),
    mail: named(policies, 'Teachers’ mail'),
    wifi: named(policies, 'School Wi-Fi'),
    setting: named(policies, 'Bluetooth on'),
    blueprint: named(await get<Named[]>('/blueprints'), 'Classroom'),
    run: runs.find(({ state }) => state === 'running')?.id ?? '',
    runDone: runs.find(({ state }) => state === 'done')?.id ?? '',
    rule: (await get<Named[]>('/compliance/rules'))[0]?.id ?? '',
    updateRule: (await get<Named[]>('/update-rules'))[0]?.id ?? '',
  };
}
