import type { TFunction } from 'i18next';
import { gigabytes, percent } from '../format/quantity.ts';
import classes from './Gauges.module.css';
import { BLANK, BLANK_TOO, lineText } from './line-text.ts';

/** Below this a battery needs somebody. */
const LOW = 0.2;

/*
 * Drawn by backgrounds in one element each: lists of very many devices show one of each in every line, where every
 * element counts. The language is handed down, as asking for it costs more than the gauge.
 */

/** How full a battery is (0 to 1), drawn and in words. */
export function Battery({ level, locale }: { level: number | null; locale: string }) {
  if (level === null) return <span className={classes.none}>–</span>;
  return (
    <span className={classes.gauge} data-low={level < LOW || undefined}>
      <span
        className={classes.battery}
        aria-hidden="true"
        style={{ backgroundSize: `${Math.max(8, Math.round(100 * level))}% 100%` }}
      />
      <span className="tabular">{percent(level, locale)}</span>
    </span>
  );
}

/** How much room a device has left, drawn and in words. */
export function Storage(props: {
  capacityGb: number | null;
  availableGb: number | null;
  t: TFunction;
  locale: string;
}) {
  const { capacityGb, availableGb, t, locale } = props;
  if (capacityGb === null || availableGb === null || capacityGb <= 0) return <span className={classes.none}>–</span>;
  const used = Math.min(1, Math.max(0, 1 - availableGb / capacityGb));
  const free = gigabytes(availableGb, locale);
  return (
    <span
      className={classes.gauge}
      data-low={used > 0.9 || undefined}
      title={lineText(t, 'devices.freeOf', () => t('devices.freeOf', { free: BLANK, total: BLANK_TOO }))
        .replace(BLANK, () => free)
        .replace(BLANK_TOO, () => gigabytes(capacityGb, locale))}
    >
      <span className={classes.bar} aria-hidden="true" style={{ backgroundSize: `${Math.round(100 * used)}% 100%` }} />
      <span className="tabular">{free}</span>
    </span>
  );
}
