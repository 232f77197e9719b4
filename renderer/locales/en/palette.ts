/** The command palette. */
export const paletteTexts = {
  placeholder: 'Search places, devices and actions',
  groups: { recent: 'Used lately', do: 'Do', device: 'Actions for {{name}}' },
  failures: 'What went wrong lately',
  enrollment: {
    invitations: 'Invitations',
    waiting: 'Devices that wait for approval',
    expected: 'Expected devices',
    recent: 'Recent enrollments',
    ways: 'Ways to enroll',
  },
  newInvitation: 'New invitation',
  newGroup: 'New group',
  copyLink: 'Copy the enrollment link',
  copyLinkHint: 'Of the newest open invitation',
  noInvitation: 'There is no open invitation. Make one under Enrollment first.',
  copied: 'Link of “{{name}}” copied.',
  backup: 'Back up now',
  backedUp: 'The backup is made.',
  exportEvents: 'Export all events',
  language: 'Language',
} as const;

/** Keys, and the list of them. */
export const shortcutTexts = {
  title: 'Keyboard shortcuts',
  palette: 'Open the command palette',
  search: 'Search on this screen',
  help: 'Show these shortcuts',
  undo: 'Take back what was just done',
  go: {
    h: 'Go to Home',
    d: 'Go to Devices',
    g: 'Go to Groups',
    e: 'Go to Enrollment',
    a: 'Go to Activity',
    c: 'Go to the command queue',
    s: 'Go to Settings',
    p: 'Go to the push certificate',
    b: 'Go to backups',
  },
  move: 'Move in a list',
  open: 'Open the line',
  select: 'Select the line',
  control: 'Ctrl',
  space: 'Space',
} as const;
