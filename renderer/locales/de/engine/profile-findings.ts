/** What checks find in configuration profiles; see findings.ts for the form. */
export const profileFindingSentences: readonly (readonly [english: string, german: string])[] = [
  [
    'The certificate is empty: choose its file, or where it comes from.',
    'Das Zertifikat ist leer: Wählen Sie seine Datei oder woher es kommt.',
  ],
  [
    'A payload has no PayloadType. Say what kind of payload it is.',
    'Einer Payload fehlt PayloadType. Sagen Sie, welche Art von Payload es ist.',
  ],
  [
    'Apple documents no payload “{type}”. It is sent as it is; nobody checked its content.',
    'Apple kennt keine Payload „{type}“. Sie wird so gesendet, wie sie ist; niemand hat ihren Inhalt geprüft.',
  ],
  [
    'The payload {type} enrolls a device, and only the server itself may bring it. Remove it.',
    'Die Payload {type} registriert ein Gerät, und nur der Server selbst darf sie bringen. Entfernen Sie sie.',
  ],
  [
    'Two parts of the profile have the same {key}. Give this payload another one.',
    'Zwei Teile des Profils haben dasselbe {key}. Geben Sie dieser Payload ein anderes.',
  ],
  [
    'A device takes one payload {type} only, on {platforms}. Merge these payloads into one.',
    'Ein Gerät nimmt unter {platforms} nur eine Payload {type}. Fassen Sie diese Payloads zusammen.',
  ],
  [
    'A device takes one payload {type} only. Merge these payloads into one.',
    'Ein Gerät nimmt nur eine Payload {type}. Fassen Sie diese Payloads zusammen.',
  ],
  [
    '{key} names no VPN of this profile. That is fine when another profile brings it.',
    '{key} nennt kein VPN dieses Profils. Das ist in Ordnung, wenn ein anderes Profil es bringt.',
  ],
  [
    '{key} names a payload that is not in this profile. Add the certificate, or choose one that is.',
    '{key} nennt eine Payload, die nicht in diesem Profil ist. Fügen Sie das Zertifikat hinzu oder wählen Sie ein vorhandenes.',
  ],
  [
    '{key} must name a certificate with its private key, and names a payload {type}.',
    '{key} muss ein Zertifikat mit privatem Schlüssel nennen und nennt eine Payload {type}.',
  ],
  [
    '{key} must name a certificate, and names a payload {type}.',
    '{key} muss ein Zertifikat nennen und nennt eine Payload {type}.',
  ],
  [
    'A Wi-Fi payload needs the name of the network in SSID_STR, or DomainName.',
    'Eine WLAN-Payload braucht den Namen des Netzes in SSID_STR oder DomainName.',
  ],
  [
    'EAP-TLS signs in with a certificate: choose an identity, or people are asked for one.',
    'EAP-TLS meldet mit einem Zertifikat an: Wählen Sie eine Identität, sonst werden Benutzer danach gefragt.',
  ],
  [
    'Nothing says which sign-in server to trust: name its certificate or its name, or people are asked to trust it.',
    'Nichts sagt, welchem Anmeldeserver zu vertrauen ist: Nennen Sie sein Zertifikat oder seinen Namen, sonst werden Benutzer gefragt.',
  ],
  [
    'Apps are both allowed and blocked by list: with the list of allowed apps, all others are blocked anyway.',
    'Apps sind sowohl erlaubt als auch gesperrt: Mit der Liste erlaubter Apps sind alle anderen ohnehin gesperrt.',
  ],
  [
    'The account has two certificates: the one in Certificate is passed over. Remove it.',
    'Der Account hat zwei Zertifikate: Das in Certificate wird übergangen. Entfernen Sie es.',
  ],
  [
    'A filter by an app needs the bundle identifier of that app in PluginBundleID.',
    'Ein Filter durch eine App braucht die Kennung dieser App in PluginBundleID.',
  ],
  [
    'These rules hold for whoever has a passcode, but nobody needs one: turn forcePIN on to require it.',
    'Diese Regeln gelten für alle mit Code, aber niemand braucht einen: Schalten Sie forcePIN ein, um ihn zu verlangen.',
  ],
  [
    'A grace period means nothing without a passcode.',
    'Eine Frist ohne Code bedeutet nichts, wenn es keinen Code gibt.',
  ],
  ['A manual proxy needs {key}.', 'Ein Proxy von Hand braucht {key}.'],
  [
    'A VPN of an app needs the identifier of that app in VPNSubType.',
    'Ein VPN durch eine App braucht die Kennung dieser App in VPNSubType.',
  ],
  [
    'A VPN of type {type} keeps its settings in {part}, which is missing.',
    'Ein VPN der Art {type} hat seine Einstellungen in {part}; das fehlt.',
  ],
  [
    'Only managed Wi-Fi networks are allowed, and this profile brings none: a device without another one loses its connection. Add the network here.',
    'Nur verwaltete WLANs sind erlaubt, und dieses Profil bringt keines: Ein Gerät ohne ein anderes verliert seine Verbindung. Fügen Sie das Netz hier hinzu.',
  ],
  [
    'A removal password means something only with PayloadRemovalDisallowed. Turn it on.',
    'Ein Passwort zum Entfernen wirkt nur mit PayloadRemovalDisallowed. Schalten Sie es ein.',
  ],
  [
    'The content is encrypted, and not for this server: nobody checked it.',
    'Der Inhalt ist verschlüsselt, und nicht für diesen Server: Niemand hat ihn geprüft.',
  ],
  [
    'The profile has no list of payloads in PayloadContent.',
    'Das Profil hat keine Liste von Payloads in PayloadContent.',
  ],
  ['The profile has no payloads: it changes nothing.', 'Das Profil hat keine Payloads: Es ändert nichts.'],
  [
    'TargetDeviceType says that this profile is not for {platform}.',
    'TargetDeviceType sagt, dass dieses Profil nicht für {platform} ist.',
  ],
  [
    'PayloadScope says System, but the profile goes to a user of the Mac: it holds for that user only.',
    'PayloadScope sagt System, aber das Profil geht an einen Benutzer des Macs: Es gilt nur für ihn.',
  ],
  [
    'PayloadScope says User, but the profile goes to the Mac itself: it holds for all users.',
    'PayloadScope sagt User, aber das Profil geht an den Mac selbst: Es gilt für alle Benutzer.',
  ],
];
