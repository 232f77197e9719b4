import { Group, Stack } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Invitation } from '../../shared/contract/index.ts';
import { api, engine, queryClient } from '../live/client.ts';
import { notifyWithUndo } from '../parts/undo.tsx';
import { FormDialog } from './FormDialog.tsx';
import {
  AdmissionFields,
  AdvancedFields,
  LifeField,
  NameField,
  PinField,
  UsesField,
  useDraft,
  WayField,
} from './InvitationFields.tsx';
import { changeOf, draftOf, invitationOf, NEW_INVITATION } from './invitation-draft.ts';

/** Makes an invitation. The usual one needs only a name. */
export function CreateInvitation(props: { onClose: () => void; onCreated: (invitation: Invitation) => void }) {
  const { t } = useTranslation();
  const form = useDraft(NEW_INVITATION);
  const create = useMutation(
    api.enrollment.create.mutationOptions({
      onSuccess: async (invitation) => {
        await queryClient.invalidateQueries({ queryKey: api.enrollment.list.key() });
        props.onCreated(invitation);
      },
    }),
  );
  return (
    <FormDialog
      title={t('enrollment.create')}
      submit={t('enrollment.make')}
      busy={create.isPending}
      error={create.error}
      onClose={props.onClose}
      onSubmit={() => form.check() && create.mutate(invitationOf(form.draft, Date.now()))}
    >
      <NameField form={form} />
      <UsesField form={form} />
      <Group align="flex-start" grow>
        <Stack gap="xs">
          <LifeField form={form} />
        </Stack>
        <Stack gap="xs">
          <PinField form={form} />
        </Stack>
      </Group>
      <WayField form={form} />
      <AdmissionFields form={form} />
      <AdvancedFields form={form} />
    </FormDialog>
  );
}

/** Changes what may be changed of an invitation; its link and PIN stay. */
export function EditInvitation({ invitation, onClose }: { invitation: Invitation; onClose: () => void }) {
  const { t } = useTranslation();
  const form = useDraft(draftOf(invitation));
  const save = useMutation({
    mutationFn: () =>
      engine.enrollment.update({ invitationId: invitation.id, ...changeOf(form.draft, invitation, Date.now()) }),
    onSuccess: async (changed) => {
      const { name, maxUses, expiresAt, requiresApproval, onlyExpected } = invitation;
      await queryClient.invalidateQueries({ queryKey: api.enrollment.key() });
      onClose();
      // An end that is past cannot be given back.
      if (expiresAt !== null && expiresAt <= Date.now()) return;
      notifyWithUndo(t('enrollment.changed', { name: changed.name }), () =>
        engine.enrollment.update({
          invitationId: invitation.id,
          name,
          maxUses,
          expiresAt,
          requiresApproval,
          onlyExpected,
        }),
      );
    },
  });
  return (
    <FormDialog
      title={t('enrollment.edit')}
      submit={t('common.save')}
      busy={save.isPending}
      error={save.error}
      onClose={onClose}
      onSubmit={() => form.check() && save.mutate()}
    >
      <NameField form={form} />
      <UsesField form={form} />
      <LifeField form={form} kept />
      <AdmissionFields form={form} />
    </FormDialog>
  );
}
