import { decodeInstalledApplicationList } from '../../protocol/index.ts';
import type { ResultHandler } from './handler.ts';

/** Apps; all of them unless the command named some, or asked for managed ones only. */
export const installedApplicationList: ResultHandler = {
  requestType: 'InstalledApplicationList',
  read(body, asked) {
    const apps = decodeInstalledApplicationList(body);
    // An answer cut down to some facts of each app would wipe out the others.
    if (asked.Items !== undefined) return undefined;
    const named = Array.isArray(asked.Identifiers) && asked.Identifiers.length > 0;
    const scope = { partial: named || asked.ManagedAppsOnly === true };
    return (inventory, work, target) => inventory.applyApps(work, target, apps, scope);
  },
};
