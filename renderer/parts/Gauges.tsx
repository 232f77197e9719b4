import { useTranslation } from 'react-i18next';
import { gigabytes, percent } from '../format/quantity.ts';
import classes from './Gauges.module.css';

/** Below this a battery needs somebody. */
const LOW = 0.2;

/** How full a battery is, drawn and in words. */
export function Battery({ level }: { level: number | null }) {
  const { i18n } = useTranslation();
  if (level === null) return <span className={classes.none}>–</span>;
  const low = level < LOW;
  return (
    <span className={classes.gauge} data-low={low || undefined}>
      <svg width="20" height="11" viewBox="0 0 20 11" aria-hidden="true">
        <rect x="0.5" y="0.5" width="16" height="10" rx="2.5" className={classes.shell} />
        <rect x="18" y="3.5" width="1.5" height="4" rx="0.75" className={classes.knob} />
        <rect x="2" y="2" width={Math.max(1, 13 * level)} height="7" rx="1.2" className={classes.charge} />
      </svg>
      <span className="tabular">{percent(level, i18n.language)}</span>
    </span>
  );
}

/** How much room a device has left, drawn and in words. */
export function Storage({ capacityGb, availableGb }: { capacityGb: number | null; availableGb: number | null }) {
  const { t, i18n } = useTranslation();
  if (capacityGb === null || availableGb === null || capacityGb <= 0) return <span className={classes.none}>–</span>;
  const used = Math.min(1, Math.max(0, 1 - availableGb / capacityGb));
  const free = gigabytes(availableGb, i18n.language);
  return (
    <span
      className={classes.gauge}
      data-low={used > 0.9 || undefined}
      title={t('devices.freeOf', { free, total: gigabytes(capacityGb, i18n.language) })}
    >
      <span className={classes.bar} aria-hidden="true">
        <span style={{ width: `${used * 100}%` }} />
      </span>
      <span className="tabular">{free}</span>
    </span>
  );
}
