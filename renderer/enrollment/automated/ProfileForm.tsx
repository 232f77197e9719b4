import { Button, Checkbox, Group, NumberInput, Radio, SimpleGrid, Stack, TextInput, Title } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AutomatedProfile, AutomatedProfileInput } from '../../../shared/contract/index.ts';
import { api, engine, queryClient } from '../../live/client.ts';
import { tellDone, tellFailure } from '../../parts/notify.ts';
import { SetupPanesField } from '../../parts/SetupPanesField.tsx';
import { FormDialog } from '../FormDialog.tsx';
import { certificateIn, type DraftProblem, draftOf, problemsOf } from './profile-draft.ts';

type Flag = {
  [K in keyof AutomatedProfileInput]: AutomatedProfileInput[K] extends boolean ? K : never;
}[keyof AutomatedProfileInput];

/** Makes a profile, or changes one. */
export function ProfileForm(props: {
  profile: AutomatedProfile | null;
  onClose: () => void;
  onSaved: (profile: AutomatedProfile) => void;
}) {
  const { t } = useTranslation();
  const { profile } = props;
  const [draft, setDraft] = useState(() => draftOf(profile));
  const [asked, setAsked] = useState(false);
  const chosen = useRef<HTMLInputElement>(null);
  const change = (part: Partial<AutomatedProfileInput>): void => setDraft((before) => ({ ...before, ...part }));
  const problems = problemsOf(draft);
  const error = (...which: DraftProblem[]): string | undefined => {
    const first = which.find((each) => problems.has(each));
    return asked && first !== undefined ? t(`automated.form.problems.${first}`) : undefined;
  };
  const save = useMutation({
    mutationFn: () => {
      const ready = { ...draft, name: draft.name.trim() };
      return profile === null
        ? engine.enrollment.createAutomated(ready)
        : engine.enrollment.saveAutomated({ profileId: profile.id, profile: ready });
    },
    onSuccess: async (saved) => {
      await queryClient.invalidateQueries({ queryKey: api.enrollment.key() });
      tellDone(t(profile === null ? 'automated.form.created' : 'automated.form.saved', { name: saved.name }));
      props.onSaved(saved);
    },
  });
  const text = (key: 'organization' | 'department' | 'supportPhone' | 'supportEmail', hint?: string) => (
    <TextInput
      label={t(`automated.form.${key}`)}
      description={hint}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      maxLength={key === 'supportPhone' ? 50 : 100}
      value={draft[key]}
      error={key === 'supportEmail' ? error('email') : undefined}
      onChange={(event) => change({ [key]: event.currentTarget.value })}
    />
  );
  const flag = (key: Flag, hint?: string, problem?: string) => (
    <Checkbox
      label={t(`automated.form.${key}`)}
      description={hint}
      error={problem}
      checked={draft[key]}
      onChange={(event) => change({ [key]: event.currentTarget.checked })}
    />
  );
  const take = async (file: File | undefined): Promise<void> => {
    if (file === undefined) return;
    const found = certificateIn(new Uint8Array(await file.arrayBuffer()));
    if (found === undefined) tellFailure(new Error(t('automated.form.anchorBad')));
    else if (!draft.anchors.includes(found)) change({ anchors: [...draft.anchors, found] });
  };
  return (
    <FormDialog
      title={profile === null ? t('automated.form.createTitle') : t('automated.form.editTitle', { name: profile.name })}
      submit={profile === null ? t('automated.create') : t('common.save')}
      size={760}
      busy={save.isPending}
      error={save.error}
      onClose={props.onClose}
      onSubmit={() => {
        setAsked(true);
        if (problems.size === 0) save.mutate();
      }}
    >
      <TextInput
        data-autofocus
        withAsterisk
        label={t('automated.form.name')}
        maxLength={100}
        value={draft.name}
        error={error('name')}
        onChange={(event) => change({ name: event.currentTarget.value })}
      />
      <Part title={t('automated.form.people')}>
        <SimpleGrid cols={2} verticalSpacing="xs">
          {text('organization', t('automated.form.organizationHint'))}
          {text('department')}
          {text('supportPhone')}
          {text('supportEmail')}
        </SimpleGrid>
      </Part>
      <Part title={t('automated.form.device')}>
        <SimpleGrid cols={2} verticalSpacing="xs">
          {flag('supervised')}
          {flag('mandatory')}
          {flag('removable', undefined, error('removable'))}
          {flag('multiUser', undefined, error('multiUser'))}
          {flag('allowPairing', t('automated.form.allowPairingHint'))}
        </SimpleGrid>
      </Part>
      <Part title={t('automated.form.wait')}>
        <SimpleGrid cols={2} verticalSpacing="xs">
          {flag('awaitConfigured', t('automated.form.awaitHint'))}
          <NumberInput
            label={t('automated.form.holdMinutes')}
            min={1}
            max={1440}
            disabled={!draft.awaitConfigured}
            value={draft.holdMinutes}
            error={error('minutes')}
            onChange={(next) => change({ holdMinutes: Number(next) })}
          />
          {flag('autoAdvance')}
          <Group grow align="flex-start">
            <TextInput
              label={t('automated.form.language')}
              placeholder={t('automated.form.languageHint')}
              value={draft.language}
              error={error('language')}
              onChange={(event) => change({ language: event.currentTarget.value.trim() })}
            />
            <TextInput
              label={t('automated.form.region')}
              placeholder={t('automated.form.regionHint')}
              value={draft.region}
              error={error('region')}
              onChange={(event) => change({ region: event.currentTarget.value.trim().toUpperCase() })}
            />
          </Group>
        </SimpleGrid>
        <SetupPanesField
          label={t('automated.form.panes')}
          value={draft.skipSetup}
          onChange={(skipSetup) => change({ skipSetup })}
        />
      </Part>
      <Part title={t('automated.form.admission')}>
        <Radio.Group
          label={t('automated.form.takes')}
          value={draft.takes}
          onChange={(takes) => change({ takes: takes === 'any' ? 'any' : 'assigned' })}
        >
          <SimpleGrid cols={2} mt={4}>
            {(['assigned', 'any'] as const).map((each) => (
              <Radio
                key={each}
                value={each}
                label={t(`automated.takes.${each}`)}
                description={t(`automated.takesHints.${each}`)}
              />
            ))}
          </SimpleGrid>
        </Radio.Group>
        <SimpleGrid cols={2} verticalSpacing="xs">
          {flag('isDefault', t('automated.form.isDefaultHint'))}
          {flag('webSignIn', t('automated.form.webSignInHint'))}
        </SimpleGrid>
      </Part>
      <Part title={t('automated.form.trust')}>
        {flag('ownTrust', t('automated.form.ownTrustHint'))}
        <Group gap="xs">
          {draft.anchors.map((each, at) => (
            <Button
              key={each}
              variant="default"
              size="compact-sm"
              leftSection={<IconTrash size={14} aria-hidden />}
              onClick={() => change({ anchors: draft.anchors.filter((other) => other !== each) })}
            >
              {t('automated.form.anchorRemove', { name: `${t('automated.form.anchors')} ${at + 1}` })}
            </Button>
          ))}
          <Button
            variant="default"
            size="compact-sm"
            leftSection={<IconPlus size={14} aria-hidden />}
            onClick={() => chosen.current?.click()}
          >
            {t('automated.form.anchor')}
          </Button>
          <input
            ref={chosen}
            type="file"
            hidden
            aria-label={t('automated.form.anchor')}
            accept=".cer,.crt,.pem,.der"
            onChange={(event) => void take(event.currentTarget.files?.[0])}
          />
          <span>{t('automated.form.anchorsHint')}</span>
        </Group>
      </Part>
    </FormDialog>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Stack component="section" gap="xs" aria-label={title}>
      <Title order={3} size={13}>
        {title}
      </Title>
      {children}
    </Stack>
  );
}
