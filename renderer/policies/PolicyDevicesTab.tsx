import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconHelpCircle, IconRefresh, IconSearch } from '@tabler/icons-react';
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import type { DevicePolicy, PolicyDetail } from '../../shared/contract/index.ts';
import { useKeyLabel } from '../commands/CommandFields.tsx';
import { number } from '../format/quantity.ts';
import { api, engine } from '../live/client.ts';
import { NothingFoundDrawing } from '../parts/Drawings.tsx';
import { EmptyState } from '../parts/EmptyState.tsx';
import { ErrorState } from '../parts/ErrorState.tsx';
import { LoadingPage } from '../parts/LoadingPage.tsx';
import { tellDone, tellFailure } from '../parts/notify.ts';
import { PlainTable } from '../parts/PlainTable.tsx';
import { RelativeTime } from '../parts/RelativeTime.tsx';
import { RoleGate } from '../parts/RoleGate.tsx';
import { StatusMark } from '../parts/StatusMark.tsx';
import classes from './Policies.module.css';
import { reasonText, rereadPolicies, STATE_TONE, STATES } from './policy-words.ts';
import { WhyNotDialog } from './WhyNotDialog.tsx';

const PAGE = 100;

/** How a policy stands on each of its devices, and why. */
export function PolicyDevicesTab({ policy }: { policy: PolicyDetail }) {
  const { t, i18n } = useTranslation();
  const [params, setParams] = useSearchParams();
  const state = STATES.find((each) => each === params.get('state'));
  const typed = params.get('search') ?? '';
  const page = Math.max(0, Number.parseInt(params.get('page') ?? '0', 10) || 0);
  const [search] = useDebouncedValue(typed.trim(), 150);
  const [asking, setAsking] = useState(false);
  const query = useQuery({
    ...api.policies.devices.queryOptions({
      input: {
        policyId: policy.id,
        ...(state === undefined ? {} : { state }),
        ...(search === '' ? {} : { search }),
        offset: page * PAGE,
        limit: PAGE,
      },
    }),
    placeholderData: keepPreviousData,
  });
  const again = useMutation({
    mutationFn: () => engine.policies.again({ policyId: policy.id }),
    async onSuccess({ devices }) {
      tellDone(t('policies.devices.again', { count: devices }));
      await rereadPolicies();
    },
    onError: (error) => tellFailure(error),
  });
  const put = (name: string, value: string): void =>
    setParams(
      (before) => {
        const next = new URLSearchParams(before);
        next.delete('page');
        if (value === '') next.delete(name);
        else next.set(name, value);
        return next;
      },
      { replace: true },
    );
  const total = query.data?.total ?? 0;
  return (
    <>
      <div className={classes.filters}>
        <TextInput
          type="search"
          w={220}
          value={typed}
          onChange={(event) => put('search', event.currentTarget.value)}
          placeholder={t('devices.search')}
          aria-label={t('devices.search')}
          leftSection={<IconSearch size={16} aria-hidden />}
        />
        <NativeSelect
          aria-label={t('policies.status')}
          value={state ?? ''}
          onChange={(event) => put('state', event.currentTarget.value)}
          data={[
            { value: '', label: t('policies.anyState') },
            ...STATES.map((value) => ({
              value,
              label: `${t(`policies.states.${value}`)} (${number(policy.counts[value] ?? 0, i18n.language)})`,
            })),
          ]}
        />
        <span style={{ marginLeft: 'auto' }} />
        <Button
          variant="default"
          leftSection={<IconHelpCircle size={16} aria-hidden />}
          onClick={() => setAsking(true)}
        >
          {t('policies.whyNot.action')}
        </Button>
        {(policy.counts.failed ?? 0) > 0 && (
          <RoleGate needs="administrator">
            <Button
              variant="default"
              loading={again.isPending}
              leftSection={<IconRefresh size={16} aria-hidden />}
              onClick={() => again.mutate()}
            >
              {t('policies.devices.tryAgain')}
            </Button>
          </RoleGate>
        )}
      </div>
      {query.data === undefined ? (
        query.isError ? (
          <ErrorState error={query.error} onRetry={() => void query.refetch()} />
        ) : (
          <LoadingPage />
        )
      ) : total === 0 ? (
        <EmptyState
          drawing={<NothingFoundDrawing />}
          title={t('policies.devices.none.title')}
          text={t(state === undefined && search === '' ? 'policies.devices.none.text' : 'policies.devices.none.found')}
          action={
            state === undefined && search === '' ? (
              <Button component={Link} to={`/policies/${policy.id}/assignment`} variant="default">
                {t('policies.devices.none.action')}
              </Button>
            ) : (
              <Button variant="default" onClick={() => setParams({}, { replace: true })}>
                {t('policies.noneFound.action')}
              </Button>
            )
          }
        />
      ) : (
        <div className={classes.scroll}>
          <PlainTable<DevicePolicy>
            label={t('policies.tabs.devices')}
            rows={query.data.rows}
            rowKey={({ deviceId, user, identifier }) => `${deviceId} ${user ?? ''} ${identifier}`}
            columns={[
              {
                id: 'device',
                header: t('policies.device'),
                cell: (row) => (
                  <>
                    <Link to={`/devices/${row.deviceId}/profiles?show=policies`}>{row.deviceName ?? row.deviceId}</Link>
                    {row.user !== null && <span className={classes.soft}>{row.user}</span>}
                  </>
                ),
              },
              { id: 'state', header: t('policies.status'), cell: (row) => <PolicyStanding row={row} /> },
              { id: 'version', header: t('policies.version'), cell: (row) => versionText(row) },
              {
                id: 'by',
                header: t('policies.devices.by'),
                cell: (row) =>
                  row.by === null
                    ? '–'
                    : row.by.kind === 'device'
                      ? t('policies.devices.itself')
                      : (row.by.name ?? '–'),
              },
              { id: 'since', header: t('policies.devices.since'), cell: (row) => <RelativeTime at={row.since} /> },
            ]}
          />
          {total > PAGE && (
            <div className={classes.foot}>
              <span className={classes.soft}>
                {t('policies.devices.page', {
                  from: page * PAGE + 1,
                  to: Math.min(total, (page + 1) * PAGE),
                  count: total,
                })}
              </span>
              <Button variant="default" disabled={page === 0} onClick={() => put('page', String(page - 1))}>
                {t('policies.devices.before')}
              </Button>
              <Button
                variant="default"
                disabled={(page + 1) * PAGE >= total}
                onClick={() =>
                  setParams(
                    (old) => {
                      const next = new URLSearchParams(old);
                      next.set('page', String(page + 1));
                      return next;
                    },
                    { replace: true },
                  )
                }
              >
                {t('policies.devices.after')}
              </Button>
            </div>
          )}
        </div>
      )}
      {asking && <WhyNotDialog policy={policy} onClose={() => setAsking(false)} />}
    </>
  );
}

/** A state with its reason. */
export function PolicyStanding({ row }: { row: Pick<DevicePolicy, 'state' | 'because'> }) {
  const { t, i18n } = useTranslation();
  const label = useKeyLabel();
  return (
    <>
      <StatusMark tone={STATE_TONE[row.state]}>{t(`policies.states.${row.state}`)}</StatusMark>
      {row.because !== null && <span className={classes.soft}>{reasonText(row.because, t, i18n.language, label)}</span>}
    </>
  );
}

/** What it has, and what it should have where that is something else. */
export function versionText({
  wantedVersion,
  thereVersion,
}: Pick<DevicePolicy, 'wantedVersion' | 'thereVersion'>): string {
  const there = thereVersion === null ? '–' : String(thereVersion);
  return wantedVersion === null || wantedVersion === thereVersion ? there : `${there} → ${wantedVersion}`;
}
