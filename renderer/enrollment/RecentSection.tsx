import { Button, Select } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { keepPreviousData, useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import type { EnrollmentListRow } from '../../shared/contract/index.ts';
import { exactTime } from '../format/time.ts';
import { api, engine } from '../live/client.ts';
import { csvFile } from '../parts/csv-file.ts';
import { CartDrawing, NothingFoundDrawing } from '../parts/Drawings.tsx';
import { download } from '../parts/download.ts';
import { EmptyState } from '../parts/EmptyState.tsx';
import { ErrorState } from '../parts/ErrorState.tsx';
import { LoadingPage } from '../parts/LoadingPage.tsx';
import { tellFailure } from '../parts/notify.ts';
import { PlainTable } from '../parts/PlainTable.tsx';
import { RelativeTime } from '../parts/RelativeTime.tsx';
import { StatusMark } from '../parts/StatusMark.tsx';
import { useNow } from '../parts/use-now.ts';
import classes from './Enrollment.module.css';
import { PROGRESS_TONE, progressOf, stepsOf } from './enrollment-progress.ts';
import { ListRegion, SearchField, Toolbar } from './Toolbar.tsx';
import { TurnedAwayList } from './TurnedAwayList.tsx';

const PER_PAGE = 50;
const PER_READ = 1000;
const STATES = ['pending', 'enrolled', 'ended'] as const;

/** Who came, how far, and what to do where it did not go on. */
export function RecentSection() {
  const { t } = useTranslation();
  const [address, setAddress] = useSearchParams();
  const invitations = useQuery(api.enrollment.list.queryOptions()).data ?? [];
  const search = address.get('search') ?? '';
  const invitation = address.get('invitation') ?? '';
  const state = STATES.find((each) => each === address.get('state'));
  const change = (part: Record<string, string>): void =>
    setAddress(
      (before) => {
        const next = new URLSearchParams({ ...Object.fromEntries(before), ...part });
        for (const [name, value] of [...next]) if (value === '') next.delete(name);
        return next;
      },
      { replace: true },
    );
  const filter = {
    ...(state === undefined ? {} : { state }),
    ...(search === '' ? {} : { search }),
    ...(invitation === '' ? {} : { invitationId: invitation }),
  };
  const query = useInfiniteQuery({
    ...api.enrollment.recent.infiniteOptions({
      input: (before: string | undefined) => ({
        ...filter,
        limit: PER_PAGE,
        ...(before === undefined ? {} : { before }),
      }),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: ({ next }) => next ?? undefined,
    }),
    placeholderData: keepPreviousData,
  });
  const save = useMutation({
    async mutationFn() {
      const rows: EnrollmentListRow[] = [];
      for (let before: string | undefined, more = true; more; ) {
        const page = await engine.enrollment.recent({
          ...filter,
          limit: PER_READ,
          ...(before === undefined ? {} : { before }),
        });
        rows.push(...page.rows);
        more = page.next !== null;
        before = page.next ?? undefined;
      }
      const time = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());
      download(
        'enrollments.csv',
        csvFile([
          [
            'device',
            'serial',
            'model',
            'person',
            'invitation',
            'way',
            'account',
            'state',
            'reason',
            'asked',
            'enrolled',
            'ended',
          ],
          ...rows.map((row) => [
            row.deviceName ?? row.expectedName,
            row.serialNumber,
            row.modelName ?? row.productName,
            row.person,
            row.invitationName,
            row.way,
            row.account,
            row.state,
            row.endReason,
            time(row.authenticatedAt),
            time(row.enrolledAt),
            time(row.endedAt),
          ]),
        ]),
        'text/csv',
      );
    },
    onError: (error) => tellFailure(error),
  });
  if (query.data === undefined)
    return query.isError ? <ErrorState error={query.error} onRetry={() => void query.refetch()} /> : <LoadingPage />;
  const rows = query.data.pages.flatMap((page) => page.rows);
  const filtered = Object.keys(filter).length > 0;
  return (
    <div className={classes.column}>
      <Toolbar
        actions={
          <Button
            variant="default"
            leftSection={<IconDownload size={16} aria-hidden />}
            disabled={rows.length === 0}
            loading={save.isPending}
            onClick={() => save.mutate()}
          >
            {t('recent.export')}
          </Button>
        }
      >
        <SearchField label={t('recent.search')} value={search} onChange={(next) => change({ search: next })} />
        <Select
          w={170}
          aria-label={t('recent.state')}
          allowDeselect={false}
          value={state ?? ''}
          onChange={(next) => change({ state: next ?? '' })}
          data={[
            { value: '', label: t('recent.allStates') },
            ...STATES.map((each) => ({ value: each, label: t(`recent.states.${each}`) })),
          ]}
        />
        {invitations.length > 0 && (
          <Select
            w={180}
            aria-label={t('admission.invitation')}
            placeholder={t('recent.anyInvitation')}
            clearable
            clearButtonProps={{ 'aria-label': t('recent.anyInvitation') }}
            value={invitation === '' ? null : invitation}
            onChange={(next) => change({ invitation: next ?? '' })}
            data={invitations.map(({ id, name }) => ({ value: id, label: name }))}
          />
        )}
      </Toolbar>
      <ListRegion label={t('enrollment.sections.recent')}>
        {!filtered && <TurnedAwayList invitations={invitations} />}
        {rows.length === 0 ? (
          <EmptyState
            drawing={filtered ? <NothingFoundDrawing /> : <CartDrawing />}
            title={t(filtered ? 'recent.noneFound.title' : 'recent.none.title')}
            text={t(filtered ? 'recent.noneFound.text' : 'recent.none.text')}
          />
        ) : (
          <PlainTable<EnrollmentListRow>
            label={t('enrollment.sections.recent')}
            rows={rows}
            rowKey={({ enrollmentId }) => enrollmentId}
            columns={[
              { id: 'device', header: t('recent.device'), cell: (row) => <Device row={row} /> },
              { id: 'person', header: t('recent.person'), cell: (row) => <MeantFor row={row} /> },
              {
                id: 'invitation',
                header: t('admission.invitation'),
                cell: (row) => <CameBy row={row} />,
              },
              { id: 'steps', header: t('recent.steps'), cell: (row) => <Steps row={row} /> },
              { id: 'state', header: t('recent.state'), width: '26%', cell: (row) => <State row={row} /> },
              {
                id: 'at',
                header: t('recent.began'),
                cell: (row) => <RelativeTime at={row.authenticatedAt} />,
              },
            ]}
          />
        )}
        {query.hasNextPage && (
          <p className={classes.centred}>
            <Button variant="default" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
              {t('recent.more')}
            </Button>
          </p>
        )}
      </ListRegion>
    </div>
  );
}

