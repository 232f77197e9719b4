import { Button, TextInput } from '@mantine/core';
import { IconArrowLeft, IconPencil, IconTrash } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams } from 'react-router';
import type { Loan, Person } from '../../shared/contract/index.ts';
import classes from '../carts/Carts.module.css';
import { FormDialog } from '../enrollment/FormDialog.tsx';
import { dateOnly, minuteTime } from '../format/time.ts';
import { api, engine, isNotFound } from '../live/client.ts';
import { Card } from '../parts/Card.tsx';
import { NothingFoundDrawing } from '../parts/Drawings.tsx';
import { EmptyState } from '../parts/EmptyState.tsx';
import { ErrorState } from '../parts/ErrorState.tsx';
import { LoadingPage, SkeletonLines } from '../parts/LoadingPage.tsx';
import { tellFailure } from '../parts/notify.ts';
import { PageHeader } from '../parts/PageHeader.tsx';
import { RoleGate } from '../parts/RoleGate.tsx';
import { StatusMark } from '../parts/StatusMark.tsx';
import { notifyWithUndo } from '../parts/undo.tsx';
import { checkIn, rereadLoans } from './loan-actions.ts';
import { PersonDialog } from './PersonDialog.tsx';
import { valueText } from './person-values.ts';

/** One person: what is known, what they have, and what they had. */
export default function PersonScreen() {
  const { t } = useTranslation();
  const { personId = '' } = useParams();
  const person = useQuery({ ...api.people.get.queryOptions({ input: { personId } }), retry: false });
  if (person.data !== undefined) return <Loaded key={personId} person={person.data} />;
  if (!person.isError) return <LoadingPage />;
  if (!isNotFound(person.error)) return <ErrorState error={person.error} onRetry={() => void person.refetch()} />;
  return (
    <EmptyState
      drawing={<NothingFoundDrawing />}
      title={t('people.gone.title')}
      text={t('people.gone.text')}
      action={
        <Button component={Link} to="/people" variant="default">
          {t('people.gone.action')}
        </Button>
      }
    />
  );
}

