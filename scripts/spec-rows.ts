/*
 * The rows of the reference console's features for groups, policies, configurations, e-mail, Wi-Fi, VPN, certificates,
 * compliance, settings and restrictions that this product has, in our words: what docs/spec-coverage.md lists. Rows that
 * need a vendor's client or cloud are not ours and left out.
 *
 * A line: number, C (core) or U (useful), title, and behind `|` where it is: `key PAYLOAD/path`, `command REQUESTTYPE`,
 * `screen ROUTE`. Tests are found by their titles, which begin with the number.
 */

export interface RowChapter {
  readonly title: string;
  readonly rows: string;
}

const LABELS = `
LBL-01 C Policies are aimed at groups | screen policies
LBL-02 C Groups filled by a filter, with a name of their own | screen groups/new
LBL-03 C Groups every installation has: platforms, supervised, shared, by users, signed out | screen groups
LBL-04 C Who leaves a group loses what came with it
LBL-05 C When membership is worked out
LBL-06 C An attribute that is used is not deleted, and what uses it is named
LBL-07 C Two rules: all profiles land, of some types only the first
LBL-08 U Groups are searched by name and description | screen groups
LBL-09 U Warnings about groups that users can leave by themselves
LBL-10 U Who may change groups is a question of roles | screen settings/:section?
`;

const POLICIES = `
POL-01 C Of one type only one policy counts where a device can have one
POL-02 C Name, state, priority and description of each policy | screen policies/:policyId/:tab?
POL-03 C The highest active policy whose group holds the device counts
POL-04 C What holds where no policy says otherwise
POL-05 C Assigning, how many devices, which still wait, as a list | screen policies/:policyId/:tab?
POL-06 C State of each policy on each device | screen devices/:deviceId/:tab?/:item?
POL-07 U What each key needs is beside it
POL-08 C Files of policies with passwords and certificates encrypted by a password, in and out
POL-09 U Profiles encrypted for the device that gets them
POL-10 C What was changed, before and after | screen policies/:policyId/:tab?
POL-11 C Make, change, copy and delete; what is deleted leaves devices | screen policies
POL-20 C Passcode rules, Activation Lock, only known networks | key com.apple.mobiledevice.passwordpolicy, key com.apple.applicationaccess/forceWiFiToAllowedNetworksOnly
POL-21 C A new passcode on the next sign-in of a Mac, for one user or all | key com.apple.mobiledevice.passwordpolicy/changeAtNextAuth
POL-22 U What the server asks of devices, and telling people
POL-23 C How often devices are woken to report
POL-24 C FileVault on Macs | key com.apple.MCX.FileVault2
POL-25 C The recovery key comes here, encrypted, and is shown when asked for | key com.apple.security.FDERecoveryKeyEscrow
POL-26 C Whether a disk is encrypted, and by which keys | command SecurityInfo
POL-27 U Nobody gets around Gatekeeper in the Finder | key com.apple.systempolicy.managed/DisableOverride
POL-28 C Which apps Gatekeeper lets run | key com.apple.systempolicy.control/EnableAssessment, key com.apple.systempolicy.control/AllowIdentifiedDevelopers
POL-29 U Rules that let Gatekeeper make exceptions | key com.apple.systempolicy.rule/Requirement
POL-30 C Firewall of Macs | key com.apple.security.firewall
POL-31 C Activation Lock is allowed or not, its bypass code is kept | command ActivationLockBypassCode
POL-32 C The bypass code is shown for typing, and cleared | command ClearActivationLockBypassCode
POL-33 C Only networks of profiles, not before one is there
POL-40 C Single-app mode, not before the app is there | key com.apple.app.lock/App.Identifier
POL-41 C What single-app mode switches, and what users may | key com.apple.app.lock/App.Options, key com.apple.app.lock/App.UserEnabledOptions
POL-42 C Global proxy, with a question before | key com.apple.proxy.http.global
POL-43 U Cellular | key com.apple.cellular
POL-44 U Cellular plans are read anew | command RefreshCellularPlans
POL-45 C Wallpaper for home and lock screen | command Settings
POL-46 C Accessibility | command Settings
POL-47 C Device names by pattern, set again when changed | command Settings
POL-48 C Home screen layout | key com.apple.homescreenlayout
POL-49 C Message on the lock screen | key com.apple.shareddeviceconfiguration
POL-50 C Notifications of each app | key com.apple.notificationsettings
POL-51 U Remote control of Apple TV | key com.apple.tvremote
POL-52 U Message of conference rooms | key com.apple.conferenceroomdisplay
POL-53 U What holds for apps where no app says otherwise
POL-60 C Updates to the newest or a certain version | screen updates
POL-61 C Updates of Macs | command ScheduleOSUpdate
POL-62 C Updates at certain hours only
POL-63 U Which of several updates users are offered | command Settings
POL-64 U Asking for updates can be switched off
POL-65 C How far updates are | screen updates/:ruleId
POL-66 U Rapid security responses are seen
`;

