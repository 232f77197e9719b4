/** Mail, calendars, contacts, certificates, single sign-on. See ../words.ts for the form. */
export const accountWords = `
#com.apple.eas.account
EmailAddress|E-mail address|The address of the account.
Host|Server|The name of the Exchange server.|outlook
SSL|Encrypted connection|Off: everything travels in the clear; leave it on.|tls
OAuth|Modern sign-in|On: people sign in on a web page, with a second factor where needed.|office 365 mfa
OAuthSignInURL|Sign-in page|The address of the page to sign in on.
OAuthTokenRequestURL|Token address|Where the device asks for tokens after signing in.
Password|Password|The password of the account; left out, people are asked.
Certificate|Identity inside the account|A PKCS #12 file; better choose an identity of this profile.|p12
CertificateName|Name of the identity|How people see the identity.
CertificatePassword|Password of the identity|Opens the PKCS #12 file.|p12
MailNumberOfPastDaysToSync|Days of mail|How many past days of mail are kept on the device; 0 is all.|sync
EnableMail|Mail|Off: the account has no mail.
EnableContacts|Contacts|Off: the account has no contacts.
EnableCalendars|Calendars|Off: the account has no calendars.
EnableReminders|Reminders|Off: the account has no reminders.
EnableNotes|Notes|Off: the account has no notes.
OverridePreviousPassword|Replace the old password|On: this password replaces the one the person gave.
#com.apple.mail.managed
EmailAccountDescription|Name of the account|How people see the account in Mail.
EmailAccountName|Full name|The name that stands in sent messages.
EmailAccountType|Type|IMAP keeps mail on the server, POP fetches it.
EmailAddress|E-mail address|Left out, people are asked for it.
IncomingMailServerAuthentication|Incoming: sign-in|How people sign in to receive mail.
IncomingMailServerHostName|Incoming: server|The server mail is received from.|imap pop host
IncomingMailServerPortNumber|Incoming: port|Usually 993 for IMAP and 995 for POP.
IncomingMailServerUseSSL|Incoming: encrypted|Off: mail is received in the clear.|tls
IncomingMailServerUsername|Incoming: user name|Left out, people are asked for it.
IncomingPassword|Incoming: password|Left out, people are asked for it.
IncomingMailServerIMAPPathPrefix|Incoming: path|The folder in which IMAP mailboxes lie.
OutgoingMailServerAuthentication|Outgoing: sign-in|How people sign in to send mail.
OutgoingMailServerHostName|Outgoing: server|The server mail is sent through.|smtp host
OutgoingMailServerPortNumber|Outgoing: port|Usually 587 or 465.|smtp
OutgoingMailServerUseSSL|Outgoing: encrypted|Off: mail is sent in the clear.|tls
OutgoingMailServerUsername|Outgoing: user name|Left out, people are asked for it.
OutgoingPassword|Outgoing: password|Left out, people are asked for it.
OutgoingPasswordSameAsIncomingPassword|Same password both ways|On: people are asked once.
#com.apple.caldav.account
CalDAVAccountDescription|Name of the account|How people see the account.
CalDAVHostName|Server|The name of the calendar server.|host
CalDAVUsername|User name|Left out, people are asked for it.
CalDAVPassword|Password|Left out, people are asked for it.
CalDAVPrincipalURL|Address of the calendars|Where on the server the calendars of the user lie.
CalDAVUseSSL|Encrypted connection|Off: everything travels in the clear.|tls
CalDAVPort|Port|Left out, the usual one.
#com.apple.carddav.account
CardDAVAccountDescription|Name of the account|How people see the account.
CardDAVHostName|Server|The name of the contacts server.|host
CardDAVUsername|User name|Left out, people are asked for it.
CardDAVPassword|Password|Left out, people are asked for it.
CardDAVPrincipalURL|Address of the contacts|Where on the server the contacts of the user lie.
CardDAVUseSSL|Encrypted connection|Off: everything travels in the clear.|tls
CardDAVPort|Port|Left out, the usual one.
#com.apple.subscribedcalendar.account
SubCalAccountDescription|Name of the calendar|How people see the calendar.
SubCalAccountHostName|Address|The address of the calendar file.|ics url
SubCalAccountUsername|User name|For calendars that ask for one.
SubCalAccountPassword|Password|For calendars that ask for one.
SubCalAccountUseSSL|Encrypted connection|Off: the calendar travels in the clear.|tls
#com.apple.ldap.account
LDAPAccountDescription|Name of the directory|How people see the directory.
LDAPAccountHostName|Server|The name of the directory server.|host
LDAPAccountUserName|User name|For directories that ask for one.
LDAPAccountPassword|Password|For directories that ask for one.
LDAPAccountUseSSL|Encrypted connection|Off: look-ups travel in the clear.|tls
LDAPSearchSettings|Where to look|Parts of the directory people are looked up in.|search base
LDAPSearchSettings.LDAPSearchSettingSearchBase|Search base|Where in the tree the search begins.|dn ou
LDAPSearchSettings.LDAPSearchSettingScope|How deep|This entry only, its children, or all below.
#com.apple.security.scep
PayloadContent.URL|Server|The address of the SCEP server.|ndes
PayloadContent.Name|Name of the authority|What the server calls the authority that shall sign.|ca instance
PayloadContent.Subject|Subject|Whom the certificate names: pairs such as CN and a name.|cn ou x500
PayloadContent.Challenge|Challenge|The secret that lets the device ask for a certificate.|password
PayloadContent.Keysize|Key size|In bits; 2048 or more.|rsa
PayloadContent.Key Type|Kind of key|Devices make RSA keys for SCEP.
PayloadContent.Key Usage|Use of the key|1 signs, 4 encrypts, 5 does both.
PayloadContent.CAFingerprint|Fingerprint of the authority|So that the device knows it speaks to the right server.|sha1
PayloadContent.Retries|Tries|How often the device asks again while the server waits.
PayloadContent.RetryDelay|Seconds between tries|How long the device waits before it asks again.
PayloadContent.SubjectAltName|Other names|Host names, e-mail addresses and the like in the certificate.|san
#com.apple.security.acme
DirectoryURL|Server|The address of the ACME directory.
ClientIdentifier|Client identifier|The one-time word by which the server knows the device.|token
KeyType|Kind of key|Elliptic curves are needed for keys in hardware.|ec rsa
KeySize|Key size|In bits, fitting the kind of key.
HardwareBound|Key in hardware|On: the key never leaves the Secure Enclave.|secure enclave
Attest|Prove the device|On: Apple certifies to the server which device asks.|attestation
Subject|Subject|Whom the certificate names: pairs such as CN and a name.|cn x500
UsageFlags|Use of the key|1 signs, 4 encrypts, 5 does both.
ExtendedKeyUsage|Purposes|Object identifiers of what the certificate may be used for.|oid client auth
#com.apple.security.pkcs12
PayloadContent|Identity file|A PKCS #12 file (.p12, .pfx) with certificate and private key.|pfx
Password|Password of the file|Opens the file; left out, people are asked.
#com.apple.security.root
PayloadContent|Certificate file|The certificate in DER.|cer crt
#com.apple.security.pkcs1
PayloadContent|Certificate file|The certificate in DER.|cer crt
#com.apple.security.pem
PayloadContent|Certificate file|The certificate in PEM.|crt
#com.apple.ADCertificate.managed
CertServer|Server|The name of the Windows certificate server.
CertTemplate|Template|The certificate template, such as Machine.
CertificateAuthority|Authority|The short name of the authority.|ca
EnableAutoRenewal|Renew automatically|On: the certificate is renewed before it ends.
#com.apple.extensiblesso
ExtensionIdentifier|App extension|The identifier of the extension that signs in.|bundle id
TeamIdentifier|Team|The team identifier of the developer.
Type|Type|Credential signs in to hosts, Redirect to web addresses.
Realm|Realm|The realm the extension signs in to.
Hosts|Hosts|Hosts and domains the extension signs in to.
URLs|Addresses|Beginnings of addresses the extension signs in to.
ExtensionData|Settings of the extension|What the extension wants to know; its maker describes it.
PlatformSSO|Platform single sign-on|The account of the identity provider opens the Mac itself.|psso login
`;
