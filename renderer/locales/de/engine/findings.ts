/**
 * What checks find, sentence by sentence: the engine's English, with `{…}` where it fills something in, and German.
 * Those with the most fixed words stand first where two might match.
 */
export const findingSentences: readonly (readonly [english: string, german: string])[] = [
  // What is not asked
  [
    'Devices are not asked where they are. An administrator can change that in Settings.',
    'Geräte werden nicht nach ihrem Ort gefragt. Ein Administrator kann das in den Einstellungen ändern.',
  ],
  [
    'Devices are asked for managed apps only. An administrator can change that in Settings.',
    'Geräte werden nur nach verwalteten Apps gefragt. Ein Administrator kann das in den Einstellungen ändern.',
  ],
  // What a device lacks
  [
    '{subject} works only on supervised devices, and this one is not supervised.',
    '{subject} geht nur auf betreuten Geräten, und dieses ist nicht betreut.',
  ],
  [
    '{subject} works only on devices that enrolled through Automated Device Enrollment.',
    '{subject} geht nur auf Geräten, die über die automatische Geräteregistrierung kamen.',
  ],
  [
    '{subject} works only on supervised devices, and it is not known yet whether that is so here.',
    '{subject} geht nur auf betreuten Geräten; ob dieses betreut ist, ist noch nicht bekannt.',
  ],
  [
    '{subject} works only after Automated Device Enrollment, and it is not known yet whether that is so here.',
    '{subject} geht nur nach automatischer Geräteregistrierung; ob es hier so war, ist noch nicht bekannt.',
  ],
  [
    '{subject} works only where a user approved management, and it is not known yet whether that is so here.',
    '{subject} geht nur, wo ein Benutzer die Verwaltung genehmigt hat; ob es hier so ist, ist noch nicht bekannt.',
  ],
  [
    '{subject} works only where management was approved by a user of this Mac. Approve it in System Settings.',
    '{subject} geht nur, wo ein Benutzer dieses Macs die Verwaltung genehmigt hat. Genehmigen Sie sie in den Systemeinstellungen.',
  ],
  [
    '{subject} works only on a Shared iPad, and it is not known yet whether that is so here.',
    '{subject} geht nur auf einem geteilten iPad; ob dieses eines ist, ist noch nicht bekannt.',
  ],
  ['{subject} works only on a Shared iPad.', '{subject} geht nur auf einem geteilten iPad.'],
  ['{subject} does not work on a Shared iPad.', '{subject} geht nicht auf einem geteilten iPad.'],
  ['A Shared iPad ignores {subject}.', 'Ein geteiltes iPad beachtet das nicht: {subject}.'],
  ['{subject} works only under user enrollment.', '{subject} geht nur bei Benutzerregistrierung.'],
  ['{subject} does not work under user enrollment.', '{subject} geht nicht bei Benutzerregistrierung.'],
  [
    'A device under user enrollment ignores {subject}.',
    'Ein Gerät mit Benutzerregistrierung beachtet das nicht: {subject}.',
  ],
  [
    '{subject} needs the access right “{right}” ({name}, {bit}), which was not granted at enrollment. Enroll the device again with that right.',
    '{subject} braucht das Recht „{right}“ ({name}, {bit}), das bei der Registrierung nicht gegeben wurde. Registrieren Sie das Gerät mit diesem Recht neu.',
  ],
  [
    '{subject} cannot go to a user of the device: send it to the device itself.',
    '{subject} kann nicht an einen Benutzer des Geräts gehen: Senden Sie es an das Gerät selbst.',
  ],
  [
    '{subject} cannot go to the device itself: send it to a user of the device.',
    '{subject} kann nicht an das Gerät selbst gehen: Senden Sie es an einen Benutzer des Geräts.',
  ],
  [
    '{subject} does not exist on {platform}. It is for {platforms}.',
    '{subject} gibt es unter {platform} nicht. Es ist für {platforms}.',
  ],
  ['{subject} does not exist on {platform}.', '{subject} gibt es unter {platform} nicht.'],
  [
    '{subject} needs {needed} or later; this device runs {version}.',
    '{subject} braucht {needed} oder neuer; dieses Gerät hat {version}.',
  ],
  [
    '{subject} no longer exists since {since}; this device runs {version}.',
    '{subject} gibt es seit {since} nicht mehr; dieses Gerät hat {version}.',
  ],
  [
    'Apple has deprecated {subject} since {since}; it may stop working.',
    '{subject} ist seit {since} überholt und kann irgendwann nicht mehr gehen.',
  ],
  ['{finding} The device will leave it out.', '{finding} Das Gerät lässt es weg.'],
  [
    'It is not known yet what kind of device this is, so nobody checked whether it takes {subject}.',
    'Noch ist nicht bekannt, was für ein Gerät das ist; darum wurde nicht geprüft, ob {subject} geht.',
  ],
  [
    'This device is not managed now. Enroll it first.',
    'Dieses Gerät wird zurzeit nicht verwaltet. Registrieren Sie es zuerst.',
  ],
  [
    'Apple’s push service does not reach this device. It has to connect by itself.',
    'Apples Push-Dienst erreicht dieses Gerät nicht. Es muss sich von selbst melden.',
  ],
  [
    'The device is marked as lost: whoever found it must not get in. End lost mode first.',
    'Das Gerät ist als verloren gemeldet: Wer es fand, darf nicht hinein. Beenden Sie zuerst den Modus „Verloren“.',
  ],
  [
    'The passcode can be cleared only with the unlock token the device sent, and it has sent none. Unlock it by hand or erase it.',
    'Der Gerätecode lässt sich nur mit dem Entsperr-Token löschen, das das Gerät sandte, und es hat keines gesandt. Entsperren Sie es von Hand oder löschen Sie es.',
  ],
  [
    'The passcode can be cleared only with the unlock token the device sent, and the token was not put into the command.',
    'Der Gerätecode lässt sich nur mit dem Entsperr-Token löschen, das das Gerät sandte, und das Token steht nicht im Befehl.',
  ],
  [
    'The passcode can be cleared only with the unlock token the device sent; it is not known whether there is one.',
    'Der Gerätecode lässt sich nur mit dem Entsperr-Token löschen, das das Gerät sandte; ob es eines gibt, ist nicht bekannt.',
  ],

  // What is wrong with a command in itself
  [
    'Apple documents no command “{name}”. Check its spelling, capitals included.',
    'Apple kennt keinen Befehl „{name}“. Prüfen Sie die Schreibweise, auch die Großbuchstaben.',
  ],
  ['Say which command it is in RequestType.', 'Geben Sie in RequestType an, welcher Befehl es ist.'],
  ['{path} is missing. Give it {value}.', '{path} fehlt. Geben Sie an: {value}.'],
  [
    'Apple documents no key “{name}” here. Remove it.',
    'Apple kennt hier keinen Schlüssel „{name}“. Entfernen Sie ihn.',
  ],
  [
    'Apple documents no key “{name}” here. Write “{near}”.',
    'Apple kennt hier keinen Schlüssel „{name}“. Schreiben Sie „{near}“.',
  ],
  ['Apple documents no “{name}”; the device will leave it out.', 'Apple kennt „{name}“ nicht; das Gerät lässt es weg.'],
  [
    '{path} is not a setting Apple documents. It can be {names}.',
    '{path} ist keine Einstellung, die Apple kennt. Möglich sind {names}.',
  ],
  ['{path} must hold {bounds} entries.', '{path} muss {bounds} Einträge haben.'],
  [
    '{path} holds something a property list cannot, such as null.',
    '{path} enthält etwas, das eine Property-Liste nicht kann, etwa null.',
  ],
  ['{path} holds something a property list cannot.', '{path} enthält etwas, das eine Property-Liste nicht kann.'],
  ['{path} is not written as it must be ({format}).', '{path} ist nicht so geschrieben, wie es sein muss ({format}).'],
  ['{path} is data and must be written in base64.', '{path} sind Daten und müssen in Base64 geschrieben sein.'],
  [
    '{path} is a date and must be written like {example}.',
    '{path} ist ein Zeitpunkt und muss so geschrieben sein: {example}.',
  ],

  // Rules between keys
  ['A Mac needs a PIN for this command.', 'Ein Mac braucht für diesen Befehl eine PIN.'],
  [
    'The PIN must have 6 digits (some old Macs take 4 characters).',
    'Die PIN muss 6 Ziffern haben (manche alten Macs nehmen 4 Zeichen).',
  ],
  [
    'Macs today expect a PIN of 6 digits; this one may be refused or impossible to type.',
    'Heutige Macs erwarten eine PIN aus 6 Ziffern; diese wird vielleicht abgelehnt oder lässt sich nicht eingeben.',
  ],
  [
    'Say where to mirror to: give DestinationName or DestinationDeviceID.',
    'Geben Sie an, wohin gespiegelt wird: DestinationName oder DestinationDeviceID.',
  ],
  [
    'DestinationDeviceID must be a hardware address like {example}.',
    'DestinationDeviceID muss eine Hardwareadresse sein, etwa {example}.',
  ],
  [
    '“{name}” looks like a secret. App configurations lie unencrypted on the device: leave passwords, tokens and private keys out.',
    '„{name}“ sieht nach einem Geheimnis aus. App-Konfigurationen liegen unverschlüsselt auf dem Gerät: Lassen Sie Passwörter, Tokens und private Schlüssel weg.',
  ],
  [
    'This profile has the identifier of the enrollment profile, but no MDM payload. Give it another one.',
    'Dieses Profil hat die Kennung des Registrierungsprofils, aber keine MDM-Payload. Geben Sie ihm eine andere.',
  ],
  [
    'An enrollment profile belongs to the device: send it to the device itself.',
    'Ein Registrierungsprofil gehört dem Gerät: Senden Sie es an das Gerät selbst.',
  ],
  [
    'A device obeys one server only: an enrollment profile can replace the installed one, {identifier}, and must have its identifier.',
    'Ein Gerät gehorcht nur einem Server: Ein Registrierungsprofil kann das installierte, {identifier}, ersetzen und muss dessen Kennung haben.',
  ],
  [
    'The topic must stay {topic}: for another one the device has to enroll again.',
    'Das Topic muss {topic} bleiben: Für ein anderes muss sich das Gerät neu registrieren.',
  ],
  [
    'The server address must stay {address}: for another one the device has to enroll again.',
    'Die Serveradresse muss {address} bleiben: Für eine andere muss sich das Gerät neu registrieren.',
  ],
  [
    'Rights may shrink but never grow: {rights} was not granted at enrollment. Leave it out, or enroll the device again.',
    'Rechte dürfen weniger werden, nie mehr: {rights} wurde bei der Registrierung nicht gewährt. Lassen Sie es weg, oder registrieren Sie das Gerät neu.',
  ],
  ['ManifestURL must begin with https://.', 'ManifestURL muss mit https:// beginnen.'],
  [
    '{key} is empty. To remove what is there, leave {again} out.',
    '{key} ist leer. Um zu entfernen, was da ist, lassen Sie {again} weg.',
  ],
  [
    'Name the app in exactly one way: iTunesStoreID, Identifier or ManifestURL.',
    'Nennen Sie die App auf genau eine Art: iTunesStoreID, Identifier oder ManifestURL.',
  ],
  ['The wallpaper must be a PNG or JPEG picture.', 'Das Hintergrundbild muss ein PNG oder JPEG sein.'],
  [
    'Say which update: give ProductVersion or ProductKey.',
    'Geben Sie an, welches Update: ProductVersion oder ProductKey.',
  ],
  [
    'Without a Wi-Fi profile, only a device with Ethernet or cellular comes back into service by itself.',
    'Ohne WLAN-Profil kommt nur ein Gerät mit Ethernet oder Mobilfunk von selbst zurück.',
  ],
  [
    'An institutional recovery key needs its certificate in NewCertificate.',
    'Ein institutioneller Wiederherstellungsschlüssel braucht sein Zertifikat in NewCertificate.',
  ],
  [
    'The recovery key of this Mac is not known here. Give the password of a user who can unlock FileVault.',
    'Der Wiederherstellungsschlüssel dieses Mac ist hier nicht bekannt. Geben Sie das Passwort eines Benutzers an, der FileVault öffnen darf.',
  ],
  [
    'Give the Password, or PrivateKeyExport with its PrivateKeyExportPassword.',
    'Geben Sie Password an oder PrivateKeyExport mit PrivateKeyExportPassword.',
  ],
  [
    'Without an administrator account made at setup, the Mac would have none.',
    'Ohne einen Administrator, der bei der Einrichtung angelegt wird, hätte der Mac keinen.',
  ],
  [
    'A firmware password may hold only plain letters, digits and signs that a Mac can type at start-up.',
    'Ein Firmwarepasswort darf nur einfache Buchstaben, Ziffern und Zeichen haben, die sich beim Start eines Mac eingeben lassen.',
  ],
  ['Say which user to delete in UserName.', 'Geben Sie in UserName an, welcher Benutzer gelöscht wird.'],
  ['Ask for at least one fact in Queries.', 'Fragen Sie in Queries nach mindestens einer Angabe.'],
  [
    'Lost mode needs a Message or a PhoneNumber to show.',
    'Der Modus „Verloren“ braucht eine Nachricht oder eine Telefonnummer zum Zeigen.',
  ],
  ['Name the app: give ManifestURL or Manifest.', 'Nennen Sie die App: ManifestURL oder Manifest.'],
  ['Name the book: give iTunesStoreID or MediaURL.', 'Nennen Sie das Buch: iTunesStoreID oder MediaURL.'],
  ['Name the book: give iTunesStoreID or PersistentID.', 'Nennen Sie das Buch: iTunesStoreID oder PersistentID.'],
  ['Say which updates to install in Updates.', 'Geben Sie in Updates an, was installiert wird.'],
  ['Say what to set in Settings.', 'Geben Sie in Settings an, was gesetzt wird.'],

  // Names for many devices
  [
    'The pattern asks for something that is not known of this device.',
    'Das Muster fragt nach etwas, das von diesem Gerät nicht bekannt ist.',
  ],
  [
    'Longer than 63 bytes: other devices on the network see only the beginning.',
    'Länger als 63 Byte: Andere Geräte im Netz sehen nur den Anfang.',
  ],
  ['Another of these devices gets the same name.', 'Ein anderes dieser Geräte bekommt denselben Namen.'],

  // Access rights
  [
    'Access rights must be a whole number from 1 to 8191.',
    'Zugriffsrechte müssen eine ganze Zahl von 1 bis 8191 sein.',
  ],
  [
    'Access rights must not be empty: choose at least one right.',
    'Zugriffsrechte dürfen nicht leer sein: Wählen Sie mindestens ein Recht.',
  ],
  [
    'Access rights must not be above {most}: Apple defines 13 rights.',
    'Zugriffsrechte dürfen nicht über {most} liegen: Apple kennt 13 Rechte.',
  ],
  ['“{right}” ({bit}) also needs “{needed}” ({needsBit}).', '„{right}“ ({bit}) braucht auch „{needed}“ ({needsBit}).'],

  // Why a command failed
  ["The device's answer could not be read.", 'Die Antwort des Geräts war nicht lesbar.'],

  // Addresses and the push certificate
  [
    'Only programs on this computer reach this address: right for the simulator, wrong for devices.',
    'Diese Adresse erreichen nur Programme auf diesem Rechner: richtig für den Simulator, falsch für Geräte.',
  ],
  [
    'An address of this kind is made up when the network gives none. Devices elsewhere cannot reach it.',
    'So eine Adresse denkt sich der Rechner aus, wenn das Netz keine gibt. Geräte anderswo erreichen sie nicht.',
  ],
  [
    'Networks give out addresses for a while only. Reserve this one for this computer in the router, or use a host name: devices never learn another address.',
    'Netze vergeben Adressen nur auf Zeit. Reservieren Sie diese im Router für diesen Rechner oder nehmen Sie einen Hostnamen: Geräte erfahren nie eine andere Adresse.',
  ],
  [
    'A name without a dot is found only where the network adds the rest. Many devices will not find it.',
    'Einen Namen ohne Punkt findet man nur, wo das Netz den Rest ergänzt. Viele Geräte finden ihn nicht.',
  ],
  [
    'Names ending in .local are found within one network only, not across routers or VPNs.',
    'Namen auf .local findet man nur im selben Netz, nicht über Router oder VPN.',
  ],
  [
    'Devices reach this address within your own network only, not from home or over mobile data.',
    'Geräte erreichen diese Adresse nur im eigenen Netz, nicht von zu Hause oder über Mobilfunk.',
  ],
  [
    'The listener does not accept connections on this address; see its setting "listen".',
    'Der Listener nimmt auf dieser Adresse keine Verbindungen an; siehe seine Einstellung „listen“.',
  ],
  [
    'The imported TLS certificate is not made out to this name: devices would refuse it.',
    'Das importierte TLS-Zertifikat lautet nicht auf diesen Namen: Geräte würden es ablehnen.',
  ],
  [
    'Wake-ups go to {host}, not to Apple: only simulated devices hear them.',
    'Weckrufe gehen an {host}, nicht an Apple: Nur simulierte Geräte hören sie.',
  ],
  ['A request waits for its signed certificate.', 'Eine Anforderung wartet auf ihr signiertes Zertifikat.'],
  [
    'The push certificate ends soon. Renew it, never replace it.',
    'Das Push-Zertifikat endet bald. Erneuern Sie es, ersetzen Sie es nie.',
  ],
  [
    'The push certificate has ended: devices are not woken any more.',
    'Das Push-Zertifikat ist abgelaufen: Geräte werden nicht mehr geweckt.',
  ],
  ["Apple's push service refused the certificate.", 'Apples Push-Dienst hat das Zertifikat abgelehnt.'],

  [
    'A web clip here leads to an app. Apps installed from a link are not managed: send “Install app” instead.',
    'Ein Webclip hier führt zu einer App. Über einen Link installierte Apps werden nicht verwaltet: Senden Sie stattdessen „App installieren“.',
  ],
  [
    'There is no variable “{name}”. Use one of the listed variables, or write “{literal}” to mean the signs themselves.',
    'Die Variable „{name}“ gibt es nicht. Nehmen Sie eine der aufgeführten, oder schreiben Sie „{literal}“, um die Zeichen selbst zu meinen.',
  ],
  [
    'Not sent: {names} has no value for this device. Set the value, then send it again.',
    'Nicht gesendet: {names} hat für dieses Gerät keinen Wert. Setzen Sie den Wert und senden Sie den Befehl noch einmal.',
  ],

  // Enrollment profiles that are replaced
  [
    'It enrolled for the topic {topic}, and the push certificate is for {other}. A profile in place cannot change that: load a push certificate for the former topic, or enroll the device again.',
    'Es hat sich für das Topic {topic} registriert, das Push-Zertifikat ist für {other}. Ein Profil an gleicher Stelle kann das nicht ändern: Laden Sie ein Push-Zertifikat für das frühere Topic, oder registrieren Sie das Gerät neu.',
  ],
  [
    'Nobody noted whose user enrollment this is, so its user has to enroll again.',
    'Wessen Benutzerregistrierung das ist, wurde nicht festgehalten; der Benutzer muss sich neu registrieren.',
  ],
  [
    'It did not enroll with an invitation, so its profile is not ours to make.',
    'Es kam nicht mit einer Einladung, sein Profil stammt also nicht von uns.',
  ],
  [
    'Its profile is being replaced already. Wait until that is done, or cancel it.',
    'Sein Profil wird gerade ersetzt. Warten Sie, bis das erledigt ist, oder nehmen Sie es zurück.',
  ],
  [
    'It did not grant the right to install profiles, so its own cannot be replaced. Enroll it again before its identity ends.',
    'Es hat das Recht, Profile zu installieren, nicht erteilt; auch sein eigenes lässt sich nicht ersetzen. Registrieren Sie es neu, bevor seine Identität endet.',
  ],
  [
    'It goes on calling {url}: the address cannot change in place, only by enrolling again.',
    'Es ruft weiter {url} an: Die Adresse ändert sich nur durch eine neue Registrierung.',
  ],
  ['The management of the device ended.', 'Die Verwaltung des Geräts ist beendet.'],
  ['The device did not come for its profile in time.', 'Das Gerät hat sein Profil nicht rechtzeitig abgeholt.'],
  ['The device was given its profile and never answered.', 'Das Gerät hat sein Profil bekommen und nie geantwortet.'],
  ['Its command was taken back.', 'Sein Befehl wurde zurückgenommen.'],
  ['Another enrollment profile was queued in its place.', 'Ein anderes Registrierungsprofil kam an seine Stelle.'],
  [
    'The device acknowledged its profile but never called with the new identity.',
    'Das Gerät hat sein Profil bestätigt, aber nie mit der neuen Identität angerufen.',
  ],

  // Matches much, so it stands last
  ['{path} must be {value}.', '{path} muss sein: {value}.'],
];