const CONFIGURATIONS = `
CONF-01 C List with type, assignment, devices, those that wait | screen policies
CONF-02 C Made by type and form, then assigned | screen policies
CONF-03 C A change reaches devices, a description alone does not
CONF-04 C State on each device | screen devices/:deviceId/:tab?/:item?
CONF-05 C Files in and out
CONF-06 C What the server itself installs is shown and kept apart
CONF-07 C Rights of the enrollment profile | screen enrollment/:section?/:id?
CONF-08 C What changing these rights does
CONF-09 C What a user removed comes again
CONF-10 C A changed value of a person reaches exactly what uses it
CONF-11 U DNS proxy | key com.apple.dnsProxy.managed
CONF-12 C Encrypted DNS | key com.apple.dnsSettings.managed
CONF-13 C All kinds of configuration in one catalogue
CONF-15 C Device or user channel on Macs
CONF-16 U Passwords of people are not kept unless asked
CONF-17 U What is typed as a password is hidden from all
`;

const COMPLIANCE = `
CMP-01 C How often everything is checked
CMP-02 C Checked when a device reports, by time and on demand
CMP-03 C Conditions built in: silent, compromised, unencrypted, old system
CMP-04 C What each action does on which platform
CMP-05 C An alert is the action where nothing is chosen
CMP-06 C Actions with their fields | screen compliance/rules/:ruleId
CMP-07 C Up to 20 tiers with delays, none early
CMP-08 C Messages of tiers with variables and languages
CMP-09 C How often and to whom alerts go
CMP-11 C Rules with name, state, condition and actions | screen compliance/:view?
CMP-12 C Rules hold for groups
CMP-13 C Lists are searched and filtered, several deleted at once | screen compliance/:view?
CMP-14 C Rules ask for every field that filters know
CMP-15 C Who is quarantined is seen, and what was removed
CMP-16 C What was taken comes back when a device complies
CMP-20 C A violation is an event
CMP-21 C Roles
CMP-22 U A rule about silent devices to begin with
E-34 C Policy violations are alerts, one for each device, that say which
E-36 C Out of policy for a number of days
E-37 C Passcode is missing or too weak
L-15 C A reason asked for before changes | screen settings/:section?
E-46 U A device that was erased and comes back from a backup
CMP-23 U Why an action may take a while is said
`;

const EMAIL = `
EML-01 C Exchange accounts | key com.apple.eas.account, key com.apple.ews.account
EML-02 C IMAP and POP accounts | key com.apple.mail.managed
EML-03 U S/MIME | key com.apple.eas.account/SMIMESigningEnabled, key com.apple.mail.managed/SMIMEEncryptByDefault
EML-04 U Certificates for S/MIME from files of people
EML-05 C OAuth for Exchange | key com.apple.eas.account/OAuthSignInURL, key com.apple.eas.account/OAuthTokenRequestURL
EML-06 U Which app calls contacts | key com.apple.eas.account/CommunicationServiceRules.DefaultServiceHandlers.AudioCall
EML-07 C What is synchronised, and what users may change | key com.apple.eas.account/EnableMail, key com.apple.eas.account/EnableMailUserOverridable
EML-08 C On shared devices only certificates of users
EML-11 C Calendars and contacts | key com.apple.caldav.account, key com.apple.carddav.account
`;

