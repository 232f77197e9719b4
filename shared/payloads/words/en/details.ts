/** Further keys, most of them for Macs, schools and single sign-on. See ../words.ts for the form. */
export const detailWords = `
#com.apple.extensiblesso
AuthenticationMethod|Sign-in (old place)|How people sign in; newer Macs look inside platform single sign-on.
RegistrationToken|Registration token|Lets the Mac register without asking people.
ScreenLockedBehavior|While locked|Cancel sign-ins, or leave them alone.
DeniedBundleIdentifiers|Apps without it|These apps do not use this sign-in.
PlatformSSO.AuthenticationMethod|Sign-in|With the password, a key in the Secure Enclave, or a smart card.
PlatformSSO.UseSharedDeviceKeys|Keys of the Mac|On: all users share the keys of the Mac.
PlatformSSO.AccountDisplayName|Name of the account|How people see the account.
PlatformSSO.LoginFrequency|Seconds until a full sign-in|How long people go without signing in completely.
PlatformSSO.EnableCreateUserAtLogin|Make users at log-in|On: who signs in for the first time gets an account on the Mac.
PlatformSSO.EnableAuthorization|Rights from the provider|On: people of the provider can approve what needs an administrator.
PlatformSSO.NewUserAuthorizationMode|Rights of new users|Standard, administrator, or by group.
PlatformSSO.UserAuthorizationMode|Rights of users|Standard, administrator, or by group, at every sign-in.
PlatformSSO.AdministratorGroups|Administrator groups|Who is in these groups is an administrator.
PlatformSSO.FileVaultPolicy|At FileVault|Whether the provider is asked when the disk is unlocked.
PlatformSSO.LoginPolicy|At log-in|Whether the provider is asked at the login window.
PlatformSSO.UnlockPolicy|At unlocking|Whether the provider is asked after the screen saver.
PlatformSSO.OfflineGracePeriod|Grace when offline|Seconds people may go on without a network.
PlatformSSO.AuthenticationGracePeriod|Grace after changes|Seconds until a new rule holds.
PlatformSSO.NonPlatformSSOAccounts|Accounts without it|Local accounts that never ask the provider.
#com.apple.extensiblesso(kerberos)
Realm|Realm|The Kerberos realm, in capitals.|domain
Hosts|Hosts|Hosts and domains that ask for Kerberos.
ExtensionData|Settings|How the Kerberos extension behaves.
ExtensionData.principalName|User|The user name without realm; left out, people are asked.
ExtensionData.certificateUUID|Identity|The certificate to sign in with instead of a password.|pkinit
ExtensionData.allowAutomaticLogin|Remember the password|Off: people sign in again each time.|keychain
ExtensionData.allowPasswordChange|Changing the password|Off: people cannot change their password here.
ExtensionData.syncLocalPassword|Same password on the Mac|On: the password of the Mac follows the one of the directory.
ExtensionData.pwNotificationDays|Warn days before|Days before the password ends that people are told.|expiry
ExtensionData.pwReqLength|Shortest password|How many characters a new password needs.
ExtensionData.pwReqComplexity|Complex passwords|On: the rules of Active Directory hold.
ExtensionData.pwChangeURL|Page to change the password|Opens instead of the built-in dialog.
ExtensionData.helpText|Help|Stands at the bottom of the sign-in window.
ExtensionData.preferredKDCs|Preferred servers|Servers that are asked first, in order.|kdc
ExtensionData.requireTLSForLDAP|Encrypted directory|On: the directory is asked over TLS only.
#com.apple.security.smartcard
allowSmartCard|Smart cards|Off: smart cards do not sign anybody in.|piv
enforceSmartCard|Smart card needed|On: nobody signs in without a smart card.|piv
UserPairing|Pairing|Off: people cannot pair a card with their account.
oneCardPerUser|One card each|On: a person can pair one card only.
checkCertificateTrust|Check the card’s certificate|0 not at all, 1 whether trusted, 2 and 3 also for revocation.
tokenRemovalAction|When the card is pulled|1: the screen locks.
#com.apple.mcxprinting
RequireAdminToAddPrinters|Administrators add printers|On: only administrators add printers.
AllowLocalPrinters|Local printers|Off: printers on a cable cannot be used.|usb
ShowOnlyManagedPrinters|Only managed printers|On: people see only printers listed here.
DefaultPrinter|Standard printer|The printer that is chosen first.
UserPrinterList|Printers|The printers people have.
PrintFooter|Footer|On: every page names user and date.
#com.apple.finder
ProhibitBurn|No disc burning|On: the Finder burns no discs.
ProhibitConnectTo|No connecting to servers|On: people connect to no server.
ProhibitEject|No ejecting|On: people eject no discs and drives.
ProhibitGoToFolder|No Go to Folder|On: people open no folder by its path.
ShowExternalHardDrivesOnDesktop|External drives on the desktop|Off: external drives do not stand on the desktop.
ShowHardDrivesOnDesktop|Drives on the desktop|Off: drives do not stand on the desktop.
ShowMountedServersOnDesktop|Servers on the desktop|Off: servers do not stand on the desktop.
WarnOnEmptyTrash|Ask before emptying the Trash|Off: the Trash is emptied without asking.
#com.apple.MCX.TimeMachine
AutoBackup|Back up by itself|Off: backups start by hand only.
BackupDestURL|Where backups go|The address of the server.
BackupSizeMB|Most space|How many megabytes backups may fill.
SkipPaths|What is left out|Folders that are not backed up.
MobileBackups|Local snapshots|On: the Mac keeps copies of its own between backups.
#com.apple.appstore
restrict-store-require-admin-to-install|Administrators install apps|On: only administrators install apps.
restrict-store-softwareupdate-only|Updates only|On: the App Store only updates apps.
restrict-store-disable-app-adoption|No taking over of apps|On: people cannot take over apps that came with the Mac.
DisableSoftwareUpdateNotifications|No update notices|On: people are not told of updates.
#com.apple.systempreferences
DisabledSystemSettings|Hidden settings|Parts of System Settings people cannot open.
DisabledPreferencePanes|Hidden panes|The same for older Macs.
EnabledPreferencePanes|Only these panes|Older Macs show only these.
#com.apple.relay.managed
Relays|Relays|The servers traffic goes through, in order.
Relays.HTTP3RelayURL|Address for HTTP/3|The address of the relay for HTTP/3.|quic
Relays.HTTP2RelayURL|Address for HTTP/2|The address of the relay for HTTP/2.
MatchDomains|Domains through the relay|Only these domains use the relay.
ExcludedDomains|Domains past the relay|These domains never use the relay.
UIToggleEnabled|People may turn it off|On: people can turn the relay off.
#com.apple.education
LeaderPayloadCertificateAnchorUUID|Trust in teachers|Certificates that prove who a teacher is.
MemberPayloadCertificateAnchorUUID|Trust in pupils|Certificates that prove who a pupil is.
Groups.Name|Name of the class|How people see the class.
Groups.LeaderIdentifiers|Teachers|Identifiers of the teachers.
Groups.MemberIdentifiers|Pupils|Identifiers of the pupils.
Users.Name|Name|The name of the person.
Users.AppleID|Managed Apple Account|The account the person signs in with.|apple id
DeviceGroups.SerialNumbers|Serial numbers|The devices of the cart.
ScreenObservationPermissionModificationAllowed|Pupils may change watching|On: pupils choose whether teachers see their screen.
#com.apple.DirectoryService.managed
HostName|Domain|The Active Directory domain.
UserName|User|An account that may bind computers.
Password|Password|The password of that account.
ClientID|Computer name|The name of the Mac in the directory.
ADOrganizationalUnit|Organisational unit|Where in the directory the Mac is put.|ou
ADCreateMobileAccountAtLogin|Mobile account|On: people get an account on the Mac when they log in.
ADForceHomeLocal|Home folder on the Mac|On: the home folder lies on the Mac.
ADDomainAdminGroupList|Administrator groups|Who is in these groups is an administrator.
ADPreferredDCServer|Preferred server|The domain controller that is asked first.
#com.apple.AssetCache.managed
AutoActivation|Turn on by itself|On: content caching is turned on and stays on.
AllowPersonalCaching|Cache iCloud|Off: data of iCloud is not kept.
AllowSharedCaching|Cache downloads|Off: apps and updates are not kept.
CacheLimit|Most space|In bytes; 0 is no limit.
LocalSubnetsOnly|Own subnets only|On: only devices in the same subnets are served.
Port|Port|0 chooses one.
KeepAwake|Stay awake|On: the Mac does not sleep while it serves.
#com.apple.asam
AllowedApplications|Apps|Apps that may lock the Mac to themselves.
AllowedApplications.BundleIdentifier|App|The identifier of the app.
AllowedApplications.TeamIdentifier|Team|The team identifier of the developer.
#com.apple.associated-domains
Configuration|Apps|Apps with the domains they belong to.
Configuration.ApplicationIdentifier|App|Team and bundle identifier.
Configuration.AssociatedDomains|Domains|Such as webcredentials:example.com.
#com.apple.conferenceroomdisplay
Message|Message|Stands on the screen beside how to connect.
#com.apple.desktop
override-picture-path|Picture|The path of the picture on the Mac.|wallpaper
locked|Picture stays|On: people cannot choose another picture.
#com.apple.ews.account
Host|Server|The name of the Exchange server.
OAuth|Modern sign-in|On: people sign in on a web page.
SSL|Encrypted connection|Off: everything travels in the clear.
#com.apple.google-oauth
AccountDescription|Name of the account|How people see the account.
AccountName|Full name|The name that stands in sent messages.
#com.apple.screensaver.user
idleTime|Seconds until the screen saver|0 is never.
#com.apple.security.firewall
Applications.BundleID|App|The identifier of the app.
Applications.Allowed|May be reached|Off: the app cannot be reached.
#com.apple.TCC.configuration-profile-policy
Services.MediaLibrary|Apple Music and media|Access to the media library.
Services.FileProviderPresence|Presence in file providers|Cloud storage sees when files are used.
`;
