/** Passcode, Home Screen, notifications, single-app mode and what else is for all devices. See ../words.ts for the form. */
export const deviceWords = `
#com.apple.mobiledevice.passwordpolicy
forcePIN|Code verlangen|Ein: Das Gerät braucht einen Code.|pin password
allowSimple|Einfache Codes|Aus: Wiederholte und aufsteigende Zeichen wie 1111 und 1234 sind nicht erlaubt.|1234
requireAlphanumeric|Buchstaben und Ziffern|Ein: Der Code braucht Buchstaben und Ziffern.
minLength|Mindestlänge|Wie viele Zeichen der Code mindestens hat.|length
minComplexChars|Sonderzeichen|Wie viele Zeichen weder Buchstabe noch Ziffer sind.|complex
maxPINAgeInDays|Ändern nach Tagen|Nach so vielen Tagen ist ein neuer Code nötig.|expiry age
pinHistory|Keine Wiederholung|Wie viele frühere Codes nicht wieder gelten.|history
maxInactivity|Sperren nach Minuten|Die längste Zeit, bis sich das Gerät sperrt.|auto-lock timeout
maxGracePeriod|Minuten ohne Code|Wie lange sich das Gerät nach dem Sperren ohne Code öffnet.|grace
maxFailedAttempts|Fehlversuche|Nach so vielen falschen Codes löscht sich das Gerät oder sperrt sich ein Mac.|wipe erase attempts
minutesUntilFailedLoginReset|Minuten bis zu neuen Versuchen|Wie lange ein Mac nach zu vielen Fehlversuchen gesperrt bleibt.
changeAtNextAuth|Bei nächster Anmeldung ändern|Ein: Benutzer wählen bei der nächsten Anmeldung ein neues Passwort.|reset
customRegex|Eigene Regel|Ein Muster, dem Passwörter entsprechen müssen, mit Erklärung.|regex
customRegex.passwordContentRegex|Muster|Der reguläre Ausdruck, dem ein Passwort entsprechen muss.|regex
customRegex.passwordContentDescription|Erklärung|Was Benutzer über das Muster erfahren, je Sprache.
#com.apple.webClip.managed
Label|Name|Was unter dem Symbol steht.|title
URL|Adresse|Die Adresse, die der Webclip öffnet.|link
Icon|Symbol|Ein quadratisches PNG-Bild.|picture bild
IsRemovable|Entfernbar|Aus: Benutzer können den Webclip nicht entfernen.|delete
FullScreen|Vollbild|Ein: Die Seite öffnet sich ohne Leisten von Safari.|app
Precomposed|Symbol unverändert|Ein: Das Symbol bekommt keinen Glanz alter Systeme.
IgnoreManifestScope|Überall Vollbild|Ein: Auch auf anderen Websites bleibt das Vollbild.
TargetApplicationBundleIdentifier|In dieser App öffnen|Die App, die die Adresse öffnet.|bundle id browser
#com.apple.homescreenlayout
Dock|Dock|Was im Dock steht; fehlt es, ist es leer.
Pages|Seiten|Die Seiten des Home-Bildschirms, der Reihe nach.
Pages.Type|Art|Eine App, ein Ordner oder ein Webclip.
Pages.BundleID|App|Die Kennung der App.
Pages.DisplayName|Name des Ordners|Was unter dem Ordner steht.
Pages.URL|Adresse des Webclips|Die Adresse eines Webclips einer anderen Payload.
Pages.Pages|Seiten des Ordners|Was der Ordner enthält, Seite für Seite.
#com.apple.notificationsettings
NotificationSettings|Apps|Einstellungen für jede App.
NotificationSettings.BundleIdentifier|App|Die Kennung der App.|bundle id
NotificationSettings.NotificationsEnabled|Mitteilungen|Aus: Die App zeigt keine Mitteilungen.
NotificationSettings.ShowInNotificationCenter|In der Mitteilungszentrale|Aus: Frühere Mitteilungen stehen nicht in der Liste.
NotificationSettings.ShowInLockScreen|Am Sperrbildschirm|Aus: Der Sperrbildschirm zeigt nichts von dieser App.
NotificationSettings.AlertType|Art des Hinweises|0 keiner, 1 ein Banner, das verschwindet, 2 eines, das bleibt.|banner
NotificationSettings.BadgesEnabled|Kennzeichen|Aus: Am Symbol steht keine Zahl.|badge
NotificationSettings.SoundsEnabled|Töne|Aus: Mitteilungen machen keinen Ton.
NotificationSettings.ShowInCarPlay|In CarPlay|Aus: CarPlay zeigt nichts von dieser App.
NotificationSettings.CriticalAlertEnabled|Kritische Hinweise|Ein: Kritische Hinweise klingen auch bei Stille.
NotificationSettings.GroupingType|Gruppierung|0 automatisch, 1 nach App, 2 keine.
NotificationSettings.PreviewType|Vorschau|0 immer, 1 wenn entsperrt, 2 nie.
#com.apple.app.lock
App|Die eine App|Die App, in der das Gerät bleibt, mit Optionen.|kiosk
App.Identifier|App|Die Kennung der App; sie muss installiert sein.|bundle id
App.Options|Optionen, die Benutzer nicht ändern|Was in der App an oder aus ist.
App.Options.DisableTouch|Keine Berührung|Ein: Der Bildschirm reagiert nicht auf Berührung.
App.Options.DisableDeviceRotation|Keine Drehung|Ein: Der Bildschirm dreht sich nicht.
App.Options.DisableVolumeButtons|Keine Lautstärketasten|Ein: Die Lautstärketasten tun nichts.
App.Options.DisableRingerSwitch|Kein Stummschalter|Ein: Der Stummschalter tut nichts.
App.Options.DisableSleepWakeButton|Keine Ruhetaste|Ein: Die Ruhetaste tut nichts.
App.Options.DisableAutoLock|Keine automatische Sperre|Ein: Das Gerät sperrt sich nicht selbst.
App.Options.EnableVoiceOver|VoiceOver|Ein: VoiceOver liest den Bildschirm vor.
App.Options.EnableZoom|Zoom|Ein: Der Bildschirm lässt sich vergrößern.
App.Options.EnableInvertColors|Umgekehrte Farben|Ein: Farben sind umgekehrt.
App.Options.EnableAssistiveTouch|AssistiveTouch|Ein: Gesten gehen mit einem Finger.
App.Options.EnableSpeakSelection|Auswahl sprechen|Ein: Ausgewählter Text lässt sich vorlesen.
App.Options.EnableMonoAudio|Mono-Audio|Ein: Beide Ohren hören dasselbe.
App.Options.EnableVoiceControl|Sprachsteuerung|Ein: Das Gerät wird per Stimme gesteuert.
App.UserEnabledOptions|Optionen, die Benutzer ändern|Welche Hilfen Benutzer selbst einschalten.
#com.apple.shareddeviceconfiguration
AssetTagInformation|Inventarnummer|Steht unten am Sperrbildschirm.
LockScreenFootnote|Fußnote|Steht unten am Sperrbildschirm und im Anmeldefenster.
IfLostReturnToMessage|Wenn gefunden, zurück an (alter Name)|Steht am Sperrbildschirm; der alte Name der Fußnote.
#com.apple.airprint
AirPrint|Drucker|Drucker, die das Gerät anbietet.
AirPrint.IPAddress|Adresse|IP-Adresse oder Hostname des Druckers.
AirPrint.ResourcePath|Pfad|Wohin Aufträge am Drucker gehen, etwa ipp/print.
AirPrint.Port|Port|Der Port des Druckers; meist 631.
AirPrint.ForceTLS|Nur verschlüsselt|Ein: Aufträge gehen nur über TLS.|tls
#com.apple.airplay
AllowList|Nur diese Bildschirme|Nur an diese Bildschirme kann gesendet werden.|allow list
Passwords|Passwörter|Passwörter bekannter Bildschirme.
Passwords.DeviceName|Bildschirm|Der Name des Bildschirms.
Passwords.Password|Passwort|Das Passwort des Bildschirms.
Passwords.DeviceID|Geräte-ID|Der Bildschirm nach seiner Geräte-ID, etwa 12:34:56:78:9A:BC; für Macs.
AllowList.DeviceName|Bildschirm|Der Name des Bildschirms.
AllowList.DeviceID|Geräte-ID|Der Bildschirm nach seiner Geräte-ID, etwa 12:34:56:78:9A:BC.
#com.apple.font
Font|Schriftdatei|Eine TrueType- oder OpenType-Schrift.|ttf otf
Name|Name|Wie Benutzer die Schrift-Payload sehen.
#com.apple.profileRemovalPassword
RemovalPassword|Passwort zum Entfernen|Wer dieses Passwort eingibt, darf das Profil entfernen.
#com.apple.education
OrganizationName|Schule|Der Name der Schule.
UserIdentifier|Benutzer des Geräts|Wer dieses Gerät nutzt, nach Kennung.
Groups|Klassen|Die Klassen mit Lehrkräften und Lernenden.|courses
Users|Personen|Lehrkräfte und Lernende.|students
Users.PasscodeType|Art des Codes|Womit sich Lernende am geteilten iPad anmelden.
DeviceGroups|Wagen|Gruppen von Geräten nach Seriennummer.
`;
