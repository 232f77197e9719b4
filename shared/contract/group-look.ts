import type { DeviceFilter } from './device-filter.ts';

/*
 * How groups look, and the groups every installation has.
 */

/** Colours by their names in the console's palette. */
export const GROUP_COLOURS = [
  'gray',
  'blue',
  'cyan',
  'teal',
  'green',
  'yellow',
  'orange',
  'red',
  'pink',
  'grape',
  'violet',
] as const;
export type GroupColour = (typeof GROUP_COLOURS)[number];

export const GROUP_ICONS = [
  'tag',
  'devices',
  'tablet',
  'phone',
  'laptop',
  'tv',
  'watch',
  'glasses',
  'school',
  'building',
  'people',
  'person',
  'cart',
  'book',
  'shield',
  'star',
  'clock',
  'silent',
  'ended',
] as const;
export type GroupIcon = (typeof GROUP_ICONS)[number];

/** A group every installation has; nobody changes or deletes it. `id` never changes. */
export interface BuiltInGroup {
  readonly key: string;
  readonly id: string;
  /** In English, as typed filters name it; the console says it in its own language. */
  readonly name: string;
  readonly icon: GroupIcon;
  readonly colour: GroupColour;
  readonly filter: DeviceFilter;
  /** Devices no longer managed count, too. */
  readonly ended: boolean;
}

const builtIn = (
  place: number,
  key: string,
  name: string,
  icon: GroupIcon,
  filter: DeviceFilter,
  more: { colour?: GroupColour; ended?: boolean } = {},
): BuiltInGroup => ({
  key,
  id: `00000000-0000-7000-8000-${String(place).padStart(12, '0')}`,
  name,
  icon,
  filter,
  colour: more.colour ?? 'gray',
  ended: more.ended ?? false,
});

const yes = (field: string): DeviceFilter => ({ field, operator: 'is', value: true });
const beyondWeek = (field: string): DeviceFilter => ({
  field,
  operator: 'notWithinLast',
  value: { amount: 7, unit: 'days' },
});
const family = (value: string): DeviceFilter => ({ field: 'family', operator: 'is', value });

export const BUILT_IN_GROUPS: readonly BuiltInGroup[] = [
  builtIn(1, 'all', 'All devices', 'devices', { all: [] }),
  builtIn(2, 'ipads', 'iPads', 'tablet', family('iPad')),
  builtIn(3, 'iphones', 'iPhones', 'phone', family('iPhone')),
  builtIn(4, 'macs', 'Macs', 'laptop', family('Mac')),
  builtIn(5, 'appleTvs', 'Apple TVs', 'tv', family('AppleTV')),
  builtIn(6, 'watches', 'Apple Watches', 'watch', family('Watch')),
  builtIn(7, 'visions', 'Apple Vision', 'glasses', family('Vision')),
  builtIn(8, 'supervised', 'Supervised', 'shield', yes('supervised')),
  builtIn(9, 'notSupervised', 'Not supervised', 'shield', { field: 'supervised', operator: 'is', value: false }),
  builtIn(10, 'userEnrolled', 'User enrolled', 'person', yes('userEnrollment')),
  builtIn(11, 'automated', 'Automated enrollment', 'building', yes('automatedEnrollment')),
  builtIn(12, 'sharedIpads', 'Shared iPads', 'people', yes('sharedIpad')),
  builtIn(13, 'pending', 'Still enrolling', 'clock', { field: 'state', operator: 'is', value: 'pending' }),
  builtIn(
    14,
    'silent',
    'Silent for a week',
    'silent',
    // A device that has just come was not seen yet.
    { all: [beyondWeek('lastSeenAt'), beyondWeek('createdAt')] },
    { colour: 'orange' },
  ),
  builtIn(
    15,
    'ended',
    'No longer managed',
    'ended',
    { field: 'state', operator: 'is', value: 'ended' },
    { ended: true },
  ),
];
