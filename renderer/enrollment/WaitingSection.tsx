import { Button } from '@mantine/core';
import { IconCheck, IconX } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { EnrollmentRequest } from '../../shared/contract/index.ts';
import { api, engine, queryClient } from '../live/client.ts';
import { InvitationDrawing } from '../parts/Drawings.tsx';
import { EmptyState } from '../parts/EmptyState.tsx';
import { ErrorState } from '../parts/ErrorState.tsx';
import { LoadingPage } from '../parts/LoadingPage.tsx';
import { tellFailure } from '../parts/notify.ts';
import { PlainTable } from '../parts/PlainTable.tsx';
import { RelativeTime } from '../parts/RelativeTime.tsx';
import { RoleGate } from '../parts/RoleGate.tsx';
import { StatusMark } from '../parts/StatusMark.tsx';
import type { Tone } from '../parts/tones.ts';
import { notifyWithUndo } from '../parts/undo.tsx';
import { DenyDialog } from './DenyDialog.tsx';
import classes from './Enrollment.module.css';
import { ListRegion, Toolbar } from './Toolbar.tsx';
import { useWaiting, WAITING_KEY } from './waiting.ts';

const ANSWERED_SHOWN = 60;

const TONES: Readonly<Record<EnrollmentRequest['state'], Tone>> = {
  waiting: 'waits',
  approved: 'way',
  used: 'done',
  denied: 'none',
  expired: 'none',
};

type Answer = { requests: readonly EnrollmentRequest[]; verdict: 'approve' | 'deny'; reason?: string };

/** Answers requests: they leave the queue at once, come back when the engine refuses, and the answer can be taken back. */
function useAnswer() {
  const { t } = useTranslation();
  return useMutation({
    async mutationFn({ requests, verdict, reason }: Answer) {
      const outcomes = await Promise.allSettled(
        requests.map(({ id: requestId }) =>
          verdict === 'approve'
            ? engine.enrollment.approve({ requestId })
            : engine.enrollment.deny({ requestId, ...(reason === undefined ? {} : { reason }) }),
        ),
      );
      const failed = outcomes.filter((outcome) => outcome.status === 'rejected');
      return { done: requests.filter((_, index) => outcomes[index]?.status === 'fulfilled'), failed };
    },
    async onMutate({ requests }) {
      await queryClient.cancelQueries({ queryKey: WAITING_KEY });
      const gone = new Set(requests.map(({ id }) => id));
      queryClient.setQueryData(WAITING_KEY, (before) => {
        if (before === undefined) return before;
        const rows = before.rows.filter(({ id }) => !gone.has(id));
        return { rows, waiting: before.waiting - (before.rows.length - rows.length) };
      });
    },
    onSuccess({ done, failed }, { verdict }) {
      const [first] = failed;
      if (first !== undefined) tellFailure(first.reason, t('admission.failed', { count: failed.length }));
      if (done.length === 0) return;
      const values = { count: done.length, name: nameOf(done[0], t('admission.nobody')) };
      notifyWithUndo(t(`admission.done.${verdict}`, values), () =>
        Promise.all(done.map(({ id: requestId }) => engine.enrollment.reconsider({ requestId }))),
      );
    },
    onError: (error) => tellFailure(error),
    onSettled: () => queryClient.invalidateQueries({ queryKey: api.enrollment.key() }),
  });
}

function nameOf(request: EnrollmentRequest | undefined, nobody: string): string {
  return request?.name ?? request?.serialNumber ?? request?.code ?? nobody;
}

/** Who asks to be let in: compare the code with the one on their screen, then answer. */
export function WaitingSection() {
  const { t } = useTranslation();
  const query = useWaiting();
  const answer = useAnswer();
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
  const [denying, setDenying] = useState<readonly EnrollmentRequest[]>();
  if (query.data === undefined)
    return query.isError ? <ErrorState error={query.error} onRetry={() => void query.refetch()} /> : <LoadingPage />;
  // The one that waits longest stands first.
  const rows = query.data.rows.toReversed();
  const chosen = rows.filter(({ id }) => picked.has(id));
  const approve = (requests: readonly EnrollmentRequest[]): void => {
    setPicked(new Set());
    answer.mutate({ requests, verdict: 'approve' });
  };
  return (
    <ListRegion label={t('enrollment.sections.waiting')}>
      {rows.length === 0 ? (
        <EmptyState
          drawing={<InvitationDrawing />}
          title={t('admission.none.title')}
          text={t('admission.none.text')}
          action={
            <Button component={Link} to="/enrollment/invitations" variant="default">
              {t('admission.none.action')}
            </Button>
          }
        />
      ) : (
        <>
          <Toolbar
            actions={
              <RoleGate needs="administrator">
                <Button
                  variant="default"
                  disabled={chosen.length === 0}
                  leftSection={<IconX size={16} aria-hidden />}
                  onClick={() => setDenying(chosen)}
                >
                  {t('admission.denyCount', { count: chosen.length })}
                </Button>
                <Button
                  disabled={chosen.length === 0}
                  leftSection={<IconCheck size={16} aria-hidden />}
                  onClick={() => approve(chosen)}
                >
                  {t('admission.approveCount', { count: chosen.length })}
                </Button>
              </RoleGate>
            }
          >
            <p className={classes.hint} role="status">
              {t('admission.lead', { count: query.data.waiting })}
            </p>
          </Toolbar>
          <PlainTable<EnrollmentRequest>
            label={t('enrollment.sections.waiting')}
            rows={rows}
            rowKey={({ id }) => id}
            selection={{ chosen: picked, onChange: setPicked, nameOf: (row) => nameOf(row, row.code) }}
            columns={[
              {
                id: 'code',
                header: t('admission.code'),
                cell: (row) => <span className={classes.code}>{row.code}</span>,
              },
              { id: 'person', header: t('admission.person'), cell: (row) => <Person request={row} /> },
              { id: 'device', header: t('admission.device'), cell: (row) => row.deviceHint ?? t('common.unknown') },
              { id: 'serial', header: t('admission.serial'), cell: (row) => <Serial request={row} /> },
              {
                id: 'invitation',
                header: t('admission.invitation'),
                cell: (row) => <Link to={`/enrollment/invitations/${row.invitationId}`}>{row.invitationName}</Link>,
              },
              { id: 'since', header: t('admission.since'), cell: (row) => <RelativeTime at={row.requestedAt} /> },
              {
                id: 'answer',
                header: t('admission.answer'),
                width: 190,
                cell: (row) => (
                  <span className={classes.buttons}>
                    <RoleGate needs="administrator">
                      <Button
                        size="compact-sm"
                        onClick={() => approve([row])}
                        aria-label={t('admission.approveNamed', { name: nameOf(row, row.code) })}
                      >
                        {t('admission.approve')}
                      </Button>
                      <Button
                        size="compact-sm"
                        variant="default"
                        onClick={() => setDenying([row])}
                        aria-label={t('admission.denyNamed', { name: nameOf(row, row.code) })}
                      >
                        {t('admission.deny')}
                      </Button>
                    </RoleGate>
                  </span>
                ),
              },
            ]}
          />
        </>
      )}
      <Answered />
      {denying !== undefined && (
        <DenyDialog
          requests={denying}
          onClose={() => setDenying(undefined)}
          onDeny={(reason) => {
            setDenying(undefined);
            setPicked(new Set());
            answer.mutate({ requests: denying, verdict: 'deny', ...(reason === '' ? {} : { reason }) });
          }}
        />
      )}
    </ListRegion>
  );
}

