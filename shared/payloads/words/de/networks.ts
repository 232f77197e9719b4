/** Wi-Fi, VPN, proxies, filters, mobile networks, names. See ../words.ts for the form. */
export const networkWords = `
#com.apple.wifi.managed
SSID_STR|Netzwerkname|Der Name (SSID) des WLANs, genau wie er gesendet wird.|ssid
AutoJoin|Automatisch verbinden|Aus: Benutzer tippen auf das Netz, um beizutreten.
HIDDEN_NETWORK|Verborgenes Netz|Ein: Das Netz sendet seinen Namen nicht.|ssid
EncryptionType|Sicherheit|Wie das Netz verschlüsselt ist; WPA2 tritt auf neueren Systemen auch WPA3-Netzen bei.|wpa wep encryption verschlüsselung
Password|Passwort|Das Passwort des Netzes; bei 802.1X weglassen.|key psk wlan-schlüssel
PayloadCertificateUUID|Identität|Mit welchem Zertifikat sich das Gerät ausweist (EAP-TLS).|certificate zertifikat
ProxyType|Proxy|Ob dieses Netz einen Proxy braucht, von Hand oder per Datei.
EnableIPv6|IPv6|Aus: Das Netz nutzt nur IPv4.
CaptiveBypass|Anmeldeseite nicht suchen|Ein: Das Gerät sucht keine Anmeldeseite des Netzes.|captive portal hotspot
DisableAssociationMACRandomization|Echte WLAN-Adresse|Ein: Das Gerät zeigt diesem Netz seine echte MAC-Adresse.|private mac random
AllowJoinBeforeFirstUnlock|Vor dem ersten Entsperren beitreten|Ein: Das Gerät tritt nach einem Neustart bei, bevor es entsperrt wurde.|reboot
SetupModes|Wann ein Mac sich anmeldet|Für das System im Anmeldefenster oder für einen Benutzer.|system mode login window
TLSCertificateRequired|Zwei-Faktor-Anmeldung|Ein: Neben dem Passwort ist ein Zertifikat nötig.
IsHotspot|Passpoint-Netz|Ein: Das Netz wird über den Anbieter gefunden, nicht über den Namen.|hotspot 2.0
DomainName|Passpoint-Domain|Die Domain des Passpoint-Anbieters.|hotspot 2.0
DisplayedOperatorName|Passpoint-Betreiber|Der Name des Anbieters, wie Benutzer ihn sehen.|hotspot 2.0
ServiceProviderRoamingEnabled|Passpoint-Roaming|Ein: Netze von Roaming-Partnern sind erlaubt.|hotspot 2.0
RoamingConsortiumOIs|Passpoint-Roaming-Gruppen|Kennungen der Gruppen, deren Netzen beigetreten wird.|hotspot 2.0
EAPClientConfiguration|802.1X-Anmeldung|Wie sich das Gerät in einem Netz mit Benutzerkonten anmeldet.|enterprise eap radius
EAPClientConfiguration.AcceptEAPTypes|Anmeldeverfahren|13 ist EAP-TLS (Zertifikat), 25 PEAP, 21 EAP-TTLS, 43 EAP-FAST.|peap ttls tls
EAPClientConfiguration.UserName|Benutzername|Der Name für die Anmeldung; fehlt er, wird gefragt.
EAPClientConfiguration.UserPassword|Passwort|Das Passwort für die Anmeldung; fehlt es, wird gefragt.
EAPClientConfiguration.OneTimeUserPassword|Passwort jedes Mal erfragen|Ein: Benutzer geben bei jeder Verbindung ihr Passwort ein.
EAPClientConfiguration.PayloadCertificateAnchorUUID|Vertraute Zertifikate|Von welchen Zertifikaten dieses Profils der Anmeldeserver stammen muss.|radius trust
EAPClientConfiguration.TLSTrustedServerNames|Vertraute Servernamen|Namen, die das Zertifikat des Anmeldeservers haben darf.|radius
EAPClientConfiguration.TLSAllowTrustExceptions|Benutzer dürfen anderen vertrauen|Ein: Benutzer entscheiden über unbekannte Anmeldeserver.
EAPClientConfiguration.TLSMinimumVersion|Niedrigste TLS-Version|Älteres TLS wird abgelehnt.
EAPClientConfiguration.TLSMaximumVersion|Höchste TLS-Version|Neueres TLS wird nicht angeboten.
EAPClientConfiguration.TTLSInnerAuthentication|Innere Anmeldung bei TTLS|Wie das Passwort im TTLS-Tunnel reist.|mschapv2 pap chap
EAPClientConfiguration.OuterIdentity|Äußere Identität|Der Name außerhalb des Tunnels, etwa anonymous.
EAPClientConfiguration.SystemModeCredentialsSource|Mit dem Computerkonto anmelden|Ein Mac meldet sich mit seinem Active-Directory-Konto an.
QoSMarkingPolicy|Überholspur|Wessen Verkehr das Netz vorziehen darf.|qos cisco
QoSMarkingPolicy.QoSMarkingEnabled|Überholspur nutzen|Aus: Kein Verkehr wird als wichtiger markiert.|qos
QoSMarkingPolicy.QoSMarkingAppleAudioVideoCalls|FaceTime auf der Überholspur|Ein: FaceTime-Anrufe werden als wichtig markiert.|qos
QoSMarkingPolicy.QoSMarkingAllowListAppIdentifiers|Apps auf der Überholspur|Apps, deren Verkehr als wichtig markiert wird.|qos
#com.apple.vpn.managed
VPNType|Art|IKEv2 ist eingebaut; VPN heißt: eine App nach ihrer Kennung.|ikev2 ipsec l2tp cisco
VPNSubType|App des VPN|Die Kennung der App, die die Verbindung herstellt.|anyconnect globalprotect bundle id
UserDefinedName|Name|Wie Benutzer die Verbindung sehen.
VendorConfig|Einstellungen der App|Was die VPN-App wissen will; der Hersteller beschreibt es.
VPN|Verbindung per App|Server, Anmeldung und Regeln für eine VPN-App.
VPN.ProviderType|Was die App übernimmt|Ganze Pakete (packet-tunnel) oder einzelne Verbindungen (app-proxy).
IPv4.OverridePrimary|Allen Verkehr senden|1: Aller Verkehr geht durch das VPN.|full tunnel
PPP|L2TP-Verbindung|Server und Anmeldung einer L2TP-Verbindung.
PPP.CommRemoteAddress|Server|Die Adresse des L2TP-Servers.|host
IPSec|IPsec-Verbindung|Server, Geheimnis und Anmeldung einer IPsec-Verbindung.|cisco
IPSec.SharedSecret|Gemeinsames Geheimnis|Das Geheimnis, das Gerät und Server kennen.|psk preshared key
IPSec.XAuthEnabled|Benutzer verlangen|1: Auch Benutzername und Passwort sind nötig.|xauth
IPSec.XAuthName|Benutzername|Der Name für XAuth.
IPSec.XAuthPassword|Passwort|Das Passwort für XAuth.
IPSec.PromptForVPNPIN|PIN erfragen|Ein: Benutzer geben bei jeder Verbindung eine PIN ein.
IKEv2|IKEv2-Verbindung|Server, Anmeldung und Verschlüsselung einer IKEv2-Verbindung.
IKEv2.LocalIdentifier|Eigene Kennung|Wie sich das Gerät beim Server nennt.
IKEv2.RemoteIdentifier|Kennung des Servers|Wie sich der Server nennt; meist sein Hostname.
IKEv2.SharedSecret|Gemeinsames Geheimnis|Das Geheimnis, das Gerät und Server kennen.|psk preshared key
IKEv2.CertificateType|Zertifikatsart|Die Art des Schlüssels im Zertifikat, etwa RSA.
IKEv2.ExtendedAuthEnabled|Mit EAP anmelden|1: Der Server verlangt auch einen Benutzer (EAP).
IKEv2.ServerCertificateIssuerCommonName|Aussteller des Serverzertifikats|Der Name der Zertifizierungsstelle, damit das Gerät ein Zertifikat verlangt.
IKEv2.ServerCertificateCommonName|Name im Serverzertifikat|Was im Zertifikat des Servers stehen muss.
IKEv2.DeadPeerDetectionRate|Wie bald ein toter Server auffällt|Wie oft das Gerät prüft, ob der Server noch antwortet.|dpd keepalive
IKEv2.EnablePFS|Frische Schlüssel (PFS)|1: Jede Erneuerung erzeugt ganz neue Schlüssel.|perfect forward secrecy
IKEv2.DisableMOBIKE|Kein Netzwechsel|1: Die Verbindung endet beim Netzwechsel.|mobike roaming
IKEv2.DisableRedirect|Keine Umleitung|1: Der Server kann nicht an einen anderen verweisen.
IKEv2.NATKeepAliveOffloadEnable|Im Ruhezustand erreichbar|1: Die Verbindung bleibt im Ruhezustand offen.|keepalive
IKEv2.EnableCertificateRevocationCheck|Sperrung prüfen|1: Das Zertifikat des Servers wird auf Sperrung geprüft.|ocsp crl
IKEv2.MTU|Größtes Paket|Das größte Paket in Byte, von 1280 bis 1400.|mtu
IKEv2.IKESecurityAssociationParameters|Verschlüsselung der Schlüsselaushandlung|Algorithmen und Laufzeit für die Aushandlung.|sa proposal
IKEv2.ChildSecurityAssociationParameters|Verschlüsselung der Daten|Algorithmen und Laufzeit für die Daten.|sa proposal
AlwaysOn|Immer aktives VPN|Aller Verkehr eines betreuten Geräts geht durch das VPN.
AlwaysOn.UIToggleEnabled|Benutzer dürfen es ausschalten|1: Benutzer dürfen das immer aktive VPN ausschalten.
Proxies|Proxy im VPN|Der Proxy, der während der Verbindung gilt.
DNS|Namensauflösung im VPN|Die Nameserver, die während der Verbindung gelten.|resolver
#com.apple.vpn.managed.applayer
VPNUUID|Kennung des VPN|Accounts und Apps nennen dieses VPN damit.
SafariDomains|Domains in Safari|Safari öffnet diese Domains durch das VPN.
MailDomains|Domains in Mail|Mail erreicht diese Domains durch das VPN.
CalendarDomains|Domains im Kalender|Der Kalender erreicht diese Domains durch das VPN.
ContactsDomains|Domains in Kontakte|Kontakte erreicht diese Domains durch das VPN.
AssociatedDomains|Zugehörige Domains|Apps, die zu diesen Domains gehören, nutzen das VPN.
ExcludedDomains|Domains am VPN vorbei|Diese Domains gehen nie durch das VPN.
OnDemandMatchAppEnabled|Beim Start einer App verbinden|Ein: Das VPN verbindet, sobald eine seiner Apps das Netz braucht.
#com.apple.proxy.http.global
ProxyType|Proxy|Von Hand oder über eine Proxy-Datei.
ProxyCaptiveLoginAllowed|Anmeldeseiten am Proxy vorbei|Ein: Anmeldeseiten von Netzen öffnen sich ohne Proxy.|captive portal hotel
#com.apple.webcontent-filter
FilterType|Filter|Apples eingebauter Filter oder der einer App (Plugin).
AutoFilterEnabled|Seiten für Erwachsene sperren|Ein: Seiten für Erwachsene werden so gut wie erkennbar gesperrt.|porn
PermittedURLs|Immer erlaubte Adressen|Diese Adressen öffnen sich, obwohl der Filter sie sperren würde.|allow list
DenyListURLs|Gesperrte Adressen|Diese Adressen öffnen sich nicht.|block list blacklist
BlacklistedURLs|Gesperrte Adressen (alter Name)|Diese Adressen öffnen sich nicht; der alte Name.
AllowListBookmarks|Nur diese Websites|Nur diese Websites öffnen sich und stehen als Lesezeichen in Safari.|allow list whitelist
WhitelistedBookmarks|Nur diese Websites (alter Name)|Nur diese Websites öffnen sich; der alte Name.
UserDefinedName|Name des Filters|Wie Benutzer den Filter sehen.
PluginBundleID|App des Filters|Die Kennung der App, die filtert.|bundle id
ServerAddress|Server|Der Server des Filters, falls er einen hat.
Organization|Organisation|Wird der Filter-App mitgegeben.
FilterBrowsers|Browser filtern|Ein: Der Verkehr von WebKit-Browsern wird gefiltert.
FilterSockets|Alle Verbindungen filtern|Ein: Verbindungen aller Apps werden gefiltert.
FilterPackets|Pakete filtern|Ein: Einzelne Pakete werden gefiltert.
FilterGrade|Platz in der Reihenfolge|Eine Firewall (firewall) kommt vor einem Prüfer (inspector).
SafariHistoryRetentionEnabled|Safari-Verlauf behalten|Ein: Benutzer löschen den Verlauf von Safari nicht.
HideDenyListURLs|Gesperrte Adressen verbergen|Ein: Benutzer sehen die Liste gesperrter Adressen nicht.
FilterDataProviderBundleIdentifier|Filter für Verbindungen|Die Kennung der Erweiterung, die Verbindungen filtert.|bundle id
FilterDataProviderDesignatedRequirement|Ihre Signatur|Die Anforderung an die Signatur dieser Erweiterung.
FilterPacketProviderBundleIdentifier|Filter für Pakete|Die Kennung der Erweiterung, die Pakete filtert.|bundle id
FilterPacketProviderDesignatedRequirement|Ihre Signatur|Die Anforderung an die Signatur dieser Erweiterung.
ContentFilterUUID|Kennung des Filters|Daran hängen Apps, die durch diesen Filter gehen.
FilterURLs|Adressen filtern|Ein: Ganze Adressen werden gefiltert, nicht nur Server.
URLFilterParameters|Wie Adressen gefiltert werden|Die App, ihre Server und was geschieht, wenn sie nicht antworten.
#com.apple.cellular
AttachAPN|Erster Zugangspunkt|Womit sich das Gerät im Mobilfunknetz anmeldet.|apn lte
APNs|Zugangspunkte|Die Zugangspunkte für mobile Daten.|apn carrier
APNs.Name|Zugangspunkt|Der Name des Zugangspunkts laut Netzbetreiber.|apn
APNs.AuthenticationType|Anmeldung|CHAP oder PAP.
APNs.AllowedProtocolMask|IP-Versionen|1 ist IPv4, 2 ist IPv6, 3 ist beides.
#com.apple.networkusagerules
ApplicationRules|Regeln für Apps|Welche Apps mobile Daten und Roaming nutzen dürfen.
ApplicationRules.AppIdentifierMatches|Apps|Kennungen von Apps; * steht für jedes Ende.|bundle id
ApplicationRules.AllowRoamingCellularData|Daten beim Roaming|Aus: Diese Apps nutzen beim Roaming keine mobilen Daten.
ApplicationRules.AllowCellularData|Mobile Daten|Aus: Diese Apps nutzen keine mobilen Daten.
#com.apple.dnsSettings.managed
DNSSettings|Nameserver|Welche Server Namen auflösen, und wie.|resolver
DNSSettings.DNSProtocol|Protokoll|HTTPS oder TLS.|doh dot
DNSSettings.ServerURL|Adresse für HTTPS|Die Adresse des Servers für Auflösung über HTTPS.|doh
DNSSettings.ServerName|Name für TLS|Der Name des Servers für Auflösung über TLS.|dot
DNSSettings.ServerAddresses|Serveradressen|IP-Adressen der Server.
DNSSettings.SupplementalMatchDomains|Nur für diese Domains|Andere Namen werden wie sonst aufgelöst.|split
ProhibitDisablement|Nicht abschaltbar|Ein: Benutzer können diese Einstellungen nicht abschalten.
#com.apple.domains
EmailDomains|Firmenadressen|Mail markiert Adressen außerhalb dieser Domains.
WebDomains|Firmen-Websites|Dokumente von diesen Websites gelten als verwaltet.
SafariPasswordAutoFillDomains|Websites mit Passwortspeicher|Safari behält Passwörter nur für diese Websites.
CrossSiteTrackingPreventionRelaxedDomains|Websites mit gemeinsamen Cookies|Diese Websites brauchen Cookies voneinander.
`;
