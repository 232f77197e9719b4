/*
 * What single devices answer in the story, in the words of scenarios (docs/simulator.md).
 */

/** An iPad without room for an app. */
export const FULL = {
  when: { command: 'InstallApplication', times: 1 },
  answer: {
    status: 'Error',
    reply: { RejectionReason: 'CouldNotVerifyAppID' },
    errors: [
      { domain: 'MCMDMErrorDomain', code: 12023, text: 'The app could not be installed.' },
      { domain: 'NSCocoaErrorDomain', code: 640, text: 'There is not enough space on this iPad.' },
    ],
  },
};

/** An iPad that takes no profile, for its own reason. */
export const NO_MAIL = {
  when: { command: 'InstallProfile' },
  answer: {
    status: 'Error',
    errors: [
      { domain: 'MCInstallationErrorDomain', code: 4001, text: 'The profile could not be installed.' },
      { domain: 'MCEmailAccountErrorDomain', code: 10002, text: 'The account conflicts with one that is there.' },
    ],
  },
};

/** A locked iPad puts apps off until somebody unlocks it. */
export const LOCKED = { when: { command: 'InstallApplication' }, answer: { status: 'NotNow' } };
