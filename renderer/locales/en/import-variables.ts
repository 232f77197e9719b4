/** Variables of other servers in a profile that is brought along. */
export const importVariableTexts = {
  title: 'Variables of another server',
  means: 'Only variables of this server are filled in. What is ticked is written in its way.',
  choose: 'Translate',
  translate: 'Translate {{from}} to {{to}}',
  unknown: '{{text}} ({{vendor}}) has no counterpart here: it stays, and devices get it like that.',
  signed: 'Nothing is filled in as long as the signature stays.',
  takeOff: 'Take the signature off and open it in the editor',
} as const;
