/** How often devices are asked about themselves, and what. */
export const reportingTexts = {
  rounds: 'How often devices are asked',
  roundsHint_one:
    '{{count, number}} device is asked in rounds what it has: its settings, profiles, certificates, apps and updates. That is how changes on it are seen.',
  roundsHint_other:
    '{{count, number}} devices are asked in rounds what they have: their settings, profiles, certificates, apps and updates. That is how changes on them are seen.',
  asked_one: '{{count, number}} device is being asked',
  asked_other: '{{count, number}} devices are being asked',
  byItself: 'Ask devices again and again',
  every: 'Ask each device every',
  minutes: 'minutes',
  everyHint: 'From 15 minutes to a week. Usual are 240 minutes.',
  everyWrong: 'Enter 15 to 10,080 minutes.',
  whileRoaming: 'Also while a device is roaming',
  renewals: 'How long before their end identity certificates are renewed is set under',
  privacy: 'What the server sees',
  privacyHint: 'People are told on the enrollment page. When the server comes to see more, tell them before.',
  apps: 'Apps',
  appsOf: {
    all: 'All apps',
    managed: 'Managed apps only',
  },
  appsMean: {
    all: 'Every app on the device is listed.',
    managed: 'Only apps this server installed are listed. Rules about other apps find nothing.',
  },
  location: 'Location of lost devices',
  locationHint: 'A device tells where it is only in Lost Mode. If this is off, nobody can ask even then.',
  confirm: {
    title: 'Change what the server sees?',
    action: 'Change it',
    apps: {
      all: 'All apps on devices are listed from the next round on.',
      managed: 'The lists of apps are deleted, and only managed apps are asked for.',
    },
    location: {
      on: 'Devices in Lost Mode can be asked where they are.',
      off: 'Nobody can ask where a device is.',
    },
    tell: 'The server will see more than before. Afterwards you get a text to send to the people who use the devices.',
    silent: 'The server will see less than before. Nobody has to be told.',
  },
  notice: {
    title: 'Tell people',
    why: 'The server sees more since {{by}} changed it.',
    text: 'What you send',
    subject: 'Your device and {{organisation}}',
    begin: '{{organisation}} manages your device. What it can see there has changed:',
    more: {
      apps: '• It now sees the names and versions of all apps on the device, also of those you installed. It does not see what you do in them.',
      location: '• It can now ask where the device is, but only while it is locked in Lost Mode.',
    },
    end: 'Nothing else has changed. If you have questions, please answer this message.',
    mail: 'Open in your mail program',
    told: 'People were told',
  },
} as const;
