export { type AvailableOSUpdate, decodeAvailableOSUpdates } from './available-os-updates.ts';
export {
  type CertificateFacts,
  decodeCertificateList,
  type ReportedCertificate,
  readCertificate,
} from './certificate-list.ts';
export { type DeviceInformationFacts, decodeDeviceInformation } from './device-information.ts';
export { decodeInstalledApplicationList, type InstalledApp } from './installed-applications.ts';
export { decodeProfileList, type ReportedPayload, type ReportedProfile } from './profile-list.ts';
export { decodeRestrictions, type RestrictionSet, type RestrictionsReport } from './restrictions.ts';
export { decodeSecurityInfo, type SecurityFacts } from './security-info.ts';
