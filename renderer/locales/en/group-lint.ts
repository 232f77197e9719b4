/** What to know about a group before something is given to it. */
export const groupLintTexts = {
  leave: 'People can leave this group or come into it by changing {{fields}} on the device.',
  account:
    'It uses $MANAGED_APPLE_ID$, and this group does not ask for such devices. Add “Shared iPad” or “User Enrollment” to its filter; others wait for a value.',
  big_one: '{{size}} goes to {{count, number}} device. Keep groups for big files small, or roll it out in stages.',
  big_other: '{{size}} goes to {{count, number}} devices. Keep groups for big files small, or roll it out in stages.',
};
