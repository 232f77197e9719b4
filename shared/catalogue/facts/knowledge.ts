import type { CommandFacts } from '../types.ts';

/** Commands that ask what a device knows, and of OS updates, by RequestType, alphabetical. */
export const KNOWLEDGE_FACTS: Readonly<Record<string, CommandFacts>> = {
  ActiveNSExtensions: {
    label: 'List active extensions',
    summary: 'Lists the app extensions a Mac user has switched on.',
    category: 'Information',
  },
  AvailableOSUpdates: {
    label: 'List OS updates',
    summary: 'Asks which operating system updates the device could install.',
    category: 'OS updates',
    reports: 'os-updates',
  },
  CertificateList: {
    label: 'List certificates',
    summary: 'Asks which certificates are installed.',
    category: 'Information',
    reports: 'certificates',
  },
  ContentCachingInformation: {
    label: 'Read content caching',
    summary: 'Asks a Mac how its content cache is doing.',
    category: 'Information',
    reports: 'content-caching',
  },
  DeviceInformation: {
    label: 'Read device information',
    summary: 'Asks for names, versions, capacity, network and other facts.',
    category: 'Information',
    reports: 'device',
  },
  InstalledApplicationList: {
    label: 'List apps',
    summary: 'Asks which apps are installed.',
    category: 'Information',
    reports: 'apps',
  },
  ManagedApplicationList: {
    label: 'List managed apps',
    summary: 'Asks how far each app installed by us has come.',
    category: 'Information',
    reports: 'managed-apps',
  },
  NSExtensionMappings: {
    label: 'List installed extensions',
    summary: 'Lists the app extensions present for a Mac user.',
    category: 'Information',
  },
  OSUpdateStatus: {
    label: 'Read update progress',
    summary: 'Asks how far scheduled operating system updates have come.',
    category: 'OS updates',
    reports: 'os-update-status',
  },
  ProfileList: {
    label: 'List profiles',
    summary: 'Asks which configuration profiles are installed.',
    category: 'Information',
    reports: 'profiles',
  },
  ProvisioningProfileList: {
    label: 'List provisioning profiles',
    summary: 'Asks which provisioning profiles are installed.',
    category: 'Information',
    reports: 'provisioning-profiles',
  },
  Restrictions: {
    label: 'Read restrictions',
    summary: 'Asks which restrictions are in force.',
    category: 'Information',
    reports: 'restrictions',
  },
  ScheduleOSUpdate: {
    label: 'Update operating system',
    summary: 'Downloads or installs an operating system update.',
    category: 'OS updates',
    changes: ['os-updates', 'os-update-status'],
  },
  ScheduleOSUpdateScan: {
    label: 'Look for OS updates',
    summary: 'Makes a Mac look for operating system updates in the background.',
    category: 'OS updates',
    changes: ['os-updates'],
  },
  SecurityInfo: {
    label: 'Read security state',
    summary: 'Asks about passcode, encryption, firewall and other protection.',
    category: 'Information',
    reports: 'security',
  },
};
