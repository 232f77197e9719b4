import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useLocation, useNavigate } from 'react-router';
import type { Role, SetupState } from '../../shared/contract/index.ts';
import { api } from '../live/client.ts';
import { useStatus } from '../live/hooks.ts';
import { useMe } from '../live/session.ts';

const OPENED = 'cartwright-first-run';

/** Whether the first run shall open by itself: an empty server, not set up, before somebody who can do it. Pure. */
export function opensByItself(facts: { setup: SetupState; devices: number; role: Role; opened: boolean }): boolean {
  const { setup, devices, role, opened } = facts;
  return !opened && devices === 0 && role !== 'viewer' && !setup.complete && !setup.dismissed;
}

/** Opens the first run on an empty server, once per session and only from Home. It can be left; Home keeps a list. */
export function useFirstRun(): void {
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const isHome = pathname === '/';
  const isThere = pathname.startsWith('/setup');
  useEffect(() => {
    // Whoever leaves it is not sent back.
    if (isThere) sessionStorage.setItem(OPENED, '1');
  }, [isThere]);
  const status = useStatus().data;
  const role = useMe()?.role;
  const setup = useQuery({ ...api.setup.state.queryOptions(), enabled: isHome }).data;
  useEffect(() => {
    // The address runs ahead of what is shown: whoever is on the way elsewhere is not called back.
    if (!['', '#', '#/'].includes(window.location.hash)) return;
    if (!isHome || status === undefined || setup === undefined || role === undefined) return;
    const opened = sessionStorage.getItem(OPENED) !== null;
    if (!opensByItself({ setup, devices: status.devices.total, role, opened })) return;
    sessionStorage.setItem(OPENED, '1');
    void navigate('/setup');
  }, [isHome, status, setup, role, navigate]);
}
