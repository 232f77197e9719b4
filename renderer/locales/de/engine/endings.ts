/** Why a command did not work or ended, as the engine words it in English, and German. What devices say stays as it is. */
export const endingSentences: readonly (readonly [english: string, german: string])[] = [
  ['Refused: {reason}', 'Abgelehnt: {reason}'],
  ['{failed} of {all} did not work. {each}', '{failed} von {all} gingen nicht. {each}'],
  ['The device gave no reason.', 'Das Gerät nannte keinen Grund.'],
  ['The device gave no reason', 'Das Gerät nannte keinen Grund'],
  ["The device's answer could not be read.", 'Die Antwort des Geräts war nicht lesbar.'],
  [
    'The device could not make sense of the command. It said: {said}',
    'Das Gerät konnte mit dem Befehl nichts anfangen. Es sagte: {said}',
  ],
  ['The device could not make sense of the command.', 'Das Gerät konnte mit dem Befehl nichts anfangen.'],
  ['The device did not come for it in time.', 'Das Gerät holte ihn nicht rechtzeitig ab.'],
  [
    'The device was given it and was not heard of again: most likely it was erased.',
    'Das Gerät bekam ihn und meldete sich nicht wieder: Höchstwahrscheinlich wurde es gelöscht.',
  ],
  ['The device was given it once and never answered.', 'Das Gerät bekam ihn einmal und antwortete nie.'],
  ['The device was given it {count} times and never answered.', 'Das Gerät bekam ihn {count}-mal und antwortete nie.'],
  [
    '{ended} That it was erased was not confirmed, but is most likely.',
    '{ended} Dass es gelöscht wurde, ist nicht bestätigt, aber höchst wahrscheinlich.',
  ],
  [
    '{ended} Whether it had carried the command out is not known.',
    '{ended} Ob es den Befehl ausgeführt hatte, ist nicht bekannt.',
  ],
  ['The device ended management.', 'Das Gerät beendete die Verwaltung.'],
  ['The device enrolled anew.', 'Das Gerät meldete sich neu an.'],
  ['Management of the device was ended.', 'Die Verwaltung des Geräts wurde beendet.'],
  ['The device was erased.', 'Das Gerät wurde gelöscht.'],
  ['The device was told to erase itself.', 'Das Gerät wurde angewiesen, sich zu löschen.'],
  ['The device was put in lost mode.', 'Das Gerät wurde in den Modus „Verloren“ versetzt.'],
  [
    'The command could not be built: its stored form is damaged, or the vault lacks its secrets.',
    'Der Befehl ließ sich nicht zusammensetzen: Was gespeichert ist, ist beschädigt, oder dem Tresor fehlen seine Geheimnisse.',
  ],
];
