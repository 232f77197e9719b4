import type { KnownProfile, ReportedProfiles } from './plan-types.ts';

/*
 * What a device's answers and lists teach about our profiles on it. Pure.
 */

/** A command about a profile, as it was sent. */
export type SentCommand =
  | ({ readonly kind: 'install' } & Pick<
      KnownProfile,
      'identifier' | 'uuid' | 'payloadTypes' | 'limitsWifi' | 'mayStrand' | 'version'
    >)
  | { readonly kind: 'remove'; readonly identifier: string };

/** How it was answered: `refused` by CommandFormatError, `failed` by Error. */
export type Answer = 'acknowledged' | 'failed' | 'refused';

/**
 * What is known after an answer.
 *
 * @param before what was known of that identifier; undefined when nothing was
 * @returns undefined when there is nothing to remember: a removal of what was never ours
 */
export function afterAnswer(
  before: KnownProfile | undefined,
  command: SentCommand,
  answer: Answer,
  at: number,
): KnownProfile | undefined {
  if (command.kind === 'remove') {
    if (before === undefined) return undefined;
    if (answer === 'acknowledged') return { ...before, outcome: 'removed', at, verifiedAt: null };
    const failures = before.outcome === 'removal-failed' ? before.failures + 1 : 1;
    return { ...before, outcome: 'removal-failed', at, verifiedAt: null, failures };
  }
  const { kind: _, ...profile } = command;
  const ours = before?.ours ?? [];
  const failures = before?.uuid === profile.uuid && before.outcome !== 'removal-failed' ? before.failures : 0;
  if (answer !== 'acknowledged') {
    return { ...profile, ours, outcome: answer, at, verifiedAt: null, failures: failures + 1 };
  }
  const known = ours.includes(profile.uuid) ? ours : [...ours, profile.uuid];
  return { ...profile, ours: known, outcome: 'acknowledged', at, verifiedAt: null, failures };
}

/** What is known after a complete list; the same object when it tells nothing new. */
export function afterList(known: KnownProfile, list: ReportedProfiles): KnownProfile {
  if (list.at < known.at) return known;
  const there = list.profiles.find(({ identifier }) => identifier === known.identifier);
  if (known.outcome === 'acknowledged' && known.verifiedAt === null) {
    return there?.uuid === known.uuid
      ? { ...known, verifiedAt: list.at, failures: 0 }
      : { ...known, outcome: 'not-there', at: list.at, failures: known.failures + 1 };
  }
  if (known.outcome === 'removed' && there !== undefined && known.ours.includes(there.uuid)) {
    return { ...known, outcome: 'removal-failed', at: list.at, failures: known.failures + 1 };
  }
  return known;
}
