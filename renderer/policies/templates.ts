import type { PlistValue } from '../../shared/catalogue/index.ts';
import type { Profile } from './editor/draft.ts';
import { withPayload, withValue } from './editor/edits.ts';
import { VPN_APP_TEMPLATES, type VpnAppTemplate, vpnAppPart } from './vpn-app-templates.ts';

/*
 * Profiles to begin with. They hold what cannot be known here as empty or as a placeholder that the checks point at.
 */

/** One payload of a template; `refers` puts the PayloadUUID of another one (by its position) under a key. */
interface Part {
  readonly id: string;
  readonly given: Readonly<Record<string, PlistValue>>;
  readonly refers?: readonly { readonly path: readonly string[]; readonly to: number; readonly list?: true }[];
}

const TEMPLATE_PARTS = {
  blank: [],
  kiosk: [
    {
      id: 'com.apple.app.lock',
      given: { App: { Identifier: 'com.apple.mobilesafari', Options: { DisableAutoLock: true } } },
    },
    {
      id: 'com.apple.applicationaccess',
      given: {
        allowAppRemoval: false,
        allowUIConfigurationProfileInstallation: false,
        allowEraseContentAndSettings: false,
      },
    },
  ],
  exam: [
    {
      id: 'com.apple.applicationaccess',
      given: {
        allowAirDrop: false,
        allowAssistant: false,
        allowAutoCorrection: false,
        allowChat: false,
        allowDefinitionLookup: false,
        allowDictation: false,
        allowKeyboardShortcuts: false,
        allowPredictiveKeyboard: false,
        allowScreenShot: false,
        allowSpellCheck: false,
        allowWritingTools: false,
        allowContinuousPathKeyboard: false,
      },
    },
    { id: 'com.apple.app.lock', given: { App: { Identifier: 'com.example.exam' } } },
  ],
  classroom: [
    {
      id: 'com.apple.applicationaccess',
      given: {
        allowAccountModification: false,
        allowDeviceNameModification: false,
        allowEraseContentAndSettings: false,
        allowExplicitContent: false,
        allowPasscodeModification: false,
        allowUIConfigurationProfileInstallation: false,
        forceClassroomAutomaticallyJoinClasses: true,
        forceClassroomUnpromptedAppAndDeviceLock: true,
        forceClassroomUnpromptedScreenObservation: true,
        allowRemoteScreenObservation: true,
        enforcedSoftwareUpdateDelay: 30,
        forceDelayedSoftwareUpdates: true,
      },
    },
    {
      id: 'com.apple.homescreenlayout',
      given: {
        Dock: [
          { Type: 'Application', BundleID: 'com.apple.mobilesafari' },
          { Type: 'Application', BundleID: 'com.apple.MobileSMS' },
        ],
        Pages: [
          [
            { Type: 'Application', BundleID: 'com.apple.camera' },
            { Type: 'Application', BundleID: 'com.apple.mobilenotes' },
          ],
        ],
      },
    },
    {
      id: 'com.apple.notificationsettings',
      given: {
        NotificationSettings: [
          { BundleIdentifier: 'com.apple.news', NotificationsEnabled: false },
          { BundleIdentifier: 'com.apple.AppStore', NotificationsEnabled: false },
        ],
      },
    },
  ],
  'shared-mac': [
    {
      id: 'com.apple.loginwindow',
      given: { SHOWFULLNAME: true, DisableConsoleAccess: true, LoginwindowText: 'Property of the school' },
    },
    { id: 'com.apple.MCX(Accounts)', given: { DisableGuestAccount: true } },
    { id: 'com.apple.screensaver', given: { idleTime: 600, askForPassword: true, askForPasswordDelay: 5 } },
    {
      id: 'com.apple.applicationaccess',
      given: {
        allowCloudDesktopAndDocuments: false,
        allowPasscodeModification: false,
        allowEraseContentAndSettings: false,
      },
    },
  ],
  passcode: [
    {
      id: 'com.apple.mobiledevice.passwordpolicy',
      given: { forcePIN: true, allowSimple: false, minLength: 6, maxInactivity: 5, maxFailedAttempts: 10 },
    },
  ],
  wifi: [
    {
      id: 'com.apple.wifi.managed',
      given: { SSID_STR: 'School', EncryptionType: 'WPA2', AutoJoin: true, ProxyType: 'None' },
    },
  ],
  'wifi-certificate': [
    { id: 'com.apple.security.root', given: { PayloadContent: new Uint8Array() } },
    {
      id: 'com.apple.security.scep',
      // The authority of this server; any other can be chosen.
      given: {
        cartwright: {
          source: 'authority-scep',
          holder: 'device',
          subject: 'CN=$DEVICE_SN$',
          names: {},
          days: 365,
          renewDays: 30,
          usage: 'both',
          keySize: 2048,
        },
      },
    },
    {
      id: 'com.apple.wifi.managed',
      given: {
        SSID_STR: 'School',
        EncryptionType: 'WPA2',
        AutoJoin: true,
        EAPClientConfiguration: { AcceptEAPTypes: [13], TLSTrustedServerNames: ['radius.example.com'] },
      },
      refers: [
        { path: ['PayloadCertificateUUID'], to: 1 },
        { path: ['EAPClientConfiguration', 'PayloadCertificateAnchorUUID'], to: 0, list: true },
      ],
    },
  ],
  mail: [
    {
      id: 'com.apple.mail.managed',
      given: {
        EmailAccountDescription: 'Mail',
        EmailAccountName: '$DISPLAY_NAME$',
        EmailAccountType: 'EmailTypeIMAP',
        EmailAddress: '$EMAIL$',
        IncomingMailServerAuthentication: 'EmailAuthPassword',
        IncomingMailServerHostName: 'imap.example.com',
        IncomingMailServerPortNumber: 993,
        IncomingMailServerUseSSL: true,
        IncomingMailServerUsername: '$EMAIL$',
        OutgoingMailServerAuthentication: 'EmailAuthPassword',
        OutgoingMailServerHostName: 'smtp.example.com',
        OutgoingMailServerPortNumber: 587,
        OutgoingMailServerUseSSL: true,
        OutgoingMailServerUsername: '$EMAIL$',
        OutgoingPasswordSameAsIncomingPassword: true,
      },
    },
  ],
  exchange: [
    {
      id: 'com.apple.eas.account',
      given: {
        Host: 'outlook.office365.com',
        EmailAddress: '$EMAIL$',
        UserName: '$EMAIL$',
        SSL: true,
        OAuth: true,
        MailNumberOfPastDaysToSync: 7,
      },
    },
  ],
  'vpn-ikev2': [
    {
      id: 'com.apple.vpn.managed',
      given: {
        UserDefinedName: 'VPN',
        VPNType: 'IKEv2',
        IKEv2: {
          RemoteAddress: 'vpn.example.com',
          RemoteIdentifier: 'vpn.example.com',
          LocalIdentifier: '$EMAIL$',
          AuthenticationMethod: 'None',
          ExtendedAuthEnabled: 1,
          AuthName: '$USERID$',
          DeadPeerDetectionRate: 'Medium',
          EnablePFS: 1,
        },
      },
    },
  ],
  'vpn-always-on': [
    {
      id: 'com.apple.vpn.managed',
      given: {
        UserDefinedName: 'VPN',
        VPNType: 'AlwaysOn',
        AlwaysOn: {
          UIToggleEnabled: 0,
          TunnelConfigurations: [
            {
              ProtocolType: 'IKEv2',
              Interfaces: ['Cellular', 'WiFi'],
              RemoteAddress: 'vpn.example.com',
              RemoteIdentifier: 'vpn.example.com',
              LocalIdentifier: '$DEVICE_SN$',
              AuthenticationMethod: 'SharedSecret',
            },
          ],
        },
      },
    },
  ],
  'vpn-ipsec': [
    {
      id: 'com.apple.vpn.managed',
      given: {
        UserDefinedName: 'VPN',
        VPNType: 'IPSec',
        IPSec: {
          RemoteAddress: 'vpn.example.com',
          AuthenticationMethod: 'SharedSecret',
          LocalIdentifier: 'group',
          LocalIdentifierType: 'KeyID',
          XAuthEnabled: 1,
          XAuthName: '$USERID$',
        },
      },
    },
  ],
  'vpn-l2tp': [
    {
      id: 'com.apple.vpn.managed',
      given: {
        UserDefinedName: 'VPN',
        VPNType: 'L2TP',
        PPP: { CommRemoteAddress: 'vpn.example.com', AuthName: '$USERID$' },
        IPSec: { AuthenticationMethod: 'SharedSecret' },
        IPv4: { OverridePrimary: 1 },
      },
    },
  ],
  'vpn-app': [
    {
      id: 'com.apple.vpn.managed',
      given: {
        UserDefinedName: 'VPN',
        VPNType: 'VPN',
        VPNSubType: 'com.example.vpn',
        VPN: { RemoteAddress: 'vpn.example.com', AuthName: '$USERID$', AuthenticationMethod: 'Password' },
      },
    },
  ],
  'vpn-per-app': [
    {
      id: 'com.apple.vpn.managed.applayer',
      given: {
        UserDefinedName: 'VPN',
        VPNType: 'VPN',
        VPNSubType: 'com.example.vpn',
        VPNUUID: '$CONFIG_UUID$',
        OnDemandMatchAppEnabled: true,
        SafariDomains: ['intranet.example.com'],
        VPN: {
          RemoteAddress: 'vpn.example.com',
          AuthName: '$USERID$',
          AuthenticationMethod: 'Password',
          ProviderType: 'app-proxy',
        },
      },
    },
  ],
  'web-filter': [
    {
      id: 'com.apple.webcontent-filter',
      given: { FilterType: 'BuiltIn', AutoFilterEnabled: true, DenyListURLs: ['https://example.com'] },
    },
  ],
  'web-clip': [
    {
      id: 'com.apple.webClip.managed',
      given: { Label: 'School', URL: 'https://www.example.com', IsRemovable: false, FullScreen: true },
    },
  ],
} as const satisfies Readonly<Record<string, readonly Part[]>>;

