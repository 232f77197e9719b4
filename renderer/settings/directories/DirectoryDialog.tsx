import { Alert, Button, PasswordInput, Select, Switch, TagsInput, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DIRECTORY_KINDS, type DirectoryKind, USUAL_FILTER } from '../../../shared/contract/directories.ts';
import type { Directory, NewDirectory } from '../../../shared/contract/index.ts';
import { FormDialog } from '../../enrollment/FormDialog.tsx';
import { api, engine } from '../../live/client.ts';
import { tellDone } from '../../parts/notify.ts';
import classes from './Directories.module.css';
import { DirectoryTrialView } from './DirectoryTrialView.tsx';
import { MappingFields } from './MappingFields.tsx';
import { rereadDirectories } from './reread.ts';
import { ScheduleFields } from './ScheduleFields.tsx';

const SIGN_INS = ['password', 'kerberos', 'anonymous'] as const;
const USUAL_MAPPING: Readonly<Record<DirectoryKind, Pick<NewDirectory['mapping'], 'name' | 'email' | 'team'>>> = {
  'active-directory': { name: 'displayName', email: 'mail', team: 'department' },
  other: { name: 'cn', email: 'mail', team: 'departmentNumber' },
};

const blank = (): NewDirectory => ({
  ...{ name: '', kind: 'active-directory', address: 'ldaps://', plain: false, trust: [], baseDn: '', filter: '' },
  ...{ groups: [], signIn: 'password', user: '', gone: 'keep' },
  mapping: { ...USUAL_MAPPING['active-directory'], teamFrom: 'attribute', attributes: [] },
  schedule: { every: 'day', hour: 3, timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone },
});

function draftOf(directory: Directory): NewDirectory {
  const { name, kind, address, plain, trust, baseDn, filter, groups, signIn, user, mapping, gone, schedule } =
    directory;
  return { name, kind, address, plain, trust, baseDn, filter, groups, signIn, user, mapping, gone, schedule };
}

