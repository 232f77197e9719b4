/** Words that keep their capitals when one of Apple's keys is written out. */
const KEPT = new Map(
  [
    'AirPlay AirDrop AirPrint App AppID Apple AppleCare Bluetooth EID EAS ESIM FaceTime FileVault IMEI ICCID ID IP iCloud',
    'iTunes JSON MAC MCC MDM MEID MNC OS PIN SIM SSO UDID URL URLs UUID VPN WiFi Wi-Fi XSAN',
  ]
    .flatMap((line) => line.split(' '))
    .map((word) => [word.toLowerCase(), word]),
);

/**
 * One of Apple's keys as words: `PreserveDataPlan` → “Preserve data plan”, `ManifestURL` → “Manifest URL”.
 * For keys without a label of their own.
 */
export function wordsOfKey(key: string): string {
  const words = key
    .replace(/iTunes/g, 'Itunes')
    .replace(/WiFi/g, 'Wifi')
    .replace(/[-_.]+/g, ' ')
    .split(/(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|\s+/)
    .filter((word) => word !== '');
  const spoken = words.map((word) => {
    const kept = KEPT.get(word.toLowerCase());
    if (kept !== undefined) return kept === 'WiFi' ? 'Wi-Fi' : kept;
    return /^[A-Z0-9]{2,}$/.test(word) ? word : word.toLowerCase();
  });
  const [first = '', ...rest] = spoken;
  const begin =
    KEPT.has(first.toLowerCase()) || first === 'Wi-Fi' ? first : first.charAt(0).toUpperCase() + first.slice(1);
  return [begin, ...rest].join(' ');
}
