import { availableOsUpdates } from './available-os-updates.ts';
import { certificateList } from './certificate-list.ts';
import { deviceInformation } from './device-information.ts';
import type { ResultHandler } from './handler.ts';
import { installedApplicationList } from './installed-application-list.ts';
import { profileList } from './profile-list.ts';
import { restrictions } from './restrictions.ts';
import { securityInfo } from './security-info.ts';

export type { Apply } from './handler.ts';

const ALL: readonly ResultHandler[] = [
  availableOsUpdates,
  certificateList,
  deviceInformation,
  installedApplicationList,
  profileList,
  restrictions,
  securityInfo,
];

const BY_REQUEST_TYPE: ReadonlyMap<string, ResultHandler> = new Map(
  ALL.map((handler) => [handler.requestType, handler]),
);

/** Who reads the answer to this command; undefined when an answer is kept and nothing more. */
export function handlerOf(requestType: string): ResultHandler | undefined {
  return BY_REQUEST_TYPE.get(requestType);
}
