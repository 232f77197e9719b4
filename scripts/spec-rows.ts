/*
 * The rows of the reference console's features for groups, policies, configurations, e-mail, Wi-Fi, VPN, certificates,
 * compliance, settings and restrictions that this product has, in our words: what docs/spec-coverage.md lists. Rows that
 * need a vendor's client or cloud are not ours and left out.
 *
 * A line: number, C (core) or U (useful), title, and behind `|` where it is: `key PAYLOAD/path`, `command REQUESTTYPE`,
 * `screen ROUTE`. Tests are found by their titles, which begin with the number.
 */

import { MAC, MAC_RESTRICTIONS, MOBILE, MOBILE_RESTRICTIONS, SETTINGS } from './spec-rows-settings.ts';

export interface RowChapter {
  readonly title: string;
  readonly rows: string;
}

const LABELS = `
LBL-01 C Policies are aimed at groups | screen policies
LBL-02 C Groups filled by a filter, with a name of their own | screen groups/new
LBL-03 C Groups every installation has: platforms, supervised, shared, by users, signed out | screen groups
LBL-04 C Who leaves a group loses what came with it
LBL-05 C When membership is worked out
LBL-06 C An attribute that is used is not deleted, and what uses it is named
LBL-07 C Two rules: all profiles land, of some types only the first
LBL-08 U Groups are searched by name and description | screen groups
LBL-09 U Warnings about groups that users can leave by themselves
LBL-10 U Who may change groups is a question of roles | screen settings/:section?
`;

const POLICIES = `
POL-01 C Of one type only one policy counts where a device can have one
POL-02 C Name, state, priority and description of each policy | screen policies/:policyId/:tab?
POL-03 C The highest active policy whose group holds the device counts
POL-04 C What holds where no policy says otherwise
POL-05 C Assigning, how many devices, which still wait, as a list | screen policies/:policyId/:tab?
POL-06 C State of each policy on each device | screen devices/:deviceId/:tab?/:item?
POL-07 U What each key needs is beside it
POL-08 C Files of policies with passwords and certificates encrypted by a password, in and out
POL-09 U Profiles encrypted for the device that gets them
POL-10 C What was changed, before and after | screen policies/:policyId/:tab?
POL-11 C Make, change, copy and delete; what is deleted leaves devices | screen policies
POL-20 C Passcode rules, Activation Lock, only known networks | key com.apple.mobiledevice.passwordpolicy, key com.apple.applicationaccess/forceWiFiToAllowedNetworksOnly
POL-21 C A new passcode on the next sign-in of a Mac, for one user or all | key com.apple.mobiledevice.passwordpolicy/changeAtNextAuth
POL-22 U What the server asks of devices, and telling people
POL-23 C How often devices are woken to report
POL-24 C FileVault on Macs | key com.apple.MCX.FileVault2
POL-25 C The recovery key comes here, encrypted, and is shown when asked for | key com.apple.security.FDERecoveryKeyEscrow
POL-26 C Whether a disk is encrypted, and by which keys | command SecurityInfo
POL-27 U Nobody gets around Gatekeeper in the Finder | key com.apple.systempolicy.managed/DisableOverride
POL-28 C Which apps Gatekeeper lets run | key com.apple.systempolicy.control/EnableAssessment, key com.apple.systempolicy.control/AllowIdentifiedDevelopers
POL-29 U Rules that let Gatekeeper make exceptions | key com.apple.systempolicy.rule/Requirement
POL-30 C Firewall of Macs | key com.apple.security.firewall
POL-31 C Activation Lock is allowed or not, its bypass code is kept | command ActivationLockBypassCode
POL-32 C The bypass code is shown for typing, and cleared | command ClearActivationLockBypassCode
POL-33 C Only networks of profiles, not before one is there
POL-40 C Single-app mode, not before the app is there | key com.apple.app.lock/App.Identifier
POL-41 C What single-app mode switches, and what users may | key com.apple.app.lock/App.Options, key com.apple.app.lock/App.UserEnabledOptions
POL-42 C Global proxy, with a question before | key com.apple.proxy.http.global
POL-43 U Cellular | key com.apple.cellular
POL-44 U Cellular plans are read anew | command RefreshCellularPlans
POL-45 C Wallpaper for home and lock screen | command Settings
POL-46 C Accessibility | command Settings
POL-47 C Device names by pattern, set again when changed | command Settings
POL-48 C Home screen layout | key com.apple.homescreenlayout
POL-49 C Message on the lock screen | key com.apple.shareddeviceconfiguration
POL-50 C Notifications of each app | key com.apple.notificationsettings
POL-51 U Remote control of Apple TV | key com.apple.tvremote
POL-52 U Message of conference rooms | key com.apple.conferenceroomdisplay
POL-53 U What holds for apps where no app says otherwise
POL-60 C Updates to the newest or a certain version | screen updates
POL-61 C Updates of Macs | command ScheduleOSUpdate
POL-62 C Updates at certain hours only
POL-63 U Which of several updates users are offered | command Settings
POL-64 U Asking for updates can be switched off
POL-65 C How far updates are | screen updates/:ruleId
POL-66 U Rapid security responses are seen
`;