const WIFI = `
WIFI-01 C Every kind of Wi-Fi security | key com.apple.wifi.managed/EncryptionType
WIFI-02 C Name, hidden, joined by itself | key com.apple.wifi.managed/SSID_STR, key com.apple.wifi.managed/HIDDEN_NETWORK, key com.apple.wifi.managed/AutoJoin
WIFI-03 C Enterprise Wi-Fi | key com.apple.wifi.managed/EAPClientConfiguration
WIFI-04 C Proxies | key com.apple.wifi.managed/ProxyType, key com.apple.wifi.managed/ProxyPACURL
WIFI-05 C Captive networks and private addresses | key com.apple.wifi.managed/CaptiveBypass, key com.apple.wifi.managed/DisableAssociationMACRandomization
WIFI-06 U Quality of service | key com.apple.wifi.managed/QoSMarkingPolicy
WIFI-07 U Priority: Apple has no key for it
WIFI-08 C Names that differ in case only are refused
WIFI-09 C For the Mac or for its user | key com.apple.wifi.managed/SetupModes
WIFI-10 U Passwords of people are not kept unless asked
WIFI-11 C Variables in Wi-Fi
`;

const VPN = `
VPN-01 C IKEv2 | key com.apple.vpn.managed/IKEv2
VPN-02 U Always-on VPN | key com.apple.vpn.managed/AlwaysOn
VPN-03 U IPSec | key com.apple.vpn.managed/IPSec
VPN-04 U L2TP | key com.apple.vpn.managed/PPP, key com.apple.vpn.managed/IPv4
VPN-06 C VPN of any app | key com.apple.vpn.managed/VPNSubType, key com.apple.vpn.managed/VendorConfig
VPN-07 U Check Point Capsule
VPN-08 U Cisco AnyConnect | key com.apple.vpn.managed/VendorConfig.Group
VPN-09 U Cisco AnyConnect of old
VPN-10 U F5
VPN-11 U Pulse Secure | key com.apple.vpn.managed/VendorConfig.Realm, key com.apple.vpn.managed/VendorConfig.Role
VPN-12 U GlobalProtect
VPN-13 U SonicWall | key com.apple.vpn.managed/VendorConfig.LoginGroupOrDomain
VPN-14 U NetMotion
VPN-17 C Rules for connecting on demand | key com.apple.vpn.managed/VPN.OnDemandRules
VPN-18 C Domains of apps | key com.apple.vpn.managed.applayer/SafariDomains, key com.apple.vpn.managed.applayer/MailDomains
VPN-19 C VPN of single apps | key com.apple.vpn.managed.applayer/VPNUUID
VPN-20 C Proxies of a VPN | key com.apple.vpn.managed/Proxies
VPN-21 C Devices enrolled by their users have VPN of single apps only
`;

const CERTIFICATES = `
CERT-01 C Certificates of the server | screen settings/:section?
CERT-03 C Its own authority, or one below another
CERT-04 C Roots and chains for devices | key com.apple.security.root, key com.apple.security.pem
CERT-05 C Identities that other payloads use
CERT-06 C Issued when they are delivered
CERT-07 C A test certificate before it counts
CERT-08 C Of a person or of a device
CERT-09 C Keys kept here when asked
CERT-10 C Renewed before they expire
CERT-11 C Revoked
CERT-12 C List of certificates with their owners
CERT-13 U Who changed what
CERT-20 C A root of our own
CERT-21 C What certificates say
CERT-22 C An authority below another
CERT-23 C Revocation lists
CERT-24 C Names are checked
CERT-30 C From the built-in authority
CERT-31 C SCEP | key com.apple.security.scep
CERT-32 U SCEP of others
CERT-33 U Chains of SCEP servers
CERT-34 U Kerberos for SCEP
CERT-35 U ACME | key com.apple.security.acme
CERT-36 C One identity for many, from a file | key com.apple.security.pkcs12
CERT-37 U Identities that people bring
CERT-50 C Devices show their certificate at every message
CERT-51 C What is in that certificate
CERT-52 C A new authority without losing devices
CERT-53 C When it is renewed
CERT-56 U Certificates that devices check for revocation | key com.apple.security.certificaterevocation
CERT-57 U Certificate transparency | key com.apple.security.certificatetransparency
CERT-58 U Who reaches the console
`;

