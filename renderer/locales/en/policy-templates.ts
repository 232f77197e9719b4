/** What policies begin with: ready-made contents. */
export const policyTemplateTexts = {
  begin: 'Begin with nothing',
  fallbacks: 'Begin with the default values',
  fallbackText: 'Begins with the values that hold otherwise.',
  untitled: 'Untitled profile',
  setting: {
    title: 'Settings',
    text: 'Wallpaper, name, Bluetooth, time zone and others that commands give.',
  },
  groups: {
    school: 'School and kiosk',
    networks: 'Networks',
    accounts: 'Accounts',
    vpn: 'VPN',
    vpnApps: 'VPN of one maker',
  },
  names: {
    blank: {
      title: 'Blank profile',
      text: 'Put it together from any payloads.',
    },
    kiosk: {
      title: 'Kiosk iPad',
      text: 'One app in front, and nothing else to be done.',
    },
    exam: {
      title: 'Exam',
      text: 'No help from dictionaries, Siri, AirDrop or messages; one app.',
    },
    classroom: {
      title: 'Classroom',
      text: 'Restrictions for pupils, a home screen, calm notifications.',
    },
    'shared-mac': {
      title: 'Shared Mac',
      text: 'Login window, no guests, screen locks.',
    },
    passcode: {
      title: 'Passcode',
      text: 'Six digits at least, locks after five minutes.',
    },
    'web-filter': {
      title: 'Web filter',
      text: 'The built-in filter with a list of its own.',
    },
    'web-clip': {
      title: 'Web clip',
      text: 'A website on the home screen.',
    },
    wifi: {
      title: 'Wi-Fi with password',
      text: 'A network everybody joins with one password.',
    },
    'wifi-certificate': {
      title: 'Wi-Fi with certificate',
      text: 'Each device gets a certificate and signs in with it.',
    },
    mail: {
      title: 'E-mail',
      text: 'IMAP with the address of each person.',
    },
    exchange: {
      title: 'Exchange',
      text: 'Exchange or Microsoft 365, signing in by web page.',
    },
    'vpn-ikev2': {
      title: 'IKEv2',
      text: 'Built in; the usual choice.',
    },
    'vpn-always-on': {
      title: 'Always on',
      text: 'All traffic of supervised devices, over IKEv2.',
    },
    'vpn-ipsec': {
      title: 'Cisco IPsec',
      text: 'With a shared secret and a group name.',
    },
    'vpn-l2tp': {
      title: 'L2TP',
      text: 'For older servers.',
    },
    'vpn-app': {
      title: 'By an app',
      text: 'Any maker’s app, by its identifier.',
    },
    'vpn-per-app': {
      title: 'For some apps only',
      text: 'Managed apps and chosen websites go through it.',
    },
    'vpn-check-point': {
      title: 'Check Point Capsule',
      text: 'Capsule Connect, and its client on Macs.',
    },
    'vpn-anyconnect': {
      title: 'Cisco Secure Client',
      text: 'AnyConnect on iPhone and iPad, with its group.',
    },
    'vpn-anyconnect-legacy': {
      title: 'Cisco AnyConnect (older)',
      text: 'On Macs, and iPhone and iPad up to iOS 12.',
    },
    'vpn-f5': {
      title: 'F5 Access',
      text: 'On iPhone and iPad.',
    },
    'vpn-f5-edge': {
      title: 'F5 Edge Client',
      text: 'On Macs, and older iPhone and iPad.',
    },
    'vpn-pulse': {
      title: 'Ivanti (Pulse Secure)',
      text: 'With realm and role.',
    },
    'vpn-juniper': {
      title: 'Juniper SSL',
      text: 'Older; Pulse Secure followed it.',
    },
    'vpn-globalprotect': {
      title: 'Palo Alto GlobalProtect',
      text: 'The app from version 5.',
    },
    'vpn-sonicwall': {
      title: 'SonicWall Mobile Connect',
      text: 'With login group or domain.',
    },
    'vpn-netmotion': {
      title: 'NetMotion Mobility',
      text: 'On iPhone and iPad.',
    },
  },
} as const;
