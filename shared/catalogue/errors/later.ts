import type { ErrorDomain } from './types.ts';

/** Domains that came after the reference the others are from. Numbers by Apple, words by us. */
export const LATER_ERRORS: readonly ErrorDomain[] = [
  {
    domain: 'MCKeybagErrorDomain',
    area: 'Key protection',
    cause: 'The device could not work on the keys that protect its data.',
    nextStep: 'Unlock the device, restart it and send the command again.',
    codes: {
      37000: ['The device failed inside while it prepared its keys.'],
      37001: ['The device failed inside while it used its keys.'],
      37002: [
        'A passcode is set, so no unlock token can be made.',
        'Unlock tokens are made while there is no passcode only.',
        'Take the passcode off, enroll, and have a new one set.',
      ],
    },
  },
  {
    domain: 'MCDomainsErrorDomain',
    area: 'Managed domains',
    cause: 'One of the domains in the profile is not written as it must be.',
    nextStep: 'Correct the domain and install the profile again.',
    codes: { 38000: ['A pattern for domains is not valid.'] },
  },
  {
    domain: 'MCWebContentFilterErrorDomain',
    area: 'Web content filter',
    cause: 'The web content filter in the profile cannot be used.',
    nextStep: 'Check the filter payload and its certificate, then install the profile again.',
    codes: {
      40000: ['The device failed inside while it set the filter up.'],
      40001: ["The filter's certificate is not usable."],
    },
  },
  {
    domain: 'MCNetworkUsageRulesErrorDomain',
    area: 'Network usage rules',
    cause: 'The device did not take the rules about which apps may use which network.',
    nextStep: 'Check the rules in the profile, then install it again.',
    codes: {
      41000: ['The device failed inside while it read the rules.'],
      41001: ['The rules are not valid.'],
      41002: ['The device failed inside while it applied the rules.'],
    },
  },
  {
    domain: 'MCOSXServerErrorDomain',
    area: 'macOS Server accounts',
    cause: 'The server account in the profile is incomplete or there already.',
    nextStep: 'Complete the payload, or remove the account that exists.',
    codes: {
      42000: ['The server account could not be created.'],
      42001: ['No server name given.'],
      42002: ['This server account exists already.'],
    },
  },
  {
    domain: 'MCHomeScreenLayoutErrorDomain',
    area: 'Home Screen layout',
    cause: 'Another profile sets the Home Screen layout.',
    nextStep: 'Remove the other one first, then install this one.',
    codes: { 43000: ['Only one Home Screen layout may be on a device.'] },
  },
  {
    domain: 'MCNotificationSettingsErrorDomain',
    area: 'Notification settings',
    cause: 'Another profile sets notifications.',
    nextStep: 'Remove the other one first, then install this one.',
    codes: { 44000: ['Only one profile may hold notification settings.'] },
  },
  {
    domain: 'MCEDUClassroomErrorDomain',
    area: 'Classroom',
    cause: 'The Classroom settings in the profile are incomplete, or others are there already.',
    nextStep: 'Check the Education payload and its certificates, then install the profile again.',
    codes: {
      45000: ['The Classroom settings could not be installed.'],
      45001: [
        'Classroom settings for a student are installed already.',
        'Another profile holds them.',
        'Remove the other one first, then install this one.',
      ],
      45002: ['A certificate the Classroom settings name was not found.'],
      45003: ['The identity certificate for Classroom is not usable.'],
    },
  },
  {
    domain: 'MCSharedDeviceConfigurationErrorDomain',
    area: 'Lock screen message',
    cause: 'Another profile sets the lock screen message.',
    nextStep: 'Remove the other one first, then install this one.',
    codes: { 46000: ['Only one lock screen message may be on a device.'] },
  },
];
