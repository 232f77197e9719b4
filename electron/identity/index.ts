/** The identity room's face: who is calling, and with what key. */
export { APPLE_ROOT_PEM } from './apple-root.ts';
export {
  type Authority,
  type AuthorityOptions,
  openAuthority,
} from './authority.ts';
export {
  type Caller,
  type CallerFacts,
  type CallerProof,
  type CallerRefusal,
  callerIdentifier,
  callerRecogniser,
} from './callers.ts';
export { type CertificateBook, openCertificateBook } from './certificate-book.ts';
export type { CertificateRecord, CertificateRecords } from './certificate-records.ts';
export { type Challenges, type ChallengeTerms, openChallenges } from './challenges.ts';
export { cmsKind, type OpenedSigned, openSigned } from './cms/open-message.ts';
export { certificateFingerprint } from './cms/signer-cache.ts';
export { type DeviceProof, deviceProofs } from './device-proofs.ts';
export { type KeyEscrow, openKeyEscrow } from './escrow.ts';
export { type ImportedIdentity, importIdentity } from './import/import-identity.ts';
export { importFailure, loadPkcs8 } from './import/pkcs12.ts';
export { writePkcs12 } from './import/write-pkcs12.ts';
export type { CertificateOrders, OrderedCertificate } from './orders.ts';
export { openRollOver, type RollOver } from './roll-over.ts';
export { certificatePem } from './roots.ts';
export {
  buildScepRequest,
  readScepAuthority,
  readScepReply,
  type ScepReply,
  type ScepRequest,
  scepStatus,
} from './scep/client.ts';
export {
  type ScepHttpRequest,
  type ScepHttpResponse,
  ScepService,
  scepMessageFromQuery,
  scepNameOf,
} from './scep-service.ts';
export {
  newSupervisionIdentity,
  readSupervisionIdentity,
  type SupervisionIdentity,
  supervisionFacts,
  supervisionKey,
  writeSupervisionPkcs12,
} from './supervision.ts';
export type { TlsCredentials } from './tls-credentials.ts';
export { describeTls, tlsCovers, tlsHistory } from './tls-details.ts';
export { type TrustedProxies, trustedProxies } from './trusted-proxies.ts';
export { exportPrivateKey, publicKeyInfoOf } from './x509/build.ts';
export { holderNames } from './x509/extensions.ts';
export { encodeName, nameText } from './x509/name.ts';
export { type CertificateFacts, parseCertificate } from './x509/parse-certificate.ts';
export type { RevocationReason } from './x509/revocation-list.ts';
