/** Who may do what, and one's own session. */
export const roleTexts = {
  names: { viewer: 'Viewer', administrator: 'Administrator', owner: 'Owner' },
  what: {
    viewer: 'Sees everything, changes nothing.',
    administrator: 'Does the daily work: devices, commands, enrollment.',
    owner: 'Also accounts, addresses, certificates and backups.',
  },
  needs: {
    viewer: 'You need to be signed in for this.',
    administrator: 'Only administrators and owners can do this. Your role is {{role}}.',
    owner: 'Only owners can do this. Your role is {{role}}.',
  },
} as const;
