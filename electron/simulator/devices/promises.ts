import { type Speaker, whyNot } from '../../../shared/catalogue/applies.ts';
import { messageDefinition } from '../../../shared/catalogue/messages.ts';
import type { KeyDefinition } from '../../../shared/catalogue/types.ts';
import { isPlistDict, type PlistInput } from '../wire/plist.ts';
import type { CommandContext, Reply } from './command-spec.ts';
import type { DeviceState } from './state.ts';

/*
 * What Apple's schema promises of a device: which commands it takes and which keys it answers, by platform, system,
 * supervision, sharing, channel and rights. Where the schema has no such key at all, nothing is hidden: that is a mistake
 * of ours, which the tests find.
 */

/** Who answers. */
export const speakerOf = (state: DeviceState, context: Pick<CommandContext, 'channel'>): Speaker => ({
  platform: state.model.platform,
  osVersion: state.os.version,
  supervised: state.supervised,
  dep: state.enrolledByDep,
  sharedIpad: state.sharedIpad,
  userEnrollment: state.management?.enrollmentId !== undefined,
  channel: context.channel ?? 'device',
  accessRights: state.management?.accessRights ?? 0,
});

/** What a device would have to have to take a command; undefined when it takes it. */
export function whatIsLacking(requestType: string, speaker: Speaker): 'command' | 'right' | 'supervision' | undefined {
  const support = messageDefinition('command', requestType)?.support;
  const able = (more: Partial<Speaker>): boolean => whyNot(support, { ...speaker, ...more }) === undefined;
  if (able({})) return undefined;
  if (able({ accessRights: -1 })) return 'right';
  return able({ accessRights: -1, supervised: true }) ? 'supervision' : 'command';
}

/** The reply without the keys that this device has not got. */
export function tellable(requestType: string, reply: Reply, speaker: Speaker): Reply {
  return members(reply, messageDefinition('command', requestType)?.answer ?? [], undefined, speaker);
}

function members(
  value: Reply,
  keys: readonly KeyDefinition[],
  wildcard: KeyDefinition | undefined,
  speaker: Speaker,
): Reply {
  const told: Reply = {};
  for (const [name, member] of Object.entries(value)) {
    const key = keys.find((candidate) => candidate.key === name) ?? wildcard;
    if (member === undefined || (key !== undefined && whyNot(key.support, speaker) !== undefined)) continue;
    told[name] = key === undefined ? member : part(member, key, speaker);
  }
  return told;
}

function part(value: PlistInput, key: KeyDefinition, speaker: Speaker): PlistInput {
  if (Array.isArray(value)) return value.map((entry) => (key.items ? part(entry, key.items, speaker) : entry));
  if (!isPlistDict(value) || (!key.keys?.length && !key.wildcard)) return value;
  return members(value as Reply, key.keys ?? [], key.wildcard, speaker) as PlistInput;
}
