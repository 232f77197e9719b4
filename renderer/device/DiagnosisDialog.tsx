import { Button, Modal, Title } from '@mantine/core';
import { IconArrowRight, IconBell, IconRefresh } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { DeviceDetail, Diagnosis, DiagnosisFinding } from '../../shared/contract/index.ts';
import { useWake } from '../devices/device-actions.ts';
import { exactTime } from '../format/time.ts';
import { api } from '../live/client.ts';
import { ErrorState } from '../parts/ErrorState.tsx';
import { type Fact, Facts } from '../parts/Facts.tsx';
import { SkeletonLines } from '../parts/LoadingPage.tsx';
import { RelativeTime } from '../parts/RelativeTime.tsx';
import { RoleGate } from '../parts/RoleGate.tsx';
import { StatusMark } from '../parts/StatusMark.tsx';
import { PUSH_CONNECTION_TONE, PUSH_TONE } from '../parts/tones.ts';
import { useNow } from '../parts/use-now.ts';
import classes from './Diagnosis.module.css';
import { findingTarget, findingWords, OUTCOME_TONE, SEVERITY_TONE } from './diagnosis-words.ts';
import { Expiry } from './Expiry.tsx';

/** Why a device does nothing: what was found, the likely cause, and a button for the next step. Live. */
export function DiagnosisDialog({ device, onClose }: { device: DeviceDetail; onClose: () => void }) {
  const { t } = useTranslation();
  const query = useQuery({
    ...api.devices.diagnosis.queryOptions({ input: { deviceId: device.id } }),
    // What time alone changes (silence, a wake-up nobody follows) brings no event.
    staleTime: 0,
  });
  const diagnosis = query.data;
  return (
    <Modal
      opened
      onClose={onClose}
      size={680}
      title={t('diagnosis.title')}
      styles={{ title: { fontWeight: 600, fontSize: 14 } }}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      {diagnosis !== undefined ? (
        <>
          <Answer device={device} diagnosis={diagnosis} />
          <div className={classes.foot}>
            <span>
              {t('diagnosis.lookedAt')} <RelativeTime at={diagnosis.at} />
            </span>
            <Button
              variant="default"
              leftSection={<IconRefresh size={16} aria-hidden />}
              loading={query.isFetching}
              onClick={() => void query.refetch()}
            >
              {t('diagnosis.again')}
            </Button>
          </div>
        </>
      ) : query.isError ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <div aria-busy="true">
          <SkeletonLines count={12} />
        </div>
      )}
    </Modal>
  );
}

function Answer({ device, diagnosis }: { device: DeviceDetail; diagnosis: Diagnosis }) {
  const { t } = useTranslation();
  const { outcome, findings, waiting } = diagnosis;
  return (
    <>
      <div className={classes.outcome} data-testid="diagnosis" data-outcome={outcome} role="status">
        <StatusMark tone={OUTCOME_TONE[outcome]}>
          <strong>{t(`diagnosis.outcome.${outcome}.title`)}</strong>
        </StatusMark>
        <p>{t(`diagnosis.outcome.${outcome}.text`)}</p>
        {waiting.queued + waiting.sent + waiting.notNow > 0 && <p>{t('diagnosis.waitingParts', waiting)}</p>}
      </div>
      {findings.length > 0 && (
        <ol className={classes.findings}>
          {findings.map((finding) => (
            <FindingItem key={`${finding.code} ${finding.facts.commandId ?? ''}`} finding={finding} device={device} />
          ))}
        </ol>
      )}
      <Title order={3} mb={6}>
        {t('diagnosis.checks.title')}
      </Title>
      <Checks diagnosis={diagnosis} />
    </>
  );
}

