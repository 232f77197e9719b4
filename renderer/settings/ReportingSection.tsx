import { Button, Group, NumberInput, SegmentedControl, Stack, Switch, Text, Textarea } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { ReportingOverview, ReportingSettings, Status } from '../../shared/contract/index.ts';
import { actorName } from '../activity/event-words.ts';
import { FormDialog } from '../enrollment/FormDialog.tsx';
import { mailAddress } from '../enrollment/mail-address.ts';
import { api, engine, queryClient } from '../live/client.ts';
import { Card } from '../parts/Card.tsx';
import { ErrorState } from '../parts/ErrorState.tsx';
import { SkeletonLines } from '../parts/LoadingPage.tsx';
import { tellDone, tellFailure } from '../parts/notify.ts';
import { RelativeTime } from '../parts/RelativeTime.tsx';
import { RoleForm, RoleGate } from '../parts/RoleGate.tsx';
import { StatusMark } from '../parts/StatusMark.tsx';
import classes from './Settings.module.css';

const LEAST = 15;
const MOST = 10_080;
const USUAL = 240;

/** How often devices are asked about themselves, what of themselves, and what people are to be told of that. */
export function ReportingSection({ status }: { status: Status }) {
  const { t } = useTranslation();
  const query = useQuery(api.reporting.get.queryOptions());
  if (query.data === undefined)
    return (
      <Card title={t('reporting.rounds')}>
        {query.isError ? (
          <ErrorState error={query.error} onRetry={() => void query.refetch()} />
        ) : (
          <SkeletonLines count={8} />
        )}
      </Card>
    );
  return (
    <div className={classes.stack}>
      {query.data.notice !== null && (
        <Notice
          notice={query.data.notice}
          organisation={status.organisation}
          onTold={(next) => queryClient.setQueryData(api.reporting.get.queryKey(), next)}
        />
      )}
      <Form key={JSON.stringify(query.data.settings)} overview={query.data} />
    </div>
  );
}

