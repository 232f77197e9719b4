/**
 * What the event stream may say of a command besides its RequestType: these top-level keys and no others, so that a
 * secret added to a command later cannot leak by omission.
 */
const TOLD: Readonly<Record<string, readonly string[]>> = {
  DeleteUser: ['UserName', 'DeleteAllUsers', 'ForceDeletion'],
  DeviceLock: ['Message', 'PhoneNumber'],
  EnableLostMode: ['Message', 'PhoneNumber', 'Footnote'],
  EraseDevice: ['PreserveDataPlan', 'ObliterationBehavior'],
  InstallApplication: ['Identifier', 'iTunesStoreID'],
  InstallMedia: ['iTunesStoreID', 'MediaType'],
  InstalledApplicationList: ['ManagedAppsOnly'],
  ProfileList: ['ManagedOnly'],
  RemoveApplication: ['Identifier'],
  RemoveMedia: ['iTunesStoreID', 'PersistentID', 'MediaType'],
  RemoveProfile: ['Identifier'],
  RemoveProvisioningProfile: ['UUID'],
  RequestMirroring: ['DestinationName'],
  RestartDevice: ['NotifyUser'],
  SetAutoAdminPassword: ['GUID'],
  UnlockUserAccount: ['UserName'],
};

const LONGEST = 200;

/**
 * The data of a `command.queued` event. Pure.
 *
 * @param request the Command dictionary without its secrets, as JSON
 */
export function auditOf(request: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const requestType = String(request.RequestType);
  const told: Record<string, unknown> = { requestType };
  for (const name of Object.hasOwn(TOLD, requestType) ? (TOLD[requestType] ?? []) : []) {
    const value = request[name];
    if (typeof value === 'string') told[name] = value.slice(0, LONGEST);
    else if (typeof value === 'number' || typeof value === 'boolean') told[name] = value;
  }
  if (requestType === 'Settings') told.items = namesIn(request.Settings, 'Item');
  if (requestType === 'ScheduleOSUpdate') told.versions = namesIn(request.Updates, 'ProductVersion');
  return told;
}

function namesIn(list: unknown, key: string): string[] {
  if (!Array.isArray(list)) return [];
  return list
    .map((entry: unknown) =>
      typeof entry === 'object' && entry !== null ? (entry as Record<string, unknown>)[key] : '',
    )
    .filter((name): name is string => typeof name === 'string' && name !== '')
    .slice(0, 20)
    .map((name) => name.slice(0, LONGEST));
}
