import { isDictionary } from '../../../shared/catalogue/index.ts';
import { decodeOsUpdateStatus, decodeUpdateResults } from '../../protocol/index.ts';
import type { Pending } from '../ports.ts';
import type { Aftermath, ResultHandler } from './handler.ts';

const STATUS = 'OSUpdateStatus';
/** A Mac looks for updates in the background, and does not say when it is done. */
const SCAN_MS = 5 * 60_000;

function aftermathOf(pending: Pending | undefined): Aftermath {
  return pending?.pendingSince === undefined ? {} : { again: { requestType: STATUS, since: pending.pendingSince } };
}

/** How far updates under way have come. */
export const osUpdateStatus: ResultHandler = {
  requestType: STATUS,
  read(body) {
    const updates = decodeOsUpdateStatus(body);
    return (inventory, work, target) => aftermathOf(inventory.apps.applyOsUpdateStatus(work, target, updates));
  },
};

const asked = (command: Readonly<Record<string, unknown>>) =>
  (Array.isArray(command.Updates) ? command.Updates : []).map((update) => (isDictionary(update) ? update : {}));

/** What the device makes of each update it was asked for, in the order asked. */
export const scheduleOsUpdate: ResultHandler = {
  requestType: 'ScheduleOSUpdate',
  read(body) {
    const results = decodeUpdateResults(body);
    return (inventory, work, target) => aftermathOf(inventory.apps.applyUpdateResults(work, target, results));
  },
  parts(body, command) {
    const results = decodeUpdateResults(body);
    return asked(command).map((update, index) => {
      const result = results[index];
      const named = [update.ProductVersion, update.ProductKey].find((name) => typeof name === 'string');
      const failed = result === undefined || result.action === 'Error' || result.errorChain.length > 0;
      return {
        name: named ?? result?.productKey ?? '',
        status: result === undefined ? 'Missing' : failed ? 'Error' : (result.status ?? 'Acknowledged'),
        failed,
        errorChain: result?.errorChain ?? [],
      };
    });
  },
};

/** Only that it looks is answered: what it found is asked for a little later. */
export const scheduleOsUpdateScan: ResultHandler = {
  requestType: 'ScheduleOSUpdateScan',
  read: () => () => ({ later: { requestType: 'AvailableOSUpdates', afterMs: SCAN_MS } }),
};
