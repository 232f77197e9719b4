import type { CommandFacts } from '../types.ts';

/** Commands of apps, media and profiles, by RequestType, alphabetical. */
export const CONTENT_FACTS: Readonly<Record<string, CommandFacts>> = {
  ApplyRedemptionCode: {
    label: 'Redeem app code',
    summary: 'Gives the device a redemption code for a paid app that waits for one.',
    category: 'Apps',
    changes: ['managed-apps'],
  },
  InstallApplication: {
    label: 'Install app',
    summary: 'Installs or updates an app from the App Store or from a manifest.',
    category: 'Apps',
    changes: ['apps', 'managed-apps'],
  },
  InstallEnterpriseApplication: {
    label: 'Install Mac package',
    summary: 'Installs a package on a Mac from a manifest.',
    category: 'Apps',
    changes: ['apps', 'managed-apps'],
  },
  InstallMedia: {
    label: 'Install book',
    summary: 'Adds a book from the Book Store or from a web address.',
    category: 'Media',
    changes: ['media'],
  },
  InstallProfile: {
    label: 'Install profile',
    summary: 'Installs a configuration profile, or replaces the one with the same identifier.',
    category: 'Profiles',
    changes: ['profiles', 'certificates', 'restrictions', 'security'],
  },
  InstallProvisioningProfile: {
    label: 'Install provisioning profile',
    summary: 'Adds or renews the provisioning profile an in-house app needs to open.',
    category: 'Profiles',
    changes: ['provisioning-profiles'],
  },
  ManagedApplicationAttributes: {
    label: 'Read app attributes',
    summary: 'Asks for the attributes set on managed apps.',
    category: 'Apps',
  },
  ManagedApplicationConfiguration: {
    label: 'Read app configuration',
    summary: 'Asks for the configuration set on managed apps.',
    category: 'Apps',
  },
  ManagedApplicationFeedback: {
    label: 'Read app feedback',
    summary: 'Asks for what managed apps have to tell us.',
    category: 'Apps',
  },
  ManagedMediaList: {
    label: 'List books',
    summary: 'Asks which books installed by us are there.',
    category: 'Media',
    reports: 'media',
  },
  RemoveApplication: {
    label: 'Remove app',
    summary: 'Removes an app installed by us, and its data.',
    category: 'Apps',
    destructive: true,
    changes: ['apps', 'managed-apps'],
  },
  RemoveMedia: {
    label: 'Remove book',
    summary: 'Removes a book installed by us.',
    category: 'Media',
    destructive: true,
    changes: ['media'],
  },
  RemoveProfile: {
    label: 'Remove profile',
    summary: 'Removes a profile installed by us, with every account and setting it brought.',
    category: 'Profiles',
    destructive: true,
    changes: ['profiles', 'certificates', 'restrictions', 'security'],
  },
  RemoveProvisioningProfile: {
    label: 'Remove provisioning profile',
    summary:
      'Takes a provisioning profile off the device. Nothing is revoked: its apps run until the next restart, and a sync can put it back.',
    category: 'Profiles',
    destructive: true,
    changes: ['provisioning-profiles'],
  },
  ValidateApplications: {
    label: 'Check in-house apps',
    summary: 'Makes the device check that in-house apps may still open.',
    category: 'Apps',
    changes: ['managed-apps'],
  },
};