export type TemplateName = keyof typeof TEMPLATE_PARTS | VpnAppTemplate;

/** Templates by what they are for, in the order they are offered. */
export const TEMPLATE_GROUPS = {
  school: ['kiosk', 'exam', 'classroom', 'shared-mac', 'passcode', 'web-filter', 'web-clip'],
  networks: ['wifi', 'wifi-certificate'],
  accounts: ['mail', 'exchange'],
  vpn: ['vpn-ikev2', 'vpn-always-on', 'vpn-ipsec', 'vpn-l2tp', 'vpn-app', 'vpn-per-app'],
  vpnApps: VPN_APP_TEMPLATES,
} as const satisfies Readonly<Record<string, readonly TemplateName[]>>;

export const isTemplate = (name: string | undefined): name is TemplateName =>
  name !== undefined && (Object.hasOwn(TEMPLATE_PARTS, name) || isVpnApp(name));

const isVpnApp = (name: string): name is VpnAppTemplate => (VPN_APP_TEMPLATES as readonly string[]).includes(name);

/**
 * A new profile made from a template.
 *
 * @param title its name for people
 * @param titleOf what payloads are called, by id
 * @param newUuid makes UUIDs in capitals
 */
export function profileFrom(
  template: TemplateName,
  title: string,
  titleOf: (payloadId: string) => string,
  newUuid: () => string,
): Profile {
  let profile: Profile = {
    PayloadType: 'Configuration',
    PayloadVersion: 1,
    PayloadIdentifier: `cartwright.${template}.${newUuid().slice(-12).toLowerCase()}`,
    PayloadUUID: newUuid(),
    PayloadDisplayName: title,
    PayloadContent: [],
  };
  const uuids: string[] = [];
  const parts: readonly Part[] = isVpnApp(template) ? [vpnAppPart(template)] : TEMPLATE_PARTS[template];
  for (const { id, given } of parts) {
    const uuid = newUuid();
    uuids.push(uuid);
    profile = withPayload(profile, id, titleOf(id), () => uuid, given).profile;
  }
  for (const [index, { refers }] of parts.entries()) {
    for (const { path, to, list } of refers ?? []) {
      const uuid = uuids[to] ?? '';
      profile = withValue(profile, ['PayloadContent', index, ...path], list === true ? [uuid] : uuid);
    }
  }
  return profile;
}
