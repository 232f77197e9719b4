import { type DeviceContext, PLATFORMS, type Platform } from '../../shared/catalogue/index.ts';
import type { ChannelRow } from './planner-rows.ts';

const contexts = new Map<string, DeviceContext>();
const MOST_CONTEXTS = 5000;

/** What decides whether a device takes something; the same object for devices that are alike. */
export function contextOf(channel: ChannelRow): DeviceContext {
  const { platform, osVersion, supervised, sharedIpad, automatedEnrollment, awaitingConfiguration } = channel;
  const { accessRights, channel: kind, userEnrollment } = channel;
  const key = [
    platform,
    osVersion,
    supervised,
    sharedIpad,
    automatedEnrollment,
    awaitingConfiguration,
    accessRights,
    kind,
    userEnrollment,
  ].join('|');
  const known = contexts.get(key);
  if (known !== undefined) return known;
  const made: DeviceContext = {
    platform: PLATFORMS.find((each): each is Platform => each === platform),
    osVersion: osVersion ?? undefined,
    supervised: supervised === null ? null : supervised === 1,
    accessRights,
    channel: kind,
    userEnrollment: userEnrollment === 1,
    sharedIPad: sharedIpad === null ? undefined : sharedIpad === 1,
    dep: awaitingConfiguration === 1 ? true : automatedEnrollment === null ? undefined : automatedEnrollment === 1,
  };
  if (contexts.size >= MOST_CONTEXTS) contexts.clear();
  contexts.set(key, made);
  return made;
}
