/* The rows of settings and restrictions, as in spec-rows.ts. */

export const SETTINGS = `
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

export const MOBILE = `
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

export const MAC = `
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
export const MOBILE_RESTRICTIONS = `
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

export const MAC_RESTRICTIONS = `
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
