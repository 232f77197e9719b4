/** Titles and help for every payload. See ../words.ts for the form. */
export const payloadKinds = `
#GlobalPreferences|Abmelden und Benutzerwechsel|Mehrere angemeldete Benutzer und Abmelden bei Untätigkeit.|fast user switching auto logout schneller benutzerwechsel
#com.apple.ADCertificate.managed|Active-Directory-Zertifikat|Holt ein Zertifikat von einer Windows-Zertifizierungsstelle.|ad cs windows identity
#com.apple.AIM.account|AIM-Account|Ein Account des früheren Chatdienstes AIM.|chat messages
#com.apple.AssetCache.managed|Inhaltscaching|Ein Mac hält Downloads von Apple für andere in der Nähe bereit.|caching server bandwidth zwischenspeicher
#com.apple.Dictionary|Lexikon einschränken|Blendet anstößige Einträge im Lexikon aus.|parental controls kindersicherung
#com.apple.DirectoryService.managed|Verzeichnisdienst (Active Directory)|Bindet einen Mac an einen Verzeichnisdienst.|ad bind domain ldap windows
#com.apple.DiscRecording|CDs und DVDs brennen|Ob Benutzer CDs und DVDs brennen dürfen.|cd dvd burn
#com.apple.MCX(Accounts)|Gastaccount|Ob ein Mac einen Gastaccount hat.|guest user
#com.apple.MCX(EnergySaver)|Energiesparen|Wann Macs ruhen, aufwachen, sich ein- und ausschalten.|sleep wake battery power schedule ruhezustand
#com.apple.MCX(FileVault2)|FileVault-Optionen|Ob Benutzer FileVault ein- oder ausschalten dürfen.|encryption disk verschlüsselung
#com.apple.MCX(Mobility)|Mobile Accounts|Netzwerkbenutzer bekommen auch einen Account auf dem Mac.|active directory network home
#com.apple.MCX(TimeServer)|Zeitserver|Woher ein Mac die Uhrzeit nimmt, und seine Zeitzone.|ntp clock uhr zeitzone
#com.apple.MCX(WiFi)|WLAN-Berechtigungen|Welche WLAN-Änderungen einen Administrator brauchen.|airport admin
#com.apple.MCX.FileVault2|FileVault|Verschlüsselt das Startvolume von Macs.|disk encryption recovery key festplattenverschlüsselung
#com.apple.MCX.TimeMachine|Time Machine|Sichert Macs auf einen Server.|backup sicherung
#com.apple.ManagedClient.preferences|Verwaltete Einstellungen|Setzt Einstellungen beliebiger Apps über ihre Domain.|defaults plist custom settings app einstellungen
#com.apple.NSExtension|Erweiterungen|Welche Erweiterungen von Apps benutzt werden dürfen.|plug-in share sheet
#com.apple.SetupAssistant.managed|Systemassistent für Benutzer|Was ein Mac neue Benutzer beim ersten Anmelden fragt.|skip first login onboarding
#com.apple.ShareKitHelper|Teilen-Menü|Welche Dienste das Teilen-Menü anbietet.|sharing services
#com.apple.SoftwareUpdate|Softwareupdate|Wie Macs nach Updates suchen und sie installieren.|macos update patches aktualisierung
#com.apple.SystemConfiguration|Netzwerk-Proxys|Proxys eines Macs für jede Art von Verkehr.|http socks ftp pac
#com.apple.TCC.configuration-profile-policy|Datenschutz-Freigaben|Welche Apps Kamera, Dateien, Bildschirm und mehr ohne Nachfrage nutzen.|tcc pppc full disk access screen recording festplattenvollzugriff
#com.apple.airplay.security|AirPlay-Sicherheit des Apple TV|Wer an ein Apple TV senden darf, und wie.|passcode mirroring
#com.apple.airplay|AirPlay|An welche Bildschirme gesendet wird, mit Passwörtern.|mirroring apple tv screen bildschirm
#com.apple.airprint|AirPrint|Fügt Drucker zur Liste des Geräts hinzu.|printer drucker
#com.apple.apn.managed|Mobilfunk-Zugangspunkt (alt)|Der Zugangspunkt des Mobilfunknetzes, wie alte Systeme ihn nahmen.|apn cellular carrier
#com.apple.app.lock|Einzel-App-Modus|Hält das Gerät in einer App.|kiosk guided access app lock geführter zugriff
#com.apple.applicationaccess.new|Erlaubte Apps auf Macs|Welche Apps auf einem Mac geöffnet werden dürfen.|parental controls allow list whitelist kindersicherung
#com.apple.applicationaccess|Einschränkungen|Was Benutzer mit Gerät, Apps und Daten tun dürfen.|limits allow forbid verbieten erlauben
#com.apple.appstore|App Store auf Macs|Was Benutzer im App Store eines Macs dürfen.|store updates
#com.apple.asam|Einzel-App-Modus auf Macs|Apps, die einen Mac für sich sperren dürfen, etwa für Prüfungen.|autonomous exam assessment kiosk prüfung
#com.apple.associated-domains|Zugehörige Domains|Verbindet Apps mit den Websites, zu denen sie gehören.|universal links credentials
#com.apple.caldav.account|Kalender-Account|Fügt einen CalDAV-Kalender hinzu.|caldav kalender termine
#com.apple.carddav.account|Kontakte-Account|Fügt ein CardDAV-Adressbuch hinzu.|carddav adressen kontakte
#com.apple.cellular|Mobile Daten|Die Zugangspunkte des Mobilfunknetzes.|apn carrier sim mobilfunk
#com.apple.cellularprivatenetwork.managed|Privates Mobilfunknetz|Nutzt ein eigenes Mobilfunknetz, wo es erreichbar ist.|campus 5g lte
#com.apple.conferenceroomdisplay|Konferenzraum-Display|Ein Apple TV zeigt, wie man sich verbindet.|meeting room tv besprechung
#com.apple.configurationprofile.identification|Wer das Gerät nutzt|Fragt beim Installieren nach Name und E-Mail.|user identity
#com.apple.dashboard|Dashboard-Widgets|Welche Widgets das frühere Dashboard zeigt.|parental controls
#com.apple.declarations|Deklarationen|Trägt Deklarationen in einem Profil.|ddm declarative
#com.apple.desktop|Schreibtischhintergrund|Das Bild auf dem Schreibtisch eines Macs.|wallpaper background hintergrundbild
#com.apple.dnsProxy.managed|DNS-Proxy|Leitet alle Namensauflösungen durch eine App.|dns filter
#com.apple.dnsSettings.managed|Verschlüsseltes DNS|Löst Namen über HTTPS oder TLS auf.|doh dot resolver
#com.apple.dock|Dock|Wie das Dock eines Macs aussieht und was darin ist.|apps bar leiste
#com.apple.domains|Verwaltete Domains|Welche E-Mail-Adressen und Websites zur Arbeit gehören.|safari mail unmarked web
#com.apple.eas.account|Exchange-Account|Fügt einen Exchange-Account für Mail, Kalender und Kontakte hinzu.|activesync outlook office 365 microsoft email e-mail
#com.apple.education|Classroom|Klassen, Lernende und Lehrkräfte für Classroom und geteilte iPads.|education school unterricht schule
#com.apple.ews.account|Exchange-Account auf Macs|Fügt auf einem Mac einen Exchange-Account hinzu.|ews outlook office 365 mail
#com.apple.extensiblesso(kerberos)|Einmalanmeldung (Kerberos)|Meldet einmal bei Active Directory für alle Apps an.|sso active directory ticket
#com.apple.extensiblesso|Einmalanmeldung (Erweiterung)|Meldet einmal an, mit einer App Ihres Identitätsanbieters.|sso platform sso entra okta
#com.apple.familycontrols.contentfilter|Webfilter für Kinder|Schränkt Websites auf einem Mac ein.|parental controls kindersicherung
#com.apple.familycontrols.timelimits.v2|Zeitlimits|Wie lange und wann ein Mac benutzt werden darf.|parental controls screen time bildschirmzeit
#com.apple.fileproviderd|Dateianbieter|Was Cloud-Speicher-Apps auf einem Mac dürfen.|onedrive dropbox cloud sync
#com.apple.finder|Finder|Was der Finder zeigt und erlaubt.|desktop burn eject
#com.apple.firstactiveethernet.managed|802.1X: erstes aktives Ethernet|Meldet am ersten benutzten Anschluss im Kabelnetz an.|wired lan dot1x
#com.apple.firstethernet.managed|802.1X: erstes Ethernet|Meldet am ersten Anschluss im Kabelnetz an.|wired lan dot1x
#com.apple.font|Schrift|Installiert eine Schrift.|typeface otf ttf schriftart
#com.apple.gamed|Game Center auf Macs|Was Benutzer auf einem Mac in Game Center dürfen.|games spiele
#com.apple.globalethernet.managed|802.1X: jedes Ethernet|Meldet an jedem Anschluss im Kabelnetz an.|wired lan dot1x
#com.apple.google-oauth|Google-Account|Fügt einen Google-Account für Mail, Kalender und Kontakte hinzu.|gmail workspace
#com.apple.homescreenlayout|Home-Bildschirm-Layout|Wo Apps, Ordner und Webclips stehen.|icons springboard apps anordnen
#com.apple.ironwood.support|Diktat und Schimpfwörter|Ob Diktieren geht und ob es Schimpfwörter schreibt.|parental controls siri
#com.apple.jabber.account|Jabber-Account|Fügt einen Jabber-Chat-Account hinzu.|xmpp chat messages
#com.apple.ldap.account|Verzeichnissuche|Sucht Personen in einem LDAP-Verzeichnis.|ldap address book adressbuch
#com.apple.loginitems.managed|Anmeldeobjekte|Was ein Mac beim Anmelden öffnet.|startup open autostart
#com.apple.loginwindow|Anmeldefenster|Was das Anmeldefenster eines Macs zeigt und erlaubt.|login screen banner
#com.apple.lom|Lights-Out-Management|Schaltet Macs von einem anderen Mac aus ein und aus.|lom remote power
#com.apple.mail.managed|Mail-Account|Fügt einen IMAP- oder POP-Account hinzu.|email imap pop smtp e-mail
#com.apple.mcxMenuExtras|Menüleistensymbole|Welche Symbole die Menüleiste älterer Macs zeigt.|menu extras
#com.apple.mcxloginscripts|Anmeldeskripte|Skripte, die beim An- oder Abmelden laufen.|logout hook
#com.apple.mcxprinting|Drucker auf Macs|Welche Drucker ein Mac hat und wer welche hinzufügt.|printing drucken
#com.apple.mdm|Geräteverwaltung|Registriert das Gerät bei einem Server; nur der Server selbst darf es senden.|mdm enrollment registrierung
#com.apple.mobiledevice.passwordpolicy|Code|Welchen Code oder welches Passwort das Gerät braucht.|password pin lock kennwort sperre
#com.apple.networkusagerules|Netznutzung durch Apps|Welche Apps mobile Daten und Roaming nutzen.|cellular roaming data datenverbrauch
#com.apple.notificationsettings|Mitteilungen|Wie Apps Mitteilungen zeigen dürfen.|alerts badges banner sounds
#com.apple.osxserver.account|macOS-Server-Account|Fügt einen Account des früheren macOS Server hinzu.|server
#com.apple.preference.security|Sicherheitseinstellungen|Was Benutzer in den Sicherheitseinstellungen ändern dürfen.|firewall password lock message
#com.apple.preferences.users|iCloud-Passwort|Ob das iCloud-Passwort einen Mac öffnet.|local account login
#com.apple.profileRemovalPassword|Passwort zum Entfernen|Wer es kennt, darf das Profil entfernen.|delete profile löschen
#com.apple.proxy.http.global|Globaler HTTP-Proxy|Leitet allen Webverkehr über einen Proxy.|web filter pac internet
#com.apple.relay.managed|Netzwerk-Relay|Leitet Verkehr über ein Relay statt über ein VPN.|masque http3 zero trust
#com.apple.screensaver.user|Bildschirmschoner für Benutzer|Der Bildschirmschoner eines Benutzers.|idle
#com.apple.screensaver|Bildschirmschoner|Der Bildschirmschoner eines Macs und das Passwort danach.|lock idle sperre
#com.apple.secondactiveethernet.managed|802.1X: zweites aktives Ethernet|Meldet am zweiten benutzten Anschluss im Kabelnetz an.|wired lan dot1x
#com.apple.secondethernet.managed|802.1X: zweites Ethernet|Meldet am zweiten Anschluss im Kabelnetz an.|wired lan dot1x
#com.apple.security.FDERecoveryKeyEscrow|FileVault-Schlüssel hinterlegen|Hinterlegt den FileVault-Wiederherstellungsschlüssel bei Ihnen.|recovery key prk wiederherstellungsschlüssel
#com.apple.security.FDERecoveryRedirect|FileVault-Schlüssel umleiten|Sendet Wiederherstellungsschlüssel an einen Server; der alte Weg.|recovery key
#com.apple.security.acme|Zertifikat über ACME|Holt ein Zertifikat, dessen Schlüssel in der Hardware bleibt.|attestation identity identität
#com.apple.security.certificatepreference|Zertifikat für eine Adresse|Mit welchem Zertifikat ein Mac an eine Adresse verschlüsselt.|smime preference
#com.apple.security.certificaterevocation|Prüfung auf Zertifikatssperrung|Welche Zertifikate auf Sperrung geprüft werden.|ocsp crl
#com.apple.security.certificatetransparency|Zertifikatstransparenz|Welche Zertifikate nicht öffentlich verzeichnet sein müssen.|ct logs
#com.apple.security.firewall|Firewall|Blockiert eingehende Verbindungen zu Macs.|incoming stealth
#com.apple.security.identitypreference|Identität für eine Website|Mit welcher Identität sich ein Mac bei einer Adresse ausweist.|client certificate
#com.apple.security.pem|Zertifikat (PEM)|Fügt ein Zertifikat im PEM-Format hinzu.|ca trust vertrauen
#com.apple.security.pkcs1|Zertifikat|Fügt ein Zertifikat hinzu, etwa ein Zwischenzertifikat.|ca intermediate der
#com.apple.security.pkcs12|Identität (PKCS #12)|Fügt ein Zertifikat mit privatem Schlüssel hinzu.|p12 pfx client certificate
#com.apple.security.root|Stammzertifikat|Das Gerät vertraut einer Zertifizierungsstelle.|ca trust root vertrauen
#com.apple.security.scep|Zertifikat über SCEP|Holt ein Zertifikat von einer Zertifizierungsstelle.|ndes identity enrollment identität
#com.apple.security.smartcard|Smartcards|Wie Macs Smartcards nutzen.|piv token chipkarte
#com.apple.security.wapi-identity|WAPI-Identität|Eine Identität für chinesische WAPI-Netze.|china wlan
#com.apple.servicemanagement|Hintergrundobjekte|Welche Hintergrundobjekte Benutzer nicht abschalten können.|login items launch agents anmeldeobjekte
#com.apple.shareddeviceconfiguration|Sperrbildschirm-Nachricht|Was der Sperrbildschirm einem Finder sagt.|asset tag lost return footnote inventarnummer
#com.apple.sso|Einmalanmeldung (altes Kerberos)|Kerberos-Anmeldung für gewählte Apps und Websites.|sso
#com.apple.subscribedcalendar.account|Kalenderabo|Abonniert einen Kalender im Web.|ics holidays ferien
#com.apple.syspolicy.kernel-extension-policy|Kernel-Erweiterungen|Welche Kernel-Erweiterungen ältere Macs laden.|kext driver treiber
#com.apple.system-extension-policy|Systemerweiterungen|Welche Systemerweiterungen ohne Nachfrage laden.|sysext security agent network extension
#com.apple.system.logging|Systemprotokoll|Was das System in sein Protokoll schreibt.|log debug private data
#com.apple.systemmigration|Migration|Was beim Umzug von Windows auf den Mac mitkommt.|migration assistant
#com.apple.systempolicy.control|Gatekeeper|Welche geladenen Apps Macs öffnen.|app security notarization download
#com.apple.systempolicy.managed|Gatekeeper umgehen|Ob Benutzer Gatekeeper umgehen dürfen.|right click open
#com.apple.systempolicy.rule|Gatekeeper-Regel|Eine eigene Regel für Gatekeeper.|allow app
#com.apple.systempreferences|Systemeinstellungen|Welche Teile der Systemeinstellungen Benutzer öffnen dürfen.|preference panes
#com.apple.systemuiserver|Erlaubte Medien|Welche Datenträger und Laufwerke benutzt werden dürfen.|usb dvd external mount stick
#com.apple.thirdactiveethernet.managed|802.1X: drittes aktives Ethernet|Meldet am dritten benutzten Anschluss im Kabelnetz an.|wired lan dot1x
#com.apple.thirdethernet.managed|802.1X: drittes Ethernet|Meldet am dritten Anschluss im Kabelnetz an.|wired lan dot1x
#com.apple.tvremote|Apple-TV-Fernbedienung|Welche Geräte welches Apple TV steuern.|remote app
#com.apple.universalaccess|Bedienungshilfen|Zoom, Kontrast, Tastatur- und Maushilfen auf einem Mac.|voiceover zoom barrierefrei
#com.apple.vpn.managed.applayer|VPN für Apps|Ein VPN, das nur gewählte Apps nutzen.|per-app vpn tunnel
#com.apple.vpn.managed.appmapping|Apps für App-VPN|Welche Apps eines Macs welches App-VPN nutzen.|per-app vpn
#com.apple.vpn.managed|VPN|Verbindet das Gerät von überall mit Ihrem Netz.|ikev2 ipsec l2tp tunnel remote access
#com.apple.webClip.managed|Webclip|Legt eine Website auf den Home-Bildschirm.|bookmark link icon lesezeichen
#com.apple.webcontent-filter|Webfilter|Welche Websites geöffnet werden dürfen.|safari block allow url jugendschutz
#com.apple.wifi.managed|WLAN|Verbindet das Gerät mit einem WLAN.|wifi wireless ssid network funknetz
#com.apple.xsan.preferences|Xsan-Volumes|Welche Xsan-Volumes ein Mac aktiviert.|san storage
#com.apple.xsan|Xsan|Verbindet einen Mac mit gemeinsamem Xsan-Speicher.|san storage
#loginwindow|Anmeldeobjekte überspringen|Ob die Umschalttaste Anmeldeobjekte überspringt.|shift key
`;
