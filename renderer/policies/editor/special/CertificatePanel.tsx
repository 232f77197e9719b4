import { useTranslation } from 'react-i18next';
import type { PlistValue } from '../../../../shared/catalogue/index.ts';
import { SOURCE_KEY, sourceOf } from '../../../../shared/certificates/source.ts';
import { CertificateSourceField } from '../../../certificates/CertificateSourceField.tsx';
import { StatusMark } from '../../../parts/StatusMark.tsx';
import type { Profile } from '../draft.ts';
import { useEditorTools } from '../EditorTools.tsx';
import { withValue } from '../edits.ts';
import classes from './Special.module.css';
import { keysFilledIn } from './sources.ts';

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
            const filled = keysFilledIn(String(payload.PayloadType));
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
