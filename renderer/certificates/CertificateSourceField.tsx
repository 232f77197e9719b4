import { NumberInput, Select, Stack, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { readName } from '../../shared/certificates/distinguished-name.ts';
import {
  type CertificateSource,
  certificateSource,
  HOLDERS,
  PAYLOADS_OF_KIND,
  PAYLOADS_OF_SOURCE,
} from '../../shared/certificates/source.ts';
import { findingText } from '../commands/finding-text.ts';
import { api } from '../live/client.ts';

const BUILT_IN = ['authority-scep', 'authority-pkcs12', 'authority-root'] as const;
const OWN = 'own';

/**
 * Where the certificate of a payload comes from: the key `cartwright` of that payload.
 *
 * @param value undefined when the payload carries its certificate itself
 */
export function CertificateSourceField({
  payloadType,
  value,
  onChange,
}: {
  payloadType: string;
  value: CertificateSource | undefined;
  onChange: (source: CertificateSource | undefined) => void;
}) {
  const { t } = useTranslation();
  const library = useQuery(api.certificateLibrary.list.queryOptions());
  const built = BUILT_IN.filter((source) => PAYLOADS_OF_SOURCE[source].includes(payloadType));
  const items = (library.data ?? []).filter(({ kind }) => PAYLOADS_OF_KIND[kind].includes(payloadType));
  const chosen = value === undefined ? OWN : value.source === 'library' ? `library:${value.item}` : value.source;
  const choose = (next: string | null): void => {
    if (next === null || next === OWN) onChange(undefined);
    else if (next.startsWith('library:')) onChange({ source: 'library', item: next.slice('library:'.length) });
    else
      onChange(
        certificateSource.parse(
          next === 'authority-root' ? { source: next } : { source: next, subject: 'CN=$DEVICE_SN$' },
        ),
      );
  };
  const issued = value !== undefined && 'subject' in value ? value : undefined;
  const name = issued === undefined ? undefined : readName(issued.subject, true);
  return (
    <Stack gap="sm">
      <Select
        label={t('certificateLibrary.source.label')}
        allowDeselect={false}
        value={chosen}
        onChange={choose}
        data={[
          { value: OWN, label: t('certificateLibrary.source.own') },
          ...built.map((source) => ({ value: source, label: t(`certificateLibrary.source.${source}`) })),
          ...items.map(({ id, name: label }) => ({ value: `library:${id}`, label })),
        ]}
      />
      {issued !== undefined && (
        <>
          {issued.source === 'authority-pkcs12' && (
            <Select
              label={t('certificateLibrary.holder')}
              allowDeselect={false}
              value={issued.holder}
              onChange={(holder) =>
                onChange({ ...issued, holder: HOLDERS.find((each) => each === holder) ?? 'device' })
              }
              data={HOLDERS.map((each) => ({ value: each, label: t(`certificateLibrary.source.holders.${each}`) }))}
            />
          )}
          <TextInput
            label={t('certificateLibrary.server.subject')}
            value={issued.subject}
            error={name !== undefined && 'problem' in name ? findingText({ message: name.problem }, t) : undefined}
            onChange={(event) => onChange({ ...issued, subject: event.currentTarget.value })}
          />
          <TextInput
            label={t('certificateLibrary.server.email')}
            value={issued.names.email ?? ''}
            onChange={(event) => onChange({ ...issued, names: { ...issued.names, email: event.currentTarget.value } })}
          />
          <NumberInput
            label={t('certificateLibrary.source.days')}
            min={1}
            max={1825}
            value={issued.days}
            onChange={(days) => typeof days === 'number' && onChange({ ...issued, days })}
          />
        </>
      )}
    </Stack>
  );
}
