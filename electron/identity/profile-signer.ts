import type { Clock } from '../../shared/clock.ts';
import type { Store } from '../store/index.ts';
import type { CertificateRecords } from './certificate-records.ts';
import type { SigningIdentity } from './cms/sign.ts';
import { loadPkcs8 } from './import/pkcs12.ts';
import { newRsaKey } from './roots.ts';
import { exportPrivateKey, publicKeyInfoOf } from './x509/build.ts';
import { buildProfileSigningCertificate, type Issuer } from './x509/certificates.ts';
import { nameText } from './x509/name.ts';
import { parseCertificate } from './x509/parse-certificate.ts';

const RENEW_BEFORE = 30 * 86_400_000;

/** The certificate and key that profiles are signed with, below this root; made anew when it ends within 30 days. */
export async function openProfileSigner(
  options: { readonly store: Store; readonly clock: Clock; readonly organisation: string },
  records: CertificateRecords,
  root: Issuer,
): Promise<SigningIdentity> {
  const { store, clock } = options;
  const issuer = nameText(parseCertificate(root.certificateDer).subject);
  const stored = records.newestOf('profile-signing', issuer);
  if (stored !== undefined && parseCertificate(stored.der).notAfterAt - clock.now() > RENEW_BEFORE) {
    return { certificateDer: stored.der, privateKey: loadPkcs8(store.vault.get(stored.keySecretId, 'private-key')) };
  }
  const key = await newRsaKey(2048);
  const organisation = options.organisation.trim().slice(0, 64) || 'Cartwright';
  const certificateDer = buildProfileSigningCertificate(root, {
    name: [
      ['O', organisation],
      ['CN', `${organisation.slice(0, 44)} Profile Signing`],
    ],
    publicKeyInfo: publicKeyInfoOf(key),
    now: clock.now(),
  });
  await store.write((work) => {
    if (stored !== undefined) records.forgetKey(stored.fingerprint);
    const keySecretId = store.vault.put('private-key', exportPrivateKey(key));
    const fingerprint = records.record(work, 'profile-signing', certificateDer, { keySecretId });
    work.event({ type: 'certificate.issued', data: { purpose: 'profile-signing', fingerprint } });
  });
  return { certificateDer, privateKey: key };
}
