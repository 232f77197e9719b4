import { IconLink, IconQrcode, IconUsb } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './Enrollment.module.css';

const WAYS = [
  { name: 'qr', Icon: IconQrcode },
  { name: 'link', Icon: IconLink },
  { name: 'configurator', Icon: IconUsb },
] as const;

/** How a device gets in, in a sentence each. */
export function WaysIn() {
  const { t } = useTranslation();
  return (
    <section className={classes.ways} aria-label={t('enrollment.waysIn')}>
      {WAYS.map(({ name, Icon }) => (
        <div key={name} className={classes.way}>
          <Icon size={24} stroke={1.5} aria-hidden />
          <div>
            <h2>{t(`enrollment.ways.${name}.title`)}</h2>
            <p>{t(`enrollment.ways.${name}.text`)}</p>
          </div>
        </div>
      ))}
    </section>
  );
}
