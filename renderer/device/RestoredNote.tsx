import { Alert, Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { DeviceDetail } from '../../shared/contract/index.ts';
import { relativeTime } from '../format/time.ts';
import { RoleGate } from '../parts/RoleGate.tsx';
import { useNow } from '../parts/use-now.ts';
import classes from './Device.module.css';

/** That a device came back from a backup, why it counts as that, and what helps. */
export function RestoredNote({ restored: { at, from } }: { restored: NonNullable<DeviceDetail['restored']> }) {
  const { t, i18n } = useTranslation();
  const when = useNow((now) => relativeTime(at, now, i18n.language));
  return (
    <Alert className={classes.restored} color="red" variant="light" title={t('devicePage.restored.title')} role="note">
      {t('devicePage.restored.text', {
        when,
        why: t(`diagnosis.causes.restored-${from}`),
      })}
      <RoleGate needs="administrator">
        <Button component={Link} to="/enrollment" size="compact-sm" variant="default" mt="xs" display="table">
          {t('diagnosis.actions.enrollment')}
        </Button>
      </RoleGate>
    </Alert>
  );
}