function FindingItem({ finding, device }: { finding: DiagnosisFinding; device: DeviceDetail }) {
  const { t, i18n } = useTranslation();
  const wake = useWake();
  const words = useNow((now) => findingWords(finding, now, i18n.language, t));
  const target = findingTarget(finding, device.id);
  return (
    <li data-finding={finding.code}>
      <StatusMark tone={SEVERITY_TONE[finding.severity]}>
        <span className="visually-hidden">{t(`diagnosis.severity.${finding.severity}`)}: </span>
        <strong>{words}</strong>
      </StatusMark>
      <dl>
        <dt>{t('diagnosis.cause')}</dt>
        <dd>{t(`diagnosis.causes.${finding.cause}`)}</dd>
        <dt>{t('diagnosis.step')}</dt>
        <dd>{t(`diagnosis.steps.${finding.step}`)}</dd>
      </dl>
      {finding.action?.kind === 'wake' && (
        <RoleGate needs="administrator">
          <Button
            size="compact-sm"
            leftSection={<IconBell size={14} aria-hidden />}
            loading={wake.isPending}
            onClick={() => wake.mutate({ deviceIds: [device.id] })}
          >
            {t('diagnosis.actions.wake')}
          </Button>
        </RoleGate>
      )}
      {target !== undefined && (
        <Button
          component={Link}
          to={target.to}
          size="compact-sm"
          variant={target.screen === 'command' ? 'default' : 'filled'}
          rightSection={<IconArrowRight size={14} aria-hidden />}
        >
          {t(`diagnosis.actions.${target.screen}`)}
        </Button>
      )}
    </li>
  );
}

function Checks({ diagnosis: { at, checks } }: { diagnosis: Diagnosis }) {
  const { t, i18n } = useTranslation();
  const when = (value: number | null) => <RelativeTime at={value} never={t('common.never')} />;
  const answer =
    checks.lastPushStatus === null
      ? (checks.lastPushReason ?? '–')
      : checks.lastPushStatus === 200
        ? t('device.accepted')
        : `${checks.lastPushStatus} ${checks.lastPushReason ?? ''}`;
  const facts: Fact[] = [
    { label: t('diagnosis.checks.enrolledAt'), value: when(checks.enrolledAt) },
    { label: t('diagnosis.checks.lastSeenAt'), value: when(checks.lastSeenAt) },
    { label: t('diagnosis.checks.lastConnectAt'), value: when(checks.lastConnectAt) },
    {
      label: t('diagnosis.checks.pushState'),
      value:
        checks.pushState === null ? (
          '–'
        ) : (
          <StatusMark tone={PUSH_TONE[checks.pushState]}>{t(`devices.pushState.${checks.pushState}`)}</StatusMark>
        ),
    },
    { label: t('diagnosis.checks.tokenUpdatedAt'), value: when(checks.tokenUpdatedAt) },
    { label: t('diagnosis.checks.lastPush'), value: when(checks.lastPushAt) },
    { label: t('diagnosis.checks.apple'), value: answer },
    {
      label: t('diagnosis.checks.nextWakeAt'),
      value: <RelativeTime at={checks.nextWakeAt} never={t('device.noWakePlanned')} />,
    },
    { label: t('diagnosis.checks.wakeAttempts'), value: checks.wakeAttempts ?? '–' },
    { label: t('diagnosis.checks.identityNotAfter'), value: <Expiry at={checks.identityNotAfter} /> },
    { label: t('diagnosis.checks.pushCertificateNotAfter'), value: <Expiry at={checks.pushCertificateNotAfter} /> },
    {
      label: t('diagnosis.checks.pushConnection'),
      value: (
        <StatusMark tone={PUSH_CONNECTION_TONE[checks.pushConnection]}>
          {t(`diagnosis.connection.${checks.pushConnection}`)}
        </StatusMark>
      ),
    },
    { label: t('diagnosis.checks.tlsNotAfter'), value: <Expiry at={checks.tlsNotAfter} /> },
    { label: t('diagnosis.checks.listenerUrl'), value: <span className="mono">{checks.listenerUrl}</span> },
    { label: t('diagnosis.checks.clock'), value: exactTime(at, i18n.language) },
  ];
  return <Facts facts={facts} />;
}
