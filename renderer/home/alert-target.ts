import type { Alert, DeviceFilter } from '../../shared/contract/index.ts';
import { devicesWith } from './fleet-rows.ts';

const SCREENS: Readonly<Record<Alert['link']['screen'], string>> = {
  push: '/settings/push',
  listener: '/settings/listener',
  certificates: '/settings/certificates',
  devices: '/devices',
  commands: '/activity/commands',
  activity: '/activity',
  invitations: '/enrollment',
  approvals: '/enrollment/waiting',
  backup: '/settings/backups',
  compliance: '/compliance/violations',
  system: '/settings/about',
  people: '/people',
  carts: '/carts',
  policies: '/policies',
  blueprints: '/blueprints',
  directory: '/settings/directory',
};

/** Days before its end from which on an identity is shown, when the alert does not say how many. */
const IDENTITY_DAYS = 14;

/** Alerts count enrolled devices alone. */
const ENROLLED: DeviceFilter = { field: 'state', operator: 'is', value: 'enrolled' };

/** The devices an alert is about, in the words of the devices list; undefined where those do not reach. */
function devicesOf({ code, data }: Pick<Alert, 'code' | 'data'>, now: number): DeviceFilter | undefined {
  const days = typeof data.days === 'number' ? data.days : undefined;
  switch (code) {
    case 'devices-silent':
      return { field: 'lastSeenAt', operator: 'notWithinLast', value: { amount: days ?? 7, unit: 'days' } };
    case 'push-tokens-dead':
      return { field: 'pushState', operator: 'isOneOf', value: ['unregistered', 'refused'] };
    case 'identities-expired':
      return { field: 'identityExpiresAt', operator: 'before', value: now };
    case 'identities-expiring':
      return {
        field: 'identityExpiresAt',
        operator: 'withinNext',
        value: { amount: days ?? IDENTITY_DAYS, unit: 'days' },
      };
    case 'provisioning-expired':
      return { field: 'provisioningExpiresAt', operator: 'before', value: now };
    case 'provisioning-expiring':
      return { field: 'provisioningExpiresAt', operator: 'withinNext', value: { amount: days ?? 30, unit: 'days' } };
    case 'push-other-topic':
      return { field: 'pushTopic', operator: 'isNot', value: typeof data.topic === 'string' ? data.topic : '' };
    default:
      return undefined;
  }
}

/** Where in the console an alert is put right, with the list there filtered. `now` in milliseconds since the epoch. */
export function alertTarget(alert: Pick<Alert, 'code' | 'data' | 'link'>, now: number): string {
  const { screen, filter } = alert.link;
  const devices = screen === 'devices' ? devicesOf(alert, now) : undefined;
  if (screen === 'carts') return `/carts/${String(filter.cartId)}/exams`;
  if (screen === 'blueprints') return `/blueprints/runs/${String(filter.runId)}`;
  if (screen === 'policies')
    return filter.state === ''
      ? `/policies/${String(filter.policyId)}/roll-out`
      : `/policies/${String(filter.policyId)}/devices?state=${String(filter.state)}`;
  if (devices !== undefined) return devicesWith({ all: [ENROLLED, devices] });
  const query = new URLSearchParams(Object.entries(filter).map(([name, value]) => [name, String(value)])).toString();
  return `${SCREENS[screen]}${query === '' ? '' : `?${query}`}`;
}
