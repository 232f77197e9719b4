/** Why something about carts, exams, people or attributes was not done, as the engine words it in English, and German. */
export const cartErrors: readonly (readonly [english: string, german: string])[] = [
  // Reasons for changes
  [
    'Your organisation asks for a reason for this change. Send one in the header {header}.',
    'Ihre Organisation fragt nach einem Grund für diese Änderung. Senden Sie ihn im Header {header}.',
  ],
  ['A reason has at most {most} characters.', 'Ein Grund hat höchstens {most} Zeichen.'],
  // Carts
  [
    'There is a cart “{name}” already. Take another name.',
    'Es gibt schon einen Wagen „{name}“. Nehmen Sie einen anderen Namen.',
  ],
  ['There are {most} carts, the most there can be.', 'Es gibt {most} Wagen, mehr können es nicht sein.'],
  [
    'Policies use “{name}” as {variable}: {policies}. Take it out there first.',
    'Richtlinien benutzen „{name}“ als {variable}: {policies}. Nehmen Sie es dort zuerst heraus.',
  ],
  [
    'Saved views use “{name}”: {views}. Change or delete them first.',
    'Gespeicherte Ansichten benutzen „{name}“: {views}. Ändern oder löschen Sie sie zuerst.',
  ],
  [
    'Groups use “{name}”: {groups}. Change or delete them first.',
    'Gruppen benutzen „{name}“: {groups}. Ändern oder löschen Sie sie zuerst.',
  ],
  [
    '{count} devices have “{value}”. Give them another value first.',
    '{count} Geräte haben „{value}“. Geben Sie ihnen zuerst einen anderen Wert.',
  ],
  ['“{header}” is given to an attribute there is not.', '„{header}“ ist einem Attribut zugeordnet, das es nicht gibt.'],
  ['There is no such note.', 'Diese Notiz gibt es nicht.'],
  ['There is no such view.', 'Diese Ansicht gibt es nicht.'],
  [
    'You have {most} views. Delete some that you no longer use.',
    'Sie haben {most} Ansichten. Löschen Sie welche, die Sie nicht mehr brauchen.',
  ],
  [
    'Shared views are for administrators to change. Keep a copy of your own.',
    'Geteilte Ansichten ändern nur Administratoren. Sichern Sie eine eigene Kopie.',
  ],
  [
    'The quotation marks in row {row} do not match. Save the table as CSV again.',
    'Die Anführungszeichen in Zeile {row} passen nicht zusammen. Sichern Sie die Tabelle noch einmal als CSV.',
  ],
  ['A cart has 100 slots at most.', 'Ein Wagen hat höchstens 100 Fächer.'],
  ['This cart has {size} slots.', 'Dieser Wagen hat {size} Fächer.'],
  ['Slot {slot} is named twice.', 'Fach {slot} kommt zweimal vor.'],
  [
    'Slot {slot} holds a device. Take it out, or keep as many slots.',
    'In Fach {slot} steht ein Gerät. Nehmen Sie es heraus, oder lassen Sie dem Wagen so viele Fächer.',
  ],
  ['“{name}” cannot stand in two slots at once.', '„{name}“ kann nicht in zwei Fächern zugleich stehen.'],
  [
    '“{name}” has its place in {cart}, slot {slot}. Move it from there?',
    '„{name}“ hat seinen Platz in {cart}, Fach {slot}. Von dort hierher stellen?',
  ],
  [
    'The exam “{name}” is on. Release its devices first.',
    'Die Prüfung „{name}“ läuft. Geben Sie zuerst ihre Geräte frei.',
  ],
  ['A picture is a PNG or a JPEG file.', 'Ein Bild ist eine PNG- oder JPEG-Datei.'],
  [
    'A cart’s picture has {size} kB at most. Make it smaller.',
    'Das Bild eines Wagens hat höchstens {size} kB. Verkleinern Sie es.',
  ],
  ['There is no such picture. Reload the list.', 'Dieses Bild gibt es nicht. Laden Sie die Liste neu.'],
  ['There is no such cart.', 'Diesen Wagen gibt es nicht.'],
  ['There is no such device.', 'Dieses Gerät gibt es nicht.'],
  [
    'None of these slots holds a device. Put devices into them first.',
    'In keinem dieser Fächer steht ein Gerät. Stellen Sie zuerst welche hinein.',
  ],
  ['There is no such action.', 'Diese Aktion gibt es nicht.'],
  ['This is over: there is nothing left to call off.', 'Das ist vorbei: Es gibt nichts mehr abzusagen.'],
  // Exams
  [
    'Two of these lessons are at the same time. Change one of them.',
    'Zwei dieser Stunden sind zur selben Zeit. Ändern Sie eine davon.',
  ],
  [
    '“{name}” is on at the same time for the same slots. Choose other times or slots.',
    '„{name}“ läuft zur selben Zeit in denselben Fächern. Wählen Sie andere Zeiten oder Fächer.',
  ],
  [
    'There are {most} exams, the most there can be. Delete old ones.',
    'Es gibt {most} Prüfungen, mehr können es nicht sein. Löschen Sie alte.',
  ],
  [
    '“{name}” is on. Release it, then change it.',
    '„{name}“ läuft. Geben Sie die Geräte frei, dann ändern Sie die Prüfung.',
  ],
  [
    '“{name}” is on. Release it, then delete it.',
    '„{name}“ läuft. Geben Sie die Geräte frei, dann löschen Sie die Prüfung.',
  ],
  ['“{name}” is not on.', '„{name}“ läuft nicht.'],
  [
    'An exam stays with its cart. Plan a new one for the other cart.',
    'Eine Prüfung bleibt bei ihrem Wagen. Planen Sie für den anderen Wagen eine neue.',
  ],
  ['There is no such exam.', 'Diese Prüfung gibt es nicht.'],
  // People, and what they have
  ['The address {email} is somebody else’s already.', 'Die Adresse {email} hat schon jemand anderes.'],
  ['{name} still has a device. Take it back first.', '{name} hat noch ein Gerät. Nehmen Sie es zuerst zurück.'],
  ['There is no such person.', 'Diese Person gibt es nicht.'],
  ['There are {most} people, the most there can be.', 'Es gibt {most} Personen, mehr können es nicht sein.'],
  ['People have no field “{field}”.', 'Personen haben kein Feld „{field}“.'],
  [
    '{most} people are the most there can be. Delete some first.',
    'Mehr als {most} Personen können es nicht sein. Löschen Sie zuerst einige.',
  ],
  [
    'The first line needs a column “Name”. Export the people to see a table.',
    'Die erste Zeile braucht eine Spalte „Name“. Exportieren Sie die Personen, um eine solche Tabelle zu sehen.',
  ],
  ['Out already: {devices}. Take them back first.', 'Schon ausgegeben: {devices}. Nehmen Sie sie zuerst zurück.'],
  ['There is no such loan.', 'Diese Ausgabe gibt es nicht.'],
  ['This device was brought back already.', 'Dieses Gerät wurde schon zurückgebracht.'],
  // Attributes
  ['There is no such attribute.', 'Dieses Attribut gibt es nicht.'],
  [
    'There is an attribute “{name}” already. Take another name.',
    'Es gibt schon ein Attribut „{name}“. Nehmen Sie einen anderen Namen.',
  ],
  ['There are {most} attributes, the most there can be.', 'Es gibt {most} Attribute, mehr können es nicht sein.'],
  [
    'People have “{value}”. Give them another value first.',
    'Personen haben „{value}“. Geben Sie ihnen zuerst einen anderen Wert.',
  ],
  ['{attribute}: A text is needed.', '{attribute}: Ein Text wird gebraucht.'],
  ['{attribute}: A number is needed.', '{attribute}: Eine Zahl wird gebraucht.'],
  ['{attribute}: Yes or no is needed.', '{attribute}: Ja oder nein wird gebraucht.'],
  ['{attribute}: A date is needed.', '{attribute}: Ein Datum wird gebraucht.'],
  ['{attribute}: One of {choices} is needed.', '{attribute}: Eines von {choices} wird gebraucht.'],
  ['{attribute}: At most {most} letters.', '{attribute}: Höchstens {most} Zeichen.'],
];

