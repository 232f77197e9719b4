import type { Alert } from '../../shared/contract/index.ts';

const SCREENS: Readonly<Record<Alert['link']['screen'], string>> = {
  push: '/settings/push',
  listener: '/settings/listener',
  certificates: '/settings/certificates',
  devices: '/devices',
  commands: '/activity',
  activity: '/activity',
  invitations: '/enrollment',
  approvals: '/enrollment',
  backup: '/settings/backups',
  system: '/settings/about',
};

/** Where in the console an alert is put right, with the list there filtered. */
export function alertTarget({ link }: Pick<Alert, 'link'>): string {
  const params = new URLSearchParams(Object.entries(link.filter).map(([name, value]) => [name, String(value)]));
  const query = params.toString();
  return `${SCREENS[link.screen]}${query === '' ? '' : `?${query}`}`;
}
