import {
  type CertificateSource,
  certificateSource,
  type LibraryKind,
  PAYLOADS_OF_KIND,
  PAYLOADS_OF_SOURCE,
} from '../../../shared/certificates/source.ts';
import { certificateKindOf } from '../../../shared/payloads/index.ts';

/** Something of the certificate library. */
interface LibraryItem {
  readonly id: string;
  readonly name: string;
  readonly kind: LibraryKind;
}

/** A payload that can be added with a source for its certificate. */
export interface CertificateOffer {
  readonly payloadType: string;
  readonly source: CertificateSource;
  /** Undefined for what the built-in authority makes. */
  readonly item: LibraryItem | undefined;
}

/** What this server has or makes that a reference of this kind can lead to. */
export function certificateOffers(
  only: 'identity' | 'certificate',
  library: readonly LibraryItem[],
): readonly CertificateOffer[] {
  const made = (Object.keys(PAYLOADS_OF_SOURCE) as (keyof typeof PAYLOADS_OF_SOURCE)[]).map((source) => ({
    payloadType: PAYLOADS_OF_SOURCE[source][0] ?? '',
    source: certificateSource.parse(source === 'authority-root' ? { source } : { source, subject: 'CN=$DEVICE_SN$' }),
    item: undefined,
  }));
  const kept = library.map((item) => ({
    payloadType: PAYLOADS_OF_KIND[item.kind][0] ?? '',
    source: { source: 'library', item: item.id } as const,
    item,
  }));
  return [...made, ...kept]
    .filter(({ payloadType }) => {
      const kind = certificateKindOf(payloadType);
      // A reference to any certificate is mostly one to an authority: those come first.
      return kind === 'identity' || (only === 'certificate' && kind !== undefined);
    })
    .sort(
      (a, b) => Number(certificateKindOf(a.payloadType) !== only) - Number(certificateKindOf(b.payloadType) !== only),
    );
}
