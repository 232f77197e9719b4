import { Select, Textarea, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FormDialog } from '../enrollment/FormDialog.tsx';
import { api, engine } from '../live/client.ts';
import { notifyWithUndo } from '../parts/undo.tsx';
import { rereadLoans } from './loan-actions.ts';

/** Gives devices to a person, until a day or until further notice. */
export function CheckOutDialog(props: { deviceIds: readonly string[]; personId?: string; onClose: () => void }) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const [personId, setPersonId] = useState<string | null>(props.personId ?? null);
  const [due, setDue] = useState('');
  const [note, setNote] = useState('');
  const [search] = useDebouncedValue(typed.trim(), 150);
  const people = useQuery({
    ...api.people.list.queryOptions({ input: { ...(search === '' ? {} : { search }), limit: 20 } }),
    placeholderData: keepPreviousData,
  }).data;
  const save = useMutation({
    mutationFn: () =>
      engine.loans.checkOut({
        deviceIds: [...props.deviceIds],
        personId: personId ?? '',
        // Until the end of that day, here.
        dueAt: due === '' ? null : new Date(`${due}T23:59:00`).getTime(),
        note,
      }),
    onSuccess: async (made) => {
      await rereadLoans();
      props.onClose();
      notifyWithUndo(t('people.checkedOut', { count: made.length, name: made[0]?.personName ?? '' }), async () => {
        await engine.loans.takeBack({ loanIds: made.map(({ id }) => id) });
        await rereadLoans();
      });
    },
  });
  return (
    <FormDialog
      title={t('people.checkOutTitle', { count: props.deviceIds.length })}
      submit={t('people.checkOut')}
      busy={save.isPending}
      error={save.error}
      disabled={personId === null}
      onClose={props.onClose}
      onSubmit={() => save.mutate()}
    >
      <Select
        label={t('people.person')}
        placeholder={t('people.personHint')}
        required
        searchable
        openOnFocus={false}
        data-autofocus
        nothingFoundMessage={t('people.nobody')}
        data={(people?.rows ?? []).map(({ id, name, team, email }) => ({
          value: id,
          label: [name, team, email ?? ''].filter((part) => part !== '').join(' · '),
        }))}
        filter={({ options }) => options}
        searchValue={typed}
        onSearchChange={setTyped}
        value={personId}
        onChange={setPersonId}
      />
      <TextInput
        type="date"
        label={t('people.dueBack')}
        description={due === '' ? t('people.noDue') : undefined}
        value={due}
        onChange={(event) => setDue(event.currentTarget.value)}
      />
      <Textarea
        label={t('people.note')}
        placeholder={t('people.noteHint')}
        autosize
        maxLength={500}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
    </FormDialog>
  );
}
