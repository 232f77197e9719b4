import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router';
import { ALL_ACCESS_RIGHTS, accessRightsOf } from '../../shared/catalogue/access-rights.ts';
import type { DeviceDetail, EnrollmentSummary } from '../../shared/contract/index.ts';
import { DevicePlaceCard } from '../carts/DevicePlaceCard.tsx';
import { accessRightName, commandName } from '../commands/command-words.ts';
import { dateOnly } from '../format/time.ts';
import { DeviceGroupsCard } from '../groups/DeviceGroupsCard.tsx';
import { Card } from '../parts/Card.tsx';
import { type Fact, Facts } from '../parts/Facts.tsx';
import { RelativeTime } from '../parts/RelativeTime.tsx';
import { StatusMark } from '../parts/StatusMark.tsx';
import { MANAGEMENT_TONE, PUSH_TONE } from '../parts/tones.ts';
import { AskDevice } from './AskDevice.tsx';
import classes from './Device.module.css';
import { addressOf } from './device-address.ts';
import { FactCard } from './FactCard.tsx';
import { FactValue, useFactLabel } from './FactValue.tsx';
import { groupFacts } from './fact-groups.ts';
import { PlacesCard } from './PlacesCard.tsx';
import { useKnowledge } from './use-knowledge.ts';

/** Facts by group, beside how the enrollment stands and whether wake-ups arrive. */
export function OverviewTab({ device }: { device: DeviceDetail }) {
  const { t } = useTranslation();
  const label = useFactLabel();
  const knowledge = useKnowledge(device);
  const outcomes = Object.entries(knowledge?.outcomes ?? {});
  const [current, ...former] = device.enrollments;
  return (
    <div className={classes.grid}>
      {current !== undefined && <EnrollmentCard enrollment={current} />}
      {current !== undefined && <PushCard device={device} enrollment={current} />}
      <DevicePlaceCard device={device} />
      <DeviceGroupsCard device={device} />
      {knowledge !== undefined && <PlacesCard device={device} knowledge={knowledge} />}
      {groupFacts(device.information).map(([group, facts]) => (
        <Card key={group} title={t(`device.groups.${group}`)}>
          <Facts
            facts={facts.map(([key, value]) => ({ label: label(key), value: <FactValue name={key} value={value} /> }))}
          />
        </Card>
      ))}
      {Object.keys(device.information).length === 0 && (
        <FactCard
          title={t('device.groups.hardware')}
          facts={[]}
          at={device.reports.deviceInformation}
          ask={<AskDevice device={device} requestType="DeviceInformation" />}
        />
      )}
      <Card title={t('device.reports')}>
        <Facts
          facts={Object.entries(device.reports).map(([part, at]) => ({
            label: t(`device.parts.${part as keyof DeviceDetail['reports']}`),
            value: <RelativeTime at={at} />,
          }))}
        />
      </Card>
      {outcomes.length > 0 && (
        <Card title={t('knowledge.outcomes')}>
          <Facts
            facts={outcomes.map(([requestType, { at, ...said }]) => ({
              label: commandName(requestType, t),
              value: (
                <>
                  <RelativeTime at={typeof at === 'string' ? Date.parse(at) : null} />
                  {Object.keys(said).length > 0 && <FactValue name={requestType} value={said} />}
                </>
              ),
            }))}
          />
        </Card>
      )}
      {former.length > 0 && (
        <Card title={t('device.formerEnrollments')}>
          <Facts
            facts={former.map((enrollment) => ({
              label: t('device.enrolledAndEnded'),
              value: (
                <>
                  <RelativeTime at={enrollment.enrolledAt} /> – <RelativeTime at={enrollment.endedAt} />
                  {enrollment.endReason !== null && ` (${t(`device.endReason.${enrollment.endReason}`)})`}
                </>
              ),
            }))}
          />
        </Card>
      )}
    </div>
  );
}

function EnrollmentCard({ enrollment }: { enrollment: EnrollmentSummary }) {
  const { t, i18n } = useTranslation();
  const facts: Fact[] = [
    {
      label: t('devices.columns.state'),
      value: (
        <StatusMark tone={MANAGEMENT_TONE[enrollment.state]}>
          {t(`devices.state.${enrollment.state}`)}
          {enrollment.endReason !== null && ` (${t(`device.endReason.${enrollment.endReason}`)})`}
        </StatusMark>
      ),
    },
    { label: t('device.enrolledAt'), value: <RelativeTime at={enrollment.enrolledAt} /> },
    { label: t('device.lastConnect'), value: <RelativeTime at={enrollment.lastConnectAt} /> },
    {
      label: t('device.rights'),
      value:
        enrollment.accessRights === ALL_ACCESS_RIGHTS
          ? t('device.allRights')
          : accessRightsOf(enrollment.accessRights)
              .map((right) => accessRightName(right, t))
              .join(', '),
    },
    { label: t('device.signMessage'), value: enrollment.signMessage ? t('device.signed') : t('device.mutualTls') },
  ];
  if (enrollment.certificate !== null) {
    const { notAfter, revokedAt } = enrollment.certificate;
    facts.push({
      label: t('device.identity'),
      value:
        revokedAt === null ? (
          t('device.validUntil', { date: dateOnly(notAfter, i18n.language) })
        ) : (
          <StatusMark tone="needs">{t('device.revoked')}</StatusMark>
        ),
    });
  }
  return (
    <Card title={t('device.enrollment')}>
      <Facts facts={facts} />
    </Card>
  );
}

function PushCard({ device, enrollment }: { device: DeviceDetail; enrollment: EnrollmentSummary }) {
  const { t } = useTranslation();
  const { pathname } = useLocation();
  return (
    <Card
      title={t('device.push')}
      aside={<Link to={addressOf(device, 'diagnosis', pathname)}>{t('diagnosis.title')}</Link>}
    >
      <Facts
        facts={[
          {
            label: t('devices.columns.state'),
            value: (
              <StatusMark tone={PUSH_TONE[enrollment.pushState]}>
                {t(`devices.pushState.${enrollment.pushState}`)}
              </StatusMark>
            ),
          },
          { label: t('device.lastPush'), value: <RelativeTime at={enrollment.lastPushAt} /> },
          { label: t('device.lastPushAnswer'), value: pushAnswer(enrollment, t) },
          {
            label: t('device.nextWake'),
            value: <RelativeTime at={enrollment.nextWakeAt} never={t('device.noWakePlanned')} />,
          },
          { label: t('device.tokenUpdated'), value: <RelativeTime at={enrollment.tokenUpdatedAt} /> },
          { label: t('device.topic'), value: <span className="mono">{enrollment.topic}</span> },
        ]}
      />
    </Card>
  );
}

function pushAnswer(enrollment: EnrollmentSummary, t: TFunction): string {
  if (enrollment.lastPushStatus === null) return enrollment.lastPushReason ?? '–';
  if (enrollment.lastPushStatus === 200) return t('device.accepted');
  return [String(enrollment.lastPushStatus), enrollment.lastPushReason].filter((part) => part !== null).join(' ');
}
