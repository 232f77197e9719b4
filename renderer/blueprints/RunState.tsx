import { useTranslation } from 'react-i18next';
import type { PrepareRun } from '../../shared/contract/index.ts';
import { StatusMark } from '../parts/StatusMark.tsx';

/** How a run stands: failures are told even while the others go on. */
export function RunState({ run }: { run: Pick<PrepareRun, 'state' | 'failed'> }) {
  const { t } = useTranslation();
  if (run.failed > 0) return <StatusMark tone="needs">{t('blueprints.failedOf', { count: run.failed })}</StatusMark>;
  const tone = { running: 'way', paused: 'waits', done: 'done', cancelled: 'none' } as const;
  return <StatusMark tone={tone[run.state]}>{t(`blueprints.states.${run.state}`)}</StatusMark>;
}