const VARIABLES = `
VAR-01 C One way to write variables, in every form
VAR-02 C Of the user who is signed in
`;

const SETTINGS = `
S-01 C Identity of a profile and who may remove it | key TopLevel/PayloadIdentifier, key TopLevel/PayloadRemovalDisallowed, key com.apple.profileRemovalPassword
S-02 C Calendars | key com.apple.caldav.account
S-03 C Contacts | key com.apple.carddav.account
S-05 C Web clips | key com.apple.webClip.managed
S-06 C Icons of web clips that Macs would not take
S-07 C Any payload as it is
S-08 C Profiles signed by others go as they are
S-09 C Directories | key com.apple.ldap.account
S-10 U How platforms differ
S-11 C What a group of several platforms gets
X-01 U Single sign-on by an app | key com.apple.extensiblesso
X-02 U Its hosts | key com.apple.extensiblesso/Hosts, key com.apple.extensiblesso/Realm
X-03 U Its addresses | key com.apple.extensiblesso/URLs
X-04 U ADFS by its app | key com.apple.extensiblesso/ExtensionIdentifier
X-05 U Kerberos | key com.apple.extensiblesso(kerberos)
X-06 U How Kerberos signs in | key com.apple.extensiblesso(kerberos)/ExtensionData
X-07 U Realm and site | key com.apple.extensiblesso(kerberos)/ExtensionData
X-08 U Who uses the ticket | key com.apple.extensiblesso(kerberos)/ExtensionData
X-09 U Its words | key com.apple.extensiblesso(kerberos)/ExtensionData
X-10 U Passwords | key com.apple.extensiblesso(kerberos)/ExtensionData
`;

const MOBILE = `
I-01 C AirPlay | key com.apple.airplay/Passwords
I-02 C Only these AirPlay devices | key com.apple.airplay/AllowList
I-03 C AirPrint | key com.apple.airprint/AirPrint
I-04 C Only these apps | key com.apple.applicationaccess/allowListedAppBundleIDs
I-05 C Not these apps | key com.apple.applicationaccess/blockedAppBundleIDs
I-06 C How lists of apps add up
I-07 C Restrictions | key com.apple.applicationaccess
I-08 C What a device says it is restricted to | command Restrictions
I-09 C Of two restrictions the stricter holds, and it is said
I-10 U Keys that are new after an update
I-11 C Subscribed calendars | key com.apple.subscribedcalendar.account
I-13 U Private cellular networks | key com.apple.cellularprivatenetwork.managed
I-14 U Where they are | key com.apple.cellularprivatenetwork.managed/Geofences
I-15 U Relays | key com.apple.relay.managed
I-16 C Provisioning profiles | command InstallProvisioningProfile
I-17 C Web filter for adult content | key com.apple.webcontent-filter/AutoFilterEnabled
I-18 C Only these sites | key com.apple.webcontent-filter/AllowListBookmarks
I-19 C How filters add up; this server stays reachable
I-20 C Configuration of managed apps | command Settings
I-21 C Variables in it
I-22 C Which of two counts
I-23 C What was sent is seen
I-24 C It goes with the app
I-25 C Google accounts | key com.apple.google-oauth
I-26 C Managed domains for mail | key com.apple.domains/EmailDomains
I-27 C Managed domains of the web | key com.apple.domains/WebDomains
I-28 U Where passwords are filled in | key com.apple.domains/SafariPasswordAutoFillDomains
I-29 C How domains are written
I-30 U No data while roaming | key com.apple.networkusagerules/ApplicationRules
I-31 U No cellular data | key com.apple.networkusagerules/ApplicationRules
`;

