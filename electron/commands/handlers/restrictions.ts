import { decodeRestrictions } from '../../protocol/index.ts';
import type { ResultHandler } from './handler.ts';

/** Restrictions in force. */
export const restrictions: ResultHandler = {
  requestType: 'Restrictions',
  read(body, asked) {
    const report = decodeRestrictions(body);
    const options = { withProfiles: asked.ProfileRestrictions === true };
    return (inventory, work, target) => inventory.applyRestrictions(work, target, report, options);
  },
};
