import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { ComplianceExemption } from '../../shared/contract/index.ts';
import { dateOnly } from '../format/time.ts';
import { api, engine, queryClient } from '../live/client.ts';
import { NothingFoundDrawing } from '../parts/Drawings.tsx';
import { EmptyState } from '../parts/EmptyState.tsx';
import { ErrorState } from '../parts/ErrorState.tsx';
import { LoadingPage } from '../parts/LoadingPage.tsx';
import { tellFailure } from '../parts/notify.ts';
import { PlainTable } from '../parts/PlainTable.tsx';
import { RelativeTime } from '../parts/RelativeTime.tsx';
import { RoleGate } from '../parts/RoleGate.tsx';
import { notifyWithUndo } from '../parts/undo.tsx';
import classes from './Compliance.module.css';
import { ExemptDialog } from './ExemptDialog.tsx';

/** Ends an exemption, and offers to make it again. */
export async function endExemption(exemption: ComplianceExemption, t: TFunction): Promise<void> {
  const { id, ruleId, deviceId, groupId, untilAt, reason, subject } = exemption;
  const reread = () => queryClient.invalidateQueries({ queryKey: api.compliance.key() });
  try {
    await engine.compliance.removeExemption({ exemptionId: id });
    await reread();
    notifyWithUndo(t('compliance.exemptions.ended', { name: subject }), async () => {
      const to = deviceId === null ? { groupId: groupId ?? '' } : { devices: { deviceIds: [deviceId] } };
      await engine.compliance.exempt({ ruleId, to, untilAt, reason });
      await reread();
    });
  } catch (error) {
    tellFailure(error, t('compliance.exemptions.notEnded'));
  }
}

/** Who is exempt from what, until when, and why. */
export function ExemptionsView() {
  const { t, i18n } = useTranslation();
  const [making, setMaking] = useState(false);
  const query = useQuery(api.compliance.exemptions.queryOptions());
  const make = (
    <RoleGate needs="administrator">
      <Button variant="default" leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setMaking(true)}>
        {t('compliance.exemptions.new')}
      </Button>
    </RoleGate>
  );
  const content = (): React.ReactNode => {
    if (query.data === undefined)
      return query.isError ? <ErrorState error={query.error} onRetry={() => void query.refetch()} /> : <LoadingPage />;
    if (query.data.length === 0)
      return (
        <EmptyState
          drawing={<NothingFoundDrawing />}
          title={t('compliance.exemptions.none.title')}
          text={t('compliance.exemptions.none.text')}
          action={make}
        />
      );
    return (
      <>
        <div className={classes.bar}>
          <div className={classes.end}>{make}</div>
        </div>
        <div className={classes.list}>
          <PlainTable<ComplianceExemption>
            label={t('compliance.exemptions.label')}
            rows={query.data}
            rowKey={({ id }) => id}
            columns={[
              {
                id: 'who',
                header: t('compliance.exemptions.who'),
                width: '22%',
                cell: ({ subject, deviceId, groupId }) => (
                  <>
                    <Link to={deviceId === null ? `/groups/${groupId}` : `/devices/${deviceId}/compliance`}>
                      {subject}
                    </Link>
                    <span className={classes.about}>
                      {t(deviceId === null ? 'compliance.exemptions.group' : 'compliance.exemptions.device')}
                    </span>
                  </>
                ),
              },
              {
                id: 'rule',
                header: t('compliance.exemptions.rule'),
                cell: ({ rule }) => rule ?? t('compliance.exempt.everyRule'),
              },
              {
                id: 'until',
                header: t('compliance.exemptions.until'),
                cell: ({ untilAt }) =>
                  untilAt === null ? t('compliance.exemptions.forever') : dateOnly(untilAt, i18n.language),
              },
              { id: 'reason', header: t('compliance.exemptions.reason'), width: '26%', cell: ({ reason }) => reason },
              {
                id: 'by',
                header: t('compliance.exemptions.by'),
                cell: ({ createdBy, createdAt }) => (
                  <>
                    {createdBy}
                    <span className={classes.about}>
                      <RelativeTime at={createdAt} />
                    </span>
                  </>
                ),
              },
              {
                id: 'end',
                header: t('compliance.exemptions.end'),
                headerHidden: true,
                width: 90,
                cell: (exemption) => (
                  <RoleGate needs="administrator">
                    <Button
                      size="compact-xs"
                      variant="default"
                      aria-label={t('compliance.exemptions.endOf', { name: exemption.subject })}
                      onClick={() => void endExemption(exemption, t)}
                    >
                      {t('compliance.exemptions.end')}
                    </Button>
                  </RoleGate>
                ),
              },
            ]}
          />
        </div>
      </>
    );
  };
  return (
    <>
      {content()}
      {making && <ExemptDialog ruleId={null} onClose={() => setMaking(false)} />}
    </>
  );
}