const MAC = `
C-01 U Kernel extensions | key com.apple.syspolicy.kernel-extension-policy
C-02 C Restrictions of Macs | key com.apple.applicationaccess
C-03 C App Store | key com.apple.appstore
C-04 U Administrators install apps | key com.apple.appstore/restrict-store-require-admin-to-install
C-05 C Updates only | key com.apple.appstore/restrict-store-softwareupdate-only
C-06 U No adoption of apps | key com.apple.appstore/restrict-store-disable-app-adoption
C-07 U No notices of updates | key com.apple.appstore/DisableSoftwareUpdateNotifications
C-08 U Only what this server installs
C-09 U Burning discs in the Finder | key com.apple.finder/ProhibitBurn
C-10 U Burning discs | key com.apple.DiscRecording/BurnSupport
C-11 U What is ejected on signing out | key com.apple.systemuiserver/logout-eject
C-12 U What may be mounted | key com.apple.systemuiserver/mount-controls
C-13 U What may be unmounted | key com.apple.systemuiserver/unmount-controls
C-14 C Accessibility | command Settings
`;

/** Restrictions: their key, which com.apple.applicationaccess has. */
const MOBILE_RESTRICTIONS = `
RI-001 C allowCamera
RI-002 C allowVideoConferencing
RI-003 C allowScreenShot
RI-004 C allowRemoteScreenObservation
RI-005 C forceClassroomUnpromptedScreenObservation
RI-006 C allowAirDrop
RI-007 C allowChat
RI-008 U allowMusicService
RI-009 U allowRadioService
RI-010 U allowVoiceDialing
RI-011 C allowAssistant
RI-012 C allowAssistantWhileLocked
RI-013 U forceAssistantProfanityFilter
RI-014 U allowAssistantUserGeneratedContent
RI-015 U allowSpotlightInternetResults
RI-016 U allowSiriServerLogging
RI-017 C allowBookstore
RI-018 C allowAppInstallation
RI-019 C allowUIAppInstallation
RI-020 C allowAutomaticAppDownloads
RI-021 C allowAppRemoval
RI-022 C allowSystemAppRemoval
RI-023 U allowAppClips
RI-024 U allowApplePersonalizedAdvertising
RI-025 U allowNFC
RI-026 U forceOnDeviceOnlyDictation
RI-027 U forceOnDeviceOnlyTranslation
RI-028 C allowInAppPurchases
RI-029 U forceITunesStorePasswordEntry
RI-030 C allowCloudBackup
RI-031 C allowCloudDocumentSync
RI-032 C allowCloudKeychainSync
RI-033 C allowManagedAppsCloudSync
RI-034 U allowEnterpriseBookBackup
RI-035 U allowEnterpriseBookMetadataSync
RI-036 U allowSharedStream
RI-037 C allowCloudPhotoLibrary
RI-038 U allowPhotoStream
RI-039 U allowGlobalBackgroundFetchWhenRoaming
RI-040 C forceEncryptedBackup
RI-041 U forceLimitAdTracking
RI-042 C allowEraseContentAndSettings
RI-043 C allowUntrustedTLSPrompt
RI-044 U allowOTAPKIUpdates
RI-045 C allowEnterpriseAppTrust
RI-046 C allowUIConfigurationProfileInstallation
RI-047 C allowVPNCreation
RI-048 C forceClassroomUnpromptedAppAndDeviceLock
RI-049 C forceClassroomAutomaticallyJoinClasses
RI-050 C forceClassroomRequestPermissionToLeaveClasses
RI-051 C allowAccountModification
RI-052 C allowBluetoothModification
RI-053 U allowAppCellularDataModification
RI-054 U allowCellularPlanModification
RI-055 C allowDeviceNameModification
RI-056 U allowFindMyFriendsModification
RI-057 C allowNotificationsModification
RI-058 C allowPasscodeModification
RI-059 C allowFingerprintModification
RI-060 C allowEnablingRestrictions
RI-061 C allowWallpaperModification
RI-062 U allowPersonalHotspotModification
RI-063 C allowUSBRestrictedMode
RI-064 C allowHostPairing
RI-065 C allowOpenFromManagedToUnmanaged
RI-066 C allowOpenFromUnmanagedToManaged
RI-067 C forceAirDropUnmanaged
RI-068 U allowActivityContinuation
RI-069 U allowDiagnosticSubmission
RI-070 U allowDiagnosticSubmissionModification
RI-071 C allowFingerprintForUnlock
RI-072 U forceWatchWristDetection
RI-073 U allowPairedWatch
RI-074 U forceAirPlayOutgoingRequestsPairingPassword
RI-075 U allowProximitySetupToNewDevice
RI-076 C allowAirPrint
RI-077 U allowAirPrintCredentialsStorage
RI-078 U forceAirPrintTrustedTLSRequirement
RI-079 U allowAirPrintiBeaconDiscovery
RI-080 C allowPredictiveKeyboard
RI-081 C allowKeyboardShortcuts
RI-082 C allowAutoCorrection
RI-083 C allowSpellCheck
RI-084 C allowDefinitionLookup
RI-085 C allowDictation
RI-086 U allowPassbookWhileLocked
RI-087 C allowLockScreenControlCenter
RI-088 C allowLockScreenNotificationsView
RI-089 C allowLockScreenTodayView
RI-090 C enforcedSoftwareUpdateDelay
RI-091 U forceAirPlayIncomingRequestsPairingPassword
RI-092 C allowAirPlayIncomingRequests
RI-093 C allowRemoteAppPairing
RI-094 C forceAutomaticDateAndTime
RI-095 C allowPasswordAutoFill
RI-096 U allowPasswordProximityRequests
RI-097 U allowPasswordSharing
RI-098 U allowManagedToWriteUnmanagedContacts
RI-099 U allowUnmanagedToReadManagedContacts
RI-100 U allowESIMModification
RI-101 C allowContinuousPathKeyboard
RI-102 C allowDeviceSleep
RI-103 U allowFindMyDevice
RI-104 U allowFindMyFriends
RI-105 C forceWiFiPowerOn
RI-106 C allowFilesUSBDriveAccess
RI-107 U allowFilesNetworkDriveAccess
RI-108 C forceWiFiToAllowedNetworksOnly
RI-109 U allowAutoUnlock
RI-110 U allowUnpairedExternalBootToRecovery
RI-111 C requireManagedPasteboard
RI-112 C allowCloudPrivateRelay
RI-113 U allowMailPrivacyProtection
RI-114 U allowAutomaticScreenSaver
RI-115 U allowRapidSecurityResponseInstallation
RI-116 U allowRapidSecurityResponseRemoval
RI-117 U allowiPhoneWidgetsOnMac
RI-118 C allowiTunes
RI-119 U allowNews
RI-120 U allowPodcasts
RI-121 C allowGameCenter
RI-122 U allowMultiplayerGaming
RI-123 U allowAddingGameCenterFriends
RI-124 C allowSafari
RI-125 C safariAllowAutoFill
RI-126 U forceAuthenticationBeforeAutoFill
RI-127 U safariForceFraudWarning
RI-128 U safariAllowJavaScript
RI-129 U safariAllowPopups
RI-130 U safariAcceptCookies
RI-131 C ratingRegion
RI-132 C ratingMovies
RI-133 C ratingTVShows
RI-134 C ratingApps
RI-135 C allowExplicitContent
RI-136 C allowBookstoreErotica
RI-137 C autonomousSingleAppModePermittedAppIDs
`;

