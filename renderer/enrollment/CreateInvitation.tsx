import {
  Accordion,
  Alert,
  Button,
  Checkbox,
  Group,
  Modal,
  NumberInput,
  SegmentedControl,
  Select,
  Stack,
  Switch,
  Text,
  TextInput,
} from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ACCESS_RIGHTS } from '../../shared/catalogue/access-rights.ts';
import type { Invitation } from '../../shared/contract/index.ts';
import { api, queryClient } from '../live/client.ts';
import { errorText } from '../parts/error-text.ts';
import {
  type InvitationDraft,
  invitationOf,
  LIVES,
  type Life,
  NEW_INVITATION,
  problemsOf,
} from './invitation-draft.ts';

/** Makes an invitation. The usual one needs only a name. */
export function CreateInvitation(props: { onClose: () => void; onCreated: (invitation: Invitation) => void }) {
  const { t } = useTranslation();
  const [draft, setDraft] = useState<InvitationDraft>(NEW_INVITATION);
  const [attempted, setAttempted] = useState(false);
  const change = (part: Partial<InvitationDraft>): void => setDraft((current) => ({ ...current, ...part }));
  const problems = problemsOf(draft);
  const problem = (field: keyof typeof problems): string | undefined => {
    const text = problems[field];
    if (!attempted || text === undefined) return undefined;
    return field === 'accessRights' ? text : t(text as 'enrollment.problems.name');
  };
  const create = useMutation(
    api.enrollment.create.mutationOptions({
      onSuccess: async (invitation) => {
        await queryClient.invalidateQueries({ queryKey: api.enrollment.list.key() });
        props.onCreated(invitation);
      },
    }),
  );
  return (
    <Modal
      opened
      onClose={props.onClose}
      size={520}
      title={t('enrollment.create')}
      styles={{ title: { fontWeight: 600, fontSize: 14 } }}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setAttempted(true);
          if (Object.keys(problems).length === 0) create.mutate(invitationOf(draft, Date.now()));
        }}
      >
        <Stack gap="md">
          <TextInput
            data-autofocus
            withAsterisk
            label={t('enrollment.name')}
            description={t('enrollment.nameHint')}
            maxLength={100}
            value={draft.name}
            error={problem('name')}
            onChange={(event) => change({ name: event.currentTarget.value })}
          />
          <div>
            <Text fw={500} mb={4} id="invitation-uses">
              {t('enrollment.usesLabel')}
            </Text>
            <Group align="flex-start">
              <SegmentedControl
                aria-labelledby="invitation-uses"
                value={draft.uses}
                onChange={(uses) => change({ uses: uses as InvitationDraft['uses'] })}
                data={(['one', 'limited', 'unlimited'] as const).map((value) => ({
                  value,
                  label: t(`enrollment.usesChoices.${value}`),
                }))}
              />
              {draft.uses === 'limited' && (
                <NumberInput
                  w={110}
                  aria-label={t('enrollment.maxUses')}
                  min={1}
                  max={100_000}
                  allowDecimal={false}
                  value={draft.maxUses}
                  error={problem('maxUses')}
                  onChange={(maxUses) => change({ maxUses: Number(maxUses) })}
                />
              )}
            </Group>
          </div>
          <Group align="flex-start" grow>
            <Select
              label={t('enrollment.life')}
              allowDeselect={false}
              value={draft.life}
              onChange={(life) => change({ life: (life ?? 'week') as Life })}
              data={(Object.keys(LIVES) as Life[]).map((value) => ({ value, label: t(`enrollment.lives.${value}`) }))}
            />
            <Select
              label={t('enrollment.pin')}
              allowDeselect={false}
              value={draft.pin}
              onChange={(pin) => change({ pin: (pin ?? 'none') as InvitationDraft['pin'] })}
              data={(['none', 'generate', 'own'] as const).map((value) => ({
                value,
                label: t(`enrollment.pins.${value}`),
              }))}
            />
          </Group>
          {draft.pin === 'own' && (
            <TextInput
              label={t('enrollment.ownPin')}
              inputMode="numeric"
              autoComplete="off"
              value={draft.ownPin}
              error={problem('ownPin')}
              onChange={(event) => change({ ownPin: event.currentTarget.value })}
            />
          )}
          <Accordion variant="contained" chevronPosition="left">
            <Accordion.Item value="rights">
              <Accordion.Control>{t('enrollment.advanced')}</Accordion.Control>
              <Accordion.Panel>
                <Stack gap={10}>
                  <Text fw={500}>{t('enrollment.rights')}</Text>
                  {ACCESS_RIGHTS.map(({ bit, label }) => (
                    <Checkbox
                      key={bit}
                      size="xs"
                      label={label}
                      checked={(draft.accessRights & bit) !== 0}
                      onChange={() => change({ accessRights: draft.accessRights ^ bit })}
                    />
                  ))}
                  {problem('accessRights') !== undefined && (
                    <Text c="var(--cw-needs)" size="xs" role="alert">
                      {problem('accessRights')}
                    </Text>
                  )}
                  <Switch
                    mt="xs"
                    label={t('enrollment.signMessage')}
                    description={t('enrollment.signMessageHint')}
                    checked={draft.signMessage}
                    onChange={(event) => change({ signMessage: event.currentTarget.checked })}
                  />
                  <Switch
                    label={t('enrollment.checkOut')}
                    description={t('enrollment.checkOutHint')}
                    checked={draft.checkOutWhenRemoved}
                    onChange={(event) => change({ checkOutWhenRemoved: event.currentTarget.checked })}
                  />
                </Stack>
              </Accordion.Panel>
            </Accordion.Item>
          </Accordion>
          {create.isError && (
            <Alert color="red" variant="light" role="alert">
              {errorText(create.error)}
            </Alert>
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={props.onClose}>
              {t('common.cancel')}
            </Button>
            <Button type="submit" loading={create.isPending}>
              {t('enrollment.make')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
