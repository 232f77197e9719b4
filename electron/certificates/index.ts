/**
 * The face of certificates as configuration: the certificate library, certificates that profiles bring, and their renewal.
 * Who may call with which certificate is for the identity room.
 */
export { RELAY_PATH } from './library-sources.ts';
export { type Orders, openOrders } from './orders.ts';
export { type Certificates, openCertificates, type ProfileWithSources } from './service.ts';
export { UPLOAD_PATH } from './upload-page.ts';