const CONFIGURATIONS = `
CONF-01 C List with type, assignment, devices, those that wait | screen policies
CONF-02 C Made by type and form, then assigned | screen policies
CONF-03 C A change reaches devices, a description alone does not
CONF-04 C State on each device | screen devices/:deviceId/:tab?/:item?
CONF-05 C Files in and out
CONF-06 C What the server itself installs is shown and kept apart
CONF-07 C Rights of the enrollment profile | screen enrollment/:section?/:id?
CONF-08 C What changing these rights does
CONF-09 C What a user removed comes again
CONF-10 C A changed value of a person reaches exactly what uses it
CONF-11 U DNS proxy | key com.apple.dnsProxy.managed
CONF-12 C Encrypted DNS | key com.apple.dnsSettings.managed
CONF-13 C All kinds of configuration in one catalogue
CONF-15 C Device or user channel on Macs
CONF-16 U Passwords of people are not kept unless asked
CONF-17 U What is typed as a password is hidden from all
`;

const COMPLIANCE = `
CMP-01 C How often everything is checked
CMP-02 C Checked when a device reports, by time and on demand
CMP-03 C Conditions built in: silent, compromised, unencrypted, old system
CMP-04 C What each action does on which platform
CMP-05 C An alert is the action where nothing is chosen
CMP-06 C Actions with their fields | screen compliance/rules/:ruleId
CMP-07 C Up to 20 tiers with delays, none early
CMP-08 C Messages of tiers with variables and languages
CMP-09 C How often and to whom alerts go
CMP-11 C Rules with name, state, condition and actions | screen compliance/:view?
CMP-12 C Rules hold for groups
CMP-13 C Lists are searched and filtered, several deleted at once | screen compliance/:view?
CMP-14 C Rules ask for every field that filters know
CMP-15 C Who is quarantined is seen, and what was removed
CMP-16 C What was taken comes back when a device complies
CMP-20 C A violation is an event
CMP-21 C Roles
CMP-22 U A rule about silent devices to begin with
E-34 C Policy violations are alerts, one for each device, that say which
E-36 C Out of policy for a number of days
E-37 C Passcode is missing or too weak
L-15 C A reason asked for before changes | screen settings/:section?
E-46 U A device that was erased and comes back from a backup
CMP-23 U Why an action may take a while is said
`;

const EMAIL = `
EML-01 C Exchange accounts | key com.apple.eas.account, key com.apple.ews.account
EML-02 C IMAP and POP accounts | key com.apple.mail.managed
EML-03 U S/MIME | key com.apple.eas.account/SMIMESigningEnabled, key com.apple.mail.managed/SMIMEEncryptByDefault
EML-04 U Certificates for S/MIME from files of people
EML-05 C OAuth for Exchange | key com.apple.eas.account/OAuthSignInURL, key com.apple.eas.account/OAuthTokenRequestURL
EML-06 U Which app calls contacts | key com.apple.eas.account/CommunicationServiceRules.DefaultServiceHandlers.AudioCall
EML-07 C What is synchronised, and what users may change | key com.apple.eas.account/EnableMail, key com.apple.eas.account/EnableMailUserOverridable
EML-08 C On shared devices only certificates of users
EML-11 C Calendars and contacts | key com.apple.caldav.account, key com.apple.carddav.account
`;

const WIFI = `
WIFI-01 C Every kind of Wi-Fi security | key com.apple.wifi.managed/EncryptionType
WIFI-02 C Name, hidden, joined by itself | key com.apple.wifi.managed/SSID_STR, key com.apple.wifi.managed/HIDDEN_NETWORK, key com.apple.wifi.managed/AutoJoin
WIFI-03 C Enterprise Wi-Fi | key com.apple.wifi.managed/EAPClientConfiguration
WIFI-04 C Proxies | key com.apple.wifi.managed/ProxyType, key com.apple.wifi.managed/ProxyPACURL
WIFI-05 C Captive networks and private addresses | key com.apple.wifi.managed/CaptiveBypass, key com.apple.wifi.managed/DisableAssociationMACRandomization
WIFI-06 U Quality of service | key com.apple.wifi.managed/QoSMarkingPolicy
WIFI-07 U Priority: Apple has no key for it
WIFI-08 C Names that differ in case only are refused
WIFI-09 C For the Mac or for its user | key com.apple.wifi.managed/SetupModes
WIFI-10 U Passwords of people are not kept unless asked
WIFI-11 C Variables in Wi-Fi
`;

