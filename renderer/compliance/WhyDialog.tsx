import { Modal } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ExplanationTree } from '../groups/ExplainDialog.tsx';
import { api } from '../live/client.ts';
import { ErrorState } from '../parts/ErrorState.tsx';
import { SkeletonLines } from '../parts/LoadingPage.tsx';
import { StatusMark } from '../parts/StatusMark.tsx';
import classes from './Compliance.module.css';
import { useSpeech } from './use-speech.ts';

/** Why a device violates a rule or not: each check, with what the device has there. */
export function WhyDialog(props: {
  rule: { id: string; name: string };
  device: { id: string; name: string };
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const { rule, device } = props;
  const { attributes } = useSpeech();
  const query = useQuery(api.compliance.explain.queryOptions({ input: { ruleId: rule.id, deviceId: device.id } }));
  const names = { rule: rule.name, device: device.name };
  const content = (): React.ReactNode => {
    if (query.data === undefined)
      return query.isError ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <SkeletonLines count={5} />
      );
    const { violates, inScope, checks } = query.data;
    return (
      <>
        <p>
          <StatusMark tone={violates ? 'needs' : 'done'}>
            {t(violates ? 'compliance.why.violates' : 'compliance.why.keeps', names)}
          </StatusMark>
        </p>
        {!inScope && <p className={classes.soft}>{t('compliance.why.outOfScope')}</p>}
        {checks.map(({ check, why }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the checks of a rule stay in their places
          <section key={index} className={classes.violation}>
            <strong>{t(`compliance.checks.${check.kind}.name`)}</strong>
            <ExplanationTree why={why} attributes={attributes} />
          </section>
        ))}
      </>
    );
  };
  return (
    <Modal
      opened
      onClose={props.onClose}
      size={620}
      title={t('compliance.why.title', names)}
      styles={{ title: { fontWeight: 600, fontSize: 14 } }}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      {content()}
    </Modal>
  );
}
