import { decodeRestrictions } from '../../protocol/index.ts';
import type { ResultHandler } from './handler.ts';

/** Restrictions in force. */
export const restrictions: ResultHandler = {
  requestType: 'Restrictions',
  read(body) {
    const report = decodeRestrictions(body);
    return (inventory, work, target) => inventory.applyRestrictions(work, target, report);
  },
};
