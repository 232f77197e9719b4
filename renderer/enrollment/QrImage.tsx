import { Modal, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { InvitationLink } from '../../shared/contract/index.ts';
import classes from './Enrollment.module.css';

/** A QR code. As an image the SVG can neither run scripts nor load anything. */
export function QrImage(props: { svg: string; name: string; className?: string | undefined }) {
  const { t } = useTranslation();
  return (
    <img
      className={props.className ?? classes.qr}
      src={`data:image/svg+xml;charset=utf-8,${encodeURIComponent(props.svg)}`}
      alt={t('enrollment.qrAlt', { name: props.name })}
    />
  );
}

/** The code as large as the window, to be scanned from across a room. */
export function BigQr({ link, name, onClose }: { link: InvitationLink; name: string; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Modal
      opened
      fullScreen
      onClose={onClose}
      title={name}
      styles={{ title: { fontWeight: 600, fontSize: 18 } }}
      closeButtonProps={{ 'aria-label': t('common.close'), size: 'lg' }}
    >
      <div className={classes.big}>
        <QrImage svg={link.qrSvg} name={name} className={classes.bigQr} />
        <div className={classes.bigWords}>
          <Text fz={28} fw={600} lh={1.3}>
            {t('enrollment.big.lead')}
          </Text>
          <ol className={classes.bigSteps}>
            {(['scan', 'allow', 'install'] as const).map((step) => (
              <li key={step}>{t(`enrollment.big.${step}`)}</li>
            ))}
          </ol>
          {link.pin !== null && (
            <Text fz={20}>
              {t('enrollment.pin')} <span className={classes.bigPin}>{link.pin}</span>
            </Text>
          )}
          <Text c="dimmed" className={classes.bigLink}>
            {link.url}
          </Text>
        </div>
      </div>
    </Modal>
  );
}
