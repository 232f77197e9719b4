/** Keys that mean the same in many payloads. See ../words.ts for the form. */
export const commonWords = `
#*
PayloadDisplayName|Name|Wie Benutzer und Sie diese Payload sehen.
PayloadDescription|Beschreibung|Wozu die Payload dient; Benutzer können es am Gerät lesen.
PayloadOrganization|Organisation|Wer sie sendet; Benutzer können es am Gerät lesen.
PayloadIdentifier|Kennung|Bleibt immer gleich, damit Neueres Älteres ersetzt.
PayloadUUID|UUID|Andere Payloads nennen diese damit.
PayloadType|Typ|Welche Art von Payload es ist.
PayloadVersion|Version|Immer 1.
PayloadCertificateUUID|Identität|Das Zertifikat, mit dem sich das Gerät ausweist.|certificate
PayloadCertificateFileName|Dateiname|Wie die Zertifikatsdatei hieß.
AllowAllAppsAccess|Alle Apps nutzen den Schlüssel|Ein: Jede App darf den privaten Schlüssel nutzen.
KeyIsExtractable|Schlüssel exportierbar|Aus: Der private Schlüssel verlässt den Mac nicht.
VPNUUID|Eigenes VPN|Das App-VPN, das dies nutzt, nach seiner Kennung.
PreventMove|E-Mails im Account halten|Ein: E-Mails lassen sich nicht in andere Accounts bewegen.
PreventAppSheet|Nur Mail sendet|Ein: Andere Apps senden nicht von diesem Account.
disableMailRecentsSyncing|Letzte Adressen nicht abgleichen|Ein: Zuletzt benutzte Adressen bleiben auf dem Gerät.
allowMailDrop|Mail Drop|Ein: Große Anhänge dürfen über iCloud gehen.
SMIMEEnabled|S/MIME|Ein: E-Mails lassen sich signieren und verschlüsseln.
SMIMESigningEnabled|E-Mails signieren|Ein: E-Mails werden signiert.
SMIMESigningCertificateUUID|Identität zum Signieren|Die Identität, mit der signiert wird.
SMIMEEncryptionEnabled|E-Mails verschlüsseln|Ein: E-Mails werden verschlüsselt.
SMIMEEncryptByDefault|Standardmäßig verschlüsseln|Ein: E-Mails werden verschlüsselt, wenn Benutzer nichts anderes wählen.
SMIMEEncryptionCertificateUUID|Identität zum Verschlüsseln|Die Identität, mit der entschlüsselt wird.
RemoteAddress|Server|Name oder IP-Adresse des Servers.|host
AuthenticationMethod|Anmeldung|Mit Passwort, Zertifikat oder gemeinsamem Geheimnis.
AuthName|Benutzername|Der Name für die Anmeldung; fehlt er, wird gefragt.
AuthPassword|Passwort|Das Passwort für die Anmeldung; fehlt es, wird gefragt.
UserName|Benutzername|Der Name für die Anmeldung.
Username|Benutzername|Der Name für die Anmeldung.
Password|Passwort|Das Passwort für die Anmeldung.
OnDemandEnabled|Bei Bedarf verbinden|1: Verbunden wird, wenn die Regeln es sagen.
OnDemandUserOverrideDisabled|Bedarf nicht abschaltbar|1: Benutzer schalten das Verbinden bei Bedarf nicht ab.
OnDemandRules|Regeln bei Bedarf|Wo verbunden wird und wo nicht; die erste passende Regel gilt.
OnDemandRules.Action|Was geschieht|Verbinden, trennen, nichts tun oder die Domain prüfen.
OnDemandRules.InterfaceTypeMatch|Netzart|WLAN, Ethernet oder Mobilfunk.
OnDemandRules.SSIDMatch|WLANs|Die Regel gilt in diesen Netzen.
OnDemandRules.DNSDomainMatch|Suchdomains|Die Regel gilt, wo das Netz diese Suchdomains hat.
OnDemandRules.DNSServerAddressMatch|Nameserver|Die Regel gilt, wo das Netz diese Nameserver hat.
OnDemandRules.URLStringProbe|Erreichbare Adresse|Die Regel gilt, wo diese Adresse antwortet.
DisconnectOnIdle|Bei Leerlauf trennen|1: Die Verbindung endet, wenn nichts gesendet wird.
DisconnectOnIdleTimer|Sekunden bis zum Leerlauf|Wie lange nichts gesendet wird, bevor getrennt wird.
IncludeAllNetworks|Aller Verkehr|1: Aller Verkehr geht durch das VPN.|full tunnel
ExcludeLocalNetworks|Lokales Netz direkt|1: Geräte in der Nähe werden direkt erreicht.
ExcludeCellularServices|Mobilfunkdienste direkt|1: Telefonie und SMS des Mobilfunknetzes bleiben außerhalb.
ExcludeAPNs|Push direkt|1: Push-Mitteilungen von Apple bleiben außerhalb.
EnforceRoutes|Routen gehen vor|1: Routen des VPN gelten vor anderen.
ProviderBundleIdentifier|Erweiterung|Die Kennung der Erweiterung in der App.|bundle id
ProviderDesignatedRequirement|Signatur der Erweiterung|Was die Signatur der Erweiterung sagen muss.|code requirement
EncryptionAlgorithm|Verschlüsselung|Der Algorithmus zum Verschlüsseln.|aes
IntegrityAlgorithm|Integrität|Der Algorithmus gegen Änderungen unterwegs.|sha
DiffieHellmanGroup|Diffie-Hellman-Gruppe|Wie Schlüssel ausgehandelt werden; höher ist nicht immer stärker.|dh
LifeTimeInMinutes|Laufzeit in Minuten|Nach so vielen Minuten werden neue Schlüssel ausgehandelt.
ProxyServer|Proxyserver|Name oder Adresse des Proxys.
ProxyServerPort|Proxyport|Der Port des Proxys.
ProxyUsername|Proxybenutzer|Der Name für die Anmeldung am Proxy.
ProxyPassword|Proxypasswort|Das Passwort für die Anmeldung am Proxy.
ProxyPACURL|Proxy-Datei|Die Adresse der Datei, die den Proxy bestimmt.|pac
ProxyPACFallbackAllowed|Direkt ohne Proxy-Datei|Ein: Ohne die Datei verbindet sich das Gerät direkt.|pac
Authorization|Freigabe|Erlauben, verbieten oder Benutzern überlassen.
IdentifierType|Art der Kennung|Bundle-ID einer App oder ein Pfad.
Identifier|Kennung|Nennt, worum es geht, etwa eine App.|bundle id
CodeRequirement|Signatur|Was die Signatur der App sagen muss.|codesign
Display Sleep Timer|Display ruht nach Minuten|0 ist nie.
Disk Sleep Timer|Volume ruht nach Minuten|0 ist nie.
System Sleep Timer|Mac ruht nach Minuten|0 ist nie.
Wake on LAN|Aufwachen bei Netzzugriff|1: Der Mac wacht für das Netz auf.|wol
Automatic Restart On Power Loss|Neustart nach Stromausfall|1: Der Mac startet von selbst wieder.
rfc822Name|E-Mail-Adresse|Eine E-Mail-Adresse im Zertifikat.
dNSName|Hostname|Ein Hostname im Zertifikat.
uniformResourceIdentifier|Adresse|Eine Adresse im Zertifikat.|uri
ntPrincipalName|Windows-Konto|Der Benutzerprinzipalname im Zertifikat.|upn
SubjectAltName|Weitere Namen|Hostnamen, E-Mail-Adressen und Ähnliches im Zertifikat.|san
StaticCode|Statische Prüfung|Ein: Geprüft wird die Signatur auf dem Volume, nicht der laufende Code.
Allowed|Erlaubt|Aus: Es ist verboten.
Comment|Kommentar|Zu Ihrer Erinnerung.
AEReceiverIdentifier|Gesteuerte App|Die Kennung der App, die die Befehle annimmt.|automation
AEReceiverIdentifierType|Art ihrer Kennung|Bundle-ID einer App oder ein Pfad.
AEReceiverCodeRequirement|Signatur der gesteuerten App|Was die Signatur dieser App sagen muss.
ExcludeDeviceCommunication|Geräte in der Nähe direkt|1: Verkehr mit gekoppelten Geräten bleibt außerhalb.
OnDemandMatchDomainsAlways|Domains, die immer verbinden|Alte Systeme verbinden für diese Domains.
OnDemandMatchDomainsNever|Domains, die nie verbinden|Alte Systeme verbinden für diese Domains nicht.
OnDemandMatchDomainsOnRetry|Domains, die bei Fehlern verbinden|Alte Systeme verbinden, wenn diese Domains nicht auflösbar sind.
ActionParameters|Domains der Regel|Welche Domains verbinden, und wann.
ActionParameters.Domains|Domains|Um diese Domains geht es in der Regel.
ActionParameters.DomainAction|Wann verbunden wird|Nie, oder wenn der Name nicht auflösbar ist.
ActionParameters.RequiredDNSServers|Zu fragende Nameserver|Das Gerät verbindet, wenn diese nicht antworten.
ActionParameters.RequiredURLStringProbe|Zu prüfende Adresse|Das Gerät verbindet, wenn diese Adresse nicht antwortet.
TLSMinimumVersion|Niedrigste TLS-Version|Älteres TLS wird abgelehnt.
TLSMaximumVersion|Höchste TLS-Version|Neueres TLS wird nicht angeboten.
NATKeepAliveInterval|Sekunden zwischen Lebenszeichen|Wie oft die Verbindung im Ruhezustand offen gehalten wird.
EnableFallback|Auf mobile Daten ausweichen|1: Das VPN darf bei schlechtem WLAN mobile Daten nutzen.
LocalIdentifier|Eigene Kennung|Wie sich das Gerät beim Server nennt.
LocalIdentifierType|Art der eigenen Kennung|KeyID ist der Name einer Gruppe.|group
PPK|Post-Quanten-Geheimnis|Ein weiteres Geheimnis, das Quantenrechner nicht erraten.|ppk
PPKIdentifier|Name des Post-Quanten-Geheimnisses|Woran der Server das Geheimnis erkennt.
PPKMandatory|Post-Quanten-Geheimnis nötig|Ein: Ohne es keine Verbindung.
PostQuantumKeyExchangeMethods|Post-Quanten-Schlüsselaustausch|Verfahren, die Quantenrechner nicht brechen, der Reihe nach.|ml-kem
HTTPEnable|HTTP-Proxy|1: Webverkehr geht über den Proxy.
HTTPProxy|HTTP-Proxyserver|Name oder Adresse des Proxys für HTTP.
HTTPPort|HTTP-Proxyport|Der Port des Proxys für HTTP.
HTTPSEnable|HTTPS-Proxy|1: Verschlüsselter Webverkehr geht über den Proxy.
HTTPSProxy|HTTPS-Proxyserver|Name oder Adresse des Proxys für HTTPS.
HTTPSPort|HTTPS-Proxyport|Der Port des Proxys für HTTPS.
HTTPProxyUsername|Proxybenutzer|Der Name für die Anmeldung am Proxy.
HTTPProxyPassword|Proxypasswort|Das Passwort für die Anmeldung am Proxy.
ProxyAutoConfigEnable|Proxy per Datei|1: Eine Datei bestimmt den Proxy.|pac
ProxyAutoConfigURLString|Proxy-Datei|Die Adresse dieser Datei.|pac
tile-data|Was es ist|App, Datei oder Ordner an diesem Platz im Dock.
tile-data.label|Beschriftung|Was am Symbol steht.
tile-data.url|Adresse|Die Adresse, bei einem Link.
tile-data.file-type|Art des Objekts|0 ein Link, 1 eine Datei, 3 ein Ordner.
tile-data.file-data|Ort der Datei|Wo die Datei liegt.
tile-type|Art des Platzes|Eine Datei, ein Ordner oder ein Link.
CommunicationServiceRules|Apps für Anrufe|Welche App Personen dieses Accounts anruft.
SMIMEEnablePerMessageSwitch|Verschlüsselung je E-Mail (alt)|Ein: Benutzer wählen bei jeder E-Mail.
SMIMEEnableEncryptionPerMessageSwitch|Verschlüsselung je E-Mail|Ein: Benutzer wählen bei jeder E-Mail.
SMIMESigningUserOverrideable|Signieren änderbar|Ein: Benutzer schalten das Signieren ein oder aus.
SMIMESigningCertificateUUIDUserOverrideable|Signieridentität wählbar|Ein: Benutzer wählen, womit sie signieren.
SMIMEEncryptByDefaultUserOverrideable|Verschlüsseln änderbar|Ein: Benutzer schalten das Verschlüsseln ein oder aus.
SMIMEEncryptionCertificateUUIDUserOverrideable|Verschlüsselungsidentität wählbar|Ein: Benutzer wählen, womit sie verschlüsseln.
RepeatingPowerOn|Einschalten|Wann sich Macs einschalten oder aufwachen.
RepeatingPowerOff|Ausschalten|Wann sich Macs ausschalten oder ruhen.
eventtype|Was geschieht|Etwa aufwachen, einschalten, ruhen oder ausschalten.
weekdays|Tage|Die Summe der Tage; jeder Tag zählt doppelt so viel wie der Tag davor.
all-media|Alle Medien|Gilt für jede Art von Datenträger und Laufwerk.
harddisk-external|Externe Laufwerke|Sticks und andere Laufwerke am Kabel.|usb
harddisk-internal|Interne Laufwerke|Laufwerke im Mac.
networkdisk|Netzlaufwerke|Volumes von Servern.
disk-image|Images|Dateien, die wie Laufwerke wirken.|dmg
dvdram|DVD-RAM|Mehrfach beschreibbare Discs.
EmailAddress|E-Mail-Adresse|Die Adresse des Accounts.
VendorConfig|Einstellungen der App|Was die App wissen will; der Hersteller beschreibt es.
`;
