import { Select, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ExpectedDevice, Invitation } from '../../shared/contract/index.ts';
import { api, engine, queryClient } from '../live/client.ts';
import { tellDone } from '../parts/notify.ts';
import { csvOfOne } from './expected-csv.ts';
import { FormDialog } from './FormDialog.tsx';

/** Expects one device, or says better what one that is expected is called and who it is for. */
export function ExpectDevice(props: {
  device: ExpectedDevice | null;
  invitations: readonly Invitation[];
  /** The invitation that is chosen to begin with; null is every one. */
  first: string | null;
  /** A serial number to begin with. */
  serialNumber?: string;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const { device } = props;
  const [serialNumber, setSerialNumber] = useState(device?.serialNumber ?? props.serialNumber ?? '');
  const [name, setName] = useState(device?.name ?? '');
  const [person, setPerson] = useState(device?.person ?? '');
  const [invitationId, setInvitationId] = useState(device === null ? props.first : device.invitationId);
  const [problem, setProblem] = useState<string>();
  const save = useMutation({
    mutationFn: () => engine.enrollment.importExpected({ csv: csvOfOne({ serialNumber, name, person }), invitationId }),
    onSuccess: async ({ added, changed, problems }) => {
      const [first] = problems;
      if (first !== undefined) return setProblem(t(`expected.problems.${first.reason}`));
      await queryClient.invalidateQueries({ queryKey: api.enrollment.key() });
      if (added + changed > 0) tellDone(t('expected.saved', { name: name.trim() || serialNumber.trim() }));
      props.onClose();
    },
  });
  return (
    <FormDialog
      title={device === null ? t('expected.add') : t('expected.edit')}
      submit={device === null ? t('expected.addOne') : t('common.save')}
      busy={save.isPending}
      error={save.error}
      onClose={props.onClose}
      onSubmit={() => (serialNumber.trim() === '' ? setProblem(t('expected.problems.no-serial')) : save.mutate())}
    >
      <TextInput
        data-autofocus
        withAsterisk
        label={t('expected.serial')}
        description={t('expected.serialHint')}
        maxLength={40}
        disabled={device !== null}
        autoCapitalize="characters"
        spellCheck={false}
        value={serialNumber}
        error={problem}
        onChange={(event) => {
          setProblem(undefined);
          setSerialNumber(event.currentTarget.value);
        }}
      />
      <TextInput
        label={t('expected.name')}
        description={t('expected.nameHint')}
        maxLength={100}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <TextInput
        label={t('expected.person')}
        maxLength={100}
        value={person}
        onChange={(event) => setPerson(event.currentTarget.value)}
      />
      {device === null && (
        <InvitationChoice invitations={props.invitations} value={invitationId} onChange={setInvitationId} />
      )}
    </FormDialog>
  );
}

/** One invitation, or (null) every one. */
export function InvitationChoice(props: {
  invitations: readonly Invitation[];
  value: string | null;
  onChange: (invitationId: string | null) => void;
}) {
  const { t } = useTranslation();
  return (
    <Select
      label={t('expected.for')}
      description={t('expected.forHint')}
      allowDeselect={false}
      value={props.value ?? ''}
      onChange={(next) => props.onChange(next === null || next === '' ? null : next)}
      data={[
        { value: '', label: t('expected.forAll') },
        ...props.invitations
          .filter(({ status }) => status !== 'revoked')
          .map(({ id, name }) => ({ value: id, label: name })),
      ]}
    />
  );
}
