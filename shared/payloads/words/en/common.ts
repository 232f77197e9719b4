/** Keys that mean the same in many payloads. See ../words.ts for the form. */
export const commonWords = `
#*
PayloadDisplayName|Name|How people and you see this payload.
PayloadDescription|Description|What the payload is for; people can read it on the device.
PayloadOrganization|Organisation|Who sends it; people can read it on the device.
PayloadIdentifier|Identifier|Stays the same for ever, so that a newer one replaces an older one.
PayloadUUID|UUID|Other payloads name this one by it.
PayloadType|Type|What kind of payload it is.
PayloadVersion|Version|Always 1.
PayloadCertificateUUID|Identity|The certificate with which the device proves who it is.|certificate
PayloadCertificateFileName|File name|How the certificate file was called.
AllowAllAppsAccess|All apps may use the key|On: every app may use the private key.
KeyIsExtractable|Key can be exported|Off: the private key cannot leave the Mac.
VPNUUID|VPN of its own|The app VPN this uses, by its identifier.
PreventMove|Keep messages in the account|On: messages cannot be moved to other accounts.
PreventAppSheet|Only Mail sends|On: other apps cannot send from this account.
disableMailRecentsSyncing|Do not sync recent addresses|On: recent addresses stay on the device.
allowMailDrop|Mail Drop|On: large attachments may go through iCloud.
SMIMEEnabled|S/MIME|On: messages can be signed and encrypted.
SMIMESigningEnabled|Sign messages|On: messages are signed.
SMIMESigningCertificateUUID|Identity for signing|The identity messages are signed with.
SMIMEEncryptionEnabled|Encrypt messages|On: messages are encrypted.
SMIMEEncryptByDefault|Encrypt unless told otherwise|On: messages are encrypted unless people choose otherwise.
SMIMEEncryptionCertificateUUID|Identity for encryption|The identity messages are decrypted with.
RemoteAddress|Server|Name or IP address of the server.|host
AuthenticationMethod|Sign-in|By password, certificate or shared secret.
AuthName|User name|The name to sign in with; left out, people are asked.
AuthPassword|Password|The password to sign in with; left out, people are asked.
UserName|User name|The name to sign in with.
Username|User name|The name to sign in with.
Password|Password|The password to sign in with.
OnDemandEnabled|Connect on demand|1: the connection is made when the rules say so.
OnDemandUserOverrideDisabled|People cannot turn on-demand off|1: people cannot turn connecting on demand off.
OnDemandRules|Rules on demand|Where to connect, where not; the first rule that fits holds.
OnDemandRules.Action|What to do|Connect, disconnect, ignore, or look at the domain.
OnDemandRules.InterfaceTypeMatch|Kind of network|Wi-Fi, Ethernet or mobile.
OnDemandRules.SSIDMatch|Wi-Fi networks|The rule holds in these networks.
OnDemandRules.DNSDomainMatch|Search domains|The rule holds where the network has these search domains.
OnDemandRules.DNSServerAddressMatch|Name servers|The rule holds where the network has these name servers.
OnDemandRules.URLStringProbe|Reachable address|The rule holds where this address answers.
DisconnectOnIdle|Disconnect when idle|1: the connection ends when nothing is sent.
DisconnectOnIdleTimer|Seconds until idle|How long nothing is sent before the connection ends.
IncludeAllNetworks|All traffic|1: all traffic goes through the VPN.|full tunnel
ExcludeLocalNetworks|Local network stays direct|1: devices nearby are reached directly.
ExcludeCellularServices|Mobile services stay direct|1: calls and messages of the mobile network stay outside.
ExcludeAPNs|Push stays direct|1: Apple’s push notifications stay outside.
EnforceRoutes|Routes come first|1: routes of the VPN hold before others.
ProviderBundleIdentifier|Extension|The identifier of the extension inside the app.|bundle id
ProviderDesignatedRequirement|Signature of the extension|What the signature of the extension must say.|code requirement
EncryptionAlgorithm|Encryption|The algorithm for encryption.|aes
IntegrityAlgorithm|Integrity|The algorithm against changes on the way.|sha
DiffieHellmanGroup|Diffie-Hellman group|How keys are agreed on; higher is not always stronger.|dh
LifeTimeInMinutes|Lifetime in minutes|After so many minutes new keys are agreed on.
ProxyServer|Proxy server|Name or address of the proxy.
ProxyServerPort|Proxy port|The port of the proxy.
ProxyUsername|Proxy user|The name to sign in to the proxy with.
ProxyPassword|Proxy password|The password to sign in to the proxy with.
ProxyPACURL|Proxy file|The address of the file that says which proxy to use.|pac
ProxyPACFallbackAllowed|Direct without the proxy file|On: without the file the device connects directly.|pac
Authorization|Permission|Allow, deny, or leave it to people.
IdentifierType|Kind of identifier|Bundle identifier of an app, or a path.
Identifier|Identifier|Names what this is about, such as an app.|bundle id
CodeRequirement|Signature|What the signature of the app must say.|codesign
Display Sleep Timer|Display sleeps after minutes|0 is never.
Disk Sleep Timer|Disk sleeps after minutes|0 is never.
System Sleep Timer|Mac sleeps after minutes|0 is never.
Wake on LAN|Wake over the network|1: the Mac wakes for the network.|wol
Automatic Restart On Power Loss|Restart after a power cut|1: the Mac starts again by itself.
rfc822Name|E-mail address|An e-mail address in the certificate.
dNSName|Host name|A host name in the certificate.
uniformResourceIdentifier|Address|An address in the certificate.|uri
ntPrincipalName|Windows account|The user principal name in the certificate.|upn
SubjectAltName|Other names|Host names, e-mail addresses and the like in the certificate.|san
StaticCode|Static check|On: the signature on the disk is checked, not the running code.
Allowed|Allowed|Off: it is denied.
Comment|Comment|For you to remember.
AEReceiverIdentifier|App that is controlled|The identifier of the app that takes the commands.|automation
AEReceiverIdentifierType|Kind of its identifier|Bundle identifier of an app, or a path.
AEReceiverCodeRequirement|Signature of the controlled app|What the signature of that app must say.
ExcludeDeviceCommunication|Devices nearby stay direct|1: traffic with devices paired nearby stays outside.
OnDemandMatchDomainsAlways|Domains that always connect|Old systems connect for these domains.
OnDemandMatchDomainsNever|Domains that never connect|Old systems do not connect for these domains.
OnDemandMatchDomainsOnRetry|Domains that connect on failure|Old systems connect when the name of these domains is not found.
ActionParameters|Domains of the rule|Which domains connect, and when.
ActionParameters.Domains|Domains|The rule is about these domains.
ActionParameters.DomainAction|When to connect|Never, or when the name cannot be looked up.
ActionParameters.RequiredDNSServers|Name servers to ask|The device connects when these do not answer.
ActionParameters.RequiredURLStringProbe|Address to try|The device connects when this address does not answer.
TLSMinimumVersion|Lowest TLS version|Older TLS is refused.
TLSMaximumVersion|Highest TLS version|Newer TLS is not offered.
NATKeepAliveInterval|Seconds between keep-alives|How often the connection is kept open in sleep.
EnableFallback|Fall back to mobile data|1: the VPN may use mobile data when Wi-Fi is poor.
LocalIdentifier|Own identifier|How the device names itself to the server.
LocalIdentifierType|Kind of own identifier|KeyID is the name of a group.|group
PPK|Post-quantum secret|A further secret that quantum computers cannot guess.|ppk
PPKIdentifier|Name of the post-quantum secret|By which the server knows the secret.
PPKMandatory|Post-quantum secret needed|On: no connection without it.
PostQuantumKeyExchangeMethods|Post-quantum key exchange|Methods quantum computers cannot break, in order.|ml-kem
HTTPEnable|HTTP proxy|1: web traffic goes through the proxy.
HTTPProxy|HTTP proxy server|Name or address of the proxy for HTTP.
HTTPPort|HTTP proxy port|The port of the proxy for HTTP.
HTTPSEnable|HTTPS proxy|1: encrypted web traffic goes through the proxy.
HTTPSProxy|HTTPS proxy server|Name or address of the proxy for HTTPS.
HTTPSPort|HTTPS proxy port|The port of the proxy for HTTPS.
HTTPProxyUsername|Proxy user|The name to sign in to the proxy with.
HTTPProxyPassword|Proxy password|The password to sign in to the proxy with.
ProxyAutoConfigEnable|Proxy by file|1: a file says which proxy to use.|pac
ProxyAutoConfigURLString|Proxy file|The address of that file.|pac
tile-data|What it is|The app, file or folder of this place in the Dock.
tile-data.label|Label|What stands at the icon.
tile-data.url|Address|The address, for a link.
tile-data.file-type|Kind of item|0 a link, 1 a file, 3 a folder.
tile-data.file-data|Place of the file|Where the file lies.
tile-type|Kind of tile|A file, a folder or a link.
CommunicationServiceRules|Apps for calls|Which app calls people of this account.
SMIMEEnablePerMessageSwitch|Choose encryption per message (old)|On: people choose for each message.
SMIMEEnableEncryptionPerMessageSwitch|Choose encryption per message|On: people choose for each message.
SMIMESigningUserOverrideable|People may change signing|On: people turn signing on or off.
SMIMESigningCertificateUUIDUserOverrideable|People may choose the signing identity|On: people choose what they sign with.
SMIMEEncryptByDefaultUserOverrideable|People may change encryption|On: people turn encrypting by default on or off.
SMIMEEncryptionCertificateUUIDUserOverrideable|People may choose the encryption identity|On: people choose what they encrypt with.
RepeatingPowerOn|Turn on|When Macs turn on or wake.
RepeatingPowerOff|Turn off|When Macs turn off or sleep.
eventtype|What happens|Such as wake, power on, sleep or shut down.
weekdays|Days|The sum of the days, where each day has a number twice that of the day before.
all-media|All media|Holds for every kind of disc and drive.
harddisk-external|External drives|Sticks and other drives on a cable.|usb
harddisk-internal|Internal drives|Drives inside the Mac.
networkdisk|Network drives|Volumes of servers.
disk-image|Disk images|Files that act as drives.|dmg
dvdram|DVD-RAM|Discs that can be written again.
EmailAddress|E-mail address|The address of the account.
VendorConfig|Settings of the app|What the app wants to know; its maker describes it.
`;
