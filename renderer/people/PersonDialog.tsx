import { NumberInput, Select, Text, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { FieldValue, NewPerson, Person, PersonAttribute } from '../../shared/contract/index.ts';
import classes from '../carts/Carts.module.css';
import { FormDialog } from '../enrollment/FormDialog.tsx';
import { api, engine } from '../live/client.ts';
import { rereadLoans } from './loan-actions.ts';

/** Adds a person, or changes one. */
export function PersonDialog({ person, onClose }: { person?: Person; onClose: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const attributes = useQuery(api.people.attributes.queryOptions()).data ?? [];
  const [draft, setDraft] = useState<NewPerson>({
    name: person?.name ?? '',
    email: person?.email ?? '',
    team: person?.team ?? '',
    note: person?.note ?? '',
    values: person?.values ?? {},
  });
  const theirs = new Set(person?.source?.fields ?? []);
  const change = (part: Partial<NewPerson>): void => setDraft((before) => ({ ...before, ...part }));
  const save = useMutation({
    mutationFn: () =>
      person === undefined ? engine.people.create(draft) : engine.people.update({ personId: person.id, person: draft }),
    onSuccess: async (saved) => {
      await rereadLoans();
      onClose();
      if (person === undefined) await navigate(`/people/${saved.id}`);
    },
  });
  return (
    <FormDialog
      title={person === undefined ? t('people.new') : t('people.edit')}
      submit={t('people.save')}
      busy={save.isPending}
      error={save.error}
      disabled={draft.name.trim() === ''}
      onClose={onClose}
      onSubmit={() => save.mutate()}
    >
      {theirs.size > 0 && (
        <Text c="dimmed">{t('people.comesFrom', { directory: person?.source?.directory ?? '' })}</Text>
      )}
      <div className={classes.fields}>
        <TextInput
          className={classes.wide}
          label={t('people.name')}
          disabled={theirs.has('name')}
          required
          data-autofocus
          maxLength={200}
          value={draft.name}
          onChange={(event) => change({ name: event.currentTarget.value })}
        />
        <TextInput
          type="email"
          label={t('people.email')}
          disabled={theirs.has('email')}
          maxLength={254}
          value={draft.email ?? ''}
          onChange={(event) => change({ email: event.currentTarget.value })}
        />
        <TextInput
          label={t('people.team')}
          disabled={theirs.has('team')}
          maxLength={100}
          value={draft.team}
          onChange={(event) => change({ team: event.currentTarget.value })}
        />
        {attributes.map((attribute) => (
          <ValueField
            key={attribute.id}
            attribute={attribute}
            disabled={theirs.has(attribute.id)}
            value={draft.values[attribute.id] ?? null}
            onValue={(value) => change({ values: { ...draft.values, [attribute.id]: value } })}
          />
        ))}
        <Textarea
          className={classes.wide}
          label={t('people.note')}
          autosize
          minRows={2}
          maxLength={2000}
          value={draft.note}
          onChange={(event) => change({ note: event.currentTarget.value })}
        />
      </div>
    </FormDialog>
  );
}

function ValueField(props: {
  attribute: PersonAttribute;
  disabled: boolean;
  value: FieldValue;
  onValue: (value: FieldValue) => void;
}) {
  const { t } = useTranslation();
  const { attribute, disabled, value, onValue } = props;
  const { name, type, choices, description } = attribute;
  const shared = { label: name, disabled, ...(description === '' ? {} : { description }) };
  if (type === 'boolean')
    return (
      <Select
        {...shared}
        clearable
        data={[
          { value: 'true', label: t('people.yes') },
          { value: 'false', label: t('people.no') },
        ]}
        value={value === null ? null : String(value)}
        onChange={(next) => onValue(next === null ? null : next === 'true')}
      />
    );
  if (type === 'choice')
    return (
      <Select
        {...shared}
        clearable
        data={choices}
        value={typeof value === 'string' ? value : null}
        onChange={(next) => onValue(next)}
      />
    );
  if (type === 'number')
    return (
      <NumberInput
        {...shared}
        value={typeof value === 'number' ? value : ''}
        onChange={(next) => onValue(typeof next === 'number' ? next : null)}
      />
    );
  if (type === 'date')
    return (
      <TextInput
        {...shared}
        type="date"
        value={typeof value === 'number' ? new Date(value).toISOString().slice(0, 10) : ''}
        onChange={(event) => {
          const at = Date.parse(`${event.currentTarget.value}T00:00:00Z`);
          onValue(Number.isNaN(at) ? null : at);
        }}
      />
    );
  return (
    <TextInput
      {...shared}
      maxLength={1000}
      value={typeof value === 'string' ? value : ''}
      onChange={(event) => onValue(event.currentTarget.value === '' ? null : event.currentTarget.value)}
    />
  );
}