function Form({ overview }: { overview: ReportingOverview }) {
  const { t } = useTranslation();
  const { settings } = overview;
  const [draft, setDraft] = useState(settings);
  const [asking, setAsking] = useState(false);
  const put = (part: Partial<ReportingSettings>): void => setDraft((before) => ({ ...before, ...part }));
  const save = useMutation({
    mutationFn: () => engine.reporting.set(draft),
    onSuccess(next) {
      setAsking(false);
      queryClient.setQueryData(api.reporting.get.queryKey(), next);
      tellDone(t('settings.saved'));
    },
    onError: (error) => tellFailure(error),
  });
  const changed = JSON.stringify(draft) !== JSON.stringify(settings);
  const private_ = draft.apps !== settings.apps || draft.location !== settings.location;
  const { everyMinutes } = draft;
  const wrong = everyMinutes !== null && !(everyMinutes >= LEAST && everyMinutes <= MOST);
  return (
    <RoleForm needs="administrator">
      <form
        className={classes.stack}
        onSubmit={(event) => {
          event.preventDefault();
          if (private_) setAsking(true);
          else save.mutate();
        }}
      >
        <Card
          title={t('reporting.rounds')}
          aside={overview.asked > 0 && t('reporting.asked', { count: overview.asked })}
        >
          <Text c="dimmed" mb="md">
            {t('reporting.roundsHint', { count: overview.devices })}
          </Text>
          <Stack gap="sm">
            <Switch
              label={t('reporting.byItself')}
              checked={everyMinutes !== null}
              onChange={(event) => put({ everyMinutes: event.currentTarget.checked ? USUAL : null })}
            />
            {everyMinutes !== null && (
              <>
                <NumberInput
                  maw={320}
                  label={t('reporting.every')}
                  description={t('reporting.everyHint')}
                  inputWrapperOrder={['label', 'input', 'description']}
                  suffix={` ${t('reporting.minutes')}`}
                  min={LEAST}
                  max={MOST}
                  allowDecimal={false}
                  error={wrong && t('reporting.everyWrong')}
                  value={everyMinutes}
                  onChange={(value) => put({ everyMinutes: Number(value) })}
                />
                <Switch
                  label={t('reporting.whileRoaming')}
                  checked={draft.whileRoaming}
                  onChange={(event) => put({ whileRoaming: event.currentTarget.checked })}
                />
              </>
            )}
            <Text size="sm">
              {t('reporting.renewals')} <Link to="/settings/certificates">{t('settings.names.certificates')}</Link>
            </Text>
          </Stack>
        </Card>
        <Card title={t('reporting.privacy')}>
          <Text c="dimmed" mb="md">
            {t('reporting.privacyHint')}
          </Text>
          <Stack gap="md">
            <div>
              <Text size="sm" fw={500} mb={4} id="reporting-apps">
                {t('reporting.apps')}
              </Text>
              <SegmentedControl
                aria-labelledby="reporting-apps"
                value={draft.apps}
                onChange={(value) => put({ apps: value === 'managed' ? 'managed' : 'all' })}
                data={(['all', 'managed'] as const).map((value) => ({ value, label: t(`reporting.appsOf.${value}`) }))}
              />
              <Text c="dimmed" size="sm" mt={4}>
                {t(`reporting.appsMean.${draft.apps}`)}
              </Text>
            </div>
            <Switch
              label={t('reporting.location')}
              description={t('reporting.locationHint')}
              checked={draft.location}
              onChange={(event) => put({ location: event.currentTarget.checked })}
            />
          </Stack>
        </Card>
        <Group>
          <Button type="submit" disabled={!changed || wrong} loading={save.isPending}>
            {t('common.save')}
          </Button>
        </Group>
      </form>
      {asking && (
        <FormDialog
          title={t('reporting.confirm.title')}
          submit={t('reporting.confirm.action')}
          busy={save.isPending}
          onClose={() => setAsking(false)}
          onSubmit={() => save.mutate()}
        >
          <ul>
            {draft.apps !== settings.apps && <li>{t(`reporting.confirm.apps.${draft.apps}`)}</li>}
            {draft.location !== settings.location && (
              <li>{t(`reporting.confirm.location.${draft.location ? 'on' : 'off'}`)}</li>
            )}
          </ul>
          <Text>
            {t(
              (draft.apps === 'all' && settings.apps === 'managed') || (draft.location && !settings.location)
                ? 'reporting.confirm.tell'
                : 'reporting.confirm.silent',
            )}
          </Text>
        </FormDialog>
      )}
    </RoleForm>
  );
}

/** What people have to be told, in words to send, until somebody says that they were. */
function Notice(props: {
  notice: NonNullable<ReportingOverview['notice']>;
  organisation: string;
  onTold: (next: ReportingOverview) => void;
}) {
  const { t } = useTranslation();
  const { notice, organisation } = props;
  const [body, setBody] = useState(() =>
    [
      t('reporting.notice.begin', { organisation }),
      ...notice.more.map((each) => t(`reporting.notice.more.${each}`)),
      t('reporting.notice.end'),
    ].join('\n\n'),
  );
  const told = useMutation({
    mutationFn: () => engine.reporting.told(),
    onSuccess: props.onTold,
    onError: (error) => tellFailure(error),
  });
  return (
    <Card title={t('reporting.notice.title')} aside={<RelativeTime at={notice.at} />}>
      <Stack gap="sm">
        <StatusMark tone="waits">{t('reporting.notice.why', { by: actorName(notice.by, t) })}</StatusMark>
        <Textarea
          label={t('reporting.notice.text')}
          autosize
          minRows={4}
          value={body}
          onChange={(event) => setBody(event.currentTarget.value)}
        />
        <Group>
          <Button
            variant="default"
            component="a"
            href={mailAddress({ to: '', subject: t('reporting.notice.subject', { organisation }), body })}
          >
            {t('reporting.notice.mail')}
          </Button>
          <RoleGate needs="administrator">
            <Button loading={told.isPending} onClick={() => told.mutate()}>
              {t('reporting.notice.told')}
            </Button>
          </RoleGate>
        </Group>
      </Stack>
    </Card>
  );
}
