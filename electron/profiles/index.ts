/**
 * The profiles room's face: configuration profiles in and out of their files, and on their way to devices. What is wrong
 * with a profile, which devices it fits and where its secrets are is in shared/payloads, because the console asks that
 * too; what its variables are is in shared/variables.
 */
export { type Delivery, openDelivery } from './deliver.ts';
export type {
  Assessment,
  CertificateSources,
  Delivered,
  DeliveryDevice,
  DeliveryPorts,
  NotDelivered,
  ProfileVersion,
  SourceContext,
} from './delivery-types.ts';
export { type ProfileKeys, type ReadProfile, readProfile, type Wrapping } from './read-profile.ts';
export { writeProfile } from './write-profile.ts';
