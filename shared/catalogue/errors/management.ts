import type { ErrorDomain } from './types.ts';

/** Errors of management itself, of enrollment, and of what it needs. Numbers by Apple, words by us; a row holds meaning, cause and next step, the last two where the domain's own do not do. */
export const MANAGEMENT_ERRORS: readonly ErrorDomain[] = [
  {
    domain: 'MCMDMErrorDomain',
    area: 'MDM itself',
    cause: 'The management part of the device turned the request down.',
    nextStep: 'Look at the request and at what the device allows, then send it again.',
    codes: {
      12000: [
        'The MDM profile asks for an illegal combination of rights.',
        'Some rights ask for others with them.',
        'Make an invitation with a valid set of rights and enroll again.',
      ],
      12001: [
        'The device is already managed by an MDM profile.',
        'Another enrollment profile is installed; a device obeys one server only.',
        'Remove the present management profile, then enroll.',
      ],
      12002: [
        'The device could not check in.',
        'Wrong address, a firewall, or a TLS certificate the device does not trust.',
        "Open the server's address in the device's browser, and check TLS and firewall.",
      ],
      12003: ['The answer to a login challenge was wrong.', 'The password was wrong.', 'Try again with the right one.'],
      12004: [
        'The push certificate/topic is not valid.',
        'The profile names a topic that is none of a push certificate for management.',
        'Check the push certificate, then enroll the device again.',
      ],
      12005: [
        'The certificate the MDM profile names was not found.',
        'The SCEP or certificate part of the enrollment failed before.',
        'Enroll again with a fresh profile.',
      ],
      12006: [
        'The device refused a redirect from the server.',
        'Something between device and server answers with a redirect.',
        'Let the address lead straight to the server.',
      ],
      12007: [
        'The server lacks the right for this command.',
        'The device was enrolled with fewer rights than this command needs.',
        'Compare the rights of the enrollment, and enroll again with an invitation that has them.',
      ],
      12008: [
        'The command was malformed.',
        'A key of the command is missing or holds a wrong kind of value.',
        'Check the request below; correct it and send it again.',
      ],
      12009: [
        'The replacement MDM profile breaks the replacement rules.',
        'Address, topic or rights differ from the installed enrollment profile.',
        'Enroll the device again instead of replacing the profile.',
      ],
      12010: [
        'The device found its own records at odds.',
        'The device ran into an error of its own.',
        'Restart the device and send the command again.',
      ],
      12011: [
        'The MDM settings on the device are not valid.',
        'The enrollment on the device is damaged.',
        'Enroll the device again.',
      ],
      12012: [
        'The replacement does not match the installed MDM profile (topic, URL or rights).',
        'Topic, address or rights of the new enrollment profile are not those of the old one.',
        'Remove the old enrollment profile, then enroll again.',
      ],
      12013: [
        'That profile was not installed by this server, so it may not be removed.',
        'Somebody installed it by hand, or another server did.',
        'Have it removed on the device itself.',
      ],
      12014: [
        'That provisioning profile was not installed by this server.',
        'Somebody installed it by hand, or another server did.',
        'Have it removed on the device itself.',
      ],
      12015: [
        'No push token from Apple.',
        "The device cannot reach Apple's push service.",
        'Open port 5223 and 443 to 17.0.0.0/8 in the network of the device.',
      ],
      12016: [
        'The identity certificate is missing.',
        'The certificate was removed from the device.',
        'Enroll the device again.',
      ],
      12017: [
        'The passcode-unlock escrow could not be created.',
        null,
        'Have a passcode set on the device, then enroll again.',
      ],
      12018: ['The escrow data could not be read.', null, 'Enroll the device again; it sends a new unlock token.'],
      12019: ['The escrow secret could not be read.', null, 'Enroll the device again; it sends a new unlock token.'],
      12020: [
        'The server rejected the device (401).',
        'The invitation is used up, withdrawn or over, or management was ended here.',
        'Make a new invitation and enroll again.',
      ],
      12021: [
        'This OS does not know the command.',
        'The command came with a later version, or is for another platform.',
        'Update the device, or use another command.',
      ],
      12022: [
        'The topic does not match the push certificate.',
        'The push certificate was exchanged for one of another topic.',
        'Load the former push certificate, or enroll the device again.',
      ],
      12023: [
        'The app id could not be checked with the store.',
        'The store cannot be reached, or does not offer the app in this country.',
        'Check the app id and the network of the device, then send it again.',
      ],
      12024: [
        'The app manifest could not be checked.',
        "The manifest's address cannot be reached or is no valid manifest.",
        'Open the address on the device; it must be https and deliver a property list.',
      ],
      12025: [
        'The app is already installed.',
        'It is there already, perhaps installed by the person.',
        'Nothing to do, or take over the management of the app.',
      ],
      12026: [
        'The app is already waiting to install.',
        'It is being installed already; newer systems also say so when there is no licence for the app.',
        'Wait a few minutes; if it stays, check the licences.',
      ],
      12027: [
        'The id does not belong to an app.',
        'The id is that of a book, a song or a film.',
        'Use the id of an app.',
      ],
      12028: ['This app is not waiting for a redemption code.'],
      12029: [
        'The app is not managed by this server.',
        'The app was installed by the person, or its management has ended.',
        'Refresh the list of managed apps.',
      ],
      12030: ['The URL is not valid.'],
      12031: [
        'App installation is turned off on the device.',
        'A restriction forbids installing apps.',
        'Lift the restriction, then send it again.',
      ],
      12032: ['The manifest lists more than one app.'],
      12033: ['The manifest is not valid.'],
      12034: [
        'The URL must be https.',
        'Devices take manifests and apps over https only.',
        'Use an https address with a certificate the device trusts.',
      ],
      12035: [
        'The app cannot be bought (withdrawn, wrong country, …).',
        'The app was withdrawn or is not sold in this country.',
        'Choose another app.',
      ],
      12036: [
        'The app cannot be removed right now.',
        'The app is in use or being changed.',
        'Send the command again later.',
      ],
      12037: ['The redemption code is not valid.', 'The code was used or mistyped.', 'Use another code.'],
      12038: [
        'The app is not managed by this server.',
        'The app was installed by the person, or its management has ended.',
        'Refresh the list of managed apps.',
      ],
      12039: ['Reserved, not used.'],
      12040: [
        'The user must sign in to the store first.',
        'Nobody is signed in to the App Store on the device.',
        'Have the person sign in, or assign the licence to the device.',
      ],
      12041: ['Unknown language.', null, 'Choose one of the languages the device listed.'],
      12042: ['Unknown region/locale.', null, 'Choose one of the regions the device listed.'],
    },
  },
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
