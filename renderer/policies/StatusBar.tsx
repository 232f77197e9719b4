import { useTranslation } from 'react-i18next';
import type { PolicySummary } from '../../shared/contract/index.ts';
import { number } from '../format/quantity.ts';
import classes from './Policies.module.css';
import { STATE_TONE, STATES, wantedDevices } from './policy-words.ts';

/** How a policy stands on its devices, as a bar and in words. */
export function StatusBar({ counts }: Pick<PolicySummary, 'counts'>) {
  const { t, i18n } = useTranslation();
  const all = wantedDevices({ counts });
  const there = STATES.filter((state) => state !== 'removed' && (counts[state] ?? 0) > 0);
  if (all === 0) return <span className={classes.soft}>{t('policies.forNobody')}</span>;
  const words = there
    .map((state) => `${t(`policies.states.${state}`)}: ${number(counts[state] ?? 0, i18n.language)}`)
    .join(', ');
  const failed = counts.failed ?? 0;
  return (
    <span className={classes.bar} title={words}>
      <span className={classes.track} aria-hidden="true">
        {there.map((state) => (
          <span key={state} data-tone={STATE_TONE[state]} style={{ flexGrow: counts[state] ?? 0 }} />
        ))}
      </span>
      <span className="tabular">
        {t('policies.installedOf', { installed: counts.installed ?? 0, count: all })}
        {failed > 0 && (
          <span style={{ color: 'var(--cw-needs)' }}> · {t('policies.failedCount', { count: failed })}</span>
        )}
      </span>
      <span className="visually-hidden">{words}</span>
    </span>
  );
}
