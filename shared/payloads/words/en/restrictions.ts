/** Every key of restrictions. See ../words.ts for the form. */
export const restrictionWords = `
#com.apple.applicationaccess
allowAccountModification|Changing accounts|Off: people cannot add or change mail, cloud and other accounts.|icloud apple account
allowActivityContinuation|Handoff|Off: work cannot be continued on another device.|continuity
allowAddingGameCenterFriends|Adding Game Center friends|Off: nobody can be added as a friend in Game Center.|games
allowAirDrop|AirDrop|Off: nothing can be sent to or taken from devices nearby.|nearby sharing teilen
allowAirPlayIncomingRequests|Receiving AirPlay|Off: other devices cannot send to this Apple TV.|mirroring
allowAirPrint|AirPrint|Off: the device does not print.|printing drucken
allowAirPrintCredentialsStorage|Keeping printer passwords|Off: printer passwords are not kept in the keychain.|keychain
allowAirPrintiBeaconDiscovery|Finding printers by iBeacon|Off: printers are not found by Bluetooth beacons, which could be faked.|phishing
allowAppCellularDataModification|Changing mobile data of apps|Off: people cannot choose which apps use mobile data.|cellular
allowAppClips|App Clips|Off: no App Clips are added, and those there are removed.
allowAppInstallation|Installing apps|Off: people install no apps and the App Store is hidden.|app store download
allowAppleIntelligenceReport|Apple Intelligence reports|Off: no reports of what Apple Intelligence did are made.|ai privacy ki
allowApplePersonalizedAdvertising|Personal ads from Apple|Off: Apple shows no ads chosen for the person.|advertising tracking
allowAppRemoval|Removing apps|Off: people cannot remove apps.|delete uninstall
allowAppsToBeHidden|Hiding apps|Off: apps cannot be hidden.
allowAppsToBeLocked|Locking apps|Off: apps cannot be locked by Face ID or passcode.
allowARDRemoteManagementModification|Changing Remote Management|Off: people cannot change remote management in the sharing settings.|apple remote desktop ard
allowAssistant|Siri|Off: Siri does not answer.|assistant voice sprache
allowAssistantUserGeneratedContent|Siri: content from the web|Off: Siri shows nothing that people wrote on the web.|wikipedia
allowAssistantWhileLocked|Siri while locked|Off: Siri does not answer on a locked device.|lock screen
allowAutoCorrection|Auto-correction|Off: the keyboard corrects nothing by itself.|keyboard exam prüfung
allowAutoDim|Automatic dimming|Off: the display does not dim by itself.|oled brightness helligkeit
allowAutomaticAppDownloads|Automatic app downloads|Off: apps bought on other devices do not arrive here by themselves.|app store
allowAutomaticScreenSaver|Automatic screen saver|Off: the Apple TV does not start its screen saver.
allowAutoUnlock|Unlocking with Apple Watch|Off: an Apple Watch does not unlock the device.|auto unlock
allowBluetoothModification|Changing Bluetooth|Off: people cannot turn Bluetooth on or off.|wireless
allowBluetoothSharingModification|Changing Bluetooth sharing|Off: people cannot change sharing by Bluetooth.
allowBookstore|Book Store|Off: the Book Store is hidden.|apple books bücher
allowBookstoreErotica|Erotic books|Off: books marked as erotica cannot be loaded.|adult content
allowCallRecording|Recording calls|Off: phone calls cannot be recorded.|phone
allowCamera|Camera|Off: the camera is off and its app hidden.|photo video foto
allowCellularPlanModification|Changing the mobile plan|Off: people cannot change settings of the mobile plan.|sim esim
allowChat|Messages|Off: the Messages app is not there.|imessage sms chat
allowCloudAddressBook|iCloud contacts|Off: contacts are not kept in iCloud.
allowCloudBackup|iCloud backup|Off: the device is not backed up to iCloud.|sicherung
allowCloudBookmarks|iCloud bookmarks|Off: bookmarks are not kept in iCloud.|safari
allowCloudCalendar|iCloud calendar|Off: calendars are not kept in iCloud.
allowCloudDesktopAndDocuments|iCloud Desktop and Documents|Off: the desktop and documents of a Mac are not kept in iCloud.
allowCloudDocumentSync|iCloud documents|Off: apps keep no documents and data in iCloud.|icloud drive
allowCloudFreeform|iCloud Freeform|Off: Freeform boards are not kept in iCloud.
allowCloudKeychainSync|iCloud Keychain|Off: passwords are not kept in iCloud.|passwords passwörter
allowCloudMail|iCloud Mail|Off: mail of iCloud is not there.
allowCloudNotes|iCloud notes|Off: notes are not kept in iCloud.
allowCloudPhotoLibrary|iCloud photos|Off: photos are not kept in iCloud.
allowCloudPrivateRelay|iCloud Private Relay|Off: web traffic does not go through Apple’s relays, past filters.|vpn
allowCloudReminders|iCloud reminders|Off: reminders are not kept in iCloud.
allowContentCaching|Content caching|Off: nobody can turn content caching on.
allowContinuousPathKeyboard|Swipe typing|Off: words cannot be written by swiping.|quickpath keyboard
allowDefaultBrowserModification|Changing the standard browser|Off: people cannot choose another standard browser.
allowDefaultCallingAppModification|Changing the standard calling app|Off: people cannot choose another app for calls.
allowDefaultMessagingAppModification|Changing the standard messaging app|Off: people cannot choose another app for messages.
allowDefinitionLookup|Looking up words|Off: words cannot be looked up.|dictionary exam prüfung
allowDeviceNameModification|Changing the device name|Off: people cannot rename the device.|rename
allowDeviceSleep|Sleep|Off: the Apple TV does not go to sleep.
allowDiagnosticSubmission|Sending diagnostics|Off: no diagnostics go to Apple.|analytics
allowDiagnosticSubmissionModification|Changing diagnostics|Off: people cannot change whether diagnostics are sent.|analytics
allowDictation|Dictation|Off: text cannot be dictated.|voice sprache
allowedCameraRestrictionBundleIDs|Apps that may still use the camera|These apps see the camera although it is turned off.
allowedExternalIntelligenceWorkspaceIDs|Allowed AI workspaces|Only these workspaces of outside AI services may be signed in to.|chatgpt
allowEnablingRestrictions|Turning on Screen Time|Off: people cannot set limits of their own.|screen time
allowEnterpriseAppTrust|Trusting company apps|Off: people cannot trust new in-house developers.|in-house
allowEnterpriseBookBackup|Backing up company books|Off: managed books are not backed up.
allowEnterpriseBookMetadataSync|Syncing notes in company books|Off: notes and highlights of managed books stay on the device.
allowEraseContentAndSettings|Erasing the device|Off: people cannot erase the device in its settings.|reset wipe zurücksetzen
allowESIMModification|Changing eSIMs|Off: people cannot add or remove an eSIM.
allowESIMOutgoingTransfers|Moving eSIMs away|Off: an eSIM cannot move to another device.
allowExplicitContent|Explicit content|Off: explicit music, podcasts and books are hidden.|adult
allowExternalIntelligenceIntegrations|Outside AI services|Off: Siri and writing tools ask no outside AI service.|chatgpt
allowExternalIntelligenceIntegrationsSignIn|Signing in to outside AI services|Off: outside AI services can be used without an account only.|chatgpt
allowFileSharingModification|Changing file sharing|Off: people cannot change file sharing on a Mac.|smb
allowFilesNetworkDriveAccess|Network drives in Files|Off: the Files app connects to no server.|smb
allowFilesUSBDriveAccess|USB drives in Files|Off: the Files app opens no USB drive.|stick
allowFindMyDevice|Find My device|Off: the device is not found in the Find My app.
allowFindMyFriends|Find My friends|Off: people are not found in the Find My app.
allowFindMyFriendsModification|Changing Find My friends|Off: people cannot change sharing of their place.
allowFingerprintForUnlock|Unlocking with Touch ID or Face ID|Off: only the passcode unlocks.|biometric fingerprint
allowFingerprintModification|Changing Touch ID and Face ID|Off: people cannot add or remove fingers and faces.|biometric
allowGameCenter|Game Center|Off: Game Center is not there.|games spiele
allowGenmoji|Genmoji|Off: no new emoji are made.|ai ki
allowGlobalBackgroundFetchWhenRoaming|Background data while roaming|Off: apps fetch nothing in the background while roaming.
allowHostPairing|Connecting to computers|Off: the device pairs with no computer but the one that supervises it.|usb itunes finder pairing
allowImagePlayground|Image Playground|Off: no pictures are made with Image Playground.|ai ki
allowImageWand|Image Wand|Off: sketches in Notes are not turned into pictures.|ai ki
allowInAppPurchases|In-app purchases|Off: nothing can be bought inside apps.|buy kaufen
allowInternetSharingModification|Changing internet sharing|Off: people cannot change internet sharing on a Mac.|hotspot
allowiPhoneMirroring|iPhone Mirroring|Off: an iPhone cannot be used from a Mac’s screen.
allowiPhoneWidgetsOnMac|iPhone widgets on Mac|Off: widgets of an iPhone do not show on Macs.
allowiTunes|iTunes Store|Off: the iTunes Store is hidden.|music
allowiTunesFileSharing|iTunes file sharing|Off: apps share no files with a computer over a cable.|finder usb
allowKeyboardShortcuts|Keyboard shortcuts|Off: shortcuts for text are not there.|exam prüfung
allowListedAppBundleIDs|Only these apps|Only the apps on this list can be seen and opened.|whitelist allow list erlaubte apps
allowLiveVoicemail|Live Voicemail|Off: voicemail is not written out while it is spoken.
allowLocalUserCreation|Creating users|Off: nobody adds users in System Settings.|accounts
allowLockScreenControlCenter|Control Center while locked|Off: Control Center does not open on the lock screen.
allowLockScreenNotificationsView|Notifications while locked|Off: past notifications are not shown on the lock screen.
allowLockScreenTodayView|Today view while locked|Off: the Today view does not open on the lock screen.|widgets
allowMailPrivacyProtection|Mail privacy protection|Off: Mail does not hide the reader from senders.
allowMailSmartReplies|Smart replies in Mail|Off: Mail suggests no answers.|ai ki
allowMailSummary|Summaries in Mail|Off: Mail does not sum messages up.|ai ki
allowManagedAppsCloudSync|iCloud for managed apps|Off: managed apps keep nothing in iCloud.
allowManagedToWriteUnmanagedContacts|Managed apps write private contacts|On: managed apps may write to private contacts.
allowMarketplaceAppInstallation|Apps from other marketplaces|Off: no apps from marketplaces beside the App Store.|eu sideloading
allowMediaSharingModification|Changing media sharing|Off: people cannot change media sharing on a Mac.
allowMultiplayerGaming|Games with others|Off: no games with others in Game Center.
allowMusicService|Apple Music|Off: the Music app plays only what is on the device.
allowNews|News|Off: the News app is not there.
allowNFC|NFC|Off: the device does not use NFC.|contactless
allowNotesTranscription|Transcripts in Notes|Off: Notes does not write recordings out.|ai ki
allowNotesTranscriptionSummary|Summaries of transcripts in Notes|Off: Notes does not sum recordings up.|ai ki
allowNotificationsModification|Changing notifications|Off: people cannot change notification settings.
allowOpenFromManagedToUnmanaged|Work files in private apps|Off: documents of managed apps open in managed apps only.|open-in data leak dlp
allowOpenFromUnmanagedToManaged|Private files in work apps|Off: documents of private apps do not open in managed apps.|open-in
allowOTAPKIUpdates|Certificate trust updates|Off: the list of trusted authorities is not updated over the air.|pki
allowPairedWatch|Apple Watch|Off: no Apple Watch can be paired, and a paired one is erased.
allowPassbookWhileLocked|Wallet while locked|Off: Wallet shows nothing on the lock screen.|passbook
allowPasscodeModification|Changing the passcode|Off: people cannot set, change or remove the passcode.|password pin
allowPasswordAutoFill|Filling in passwords|Off: passwords are not filled in, and none are suggested.|autofill
allowPasswordProximityRequests|Asking devices nearby for passwords|Off: the device asks others nearby for no passwords.
allowPasswordSharing|Sharing passwords|Off: passwords cannot be shared by AirDrop.
allowPersonalHotspotModification|Changing the personal hotspot|Off: people cannot change the personal hotspot.|tethering
allowPersonalizedHandwritingResults|Text in your own handwriting|Off: text is not written in the person’s handwriting.|ai ki
allowPhotoStream|My Photo Stream|Off: the old photo stream is not there.
allowPodcasts|Podcasts|Off: the Podcasts app is not there.
allowPredictiveKeyboard|Predictive keyboard|Off: the keyboard suggests no words.|quicktype exam prüfung
allowPrinterSharingModification|Changing printer sharing|Off: people cannot change printer sharing on a Mac.
allowProximitySetupToNewDevice|Setting up a device nearby|Off: this device does not help set up another one.|quick start
allowRadioService|Apple Music radio|Off: radio of Apple Music is not there.
allowRapidSecurityResponseInstallation|Installing rapid security responses|Off: rapid security responses are not installed.|rsr update
allowRapidSecurityResponseRemoval|Removing rapid security responses|Off: people cannot remove rapid security responses.|rsr update
allowRCSMessaging|RCS messages|Off: no RCS messages.|sms
allowRemoteAppleEventsModification|Changing remote Apple events|Off: people cannot change remote Apple events.
allowRemoteAppPairing|Pairing the remote app|Off: the remote app cannot pair with this Apple TV.
allowRemoteScreenObservation|Watching the screen|Off: Classroom and others cannot watch the screen.|classroom
allowRosettaUsageAwareness|Hints about Intel apps|Off: people are not told that apps for Intel Macs end.|rosetta
allowSafari|Safari|Off: Safari is not there, and web clips do not open.|browser web internet
allowSafariHistoryClearing|Clearing Safari’s history|Off: people cannot clear the history of Safari.
allowSafariPrivateBrowsing|Private browsing in Safari|Off: no private windows in Safari.|incognito
allowSafariSummary|Summaries in Safari|Off: Safari does not sum pages up.|ai ki
allowSatelliteConnection|Satellite connection|Off: the device uses no satellites.
allowScreenShot|Screenshots and screen recording|Off: the screen cannot be captured or watched.|capture screenshot
allowSharedDeviceTemporarySession|Guest sessions on Shared iPad|Off: nobody uses a Shared iPad without an account.|temporary session
allowSharedStream|Shared albums|Off: no shared photo albums.|icloud photos
allowSiriAI|Siri with Apple Intelligence|Off: Siri does not use Apple Intelligence.|ai ki
allowSpellCheck|Spell check|Off: spelling is not checked.|exam prüfung
allowSpotlightInternetResults|Web results in Spotlight|Off: Spotlight and Siri suggest nothing from the internet.|search suche
allowStartupDiskModification|Changing the startup disk|Off: people cannot choose another startup disk.
allowSystemAppRemoval|Removing system apps|Off: people cannot remove apps that came with the device.
allowTimeMachineBackup|Time Machine|Off: people cannot set up Time Machine.|backup
allowUIAppInstallation|Installing from the App Store|Off: the App Store is hidden; this server still installs apps.
allowUIConfigurationProfileInstallation|Installing profiles by hand|Off: people install no profiles or certificates themselves.|mobileconfig
allowUniversalControl|Universal Control|Off: keyboard and mouse do not reach over to other devices.
allowUnmanagedToReadManagedContacts|Private apps read work contacts|On: private apps may read managed contacts.
allowUnpairedExternalBootToRecovery|Recovery from any computer|On: a computer that was never paired can put the device in recovery.
allowUntrustedTLSPrompt|Untrusted certificates|Off: people are not asked about websites with untrusted certificates; they stay closed.|https tls
allowUSBRestrictedMode|USB restricted mode|Off: a locked device always connects to USB accessories.|accessories
allowVideoConferencing|FaceTime|Off: FaceTime is not there.|video call
allowVideoConferencingRemoteControl|Remote control in FaceTime|Off: nobody controls the screen in a FaceTime call.
allowVisualIntelligenceSummary|Summaries by visual intelligence|Off: what the camera sees is not summed up.|ai ki
allowVoiceDialing|Voice dialling|Off: nobody dials by voice on a locked device.
allowVPNCreation|Adding VPNs|Off: people cannot add a VPN.
allowWallpaperModification|Changing the wallpaper|Off: people cannot change the wallpaper.|background
allowWebDistributionAppInstallation|Apps from websites|Off: no apps from a developer’s website.|eu sideloading
allowWritingTools|Writing Tools|Off: Writing Tools are not there.|ai ki
autonomousSingleAppModePermittedAppIDs|Apps that may lock the device to themselves|These apps may start single-app mode themselves, for exams.|exam kiosk
blacklistedAppBundleIDs|Blocked apps (old name)|Apps that cannot be seen or opened; the old name of the key.|blacklist
blockedAppBundleIDs|Blocked apps|Apps that cannot be seen or opened.|blacklist block list
deniedICCIDsForiMessageFaceTime|SIM cards without iMessage and FaceTime|These SIM cards are not used for iMessage and FaceTime.|iccid
deniedICCIDsForRCS|SIM cards without RCS|These SIM cards are not used for RCS messages.|iccid
enforcedFingerprintTimeout|Time until Touch ID needs the password|After so many seconds only the password unlocks.|biometric timeout
enforcedSoftwareUpdateDelay|Delay of updates in days|People see updates this many days late.|defer software update
enforcedSoftwareUpdateMajorOSDeferredInstallDelay|Delay of new systems in days|People see major upgrades this many days late.|defer upgrade
enforcedSoftwareUpdateMinorOSDeferredInstallDelay|Delay of system updates in days|People see minor updates this many days late.|defer update
enforcedSoftwareUpdateNonOSDeferredInstallDelay|Delay of other updates in days|People see updates of apps such as Safari this many days late.|defer update
forceAirDropUnmanaged|AirDrop counts as private|On: work documents cannot leave by AirDrop.|managed open-in
forceAirPlayIncomingRequestsPairingPassword|Password for AirPlay to this device|On: devices that send here must give a password.
forceAirPlayOutgoingRequestsPairingPassword|Password for AirPlay from this device|On: devices this one sends to must ask for a password.
forceAirPrintTrustedTLSRequirement|Trusted certificates for printers|On: only printers with a trusted certificate print over TLS.
forceAssistantProfanityFilter|Siri’s swear word filter|On: Siri leaves swear words out.
forceAuthenticationBeforeAutoFill|Face ID before passwords are filled in|On: people prove who they are before passwords or cards are filled in.|touch id
forceAutomaticDateAndTime|Automatic date and time|On: people cannot set date and time themselves.|clock
forceBypassScreenCaptureAlert|No alert about screen capture|On: people are not asked about apps that capture the screen.
forceClassroomAutomaticallyJoinClasses|Join classes without asking|On: pupils join a class in Classroom without a question.
forceClassroomRequestPermissionToLeaveClasses|Ask before leaving a class|On: pupils ask their teacher before they leave a class.
forceClassroomUnpromptedAppAndDeviceLock|Lock by teachers without asking|On: teachers lock apps and devices without a question.|classroom
forceClassroomUnpromptedScreenObservation|Watch screens without asking|On: teachers see screens of managed classes without a question.|classroom
forceDelayedAppSoftwareUpdates|Delay other updates|On: updates that are not of the system come late.|defer
forceDelayedMajorSoftwareUpdates|Delay new systems|On: major upgrades come late.|defer
forceDelayedSoftwareUpdates|Delay updates|On: people see updates late; the days are told beside.|defer
forceEncryptedBackup|Encrypted backups|On: backups on a computer are always encrypted.|itunes finder
forceITunesStorePasswordEntry|Password for every purchase|On: every purchase asks for the password.|app store
forceLimitAdTracking|Limit ad tracking|On: apps cannot follow people for advertising.|advertising
forceOnDeviceOnlyDictation|Dictation on the device only|On: what is dictated does not leave the device.|privacy
forceOnDeviceOnlyTranslation|Translation on the device only|On: what is translated does not leave the device.|privacy
forcePreserveESIMOnErase|Keep the eSIM when erasing|On: the eSIM stays when the device is erased.|wipe
forceWatchWristDetection|Wrist detection|On: an Apple Watch locks when it is taken off.
forceWiFiPowerOn|Wi-Fi always on|On: Wi-Fi cannot be turned off.|wireless
forceWiFiToAllowedNetworksOnly|Only managed Wi-Fi networks|On: the device joins only networks that came by a profile.|allow list
forceWiFiWhitelisting|Only managed Wi-Fi networks (old name)|On: the device joins only networks that came by a profile; the old name.|whitelist
ratingApps|Age rating of apps|Apps rated for older people are hidden.|age
ratingAppsExemptedBundleIDs|Apps free of the age rating|These apps are shown whatever their rating.
ratingMovies|Age rating of films|Films rated for older people are hidden.|age movies
ratingRegion|Country of the ratings|Which country’s ratings hold.|age
ratingTVShows|Age rating of TV programmes|Programmes rated for older people are hidden.|age
requireManagedPasteboard|Keep the clipboard apart|On: copying between work and private apps follows the rules for documents.|copy paste pasteboard
safariAcceptCookies|Cookies in Safari|Which cookies Safari takes.
safariAllowAutoFill|AutoFill in Safari|Off: Safari fills in no forms.
safariAllowJavaScript|JavaScript in Safari|Off: Safari runs no JavaScript; many sites then do not work.
safariAllowPopups|Pop-ups in Safari|Off: Safari opens no pop-up windows.
safariForceFraudWarning|Warning of fraudulent sites|On: Safari always warns of fraudulent sites.|phishing
whitelistedAppBundleIDs|Only these apps (old name)|Only these apps can be seen and opened; the old name of the key.|whitelist
`;
