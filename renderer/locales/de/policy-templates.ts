/** What policies begin with: ready-made contents. */
export const policyTemplateTexts = {
  begin: 'Mit nichts beginnen',
  fallbacks: 'Mit den Standardwerten beginnen',
  fallbackText: 'Beginnt mit den Werten, die sonst gelten.',
  untitled: 'Unbenanntes Profil',
  setting: {
    title: 'Einstellungen',
    text: 'Hintergrundbild, Name, Bluetooth, Zeitzone und andere, die Befehle geben.',
  },
  groups: {
    school: 'Schule und Kiosk',
    networks: 'Netzwerke',
    accounts: 'Accounts',
    vpn: 'VPN',
    vpnApps: 'VPN eines Herstellers',
  },
  names: {
    blank: {
      title: 'Leeres Profil',
      text: 'Aus beliebigen Teilen zusammenstellen.',
    },
    kiosk: {
      title: 'Kiosk-iPad',
      text: 'Eine App im Vordergrund und sonst nichts.',
    },
    exam: {
      title: 'Prüfung',
      text: 'Keine Hilfe durch Wörterbuch, Siri, AirDrop oder Nachrichten; eine App.',
    },
    classroom: {
      title: 'Klassenzimmer',
      text: 'Einschränkungen für Schüler, ein Home-Bildschirm, ruhige Mitteilungen.',
    },
    'shared-mac': {
      title: 'Gemeinsamer Mac',
      text: 'Anmeldefenster, keine Gäste, Bildschirm sperrt sich.',
    },
    passcode: {
      title: 'Code',
      text: 'Mindestens sechs Zeichen, sperrt nach fünf Minuten.',
    },
    'web-filter': {
      title: 'Webfilter',
      text: 'Der eingebaute Filter mit einer eigenen Liste.',
    },
    'web-clip': {
      title: 'Webclip',
      text: 'Eine Website auf dem Home-Bildschirm.',
    },
    wifi: {
      title: 'WLAN mit Passwort',
      text: 'Ein Netz, dem alle mit einem Passwort beitreten.',
    },
    'wifi-certificate': {
      title: 'WLAN mit Zertifikat',
      text: 'Jedes Gerät bekommt ein Zertifikat und meldet sich damit an.',
    },
    mail: {
      title: 'E-Mail',
      text: 'IMAP mit der Adresse jeder Person.',
    },
    exchange: {
      title: 'Exchange',
      text: 'Exchange oder Microsoft 365, Anmeldung über eine Webseite.',
    },
    'vpn-ikev2': {
      title: 'IKEv2',
      text: 'Eingebaut; die übliche Wahl.',
    },
    'vpn-always-on': {
      title: 'Immer an',
      text: 'Aller Verkehr betreuter Geräte, über IKEv2.',
    },
    'vpn-ipsec': {
      title: 'Cisco-IPsec',
      text: 'Mit gemeinsamem Geheimnis und Gruppenname.',
    },
    'vpn-l2tp': {
      title: 'L2TP',
      text: 'Für ältere Server.',
    },
    'vpn-app': {
      title: 'Über eine App',
      text: 'Die App jedes Herstellers, über ihre Kennung.',
    },
    'vpn-per-app': {
      title: 'Nur für einige Apps',
      text: 'Verwaltete Apps und gewählte Websites gehen hindurch.',
    },
    'vpn-check-point': {
      title: 'Check Point Capsule',
      text: 'Capsule Connect und der Client auf Macs.',
    },
    'vpn-anyconnect': {
      title: 'Cisco Secure Client',
      text: 'AnyConnect auf iPhone und iPad, mit seiner Gruppe.',
    },
    'vpn-anyconnect-legacy': {
      title: 'Cisco AnyConnect (older)',
      text: 'Auf Macs, iPhone und iPad bis iOS 12.',
    },
    'vpn-f5': {
      title: 'F5 Access',
      text: 'Auf iPhone und iPad.',
    },
    'vpn-f5-edge': {
      title: 'F5 Edge Client',
      text: 'Auf Macs, älteren iPhones und iPads.',
    },
    'vpn-pulse': {
      title: 'Ivanti (Pulse Secure)',
      text: 'Mit Bereich (Realm) und Rolle.',
    },
    'vpn-juniper': {
      title: 'Juniper SSL',
      text: 'Älter; Pulse Secure folgte darauf.',
    },
    'vpn-globalprotect': {
      title: 'Palo Alto GlobalProtect',
      text: 'Die App ab Version 5.',
    },
    'vpn-sonicwall': {
      title: 'SonicWall Mobile Connect',
      text: 'Mit Anmeldegruppe oder Domäne.',
    },
    'vpn-netmotion': {
      title: 'NetMotion Mobility',
      text: 'Auf iPhone und iPad.',
    },
  },
} as const;
