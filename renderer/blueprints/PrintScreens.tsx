import { Button, Group } from '@mantine/core';
import { IconArrowLeft, IconPrinter } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { BLUEPRINT_PARTS } from '../../shared/contract/blueprint-content.ts';
import { actorName } from '../activity/event-words.ts';
import { api } from '../live/client.ts';
import { ErrorState } from '../parts/ErrorState.tsx';
import { LoadingPage } from '../parts/LoadingPage.tsx';
import classes from './Blueprints.module.css';
import { partWords, remarks } from './content-words.ts';
import { usePolicyNames } from './policy-names.ts';

/** A page that stands alone, to be printed or kept as PDF. */
function Sheet(props: { title: string; back: string; children: ReactNode }) {
  const { t } = useTranslation();
  useEffect(() => {
    document.title = `${props.title} · Cartwright`;
  }, [props.title]);
  return (
    <main className={classes.sheet}>
      <Group className={classes.noPrint ?? ''} justify="space-between" mb="md">
        <Button
          variant="default"
          component={Link}
          to={props.back}
          leftSection={<IconArrowLeft size={16} aria-hidden />}
        >
          {t('blueprints.back')}
        </Button>
        <Button leftSection={<IconPrinter size={16} aria-hidden />} onClick={() => window.print()}>
          {t('blueprints.printNow')}
        </Button>
      </Group>
      <h1>{props.title}</h1>
      {props.children}
    </main>
  );
}

/** A blueprint as a sheet of paper, or a run as a report a teacher can file. */
export default function PrintScreens() {
  const { kind, id = '' } = useParams();
  return kind === 'blueprint' ? <BlueprintSheet id={id} /> : <RunReport id={id} />;
}

function BlueprintSheet({ id }: { id: string }) {
  const { t, i18n } = useTranslation();
  const policyName = usePolicyNames();
  const query = useQuery(api.blueprints.get.queryOptions({ input: { blueprintId: id } }));
  const { data } = query;
  if (data === undefined)
    return query.isError ? <ErrorState error={query.error} onRetry={() => void query.refetch()} /> : <LoadingPage />;
  const date = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'long' });
  return (
    <Sheet title={data.name} back={`/blueprints/${id}`}>
      <p>{data.description}</p>
      <p>
        {t('blueprints.versionNumber', { version: data.version })}, {date.format(data.changedAt)},{' '}
        {actorName(data.changedBy, t)}
      </p>
      <table>
        <tbody>
          {BLUEPRINT_PARTS.map((part) => (
            <tr key={part}>
              <th scope="row">{t(`blueprints.parts.${part}`)}</th>
              <td>{partWords(data.content, part, t, i18n.language, policyName) || t('blueprints.nothing')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Sheet>
  );
}

function RunReport({ id }: { id: string }) {
  const { t, i18n } = useTranslation();
  const query = useQuery(api.blueprints.run.queryOptions({ input: { runId: id } }));
  const { data } = query;
  if (data === undefined)
    return query.isError ? <ErrorState error={query.error} onRetry={() => void query.refetch()} /> : <LoadingPage />;
  const date = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'long', timeStyle: 'short' });
  return (
    <Sheet title={t('blueprints.reportOf', { name: data.blueprintName })} back={`/blueprints/runs/${id}`}>
      <p>
        {t('blueprints.versionNumber', { version: data.version })}. {actorName(data.startedBy, t)},{' '}
        {date.format(data.startedAt)}
        {data.endedAt !== null && ` – ${date.format(data.endedAt)}`}
      </p>
      <p>
        {t('blueprints.readyOf', { done: data.done, count: data.devices })}.{' '}
        {data.failed > 0 && t('blueprints.failedOf', { count: data.failed })}
      </p>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('blueprints.device')}</th>
            <th scope="col">{t('blueprints.serial')}</th>
            <th scope="col">{t('blueprints.state')}</th>
            <th scope="col">{t('blueprints.remarks')}</th>
          </tr>
        </thead>
        <tbody>
          {data.rows.map((row) => (
            <tr key={row.deviceId}>
              <td>{row.deviceName ?? '–'}</td>
              <td>{row.serialNumber ?? '–'}</td>
              <td>{t(`blueprints.states.${row.state}`)}</td>
              <td>{remarks(row, t)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p>{t('blueprints.signature')}: ____________________________</p>
    </Sheet>
  );
}
