/** Why a rule of compliance could not do something, and why it was done: the engine's English, and German. */
export const complianceSentences: readonly (readonly [english: string, german: string])[] = [
  [
    'Only supervised iPhones and iPads, and Macs, show a message.',
    'Nur betreute iPhones und iPads sowie Macs zeigen eine Nachricht.',
  ],
  ['The device is not managed now.', 'Das Gerät wird zurzeit nicht verwaltet.'],
  ['The group is not there any more.', 'Die Gruppe gibt es nicht mehr.'],
  ['There was nothing of ours on it.', 'Es war nichts von uns darauf.'],
  ['It violates the rule “{rule}”.', 'Es verletzt die Regel „{rule}“.'],
  ['It keeps the rules again.', 'Es hält die Regeln wieder ein.'],
];
