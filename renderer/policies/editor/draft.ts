import type { PlistValue } from '../../../shared/catalogue/index.ts';

/** The whole dictionary of a `.mobileconfig`, as plist values. */
export type Profile = Readonly<Record<string, PlistValue>>;

/** A profile as it is being edited, and every step that led there. */
export interface Draft {
  readonly profile: Profile;
  /** As it was when it was opened or last saved. */
  readonly saved: Profile;
  readonly past: readonly Profile[];
  readonly future: readonly Profile[];
  /** What the latest step changed, and when: typing on in the same field is one step. */
  readonly latest: { readonly what: string; readonly at: number } | undefined;
}

/** Enough to go back to the beginning of a long session; profiles share what they have in common. */
const MOST_STEPS = 300;

/** Longer pauses begin a new step. */
const PAUSE_MS = 1500;

export function startDraft(profile: Profile, saved: Profile = profile): Draft {
  return { profile, saved, past: [], future: [], latest: undefined };
}

/**
 * The draft with a change.
 *
 * @param what names the field that is being typed in, so that one step takes back a word and not a letter; undefined
 *   for a change that is a step of its own
 * @param at now
 */
export function edited(draft: Draft, profile: Profile, what: string | undefined, at: number): Draft {
  if (profile === draft.profile) return draft;
  const goesOn = what !== undefined && draft.latest?.what === what && at - draft.latest.at <= PAUSE_MS;
  return {
    ...draft,
    profile,
    past: goesOn ? draft.past : [...draft.past, draft.profile].slice(-MOST_STEPS),
    future: [],
    latest: what === undefined ? undefined : { what, at },
  };
}

/** One step back; the same draft when there is none. */
export function undone(draft: Draft): Draft {
  const before = draft.past.at(-1);
  if (before === undefined) return draft;
  return {
    ...draft,
    profile: before,
    past: draft.past.slice(0, -1),
    future: [draft.profile, ...draft.future],
    latest: undefined,
  };
}

/** One step forth again; the same draft when there is none. */
export function redone(draft: Draft): Draft {
  const [next, ...future] = draft.future;
  if (next === undefined) return draft;
  return { ...draft, profile: next, past: [...draft.past, draft.profile], future, latest: undefined };
}

/** What was saved; steps can still be taken back. */
export function savedNow(draft: Draft, profile: Profile): Draft {
  return { ...draft, saved: profile, latest: undefined };
}

/** Whether anything would be lost. */
export const isChanged = (draft: Draft): boolean => draft.profile !== draft.saved;
