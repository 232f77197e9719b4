/** Why something about automated enrollment profiles was not done, as the engine words it in English, and German. */
export const automatedErrors: readonly (readonly [english: string, german: string])[] = [
  [
    'There is no such automated enrollment profile. Reload the list.',
    'Dieses automatische Registrierungsprofil gibt es nicht. Laden Sie die Liste neu.',
  ],
  [
    'There is a profile “{name}” already. Take another name.',
    'Es gibt schon ein Profil „{name}“. Nehmen Sie einen anderen Namen.',
  ],
  ['There are {count} profiles, the most there can be.', 'Es gibt {count} Profile, mehr können es nicht sein.'],
  [
    'Devices of “{name}” get {blueprints}. Take it from the sources there first.',
    'Geräte von „{name}“ bekommen {blueprints}. Nehmen Sie es dort zuerst aus den Quellen.',
  ],
];
