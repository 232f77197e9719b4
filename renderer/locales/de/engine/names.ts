/** What is wrong with the name a certificate is made out to: English, with `{…}`, and German. */
export const nameSentences: readonly (readonly [english: string, german: string])[] = [
  [
    '“{part}” is no part of a name: write it as CN=value.',
    '„{part}“ ist kein Teil eines Namens: Schreiben Sie ihn als CN=Wert.',
  ],
  ['A name has no part “{part}”. Use {parts}.', 'Ein Name hat keinen Teil „{part}“. Möglich sind {parts}.'],
  ['The value of {type} ends in a lone backslash.', 'Der Wert von {type} endet mit einem einzelnen Backslash.'],
  ['{type} has no value.', '{type} hat keinen Wert.'],
  [
    '{type} may have {count} signs at most, and “{value}” has more.',
    '{type} darf höchstens {count} Zeichen haben, und „{value}“ hat mehr.',
  ],
  ['C is a country in two letters, such as DE.', 'C ist ein Land in zwei Buchstaben, etwa DE.'],
  ['The name is empty. Write at least CN=value.', 'Der Name ist leer. Schreiben Sie mindestens CN=Wert.'],
];
