import { Button } from '@mantine/core';
import { IconPlugConnectedX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { connection } from '../../live/client.ts';
import { useConnection } from '../../live/hooks.ts';
import { useNow } from '../../parts/use-now.ts';
import classes from './Shell.module.css';

/** Says that what is shown may be old, from the second failed try on: a short break heals unnoticed. */
export function ConnectionNotice() {
  const { t } = useTranslation();
  const state = useConnection();
  const seconds = useNow((now) => (state.kind === 'lost' ? Math.max(0, Math.ceil((state.retryAt - now) / 1000)) : 0));
  if (state.kind !== 'lost' || state.attempt < 2) return null;
  return (
    <div className={classes.notice} role="alert">
      <IconPlugConnectedX size={18} color="var(--cw-waits)" aria-hidden />
      <span>
        {t('shell.lost')} <span aria-hidden="true">{t('shell.retryIn', { count: seconds })}</span>
      </span>
      <Button variant="default" onClick={() => connection.retryNow()}>
        {t('common.retry')}
      </Button>
    </div>
  );
}
