import type { Because, DesiredProfile, Hazard, Step } from './plan-types.ts';
import { tryAgain, type Verdict } from './retry.ts';
import type { Situation } from './situation.ts';
import { bringsWifi } from './stages.ts';

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
  const held = profile.hazards.map((hazard) => holdFor(hazard, profile, situation)).find((why) => why !== undefined);
  if (held !== undefined) return { state: 'held', because: held };

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
