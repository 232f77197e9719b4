import { Alert, MultiSelect, NumberInput, Select, Stack, Switch, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { NewUpdateRule, UpdateRule, UpdateRuleContent } from '../../shared/contract/index.ts';
import { FormDialog } from '../enrollment/FormDialog.tsx';
import { groupName } from '../groups/group-words.ts';
import { api, engine, queryClient } from '../live/client.ts';
import { tellDone } from '../parts/notify.ts';
import { HoursField } from './HoursField.tsx';
import { ACTIONS, draftOfRule, emptyRule, forPlatform, isComplete } from './rule-model.ts';

type Mode = 'include' | 'exclude';

/** Makes a rule of updates or changes one. */
export function RuleDialog(props: { rule?: UpdateRule; onClose: () => void; onSaved: (rule: UpdateRule) => void }) {
  const { t } = useTranslation();
  const { rule } = props;
  const [draft, setDraft] = useState<NewUpdateRule>(() => (rule === undefined ? emptyRule() : draftOfRule(rule)));
  const groups = useQuery(api.groups.list.queryOptions());
  const save = useMutation({
    mutationFn: () =>
      rule === undefined ? engine.updates.create(draft) : engine.updates.update({ ruleId: rule.id, rule: draft }),
    onSuccess: async (saved) => {
      await queryClient.invalidateQueries({ queryKey: api.updates.key() });
      tellDone(t('updates.saved', { name: saved.name }));
      props.onSaved(saved);
    },
  });
  const { content } = draft;
  const change = (part: Partial<NewUpdateRule>): void => setDraft((before) => ({ ...before, ...part }));
  const set = (part: Partial<UpdateRuleContent>): void =>
    setDraft((before) => ({ ...before, content: { ...before.content, ...part } }));
  const ofMode = (mode: Mode): string[] => draft.groups.filter((group) => group.mode === mode).map(({ id }) => id);
  const setGroups = (mode: Mode, ids: string[]): void =>
    change({
      groups: [
        ...draft.groups.filter((group) => group.mode !== mode && !ids.includes(group.id)),
        ...ids.map((id) => ({ id, mode })),
      ],
    });
  const choices = (groups.data ?? []).map((group) => ({ value: group.id, label: groupName(group, t) }));
  const isMac = content.platform === 'macOS';

  return (
    <FormDialog
      title={rule === undefined ? t('updates.new') : rule.name}
      submit={t('updates.save')}
      size={640}
      busy={save.isPending}
      error={save.error}
      disabled={!isComplete(draft)}
      onSubmit={() => save.mutate()}
      onClose={props.onClose}
    >
      <TextInput
        label={t('updates.name')}
        value={draft.name}
        maxLength={100}
        required
        data-autofocus
        onChange={(event) => change({ name: event.currentTarget.value })}
      />
      <Select
        label={t('updates.platform')}
        allowDeselect={false}
        value={content.platform}
        data={(['iOS', 'macOS', 'tvOS'] as const).map((value) => ({ value, label: t(`updates.platforms.${value}`) }))}
        onChange={(value) => value !== null && set(forPlatform(content, value as UpdateRuleContent['platform']))}
      />
      <Select
        label={t('updates.goal')}
        allowDeselect={false}
        value={content.goal.kind}
        data={[
          { value: 'newest', label: t('updates.goals.newest') },
          { value: 'newest-minor', label: t('updates.goals.newest-minor') },
          { value: 'version', label: t('updates.goals.certain') },
        ]}
        onChange={(kind) =>
          set({
            goal: kind === 'version' ? { kind, version: '' } : { kind: kind === 'newest' ? kind : 'newest-minor' },
          })
        }
      />
      {content.goal.kind === 'version' && (
        <TextInput
          label={t('updates.version')}
          description={t('updates.versionExample')}
          value={content.goal.version}
          required
          onChange={(event) => set({ goal: { kind: 'version', version: event.currentTarget.value.trim() } })}
        />
      )}
      <Select
        label={t('updates.how')}
        allowDeselect={false}
        description={content.platform === 'iOS' ? t('updates.passcode') : undefined}
        value={content.action}
        data={ACTIONS[content.platform].map((value) => ({ value, label: t(`updates.actions.${value}`) }))}
        onChange={(value) => value !== null && set({ action: value as UpdateRuleContent['action'] })}
      />
      {content.action === 'InstallForceRestart' && (
        <Alert color="orange" variant="light">
          {t('updates.forceWarning')}
        </Alert>
      )}
      {isMac && content.action === 'InstallLater' && (
        <>
          <NumberInput
            label={t('updates.deferrals')}
            description={t('updates.deferralsHelp')}
            min={0}
            max={100}
            allowDecimal={false}
            value={content.maxDeferrals ?? ''}
            onChange={(value) => set({ maxDeferrals: typeof value === 'number' ? value : null })}
          />
          <Select
            label={t('updates.priority')}
            allowDeselect={false}
            value={content.priority}
            data={(['Low', 'High'] as const).map((value) => ({ value, label: t(`updates.priorities.${value}`) }))}
            onChange={(value) => set({ priority: value === 'High' ? 'High' : 'Low' })}
          />
        </>
      )}
      {isMac && (
        <fieldset style={{ border: 0, margin: 0, padding: 0 }}>
          <legend style={{ fontSize: 13, fontWeight: 600 }}>{t('updates.supplements.title')}</legend>
          <Stack gap="xs" mt={6}>
            {(['critical', 'configuration', 'firmware'] as const).map((kind) => (
              <Select
                key={kind}
                label={t(`updates.supplements.${kind}`)}
                allowDeselect={false}
                value={content.supplements[kind]}
                data={(['all', 'without-restart', 'none'] as const).map((value) => ({
                  value,
                  label: t(`updates.supplements.${value}`),
                }))}
                onChange={(value) => value !== null && set({ supplements: { ...content.supplements, [kind]: value } })}
              />
            ))}
          </Stack>
        </fieldset>
      )}
      <MultiSelect
        label={t('updates.groups')}
        description={t('updates.groupsHelp')}
        searchable
        data={choices}
        value={ofMode('include')}
        onChange={(ids) => setGroups('include', ids)}
      />
      <MultiSelect
        label={t('updates.notGroups')}
        searchable
        data={choices}
        value={ofMode('exclude')}
        onChange={(ids) => setGroups('exclude', ids)}
      />
      <HoursField hours={content.hours} onChange={(hours) => set({ hours })} />
      <Textarea
        label={t('updates.notes')}
        autosize
        maxLength={1000}
        value={draft.description}
        onChange={(event) => change({ description: event.currentTarget.value })}
      />
      <Switch
        label={t('updates.active')}
        checked={draft.active}
        onChange={(event) => change({ active: event.currentTarget.checked })}
      />
    </FormDialog>
  );
}
