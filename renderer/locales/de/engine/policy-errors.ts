type Pairs = readonly (readonly [english: string, german: string])[];

/** Why something about policies, profiles or variables was not done, and what a file lacks: the engine's English, and German. */
export const policyErrors: Pairs = [
  ['There is no such policy.', 'Diese Richtlinie gibt es nicht.'],
  ['This policy has no such version.', 'Diese Version hat die Richtlinie nicht.'],
  ['There are {most} policies, the most there can be.', 'Es gibt {most} Richtlinien, mehr können es nicht sein.'],
  [
    'There is a policy “{name}” already. Take another name.',
    'Es gibt schon eine Richtlinie „{name}“. Nehmen Sie einen anderen Namen.',
  ],
  [
    'Another policy has the identifier “{identifier}” already.',
    'Die Kennung „{identifier}“ hat schon eine andere Richtlinie.',
  ],
  [
    'Somebody saved version {version} meanwhile, and this was begun with version {before}. Look at what changed, then save again.',
    'Inzwischen hat jemand Version {version} gesichert, und dies begann mit Version {before}. Sehen Sie nach, was sich geändert hat, und sichern Sie noch einmal.',
  ],
  [
    'The identifier of a policy stays “{identifier}”: devices know its profile by that. Make a new policy instead.',
    'Die Kennung einer Richtlinie bleibt „{identifier}“: Daran kennen Geräte ihr Profil. Legen Sie stattdessen eine neue Richtlinie an.',
  ],
  ['A profile needs an identifier in PayloadIdentifier.', 'Ein Profil braucht eine Kennung in PayloadIdentifier.'],
  ['A policy cannot need itself.', 'Eine Richtlinie kann nicht sich selbst brauchen.'],
  [
    'A policy can need profiles only, for devices tell of those.',
    'Eine Richtlinie kann nur Profile brauchen, denn von denen berichten Geräte.',
  ],
  [
    'Policies cannot need each other in a circle: {circle}.',
    'Richtlinien können einander nicht im Kreis brauchen: {circle}.',
  ],
  ['A policy is named twice.', 'Eine Richtlinie ist zweimal genannt.'],
  ['There is no time zone “{name}”.', 'Eine Zeitzone „{name}“ gibt es nicht.'],
  [
    '“{name}” holds where no other policy says otherwise. Say under Options that it does not any more, then delete it.',
    '„{name}“ gilt, wo keine andere Richtlinie etwas anderes sagt. Stellen Sie das unter Optionen ab, löschen Sie sie dann.',
  ],
  [
    '“{name}” is needed by {others}. Change that first.',
    '„{name}“ wird gebraucht von {others}. Ändern Sie das zuerst.',
  ],
  [
    'This policy is part of {names}. Take it out there first.',
    'Diese Richtlinie ist Teil von {names}. Nehmen Sie sie dort zuerst heraus.',
  ],
  ['A setting needs at least one item in Settings.', 'Eine Einstellung braucht mindestens einen Eintrag in Settings.'],
  [
    'A setting is no profile. Export everything as a bundle instead.',
    'Eine Einstellung ist kein Profil. Exportieren Sie stattdessen alles als Bündel.',
  ],
  [
    'The content names a secret that is not kept. Enter it again.',
    'Der Inhalt nennt ein Geheimnis, das nicht verwahrt ist. Geben Sie es noch einmal ein.',
  ],
  ['“{name}” is switched off.', '„{name}“ ist ausgeschaltet.'],
  ['No version of “{name}” is published.', 'Von „{name}“ ist keine Version veröffentlicht.'],
  ['It could not be made.', 'Es ließ sich nicht herstellen.'],
  ['Policies do not want it any more.', 'Richtlinien wollen es nicht mehr.'],
  // Roll-outs
  ['Devices are to have this version already.', 'Geräte sollen diese Version schon haben.'],
  [
    'The stages of a roll-out grow, and the last is 100 percent.',
    'Die Stufen einer Verteilung wachsen, und die letzte ist 100 Prozent.',
  ],
  ['This policy was never rolled out in stages.', 'Diese Richtlinie wurde nie in Stufen verteilt.'],
  [
    'This roll-out is over. Publish a version to begin another one.',
    'Diese Verteilung ist vorbei. Veröffentlichen Sie eine Version, um eine neue zu beginnen.',
  ],
  ['This roll-out runs already.', 'Diese Verteilung läuft schon.'],
  ['This roll-out does not run now.', 'Diese Verteilung läuft gerade nicht.'],
  // Bundles
  ['This file is no bundle of policies.', 'Diese Datei ist kein Bündel von Richtlinien.'],
  [
    'The password does not open the secrets of this bundle.',
    'Mit diesem Passwort öffnen sich die Geheimnisse des Bündels nicht.',
  ],
  ['It cannot be read.', 'Das lässt sich nicht lesen.'],
  [
    'The file that others signed is not in the bundle.',
    'Die Datei, die andere signiert haben, ist nicht in dem Bündel.',
  ],
  [
    'Version {version} lacks {count} secrets: enter them.',
    'Version {version} fehlen Geheimnisse ({count}): Geben Sie sie ein.',
  ],
  ['The policy {identifier} it needs is not here.', 'Die Richtlinie {identifier}, die sie braucht, ist nicht hier.'],
  ['The group “{name}” is not here.', 'Die Gruppe „{name}“ ist nicht hier.'],
  ['The device “{name}” is not here.', 'Das Gerät „{name}“ ist nicht hier.'],
  [
    'It is assigned to nobody, for somebody who is excluded is not here.',
    'Sie ist niemandem zugewiesen, denn wer ausgenommen ist, ist nicht hier.',
  ],
  // Files of profiles, and what is made of them for a device
  ['A profile may have {most} MB at most.', 'Ein Profil darf höchstens {most} MB haben.'],
  [
    'This file is no configuration profile: PayloadType is not Configuration.',
    'Diese Datei ist kein Konfigurationsprofil: PayloadType ist nicht Configuration.',
  ],
  [
    'The profile is signed and encrypted too many times over.',
    'Das Profil ist zu oft ineinander signiert und verschlüsselt.',
  ],
  [
    'The profile is encrypted, and not for this server. Ask for it unencrypted, or encrypted to the root certificate of this server.',
    'Das Profil ist verschlüsselt, und nicht für diesen Server. Bitten Sie darum, es unverschlüsselt zu bekommen oder verschlüsselt mit dem Stammzertifikat dieses Servers.',
  ],
  [
    'EncryptedPayloadContent must hold a list of payloads.',
    'EncryptedPayloadContent muss eine Liste von Payloads enthalten.',
  ],
  ['The signature does not hold: {problem}', 'Die Signatur gilt nicht: {problem}'],
  [
    'A profile that others signed keeps the identifier and UUID it was signed with.',
    'Ein Profil, das andere signiert haben, behält Kennung und UUID, mit denen es signiert wurde.',
  ],
  [
    'The profile is to be encrypted, and the device has no identity to encrypt it to.',
    'Das Profil soll verschlüsselt werden, und das Gerät hat keine Identität, für die das ginge.',
  ],
  [
    'The profile is to be encrypted to the identity of the device. {problem}',
    'Das Profil soll für die Identität des Geräts verschlüsselt werden. {problem}',
  ],
  ['The profile could not be built.', 'Das Profil ließ sich nicht bauen.'],
  // Wallpapers
  [
    'The text on the wallpaper cannot be read. Write it again.',
    'Der Text auf dem Hintergrundbild lässt sich nicht lesen. Schreiben Sie ihn noch einmal.',
  ],
  [
    'The wallpaper is no picture that can be read. Choose another.',
    'Das Hintergrundbild ist kein lesbares Bild. Wählen Sie ein anderes.',
  ],
  ['The picture could not be drawn.', 'Das Bild ließ sich nicht zeichnen.'],
  ['The picture could not be drawn: {problem}', 'Das Bild ließ sich nicht zeichnen: {problem}'],
  // Variables
  ['There is no such variable.', 'Diese Variable gibt es nicht.'],
  ['There is no such attribute.', 'Dieses Attribut gibt es nicht.'],
];

