/** Why something about blueprints and prepare runs was not done, as the engine words it in English, and German. */
export const blueprintErrors: readonly (readonly [english: string, german: string])[] = [
  ['There is no such blueprint. Reload the list.', 'Diesen Bauplan gibt es nicht. Laden Sie die Liste neu.'],
  ['There is no such version of this blueprint.', 'Diese Version des Bauplans gibt es nicht.'],
  ['There is no such run. Reload the list.', 'Diesen Lauf gibt es nicht. Laden Sie die Liste neu.'],
  [
    'There is a blueprint “{name}” already. Take another name.',
    'Es gibt schon einen Bauplan „{name}“. Nehmen Sie einen anderen Namen.',
  ],
  ['There are {most} blueprints, the most there can be.', 'Es gibt {most} Baupläne, mehr können es nicht sein.'],
  ['There are {most} pictures, the most there can be.', 'Es gibt {most} Bilder, mehr können es nicht sein.'],
  [
    'This picture is used by {users}. Take it out there first.',
    'Dieses Bild wird von {users} benutzt. Nehmen Sie es dort zuerst heraus.',
  ],
  ['A picture has {most} MB at most. Make it smaller.', 'Ein Bild hat höchstens {most} MB. Verkleinern Sie es.'],
  ['The picture was not kept.', 'Das Bild wurde nicht aufgehoben.'],
  [
    'Devices are linked to “{name}”. Let them go first.',
    'Mit „{name}“ sind Geräte verbunden. Lösen Sie sie zuerst davon.',
  ],
  [
    'A policy of this blueprint is gone. Take it out.',
    'Eine Richtlinie dieses Bauplans gibt es nicht mehr. Nehmen Sie sie heraus.',
  ],
  [
    '“{name}” has no version {version}. Choose another one.',
    '„{name}“ hat keine Version {version}. Wählen Sie eine andere.',
  ],
  [
    '{person} saved version {version} meanwhile. Reload, and make your changes there.',
    '{person} hat inzwischen Version {version} gesichert. Laden Sie neu und machen Sie Ihre Änderungen dort.',
  ],
  [
    'This is not the file of a blueprint, or not a whole one.',
    'Das ist nicht die Datei eines Bauplans, oder keine vollständige.',
  ],
  ['There is no device among these. Choose some.', 'Darunter ist kein Gerät. Wählen Sie welche.'],
  ['A run takes {most} devices at most. Choose fewer.', 'Ein Lauf nimmt höchstens {most} Geräte. Wählen Sie weniger.'],
  [
    'This run was cancelled. Apply the blueprint again instead.',
    'Dieser Lauf wurde abgebrochen. Wenden Sie den Bauplan stattdessen neu an.',
  ],
  [
    'This run is over. Apply the blueprint again to prepare devices anew.',
    'Dieser Lauf ist zu Ende. Wenden Sie den Bauplan neu an, um Geräte wieder vorzubereiten.',
  ],
];
