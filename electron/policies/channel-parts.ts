import type { LoadedPolicy, LoadedVersion } from './catalogue.ts';
import { contextOf } from './channel-context.ts';
import type { ChannelRow } from './planner-rows.ts';

/** What of a policy goes to the own channel of a device, and what to the channel of each of its users. */
export interface ChannelParts {
  readonly device?: LoadedVersion;
  readonly users?: LoadedVersion;
}

/**
 * A profile goes to users when it is theirs and there are any. Of a setting, users of a Shared iPad get what Apple keeps
 * from its own channel, such as accessibility; the device gets the rest, whoever has signed in by then.
 */
export function channelParts(
  { type }: Pick<LoadedPolicy, 'type'>,
  version: LoadedVersion,
  channels: readonly ChannelRow[],
): ChannelParts {
  const hasUsers = channels.some(({ channel }) => channel === 'user');
  if (type === 'profile') return hasUsers && version.parts.scope === 'User' ? { users: version } : { device: version };
  const device = channels.find(({ channel }) => channel === 'device');
  const split = device === undefined ? undefined : version.split(contextOf(device));
  // Where nobody has signed in yet, the device says that it does not take what is for users only.
  return split === undefined || (split.device === undefined && !hasUsers) ? { device: version } : split;
}
