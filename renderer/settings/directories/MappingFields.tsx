import { ActionIcon, Button, Select, TextInput } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { MOST_MAPPED } from '../../../shared/contract/directories.ts';
import type { NewDirectory } from '../../../shared/contract/index.ts';
import { api } from '../../live/client.ts';
import classes from './Directories.module.css';

type Mapping = NewDirectory['mapping'];

/** Which attributes of a directory fill what is known of people. */
export function MappingFields(props: { mapping: Mapping; withGroups: boolean; onMapping: (mapping: Mapping) => void }) {
  const { t } = useTranslation();
  const { mapping, withGroups, onMapping } = props;
  const known = useQuery(api.people.attributes.queryOptions()).data ?? [];
  const set = (part: Partial<Mapping>): void => onMapping({ ...mapping, ...part });
  const { attributes } = mapping;
  const setAt = (index: number, part: Partial<Mapping['attributes'][number]>): void =>
    set({ attributes: attributes.map((one, at) => (at === index ? { ...one, ...part } : one)) });
  const free = known.filter(({ id }) => !attributes.some(({ attributeId }) => attributeId === id));
  const text = (field: 'name' | 'email' | 'team', label: string) => (
    <TextInput
      label={label}
      required={field === 'name'}
      maxLength={100}
      spellCheck={false}
      value={mapping[field]}
      onChange={(event) => set({ [field]: event.currentTarget.value.trim() })}
    />
  );
  return (
    <fieldset className={classes.section}>
      <legend>{t('directories.mapping')}</legend>
      <span className={classes.soft}>{t('directories.mappingHint')}</span>
      <div className={classes.pair}>
        {text('name', t('people.name'))}
        {text('email', t('people.email'))}
        {withGroups && (
          <Select
            label={t('directories.teamFrom')}
            allowDeselect={false}
            data={(['attribute', 'groups'] as const).map((value) => ({
              value,
              label: t(`directories.teamFroms.${value}`),
            }))}
            value={mapping.teamFrom}
            onChange={(value) => set({ teamFrom: value === 'groups' ? 'groups' : 'attribute' })}
          />
        )}
        {(!withGroups || mapping.teamFrom === 'attribute') && text('team', t('people.team'))}
      </div>
      {attributes.map(({ attribute, attributeId }, index) => (
        <div key={attributeId} className={classes.mapped}>
          <TextInput
            label={t('directories.theirs')}
            required
            maxLength={100}
            spellCheck={false}
            value={attribute}
            onChange={(event) => setAt(index, { attribute: event.currentTarget.value.trim() })}
          />
          <Select
            label={t('directories.ours')}
            allowDeselect={false}
            searchable
            data={known
              .filter(({ id }) => id === attributeId || free.some((one) => one.id === id))
              .map(({ id, name }) => ({ value: id, label: name }))}
            value={attributeId}
            onChange={(value) => value !== null && setAt(index, { attributeId: value })}
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            size={34}
            aria-label={t('directories.unmap', {
              name: known.find(({ id }) => id === attributeId)?.name ?? attribute,
            })}
            onClick={() => set({ attributes: attributes.filter((_, at) => at !== index) })}
          >
            <IconX size={16} aria-hidden />
          </ActionIcon>
        </div>
      ))}
      {known.length === 0 && <span className={classes.soft}>{t('directories.attributesHint')}</span>}
      {free.length > 0 && attributes.length < MOST_MAPPED && (
        <div>
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconPlus size={14} aria-hidden />}
            onClick={() => {
              const [first] = free;
              if (first !== undefined) set({ attributes: [...attributes, { attribute: '', attributeId: first.id }] });
            }}
          >
            {t('directories.map')}
          </Button>
        </div>
      )}
    </fieldset>
  );
}
