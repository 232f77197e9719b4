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

/** An iPad whose network settings are in use all the time. */
export const NO_VPN = {
  when: { command: 'InstallProfile' },
  answer: {
    status: 'Error',
    errors: [
      { domain: 'MCInstallationErrorDomain', code: 4001, text: 'The profile could not be installed.' },
      { domain: 'MCVPNErrorDomain', code: 15002, text: 'Network settings are in use by another process.' },
    ],
  },
};

/** A locked iPad puts apps off until somebody unlocks it. */
export const LOCKED = { when: { command: 'InstallApplication' }, answer: { status: 'NotNow' } };