function Device({ row }: { row: EnrollmentListRow }) {
  const { t } = useTranslation();
  const facts = [row.modelName ?? row.productName, row.serialNumber].filter((each) => each !== null);
  return (
    <>
      <Link to={`/devices/${row.deviceId}`}>
        {row.deviceName ?? row.expectedName ?? row.serialNumber ?? t('common.unknown')}
      </Link>
      <span className={classes.under}>{facts.join(' · ')}</span>
    </>
  );
}

function CameBy({ row }: { row: EnrollmentListRow }) {
  const { t } = useTranslation();
  if (row.invitationId === null) return '–';
  return (
    <>
      <Link to={`/enrollment/${row.way === 'automated' ? 'automated' : 'invitations'}/${row.invitationId}`}>
        {row.invitationName ?? t('common.unknown')}
      </Link>
      {row.way !== null && row.way !== 'profile' && (
        <span className={classes.under}>{t(`wayIn.names.${row.way}`)}</span>
      )}
    </>
  );
}

function MeantFor({ row }: { row: EnrollmentListRow }) {
  const { t } = useTranslation();
  const person = row.person ?? row.account;
  if (person === null && row.expectedName === null) return '–';
  return (
    <>
      {person ?? '–'}
      {row.expectedName !== null && row.expectedName !== row.deviceName && (
        <span className={classes.under}>{t('recent.expectedAs', { name: row.expectedName })}</span>
      )}
    </>
  );
}

/** How far it came, as a line of dots; each says what it is and when. */
function Steps({ row }: { row: EnrollmentListRow }) {
  const { t, i18n } = useTranslation();
  return (
    <ol className={classes.steps}>
      {stepsOf(row).map(({ name, at }) => (
        <li
          key={name}
          data-reached={at !== null || undefined}
          title={at === null ? t('recent.notYet') : exactTime(at, i18n.language)}
        >
          {t(`recent.step.${name}`)}
          {at === null && <span className="visually-hidden"> ({t('recent.notYet')})</span>}
        </li>
      ))}
    </ol>
  );
}

function State({ row }: { row: EnrollmentListRow }) {
  const { t } = useTranslation();
  const progress = useNow((now) => progressOf(row, now));
  return (
    <>
      <StatusMark tone={PROGRESS_TONE[progress]}>{t(`recent.progress.${progress}.title`)}</StatusMark>
      {progress !== 'enrolled' && <span className={classes.under}>{t(`recent.progress.${progress}.text`)}</span>}
    </>
  );
}
