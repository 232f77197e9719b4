import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { ComplianceViolation, DeviceCompliance, DeviceDetail } from '../../shared/contract/index.ts';
import { deviceTitle } from '../devices/device-title.ts';
import { dateOnly, minuteTime } from '../format/time.ts';
import { api } from '../live/client.ts';
import { Card } from '../parts/Card.tsx';
import { ErrorState } from '../parts/ErrorState.tsx';
import { Facts } from '../parts/Facts.tsx';
import { SkeletonLines } from '../parts/LoadingPage.tsx';
import { RelativeTime } from '../parts/RelativeTime.tsx';
import { RoleGate } from '../parts/RoleGate.tsx';
import { StatusMark } from '../parts/StatusMark.tsx';
import classes from './Compliance.module.css';
import { actionName, STATE_TONE } from './compliance-words.ts';
import { ExemptDialog } from './ExemptDialog.tsx';
import { endExemption } from './ExemptionsView.tsx';
import { StepList } from './StepList.tsx';
import { RuleLink, StateCell } from './ViolationsView.tsx';
import { WhyDialog } from './WhyDialog.tsx';

/** How a device keeps the rules: which it violates since when, why, what was done, and what comes next. */
export function DeviceComplianceTab({ device }: { device: DeviceDetail }) {
  const { t } = useTranslation();
  const query = useQuery(api.compliance.ofDevice.queryOptions({ input: { deviceId: device.id } }));
  const { data } = query;
  if (data === undefined)
    return (
      <div className={classes.device}>
        <Card title={t('compliance.device.title')}>
          {query.isError ? (
            <ErrorState error={query.error} onRetry={() => void query.refetch()} />
          ) : (
            <SkeletonLines count={6} />
          )}
        </Card>
      </div>
    );
  return (
    <div className={classes.device}>
      <div>
        <Card title={t('compliance.device.title')}>
          <Standing data={data} />
          {data.violations.map((violation) => (
            <Going key={violation.id} violation={violation} name={deviceTitle(device, t)} />
          ))}
        </Card>
        <Card title={t('compliance.device.past')}>
          {data.past.length === 0 ? (
            <p className={classes.soft}>{t('compliance.device.noPast')}</p>
          ) : (
            data.past.map((violation) => <Past key={violation.id} violation={violation} />)
          )}
        </Card>
      </div>
      <div>
        <Card title={t('compliance.device.kept')}>
          {data.kept.length === 0 ? (
            <p className={classes.soft}>{t('compliance.device.keptNone')}</p>
          ) : (
            <ul className={classes.steps}>
              {data.kept.map(({ id, name }) => (
                <li key={id}>
                  <StatusMark tone="done">
                    <Link to={`/compliance/rules/${id}`}>{name}</Link>
                  </StatusMark>
                </li>
              ))}
            </ul>
          )}
        </Card>
        <Card title={t('compliance.device.delays.title')}>
          <Delays delays={data.delays} />
        </Card>
        {data.exemptions.length > 0 && <Exemptions data={data} />}
      </div>
    </div>
  );
}

/** What an action may wait for. */
function Delays({ delays }: { delays: DeviceCompliance['delays'] }) {
  const { t, i18n } = useTranslation();
  const { lastSeenAt, askEveryHours, battery, queued } = delays;
  return (
    <>
      <p className={classes.soft}>{t('compliance.device.delays.about', { count: askEveryHours })}</p>
      <Facts
        facts={[
          {
            label: t('compliance.device.delays.seen'),
            value: lastSeenAt === null ? t('compliance.device.delays.never') : <RelativeTime at={lastSeenAt} />,
          },
          {
            label: t('compliance.device.delays.battery'),
            value:
              battery === null
                ? t('compliance.device.delays.unknown')
                : new Intl.NumberFormat(i18n.language, { style: 'percent' }).format(battery),
          },
          {
            label: t('compliance.device.delays.queue'),
            value: t('compliance.device.delays.commands', { count: queued }),
          },
        ]}
      />
    </>
  );
}

function Standing({ data }: { data: DeviceCompliance }) {
  const { t } = useTranslation();
  const { state, sinceAt, blocked, quarantine, message, violations, kept } = data;
  if (violations.length + kept.length === 0)
    return (
      <p className={classes.soft}>
        {t('compliance.device.none')} <Link to="/compliance/rules/new">{t('compliance.device.make')}</Link>
      </p>
    );
  return (
    <>
      <p className={classes.head} style={{ marginTop: 0 }}>
        <StatusMark tone={STATE_TONE[state]}>{t(`compliance.states.${state}`)}</StatusMark>
        {sinceAt !== null && (
          <span className={classes.soft}>
            {t('compliance.device.since')} <RelativeTime at={sinceAt} />
          </span>
        )}
      </p>
      {violations.length === 0 && <p className={classes.soft}>{t('compliance.device.noneViolated')}</p>}
      {blocked && (
        <p>
          <StatusMark tone="needs">{t('compliance.device.blocked')}</StatusMark>
        </p>
      )}
      {quarantine.length > 0 && (
        <p>
          <StatusMark tone="waits">
            {t('compliance.device.quarantine', { groups: quarantine.map(({ name }) => name).join(', ') })}
          </StatusMark>
        </p>
      )}
      {message !== null && (
        <p>
          <StatusMark tone="way">{t('compliance.device.message', { text: message })}</StatusMark>
        </p>
      )}
    </>
  );
}

