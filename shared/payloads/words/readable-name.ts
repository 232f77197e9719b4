/** Words that stay in capitals, or have their own. */
const SPELLED: Readonly<Record<string, string>> = Object.fromEntries(
  [
    ...'EAP TLS TTLS PAC SSID HESSID NAI IP IPv4 IPv6 VPN DNS URL URLs UUID UUIDs ID IDs IMAP POP SMTP SSL LDAP SMIME'.split(
      ' ',
    ),
    ...'SCEP ACME CA MAC NFC SIM eSIM USB QoS SSO OAuth PIN MTU NAT PFS PPK MOBIKE HTTP HTTPS RTSP FTP SOCKS PPP'.split(
      ' ',
    ),
    ...'FileVault iCloud AirPlay AirPrint AirDrop FaceTime Siri iPad iPhone Mac macOS iOS WiFi AD UID GID GGID DC'.split(
      ' ',
    ),
    ...'UNC CalDAV CardDAV FQDN SAN TV PPD AIM GCM APN APNs XLAT464 RAND RANDs CDP PIR CDMA LTE DDNS'.split(' '),
  ].map((word) => [word.toLowerCase(), word === 'WiFi' ? 'Wi-Fi' : word]),
);

/**
 * A wire name as words: `EAPClientConfiguration` becomes “EAP client configuration”. For keys nobody wrote words for.
 *
 * @param name the last name of a key's path, as Apple spells it
 */
export function readableName(name: string): string {
  const last = name.includes('.') && !name.includes(' ') ? name.slice(name.lastIndexOf('.') + 1) : name;
  const words = last
    .replace(/^Payload(?=[A-Z])/, '')
    .replaceAll(/[_.-]+/g, ' ')
    .replaceAll(/([a-z\d])([A-Z])/g, '$1 $2')
    .replaceAll(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .split(' ')
    .filter((word) => word !== '')
    .map((word) => SPELLED[word.toLowerCase()] ?? word.toLowerCase());
  const text = rejoined(words).join(' ');
  return /^[a-z](?![A-Z])/.test(text) ? `${text.charAt(0).toUpperCase()}${text.slice(1)}` : text;
}

/** Names that are split at their capitals although they are one: “air drop”, “i cloud”. */
function rejoined(words: readonly string[]): string[] {
  const out: string[] = [];
  for (const word of words) {
    const before = out.at(-1);
    const joined = before === undefined ? undefined : SPELLED[`${before}${word}`.toLowerCase()];
    if (joined === undefined) out.push(word);
    else out[out.length - 1] = joined;
  }
  return out;
}
