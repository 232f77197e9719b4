/** Wi-Fi, VPN, proxies, filters, mobile networks, names. See ../words.ts for the form. */
export const networkWords = `
#com.apple.wifi.managed
SSID_STR|Network name|The name (SSID) of the Wi-Fi network, exactly as it is broadcast.|ssid
AutoJoin|Join automatically|Off: people tap the network to join it.
HIDDEN_NETWORK|Hidden network|On: the network does not broadcast its name.|ssid
EncryptionType|Security|How the network is encrypted; WPA2 also joins WPA3 networks on newer systems.|wpa wep encryption verschlüsselung
Password|Password|The password of the network; leave it out with 802.1X.|key psk wlan-schlüssel
PayloadCertificateUUID|Identity|The certificate the device shows to the network (EAP-TLS).|certificate zertifikat
ProxyType|Proxy|Whether this network needs a proxy, set by hand or by a file.
EnableIPv6|IPv6|Off: the network uses IPv4 only.
CaptiveBypass|Skip the log-in page check|On: the device does not look for a log-in page of the network.|captive portal hotspot
DisableAssociationMACRandomization|Real Wi-Fi address|On: the device shows its real MAC address to this network.|private mac random
AllowJoinBeforeFirstUnlock|Join before first unlock|On: the device joins after a restart before anybody unlocks it.|reboot
SetupModes|When a Mac signs in|For the system at the login window, or for a user.|system mode login window
TLSCertificateRequired|Two-factor sign-in|On: a certificate is needed besides the password.
IsHotspot|Passpoint network|On: the network is found by its provider, not its name.|hotspot 2.0
DomainName|Passpoint domain|The domain of the Passpoint provider.|hotspot 2.0
DisplayedOperatorName|Passpoint operator|The name of the provider as people see it.|hotspot 2.0
ServiceProviderRoamingEnabled|Passpoint roaming|On: networks of roaming partners may be joined.|hotspot 2.0
RoamingConsortiumOIs|Passpoint roaming groups|Identifiers of the groups whose networks are joined.|hotspot 2.0
EAPClientConfiguration|802.1X sign-in|How the device signs in to a network with user accounts.|enterprise eap radius
EAPClientConfiguration.AcceptEAPTypes|Ways to sign in|13 is EAP-TLS (certificate), 25 PEAP, 21 EAP-TTLS, 43 EAP-FAST.|peap ttls tls
EAPClientConfiguration.UserName|User name|The name to sign in with; left out, people are asked.
EAPClientConfiguration.UserPassword|Password|The password to sign in with; left out, people are asked.
EAPClientConfiguration.OneTimeUserPassword|Ask for the password each time|On: people give their password at every connection.
EAPClientConfiguration.PayloadCertificateAnchorUUID|Trusted certificates|Which certificates of this profile the sign-in server must come from.|radius trust
EAPClientConfiguration.TLSTrustedServerNames|Trusted server names|Names the certificate of the sign-in server may have.|radius
EAPClientConfiguration.TLSAllowTrustExceptions|People may trust other servers|On: people decide about unknown sign-in servers.
EAPClientConfiguration.TLSMinimumVersion|Lowest TLS version|Older TLS is refused.
EAPClientConfiguration.TLSMaximumVersion|Highest TLS version|Newer TLS is not offered.
EAPClientConfiguration.TTLSInnerAuthentication|Inner sign-in of TTLS|How the password travels inside the TTLS tunnel.|mschapv2 pap chap
EAPClientConfiguration.OuterIdentity|Outer identity|The name shown outside the tunnel, such as anonymous.
EAPClientConfiguration.SystemModeCredentialsSource|Sign in with the computer account|A Mac signs in with its Active Directory account.
QoSMarkingPolicy|Fast lane|Which apps’ traffic the network may put first.|qos cisco
QoSMarkingPolicy.QoSMarkingEnabled|Use the fast lane|Off: no traffic is marked as more important.|qos
QoSMarkingPolicy.QoSMarkingAppleAudioVideoCalls|FaceTime in the fast lane|On: calls by FaceTime are marked as important.|qos
QoSMarkingPolicy.QoSMarkingAllowListAppIdentifiers|Apps in the fast lane|Apps whose traffic is marked as important.|qos
#com.apple.vpn.managed
VPNType|Type|IKEv2 is built in; VPN means an app by its identifier.|ikev2 ipsec l2tp cisco
VPNSubType|App of the VPN|The identifier of the app that makes the connection.|anyconnect globalprotect bundle id
UserDefinedName|Name|How people see the connection.
VendorConfig|Settings of the app|What the app of the VPN wants to know; its maker describes it.
VPN|Connection by an app|Server, sign-in and rules for a VPN app.
VPN.ProviderType|What the app takes over|Whole packets (packet-tunnel) or single connections (app-proxy).
IPv4.OverridePrimary|Send all traffic|1: all traffic goes through the VPN.|full tunnel
PPP|L2TP connection|Server and sign-in of an L2TP connection.
PPP.CommRemoteAddress|Server|The address of the L2TP server.|host
IPSec|IPsec connection|Server, secret and sign-in of an IPsec connection.|cisco
IPSec.SharedSecret|Shared secret|The secret the device and the server both know.|psk preshared key
IPSec.XAuthEnabled|Ask for a user|1: a user name and password are needed as well.|xauth
IPSec.XAuthName|User name|The name for XAuth.
IPSec.XAuthPassword|Password|The password for XAuth.
IPSec.PromptForVPNPIN|Ask for a PIN|On: people give a PIN at every connection.
IKEv2|IKEv2 connection|Server, sign-in and encryption of an IKEv2 connection.
IKEv2.LocalIdentifier|Own identifier|How the device names itself to the server.
IKEv2.RemoteIdentifier|Server identifier|How the server names itself; usually its host name.
IKEv2.SharedSecret|Shared secret|The secret the device and the server both know.|psk preshared key
IKEv2.CertificateType|Kind of certificate|The kind of key in the certificate, such as RSA.
IKEv2.ExtendedAuthEnabled|Sign in with EAP|1: the server also asks for a user (EAP).
IKEv2.ServerCertificateIssuerCommonName|Issuer of the server’s certificate|The name of the authority, so that the device asks for a certificate.
IKEv2.ServerCertificateCommonName|Name in the server’s certificate|What the certificate of the server must say.
IKEv2.DeadPeerDetectionRate|How soon a dead server is seen|How often the device checks that the server still answers.|dpd keepalive
IKEv2.EnablePFS|Fresh keys (PFS)|1: every renewal makes entirely new keys.|perfect forward secrecy
IKEv2.DisableMOBIKE|Do not move between networks|1: the connection ends when the network changes.|mobike roaming
IKEv2.DisableRedirect|No redirection|1: the server cannot send the device to another server.
IKEv2.NATKeepAliveOffloadEnable|Stay reachable while asleep|1: the connection is kept open while the device sleeps.|keepalive
IKEv2.EnableCertificateRevocationCheck|Check revocation|1: the server’s certificate is checked for revocation.|ocsp crl
IKEv2.MTU|Largest packet|The largest packet in bytes, from 1280 to 1400.|mtu
IKEv2.IKESecurityAssociationParameters|Encryption of the key exchange|Algorithms and lifetime for agreeing on keys.|sa proposal
IKEv2.ChildSecurityAssociationParameters|Encryption of the data|Algorithms and lifetime for the data.|sa proposal
AlwaysOn|Always-on VPN|All traffic of a supervised device goes through the VPN.
AlwaysOn.UIToggleEnabled|People may turn it off|1: people may turn the always-on VPN off.
Proxies|Proxy through the VPN|The proxy to use while connected.
DNS|Name look-up through the VPN|The name servers to use while connected.|resolver
#com.apple.vpn.managed.applayer
VPNUUID|Identifier of the VPN|Accounts and apps name this VPN by it.
SafariDomains|Domains in Safari|Safari opens these domains through the VPN.
MailDomains|Domains in Mail|Mail reaches these domains through the VPN.
CalendarDomains|Domains in Calendar|Calendar reaches these domains through the VPN.
ContactsDomains|Domains in Contacts|Contacts reaches these domains through the VPN.
AssociatedDomains|Associated domains|Apps connected with these domains use the VPN.
ExcludedDomains|Domains past the VPN|These domains never go through the VPN.
OnDemandMatchAppEnabled|Connect when an app starts|On: the VPN connects when one of its apps needs the network.
#com.apple.proxy.http.global
ProxyType|Proxy|Set by hand, or by a proxy file.
ProxyCaptiveLoginAllowed|Log-in pages past the proxy|On: log-in pages of networks open without the proxy.|captive portal hotel
#com.apple.webcontent-filter
FilterType|Filter|Apple’s built-in filter, or one of an app (Plugin).
AutoFilterEnabled|Block adult websites|On: websites for adults are blocked as well as can be told.|porn
PermittedURLs|Always allowed addresses|These addresses open although the filter would block them.|allow list
DenyListURLs|Blocked addresses|These addresses do not open.|block list blacklist
BlacklistedURLs|Blocked addresses (old name)|These addresses do not open; the old name of the key.
AllowListBookmarks|Only these websites|Only these websites open, and stand as bookmarks in Safari.|allow list whitelist
WhitelistedBookmarks|Only these websites (old name)|Only these websites open; the old name of the key.
UserDefinedName|Name of the filter|How people see the filter.
PluginBundleID|App of the filter|The identifier of the app that filters.|bundle id
ServerAddress|Server|The server of the filter, where it has one.
Organization|Organisation|Handed to the app of the filter.
FilterBrowsers|Filter browsers|On: traffic of WebKit browsers is filtered.
FilterSockets|Filter all connections|On: connections of all apps are filtered.
FilterPackets|Filter packets|On: single packets are filtered.
FilterGrade|Place in the order|A firewall comes before an inspector.
SafariHistoryRetentionEnabled|Keep Safari’s history|On: people cannot clear the history of Safari.
HideDenyListURLs|Hide blocked addresses|On: people do not see the list of blocked addresses.
FilterDataProviderBundleIdentifier|Filter for connections|The identifier of the extension that filters connections.|bundle id
FilterDataProviderDesignatedRequirement|Its signature|The designated requirement of that extension.
FilterPacketProviderBundleIdentifier|Filter for packets|The identifier of the extension that filters packets.|bundle id
FilterPacketProviderDesignatedRequirement|Its signature|The designated requirement of that extension.
ContentFilterUUID|Identifier of the filter|Apps are led to this filter by it.
FilterURLs|Filter addresses|On: whole addresses are filtered, not only servers.
URLFilterParameters|How addresses are filtered|The app, its servers, and what happens when they do not answer.
#com.apple.cellular
AttachAPN|First access point|What the device registers with in the mobile network.|apn lte
APNs|Access points|The access points for mobile data.|apn carrier
APNs.Name|Access point|The name the network gave the access point.|apn
APNs.AuthenticationType|Sign-in|CHAP or PAP.
APNs.AllowedProtocolMask|IP versions|1 is IPv4, 2 is IPv6, 3 is both.
#com.apple.networkusagerules
ApplicationRules|Rules for apps|Which apps may use mobile data and roaming.
ApplicationRules.AppIdentifierMatches|Apps|Identifiers of apps; * stands for any ending.|bundle id
ApplicationRules.AllowRoamingCellularData|Data while roaming|Off: these apps use no mobile data while roaming.
ApplicationRules.AllowCellularData|Mobile data|Off: these apps use no mobile data.
#com.apple.dnsSettings.managed
DNSSettings|Name servers|Which servers look names up, and how.|resolver
DNSSettings.DNSProtocol|Protocol|HTTPS or TLS.|doh dot
DNSSettings.ServerURL|Address for HTTPS|The address of the server for look-ups over HTTPS.|doh
DNSSettings.ServerName|Name for TLS|The name of the server for look-ups over TLS.|dot
DNSSettings.ServerAddresses|Server addresses|IP addresses of the servers.
DNSSettings.SupplementalMatchDomains|Only for these domains|Other names are looked up as usual.|split
ProhibitDisablement|People cannot turn it off|On: people cannot turn these settings off.
#com.apple.domains
EmailDomains|Work addresses|Mail marks addresses outside these domains.
WebDomains|Work websites|Documents from these websites count as managed.
SafariPasswordAutoFillDomains|Websites whose passwords are kept|Safari keeps passwords for these websites only.
CrossSiteTrackingPreventionRelaxedDomains|Websites that may track each other|These websites need cookies of each other to work.
`;
