/** Passcode, Home Screen, notifications, single-app mode and what else is for all devices. See ../words.ts for the form. */
export const deviceWords = `
#com.apple.mobiledevice.passwordpolicy
forcePIN|Require a passcode|On: the device needs a passcode.|pin password
allowSimple|Simple passcodes|Off: repeated and rising characters, such as 1111 and 1234, are refused.|1234
requireAlphanumeric|Letters and digits|On: the passcode needs letters and digits.
minLength|Shortest length|How many characters the passcode has at least.|length
minComplexChars|Special characters|How many characters are neither letters nor digits.|complex
maxPINAgeInDays|Change after days|After so many days a new passcode is needed.|expiry age
pinHistory|No repeats|How many past passcodes cannot be used again.|history
maxInactivity|Lock after minutes|The longest time until the device locks itself.|auto-lock timeout
maxGracePeriod|Minutes without passcode|How long after locking the device opens without the passcode.|grace
maxFailedAttempts|Wrong tries|After so many wrong passcodes the device erases itself, or a Mac locks.|wipe erase attempts
minutesUntilFailedLoginReset|Minutes until new tries|How long a Mac stays locked after too many wrong tries.
changeAtNextAuth|Change at next log-in|On: people choose a new password at their next log-in.|reset
customRegex|Rule of your own|A pattern passwords must match, with an explanation.|regex
customRegex.passwordContentRegex|Pattern|The regular expression a password must match.|regex
customRegex.passwordContentDescription|Explanation|What people are told about the pattern, by language.
#com.apple.webClip.managed
Label|Name|What stands below the icon.|title
URL|Address|The address the web clip opens.|link
Icon|Icon|A square PNG picture.|picture bild
IsRemovable|Can be removed|Off: people cannot remove the web clip.|delete
FullScreen|Full screen|On: the page opens without Safari’s bars.|app
Precomposed|Icon as it is|On: the icon gets no shine of old systems.
IgnoreManifestScope|Stay full screen everywhere|On: the page stays full screen on other websites, too.
TargetApplicationBundleIdentifier|Open in this app|The app that opens the address.|bundle id browser
#com.apple.homescreenlayout
Dock|Dock|What stands in the Dock; left out, it is empty.
Pages|Pages|The pages of the Home Screen, in order.
Pages.Type|Kind|An app, a folder or a web clip.
Pages.BundleID|App|The identifier of the app.
Pages.DisplayName|Name of the folder|What stands below the folder.
Pages.URL|Address of the web clip|The address of a web clip of another payload.
Pages.Pages|Pages of the folder|What the folder holds, page by page.
#com.apple.notificationsettings
NotificationSettings|Apps|Settings for each app.
NotificationSettings.BundleIdentifier|App|The identifier of the app.|bundle id
NotificationSettings.NotificationsEnabled|Notifications|Off: the app notifies nobody.
NotificationSettings.ShowInNotificationCenter|In Notification Center|Off: past notifications are not kept in the list.
NotificationSettings.ShowInLockScreen|On the lock screen|Off: the lock screen shows nothing of this app.
NotificationSettings.AlertType|Kind of alert|0 none, 1 a banner that goes, 2 one that stays.|banner
NotificationSettings.BadgesEnabled|Badges|Off: no number stands at the icon.|badge
NotificationSettings.SoundsEnabled|Sounds|Off: notifications make no sound.
NotificationSettings.ShowInCarPlay|In CarPlay|Off: CarPlay shows nothing of this app.
NotificationSettings.CriticalAlertEnabled|Critical alerts|On: critical alerts sound even in silence.
NotificationSettings.GroupingType|Grouping|0 automatic, 1 by app, 2 none.
NotificationSettings.PreviewType|Previews|0 always, 1 when unlocked, 2 never.
#com.apple.app.lock
App|The one app|The app the device stays in, with its options.|kiosk
App.Identifier|App|The identifier of the app; it must be installed.|bundle id
App.Options|Options people cannot change|What is on or off while the device is in the app.
App.Options.DisableTouch|No touch|On: the screen does not react to touch.
App.Options.DisableDeviceRotation|No rotation|On: the screen does not turn.
App.Options.DisableVolumeButtons|No volume buttons|On: the volume buttons do nothing.
App.Options.DisableRingerSwitch|No ringer switch|On: the ringer switch does nothing.
App.Options.DisableSleepWakeButton|No sleep button|On: the sleep button does nothing.
App.Options.DisableAutoLock|No auto-lock|On: the device does not lock itself.
App.Options.EnableVoiceOver|VoiceOver|On: VoiceOver reads the screen out.
App.Options.EnableZoom|Zoom|On: the screen can be magnified.
App.Options.EnableInvertColors|Inverted colours|On: colours are inverted.
App.Options.EnableAssistiveTouch|AssistiveTouch|On: gestures can be made with one finger.
App.Options.EnableSpeakSelection|Speak selection|On: chosen text can be read out.
App.Options.EnableMonoAudio|Mono audio|On: both ears hear the same.
App.Options.EnableVoiceControl|Voice Control|On: the device is controlled by voice.
App.UserEnabledOptions|Options people may change|Which helps people may turn on themselves.
#com.apple.shareddeviceconfiguration
AssetTagInformation|Asset tag|Stands at the bottom of the lock screen.
LockScreenFootnote|Footnote|Stands at the bottom of the lock screen and login window.
IfLostReturnToMessage|If found, return to (old name)|Stands on the lock screen; the old name of the footnote.
#com.apple.airprint
AirPrint|Printers|Printers the device lists.
AirPrint.IPAddress|Address|IP address or host name of the printer.
AirPrint.ResourcePath|Path|Where on the printer jobs go, such as ipp/print.
AirPrint.Port|Port|The port of the printer; usually 631.
AirPrint.ForceTLS|Encrypted only|On: jobs go over TLS only.|tls
#com.apple.airplay
AllowList|Only these screens|Only these screens can be sent to.|allow list
Passwords|Passwords|Passwords of known screens.
Passwords.DeviceName|Screen|The name of the screen.
Passwords.Password|Password|The password of the screen.
Passwords.DeviceID|Device ID|The screen by its device ID, such as 12:34:56:78:9A:BC; for Macs.
AllowList.DeviceName|Screen|The name of the screen.
AllowList.DeviceID|Device ID|The screen by its device ID, such as 12:34:56:78:9A:BC.
#com.apple.font
Font|Font file|A TrueType or OpenType font.|ttf otf
Name|Name|How people see the font payload.
#com.apple.profileRemovalPassword
RemovalPassword|Removal password|Who gives this password may remove the profile.
#com.apple.education
OrganizationName|School|The name of the school.
UserIdentifier|User of the device|Who uses this device, by identifier.
Groups|Classes|The classes with their teachers and pupils.|courses
Users|People|Teachers and pupils.|students
Users.PasscodeType|Kind of passcode|How pupils sign in to a Shared iPad.
DeviceGroups|Carts|Groups of devices by serial number.
`;
