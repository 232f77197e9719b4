/*
 * Apps by their bundle identifiers: those of Apple that people put on home screens, into single-app mode and on lists.
 */

/** Bundle identifiers of Apple's apps on iPhone and iPad, with their names. */
export const APPLE_APPS: Readonly<Record<string, string>> = {
  'com.apple.AppStore': 'App Store',
  'com.apple.iBooks': 'Books',
  'com.apple.calculator': 'Calculator',
  'com.apple.mobilecal': 'Calendar',
  'com.apple.camera': 'Camera',
  'com.apple.clips': 'Clips',
  'com.apple.mobiletimer': 'Clock',
  'com.apple.compass': 'Compass',
  'com.apple.MobileAddressBook': 'Contacts',
  'com.apple.facetime': 'FaceTime',
  'com.apple.DocumentsApp': 'Files',
  'com.apple.findmy': 'Find My',
  'com.apple.freeform': 'Freeform',
  'com.apple.gamecenter': 'Games',
  'com.apple.mobilegarageband': 'GarageBand',
  'com.apple.Health': 'Health',
  'com.apple.Home': 'Home',
  'com.apple.iMovie': 'iMovie',
  'com.apple.MobileStore': 'iTunes Store',
  'com.apple.itunesu': 'iTunes U',
  'com.apple.journal': 'Journal',
  'com.apple.Keynote': 'Keynote',
  'com.apple.Magnifier': 'Magnifier',
  'com.apple.mobilemail': 'Mail',
  'com.apple.Maps': 'Maps',
  'com.apple.measure': 'Measure',
  'com.apple.MobileSMS': 'Messages',
  'com.apple.Music': 'Music',
  'com.apple.news': 'News',
  'com.apple.mobilenotes': 'Notes',
  'com.apple.Numbers': 'Numbers',
  'com.apple.Pages': 'Pages',
  'com.apple.Passwords': 'Passwords',
  'com.apple.mobilephone': 'Phone',
  'com.apple.Photo-Booth': 'Photo Booth',
  'com.apple.mobileslideshow': 'Photos',
  'com.apple.podcasts': 'Podcasts',
  'com.apple.Playgrounds': 'Swift Playground',
  'com.apple.reminders': 'Reminders',
  'com.apple.mobilesafari': 'Safari',
  'com.apple.schoolwork.ClassKitApp': 'Schoolwork',
  'com.apple.classroom': 'Classroom',
  'com.apple.Preferences': 'Settings',
  'com.apple.shortcuts': 'Shortcuts',
  'com.apple.stocks': 'Stocks',
  'com.apple.tips': 'Tips',
  'com.apple.Translate': 'Translate',
  'com.apple.tv': 'TV',
  'com.apple.VoiceMemos': 'Voice Memos',
  'com.apple.Passbook': 'Wallet',
  'com.apple.weather': 'Weather',
};

/** Apps that bring a VPN, by what VPNSubType says. */
const VPN_APPS: Readonly<Record<string, string>> = {
  'com.arubanetworks.aruba-via.vpnplugin': 'Aruba VIA',
  'com.checkpoint.CheckPoint-VPN.vpnplugin': 'Check Point Capsule',
  'com.cisco.anyconnect': 'Cisco Secure Client (AnyConnect)',
  'com.cisco.anyconnect.applevpn.plugin': 'Cisco AnyConnect (old)',
  'com.f5.access.ios': 'F5 Access',
  'com.f5.F5-Edge-Client.vpnplugin': 'F5 SSL (old)',
  'com.netmotionwireless.Mobility': 'NetMotion Mobility',
  'com.paloaltonetworks.globalprotect.vpn': 'Palo Alto GlobalProtect',
  'net.pulsesecure.pulsesecure': 'Pulse Secure',
  'net.juniper.sslvpn': 'Juniper SSL (old)',
  'com.sonicwall.SonicWALL-SSLVPN.vpnplugin': 'SonicWall Mobile Connect',
  'com.wireguard.ios': 'WireGuard (iPhone, iPad)',
  'com.wireguard.macos': 'WireGuard (Mac)',
};

/** What an app is called; its bundle identifier when nobody knows. */
export function appName(bundleId: string): string {
  return Object.hasOwn(APPLE_APPS, bundleId) ? (APPLE_APPS[bundleId] ?? bundleId) : bundleId;
}

const APP_KEYS = /^(?:BundleI[dD]|BundleIdentifier|bundleIdentifier|TargetApplicationBundleIdentifier)$/;

/** Whether a key names an app. In single-app mode it is just `Identifier`. */
function namesApp(key: string, payloadType: string): boolean {
  return APP_KEYS.test(key) || (payloadType === 'com.apple.app.lock' && key === 'Identifier');
}

/** Apps a key can name, by their identifiers; undefined for keys that name none. */
export function appsFor(key: string, payloadType: string): Readonly<Record<string, string>> | undefined {
  if (key === 'VPNSubType') return VPN_APPS;
  return namesApp(key, payloadType) ? APPLE_APPS : undefined;
}

/** Whether a list of texts names apps. */
export const namesApps = (key: string): boolean => /Bundle(?:ID|Identifier)s$|AppIDs$/.test(key);

/** What there is to choose from, as selects take it. */
export const APP_CHOICES: readonly { readonly value: string; readonly label: string }[] = Object.entries(APPLE_APPS)
  .map(([value, name]) => ({ value, label: name }))
  .sort((a, b) => a.label.localeCompare(b.label));
