import { Alert, Button, Group, Select, Stack, Switch, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WaysIn } from '../../shared/contract/index.ts';
import { Card } from '../parts/Card.tsx';
import { ErrorState } from '../parts/ErrorState.tsx';
import { errorText } from '../parts/error-text.ts';
import { SkeletonLines } from '../parts/LoadingPage.tsx';
import { RoleForm } from '../parts/RoleGate.tsx';
import { settingsOf, useWays } from './ways-draft.ts';

/** Whose word counts when a device tells what it is, and what it must run. */
export function ProofGuide() {
  const { t } = useTranslation();
  const { query, save } = useWays();
  return (
    <Card title={t('wayIn.proof.title')}>
      {query.data === undefined ? (
        query.isError ? (
          <ErrorState error={query.error} onRetry={() => void query.refetch()} />
        ) : (
          <SkeletonLines count={6} />
        )
      ) : (
        <RoleForm needs="administrator">
          <ProofForm key={JSON.stringify(query.data)} ways={query.data} save={save} />
        </RoleForm>
      )}
    </Card>
  );
}

function ProofForm({ ways, save }: { ways: WaysIn; save: ReturnType<typeof useWays>['save'] }) {
  const { t } = useTranslation();
  const before = { proof: ways.deviceProof, encrypt: ways.encryptProfiles, ...ways.minimumOs };
  const [draft, setDraft] = useState(before);
  const version = (text: string | null): string | null => (text === null || text.trim() === '' ? null : text.trim());
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const minimumOs = { iOS: version(draft.iOS), macOS: version(draft.macOS) };
    save.mutate({ ...settingsOf(ways), deviceProof: draft.proof, encryptProfiles: draft.encrypt, minimumOs });
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        <Select
          label={t('wayIn.proof.signer')}
          description={t('wayIn.proof.signerHint')}
          allowDeselect={false}
          value={draft.proof}
          onChange={(proof) => setDraft({ ...draft, proof: proof === 'any' ? 'any' : 'apple' })}
          data={(['apple', 'any'] as const).map((value) => ({ value, label: t(`wayIn.proof.signers.${value}`) }))}
        />
        {draft.proof === 'any' && (
          <Alert color="yellow" variant="light">
            {t('wayIn.proof.anyWarning')}
          </Alert>
        )}
        <Switch
          label={t('wayIn.proof.encrypt')}
          description={t('wayIn.proof.encryptHint')}
          checked={draft.encrypt}
          onChange={(event) => setDraft({ ...draft, encrypt: event.currentTarget.checked })}
        />
        <Group grow align="flex-start">
          {(['iOS', 'macOS'] as const).map((platform) => (
            <TextInput
              key={platform}
              label={t(`wayIn.proof.minimum.${platform}`)}
              placeholder={t('wayIn.proof.anyVersion')}
              value={draft[platform] ?? ''}
              onChange={(event) => setDraft({ ...draft, [platform]: event.currentTarget.value })}
            />
          ))}
        </Group>
        {save.isError && (
          <Alert color="red" variant="light" role="alert">
            {errorText(save.error)}
          </Alert>
        )}
        <Group>
          <Button type="submit" loading={save.isPending} disabled={JSON.stringify(draft) === JSON.stringify(before)}>
            {t('common.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
