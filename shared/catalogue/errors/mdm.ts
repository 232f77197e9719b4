import type { ErrorDomain } from './types.ts';

/** Errors of management itself. Numbers by Apple, words by us; a row holds meaning, cause and next step, the last two where the domain's own do not do. */
export const MDM_ERRORS: ErrorDomain = {
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
    12043: [
      'The book could not be downloaded.',
      "The book's address cannot be reached from the device, or the network broke off.",
      'Open the address on the device; it must be https. Then send it again.',
    ],
    12044: ['That kind of media cannot be installed.', null, 'Send a book: PDF, EPUB or iBooks Author file.'],
    12045: [
      'A book of one kind cannot replace one of another kind.',
      'A book with the same persistent id but another file kind is installed.',
      'Remove the installed book first, or give the new one an id of its own.',
    ],
    12046: [
      'The id of the book could not be checked with the store.',
      'The store cannot be reached, or does not offer the book in this country.',
      'Check the id and the network of the device, then send it again.',
    ],
    12047: [
      'No licence of the organisation is assigned for this.',
      'The licence belongs to somebody else, or was taken back.',
      'Assign a licence to the person or the device, then send it again.',
    ],
    12048: [
      'There is no system update to install.',
      'The device is up to date, or the version asked for is not offered to this model.',
      'Ask for the list of updates and choose one from it.',
    ],
    12049: [
      'The passcode has to be cleared first.',
      'The update cannot go on while the device has a passcode.',
      'Clear the passcode, or have the person install the update on the device.',
    ],
    12050: [
      'The search for system updates failed.',
      "The device could not reach Apple's update service.",
      'Check the network of the device, then ask again.',
    ],
    12051: [
      'The system update is being downloaded already.',
      'An earlier command started it.',
      'Wait; ask for the progress of updates.',
    ],
    12052: [
      'The system update was downloaded already.',
      'An earlier command fetched it.',
      'Ask the device to install it.',
    ],
    12053: [
      'This system update can only be installed with a computer.',
      'The device cannot fetch this update over the air.',
      'Connect it to a Mac or PC and update it there.',
    ],
    12054: [
      'There is not enough space to download the system update.',
      'The storage of the device is nearly full.',
      'Free some storage, then send it again.',
    ],
    12055: [
      'There is not enough power to download the system update.',
      'The battery is low and the device is not connected to power.',
      'Have the device charged, then send it again.',
    ],
    12056: [
      'The network does not do for downloading the system update.',
      'The device has no Wi-Fi, or a connection that is too slow.',
      'Have the device join a Wi-Fi network, then send it again.',
    ],
    12057: [
      'The download of the system update failed.',
      'The network broke off, or the update is not offered any more.',
      'Ask for the list of updates, then send it again.',
    ],
    12058: [
      'The system update is being installed already.',
      'An earlier command started it.',
      'Wait until it is back.',
    ],
    12059: [
      'The system update has to be downloaded first.',
      'It was to be installed before it was fetched.',
      'Send the update with “download and install”.',
    ],
    12060: [
      'There is not enough space to install the system update.',
      'The storage of the device is nearly full.',
      'Free some storage, then send it again.',
    ],
    12061: [
      'There is not enough power to install the system update.',
      'The battery is low and the device is not connected to power.',
      'Have the device charged, then send it again.',
    ],
    12062: [
      'The system update could not be installed.',
      'The device ran into an error while it installed the update.',
      'Restart the device and send it again; if that does not help, update it with a computer.',
    ],
    12063: [
      'The person at the device said no.',
      'The device asked, and the request was turned down.',
      'Talk to the person at the device and send it again.',
    ],
    12064: [
      'No licence was found for the app.',
      'No licence is assigned to the device or to the person, or it was taken back.',
      'Assign a licence, then send it again.',
    ],
    12065: [
      'The app belongs to the system.',
      "Apple's own apps of the system cannot be managed this way.",
      'Leave this app out, or hide it with a restriction.',
    ],
    12066: ['Lost mode could not be started.', null, 'Check that the device is supervised, then send it again.'],
    12067: [
      'The device is not in lost mode.',
      'The command makes sense for a device in lost mode only.',
      'Start lost mode first.',
    ],
    12068: [
      'The device could not find out where it is.',
      'It has no sight of Wi-Fi, cellular or satellites at this moment.',
      'Ask again later.',
    ],
    12069: ['Lost mode could not be ended.', null, 'Send it again; if it stays, restart the device.'],
    12070: [
      'The users of the device could not be listed.',
      'The device is not shared, or is busy with its users.',
      'Check that it is a Shared iPad or a Mac, then ask again.',
    ],
    12071: [
      'There is no user of that name on the device.',
      'The user was deleted meanwhile, or the name is spelled differently.',
      'Refresh the list of users and take a name from it.',
    ],
    12072: [
      'That user is logged in.',
      'A user who is using the device cannot be deleted.',
      'Log the user out, then send it again.',
    ],
    12073: [
      'That user has data that is not in iCloud yet.',
      'Deleting the user now would lose it.',
      'Wait until it is synchronised, or delete by force and lose it.',
    ],
    12074: ['The user could not be deleted.', null, 'Restart the device and send it again.'],
    12075: [
      'That profile is not installed.',
      'It was removed meanwhile, or its identifier is spelled differently.',
      'Refresh the list of profiles and use an identifier from it.',
    ],
    12076: [
      'The server does not offer channels of their own to users.',
      'The enrollment profile of the device does not promise it.',
      'Enroll the device again with a present profile.',
    ],
  },
};
