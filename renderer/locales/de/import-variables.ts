/** Variablen anderer Server in einem mitgebrachten Profil. */
export const importVariableTexts = {
  title: 'Variablen eines anderen Servers',
  means: 'Nur Variablen dieses Servers werden ausgefüllt. Was angehakt ist, wird in seiner Weise geschrieben.',
  choose: 'Übersetzen',
  translate: '{{from}} zu {{to}} übersetzen',
  unknown: '{{text}} ({{vendor}}) hat hier kein Gegenstück: Es bleibt stehen, und Geräte bekommen es so.',
  signed: 'Solange die Signatur bleibt, wird nichts ausgefüllt.',
  takeOff: 'Die Signatur entfernen und im Editor öffnen',
} as const;
