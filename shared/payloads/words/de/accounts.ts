/** Mail, calendars, contacts, certificates, single sign-on. See ../words.ts for the form. */
export const accountWords = `
#com.apple.eas.account
EmailAddress|E-Mail-Adresse|Die Adresse des Accounts.
Host|Server|Der Name des Exchange-Servers.|outlook
SSL|Verschlüsselte Verbindung|Aus: Alles reist offen; lassen Sie es an.|tls
OAuth|Moderne Anmeldung|Ein: Benutzer melden sich auf einer Webseite an, auch mit zweitem Faktor.|office 365 mfa
OAuthSignInURL|Anmeldeseite|Die Adresse der Anmeldeseite.
OAuthTokenRequestURL|Token-Adresse|Wo das Gerät nach der Anmeldung Tokens holt.
Password|Passwort|Das Passwort des Accounts; fehlt es, wird gefragt.
Certificate|Identität im Account|Eine PKCS-#12-Datei; besser eine Identität dieses Profils wählen.|p12
CertificateName|Name der Identität|Wie Benutzer die Identität sehen.
CertificatePassword|Passwort der Identität|Öffnet die PKCS-#12-Datei.|p12
MailNumberOfPastDaysToSync|Tage mit E-Mails|Wie viele vergangene Tage auf dem Gerät liegen; 0 ist alles.|sync
EnableMail|Mail|Aus: Der Account hat keine E-Mails.
EnableContacts|Kontakte|Aus: Der Account hat keine Kontakte.
EnableCalendars|Kalender|Aus: Der Account hat keine Kalender.
EnableReminders|Erinnerungen|Aus: Der Account hat keine Erinnerungen.
EnableNotes|Notizen|Aus: Der Account hat keine Notizen.
OverridePreviousPassword|Altes Passwort ersetzen|Ein: Dieses Passwort ersetzt das des Benutzers.
#com.apple.mail.managed
EmailAccountDescription|Name des Accounts|Wie Benutzer den Account in Mail sehen.
EmailAccountName|Voller Name|Der Name, der in gesendeten Nachrichten steht.
EmailAccountType|Art|IMAP lässt E-Mails auf dem Server, POP holt sie ab.
EmailAddress|E-Mail-Adresse|Fehlt sie, wird gefragt.
IncomingMailServerAuthentication|Eingang: Anmeldung|Wie man sich für den Empfang anmeldet.
IncomingMailServerHostName|Eingang: Server|Der Server für den Empfang.|imap pop host
IncomingMailServerPortNumber|Eingang: Port|Meist 993 für IMAP und 995 für POP.
IncomingMailServerUseSSL|Eingang: verschlüsselt|Aus: E-Mails werden offen empfangen.|tls
IncomingMailServerUsername|Eingang: Benutzername|Fehlt er, wird gefragt.
IncomingPassword|Eingang: Passwort|Fehlt es, wird gefragt.
IncomingMailServerIMAPPathPrefix|Eingang: Pfad|Der Ordner, in dem die IMAP-Postfächer liegen.
OutgoingMailServerAuthentication|Ausgang: Anmeldung|Wie man sich für das Senden anmeldet.
OutgoingMailServerHostName|Ausgang: Server|Der Server für das Senden.|smtp host
OutgoingMailServerPortNumber|Ausgang: Port|Meist 587 oder 465.|smtp
OutgoingMailServerUseSSL|Ausgang: verschlüsselt|Aus: E-Mails werden offen gesendet.|tls
OutgoingMailServerUsername|Ausgang: Benutzername|Fehlt er, wird gefragt.
OutgoingPassword|Ausgang: Passwort|Fehlt es, wird gefragt.
OutgoingPasswordSameAsIncomingPassword|Ein Passwort für beides|Ein: Es wird nur einmal gefragt.
#com.apple.caldav.account
CalDAVAccountDescription|Name des Accounts|Wie Benutzer den Account sehen.
CalDAVHostName|Server|Der Name des Kalenderservers.|host
CalDAVUsername|Benutzername|Fehlt er, wird gefragt.
CalDAVPassword|Passwort|Fehlt es, wird gefragt.
CalDAVPrincipalURL|Adresse der Kalender|Wo auf dem Server die Kalender des Benutzers liegen.
CalDAVUseSSL|Verschlüsselte Verbindung|Aus: Alles reist offen.|tls
CalDAVPort|Port|Fehlt er, der übliche.
#com.apple.carddav.account
CardDAVAccountDescription|Name des Accounts|Wie Benutzer den Account sehen.
CardDAVHostName|Server|Der Name des Kontakteservers.|host
CardDAVUsername|Benutzername|Fehlt er, wird gefragt.
CardDAVPassword|Passwort|Fehlt es, wird gefragt.
CardDAVPrincipalURL|Adresse der Kontakte|Wo auf dem Server die Kontakte des Benutzers liegen.
CardDAVUseSSL|Verschlüsselte Verbindung|Aus: Alles reist offen.|tls
CardDAVPort|Port|Fehlt er, der übliche.
#com.apple.subscribedcalendar.account
SubCalAccountDescription|Name des Kalenders|Wie Benutzer den Kalender sehen.
SubCalAccountHostName|Adresse|Die Adresse der Kalenderdatei.|ics url
SubCalAccountUsername|Benutzername|Für Kalender, die einen verlangen.
SubCalAccountPassword|Passwort|Für Kalender, die eines verlangen.
SubCalAccountUseSSL|Verschlüsselte Verbindung|Aus: Der Kalender reist offen.|tls
#com.apple.ldap.account
LDAPAccountDescription|Name des Verzeichnisses|Wie Benutzer das Verzeichnis sehen.
LDAPAccountHostName|Server|Der Name des Verzeichnisservers.|host
LDAPAccountUserName|Benutzername|Für Verzeichnisse, die einen verlangen.
LDAPAccountPassword|Passwort|Für Verzeichnisse, die eines verlangen.
LDAPAccountUseSSL|Verschlüsselte Verbindung|Aus: Suchen reisen offen.|tls
LDAPSearchSettings|Wo gesucht wird|Teile des Verzeichnisses, in denen gesucht wird.|search base
LDAPSearchSettings.LDAPSearchSettingSearchBase|Suchbasis|Wo im Baum die Suche beginnt.|dn ou
LDAPSearchSettings.LDAPSearchSettingScope|Wie tief|Nur dieser Eintrag, seine Kinder oder alles darunter.
#com.apple.security.scep
PayloadContent.URL|Server|Die Adresse des SCEP-Servers.|ndes
PayloadContent.Name|Name der Zertifizierungsstelle|Wie der Server die Stelle nennt, die unterschreiben soll.|ca instance
PayloadContent.Subject|Antragsteller|Wen das Zertifikat nennt: Paare wie CN und ein Name.|cn ou x500
PayloadContent.Challenge|Challenge|Das Geheimnis, mit dem das Gerät ein Zertifikat verlangen darf.|password
PayloadContent.Keysize|Schlüssellänge|In Bit; 2048 oder mehr.|rsa
PayloadContent.Key Type|Schlüsselart|Geräte erzeugen für SCEP RSA-Schlüssel.
PayloadContent.Key Usage|Verwendung des Schlüssels|1 signiert, 4 verschlüsselt, 5 beides.
PayloadContent.CAFingerprint|Fingerabdruck der Zertifizierungsstelle|Damit das Gerät weiß, dass es mit dem richtigen Server spricht.|sha1
PayloadContent.Retries|Versuche|Wie oft das Gerät erneut fragt, solange der Server wartet.
PayloadContent.RetryDelay|Sekunden zwischen Versuchen|Wie lange das Gerät wartet, bevor es erneut fragt.
PayloadContent.SubjectAltName|Weitere Namen|Hostnamen, E-Mail-Adressen und Ähnliches im Zertifikat.|san
#com.apple.security.acme
DirectoryURL|Server|Die Adresse des ACME-Verzeichnisses.
ClientIdentifier|Kennung des Geräts|Das Einmalwort, an dem der Server das Gerät erkennt.|token
KeyType|Schlüsselart|Schlüssel in Hardware brauchen elliptische Kurven.|ec rsa
KeySize|Schlüssellänge|In Bit, passend zur Schlüsselart.
HardwareBound|Schlüssel in Hardware|Ein: Der Schlüssel verlässt nie die Secure Enclave.|secure enclave
Attest|Gerät beweisen|Ein: Apple bescheinigt dem Server, welches Gerät fragt.|attestation
Subject|Antragsteller|Wen das Zertifikat nennt: Paare wie CN und ein Name.|cn x500
UsageFlags|Verwendung des Schlüssels|1 signiert, 4 verschlüsselt, 5 beides.
ExtendedKeyUsage|Zwecke|Objektkennungen dessen, wofür das Zertifikat gilt.|oid client auth
#com.apple.security.pkcs12
PayloadContent|Identitätsdatei|Eine PKCS-#12-Datei (.p12, .pfx) mit Zertifikat und privatem Schlüssel.|pfx
Password|Passwort der Datei|Öffnet die Datei; fehlt es, wird gefragt.
#com.apple.security.root
PayloadContent|Zertifikatsdatei|Das Zertifikat in DER.|cer crt
#com.apple.security.pkcs1
PayloadContent|Zertifikatsdatei|Das Zertifikat in DER.|cer crt
#com.apple.security.pem
PayloadContent|Zertifikatsdatei|Das Zertifikat in PEM.|crt
#com.apple.ADCertificate.managed
CertServer|Server|Der Name des Windows-Zertifikatsservers.
CertTemplate|Vorlage|Die Zertifikatsvorlage, etwa Machine.
CertificateAuthority|Zertifizierungsstelle|Der Kurzname der Zertifizierungsstelle.|ca
EnableAutoRenewal|Automatisch erneuern|Ein: Das Zertifikat wird vor Ablauf erneuert.
#com.apple.extensiblesso
ExtensionIdentifier|App-Erweiterung|Die Kennung der Erweiterung, die anmeldet.|bundle id
TeamIdentifier|Team|Die Team-Kennung des Entwicklers.
Type|Art|Credential meldet bei Hosts an, Redirect bei Webadressen.
Realm|Realm|Der Realm, bei dem die Erweiterung anmeldet.
Hosts|Hosts|Hosts und Domains, bei denen die Erweiterung anmeldet.
URLs|Adressen|Anfänge der Adressen, bei denen die Erweiterung anmeldet.
ExtensionData|Einstellungen der Erweiterung|Was die Erweiterung wissen will; der Hersteller beschreibt es.
PlatformSSO|Plattform-Einmalanmeldung|Der Account des Identitätsanbieters öffnet den Mac selbst.|psso login
`;
