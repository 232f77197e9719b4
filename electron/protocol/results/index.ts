export { type AvailableOSUpdate, decodeAvailableOSUpdates } from './available-os-updates.ts';
export {
  type CertificateFacts,
  decodeCertificateList,
  type ReportedCertificate,
  readCertificate,
} from './certificate-list.ts';
export { type DeviceInformationFacts, decodeDeviceInformation } from './device-information.ts';
export {
  decodeBypassCode,
  decodeContentCaching,
  decodeDeviceLocation,
  decodeExtensions,
  decodeLomResponses,
  decodeLomSetup,
  decodePasswordChanged,
  decodePasswordVerified,
  decodeRotatedKey,
  decodeUnlockToken,
  decodeUserList,
  type ReportedPlace,
} from './device-reports.ts';
export { decodeInstalledApplicationList, type InstalledApp } from './installed-applications.ts';
export {
  type AppPart,
  decodeAppAttributes,
  decodeAppConfigurations,
  decodeAppFeedback,
  decodeInstallAnswer,
  decodeManagedApplicationList,
  type InstallAnswer,
  type ManagedApp,
} from './managed-applications.ts';
export { decodeBook, decodeManagedMedia, type ManagedBook } from './managed-media.ts';
export {
  decodeOsUpdateStatus,
  decodeUpdateResults,
  type OsUpdateResult,
  type OsUpdateStatus,
} from './os-update-status.ts';
export { decodeProfileList, type ReportedPayload, type ReportedProfile } from './profile-list.ts';
export { decodeProvisioningProfileList, type ReportedProvisioningProfile } from './provisioning-profiles.ts';
export { decodeRestrictions, type RestrictionSet, type RestrictionsReport } from './restrictions.ts';
export { decodeSecurityInfo, type SecurityFacts } from './security-info.ts';
export { decodeSettingResults, type SettingResult } from './settings.ts';
