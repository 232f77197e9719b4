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
`;
