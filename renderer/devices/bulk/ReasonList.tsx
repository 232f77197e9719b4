import { useTranslation } from 'react-i18next';
import type { ActionPreview } from '../../../shared/contract/index.ts';
import { findingText } from '../../commands/finding-text.ts';
import { number } from '../../format/quantity.ts';
import classes from './Bulk.module.css';

type Reason = ActionPreview['reasons'][number];

/** Reasons with how many devices each holds for; on a click, which. */
export function ReasonList({ reasons }: { reasons: readonly Reason[] }) {
  const { t, i18n } = useTranslation();
  return (
    <ul className={classes.reasons}>
      {reasons.map((reason) => (
        <li key={`${reason.code} ${reason.message}`}>
          <details>
            <summary>
              <span>{findingText(reason, t)}</span>
              <span className={classes.count}>{number(reason.count, i18n.language)}</span>
            </summary>
            <NameList devices={reason.examples} count={reason.count} />
          </details>
        </li>
      ))}
    </ul>
  );
}

/** Devices by name and serial number; of many, how many more there are. */
export function NameList({ devices, count }: { devices: ActionPreview['examples']; count: number }) {
  const { t } = useTranslation();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys
    <ul className={classes.names} tabIndex={0} aria-label={t('devices.count', { count })}>
      {devices.map(({ deviceId, name, serialNumber }) => (
        <li key={deviceId}>
          <span className={classes.name}>{name ?? t('devices.device')}</span>
          <span className="mono">{serialNumber}</span>
        </li>
      ))}
      {count > devices.length && <li>{t('bulk.more', { count: count - devices.length })}</li>}
    </ul>
  );
}
