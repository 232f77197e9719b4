import { decodeDeviceInformation, isPlistDict } from '../../protocol/index.ts';
import type { ResultHandler } from './handler.ts';

/** Facts about the device; only what was asked for is in the answer. */
export const deviceInformation: ResultHandler = {
  requestType: 'DeviceInformation',
  read(body, asked) {
    const facts = decodeDeviceInformation(body);
    const reported = isPlistDict(body.QueryResponses) ? body.QueryResponses : {};
    const queries = Array.isArray(asked.Queries) ? asked.Queries.map(String) : [];
    return (inventory, work, target) => inventory.applyDeviceInformation(work, target, facts, reported, queries);
  },
};
