/** Words that keep their capitals when one of Apple's keys is written out. */
const KEPT = new Map(
  [
    'AirPlay AirDrop AirPrint App Apple AppleCare Bluetooth EID EAS ESIM FaceTime FileVault IMEI ICCID ID IP iCloud',
    'iTunes JSON MAC MACs MCC MDM MEID MNC OS PIN SIM SSO UDID URL URLs UUID VPN Wi-Fi',
  ]
    .flatMap((line) => line.split(' '))
    .map((word) => [word.toLowerCase(), word]),
);

/** Names with a capital inside, which would fall apart; and the one Apple's keys write differently. */
const WHOLE = new RegExp([...KEPT.values()].filter((word) => /[a-z][A-Z]|[A-Z]s$/.test(word)).join('|'), 'g');

/**
 * One of Apple's keys as words: `PreserveDataPlan` → “Preserve data plan”, `ManifestURL` → “Manifest URL”.
 * For keys without a label of their own.
 */
export function wordsOfKey(key: string): string {
  const words = key
    .replace(/[-_.]+/g, ' ')
    .replace(WHOLE, (name) => ` ${name.charAt(0).toUpperCase()}${name.slice(1).toLowerCase()}`)
    .replace(/WiFi/g, ' Wi‑Fi ')
    .split(/(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|\s+/)
    .filter((word) => word !== '');
  const spoken = words.map((word) => {
    const kept = KEPT.get(word.toLowerCase().replace('‑', '-'));
    if (kept !== undefined) return kept;
    return /^[A-Z0-9]{2,}$/.test(word) ? word : word.toLowerCase();
  });
  const [first = '', ...rest] = spoken;
  const begin = KEPT.has(first.toLowerCase()) ? first : first.charAt(0).toUpperCase() + first.slice(1);
  return [begin, ...rest].join(' ');
}
