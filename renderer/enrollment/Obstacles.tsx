import { Alert } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { api } from '../live/client.ts';
import { useStatus } from '../live/hooks.ts';
import { canEnroll } from '../parts/tones.ts';
import classes from './Enrollment.module.css';

/** What keeps devices from enrolling whatever one does here, and where it is put right. */
export function Obstacles() {
  const { t } = useTranslation();
  const status = useStatus().data;
  const setup = useQuery(api.setup.state.queryOptions()).data;
  const noPush = status !== undefined && !canEnroll(status.push);
  const notes = setup?.steps.find(({ step }) => step === 'reachability')?.notes ?? [];
  // Once a device found the way, whatever is said about the address is wrong.
  const unreachable =
    status?.devices.enrolled === 0 && notes.some(({ code }) => code === 'loopback' || code === 'link-local');
  if (!noPush && !unreachable) return null;
  return (
    <div className={classes.obstacles}>
      {noPush && (
        <Alert color="yellow" variant="light" title={t('enrollment.noPush.title')}>
          {t('enrollment.noPush.text')} <Link to="/settings/push">{t('enrollment.noPush.action')}</Link>
        </Alert>
      )}
      {unreachable && (
        <Alert color="yellow" variant="light" title={t('enrollment.unreachable.title')}>
          {t('enrollment.unreachable.text', { url: status.listener.url })}{' '}
          <Link to="/settings/listener">{t('enrollment.unreachable.action')}</Link>
        </Alert>
      )}
    </div>
  );
}
