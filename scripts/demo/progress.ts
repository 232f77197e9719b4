import type { DeviceRow } from '../../shared/contract/index.ts';
import type { DemoClient } from './client.ts';

/**
 * Waits until every device is enrolled and its first inventory is stored.
 *
 * @returns what was still missing when `deadline` came, a line each; empty when all is there
 */
export async function whatIsMissing(client: DemoClient, expected: number, deadline: AbortSignal): Promise<string[]> {
  const inventoried = new Set<string>();
  const done = new AbortController();
  const signal = AbortSignal.any([deadline, done.signal]);
  let changed = (): void => {};
  const following = client
    .follow(() => changed(), signal)
    .catch(() => undefined)
    .finally(() => changed());
  try {
    for (;;) {
      const nextChange = new Promise<void>((resolve) => {
        changed = resolve;
      });
      const missing = await look(client, expected, inventoried);
      if (missing.length === 0 || deadline.aborted) return missing;
      await nextChange;
    }
  } finally {
    done.abort();
    await following;
  }
}

async function look(client: DemoClient, expected: number, inventoried: Set<string>): Promise<string[]> {
  const rows: DeviceRow[] = [];
  for (let total = 1; rows.length < total; ) {
    const page = await client.devices(rows.length);
    if (page.rows.length === 0) break;
    total = page.total;
    rows.push(...page.rows);
  }
  const missing = rows
    .filter((row) => row.state !== 'enrolled')
    .map((row) => `${row.serialNumber ?? row.id} is ${row.state}, not enrolled`);
  if (rows.length < expected) missing.unshift(`${rows.length} of ${expected} devices are known`);
  for (const row of rows) {
    if (row.state !== 'enrolled' || inventoried.has(row.id)) continue;
    // The first inventory is there when nothing of it waits any more and the device told about itself.
    const told = row.openCommands === 0 && (await client.device(row.id)).reports.deviceInformation !== null;
    if (told) inventoried.add(row.id);
    else missing.push(`${row.serialNumber ?? row.id} has ${row.openCommands} commands of its first inventory left`);
  }
  return missing;
}
