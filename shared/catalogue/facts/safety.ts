import type { CommandFacts } from '../types.ts';

/** Commands of security and lost mode, by RequestType, alphabetical. */
export const SAFETY_FACTS: Readonly<Record<string, CommandFacts>> = {
  ActivationLockBypassCode: {
    label: 'Fetch Activation Lock bypass code',
    summary: 'Asks the device for the code that lets us take Activation Lock off.',
    category: 'Security',
  },
  ClearActivationLockBypassCode: {
    label: 'Forget Activation Lock bypass code',
    summary: 'Makes the device throw away its bypass code; the next one it makes is new.',
    category: 'Security',
    destructive: true,
  },
  ClearPasscode: {
    label: 'Clear passcode',
    summary:
      'Removes the passcode and ends Data Protection: whoever holds the device can open it. Make sure its owner does.',
    category: 'Security',
    destructive: true,
    changes: ['security'],
  },
  ClearRestrictionsPassword: {
    label: 'Clear Screen Time passcode',
    summary: 'Removes the restrictions passcode and the restrictions its user had set.',
    category: 'Security',
    destructive: true,
    changes: ['restrictions'],
  },
  DeviceLocation: {
    label: 'Locate device',
    summary: 'Asks where a device in lost mode is.',
    category: 'Lost mode',
    reports: 'location',
  },
  DeviceLock: {
    label: 'Lock device',
    summary: 'Locks the screen at once; a Mac restarts and asks for a PIN.',
    category: 'Security',
  },
  DisableLostMode: {
    label: 'End lost mode',
    summary: 'Takes the device out of lost mode and tells its user that it was located.',
    category: 'Lost mode',
    changes: ['device'],
  },
  EnableLostMode: {
    label: 'Start lost mode',
    summary: 'Locks the device with a message and lets us ask where it is.',
    category: 'Lost mode',
    changes: ['device'],
  },
  EraseDevice: {
    label: 'Erase device',
    summary: 'Deletes everything on the device at once and without asking.',
    category: 'Security',
    destructive: true,
  },
  PlayLostModeSound: {
    label: 'Play sound',
    summary: 'Makes a device in lost mode ring, even when it is muted.',
    category: 'Lost mode',
  },
  RequestUnlockToken: {
    label: 'Ask for unlock token',
    summary: 'Asked very old devices for the token that clears the passcode; later ones send it by themselves.',
    category: 'Security',
  },
  RotateFileVaultKey: {
    label: 'Change FileVault recovery key',
    summary: 'Replaces the recovery key of an encrypted Mac; the old one stops working.',
    category: 'Security',
    destructive: true,
    changes: ['security'],
  },
  SetFirmwarePassword: {
    label: 'Set firmware password',
    summary: 'Sets, changes or removes the start-up password of an Intel Mac.',
    category: 'Security',
    destructive: true,
    changes: ['security'],
  },
  SetRecoveryLock: {
    label: 'Set Recovery Lock',
    summary: 'Sets, changes or removes the password of recovery mode on a Mac with Apple silicon.',
    category: 'Security',
    destructive: true,
    changes: ['security'],
  },
  VerifyFirmwarePassword: {
    label: 'Check firmware password',
    summary: 'Asks whether a firmware password is the right one.',
    category: 'Security',
  },
  VerifyRecoveryLock: {
    label: 'Check Recovery Lock',
    summary: 'Asks whether a Recovery Lock password is the right one.',
    category: 'Security',
  },
};