function Going({ violation, name }: { violation: ComplianceViolation; name: string }) {
  const { t, i18n } = useTranslation();
  const [asked, setAsked] = useState<'why' | 'exempt'>();
  const { ruleId, rule, deviceId, beganAt, state, steps, next, graceUntilAt, exemption } = violation;
  return (
    <section className={classes.violation} aria-label={rule}>
      <div className={classes.head}>
        <strong>
          <RuleLink id={ruleId} name={rule} />
        </strong>
        <StateCell violation={violation} />
        <span className={classes.end}>
          <Button
            size="compact-sm"
            variant="default"
            aria-label={t('compliance.device.whyOf', { name: rule })}
            onClick={() => setAsked('why')}
          >
            {t('compliance.device.why')}
          </Button>
          {state !== 'exempt' && (
            <RoleGate needs="administrator">
              <Button
                size="compact-sm"
                variant="default"
                aria-label={t('compliance.device.exemptFrom', { name: rule })}
                onClick={() => setAsked('exempt')}
              >
                {t('compliance.violations.exempt')}
              </Button>
            </RoleGate>
          )}
        </span>
      </div>
      <p className={classes.soft}>
        {t('compliance.violations.since')} <RelativeTime at={beganAt} />
      </p>
      {state === 'grace' && (
        <p className={classes.soft}>
          {t('compliance.device.graceUntil', { when: minuteTime(graceUntilAt, i18n.language) })}
        </p>
      )}
      {exemption !== null && (
        <p className={classes.soft}>
          {exemption.untilAt === null
            ? t('compliance.device.exemptForever', { reason: exemption.reason })
            : t('compliance.device.exemptUntil', {
                when: dateOnly(exemption.untilAt, i18n.language),
                reason: exemption.reason,
              })}
        </p>
      )}
      {steps.length > 0 && <StepList steps={steps} />}
      {state !== 'exempt' && (
        <p className={classes.soft}>
          {next === null ? (
            t('compliance.violations.nothingNext')
          ) : (
            <>
              {t('compliance.device.next', { what: next.kinds.map((kind) => actionName(kind, t)).join(', ') })} (
              <RelativeTime at={next.at} />)
            </>
          )}
        </p>
      )}
      {asked === 'why' && (
        <WhyDialog
          rule={{ id: ruleId, name: rule }}
          device={{ id: deviceId, name }}
          onClose={() => setAsked(undefined)}
        />
      )}
      {asked === 'exempt' && (
        <ExemptDialog devices={[deviceId]} name={name} ruleId={ruleId} onClose={() => setAsked(undefined)} />
      )}
    </section>
  );
}

function Past({ violation }: { violation: ComplianceViolation }) {
  const { t, i18n } = useTranslation();
  const { ruleId, rule, beganAt, endedAt, steps } = violation;
  return (
    <section className={classes.violation} aria-label={rule}>
      <div className={classes.head}>
        <strong>
          <RuleLink id={ruleId} name={rule} />
        </strong>
        <StateCell violation={violation} />
      </div>
      <p className={classes.soft}>
        {t('compliance.device.lasted', {
          from: minuteTime(beganAt, i18n.language),
          to: minuteTime(endedAt ?? beganAt, i18n.language),
        })}
      </p>
      {steps.length > 0 && <StepList steps={steps} />}
    </section>
  );
}

function Exemptions({ data }: { data: DeviceCompliance }) {
  const { t, i18n } = useTranslation();
  return (
    <Card title={t('compliance.device.exemptions')}>
      {data.exemptions.map((exemption) => (
        <div key={exemption.id} className={classes.violation}>
          <div className={classes.head}>
            <strong>{exemption.rule ?? t('compliance.exempt.everyRule')}</strong>
            {exemption.deviceId === null && <span className={classes.soft}>{exemption.subject}</span>}
            <span className={classes.end}>
              <RoleGate needs="administrator">
                <Button
                  size="compact-xs"
                  variant="default"
                  aria-label={t('compliance.exemptions.endOf', { name: exemption.rule ?? exemption.subject })}
                  onClick={() => void endExemption(exemption, t)}
                >
                  {t('compliance.exemptions.end')}
                </Button>
              </RoleGate>
            </span>
          </div>
          <p className={classes.soft}>
            {exemption.untilAt === null
              ? t('compliance.device.exemptForever', { reason: exemption.reason })
              : t('compliance.device.exemptUntil', {
                  when: dateOnly(exemption.untilAt, i18n.language),
                  reason: exemption.reason,
                })}
          </p>
        </div>
      ))}
    </Card>
  );
}
