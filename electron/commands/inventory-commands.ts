import {
  commandDefinition,
  type DeviceContext,
  isAcceptable,
  type KeyDefinition,
  validateCommand,
} from '../../shared/catalogue/index.ts';

/** The commands whose answers become inventory, in the order they are asked. */
const ASKED = [
  'DeviceInformation',
  'SecurityInfo',
  'ProfileList',
  'InstalledApplicationList',
  'ManagedApplicationList',
  'CertificateList',
  'AvailableOSUpdates',
  'Restrictions',
  'UserList',
] as const;

/** Asked when something changed them, and when they are refreshed after that: few devices have any of these. */
const ASKED_IF_THERE: readonly string[] = ['ManagedMediaList', 'ProvisioningProfileList', 'OSUpdateStatus'];

/** What a user has for itself; all else a user's channel could tell is about the device. */
const OF_USERS: ReadonlySet<string> = new Set([
  'ProfileList',
  'CertificateList',
  'InstalledApplicationList',
  'ManagedApplicationList',
  'ManagedMediaList',
  'ProvisioningProfileList',
]);

/** Apple limits how often a device may be attested, so that is asked for on purpose only. */
const NOT_ROUTINE: ReadonlySet<string> = new Set(['DevicePropertiesAttestation']);

export const INVENTORY_REQUEST_TYPES: ReadonlySet<string> = new Set([...ASKED, ...ASKED_IF_THERE]);

/** Whether a device is asked for this only when it has, or may have, something of the kind. */
export function isAskedIfThere(requestType: string): boolean {
  return ASKED_IF_THERE.includes(requestType);
}

type InventoryCommand = {
  readonly RequestType: string;
  readonly Queries?: readonly string[];
  readonly ProfileRestrictions?: boolean;
};

const built = new Map<string, readonly InventoryCommand[]>();

/**
 * The inventory commands this device can take, with every DeviceInformation query its platform, version and rights
 * allow. Pure; the outcome is kept per kind of device.
 */
export function inventoryCommands(context: DeviceContext): readonly InventoryCommand[] {
  const key = JSON.stringify(context);
  let commands = built.get(key);
  if (commands === undefined) {
    if (built.size > 200) built.clear();
    // What only supervised devices take is not asked of one that has not said so yet: it would only fail.
    const certain = { ...context, supervised: context.supervised ?? false, sharedIPad: context.sharedIPad ?? false };
    const all: readonly string[] = [...ASKED, ...ASKED_IF_THERE];
    const asked = context.channel === 'user' ? all.filter((requestType) => isOfUsers(requestType, context)) : all;
    commands = asked.flatMap((requestType): InventoryCommand[] => {
      const plain = { RequestType: requestType };
      const full =
        requestType === 'DeviceInformation'
          ? deviceInformation(context)
          : requestType === 'Restrictions'
            ? { ...plain, ProfileRestrictions: true }
            : plain;
      const isPart = context.channel === 'user' && requestType === 'DeviceInformation';
      return (isPart ? [full] : [full, plain])
        .filter((command) => isAcceptable(validateCommand(command, certain)))
        .slice(0, 1);
    });
    built.set(key, commands);
  }
  return commands;
}

/** It comes with every TokenUpdate of the user. */
const TOLD_ANYWAY = 'PushToken';

/** A user of a Shared iPad has settings that the device's own channel is not told. */
const isOfUsers = (requestType: string, context: DeviceContext): boolean =>
  OF_USERS.has(requestType) ||
  (requestType === 'DeviceInformation' &&
    context.sharedIPad === true &&
    deviceInformation(context).Queries?.length !== 0);

function deviceInformation(context: DeviceContext): InventoryCommand {
  const all = queriesFor(context);
  if (context.channel !== 'user') return all;
  const ofDevice = new Set(queriesFor({ ...context, channel: 'device' }).Queries);
  return { ...all, Queries: all.Queries?.filter((query) => !ofDevice.has(query) && query !== TOLD_ANYWAY) ?? [] };
}

function queriesFor(context: DeviceContext): InventoryCommand {
  const queries: KeyDefinition | undefined = commandDefinition('DeviceInformation')?.keys.find(
    (key) => key.key === 'Queries',
  );
  const all = (queries?.items?.choices ?? []).map((choice) => choice.value).filter((name) => !NOT_ROUTINE.has(name));
  const RequestType = 'DeviceInformation';
  // A query that does not fit refuses nothing, devices leave it out; we need not ask then.
  const idle = new Set(
    validateCommand({ RequestType, Queries: all }, context)
      .filter((finding) => finding.code !== 'os-deprecated')
      .map((finding) => finding.path),
  );
  return { RequestType, Queries: all.filter((_, index) => !idle.has(`Queries[${index}]`)) };
}
