/** What is wrong with variables in a content: English, with `{…}`, and German. */
export const variableSentences: readonly (readonly [english: string, german: string])[] = [
  [
    'There is no variable {name}. Did you mean {other}? To mean the signs themselves, write {literal}.',
    'Eine Variable {name} gibt es nicht. Meinten Sie {other}? Sind die Zeichen selbst gemeint, schreiben Sie {literal}.',
  ],
  [
    'There is no variable {name}. To mean the signs themselves, write {literal}.',
    'Eine Variable {name} gibt es nicht. Sind die Zeichen selbst gemeint, schreiben Sie {literal}.',
  ],
  [
    'No attribute has the variable {name}. Did you mean {other}? To mean the signs themselves, write {literal}.',
    'Kein Attribut hat die Variable {name}. Meinten Sie {other}? Sind die Zeichen selbst gemeint, schreiben Sie {literal}.',
  ],
  [
    'No attribute has the variable {name}. To mean the signs themselves, write {literal}.',
    'Kein Attribut hat die Variable {name}. Sind die Zeichen selbst gemeint, schreiben Sie {literal}.',
  ],
  [
    '{name} has no value here: this server never learns passwords. Write $NULL$, and the person is asked for it.',
    '{name} hat hier keinen Wert: Dieser Server erfährt nie Passwörter. Schreiben Sie $NULL$, und die Person wird danach gefragt.',
  ],
  [
    "{name} belongs to another vendor's app and has no value here. Remove it.",
    '{name} gehört zur App eines anderen Herstellers und hat hier keinen Wert. Entfernen Sie es.',
  ],
  [
    "{name} has no value: Apple's devices do not report it. Use {one} or {other}.",
    '{name} hat keinen Wert: Apples Geräte melden es nicht. Nehmen Sie {one} oder {other}.',
  ],
];
