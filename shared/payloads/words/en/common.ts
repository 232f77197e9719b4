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
`;