const MAC_RESTRICTIONS = `
RM-001 C (PayloadScope) | key TopLevel/PayloadScope
RM-002 C allowCamera
RM-003 C allowCloudDocumentSync
RM-004 U allowCloudPhotoLibrary
RM-005 U allowDefinitionLookup
RM-007 U allowCloudFMM
RM-008 U allowCloudBookmarks
RM-009 U allowCloudMail
RM-010 U allowCloudCalendar
RM-011 U allowCloudReminders
RM-012 U allowCloudAddressBook
RM-013 U allowCloudNotes
RM-014 C allowCloudKeychainSync
RM-015 U allowMusicService
RM-016 U allowSpotlightInternetResults
RM-017 C allowFingerprintForUnlock
RM-018 U allowAutoUnlock
RM-019 U allowiTunesFileSharing
RM-020 C allowContentCaching
RM-021 C allowCloudDesktopAndDocuments
RM-022 U allowAirPrint
RM-023 U forceAirPrintTrustedTLSRequirement
RM-024 U allowAirPrintiBeaconDiscovery
RM-025 C forceDelayedSoftwareUpdates
RM-026 C enforcedSoftwareUpdateMinorOSDeferredInstallDelay
RM-027 U forceDelayedAppSoftwareUpdates
RM-028 U enforcedSoftwareUpdateNonOSDeferredInstallDelay
RM-029 C forceDelayedMajorSoftwareUpdates
RM-030 C enforcedSoftwareUpdateMajorOSDeferredInstallDelay
RM-031 C allowARDRemoteManagementModification
RM-032 U allowBluetoothSharingModification
RM-033 U allowCloudFreeform
RM-034 U allowFileSharingModification
RM-035 C allowInternetSharingModification
RM-036 C allowLocalUserCreation
RM-037 U allowPrinterSharingModification
RM-038 U allowRemoteAppleEventsModification
RM-039 C allowStartupDiskModification
RM-040 U allowTimeMachineBackup
RM-041 C allowPasscodeModification
RM-042 C allowPasswordAutoFill
RM-043 U allowPasswordProximityRequests
RM-044 U allowPasswordSharing
RM-045 C allowScreenShot
RM-046 C allowRemoteScreenObservation
RM-047 C forceClassroomAutomaticallyJoinClasses
RM-048 C forceClassroomRequestPermissionToLeaveClasses
RM-049 C forceClassroomUnpromptedAppAndDeviceLock
RM-050 C forceClassroomUnpromptedScreenObservation
RM-051 U allowActivityContinuation
RM-052 U allowGameCenter
RM-053 U allowAddingGameCenterFriends
RM-054 U allowMultiplayerGaming
RM-055 C allowAirDrop
RM-056 U allowDiagnosticSubmission
RM-057 U allowDictation
RM-058 C allowWallpaperModification
RM-059 C safariAllowAutoFill
RM-060 C allowEraseContentAndSettings
RM-061 U allowUniversalControl
RM-062 C allowUIConfigurationProfileInstallation
RM-063 U allowUSBRestrictedMode
`;

export const ROW_CHAPTERS: readonly RowChapter[] = [
  { title: 'Groups', rows: LABELS },
  { title: 'Policies', rows: POLICIES },
  { title: 'Configurations', rows: CONFIGURATIONS },
  { title: 'Compliance', rows: COMPLIANCE },
  { title: 'E-mail', rows: EMAIL },
  { title: 'Wi-Fi', rows: WIFI },
  { title: 'VPN', rows: VPN },
  { title: 'Certificates', rows: CERTIFICATES },
  { title: 'Variables', rows: VARIABLES },
  { title: 'Settings of all platforms and single sign-on', rows: SETTINGS },
  { title: 'Settings of iPhones, iPads and Apple TVs', rows: MOBILE },
  { title: 'Settings of Macs', rows: MAC },
  { title: 'Restrictions of iPhones, iPads and Apple TVs', rows: MOBILE_RESTRICTIONS },
  { title: 'Restrictions of Macs', rows: MAC_RESTRICTIONS },
];
