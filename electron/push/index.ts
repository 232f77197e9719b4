/** The push room's face: wakes devices through Apple's push service, and keeps the certificate for it. */
export type { ConnectionState } from './apns-connection.ts';
export type { ImportIdentity, PendingRequest, PushCertificateState, PushCertificateStatus } from './certificate.ts';
export type { PushCertificateFault } from './push-certificate.ts';
export {
  createPushService,
  type PushService,
  type PushServiceOptions,
  type PushServiceStatus,
} from './push-service.ts';
