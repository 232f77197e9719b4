/** What is for Macs. See ../words.ts for the form. */
export const macWords = `
#com.apple.MCX.FileVault2
Enable|FileVault|On encrypts the startup disk.|encryption
Defer|At the next log-out|On: people turn it on when they log out, with their own password.|defer
DeferForceAtUserLoginMaxBypassAttempts|How often it may be put off|After so many log-ins FileVault must be turned on; 0 means at once.
DeferDontAskAtUserLogout|Do not ask at log-out|On: people are asked at log-in only.
UseRecoveryKey|Personal recovery key|On: the Mac makes a recovery key of its own.|prk
ShowRecoveryKey|Show the recovery key|On: people see the recovery key and should write it down.
ForceEnableInSetupAssistant|Turn on in Setup Assistant|On: FileVault is turned on while the Mac is set up.
OutputPath|File for the recovery key|Where the Mac writes the recovery key; better leave it out.
Certificate|Certificate of the organisation|For a recovery key of the organisation.
Username|User|The user to add to FileVault.
Password|Password|The password of that user.
#com.apple.security.FDERecoveryKeyEscrow
Location|What people are told|Where the recovery key is kept; people read it.
EncryptCertPayloadUUID|Certificate|Encrypts the recovery key on its way.
DeviceKey|How to find the key|A text people read to you when they need the key.
#com.apple.MCX(FileVault2)
dontAllowFDEDisable|FileVault stays on|On: people cannot turn FileVault off.
dontAllowFDEEnable|FileVault stays off|On: people cannot turn FileVault on.
DestroyFVKeyOnStandby|Forget the key in standby|On: a sleeping Mac asks for the password again.
#com.apple.security.firewall
EnableFirewall|Firewall|On: the firewall checks incoming connections.
BlockAllIncoming|Block everything|On: all incoming connections are blocked.
EnableStealthMode|Stealth mode|On: the Mac does not answer to probes.|ping
AllowSigned|Apple’s own software|On: software of the system may be reached.
AllowSignedApp|Signed apps|On: signed apps may be reached.
Applications|Rules for apps|Apps that may or may not be reached.
EnableLogging|Logging|On: the firewall writes a log.
#com.apple.systempolicy.control
EnableAssessment|Gatekeeper|On: only apps from known developers open.
AllowIdentifiedDevelopers|Known developers|Off: only apps from the App Store open.|notarized
EnableXProtectMalwareUpload|Send malware to Apple|Off: suspicious files do not go to Apple.
#com.apple.systempolicy.managed
DisableOverride|No way around Gatekeeper|On: people cannot open refused apps by other means.
#com.apple.system-extension-policy
AllowUserOverrides|People may allow more|Off: only the extensions listed here load.
AllowedTeamIdentifiers|Allowed teams|All system extensions of these developers load.|team id
AllowedSystemExtensions|Allowed extensions|Extensions that load, by team.
AllowedSystemExtensionTypes|Allowed kinds|Drivers, network or endpoint security, by team.
RemovableSystemExtensions|Extensions apps may remove|Apps may remove these without a password.
NonRemovableSystemExtensions|Extensions nobody may remove|These cannot be turned off or removed.
NonRemovableFromUISystemExtensions|Extensions people may not remove|People cannot turn these off in System Settings.
#com.apple.syspolicy.kernel-extension-policy
AllowUserOverrides|People may allow more|Off: only the kernel extensions listed here load.
AllowedTeamIdentifiers|Allowed teams|All kernel extensions of these developers load.|team id
AllowedKernelExtensions|Allowed kernel extensions|Kernel extensions that load, by team.|kext
AllowNonAdminUserApprovals|Anybody may approve|On: people without administrator rights may allow kernel extensions.
#com.apple.TCC.configuration-profile-policy
Services|Permissions|Which apps may use what, or must not.|privacy
Services.AddressBook|Contacts|Access to contacts.
Services.Calendar|Calendar|Access to calendars.
Services.Reminders|Reminders|Access to reminders.
Services.Photos|Photos|Access to photos.
Services.Camera|Camera|Can only be denied here, never allowed.
Services.Microphone|Microphone|Can only be denied here, never allowed.
Services.Accessibility|Control the Mac|Apps that control the Mac by its accessibility features.|accessibility bedienungshilfen
Services.PostEvent|Send key strokes|Apps that send key strokes and clicks.
Services.ListenEvent|Watch key strokes|Apps that see what is typed; can only be denied or left to people.|input monitoring
Services.ScreenCapture|Screen recording|Apps that see the screen; can only be denied or left to people.|screen sharing
Services.SystemPolicyAllFiles|Full disk access|Access to all files, mail and backups included.|fda antivirus backup
Services.SystemPolicySysAdminFiles|Administration files|Access to files of system administration.
Services.AppleEvents|Control other apps|Apps that send commands to other apps.|automation applescript
Services.SpeechRecognition|Speech recognition|Access to speech recognition.
Services.SystemPolicyDesktopFolder|Desktop folder|Access to the Desktop folder.
Services.SystemPolicyDocumentsFolder|Documents folder|Access to the Documents folder.
Services.SystemPolicyDownloadsFolder|Downloads folder|Access to the Downloads folder.
Services.SystemPolicyNetworkVolumes|Network volumes|Access to files on servers.
Services.SystemPolicyRemovableVolumes|Removable volumes|Access to files on sticks and drives.|usb
Services.SystemPolicyAppBundles|Change other apps|Apps that update or delete other apps.
Services.SystemPolicyAppData|Data of other apps|Access to what other apps keep.
Services.BluetoothAlways|Bluetooth|Access to Bluetooth devices.
#com.apple.servicemanagement
Rules|Rules|Background items that people cannot turn off.
Rules.RuleType|What is compared|The identifier, its beginning, the label or the team.
Rules.RuleValue|Value|What it is compared with.
Rules.TeamIdentifier|Team|Only items of this developer.
Rules.Comment|Comment|For you to remember.
#com.apple.loginitems.managed
AutoLaunchedApplicationDictionary-managed|Items|What the Mac opens at log-in.
AutoLaunchedApplicationDictionary-managed.Path|Path|Where the app, file or volume lies.
AutoLaunchedApplicationDictionary-managed.Hide|Hidden|On: people do not see the item in the list.
#com.apple.SoftwareUpdate
AutomaticCheckEnabled|Look for updates|Off: the Mac does not look for updates, which turns the rest off, too.
AutomaticDownload|Download updates|On: updates are downloaded when there are some.
AutomaticallyInstallMacOSUpdates|Install macOS updates|On: updates of macOS are installed.
AutomaticallyInstallAppUpdates|Install app updates|On: apps of the App Store are updated.
CriticalUpdateInstall|Install security updates|On: security responses and system files are installed.|rsr
ConfigDataInstall|Install data files|On: lists such as those against malware are kept up to date.|xprotect
AllowPreReleaseInstallation|Beta versions|Off: no beta versions.
restrict-software-update-require-admin-to-install|Administrators only|On: only administrators install updates.
CatalogURL|Update server|The address of a server of your own; works on old systems only.
#com.apple.loginwindow
SHOWFULLNAME|Ask for name and password|On: no list of users, people type their name.
HideLocalUsers|Hide local users|On: the list shows network users only.
HideAdminUsers|Hide administrators|On: the list shows no administrators.
IncludeNetworkUser|Show network users|On: the list shows network users, too.
SHOWOTHERUSERS_MANAGED|Show “Other…”|On: people not in the list can sign in.
LoginwindowText|Message|Stands in the login window.|banner
AdminHostInfo|Facts about the Mac|What a click on the clock shows, such as the host name.
ShutDownDisabled|No shut-down button|On: the login window has no shut-down button.
RestartDisabled|No restart button|On: the login window has no restart button.
SleepDisabled|No sleep button|On: the login window has no sleep button.
DisableConsoleAccess|No text console|On: “>console” as a user name does nothing.
DisableFDEAutoLogin|Sign in after FileVault|On: people sign in again after they unlocked the disk.
AutologinUsername|Log in automatically as|Who is logged in when the Mac starts.
AutologinPassword|Password for it|The password of that user.
showInputMenu|Keyboard menu|On: the login window lets people choose a keyboard.
DisableScreenLockImmediate|No “Lock Screen”|On: the command Lock Screen is not there.
RetriesUntilHint|Hint after tries|After so many wrong passwords the hint is shown; 0 is never.
AllowList|Who may log in|Users and groups that may log in.
DenyList|Who may not log in|Users and groups that may not log in.
AdminMayDisableMCX|Administrators may skip it|On: administrators can refuse managed settings at login.
HideMobileAccounts|Hide mobile accounts|On: the list shows no mobile accounts.
ShutDownDisabledWhileLoggedIn|No shutting down when logged in|On: the menu has no Shut Down.
RestartDisabledWhileLoggedIn|No restarting when logged in|On: the menu has no Restart.
PowerOffDisabledWhileLoggedIn|No power-off when logged in|On: the menu has no Power Off.
LogOutDisabledWhileLoggedIn|No logging out|On: the menu has no Log Out.
#com.apple.dock
tilesize|Size|The size of icons in the Dock.
magnification|Magnify|On: icons grow below the pointer.
largesize|Size when magnified|How large icons grow.
orientation|Place|Bottom, left or right.|position
autohide|Hide by itself|On: the Dock hides until the pointer comes.
mineffect|Effect|How windows go into the Dock.|genie scale
minimize-to-application|Minimise into the app|On: windows go into the icon of their app.
show-recents|Recent apps|Off: the Dock shows no recent apps.
show-process-indicators|Dots below open apps|Off: open apps have no dot.
contents-immutable|Contents stay|On: people cannot add or remove icons.|lock
static-only|Only these icons|On: the Dock shows only what is listed here.
static-apps|Fixed apps|Apps people cannot remove from the Dock.
static-others|Fixed documents and folders|Things people cannot remove from the Dock.
persistent-apps|Apps|Apps in the Dock that people may remove.
persistent-others|Documents and folders|Things in the Dock that people may remove.
size-immutable|Size stays|On: people cannot change the size of icons.
magnify-immutable|Magnifying stays|On: people cannot switch magnifying on or off.
magsize-immutable|Magnified size stays|On: people cannot change how large icons grow.
position-immutable|Place stays|On: people cannot move the Dock.
mineffect-immutable|Effect stays|On: people cannot change the effect.
autohide-immutable|Hiding stays|On: people cannot change whether the Dock hides.
minintoapp-immutable|Minimising stays|On: people cannot change where windows go.
launchanim|Bounce when opening|On: the icon of an app bounces while it opens.
launchanim-immutable|Bouncing stays|On: people cannot change whether icons bounce.
showindicators-immutable|Dots stay|On: people cannot change the dots below open apps.
showrecents-immutable|Recent apps stay|On: people cannot change whether recent apps are shown.
dblclickbehavior|Double click on a title bar|Zooms the window, minimises it, or does nothing.
dblclickbehavior-immutable|Double click stays|On: people cannot change what a double click does.
windowtabbing|Tabs instead of windows|When documents open in tabs.
windowtabbing-immutable|Tabs stay|On: people cannot change when documents open in tabs.
MCXDockSpecialFolders|Special folders|Folders of the person or the network that are added.
AllowDockFixupOverride|Keep when Macs change|On: the Dock stays as it is after a migration.
#com.apple.MCX(EnergySaver)
com.apple.EnergySaver.desktop.ACPower|Desktop Macs|Energy settings of desktop Macs.
com.apple.EnergySaver.portable.ACPower|MacBooks on power|Energy settings of MacBooks on the power adapter.
com.apple.EnergySaver.portable.BatteryPower|MacBooks on battery|Energy settings of MacBooks on battery.
com.apple.EnergySaver.desktop.Schedule|Schedule|When desktop Macs turn on and off.
SleepDisabled|Never sleep|On: the Mac never sleeps.
#com.apple.MCX(TimeServer)
timeServer|Time server|The name of the time server.|ntp
timeZone|Time zone|Such as Europe/Berlin.
#com.apple.MCX(Accounts)
EnableGuestAccount|Guest account on|On: the Mac has a guest account.
DisableGuestAccount|Guest account off|On: the Mac has no guest account.
#com.apple.screensaver
askForPassword|Password after the screen saver|On: the password is needed after the screen saver.|lock
askForPasswordDelay|Seconds until the password|How long the Mac opens again without the password.
idleTime|Seconds until the screen saver|How long nobody does anything before it starts.
moduleName|Screen saver|The name of the screen saver.
#com.apple.preference.security
dontAllowLockMessageUI|Lock message stays|On: people cannot change the message of the login window.
dontAllowFireWallUI|Firewall stays|On: people cannot change the firewall.
dontAllowPasswordResetUI|Password stays|On: people cannot change their password.
#com.apple.ManagedClient.preferences
PayloadContent|Preferences by domain|For each domain, what is forced and what is set once.|defaults
#com.apple.SetupAssistant.managed
SkipSetupItems|Panes to skip|Panes new users do not see at first log-in.
SkipCloudSetup|Skip Apple Account|On: new users are not asked for their Apple Account.|icloud
SkipSiriSetup|Skip Siri|On: new users are not asked about Siri.
SkipPrivacySetup|Skip privacy|On: new users do not see the privacy page.
`;
