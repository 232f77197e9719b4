/** Further keys, most of them for Macs, schools and single sign-on. See ../words.ts for the form. */
export const detailWords = `
#com.apple.extensiblesso
AuthenticationMethod|Anmeldung (alter Ort)|Wie man sich anmeldet; neuere Macs sehen in der Plattform-Einmalanmeldung nach.
RegistrationToken|Registrierungs-Token|Damit registriert sich der Mac ohne Rückfrage.
ScreenLockedBehavior|Bei Sperre|Anmeldungen abbrechen oder nichts tun.
DeniedBundleIdentifiers|Apps ohne sie|Diese Apps nutzen diese Anmeldung nicht.
PlatformSSO.AuthenticationMethod|Anmeldung|Mit Passwort, Schlüssel in der Secure Enclave oder Smartcard.
PlatformSSO.UseSharedDeviceKeys|Schlüssel des Macs|Ein: Alle Benutzer teilen die Schlüssel des Macs.
PlatformSSO.AccountDisplayName|Name des Accounts|Wie Benutzer den Account sehen.
PlatformSSO.LoginFrequency|Sekunden bis zur vollen Anmeldung|Wie lange ohne vollständige Anmeldung.
PlatformSSO.EnableCreateUserAtLogin|Benutzer beim Anmelden anlegen|Ein: Wer sich zum ersten Mal anmeldet, bekommt einen Account.
PlatformSSO.EnableAuthorization|Rechte vom Anbieter|Ein: Personen des Anbieters genehmigen, was einen Administrator braucht.
PlatformSSO.NewUserAuthorizationMode|Rechte neuer Benutzer|Standard, Administrator oder nach Gruppe.
PlatformSSO.UserAuthorizationMode|Rechte der Benutzer|Standard, Administrator oder nach Gruppe, bei jeder Anmeldung.
PlatformSSO.AdministratorGroups|Administratorgruppen|Wer in diesen Gruppen ist, ist Administrator.
PlatformSSO.FileVaultPolicy|Bei FileVault|Ob der Anbieter beim Entsperren des Volumes gefragt wird.
PlatformSSO.LoginPolicy|Beim Anmelden|Ob der Anbieter im Anmeldefenster gefragt wird.
PlatformSSO.UnlockPolicy|Beim Entsperren|Ob der Anbieter nach dem Bildschirmschoner gefragt wird.
PlatformSSO.OfflineGracePeriod|Frist ohne Netz|Sekunden, die es ohne Netz weitergeht.
PlatformSSO.AuthenticationGracePeriod|Frist nach Änderungen|Sekunden, bis eine neue Regel gilt.
PlatformSSO.NonPlatformSSOAccounts|Accounts ohne sie|Lokale Accounts, die nie den Anbieter fragen.
#com.apple.extensiblesso(kerberos)
Realm|Realm|Der Kerberos-Realm in Großbuchstaben.|domain
Hosts|Hosts|Hosts und Domains, die nach Kerberos fragen.
ExtensionData|Einstellungen|Wie sich die Kerberos-Erweiterung verhält.
ExtensionData.principalName|Benutzer|Der Benutzername ohne Realm; fehlt er, wird gefragt.
ExtensionData.certificateUUID|Identität|Das Zertifikat für die Anmeldung statt Passwort.|pkinit
ExtensionData.allowAutomaticLogin|Passwort merken|Aus: Benutzer melden sich jedes Mal neu an.|keychain
ExtensionData.allowPasswordChange|Passwort ändern|Aus: Benutzer ändern hier ihr Passwort nicht.
ExtensionData.syncLocalPassword|Gleiches Passwort am Mac|Ein: Das Passwort des Macs folgt dem des Verzeichnisses.
ExtensionData.pwNotificationDays|Warnung in Tagen|Tage vor dem Ablauf, an denen gewarnt wird.|expiry
ExtensionData.pwReqLength|Mindestlänge|Wie viele Zeichen ein neues Passwort braucht.
ExtensionData.pwReqComplexity|Komplexe Passwörter|Ein: Es gelten die Regeln von Active Directory.
ExtensionData.pwChangeURL|Seite zum Passwortändern|Öffnet sich statt des eingebauten Dialogs.
ExtensionData.helpText|Hilfe|Steht unten im Anmeldefenster.
ExtensionData.preferredKDCs|Bevorzugte Server|Server, die zuerst gefragt werden, der Reihe nach.|kdc
ExtensionData.requireTLSForLDAP|Verschlüsseltes Verzeichnis|Ein: Das Verzeichnis wird nur über TLS gefragt.
#com.apple.security.smartcard
allowSmartCard|Smartcards|Aus: Smartcards melden niemanden an.|piv
enforceSmartCard|Smartcard nötig|Ein: Ohne Smartcard meldet sich niemand an.|piv
UserPairing|Koppeln|Aus: Benutzer koppeln keine Karte mit ihrem Account.
oneCardPerUser|Eine Karte je Person|Ein: Jede Person koppelt nur eine Karte.
checkCertificateTrust|Zertifikat der Karte prüfen|0 gar nicht, 1 auf Vertrauen, 2 und 3 auch auf Sperrung.
tokenRemovalAction|Beim Ziehen der Karte|1: Der Bildschirm wird gesperrt.
#com.apple.mcxprinting
RequireAdminToAddPrinters|Administratoren fügen Drucker hinzu|Ein: Nur Administratoren fügen Drucker hinzu.
AllowLocalPrinters|Lokale Drucker|Aus: Drucker am Kabel sind nicht nutzbar.|usb
ShowOnlyManagedPrinters|Nur verwaltete Drucker|Ein: Benutzer sehen nur hier genannte Drucker.
DefaultPrinter|Standarddrucker|Der Drucker, der zuerst gewählt ist.
UserPrinterList|Drucker|Die Drucker der Benutzer.
PrintFooter|Fußzeile|Ein: Jede Seite nennt Benutzer und Datum.
#com.apple.finder
ProhibitBurn|Kein Brennen|Ein: Der Finder brennt keine Discs.
ProhibitConnectTo|Keine Serververbindung|Ein: Benutzer verbinden sich mit keinem Server.
ProhibitEject|Kein Auswerfen|Ein: Benutzer werfen keine Medien aus.
ProhibitGoToFolder|Kein „Gehe zum Ordner“|Ein: Benutzer öffnen keine Ordner per Pfad.
ShowExternalHardDrivesOnDesktop|Externe Laufwerke am Schreibtisch|Aus: Externe Laufwerke stehen nicht auf dem Schreibtisch.
ShowHardDrivesOnDesktop|Laufwerke am Schreibtisch|Aus: Laufwerke stehen nicht auf dem Schreibtisch.
ShowMountedServersOnDesktop|Server am Schreibtisch|Aus: Server stehen nicht auf dem Schreibtisch.
WarnOnEmptyTrash|Vor dem Leeren des Papierkorbs fragen|Aus: Der Papierkorb wird ohne Rückfrage geleert.
#com.apple.MCX.TimeMachine
AutoBackup|Automatisch sichern|Aus: Backups beginnen nur von Hand.
BackupDestURL|Ziel der Backups|Die Adresse des Servers.
BackupSizeMB|Höchster Platz|Wie viele Megabyte Backups füllen dürfen.
SkipPaths|Was ausgelassen wird|Ordner, die nicht gesichert werden.
MobileBackups|Lokale Schnappschüsse|Ein: Der Mac behält zwischen Backups eigene Kopien.
#com.apple.appstore
restrict-store-require-admin-to-install|Administratoren installieren Apps|Ein: Nur Administratoren installieren Apps.
restrict-store-softwareupdate-only|Nur Updates|Ein: Der App Store aktualisiert nur.
restrict-store-disable-app-adoption|Keine Übernahme von Apps|Ein: Benutzer übernehmen keine mitgelieferten Apps.
DisableSoftwareUpdateNotifications|Keine Update-Hinweise|Ein: Benutzer erfahren nichts von Updates.
#com.apple.systempreferences
DisabledSystemSettings|Ausgeblendete Einstellungen|Teile der Systemeinstellungen, die Benutzer nicht öffnen.
DisabledPreferencePanes|Ausgeblendete Bereiche|Dasselbe für ältere Macs.
EnabledPreferencePanes|Nur diese Bereiche|Ältere Macs zeigen nur diese.
#com.apple.relay.managed
Relays|Relays|Die Server, durch die Verkehr geht, der Reihe nach.
Relays.HTTP3RelayURL|Adresse für HTTP/3|Die Adresse des Relays für HTTP/3.|quic
Relays.HTTP2RelayURL|Adresse für HTTP/2|Die Adresse des Relays für HTTP/2.
MatchDomains|Domains über das Relay|Nur diese Domains nutzen das Relay.
ExcludedDomains|Domains am Relay vorbei|Diese Domains nutzen das Relay nie.
UIToggleEnabled|Abschaltbar|Ein: Benutzer können das Relay abschalten.
#com.apple.education
LeaderPayloadCertificateAnchorUUID|Vertrauen in Lehrkräfte|Zertifikate, die Lehrkräfte ausweisen.
MemberPayloadCertificateAnchorUUID|Vertrauen in Lernende|Zertifikate, die Lernende ausweisen.
Groups.Name|Name der Klasse|Wie Benutzer die Klasse sehen.
Groups.LeaderIdentifiers|Lehrkräfte|Kennungen der Lehrkräfte.
Groups.MemberIdentifiers|Lernende|Kennungen der Lernenden.
Users.Name|Name|Der Name der Person.
Users.AppleID|Verwalteter Apple Account|Der Account, mit dem sich die Person anmeldet.|apple id
DeviceGroups.SerialNumbers|Seriennummern|Die Geräte des Wagens.
ScreenObservationPermissionModificationAllowed|Beobachten änderbar|Ein: Lernende wählen, ob Lehrkräfte ihren Bildschirm sehen.
#com.apple.DirectoryService.managed
HostName|Domain|Die Active-Directory-Domain.
UserName|Benutzer|Ein Konto, das Computer binden darf.
Password|Passwort|Das Passwort dieses Kontos.
ClientID|Computername|Der Name des Macs im Verzeichnis.
ADOrganizationalUnit|Organisationseinheit|Wo im Verzeichnis der Mac steht.|ou
ADCreateMobileAccountAtLogin|Mobiler Account|Ein: Benutzer bekommen beim Anmelden einen Account auf dem Mac.
ADForceHomeLocal|Privatordner auf dem Mac|Ein: Der Privatordner liegt auf dem Mac.
ADDomainAdminGroupList|Administratorgruppen|Wer in diesen Gruppen ist, ist Administrator.
ADPreferredDCServer|Bevorzugter Server|Der Domänencontroller, der zuerst gefragt wird.
#com.apple.AssetCache.managed
AutoActivation|Von selbst einschalten|Ein: Das Inhaltscaching wird eingeschaltet und bleibt an.
AllowPersonalCaching|iCloud zwischenspeichern|Aus: Daten aus iCloud werden nicht vorgehalten.
AllowSharedCaching|Downloads zwischenspeichern|Aus: Apps und Updates werden nicht vorgehalten.
CacheLimit|Höchster Platz|In Byte; 0 ist unbegrenzt.
LocalSubnetsOnly|Nur eigene Subnetze|Ein: Nur Geräte in denselben Subnetzen werden bedient.
Port|Port|0 wählt einen.
KeepAwake|Wach bleiben|Ein: Der Mac ruht nicht, solange er bedient.
#com.apple.asam
AllowedApplications|Apps|Apps, die den Mac für sich sperren dürfen.
AllowedApplications.BundleIdentifier|App|Die Kennung der App.
AllowedApplications.TeamIdentifier|Team|Die Team-Kennung des Entwicklers.
#com.apple.associated-domains
Configuration|Apps|Apps mit den Domains, zu denen sie gehören.
Configuration.ApplicationIdentifier|App|Team- und Bundle-Kennung.
Configuration.AssociatedDomains|Domains|Etwa webcredentials:example.com.
#com.apple.conferenceroomdisplay
Message|Nachricht|Steht am Bildschirm neben der Anleitung zum Verbinden.
#com.apple.desktop
override-picture-path|Bild|Der Pfad des Bilds auf dem Mac.|wallpaper
locked|Bild bleibt|Ein: Benutzer wählen kein anderes Bild.
#com.apple.ews.account
Host|Server|Der Name des Exchange-Servers.
OAuth|Moderne Anmeldung|Ein: Benutzer melden sich auf einer Webseite an.
SSL|Verschlüsselte Verbindung|Aus: Alles reist offen.
#com.apple.google-oauth
AccountDescription|Name des Accounts|Wie Benutzer den Account sehen.
AccountName|Voller Name|Der Name, der in gesendeten Nachrichten steht.
#com.apple.screensaver.user
idleTime|Sekunden bis zum Bildschirmschoner|0 ist nie.
#com.apple.security.firewall
Applications.BundleID|App|Die Kennung der App.
Applications.Allowed|Darf erreicht werden|Aus: Die App ist nicht erreichbar.
#com.apple.TCC.configuration-profile-policy
Services.MediaLibrary|Apple Music und Medien|Zugriff auf die Mediathek.
Services.FileProviderPresence|Anwesenheit bei Dateianbietern|Cloud-Speicher sehen, wann Dateien benutzt werden.
`;
