import type { DeviceFilter } from '../../../shared/contract/device-filter.ts';

/** A view everybody has. It says which devices; how the list looks stays as the person has it. */
export interface BuiltInView {
  readonly id:
    | 'all'
    | 'silent'
    | 'unreachable'
    | 'unsupervised'
    | 'low-battery'
    | 'low-storage'
    | 'updates'
    | 'no-passcode'
    | 'ended';
  readonly filter: DeviceFilter | null;
}

const enrolled: DeviceFilter = { field: 'state', operator: 'is', value: 'enrolled' };
const both = (filter: DeviceFilter): DeviceFilter => ({ all: [enrolled, filter] });

/** In the order to offer them. */
export const BUILT_IN: readonly BuiltInView[] = [
  { id: 'all', filter: null },
  {
    id: 'silent',
    filter: both({ field: 'lastSeenAt', operator: 'notWithinLast', value: { amount: 7, unit: 'days' } }),
  },
  {
    id: 'unreachable',
    filter: both({ field: 'pushState', operator: 'isOneOf', value: ['unregistered', 'refused'] }),
  },
  { id: 'unsupervised', filter: both({ field: 'supervised', operator: 'is', value: false }) },
  { id: 'low-battery', filter: both({ field: 'batteryLevel', operator: 'below', value: 0.2 }) },
  { id: 'low-storage', filter: both({ field: 'availableShare', operator: 'below', value: 0.1 }) },
  { id: 'updates', filter: both({ field: 'updateAvailable', operator: 'is', value: true }) },
  { id: 'no-passcode', filter: both({ field: 'passcodePresent', operator: 'is', value: false }) },
  { id: 'ended', filter: { field: 'state', operator: 'is', value: 'ended' } },
];