/** Why something about groups and their filters was not done. */
export const groupErrors: Pairs = [
  ['There are {most} groups, the most there can be.', 'Es gibt {most} Gruppen, mehr können es nicht sein.'],
  [
    'There is a group “{name}” already. Take another name.',
    'Es gibt schon eine Gruppe „{name}“. Nehmen Sie einen anderen Namen.',
  ],
  ['There is no group “{name}”.', 'Eine Gruppe „{name}“ gibt es nicht.'],
  ['There is no such group.', 'Diese Gruppe gibt es nicht.'],
  [
    'Every installation has this group: it is not to be changed. Make one like it.',
    'Diese Gruppe hat jede Installation: Sie wird nicht geändert. Legen Sie eine ähnliche an.',
  ],
  [
    'The kind of a group stays. Make a new group instead.',
    'Die Art einer Gruppe bleibt. Legen Sie stattdessen eine neue Gruppe an.',
  ],
  [
    'This group follows the cart “{name}”. Change the cart instead.',
    'Diese Gruppe folgt dem Wagen „{name}“. Ändern Sie stattdessen den Wagen.',
  ],
  [
    'Who is in this group is said by its filter. Change that instead.',
    'Wer in dieser Gruppe ist, sagt ihr Filter. Ändern Sie stattdessen den.',
  ],
  ['“{name}” is in use: {users}. Change that first.', '„{name}“ ist in Gebrauch: {users}. Ändern Sie das zuerst.'],
  ['A group cannot contain itself: {circle}.', 'Eine Gruppe kann nicht sich selbst enthalten: {circle}.'],
  [
    'A rule cannot decide about itself: {circle}. Leave one of these groups out.',
    'Eine Regel kann nicht über sich selbst entscheiden: {circle}. Lassen Sie eine dieser Gruppen weg.',
  ],
  [
    'This is no file of groups. Choose one that “Export” made.',
    'Das ist keine Datei mit Gruppen. Wählen Sie eine, die „Exportieren“ gemacht hat.',
  ],
  ['This is no file of groups: it is not JSON.', 'Das ist keine Datei mit Gruppen: Sie ist kein JSON.'],
  ['Groups nest at most {most} deep.', 'Gruppen lassen sich höchstens {most}-fach schachteln.'],
  ['A filter has at most {most} conditions.', 'Ein Filter hat höchstens {most} Bedingungen.'],
  ['A filter lists at most {most} values.', 'Ein Filter zählt höchstens {most} Werte auf.'],
  ['There is no field “{name}”.', 'Ein Feld „{name}“ gibt es nicht.'],
  ['“{operator}” does not fit the field “{field}”.', '„{operator}“ passt nicht zum Feld „{field}“.'],
  ['A value is needed here.', 'Hier wird ein Wert gebraucht.'],
  ['A list is needed.', 'Eine Liste wird gebraucht.'],
  ['A number is needed.', 'Eine Zahl wird gebraucht.'],
  [
    'A number of hours, days, weeks or months is needed.',
    'Eine Zahl von Stunden, Tagen, Wochen oder Monaten wird gebraucht.',
  ],
  ['A text is needed.', 'Ein Text wird gebraucht.'],
  ['A time is needed.', 'Eine Zeit wird gebraucht.'],
  ['A version such as 17 or 17.4.1 is needed.', 'Eine Version wie 17 oder 17.4.1 wird gebraucht.'],
  ['Yes or no is needed.', 'Ja oder Nein wird gebraucht.'],
  ['One of {values} is needed.', 'Einer dieser Werte wird gebraucht: {values}.'],
  ['“{value}” is not one of {values}.', '„{value}“ ist keiner von {values}.'],
];
