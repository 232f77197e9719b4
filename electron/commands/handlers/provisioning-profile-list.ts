import { decodeProvisioningProfileList } from '../../protocol/index.ts';
import type { ResultHandler } from './handler.ts';

/** Provisioning profiles and until when they are good; all of them unless only managed ones were asked for. */
export const provisioningProfileList: ResultHandler = {
  requestType: 'ProvisioningProfileList',
  read(body, asked) {
    const profiles = decodeProvisioningProfileList(body);
    const scope = { partial: asked.ManagedOnly === true };
    return (inventory, work, target) => inventory.apps.applyProvisioningProfiles(work, target, profiles, scope);
  },
};