/** Why an action or an exam leaves a device out, and what an import of people does not take. */
export const cartFindings: readonly (readonly [english: string, german: string])[] = [
  [
    'This takes a supervised device. Enroll it through Apple School Manager or Apple Configurator.',
    'Das braucht ein betreutes Gerät. Melden Sie es über Apple School Manager oder Apple Configurator an.',
  ],
  ['No update is offered to this device.', 'Diesem Gerät wird kein Update angeboten.'],
  ['This device is not in Lost Mode.', 'Dieses Gerät ist nicht im Modus „Verloren“.'],
  ['Another exam holds this device.', 'Eine andere Prüfung hält dieses Gerät.'],
  [
    'Several people have this name. Give the e-mail address, too.',
    'Mehrere Personen heißen so. Geben Sie auch die E-Mail-Adresse an.',
  ],
  ['This is no e-mail address.', 'Das ist keine E-Mail-Adresse.'],
  ['A name is needed.', 'Ein Name wird gebraucht.'],
  [
    'Somebody else in this file has this e-mail address; the first line counts.',
    'Jemand anderes in dieser Datei hat diese E-Mail-Adresse; die erste Zeile zählt.',
  ],
  ['This person comes twice; the first line counts.', 'Diese Person kommt zweimal vor; die erste Zeile zählt.'],
  ['This is not a number.', 'Das ist keine Zahl.'],
  ['This is neither yes nor no.', 'Das ist weder ja noch nein.'],
  ['This is not a date such as 2026-03-31.', 'Das ist kein Datum wie 2026-03-31.'],
  ['This is none of {choices}.', 'Das ist keines von {choices}.'],
];
