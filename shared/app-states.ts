/*
 * How far a managed app, a book or a system update has come, as devices name it. Pure.
 */

/**
 * `way`: not there yet, so it is worth asking again; `settled`: stays like this until somebody does something; `once`:
 * reported a single time, and gone from the next answer without that meaning anything.
 */
export type Lasting = 'way' | 'settled' | 'once';

/** `Status` of ManagedApplicationList, `State` of InstallApplication and of books. */
const APP: Readonly<Record<string, Lasting>> = {
  Queued: 'way',
  NeedsRedemption: 'way',
  Redeeming: 'way',
  Prompting: 'way',
  PromptingForLogin: 'way',
  PromptingForManagement: 'way',
  PromptingForUpdate: 'way',
  PromptingForUpdateLogin: 'way',
  ValidatingPurchase: 'way',
  ValidatingUpdate: 'way',
  Installing: 'way',
  Updating: 'way',
  Managed: 'settled',
  ManagedButUninstalled: 'settled',
  Installed: 'settled',
  Uninstalled: 'settled',
  Unknown: 'settled',
  UserInstalledApp: 'once',
  UserRejected: 'once',
  UpdateRejected: 'once',
  ManagementRejected: 'once',
  Failed: 'once',
  Rejected: 'once',
};

/** Our own word: the device would not even begin, and said why. */
export const REFUSED_STATUS = 'Rejected';
/** Our own word: it was listed, and is not any more. Stands in histories only. */
export const GONE_STATUS = 'Gone';

/** How long this status of an app or book lasts; one that Apple adds later is taken for settled. */
export function appStatusLasts(status: string): Lasting {
  return APP[status] ?? 'settled';
}

/** `Status` of OSUpdateStatus and of the answer to ScheduleOSUpdate. */
const UPDATE: Readonly<Record<string, Lasting>> = {
  Downloading: 'way',
  Installing: 'way',
  InstallPhoneCallInProgress: 'way',
};

export function updateStatusLasts(status: string): Lasting {
  return UPDATE[status] ?? 'settled';
}

/** States in words that something went wrong, or was refused, and that somebody should look. */
const TROUBLE = /Rejected|Failed|Insufficient|RequiresComputer|UserInstalledApp|^Error$/;

export function isTrouble(status: string): boolean {
  return TROUBLE.test(status);
}
