import type { Because, DesiredProfile, Hazard, Step } from './plan-types.ts';
import { ASK_AGAIN_MS, tryAgain, type Verdict } from './retry.ts';
import type { Situation } from './situation.ts';
import { bringsWifi, isAccountWithIdentity } from './stages.ts';

/** How a profile that should be there stands, and whether it is to be sent. Pure. */
export function judgeDesired(profile: DesiredProfile, situation: Situation): Verdict {
  const { identifier, uuid } = profile;
  const there = situation.presence(identifier);
  const last = situation.open(identifier).findLast(({ kind, inFlight }) => kind === 'install' || inFlight);
  if (last?.kind === 'install' && last.uuid === uuid) return { state: last.inFlight ? 'sent' : 'pending' };
  // What is in flight decides what is there; until it is answered, nothing can be said of the present.
  if (last === undefined && there?.uuid === uuid) return { state: there.verified ? 'installed' : 'verifying' };

  if (profile.missing.length > 0) {
    return { state: 'waiting', because: { code: 'missing-values', names: profile.missing } };
  }
  const missing = profile.needs.find(
    (need) => !situation.fit.some((each) => each.identifier === need && isVerified(each, situation)),
  );
  if (missing !== undefined) return { state: 'held', because: { code: 'needs-profile', identifier: missing } };
  if (profile.needsPasscode && situation.facts.passcode?.compliant !== true) return awaitPasscode(situation);
  const held =
    profile.hazards.map((hazard) => holdFor(hazard, profile, situation)).find((why) => why !== undefined) ??
    otherAccount(profile, situation);
  if (held !== undefined) return { state: 'held', because: held };
  const { notBefore } = profile;
  if (notBefore !== undefined && notBefore > situation.now)
    return { state: 'held', because: { code: 'outside-window', at: notBefore }, lookAgainAt: notBefore };

  const step: Step = { kind: 'install', identifier, uuid };
  const known = situation.known(identifier);
  if (last !== undefined || known?.uuid !== uuid) return { state: 'pending', step };
  switch (known.outcome) {
    case 'failed':
    case 'refused':
    case 'not-there':
      return tryAgain(known, situation.now, step, 'pending');
    case 'acknowledged':
      // It was seen, and a later list is without it: somebody removed or replaced it.
      return profile.onDrift === 'repair' ? { state: 'pending', step } : { state: 'drifted' };
    case 'removed':
    case 'removal-failed':
      return { state: 'pending', step };
  }
}

/** People have an hour to choose a new passcode; the device is asked how it stands after that, and every hour. */
function awaitPasscode({ now, facts, answered }: Situation): Verdict {
  const because: Because = { code: 'passcode-not-compliant' };
  // An answer without it, or an error, is an answer, too.
  const askAt = Math.max(facts.passcode?.at ?? -Infinity, answered.security ?? -Infinity) + ASK_AGAIN_MS;
  return now >= askAt
    ? { state: 'held', because, step: { kind: 'security' } }
    : { state: 'held', because, lookAgainAt: askAt };
}

/**
 * Accounts with certificates are renewed one after the other, so that never all of them fail together. One that failed
 * keeps no other waiting.
 */
function otherAccount(profile: DesiredProfile, situation: Situation): Because | undefined {
  const isRenewed = ({ identifier, uuid, payloadTypes }: DesiredProfile): boolean => {
    const there = situation.presence(identifier);
    return isAccountWithIdentity(payloadTypes) && there !== undefined && (there.uuid !== uuid || !there.verified);
  };
  if (!isRenewed(profile)) return undefined;
  const renewed = situation.fit
    .filter((each) => isRenewed(each) && each.missing.length === 0)
    .sort((a, b) => (a.identifier < b.identifier ? -1 : 1));
  const underWay = renewed.find(
    ({ identifier }) => situation.open(identifier).length > 0 || situation.presence(identifier)?.verified === false,
  );
  const first = underWay ?? renewed.find((each) => !hasFailed(each, situation));
  return first === undefined || first === profile || (underWay === undefined && hasFailed(profile, situation))
    ? undefined
    : { code: 'one-account-at-a-time', identifier: first.identifier };
}

function hasFailed({ identifier, uuid }: DesiredProfile, situation: Situation): boolean {
  const known = situation.known(identifier);
  return known?.uuid === uuid && known.failures > 0 && known.outcome !== 'acknowledged';
}

/** Why it must not be sent now; undefined when it may. */
function holdFor(hazard: Hazard, profile: DesiredProfile, situation: Situation): Because | undefined {
  switch (hazard.kind) {
    case 'wifi-allow-list': {
      if (bringsWifi(profile.payloadTypes)) return undefined;
      const networks = situation.fit.filter((other) => other !== profile && bringsWifi(other.payloadTypes));
      if (networks.length === 0) return { code: 'no-wifi' };
      const stands = networks.some((network) => isVerified(network, situation));
      return stands ? undefined : { code: 'wifi-not-verified' };
    }
    case 'single-app': {
      const { bundleId } = hazard;
      // What comes with the system is in no list.
      if (bundleId.startsWith('com.apple.') || situation.facts.apps?.has(bundleId) === true) return undefined;
      return { code: 'app-missing', bundleId };
    }
    case 'no-app-left':
      return { code: 'no-app-left' };
    case 'global-proxy':
      return hazard.accepted ? undefined : { code: 'proxy-not-accepted' };
  }
}

/** True when a list shows the wanted content and nothing is about to change it. */
export function isVerified({ identifier, uuid }: DesiredProfile, situation: Situation): boolean {
  const there = situation.presence(identifier);
  return (
    there?.verified === true && there.uuid === uuid && situation.open(identifier).every(({ kind }) => kind !== 'remove')
  );
}
