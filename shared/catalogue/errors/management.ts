import type { ErrorDomain } from './types.ts';

/** Errors of enrollment and of what management needs of a device. Numbers by Apple, words by us; a row holds meaning, cause and next step, the last two where the domain's own do not do. */
export const MANAGEMENT_ERRORS: readonly ErrorDomain[] = [
  {
    domain: 'MCSCEPErrorDomain',
    area: 'SCEP',
    cause: 'The device could not get its certificate over SCEP.',
    nextStep: 'Check that the device reaches the SCEP address and that the challenge is fresh, then enroll again.',
    codes: {
      22000: ['The key usage asked for is not valid.'],
      22001: ['The key pair could not be generated.'],
      22002: ["The CA's answer was not usable."],
      22003: ["The RA's answer was not usable."],
      22004: ['This certificate set-up is not supported.'],
      22005: [
        'Network failure while talking to the SCEP server.',
        'The device could not reach the SCEP address.',
        'Check address, firewall and TLS certificate, then enroll again.',
      ],
      22006: ['The SCEP server lacks a needed capability.'],
      22007: [
        'The issued certificate is not valid.',
        'The clock of the device may be wrong.',
        'Check date and time on the device, then enroll again.',
      ],
      22008: ['The identity could not be assembled.'],
      22009: ['The temporary identity could not be created.'],
      22010: ['The temporary identity could not be saved.'],
      22011: ['The certificate request could not be built.'],
      22012: ['The CA certificate could not be saved.'],
      22013: [
        "The SCEP server's PKIOperation answer was not valid.",
        'The challenge was used or ran out, or the clock of the device is wrong.',
        'Download a fresh enrollment profile; check the date on the device.',
      ],
    },
  },
  {
    domain: 'MCHTTPTransactionErrorDomain',
    area: 'HTTP transaction',
    cause: 'The device could not talk to the server properly.',
    nextStep: "Check that the device trusts the server's TLS certificate and that nothing between changes the traffic.",
    codes: {
      23000: ['The client identity was not usable.'],
      23001: ["The server's answer was not usable (status or body)."],
      23002: [
        "The server's TLS certificate is not trusted.",
        'The device does not know who issued the certificate, the name does not match, or it is out of date.',
        'Install a TLS certificate for this host name that the device trusts, and check its date.',
      ],
    },
  },
  {
    domain: 'MCOTAProfilesErrorDomain',
    area: 'Over-the-air enrollment',
    cause: 'Enrollment over the air stopped half-way.',
    nextStep: 'Download a fresh enrollment profile and try again.',
    codes: {
      24000: ['The device attributes could not be collected.'],
      24001: ['The device attributes could not be signed.'],
      24002: ['The identity part of the enrollment profile is not usable.'],
      24003: ['The last profile in the enrollment is not usable.'],
    },
  },
  {
    domain: 'MCChaperoneErrorDomain',
    area: 'Supervision',
    cause: 'The command is for supervised devices only, or the supervision data is damaged.',
    nextStep: 'Supervise the device with Apple Configurator or automated enrollment; that erases it.',
    codes: {
      29000: ['The device is not supervised.'],
      29003: ['The supervision certificate data is not usable.'],
    },
  },
  {
    domain: 'MCDeviceCapabilitiesErrorDomain',
    area: 'Hardware capabilities',
    cause: 'The hardware lacks what the profile asks for.',
    nextStep: 'Leave this device out, or install a profile that does not ask for it.',
    codes: {
      26000: ['The hardware has no block-level encryption.'],
      26001: ['The hardware has no file-level encryption.'],
    },
  },
  {
    domain: 'MCSettingsErrorDomain',
    area: 'Settings command',
    cause: 'The device did not take the setting.',
    nextStep: 'Check that this model and OS version know the setting and that the value is right.',
    codes: {
      28000: ['The device does not know this setting.'],
      28001: ['The wallpaper image is not usable.', null, 'Use a PNG or JPEG of moderate size.'],
      28002: ['The wallpaper could not be set.'],
    },
  },
  {
    domain: 'MCStoreErrorDomain',
    area: 'Store',
    cause: 'The App Store did not let the device through.',
    nextStep: 'Check the account that is signed in on the device, and its network.',
    codes: {
      30000: ['The store rejected the sign-in.'],
      30001: [
        'The store did not answer in time.',
        'The store or the network is slow.',
        'Send the command again later.',
      ],
    },
  },
  {
    domain: 'MCSingleAppErrorDomain',
    area: 'Single App Mode',
    cause: 'Single App Mode holds a device in exactly one app.',
    nextStep: 'Name one app only.',
    codes: {
      32000: ['More than one app was given for Single App Mode.'],
    },
  },
  {
    domain: 'MCTunnelErrorDomain',
    area: 'Internal tunnel',
    cause: "The device's own set-up got in the way.",
    nextStep: 'Unlock the device and send the command again.',
    codes: {
      14000: ['A field is not valid.'],
      14001: ['The device is locked.'],
      14002: ['A cloud (DEP) configuration is already in place.'],
    },
  },
];
