/** What is for Macs. See ../words.ts for the form. */
export const macWords = `
#com.apple.MCX.FileVault2
Enable|FileVault|On verschlüsselt das Startvolume.|encryption
Defer|Beim nächsten Abmelden|Ein: Benutzer schalten es beim Abmelden mit eigenem Passwort ein.|defer
DeferForceAtUserLoginMaxBypassAttempts|Wie oft aufschiebbar|Nach so vielen Anmeldungen muss FileVault an; 0 heißt sofort.
DeferDontAskAtUserLogout|Beim Abmelden nicht fragen|Ein: Nur beim Anmelden wird gefragt.
UseRecoveryKey|Persönlicher Wiederherstellungsschlüssel|Ein: Der Mac erzeugt einen eigenen Wiederherstellungsschlüssel.|prk
ShowRecoveryKey|Wiederherstellungsschlüssel zeigen|Ein: Benutzer sehen den Schlüssel und sollten ihn notieren.
ForceEnableInSetupAssistant|Im Systemassistenten einschalten|Ein: FileVault wird beim Einrichten eingeschaltet.
OutputPath|Datei für den Schlüssel|Wohin der Mac den Schlüssel schreibt; besser weglassen.
Certificate|Zertifikat der Organisation|Für einen Wiederherstellungsschlüssel der Organisation.
Username|Benutzer|Der Benutzer, der zu FileVault kommt.
Password|Passwort|Das Passwort dieses Benutzers.
#com.apple.security.FDERecoveryKeyEscrow
Location|Was Benutzer erfahren|Wo der Schlüssel liegt; Benutzer lesen das.
EncryptCertPayloadUUID|Zertifikat|Verschlüsselt den Schlüssel unterwegs.
DeviceKey|Wie der Schlüssel gefunden wird|Ein Text, den Benutzer Ihnen vorlesen, wenn sie den Schlüssel brauchen.
#com.apple.MCX(FileVault2)
dontAllowFDEDisable|FileVault bleibt an|Ein: Benutzer können FileVault nicht ausschalten.
dontAllowFDEEnable|FileVault bleibt aus|Ein: Benutzer können FileVault nicht einschalten.
DestroyFVKeyOnStandby|Schlüssel im Standby vergessen|Ein: Ein ruhender Mac fragt erneut nach dem Passwort.
#com.apple.security.firewall
EnableFirewall|Firewall|Ein: Die Firewall prüft eingehende Verbindungen.
BlockAllIncoming|Alles blockieren|Ein: Alle eingehenden Verbindungen sind blockiert.
EnableStealthMode|Tarnmodus|Ein: Der Mac antwortet nicht auf Anfragen.|ping
AllowSigned|Apples eigene Software|Ein: Software des Systems darf erreicht werden.
AllowSignedApp|Signierte Apps|Ein: Signierte Apps dürfen erreicht werden.
Applications|Regeln für Apps|Apps, die erreicht werden dürfen oder nicht.
EnableLogging|Protokoll|Ein: Die Firewall führt ein Protokoll.
#com.apple.systempolicy.control
EnableAssessment|Gatekeeper|Ein: Nur Apps bekannter Entwickler öffnen sich.
AllowIdentifiedDevelopers|Bekannte Entwickler|Aus: Nur Apps aus dem App Store öffnen sich.|notarized
EnableXProtectMalwareUpload|Schadsoftware an Apple senden|Aus: Verdächtige Dateien gehen nicht an Apple.
#com.apple.systempolicy.managed
DisableOverride|Kein Umgehen von Gatekeeper|Ein: Benutzer können abgelehnte Apps nicht doch öffnen.
#com.apple.system-extension-policy
AllowUserOverrides|Benutzer dürfen mehr erlauben|Aus: Nur die hier genannten Erweiterungen laden.
AllowedTeamIdentifiers|Erlaubte Teams|Alle Systemerweiterungen dieser Entwickler laden.|team id
AllowedSystemExtensions|Erlaubte Erweiterungen|Erweiterungen, die laden, je Team.
AllowedSystemExtensionTypes|Erlaubte Arten|Treiber, Netzwerk oder Endpunktsicherheit, je Team.
RemovableSystemExtensions|Von Apps entfernbare Erweiterungen|Apps entfernen diese ohne Passwort.
NonRemovableSystemExtensions|Nicht entfernbare Erweiterungen|Diese lassen sich nicht abschalten oder entfernen.
NonRemovableFromUISystemExtensions|Von Benutzern nicht entfernbar|Benutzer schalten diese nicht in den Systemeinstellungen ab.
#com.apple.syspolicy.kernel-extension-policy
AllowUserOverrides|Benutzer dürfen mehr erlauben|Aus: Nur die hier genannten Kernel-Erweiterungen laden.
AllowedTeamIdentifiers|Erlaubte Teams|Alle Kernel-Erweiterungen dieser Entwickler laden.|team id
AllowedKernelExtensions|Erlaubte Kernel-Erweiterungen|Kernel-Erweiterungen, die laden, je Team.|kext
AllowNonAdminUserApprovals|Alle dürfen genehmigen|Ein: Auch Benutzer ohne Administratorrechte erlauben Kernel-Erweiterungen.
#com.apple.TCC.configuration-profile-policy
Services|Freigaben|Welche Apps was nutzen dürfen oder nicht.|privacy
Services.AddressBook|Kontakte|Zugriff auf Kontakte.
Services.Calendar|Kalender|Zugriff auf Kalender.
Services.Reminders|Erinnerungen|Zugriff auf Erinnerungen.
Services.Photos|Fotos|Zugriff auf Fotos.
Services.Camera|Kamera|Lässt sich hier nur verbieten, nie erlauben.
Services.Microphone|Mikrofon|Lässt sich hier nur verbieten, nie erlauben.
Services.Accessibility|Mac steuern|Apps, die den Mac über die Bedienungshilfen steuern.|accessibility bedienungshilfen
Services.PostEvent|Tastendrücke senden|Apps, die Tastendrücke und Klicks senden.
Services.ListenEvent|Tastendrücke mitlesen|Apps, die Getipptes sehen; nur verbieten oder Benutzern überlassen.|input monitoring
Services.ScreenCapture|Bildschirmaufnahme|Apps, die den Bildschirm sehen; nur verbieten oder Benutzern überlassen.|screen sharing
Services.SystemPolicyAllFiles|Festplattenvollzugriff|Zugriff auf alle Dateien, auch Mail und Backups.|fda antivirus backup
Services.SystemPolicySysAdminFiles|Verwaltungsdateien|Zugriff auf Dateien der Systemverwaltung.
Services.AppleEvents|Andere Apps steuern|Apps, die anderen Apps Befehle senden.|automation applescript
Services.SpeechRecognition|Spracherkennung|Zugriff auf die Spracherkennung.
Services.SystemPolicyDesktopFolder|Schreibtisch-Ordner|Zugriff auf den Ordner Schreibtisch.
Services.SystemPolicyDocumentsFolder|Dokumente-Ordner|Zugriff auf den Ordner Dokumente.
Services.SystemPolicyDownloadsFolder|Downloads-Ordner|Zugriff auf den Ordner Downloads.
Services.SystemPolicyNetworkVolumes|Netzwerkvolumes|Zugriff auf Dateien auf Servern.
Services.SystemPolicyRemovableVolumes|Wechseldatenträger|Zugriff auf Dateien auf Sticks und Laufwerken.|usb
Services.SystemPolicyAppBundles|Andere Apps ändern|Apps, die andere Apps aktualisieren oder löschen.
Services.SystemPolicyAppData|Daten anderer Apps|Zugriff auf Daten anderer Apps.
Services.BluetoothAlways|Bluetooth|Zugriff auf Bluetooth-Geräte.
#com.apple.servicemanagement
Rules|Regeln|Hintergrundobjekte, die Benutzer nicht abschalten.
Rules.RuleType|Was verglichen wird|Die Kennung, ihr Anfang, das Label oder das Team.
Rules.RuleValue|Wert|Womit verglichen wird.
Rules.TeamIdentifier|Team|Nur Objekte dieses Entwicklers.
Rules.Comment|Kommentar|Zu Ihrer Erinnerung.
#com.apple.loginitems.managed
AutoLaunchedApplicationDictionary-managed|Objekte|Was der Mac beim Anmelden öffnet.
AutoLaunchedApplicationDictionary-managed.Path|Pfad|Wo App, Datei oder Volume liegt.
AutoLaunchedApplicationDictionary-managed.Hide|Verborgen|Ein: Benutzer sehen das Objekt nicht in der Liste.
#com.apple.SoftwareUpdate
AutomaticCheckEnabled|Nach Updates suchen|Aus: Der Mac sucht nicht nach Updates; auch der Rest ist dann aus.
AutomaticDownload|Updates laden|Ein: Verfügbare Updates werden geladen.
AutomaticallyInstallMacOSUpdates|macOS-Updates installieren|Ein: Updates von macOS werden installiert.
AutomaticallyInstallAppUpdates|App-Updates installieren|Ein: Apps aus dem App Store werden aktualisiert.
CriticalUpdateInstall|Sicherheitsupdates installieren|Ein: Sicherheitsmaßnahmen und Systemdateien werden installiert.|rsr
ConfigDataInstall|Datendateien installieren|Ein: Listen etwa gegen Schadsoftware bleiben aktuell.|xprotect
AllowPreReleaseInstallation|Betaversionen|Aus: Keine Betaversionen.
restrict-software-update-require-admin-to-install|Nur Administratoren|Ein: Nur Administratoren installieren Updates.
CatalogURL|Updateserver|Die Adresse eines eigenen Servers; nur auf alten Systemen.
#com.apple.loginwindow
SHOWFULLNAME|Name und Passwort eingeben|Ein: Keine Benutzerliste, man tippt seinen Namen.
HideLocalUsers|Lokale Benutzer ausblenden|Ein: Die Liste zeigt nur Netzwerkbenutzer.
HideAdminUsers|Administratoren ausblenden|Ein: Die Liste zeigt keine Administratoren.
IncludeNetworkUser|Netzwerkbenutzer zeigen|Ein: Die Liste zeigt auch Netzwerkbenutzer.
SHOWOTHERUSERS_MANAGED|„Andere …“ zeigen|Ein: Wer nicht in der Liste steht, kann sich anmelden.
LoginwindowText|Nachricht|Steht im Anmeldefenster.|banner
AdminHostInfo|Angaben zum Mac|Was ein Klick auf die Uhr zeigt, etwa den Hostnamen.
ShutDownDisabled|Kein Ausschalten|Ein: Das Anmeldefenster hat keine Taste zum Ausschalten.
RestartDisabled|Kein Neustart|Ein: Das Anmeldefenster hat keine Taste für den Neustart.
SleepDisabled|Kein Ruhezustand|Ein: Das Anmeldefenster hat keine Taste für den Ruhezustand.
DisableConsoleAccess|Keine Textkonsole|Ein: „>console“ als Benutzername tut nichts.
DisableFDEAutoLogin|Nach FileVault anmelden|Ein: Nach dem Entsperren des Volumes meldet man sich erneut an.
AutologinUsername|Automatisch anmelden als|Wer beim Start angemeldet wird.
AutologinPassword|Passwort dafür|Das Passwort dieses Benutzers.
showInputMenu|Tastaturmenü|Ein: Im Anmeldefenster lässt sich die Tastatur wählen.
DisableScreenLockImmediate|Kein „Bildschirm sperren“|Ein: Den Befehl „Bildschirm sperren“ gibt es nicht.
RetriesUntilHint|Merkhilfe nach Versuchen|Nach so vielen falschen Passwörtern kommt die Merkhilfe; 0 ist nie.
AllowList|Wer sich anmelden darf|Benutzer und Gruppen, die sich anmelden dürfen.
DenyList|Wer sich nicht anmelden darf|Benutzer und Gruppen, die sich nicht anmelden dürfen.
AdminMayDisableMCX|Administratoren dürfen es übergehen|Ein: Administratoren können verwaltete Einstellungen beim Anmelden ablehnen.
HideMobileAccounts|Mobile Accounts ausblenden|Ein: Die Liste zeigt keine mobilen Accounts.
ShutDownDisabledWhileLoggedIn|Kein Ausschalten nach der Anmeldung|Ein: Im Menü fehlt „Ausschalten“.
RestartDisabledWhileLoggedIn|Kein Neustart nach der Anmeldung|Ein: Im Menü fehlt „Neustart“.
PowerOffDisabledWhileLoggedIn|Kein Abschalten nach der Anmeldung|Ein: Im Menü fehlt „Abschalten“.
LogOutDisabledWhileLoggedIn|Kein Abmelden|Ein: Im Menü fehlt „Abmelden“.
#com.apple.dock
tilesize|Größe|Die Größe der Symbole im Dock.
magnification|Vergrößern|Ein: Symbole wachsen unter dem Zeiger.
largesize|Größe beim Vergrößern|Wie groß Symbole werden.
orientation|Ort|Unten, links oder rechts.|position
autohide|Automatisch ausblenden|Ein: Das Dock verschwindet, bis der Zeiger kommt.
mineffect|Effekt|Wie Fenster ins Dock gehen.|genie scale
minimize-to-application|In App-Symbol ablegen|Ein: Fenster gehen ins Symbol ihrer App.
show-recents|Zuletzt benutzte Apps|Aus: Das Dock zeigt keine zuletzt benutzten Apps.
show-process-indicators|Punkte unter offenen Apps|Aus: Offene Apps haben keinen Punkt.
contents-immutable|Inhalt bleibt|Ein: Benutzer fügen keine Symbole hinzu und entfernen keine.|lock
static-only|Nur diese Symbole|Ein: Das Dock zeigt nur, was hier steht.
static-apps|Feste Apps|Apps, die Benutzer nicht aus dem Dock entfernen.
static-others|Feste Dokumente und Ordner|Objekte, die Benutzer nicht aus dem Dock entfernen.
persistent-apps|Apps|Apps im Dock, die Benutzer entfernen dürfen.
persistent-others|Dokumente und Ordner|Objekte im Dock, die Benutzer entfernen dürfen.
size-immutable|Größe bleibt|Ein: Benutzer ändern die Größe der Symbole nicht.
magnify-immutable|Vergrößern bleibt|Ein: Benutzer schalten das Vergrößern nicht um.
magsize-immutable|Vergrößerte Größe bleibt|Ein: Benutzer ändern nicht, wie groß Symbole werden.
position-immutable|Ort bleibt|Ein: Benutzer verschieben das Dock nicht.
mineffect-immutable|Effekt bleibt|Ein: Benutzer ändern den Effekt nicht.
autohide-immutable|Ausblenden bleibt|Ein: Benutzer ändern nicht, ob das Dock verschwindet.
minintoapp-immutable|Ablegen bleibt|Ein: Benutzer ändern nicht, wohin Fenster gehen.
launchanim|Beim Öffnen hüpfen|Ein: Das Symbol einer App hüpft, während sie öffnet.
launchanim-immutable|Hüpfen bleibt|Ein: Benutzer ändern nicht, ob Symbole hüpfen.
showindicators-immutable|Punkte bleiben|Ein: Benutzer ändern die Punkte unter offenen Apps nicht.
showrecents-immutable|Zuletzt benutzte bleiben|Ein: Benutzer ändern nicht, ob zuletzt benutzte Apps zu sehen sind.
dblclickbehavior|Doppelklick auf die Titelleiste|Zoomt das Fenster, legt es ab oder tut nichts.
dblclickbehavior-immutable|Doppelklick bleibt|Ein: Benutzer ändern nicht, was ein Doppelklick tut.
windowtabbing|Tabs statt Fenster|Wann Dokumente in Tabs öffnen.
windowtabbing-immutable|Tabs bleiben|Ein: Benutzer ändern nicht, wann Dokumente in Tabs öffnen.
MCXDockSpecialFolders|Besondere Ordner|Ordner der Person oder des Netzes, die dazukommen.
AllowDockFixupOverride|Bleibt beim Umzug|Ein: Das Dock bleibt nach einer Migration, wie es ist.
#com.apple.MCX(EnergySaver)
com.apple.EnergySaver.desktop.ACPower|Schreibtisch-Macs|Energieeinstellungen von Schreibtisch-Macs.
com.apple.EnergySaver.portable.ACPower|MacBooks am Netzteil|Energieeinstellungen von MacBooks am Netzteil.
com.apple.EnergySaver.portable.BatteryPower|MacBooks im Batteriebetrieb|Energieeinstellungen von MacBooks im Batteriebetrieb.
com.apple.EnergySaver.desktop.Schedule|Zeitplan|Wann sich Schreibtisch-Macs ein- und ausschalten.
SleepDisabled|Nie ruhen|Ein: Der Mac geht nie in den Ruhezustand.
#com.apple.MCX(TimeServer)
timeServer|Zeitserver|Der Name des Zeitservers.|ntp
timeZone|Zeitzone|Etwa Europe/Berlin.
#com.apple.MCX(Accounts)
EnableGuestAccount|Gastaccount an|Ein: Der Mac hat einen Gastaccount.
DisableGuestAccount|Gastaccount aus|Ein: Der Mac hat keinen Gastaccount.
#com.apple.screensaver
askForPassword|Passwort nach dem Bildschirmschoner|Ein: Nach dem Bildschirmschoner ist das Passwort nötig.|lock
askForPasswordDelay|Sekunden bis zum Passwort|Wie lange sich der Mac noch ohne Passwort öffnet.
idleTime|Sekunden bis zum Bildschirmschoner|Wie lange niemand etwas tut, bevor er beginnt.
moduleName|Bildschirmschoner|Der Name des Bildschirmschoners.
#com.apple.preference.security
dontAllowLockMessageUI|Sperrnachricht bleibt|Ein: Benutzer ändern die Nachricht im Anmeldefenster nicht.
dontAllowFireWallUI|Firewall bleibt|Ein: Benutzer ändern die Firewall nicht.
dontAllowPasswordResetUI|Passwort bleibt|Ein: Benutzer ändern ihr Passwort nicht.
#com.apple.ManagedClient.preferences
PayloadContent|Einstellungen je Domain|Je Domain, was erzwungen und was einmal gesetzt wird.|defaults
#com.apple.SetupAssistant.managed
SkipSetupItems|Übersprungene Seiten|Seiten, die neue Benutzer beim ersten Anmelden nicht sehen.
SkipCloudSetup|Apple Account überspringen|Ein: Neue Benutzer werden nicht nach ihrem Apple Account gefragt.|icloud
SkipSiriSetup|Siri überspringen|Ein: Neue Benutzer werden nicht nach Siri gefragt.
SkipPrivacySetup|Datenschutz überspringen|Ein: Neue Benutzer sehen die Datenschutzseite nicht.
`;
