import { Button, Group, Modal, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CodePool } from '../../../shared/contract/index.ts';
import { api } from '../../live/client.ts';
import { ErrorState } from '../../parts/ErrorState.tsx';
import { SkeletonLines } from '../../parts/LoadingPage.tsx';
import { tellDone, tellFailure } from '../../parts/notify.ts';
import { PlainTable } from '../../parts/PlainTable.tsx';
import { RoleForm, RoleGate } from '../../parts/RoleGate.tsx';

/** Redemption codes of paid apps: how many there are, and a place to add more. The codes themselves are never shown. */
export function RedemptionCodes({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      size={760}
      title={t('managedApps.codes.title')}
      styles={{ title: { fontWeight: 600, fontSize: 14 } }}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <Stack gap="md">
        <Text size="sm">{t('managedApps.codes.text')}</Text>
        <Pools />
        <AddCodes />
      </Stack>
    </Modal>
  );
}

const COUNTS = ['free', 'assigned', 'used', 'refused', 'waiting'] as const;

function Pools() {
  const { t } = useTranslation();
  const [discarding, setDiscarding] = useState<string>();
  const query = useQuery(api.apps.codes.queryOptions({}));
  if (query.data === undefined)
    return query.isError ? (
      <ErrorState error={query.error} onRetry={() => void query.refetch()} />
    ) : (
      <SkeletonLines count={3} />
    );
  if (query.data.length === 0) return <Text c="dimmed">{t('managedApps.codes.none')}</Text>;
  return (
    <>
      <PlainTable
        label={t('managedApps.codes.title')}
        rows={query.data}
        rowKey={(pool) => pool.identifier}
        columns={[
          {
            id: 'app',
            header: t('managedApps.codes.app'),
            cell: (pool) => <span className="mono">{pool.identifier}</span>,
          },
          ...COUNTS.map((count) => ({
            id: count,
            header: t(`managedApps.codes.${count}`),
            numeric: true,
            cell: (pool: CodePool) => pool[count],
          })),
          {
            id: 'discard',
            header: '',
            cell: (pool) =>
              pool.free + pool.refused > 0 && (
                <RoleGate needs="administrator">
                  <Button variant="default" size="compact-xs" onClick={() => setDiscarding(pool.identifier)}>
                    {t('managedApps.codes.discard')}
                  </Button>
                </RoleGate>
              ),
          },
        ]}
      />
      {discarding !== undefined && <Discard identifier={discarding} onClose={() => setDiscarding(undefined)} />}
    </>
  );
}

/** Puts the numbers as they are now where they are shown. */
function useFresh(): () => void {
  const client = useQueryClient();
  return () => void client.invalidateQueries({ queryKey: api.apps.codes.key() });
}

function Discard({ identifier, onClose }: { identifier: string; onClose: () => void }) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const fresh = useFresh();
  const discard = useMutation(
    api.apps.discardCodes.mutationOptions({
      onSuccess: () => tellDone(t('managedApps.codes.discarded')),
      onError: (error) => tellFailure(error),
      onSettled: () => {
        fresh();
        onClose();
      },
    }),
  );
  return (
    <Modal
      opened
      onClose={onClose}
      size={460}
      title={t('managedApps.codes.discardTitle', { app: identifier })}
      styles={{ title: { fontWeight: 600, fontSize: 14, color: 'var(--cw-needs)' } }}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <Text>{t('managedApps.codes.discardText')}</Text>
      <TextInput
        mt="sm"
        data-autofocus
        label={t('managedApps.codes.app')}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <Group justify="flex-end" mt="md">
        <Button variant="default" onClick={onClose}>
          {t('common.cancel')}
        </Button>
        <Button
          color="red.9"
          disabled={typed.trim() !== identifier}
          loading={discard.isPending}
          onClick={() => discard.mutate({ identifier })}
        >
          {t('managedApps.codes.discard')}
        </Button>
      </Group>
    </Modal>
  );
}

function AddCodes() {
  const { t } = useTranslation();
  const [identifier, setIdentifier] = useState('');
  const [text, setText] = useState('');
  const fresh = useFresh();
  const codes = text.split(/\s+/).filter((code) => code !== '');
  const add = useMutation(
    api.apps.addCodes.mutationOptions({
      onSuccess: ({ added }) => {
        setText('');
        tellDone(t('managedApps.codes.added', { count: added }));
        fresh();
      },
      onError: (error) => tellFailure(error, t('managedApps.codes.failed')),
    }),
  );
  return (
    <RoleForm needs="administrator">
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          add.mutate({ identifier, codes });
        }}
      >
        <Stack gap="sm">
          <TextInput
            label={t('managedApps.codes.app')}
            placeholder="com.example.app"
            value={identifier}
            onChange={(event) => setIdentifier(event.currentTarget.value)}
          />
          <Textarea
            label={t('managedApps.codes.codes')}
            description={t('managedApps.codes.hint')}
            autosize
            minRows={3}
            maxRows={8}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
          <Group justify="flex-end">
            <Button type="submit" loading={add.isPending} disabled={identifier.trim() === '' || codes.length === 0}>
              {t('managedApps.codes.add')}
            </Button>
          </Group>
        </Stack>
      </form>
    </RoleForm>
  );
}
