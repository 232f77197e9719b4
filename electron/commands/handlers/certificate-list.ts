import { decodeCertificateList } from '../../protocol/index.ts';
import type { ResultHandler } from './handler.ts';

/** Certificates on the device; all of them unless only managed ones were asked for. */
export const certificateList: ResultHandler = {
  requestType: 'CertificateList',
  read(body, asked) {
    const certificates = decodeCertificateList(body);
    const scope = { partial: asked.ManagedOnly === true };
    return (inventory, work, target) => inventory.applyCertificates(work, target, certificates, scope);
  },
};