function Person({ request }: { request: EnrollmentRequest }) {
  const { t } = useTranslation();
  return (
    <>
      {request.name ?? <span className={classes.soft}>{t('admission.nobody')}</span>}
      {request.expected?.person != null && request.expected.person !== request.name && (
        <span className={classes.under}>{t('admission.meantFor', { name: request.expected.person })}</span>
      )}
    </>
  );
}

/** The serial number somebody wrote, and whether it is expected; it proves nothing. */
function Serial({ request }: { request: EnrollmentRequest }) {
  const { t } = useTranslation();
  if (request.serialNumber === null) return <span className={classes.soft}>{t('admission.noSerial')}</span>;
  return (
    <>
      <span className="mono">{request.serialNumber}</span>
      <span className={classes.under}>
        {request.expected === null ? (
          <StatusMark tone="waits">{t('admission.notExpected')}</StatusMark>
        ) : (
          <StatusMark tone="done">
            {request.expected.name === null
              ? t('admission.expected')
              : t('admission.expectedAs', { name: request.expected.name })}
          </StatusMark>
        )}
      </span>
    </>
  );
}

/** What was answered lately. An answer nobody has used yet can be taken back. */
function Answered() {
  const { t } = useTranslation();
  const all = useQuery(api.enrollment.requests.queryOptions({ input: { limit: ANSWERED_SHOWN } })).data;
  const reconsider = useMutation(
    api.enrollment.reconsider.mutationOptions({
      onSettled: () => queryClient.invalidateQueries({ queryKey: api.enrollment.key() }),
      onError: (error) => tellFailure(error),
    }),
  );
  const rows = (all?.rows ?? []).filter(({ state }) => state !== 'waiting');
  if (rows.length === 0) return null;
  return (
    <>
      <h2 className={classes.heading}>{t('admission.answered')}</h2>
      <PlainTable<EnrollmentRequest>
        label={t('admission.answered')}
        rows={rows}
        rowKey={({ id }) => id}
        columns={[
          { id: 'code', header: t('admission.code'), cell: (row) => <span className="mono">{row.code}</span> },
          { id: 'person', header: t('admission.person'), cell: (row) => <Person request={row} /> },
          {
            id: 'state',
            header: t('admission.outcome'),
            cell: (row) => (
              <>
                <StatusMark tone={TONES[row.state]}>{t(`admission.states.${row.state}`)}</StatusMark>
                {row.reason !== null && <span className={classes.under}>{row.reason}</span>}
              </>
            ),
          },
          {
            id: 'device',
            header: t('admission.device'),
            cell: (row) =>
              row.deviceId === null ? (
                (row.deviceHint ?? t('common.unknown'))
              ) : (
                <Link to={`/devices/${row.deviceId}`}>{row.deviceName ?? t('admission.thisDevice')}</Link>
              ),
          },
          {
            id: 'by',
            header: t('admission.by'),
            cell: (row) =>
              row.decidedBy === null ? (
                '–'
              ) : (
                <>
                  {row.decidedBy} · <RelativeTime at={row.decidedAt} />
                </>
              ),
          },
          {
            id: 'back',
            header: t('admission.answer'),
            cell: (row) =>
              (row.state === 'approved' || row.state === 'denied') && (
                <RoleGate needs="administrator">
                  <Button
                    size="compact-sm"
                    variant="default"
                    loading={reconsider.isPending && reconsider.variables?.requestId === row.id}
                    onClick={() => reconsider.mutate({ requestId: row.id })}
                    aria-label={t('admission.takeBackNamed', { name: nameOf(row, row.code) })}
                  >
                    {t('admission.takeBack')}
                  </Button>
                </RoleGate>
              ),
          },
        ]}
      />
    </>
  );
}
