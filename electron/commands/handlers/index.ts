import { availableOsUpdates } from './available-os-updates.ts';
import { certificateList } from './certificate-list.ts';
import { deviceInformation } from './device-information.ts';
import { DEVICE_REPORTS } from './device-reports.ts';
import { DEVICE_SECRETS } from './device-secrets.ts';
import type { ResultHandler } from './handler.ts';
import { installedApplicationList } from './installed-application-list.ts';
import { inviteToProgram } from './invite-to-program.ts';
import { LOST_MODE } from './lost-mode.ts';
import {
  appAttributes,
  appConfigurations,
  appFeedback,
  installApplication,
  managedApplicationList,
  removeApplication,
} from './managed-apps.ts';
import { installMedia, managedMediaList } from './managed-media.ts';
import { osUpdateStatus, scheduleOsUpdate, scheduleOsUpdateScan } from './os-updates.ts';
import { DEEDS } from './outcomes.ts';
import { profileList } from './profile-list.ts';
import { provisioningProfileList } from './provisioning-profile-list.ts';
import { restrictions } from './restrictions.ts';
import { securityInfo } from './security-info.ts';
import { settings } from './settings.ts';

export type { Aftermath, AnswerPart, Apply } from './handler.ts';

const ALL: readonly ResultHandler[] = [
  appAttributes,
  appConfigurations,
  appFeedback,
  availableOsUpdates,
  certificateList,
  deviceInformation,
  installApplication,
  installMedia,
  installedApplicationList,
  inviteToProgram,
  managedApplicationList,
  managedMediaList,
  osUpdateStatus,
  profileList,
  provisioningProfileList,
  removeApplication,
  restrictions,
  scheduleOsUpdate,
  scheduleOsUpdateScan,
  securityInfo,
  settings,
  ...DEVICE_REPORTS,
  ...DEVICE_SECRETS,
  ...LOST_MODE,
  ...DEEDS,
];

const BY_REQUEST_TYPE: ReadonlyMap<string, ResultHandler> = new Map(
  ALL.map((handler) => [handler.requestType, handler]),
);

/** Who reads the answer to this command; undefined when an answer is kept and nothing more. */
export function handlerOf(requestType: string): ResultHandler | undefined {
  return BY_REQUEST_TYPE.get(requestType);
}
