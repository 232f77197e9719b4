import { decodeProfileList } from '../../protocol/index.ts';
import type { ResultHandler } from './handler.ts';

/** Configuration profiles; all of them unless only managed ones were asked for. */
export const profileList: ResultHandler = {
  requestType: 'ProfileList',
  read(body, asked) {
    const profiles = decodeProfileList(body);
    const scope = { partial: asked.ManagedOnly === true };
    return (inventory, work, target) => inventory.applyProfiles(work, target, profiles, scope);
  },
};