const VPN = `
VPN-01 C IKEv2 | key com.apple.vpn.managed/IKEv2
VPN-02 U Always-on VPN | key com.apple.vpn.managed/AlwaysOn
VPN-03 U IPSec | key com.apple.vpn.managed/IPSec
VPN-04 U L2TP | key com.apple.vpn.managed/PPP, key com.apple.vpn.managed/IPv4
VPN-06 C VPN of any app | key com.apple.vpn.managed/VPNSubType, key com.apple.vpn.managed/VendorConfig
VPN-07 U Check Point Capsule
VPN-08 U Cisco AnyConnect | key com.apple.vpn.managed/VendorConfig.Group
VPN-09 U Cisco AnyConnect of old
VPN-10 U F5
VPN-11 U Pulse Secure | key com.apple.vpn.managed/VendorConfig.Realm, key com.apple.vpn.managed/VendorConfig.Role
VPN-12 U GlobalProtect
VPN-13 U SonicWall | key com.apple.vpn.managed/VendorConfig.LoginGroupOrDomain
VPN-14 U NetMotion
VPN-17 C Rules for connecting on demand | key com.apple.vpn.managed/VPN.OnDemandRules
VPN-18 C Domains of apps | key com.apple.vpn.managed.applayer/SafariDomains, key com.apple.vpn.managed.applayer/MailDomains
VPN-19 C VPN of single apps | key com.apple.vpn.managed.applayer/VPNUUID
VPN-20 C Proxies of a VPN | key com.apple.vpn.managed/Proxies
VPN-21 C Devices enrolled by their users have VPN of single apps only
`;

const CERTIFICATES = `
CERT-01 C Certificates of the server | screen settings/:section?
CERT-03 C Its own authority, or one below another
CERT-04 C Roots and chains for devices | key com.apple.security.root, key com.apple.security.pem
CERT-05 C Identities that other payloads use
CERT-06 C Issued when they are delivered
CERT-07 C A test certificate before it counts
CERT-08 C Of a person or of a device
CERT-09 C Keys kept here when asked
CERT-10 C Renewed before they expire
CERT-11 C Revoked
CERT-12 C List of certificates with their owners
CERT-13 U Who changed what
CERT-20 C A root of our own
CERT-21 C What certificates say
CERT-22 C An authority below another
CERT-23 C Revocation lists
CERT-24 C Names are checked
CERT-30 C From the built-in authority
CERT-31 C SCEP | key com.apple.security.scep
CERT-32 U SCEP of others
CERT-33 U Chains of SCEP servers
CERT-34 U Kerberos for SCEP and LDAP | screen settings/:section?
CERT-35 U ACME | key com.apple.security.acme
CERT-36 C One identity for many, from a file | key com.apple.security.pkcs12
CERT-37 U Identities that people bring
CERT-50 C Devices show their certificate at every message
CERT-51 C What is in that certificate
CERT-52 C A new authority without losing devices
CERT-53 C When it is renewed
CERT-56 U Certificates that devices check for revocation | key com.apple.security.certificaterevocation
CERT-57 U Certificate transparency | key com.apple.security.certificatetransparency
CERT-58 U Who reaches the console
`;

const VARIABLES = `
VAR-01 C One way to write variables, in every form
VAR-02 C Of the user who is signed in
`;

export const ROW_CHAPTERS: readonly RowChapter[] = [
  { title: 'Groups', rows: LABELS },
  { title: 'Policies', rows: POLICIES },
  { title: 'Configurations', rows: CONFIGURATIONS },
  { title: 'Compliance', rows: COMPLIANCE },
  { title: 'E-mail', rows: EMAIL },
  { title: 'Wi-Fi', rows: WIFI },
  { title: 'VPN', rows: VPN },
  { title: 'Certificates', rows: CERTIFICATES },
  { title: 'Variables', rows: VARIABLES },
  { title: 'Settings of all platforms and single sign-on', rows: SETTINGS },
  { title: 'Settings of iPhones, iPads and Apple TVs', rows: MOBILE },
  { title: 'Settings of Macs', rows: MAC },
  { title: 'Restrictions of iPhones, iPads and Apple TVs', rows: MOBILE_RESTRICTIONS },
  { title: 'Restrictions of Macs', rows: MAC_RESTRICTIONS },
];
