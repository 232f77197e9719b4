import { useTranslation } from 'react-i18next';
import type { PlistValue } from '../../../../shared/catalogue/index.ts';
import { SOURCE_KEY, SOURCED_PAYLOADS, sourceOf } from '../../../../shared/certificates/source.ts';
import { CertificateSourceField } from '../../../certificates/CertificateSourceField.tsx';
import { StatusMark } from '../../../parts/StatusMark.tsx';
import type { Profile } from '../draft.ts';
import { useEditorTools } from '../EditorTools.tsx';
import { withValue } from '../edits.ts';
import classes from './Special.module.css';

/** Keys that a source fills in. */
const FILLED: Readonly<Record<string, readonly string[]>> = {
  'com.apple.security.pkcs12': ['PayloadContent', 'PayloadCertificateFileName', 'Password'],
  'com.apple.security.scep': ['PayloadContent'],
  'com.apple.security.acme': [
    'DirectoryURL',
    'ClientIdentifier',
    'KeyType',
    'KeySize',
    'HardwareBound',
    'Subject',
    'SubjectAltName',
    'UsageFlags',
    'ExtendedKeyUsage',
    'Attest',
  ],
};
const OF_CERTIFICATES = ['PayloadContent', 'PayloadCertificateFileName'];

/** Keys of a payload that are not filled in by hand, because its certificate comes from somewhere. */
export function keysOfSource(payload: Profile): ReadonlySet<string> {
  const filled = SOURCE_KEY in payload ? (FILLED[String(payload.PayloadType)] ?? OF_CERTIFICATES) : [];
  return new Set([SOURCE_KEY, ...filled]);
}

/** Whether the certificate of a payload of this type can come from somewhere else than the profile. */
export const canBeSourced = (type: string): boolean => SOURCED_PAYLOADS.has(type);

/** Where the certificate of a payload comes from: the profile itself, the built-in authority, or the library. */
export function CertificatePanel({ payload, index }: { payload: Profile; index: number }) {
  const { t } = useTranslation();
  const { change } = useEditorTools();
  const read = sourceOf(payload);
  return (
    <section className={classes.panel} aria-label={t('certificateLibrary.source.label')}>
      <CertificateSourceField
        payloadType={String(payload.PayloadType)}
        value={read !== undefined && 'source' in read ? read.source : undefined}
        onChange={(source) =>
          change((profile) => {
            // What the profile carried itself goes with the choice of another place.
            const filled = FILLED[String(payload.PayloadType)] ?? OF_CERTIFICATES;
            const bare =
              source === undefined
                ? payload
                : Object.fromEntries(Object.entries(payload).filter(([key]) => !filled.includes(key)));
            const { [SOURCE_KEY]: _, ...rest } = bare;
            const next: Profile =
              source === undefined ? rest : { ...rest, [SOURCE_KEY]: JSON.parse(JSON.stringify(source)) as PlistValue };
            return withValue(profile, ['PayloadContent', index], next);
          })
        }
      />
      {read !== undefined && 'problem' in read && <StatusMark tone="needs">{read.problem}</StatusMark>}
    </section>
  );
}
