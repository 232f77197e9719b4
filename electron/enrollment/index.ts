/** The enrollment room's face: how devices come in, what they are to us meanwhile, and how they leave. */
export type { CheckInAnswer } from './check-in.ts';
export type { ConnectAdmission, ConnectIdentity, ServedEnrollment } from './connect.ts';
export type { IssuedProfile, ProfileFacts } from './profiles.ts';
export { startRenewalWatch } from './renewal-watch.ts';
export { readSerialList } from './serial-list.ts';
export { type EnrollmentOptions, EnrollmentService, openEnrollment } from './service.ts';
export { startSetupWatch } from './setup-watch.ts';
export type { CancelReason, EnrollmentHooks } from './transitions.ts';
export type { WebAnswer, WebRequest } from './web.ts';
