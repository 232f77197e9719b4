import {
  IconArchive,
  IconBook,
  IconBuilding,
  IconClock,
  IconDeviceDesktopOff,
  IconDeviceIpad,
  IconDeviceLaptop,
  IconDeviceMobile,
  IconDevices,
  IconDeviceTv,
  IconDeviceWatch,
  IconEyeglass,
  IconSchool,
  IconShield,
  IconShoppingCart,
  IconStar,
  IconTag,
  IconUser,
  IconUsers,
} from '@tabler/icons-react';
import type { ComponentType } from 'react';
import type { DeviceGroup, GroupIcon } from '../../shared/contract/index.ts';
import classes from './Groups.module.css';

const ICONS: Readonly<Record<GroupIcon, ComponentType<{ size?: number; stroke?: number }>>> = {
  tag: IconTag,
  devices: IconDevices,
  tablet: IconDeviceIpad,
  phone: IconDeviceMobile,
  laptop: IconDeviceLaptop,
  tv: IconDeviceTv,
  watch: IconDeviceWatch,
  glasses: IconEyeglass,
  school: IconSchool,
  building: IconBuilding,
  people: IconUsers,
  person: IconUser,
  cart: IconShoppingCart,
  book: IconBook,
  shield: IconShield,
  star: IconStar,
  clock: IconClock,
  silent: IconDeviceDesktopOff,
  ended: IconArchive,
};

/** The icon of a group in its colour. */
export function GroupMark({ group, size = 22 }: { group: Pick<DeviceGroup, 'icon' | 'colour'>; size?: number }) {
  const Icon = ICONS[group.icon];
  return (
    <span
      aria-hidden
      className={classes.mark}
      style={{
        width: size,
        height: size,
        background: `var(--mantine-color-${group.colour}-light)`,
        color: `var(--mantine-color-${group.colour}-light-color)`,
      }}
    >
      <Icon size={Math.round(size * 0.68)} stroke={1.7} />
    </span>
  );
}
