import { Alert, Button, Checkbox, Group, List, Modal, Select, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ACCESS_RIGHTS, ALL_ACCESS_RIGHTS } from '../../shared/catalogue/access-rights.ts';
import type { ProfileChange, ProfileUpdatePreview } from '../../shared/contract/index.ts';
import { accessRightName } from '../commands/command-words.ts';
import { findingText } from '../commands/finding-text.ts';
import { api, queryClient } from '../live/client.ts';
import { errorText } from '../parts/error-text.ts';
import { tellDone, tellFailure } from '../parts/notify.ts';

type CheckOut = 'same' | 'yes' | 'no';
/** Reasons that are shown; of more, the rest is counted. */
const MOST_REASONS = 6;

/** Replaces the enrollment profile of devices: what changes, then who can have it and who not and why, then yes. */
export function UpdateProfileDialog(props: {
  deviceIds: readonly string[];
  /** The rights of the only device; more are not offered. */
  granted?: number;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const { deviceIds, granted = ALL_ACCESS_RIGHTS, onClose } = props;
  const [keepRights, setKeepRights] = useState(true);
  const [rights, setRights] = useState(granted);
  const [checkOut, setCheckOut] = useState<CheckOut>('same');
  const [name, setName] = useState('');
  const [description, setDescription] = useState('');
  const [reason, setReason] = useState('');
  const change: ProfileChange = {
    ...(keepRights ? {} : { accessRights: rights }),
    ...(checkOut === 'same' ? {} : { checkOutWhenRemoved: checkOut === 'yes' }),
    ...(name.trim() === '' ? {} : { name: name.trim() }),
    ...(description.trim() === '' ? {} : { description: description.trim() }),
  };
  const ids = [...deviceIds];
  const look = useMutation(api.relationship.preview.mutationOptions());
  const send = useMutation(
    api.relationship.request.mutationOptions({
      onSuccess: ({ fits }) => {
        void queryClient.invalidateQueries({ queryKey: api.relationship.key() });
        tellDone(t('relationship.change.done', { count: fits.length }));
        onClose();
      },
      onError: (error) => tellFailure(error),
    }),
  );
  const edit = (): void => look.reset();
  const preview = look.data;
  return (
    <Modal
      opened
      onClose={onClose}
      size={620}
      title={t('relationship.change.title', { count: ids.length })}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (preview === undefined) look.mutate({ deviceIds: ids, change });
          else send.mutate({ deviceIds: preview.fits, change, ...(reason.trim() === '' ? {} : { reason }) });
        }}
      >
        <Stack gap="md" onChange={edit}>
          <Text c="dimmed">{t('relationship.change.hint')}</Text>
          <Checkbox
            label={t('relationship.change.keepRights')}
            checked={keepRights}
            onChange={(event) => setKeepRights(event.currentTarget.checked)}
          />
          {!keepRights && (
            <Checkbox.Group
              label={t('relationship.change.rights')}
              value={ACCESS_RIGHTS.filter(({ bit }) => (rights & bit) !== 0).map(({ bit }) => String(bit))}
              onChange={(chosen) => {
                edit();
                setRights(chosen.reduce((mask, bit) => mask | Number(bit), 0));
              }}
            >
              <SimpleGrid cols={2} spacing="xs" verticalSpacing={10} mt={6}>
                {ACCESS_RIGHTS.map(({ bit, name: right, label }) => (
                  <Checkbox
                    key={bit}
                    size="xs"
                    value={String(bit)}
                    disabled={(granted & bit) === 0}
                    label={accessRightName({ name: right, label }, t)}
                  />
                ))}
              </SimpleGrid>
            </Checkbox.Group>
          )}
          <Select
            label={t('relationship.change.checkOut')}
            allowDeselect={false}
            value={checkOut}
            onChange={(value) => {
              edit();
              setCheckOut((value ?? 'same') as CheckOut);
            }}
            data={(['same', 'yes', 'no'] as const).map((value) => ({
              value,
              label: t(`relationship.change.checkOuts.${value}`),
            }))}
          />
          <SimpleGrid cols={2} spacing="md">
            <TextInput
              label={t('relationship.change.name')}
              placeholder={t('relationship.change.nameHint')}
              maxLength={100}
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
            />
            <TextInput
              label={t('relationship.change.description')}
              placeholder={t('relationship.change.nameHint')}
              maxLength={500}
              value={description}
              onChange={(event) => setDescription(event.currentTarget.value)}
            />
          </SimpleGrid>
        </Stack>
        <TextInput
          mt="md"
          label={t('relationship.change.reason')}
          maxLength={500}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <div aria-live="polite">
          {look.isError && (
            <Alert color="red" variant="light" mt="md" role="alert">
              {errorText(look.error)}
            </Alert>
          )}
          {preview !== undefined && <Preview preview={preview} />}
        </div>
        <Group justify="flex-end" mt="md">
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button
            type="submit"
            disabled={(!keepRights && rights === 0) || preview?.fits.length === 0}
            loading={look.isPending || send.isPending}
          >
            {preview === undefined ? t('relationship.change.look') : t('relationship.change.send')}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}

/** Who can have it, and for each reason how many cannot. */
function Preview({ preview }: { preview: ProfileUpdatePreview }) {
  const { t } = useTranslation();
  const { fits, refused, warnings } = preview;
  const count = (rows: typeof refused): [string, number][] => {
    const byMessage = new Map<string, number>();
    for (const { message } of rows.flatMap(({ reasons }) => reasons))
      byMessage.set(message, (byMessage.get(message) ?? 0) + 1);
    return [...byMessage].sort(([, a], [, b]) => b - a);
  };
  const lines = (found: [string, number][]) => (
    <List size="sm" spacing={4} mt={4}>
      {found.slice(0, MOST_REASONS).map(([message, devices]) => (
        <List.Item key={message}>
          {t('relationship.change.warned', { count: devices, message: findingText({ message }, t) })}
        </List.Item>
      ))}
      {found.length > MOST_REASONS && (
        <List.Item>{t('relationship.change.andMore', { count: found.length - MOST_REASONS })}</List.Item>
      )}
    </List>
  );
  return (
    <Alert color={fits.length === 0 ? 'red' : 'gray'} variant="light" mt="md">
      <Text fw={500}>{t('relationship.change.fits', { count: fits.length })}</Text>
      {warnings.length > 0 && lines(count(warnings))}
      {refused.length > 0 && (
        <>
          <Text fw={500} mt="xs">
            {t('relationship.change.refused', { count: refused.length })}
          </Text>
          {lines(count(refused))}
        </>
      )}
    </Alert>
  );
}
