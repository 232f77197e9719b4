import { isVerified } from './judge-desired.ts';
import type { Because, ProfileState, Step } from './plan-types.ts';
import { tryAgain, type Verdict } from './retry.ts';
import type { Leaving, Situation } from './situation.ts';
import { bringsWifi, carriesConnection, shareKind } from './stages.ts';

/**
 * How a profile of ours that should not be there stands, and whether it is to be removed. Pure.
 *
 * @param wanted how the profiles that should be there stand, by identifier
 */
export function judgeLeaving(
  profile: Leaving,
  situation: Situation,
  wanted: ReadonlyMap<string, ProfileState>,
): Verdict {
  const { identifier } = profile;
  const known = situation.known(identifier);
  const there = situation.presence(identifier);
  const open = situation.open(identifier);
  const last = open.findLast(({ kind, inFlight }) => kind === 'remove' || inFlight);
  if (last?.kind === 'remove') return { state: 'removing' };
  if (last === undefined) {
    if (there === undefined) {
      return known?.outcome === 'removed' && !situation.isListed(identifier)
        ? { state: 'removing', because: { code: 'not-seen-yet' } }
        : { state: 'removed' };
    }
    if (known?.ours.includes(there.uuid) !== true) return { state: 'removed', because: { code: 'not-ours' } };
  }
  const held = holdFor(profile, situation, wanted);
  if (held !== undefined) return { state: 'held', because: held };
  const step: Step = { kind: 'remove', identifier };
  return last === undefined && known?.outcome === 'removal-failed'
    ? tryAgain(known, situation.now, step, 'removing')
    : { state: 'removing', step };
}

/** What is under way, and will soon be there or not. */
const COMING: ReadonlySet<ProfileState> = new Set(['pending', 'sent', 'verifying']);

/** Why it must stay for now; undefined when it may go. */
function holdFor(
  profile: Leaving,
  situation: Situation,
  wanted: ReadonlyMap<string, ProfileState>,
): Because | undefined {
  const carries = carriesConnection(profile.payloadTypes);
  const replacement = situation.fit.find(
    (other) =>
      shareKind(other.payloadTypes, profile.payloadTypes) && COMING.has(wanted.get(other.identifier) ?? 'installed'),
  );
  if (replacement !== undefined) return { code: 'replacement-not-verified', identifier: replacement.identifier };

  if (carries && !situation.facts.hasOwnNetwork && profile.mayStrand !== true) {
    const other = situation.fit.some((each) => carriesConnection(each.payloadTypes) && isVerified(each, situation));
    if (!other) return { code: 'carries-the-connection' };
  }
  if (bringsWifi(profile.payloadTypes)) {
    const left = situation.fit.some((each) => bringsWifi(each.payloadTypes) && isVerified(each, situation));
    const limit = left ? undefined : allowList(situation);
    if (limit !== undefined && limit !== profile.identifier) return { code: 'allow-list-needs-it', identifier: limit };
  }
  return undefined;
}

/** The profile on the device that leaves only networks brought by profiles. */
function allowList(situation: Situation): string | undefined {
  const limits = [
    ...situation.fit.filter(({ hazards }) => hazards.some(({ kind }) => kind === 'wifi-allow-list')),
    ...situation.leaving.filter(({ limitsWifi }) => limitsWifi),
  ];
  return limits.find(({ identifier }) => situation.presence(identifier) !== undefined)?.identifier;
}
