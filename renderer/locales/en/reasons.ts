/** Reasons for changes. */
export const reasonTexts = {
  title: 'Why this change?',
  text: 'Your organisation asks for a reason. It is kept in the activity beside the change.',
  label: 'Reason',
  hint: 'For example the number of a ticket.',
  keep_one: 'Use it for my further changes in the next minute, too',
  keep_other: 'Use it for my further changes in the next {{count}} minutes, too',
  decline: 'Do not change anything',
  submit: 'Change it',
  none: 'Nothing was changed: no reason was given.',
  setting: {
    title: 'Reasons for changes',
    label: 'Ask for a reason before changes',
    hint: 'For policies, groups, blueprints, rules, certificates, accounts and settings. Reasons stand in the activity and its export. Scripts send theirs in the header Cartwright-Reason.',
  },
} as const;
