import type { CommandFacts } from '../types.ts';

/** Commands of users, settings and all the rest, by RequestType, alphabetical. */
export const USE_FACTS: Readonly<Record<string, CommandFacts>> = {
  AccountConfiguration: {
    label: 'Set up Mac accounts',
    summary: 'Chooses, while Setup Assistant waits, which local accounts a Mac gets.',
    category: 'Users',
  },
  CancelEnhancedLogCollection: {
    label: 'Stop log collection',
    summary: 'Ends a running collection of detailed logs.',
    category: 'Other',
  },
  DeclarativeManagement: {
    label: 'Synchronize declarations',
    summary: 'Switches declarative management on, or tells the device that its declarations changed.',
    category: 'Settings',
  },
  DeleteUser: {
    label: 'Delete user',
    summary: 'Removes a user and the data kept for that user on the device.',
    category: 'Users',
    destructive: true,
    changes: ['users'],
  },
  DeviceConfigured: {
    label: 'Finish setup',
    summary: 'Lets a device that waits in Setup Assistant go on.',
    category: 'Settings',
    changes: ['device'],
  },
  DisableRemoteDesktop: {
    label: 'Turn off Remote Desktop',
    summary: 'Stops remote control of a Mac.',
    category: 'Settings',
    changes: ['security'],
  },
  EnableRemoteDesktop: {
    label: 'Turn on Remote Desktop',
    summary: 'Allows remote control of a Mac.',
    category: 'Settings',
    changes: ['security'],
  },
  InviteToProgram: {
    label: 'Invite to Apps and Books',
    summary: 'Asks the user to accept apps and books from the organization.',
    category: 'Users',
  },
  LOMDeviceRequest: {
    label: 'Control Macs nearby',
    summary: 'Has a Mac start, stop or reset others on its network through lights-out management.',
    category: 'Other',
  },
  LOMSetupRequest: {
    label: 'Read lights-out setup',
    summary: 'Asks a Mac for the addresses lights-out management needs.',
    category: 'Other',
  },
  LogOutUser: {
    label: 'Log out user',
    summary: 'Ends the session on a Shared iPad; work that is not saved may be lost.',
    category: 'Users',
    destructive: true,
    changes: ['users'],
  },
  RefreshCellularPlans: {
    label: 'Fetch cellular plan',
    summary: 'Makes the device look for an eSIM plan at a carrier.',
    category: 'Settings',
    changes: ['device'],
  },
  RequestMirroring: {
    label: 'Start AirPlay',
    summary: 'Asks the user to show the screen on an Apple TV or other receiver.',
    category: 'Other',
  },
  RestartDevice: {
    label: 'Restart',
    summary: 'Restarts the device; work that is not saved may be lost.',
    category: 'Other',
  },
  SetAutoAdminPassword: {
    label: 'Change administrator password',
    summary: 'Sets a new password for the administrator account made at setup.',
    category: 'Users',
    destructive: true,
  },
  Settings: {
    label: 'Change settings',
    summary: 'Changes settings such as the name, the wallpaper or Bluetooth once; users may change some back.',
    category: 'Settings',
    changes: ['device'],
  },
  ShutDownDevice: {
    label: 'Shut down',
    summary: 'Switches the device off; nobody can manage it until someone switches it on.',
    category: 'Other',
  },
  StopMirroring: {
    label: 'Stop AirPlay',
    summary: 'Ends showing the screen on a receiver.',
    category: 'Other',
  },
  TriggerEnhancedLogCollection: {
    label: 'Collect logs for AppleCare',
    summary: 'Starts a collection of detailed logs for an AppleCare case.',
    category: 'Other',
  },
  UnlockUserAccount: {
    label: 'Unlock user account',
    summary: 'Opens a Mac account that too many wrong passwords have locked.',
    category: 'Users',
  },
  UserConfigured: {
    label: 'Finish user setup',
    summary: 'Lets a user who waits at first login on a Shared iPad go on.',
    category: 'Users',
  },
  UserList: {
    label: 'List users',
    summary: 'Asks which users have data on the device.',
    category: 'Users',
    reports: 'users',
  },
};
