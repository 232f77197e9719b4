/** Why a rule of compliance could not do something, and why it was done: the engine's English, and German. */
export const complianceSentences: readonly (readonly [english: string, german: string])[] = [
  [
    'Only supervised iPhones and iPads, and Macs, show a message.',
    'Nur betreute iPhones und iPads sowie Macs zeigen eine Nachricht.',
  ],
  ['The device is not managed now.', 'Das Gerät wird zurzeit nicht verwaltet.'],
  ['The group is not there any more.', 'Die Gruppe gibt es nicht mehr.'],
  ['There was nothing of ours on it.', 'Es war nichts von uns darauf.'],
  ['No mail is sent: the settings say by no server yet.', 'Keine Mail: In den Einstellungen steht noch kein Server.'],
  [
    'There is nobody to send mail to: the person has no address, or no administrators are named.',
    'Es gibt niemanden für die Mail: Die Person hat keine Adresse, oder es sind keine Administratoren genannt.',
  ],
  ['It violates the rule “{rule}”.', 'Es verletzt die Regel „{rule}“.'],
  ['It keeps the rules again.', 'Es hält die Regeln wieder ein.'],
];

/** Why a rule or an exemption was not saved. */
export const complianceErrors: readonly (readonly [english: string, german: string])[] = [
  ['That time has passed. Choose a later one.', 'Diese Zeit ist vorbei. Wählen Sie eine spätere.'],
  ['There is no such rule.', 'Diese Regel gibt es nicht.'],
  ['There is no such group.', 'Diese Gruppe gibt es nicht.'],
  ['This exemption is over already.', 'Diese Ausnahme ist schon vorbei.'],
  [
    'Devices are put into quarantine in a static group. Choose one.',
    'In Quarantäne kommen Geräte in eine statische Gruppe. Wählen Sie eine.',
  ],
  [
    'A stage does each thing once. Take out what is there twice.',
    'Eine Stufe tut jedes nur einmal. Nehmen Sie heraus, was doppelt ist.',
  ],
  [
    'Two stages have the same id. Give each its own.',
    'Zwei Stufen haben dieselbe Kennung. Geben Sie jeder ihre eigene.',
  ],
  [
    'Each language is there once. Take out what is there twice.',
    'Jede Sprache steht einmal da. Nehmen Sie heraus, was doppelt ist.',
  ],
  [
    'Messages have to be in every language of the rule: {missing}.',
    'Nachrichten brauchen jede Sprache der Regel: {missing}.',
  ],
  [
    'There is a rule “{name}” already. Take another name.',
    'Es gibt schon eine Regel „{name}“. Nehmen Sie einen anderen Namen.',
  ],
  ['There are {most} rules, the most there can be.', 'Es gibt {most} Regeln, mehr können es nicht sein.'],
];
