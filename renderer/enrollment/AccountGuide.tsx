import { Alert, Button, Group, Select, Stack, Switch, TagsInput, Text } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WaysIn, WaysSettings } from '../../shared/contract/index.ts';
import { api } from '../live/client.ts';
import { Card } from '../parts/Card.tsx';
import { CopyField } from '../parts/CopyField.tsx';
import { download } from '../parts/download.ts';
import { ErrorState } from '../parts/ErrorState.tsx';
import { errorText } from '../parts/error-text.ts';
import { SkeletonLines } from '../parts/LoadingPage.tsx';
import { RoleForm } from '../parts/RoleGate.tsx';
import { AccountList } from './AccountList.tsx';
import classes from './Enrollment.module.css';
import { ACCOUNT_STEPS } from './WayDrawings.tsx';
import { settingsOf, useWays } from './ways-draft.ts';

const STEPS = ['settings', 'account', 'signIn', 'done'] as const;
const WHO = ['accounts', 'invitations', 'both'] as const;

/** Enrollment by account: who may, what the domain must serve, the accounts, and how it goes on the device. */
export function AccountGuide() {
  const { t } = useTranslation();
  const { query, save } = useWays();
  const ways = query.data;
  return (
    <>
      <Card title={t('wayIn.account.who')}>
        {ways === undefined ? (
          query.isError ? (
            <ErrorState error={query.error} onRetry={() => void query.refetch()} />
          ) : (
            <SkeletonLines count={8} />
          )
        ) : (
          <RoleForm needs="administrator">
            <AccountForm key={JSON.stringify(ways)} ways={ways} save={save} />
          </RoleForm>
        )}
      </Card>
      {ways !== undefined && ways.discovery.length > 0 && <Discovery ways={ways} />}
      {ways !== undefined && ways.accountDriven.who !== 'invitations' && <AccountList />}
      <Card title={t('configurator.how')}>
        <ol className={classes.guide}>
          {STEPS.map((step) => {
            const Drawing = ACCOUNT_STEPS[step];
            return (
              <li key={step}>
                <Drawing />
                <div>
                  <h3>{t(`wayIn.account.steps.${step}.title`)}</h3>
                  <p>{t(`wayIn.account.steps.${step}.text`)}</p>
                </div>
              </li>
            );
          })}
        </ol>
      </Card>
    </>
  );
}

function AccountForm({ ways, save }: { ways: WaysIn; save: ReturnType<typeof useWays>['save'] }) {
  const { t } = useTranslation();
  const before = ways.accountDriven;
  const [draft, setDraft] = useState(before);
  const change = (part: Partial<WaysSettings['accountDriven']>): void => setDraft({ ...draft, ...part });
  const invitations = useQuery(api.enrollment.list.queryOptions()).data ?? [];
  // Who signs in waits on no page, and a personal device tells no serial number to be expected by.
  const fit = invitations.filter(
    ({ id, status, requiresApproval, onlyExpected }) =>
      id === draft.invitationId || (status === 'open' && !requiresApproval && !(draft.user && onlyExpected)),
  );
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    save.mutate({ ...settingsOf(ways), accountDriven: draft });
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        <Switch
          label={t('wayIn.account.user')}
          description={t('wayIn.account.userHint')}
          checked={draft.user}
          onChange={(event) => change({ user: event.currentTarget.checked })}
        />
        <Switch
          label={t('wayIn.account.device')}
          description={t('wayIn.account.deviceHint')}
          checked={draft.device}
          onChange={(event) => change({ device: event.currentTarget.checked })}
        />
        <TagsInput
          label={t('wayIn.account.domains')}
          description={t('wayIn.account.domainsHint')}
          placeholder={draft.domains.length === 0 ? 'school.example' : undefined}
          acceptValueOnBlur
          value={draft.domains}
          onChange={(domains) => change({ domains: domains.map((each) => each.trim().toLowerCase()) })}
        />
        <Group grow align="flex-start">
          <Select
            label={t('wayIn.account.signsIn')}
            allowDeselect={false}
            value={draft.who}
            onChange={(who) => change({ who: WHO.find((each) => each === who) ?? 'accounts' })}
            data={WHO.map((value) => ({ value, label: t(`wayIn.account.whoChoices.${value}`) }))}
          />
          {draft.who !== 'invitations' && (
            <Select
              label={t('wayIn.account.terms')}
              description={t('wayIn.account.termsHint')}
              inputWrapperOrder={['label', 'input', 'description', 'error']}
              placeholder={t('wayIn.account.noTerms')}
              clearable
              clearButtonProps={{ 'aria-label': t('enrollment.clearChoice') }}
              value={draft.invitationId}
              onChange={(invitationId) => change({ invitationId })}
              data={fit.map(({ id, name }) => ({ value: id, label: name }))}
            />
          )}
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

/** What each domain must answer so that devices find this server. */
function Discovery({ ways }: { ways: WaysIn }) {
  const { t } = useTranslation();
  const document = ways.discovery[0]?.document ?? '';
  return (
    <Card title={t('wayIn.account.discovery')}>
      <Stack gap="sm">
        <Text>{t('wayIn.account.discoveryText')}</Text>
        {ways.discovery.map(({ domain, url }) => (
          <CopyField key={domain} label={t('wayIn.account.address', { domain })} value={url} />
        ))}
        <pre className={classes.document}>{document}</pre>
        <Group>
          <Button
            variant="default"
            leftSection={<IconDownload size={16} aria-hidden />}
            onClick={() => download('com.apple.remotemanagement', document, 'application/json')}
          >
            {t('wayIn.account.saveDocument')}
          </Button>
        </Group>
        <Text size="xs" c="dimmed">
          {t('wayIn.account.discoveryHint')}
        </Text>
      </Stack>
    </Card>
  );
}