/** What is filled into those sentences. */
export const findingParts: readonly (readonly [english: string, german: string])[] = [
  ['The key {path}', 'Der Schlüssel {path}'],
  ['The payload {type}', 'Die Payload {type}'],
  ['The setting {name}', 'Die Einstellung {name}'],
  ['Asking for restrictions by profile', 'Einschränkungen nach Profil zu erfragen'],
  ['text', 'Text'],
  ['a whole number', 'eine ganze Zahl'],
  ['a number', 'eine Zahl'],
  ['true or false', 'wahr oder falsch'],
  ['a date', 'ein Zeitpunkt'],
  ['data', 'Daten'],
  ['a list', 'eine Liste'],
  ['a dictionary', 'ein Dictionary'],
  ['a property list value', 'ein Wert einer Property-Liste'],
  ['at most {max}', 'höchstens {max}'],
  ['at least {min}', 'mindestens {min}'],
  ['from {min} to {max}', '{min} bis {max}'],
  ['iOS and iPadOS', 'iOS und iPadOS'],
  ['iOS and iPadOS{rest}', 'iOS und iPadOS{rest}'],
  ['“{first}”, {rest}', '„{first}“, {rest}'],
  ['“{first}” or “{last}”', '„{first}“ oder „{last}“'],
  ['“{only}”', '„{only}“'],
];
