import { IconAlertTriangleFilled, IconCircleCheckFilled } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ComplianceStep } from '../../shared/contract/index.ts';
import { findingText } from '../commands/finding-text.ts';
import { RelativeTime } from '../parts/RelativeTime.tsx';
import classes from './Compliance.module.css';
import { actionDone, actionName } from './compliance-words.ts';

/** What was done about a violation, and when; why not where that was not possible. */
export function StepList({ steps, brief = false }: { steps: readonly ComplianceStep[]; brief?: boolean }) {
  const { t } = useTranslation();
  return (
    <ul className={classes.steps}>
      {steps.map(({ kind, at, outcome, detail, tier }) => (
        <li key={`${tier}-${kind}-${at}`}>
          <span className={classes.step} data-outcome={outcome}>
            {outcome === 'done' ? (
              <IconCircleCheckFilled size={14} aria-hidden />
            ) : (
              <IconAlertTriangleFilled size={14} aria-hidden />
            )}
            <span>
              {outcome === 'done'
                ? actionDone(kind, t)
                : brief
                  ? t('compliance.notPossible', { action: actionName(kind, t) })
                  : t('compliance.refused', {
                      action: actionName(kind, t),
                      reason: detail === null ? '' : findingText({ message: detail }, t),
                    })}{' '}
              <span className={classes.soft}>
                <RelativeTime at={at} />
              </span>
            </span>
          </span>
        </li>
      ))}
    </ul>
  );
}
