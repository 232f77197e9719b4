export const commonTexts = {
  ok: 'OK',
  cancel: 'Cancel',
  close: 'Close',
  save: 'Save',
  remove: 'Remove',
  retry: 'Try again',
  copy: 'Copy',
  copied: 'Copied',
  copyNamed: 'Copy: {{name}}',
  download: 'Download',
  downloadNamed: 'Download: {{name}}',
  loading: 'Loading',
  never: 'Never',
  none: 'None',
  yes: 'Yes',
  no: 'No',
  unknown: 'Not known',
  choose: 'Choose {{name}}',
  chooseAll: 'Choose all',
} as const;

export const errorTexts = {
  title: 'That did not work',
  cannotShow: 'This cannot be shown right now',
  connectionLost: 'The connection to Cartwright broke before the answer came. Look before you do it again.',
  unknown: 'Something failed. The log of Cartwright says more.',
} as const;

export const screenTexts = {
  home: 'Home',
  devices: 'Devices',
  groups: 'Groups',
  compliance: 'Compliance',
  updates: 'Updates',
  carts: 'Carts',
  people: 'People',
  policies: 'Policies',
  blueprints: 'Blueprints',
  enrollment: 'Enrollment',
  activity: 'Activity',
  settings: 'Settings',
} as const;

export const shellTexts = {
  waiting_one: '{{count, number}} device waits for approval',
  waiting_other: '{{count, number}} devices wait for approval',
  skip: 'Skip to content',
  navigation: 'Screens',
  search: 'Search',
  nothingFound: 'Nothing found',
  goTo: 'Go to',
  demo: 'Demo',
  demoMeans: 'The devices and Apple’s services are simulated on this computer',
  serving_one: 'Serving {{count, number}} device',
  serving_other: 'Serving {{count, number}} devices',
  notConnected: 'Not connected',
  appearance: 'Appearance and session',
  signedInAs: '{{name}} · {{role}}',
  attention_one: '{{count, number}} needs attention',
  attention_other: '{{count, number}} need attention',
  colours: 'Colours',
  scheme: { auto: 'Like the system', light: 'Light', dark: 'Dark' },
  density: 'Density',
  densities: { comfortable: 'Comfortable', compact: 'Compact' },
  signOut: 'Sign out',
  queue_zero: 'No commands wait',
  queue_one: '{{count, number}} command waits',
  queue_other: '{{count, number}} commands wait',
  connection: {
    connecting: 'Connecting',
    connected: 'Live',
    lost: 'Connection lost',
    'signed-out': 'Signed out',
  },
  lost: 'Cartwright cannot be reached. What you see may be old.',
  retryIn_zero: 'Trying again now.',
  retryIn_one: 'Next try in {{count}} second.',
  retryIn_other: 'Next try in {{count}} seconds.',
} as const;

export const signedOutTexts = {
  title: 'You are signed out',
  text: 'Devices are served as before.',
} as const;

export const notFoundTexts = {
  title: 'There is no such page',
  text: 'The address may be old, or have a letter wrong.',
  action: 'Go to devices',
} as const;

/** Signing in from within the console. */
export const signInTexts = {
  title: 'Sign in again',
  text: 'Your session has ended. Sign in, and go on where you were.',
  name: 'Name',
  password: 'Password',
  showPassword: 'Show the password',
  go: 'Sign in',
  wrong: 'This name and password do not fit together.',
  wait_one: 'Too many tries. Wait {{count, number}} second, then try again.',
  wait_other: 'Too many tries. Wait {{count, number}} seconds, then try again.',
  failed: 'Signing in failed: {{why}}',
  link: 'No account? Open a one-time sign-in link in this browser. On the computer that runs Cartwright, this prints one:',
  command: 'Command',
  look: 'I have opened a link',
} as const;
