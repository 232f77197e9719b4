import { Badge } from '@mantine/core';
import { spotlight } from '@mantine/spotlight';
import { IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { NavLink } from 'react-router';
import icon from '../../../resources/icon.svg';
import { number } from '../../format/quantity.ts';
import { api } from '../../live/client.ts';
import { useConnection, useStatus } from '../../live/hooks.ts';
import { StatusMark } from '../../parts/StatusMark.tsx';
import { AppearanceMenu } from './AppearanceMenu.tsx';
import classes from './Shell.module.css';
import { SCREENS } from './screens.ts';

const isMac = /mac/i.test(navigator.userAgent);

/** Where one can go, and whether the server serves. */
export function Sidebar() {
  const { t, i18n } = useTranslation();
  const status = useStatus().data;
  const connected = useConnection().kind === 'connected';
  // As the list shows them: those that are no longer managed are kept, but not counted.
  const managed = status === undefined ? undefined : status.devices.enrolled + status.devices.pending;
  const counts: Partial<Record<string, number>> = { devices: managed };
  const waiting = useQuery(api.enrollment.requests.queryOptions({ input: { state: 'waiting', limit: 1 } })).data
    ?.waiting;
  return (
    <nav className={classes.sidebar} aria-label={t('shell.navigation')}>
      <div className={classes.brand}>
        <img src={icon} width={22} height={22} alt="" />
        <span className={classes.label}>Cartwright</span>
        {status?.demo === true && (
          <Badge size="sm" variant="light" title={t('shell.demoMeans')}>
            {t('shell.demo')}
          </Badge>
        )}
      </div>
      <button type="button" className={classes.search} onClick={spotlight.open}>
        <IconSearch size={16} aria-hidden />
        <span className={classes.label}>{t('shell.search')}</span>
        <kbd>{isMac ? '⌘K' : `${t('shortcuts.control')} K`}</kbd>
      </button>
      {SCREENS.map(({ path, name, Icon }) => (
        <NavLink key={path} to={path} end={path === '/'} className={classes.link} title={t(`screens.${name}`)}>
          <Icon size={18} stroke={1.6} aria-hidden />
          <span className={classes.label}>{t(`screens.${name}`)}</span>
          {counts[name] !== undefined && <span className={classes.badge}>{number(counts[name], i18n.language)}</span>}
          {name === 'enrollment' && waiting !== undefined && waiting > 0 && (
            <span className={classes.waiting} title={t('shell.waiting', { count: waiting })}>
              <span aria-hidden>{number(waiting, i18n.language)}</span>
              <span className="visually-hidden"> {t('shell.waiting', { count: waiting })}</span>
            </span>
          )}
        </NavLink>
      ))}
      <div className={classes.foot}>
        <span className={classes.serving}>
          {status !== undefined && (
            <StatusMark tone={connected ? 'done' : 'waits'}>
              {connected ? t('shell.serving', { count: status.devices.enrolled }) : t('shell.notConnected')}
            </StatusMark>
          )}
        </span>
        <AppearanceMenu />
      </div>
    </nav>
  );
}