/** Adds a directory, or changes one; it can be tried before it is kept. */
export function DirectoryDialog(props: {
  directory?: Directory;
  onClose: () => void;
  onSaved: (directory: Directory) => void;
}) {
  const { t } = useTranslation();
  const { directory, onClose } = props;
  const [draft, setDraft] = useState(() => (directory === undefined ? blank() : draftOf(directory)));
  const [password, setPassword] = useState('');
  const library = useQuery(api.certificateLibrary.list.queryOptions()).data ?? [];
  const input = (): NewDirectory => ({ ...draft, ...(password === '' ? {} : { password }) });
  const trial = useMutation({
    mutationFn: () => engine.directories.try({ directory: input(), directoryId: directory?.id ?? null }),
  });
  const save = useMutation({
    mutationFn: () =>
      directory === undefined
        ? engine.directories.create(input())
        : engine.directories.update({ directoryId: directory.id, directory: input() }),
    onSuccess: async (saved) => {
      await rereadDirectories();
      tellDone(t('directories.saved', { name: saved.name }));
      props.onSaved(saved);
    },
  });
  const set = (part: Partial<NewDirectory>): void => {
    setDraft((before) => ({ ...before, ...part }));
    trial.reset();
    save.reset();
  };
  const chooseKind = (kind: DirectoryKind): void => {
    const usual = USUAL_MAPPING[draft.kind];
    const { name, email, team } = draft.mapping;
    const untouched = name === usual.name && email === usual.email && team === usual.team;
    set({ kind, mapping: untouched ? { ...draft.mapping, ...USUAL_MAPPING[kind] } : draft.mapping });
  };
  const direct = /^ldaps:/i.test(draft.address);
  const certificates = library.filter(({ kind }) => kind === 'certificate');
  const complete =
    draft.name.trim() !== '' &&
    /^ldaps?:\/\/[^/]/i.test(draft.address) &&
    draft.baseDn.trim() !== '' &&
    draft.mapping.name !== '';
  return (
    <FormDialog
      title={directory === undefined ? t('directories.add') : t('directories.editTitle', { name: directory.name })}
      submit={t('directories.save')}
      size={760}
      busy={save.isPending}
      error={save.error}
      disabled={!complete}
      onClose={onClose}
      onSubmit={() => save.mutate()}
    >
      <div className={classes.pair}>
        <TextInput
          label={t('directories.name')}
          required
          data-autofocus
          maxLength={100}
          value={draft.name}
          onChange={(event) => set({ name: event.currentTarget.value })}
        />
        <Select
          label={t('directories.kind')}
          allowDeselect={false}
          data={DIRECTORY_KINDS.map((value) => ({ value, label: t(`directories.kinds.${value}`) }))}
          value={draft.kind}
          onChange={(value) => chooseKind(DIRECTORY_KINDS.find((each) => each === value) ?? 'other')}
        />
        <TextInput
          label={t('directories.address')}
          description={t('directories.addressHint')}
          required
          placeholder="ldaps://dc1.school.example"
          value={draft.address}
          onChange={(event) => {
            const address = event.currentTarget.value.trim();
            set({ address, plain: draft.plain && !/^ldaps:/i.test(address) });
          }}
        />
        <TextInput
          label={t('directories.baseDn')}
          description={t('directories.baseDnHint')}
          required
          placeholder="ou=people,dc=school,dc=example"
          value={draft.baseDn}
          onChange={(event) => set({ baseDn: event.currentTarget.value })}
        />
      </div>
      {!direct && draft.address.startsWith('ldap:') && (
        <>
          <Switch
            label={t('directories.plain')}
            checked={draft.plain}
            onChange={(event) => set({ plain: event.currentTarget.checked })}
          />
          {draft.plain && (
            <Alert color="red" variant="light" role="alert">
              {t('directories.plainWarning')}
            </Alert>
          )}
        </>
      )}
      {!draft.plain && certificates.length > 0 && (
        <TrustField certificates={certificates} value={draft.trust} onValue={(trust) => set({ trust })} />
      )}
      <fieldset className={classes.section}>
        <legend>{t('directories.signIn')}</legend>
        <Select
          aria-label={t('directories.signIn')}
          allowDeselect={false}
          data={SIGN_INS.map((value) => ({ value, label: t(`directories.signIns.${value}`) }))}
          value={draft.signIn}
          onChange={(value) => set({ signIn: SIGN_INS.find((each) => each === value) ?? 'password' })}
        />
        {draft.signIn === 'password' && (
          <div className={classes.pair}>
            <TextInput
              label={t('directories.user')}
              required
              autoComplete="off"
              placeholder={draft.kind === 'other' ? 'cn=reader,dc=school,dc=example' : 'reader@school.example'}
              value={draft.user}
              onChange={(event) => set({ user: event.currentTarget.value })}
            />
            <PasswordInput
              label={t('directories.password')}
              autoComplete="new-password"
              placeholder={directory?.hasPassword === true ? t('directories.passwordKept') : undefined}
              value={password}
              onChange={(event) => {
                setPassword(event.currentTarget.value);
                trial.reset();
                save.reset();
              }}
            />
          </div>
        )}
        {draft.signIn === 'kerberos' && <span className={classes.soft}>{t('directories.kerberosHint')}</span>}
      </fieldset>
      <fieldset className={classes.section}>
        <legend>{t('directories.who')}</legend>
        <Textarea
          label={t('directories.filter')}
          description={t('directories.filterHint')}
          placeholder={USUAL_FILTER[draft.kind]}
          autosize
          spellCheck={false}
          value={draft.filter}
          onChange={(event) => set({ filter: event.currentTarget.value })}
        />
        <TagsInput
          label={t('directories.groups')}
          description={t('directories.groupsHint')}
          placeholder={draft.groups.length === 0 ? 'cn=pupils,ou=groups,dc=school,dc=example' : undefined}
          splitChars={['\n', ';']}
          acceptValueOnBlur
          value={draft.groups}
          onChange={(groups) => set({ groups })}
        />
        <Select
          label={t('directories.whenGone')}
          description={t('directories.whenGoneHint')}
          allowDeselect={false}
          data={(['keep', 'remove'] as const).map((value) => ({ value, label: t(`directories.goneChoices.${value}`) }))}
          value={draft.gone}
          onChange={(value) => set({ gone: value === 'remove' ? 'remove' : 'keep' })}
        />
      </fieldset>
      <MappingFields
        mapping={draft.mapping}
        withGroups={draft.groups.length > 0}
        onMapping={(mapping) => set({ mapping })}
      />
      <ScheduleFields schedule={draft.schedule} onSchedule={(schedule) => set({ schedule })} />
      <div>
        <Button variant="default" loading={trial.isPending} disabled={!complete} onClick={() => trial.mutate()}>
          {t('directories.try')}
        </Button>
      </div>
      <DirectoryTrialView trial={trial.data} error={trial.error} />
    </FormDialog>
  );
}

function TrustField(props: {
  certificates: readonly { id: string; name: string }[];
  value: readonly string[];
  onValue: (value: string[]) => void;
}) {
  const { t } = useTranslation();
  const { certificates, value, onValue } = props;
  const nameOf = (id: string): string => certificates.find((one) => one.id === id)?.name ?? id;
  return (
    <TagsInput
      label={t('directories.trust')}
      description={t('directories.trustHint')}
      data={certificates.map(({ name }) => name)}
      placeholder={value.length === 0 ? t('directories.trustAll') : undefined}
      value={value.map(nameOf)}
      onChange={(names) => onValue(names.flatMap((name) => certificates.find((one) => one.name === name)?.id ?? []))}
    />
  );
}
