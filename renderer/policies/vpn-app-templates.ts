import type { PlistValue } from '../../shared/catalogue/index.ts';

/*
 * VPN of well-known apps. VPNSubType is what Apple's page about VPN names, or what the maker's page does; what the maker's
 * dictionary begins with is what its server calls them unless somebody renamed it.
 */

interface VpnApp {
  readonly subType: string;
  /** Of `VendorConfig`: the keys Apple documents for this maker. */
  readonly vendor?: Readonly<Record<string, PlistValue>>;
}

const VPN_APPS = {
  'vpn-check-point': { subType: 'com.checkpoint.CheckPoint-VPN.vpnplugin' },
  'vpn-anyconnect': { subType: 'com.cisco.anyconnect', vendor: { Group: 'DefaultWEBVPNGroup' } },
  'vpn-anyconnect-legacy': {
    subType: 'com.cisco.anyconnect.applevpn.plugin',
    vendor: { Group: 'DefaultWEBVPNGroup' },
  },
  'vpn-f5': { subType: 'com.f5.access.ios' },
  'vpn-f5-edge': { subType: 'com.f5.F5-Edge-Client.vpnplugin' },
  'vpn-pulse': { subType: 'net.pulsesecure.pulsesecure', vendor: { Realm: 'Users', Role: 'Users' } },
  'vpn-juniper': { subType: 'net.juniper.sslvpn', vendor: { Realm: 'Users', Role: 'Users' } },
  'vpn-globalprotect': { subType: 'com.paloaltonetworks.globalprotect.vpn' },
  'vpn-sonicwall': {
    subType: 'com.sonicwall.SonicWALL-SSLVPN.vpnplugin',
    vendor: { LoginGroupOrDomain: 'LocalDomain' },
  },
  // Of iOS as far as known; the maker's app for Macs is com.netmotionwireless.MobilityOSX.
  'vpn-netmotion': { subType: 'com.netmotionwireless.Mobility' },
} as const satisfies Readonly<Record<string, VpnApp>>;

export type VpnAppTemplate = keyof typeof VPN_APPS;

/** In the order they are offered. */
export const VPN_APP_TEMPLATES = Object.keys(VPN_APPS) as readonly VpnAppTemplate[];

/** The one payload of such a template. */
export function vpnAppPart(name: VpnAppTemplate): {
  readonly id: string;
  readonly given: Readonly<Record<string, PlistValue>>;
} {
  const { subType, vendor }: VpnApp = VPN_APPS[name];
  return {
    id: 'com.apple.vpn.managed',
    given: {
      UserDefinedName: 'VPN',
      VPNType: 'VPN',
      VPNSubType: subType,
      // The password stays away: devices ask the person for it.
      VPN: { RemoteAddress: 'vpn.example.com', AuthName: '$USERID$', AuthenticationMethod: 'Password' },
      VendorConfig: vendor ?? {},
    },
  };
}
