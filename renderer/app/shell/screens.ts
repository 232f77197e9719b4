import {
  IconActivity,
  IconCloudDownload,
  IconDeviceIpadCog,
  IconDevices,
  IconFileSettings,
  IconHome,
  IconMailForward,
  IconSettings,
  IconShieldCheck,
  IconShoppingCart,
  IconTags,
  IconUsers,
} from '@tabler/icons-react';

/** The screens of the sidebar and the palette, in order. */
export const SCREENS = [
  { path: '/', name: 'home', Icon: IconHome },
  { path: '/devices', name: 'devices', Icon: IconDevices },
  { path: '/groups', name: 'groups', Icon: IconTags },
  { path: '/policies', name: 'policies', Icon: IconFileSettings },
  { path: '/compliance', name: 'compliance', Icon: IconShieldCheck },
  { path: '/updates', name: 'updates', Icon: IconCloudDownload },
  { path: '/carts', name: 'carts', Icon: IconShoppingCart },
  { path: '/people', name: 'people', Icon: IconUsers },
  { path: '/blueprints', name: 'blueprints', Icon: IconDeviceIpadCog },
  { path: '/enrollment', name: 'enrollment', Icon: IconMailForward },
  { path: '/activity', name: 'activity', Icon: IconActivity },
  { path: '/settings', name: 'settings', Icon: IconSettings },
] as const;
