import { decodeAvailableOSUpdates } from '../../protocol/index.ts';
import type { ResultHandler } from './handler.ts';

/** System updates the device could install. */
export const availableOsUpdates: ResultHandler = {
  requestType: 'AvailableOSUpdates',
  read(body) {
    const updates = decodeAvailableOSUpdates(body);
    return (inventory, work, target) => inventory.applyOsUpdates(work, target, updates);
  },
};