function Loaded({ person }: { person: Person }) {
  const { t, i18n } = useTranslation();
  const navigate = useNavigate();
  const [dialog, setDialog] = useState<'edit' | 'delete'>();
  const attributes = useQuery(api.people.attributes.queryOptions()).data ?? [];
  const loans = useQuery(api.loans.list.queryOptions({ input: { personId: person.id, which: 'all', limit: 500 } }));
  const remove = useMutation({
    mutationFn: () => engine.people.remove({ personId: person.id }),
    onSuccess: async (was) => {
      await navigate('/people', { replace: true });
      await rereadLoans();
      notifyWithUndo(t('people.deleted', { name: was.name }), async () => {
        const { name, email, team, note, values } = was;
        await engine.people.create({ name, email, team, note, values });
        await rereadLoans();
      });
    },
  });
  const open = (loans.data?.rows ?? []).filter(({ inAt }) => inAt === null);
  const over = (loans.data?.rows ?? []).filter(({ inAt }) => inAt !== null);
  const facts: [string, string][] = [
    [t('people.email'), person.email ?? ''],
    [t('people.team'), person.team],
    ...attributes.map((one): [string, string] => [
      one.name,
      valueText(one, person.values[one.id] ?? null, t, i18n.language),
    ]),
    [t('people.note'), person.note],
    [t('people.comesFromEntry'), person.source?.dn ?? ''],
  ];
  return (
    <>
      <PageHeader
        title={person.name}
        count={person.team}
        before={
          <Button
            component={Link}
            to="/people"
            variant="subtle"
            color="gray"
            size="compact-md"
            aria-label={t('people.back')}
          >
            <IconArrowLeft size={18} aria-hidden />
          </Button>
        }
      >
        <RoleGate needs="administrator">
          {/* Whom a directory knows would come back with the next reading. */}
          {(person.source === null || person.source.goneAt !== null) && (
            <Button
              variant="default"
              leftSection={<IconTrash size={16} aria-hidden />}
              onClick={() => setDialog('delete')}
            >
              {t('people.delete')}
            </Button>
          )}
          <Button leftSection={<IconPencil size={16} aria-hidden />} onClick={() => setDialog('edit')}>
            {t('people.edit')}
          </Button>
        </RoleGate>
      </PageHeader>
      <div className={classes.split}>
        <div className={classes.main}>
          <Card title={t('people.hasNow')}>
            {loans.data === undefined ? (
              loans.isError ? (
                <ErrorState error={loans.error} onRetry={() => void loans.refetch()} />
              ) : (
                <SkeletonLines count={3} />
              )
            ) : open.length === 0 ? (
              <p className={classes.soft}>{t('people.hasNothing')}</p>
            ) : (
              <ul className={classes.list}>
                {open.map((loan) => (
                  <OpenLoan key={loan.id} loan={loan} />
                ))}
              </ul>
            )}
          </Card>
          <div style={{ height: 12 }} />
          <Card title={t('people.hadBefore')}>
            {over.length === 0 ? (
              <p className={classes.soft}>{t('people.hadNothing')}</p>
            ) : (
              <ul className={classes.list}>
                {over.map((loan) => (
                  <li key={loan.id} className={classes.row}>
                    <Link to={`/devices/${loan.deviceId}`}>{loan.deviceName ?? loan.serialNumber}</Link>
                    <span className={classes.soft}>
                      {minuteTime(loan.outAt, i18n.language)} – {minuteTime(loan.inAt ?? 0, i18n.language)}
                      {loan.inNote !== '' && ` · ${loan.inNote}`}
                    </span>
                  </li>
                ))}
              </ul>
            )}
          </Card>
        </div>
        <aside className={classes.side} aria-label={person.name}>
          {person.source !== null && (
            <p className={classes.soft}>
              {person.source.goneAt === null
                ? t('people.comesFrom', { directory: person.source.directory })
                : t('people.wasFrom', {
                    directory: person.source.directory,
                    when: minuteTime(person.source.goneAt, i18n.language),
                  })}
            </p>
          )}
          <dl className={classes.facts}>
            {facts
              .filter(([, value]) => value !== '')
              .map(([label, value]) => (
                <div key={label} style={{ display: 'contents' }}>
                  <dt>{label}</dt>
                  <dd>{value}</dd>
                </div>
              ))}
          </dl>
        </aside>
      </div>
      {dialog === 'edit' && <PersonDialog person={person} onClose={() => setDialog(undefined)} />}
      {dialog === 'delete' && (
        <FormDialog
          title={t('people.deleteTitle', { name: person.name })}
          submit={t('people.delete')}
          danger
          busy={remove.isPending}
          error={remove.error}
          onClose={() => setDialog(undefined)}
          onSubmit={() => remove.mutate()}
        >
          <p>{t('people.deleteText')}</p>
        </FormDialog>
      )}
    </>
  );
}

function OpenLoan({ loan }: { loan: Loan }) {
  const { t, i18n } = useTranslation();
  const setDue = useMutation({
    mutationFn: (dueAt: number | null) => engine.loans.setDue({ loanId: loan.id, dueAt }),
    onSuccess: () => rereadLoans(),
    onError: (error) => tellFailure(error),
  });
  return (
    <li className={classes.row}>
      <Link to={`/devices/${loan.deviceId}`}>{loan.deviceName ?? loan.serialNumber}</Link>
      <span className={`${classes.soft} mono`}>{loan.serialNumber}</span>
      <StatusMark tone={loan.overdue ? 'needs' : 'way'}>
        {loan.dueAt === null
          ? t('people.noDue')
          : t(loan.overdue ? 'people.wasDue' : 'people.due', { when: dateOnly(loan.dueAt, i18n.language) })}
      </StatusMark>
      <span className={classes.soft}>
        {t('people.since', { when: minuteTime(loan.outAt, i18n.language) })}
        {loan.outNote !== '' && ` · ${loan.outNote}`}
      </span>
      <RoleGate needs="administrator">
        <span className={`${classes.row} ${classes.push}`}>
          <TextInput
            type="date"
            size="xs"
            aria-label={`${t('people.dueBack')}: ${loan.deviceName ?? loan.serialNumber ?? ''}`}
            value={loan.dueAt === null ? '' : localDay(loan.dueAt)}
            onChange={(event) => {
              const { value } = event.currentTarget;
              setDue.mutate(value === '' ? null : new Date(`${value}T23:59:00`).getTime());
            }}
          />
          <Button size="compact-sm" variant="default" onClick={() => void checkIn([loan.deviceId], t)}>
            {t('people.checkIn')}
          </Button>
        </span>
      </RoleGate>
    </li>
  );
}

/** The day on the wall here, as `date` fields write it. */
function localDay(at: number): string {
  const day = new Date(at);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
}
