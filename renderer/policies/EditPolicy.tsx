import { ActionIcon, Alert, Button, Group, Tooltip } from '@mantine/core';
import { IconArrowBackUp, IconArrowForwardUp, IconDeviceFloppy } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { PolicyDetail, PolicyType } from '../../shared/contract/index.ts';
import { engine } from '../live/client.ts';
import { useMay } from '../live/session.ts';
import { tellDone } from '../parts/notify.ts';
import { RoleGate } from '../parts/RoleGate.tsx';
import { StatusMark } from '../parts/StatusMark.tsx';
import { CompareUnsaved } from './CompareUnsaved.tsx';
import { contentOf } from './content-json.ts';
import { isChanged, type Profile } from './editor/draft.ts';
import { findingsOf } from './editor/kept.ts';
import { ProfileEditor } from './editor/ProfileEditor.tsx';
import { useDraft } from './editor/use-draft.ts';
import { FitCard, FitLine, useFit } from './FitCard.tsx';
import classes from './Policies.module.css';
import { rereadPolicies } from './policy-words.ts';
import { SaveDialog, type SaveOrder } from './SaveDialog.tsx';
import { SettingsEditor } from './SettingsEditor.tsx';
import { useLeaveGuard } from './use-leave-guard.tsx';
import { useNewer } from './use-newer.ts';

/** What is edited: a new policy, or the newest version of one. */
export interface Edited {
  readonly type: PolicyType;
  readonly profile: Profile;
  /** Undefined for a new one, which is saved under this name. */
  readonly policy: PolicyDetail | undefined;
  readonly name: string;
  /** Shown only: signed by others, or an older version. */
  readonly readOnly: boolean;
  /** It was read from a file, and is nowhere else: leaving asks even when nothing was changed. */
  readonly imported?: boolean;
}

/** A policy's content being edited, with the way back and the way to a new version. */
export function EditPolicy({
  edited,
  begunWith = 0,
  onNewest = stay,
}: {
  edited: Edited;
  /** The version whose content it is. */
  begunWith?: number;
  /** Shows the newest version in place of this one. */
  onNewest?: () => void;
}) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const may = useMay('administrator');
  const { type, policy } = edited;
  const readOnly = edited.readOnly || !may;
  const api = useDraft(edited.profile, policy === undefined ? NEVER_SAVED : edited.profile);
  const { draft } = api;
  const [saving, setSaving] = useState(false);
  const changed = isChanged(draft) && !readOnly;
  const newer = useNewer(begunWith, policy?.head.number ?? 0, changed, onNewest);
  const guard = useLeaveGuard(changed && (policy !== undefined || edited.imported === true || draft.past.length > 0));
  const refusals = useMemo(
    () =>
      saving && type === 'profile'
        ? findingsOf(draft.profile).filter(({ severity }) => severity === 'refuse').length
        : 0,
    [saving, type, draft.profile],
  );
  const save = useMutation({
    mutationFn: ({ name, note, publish }: SaveOrder) => {
      const content = contentOf(draft.profile);
      return policy === undefined
        ? engine.policies.create({ type, options: { name }, content, note, publish })
        : engine.policies.save({ policyId: policy.id, content, note, basedOn: newer.basedOn, publish });
    },
    async onSuccess(saved) {
      guard.allow();
      api.saved(draft.profile);
      setSaving(false);
      tellDone(t('policies.save.done', { name: saved.name, version: saved.newestVersion }));
      await rereadPolicies();
      await navigate(policy === undefined ? `/policies/${saved.id}/assignment` : `/policies/${saved.id}`, {
        replace: true,
      });
    },
  });
  const tool = (label: string, on: boolean, onClick: () => void, Icon: typeof IconArrowBackUp) => (
    <Tooltip label={label}>
      <ActionIcon variant="subtle" color="gray" size="lg" aria-label={label} disabled={!on} onClick={onClick}>
        <Icon size={18} />
      </ActionIcon>
    </Tooltip>
  );
  const fitting = useFit({
    type,
    profile: draft.profile,
    policyId: policy?.id,
    groupIds: (policy?.groups ?? []).filter(({ mode }) => mode === 'include').map(({ id }) => id),
  });
  const fit = <FitCard fitting={fitting} />;
  return (
    <div className={classes.body}>
      {!readOnly && (
        <div className={classes.filters}>
          {tool(t('policies.undo'), draft.past.length > 0, api.undo, IconArrowBackUp)}
          {tool(t('policies.redo'), draft.future.length > 0, api.redo, IconArrowForwardUp)}
          <FitLine fitting={fitting} />
          <span style={{ marginLeft: 'auto' }}>
            {changed && policy !== undefined && <StatusMark tone="waits">{t('policies.unsaved')}</StatusMark>}
          </span>
          {policy !== undefined && (
            <CompareUnsaved type={type} saved={policy.head} profile={draft.profile} changed={changed} />
          )}
          <RoleGate needs="administrator">
            <Button
              leftSection={<IconDeviceFloppy size={16} aria-hidden />}
              disabled={!changed}
              onClick={() => setSaving(true)}
            >
              {t(policy === undefined ? 'policies.save.create' : 'policies.save.version')}
            </Button>
          </RoleGate>
        </div>
      )}
      {newer.version !== undefined && !save.isPending && (
        <Alert
          color="orange"
          variant="light"
          role="alert"
          title={t('policies.meanwhile.title', { version: newer.version })}
        >
          {t('policies.meanwhile.text')}
          <Group gap="xs" mt="xs">
            <Button size="compact-sm" variant="default" onClick={newer.goOn}>
              {t('policies.meanwhile.goOn')}
            </Button>
            <Button size="compact-sm" variant="subtle" color="red" onClick={onNewest}>
              {t('policies.meanwhile.drop', { version: newer.version })}
            </Button>
          </Group>
        </Alert>
      )}
      {type === 'profile' ? (
        <ProfileEditor api={api} readOnly={readOnly} fit={fit} />
      ) : (
        <SettingsEditor api={api} readOnly={readOnly} fit={fit} />
      )}
      {saving && (
        <SaveDialog
          name={policy === undefined ? nameOf(draft.profile, edited.name) : undefined}
          refusals={refusals}
          busy={save.isPending}
          error={save.error}
          onSave={(order) => save.mutate(order)}
          onClose={() => {
            save.reset();
            setSaving(false);
          }}
        />
      )}
      {guard.question}
    </div>
  );
}

const stay = (): void => {};

/** What a new policy is compared with: it can be saved from the start. */
const NEVER_SAVED: Profile = {};

function nameOf(profile: Profile, fallback: string): string {
  const { PayloadDisplayName: name } = profile;
  return typeof name === 'string' && name !== '' ? name : fallback;
}
