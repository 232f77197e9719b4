import { useCallback, useEffect, useMemo, useReducer } from 'react';
import { newId } from '../../../shared/ids.ts';
import { type Draft, edited, type Profile, redone, savedNow, startDraft, undone } from './draft.ts';

type Step =
  | {
      readonly kind: 'edit';
      readonly how: (profile: Profile) => Profile;
      readonly what: string | undefined;
      readonly at: number;
    }
  | { readonly kind: 'undo' | 'redo' }
  | { readonly kind: 'saved'; readonly profile: Profile };

function step(draft: Draft, taken: Step): Draft {
  switch (taken.kind) {
    case 'edit':
      return edited(draft, taken.how(draft.profile), taken.what, taken.at);
    case 'undo':
      return undone(draft);
    case 'redo':
      return redone(draft);
    case 'saved':
      return savedNow(draft, taken.profile);
  }
}

/** A profile being edited, with the way back. */
export interface DraftApi {
  readonly draft: Draft;
  /** @param what names the field that is typed in; see `edited` */
  edit(how: (profile: Profile) => Profile, what?: string): void;
  undo(): void;
  redo(): void;
  saved(profile: Profile): void;
}

/**
 * Begins to edit a profile.
 *
 * @param saved what it is compared with, where it was not saved as it is
 */
export function useDraft(profile: Profile, saved?: Profile): DraftApi {
  const [draft, take] = useReducer(step, undefined, () => startDraft(profile, saved ?? profile));
  const edit = useCallback<DraftApi['edit']>((how, what) => take({ kind: 'edit', how, what, at: Date.now() }), []);
  const undo = useCallback(() => take({ kind: 'undo' }), []);
  const redo = useCallback(() => take({ kind: 'redo' }), []);
  const markSaved = useCallback((now: Profile) => take({ kind: 'saved', profile: now }), []);
  return useMemo(() => ({ draft, edit, undo, redo, saved: markSaved }), [draft, edit, undo, redo, markSaved]);
}

/** Ctrl/Cmd-Z and its opposite for the profile, in its fields too; searches and XML keep the keys to themselves. */
export function useUndoKeys({ draft, undo, redo }: DraftApi, on: boolean): void {
  const back = draft.past.length > 0;
  const forth = draft.future.length > 0;
  useEffect(() => {
    if (!on) return;
    const onKey = (event: KeyboardEvent): void => {
      const key = event.key.toLowerCase();
      if (!(event.ctrlKey || event.metaKey) || event.altKey || (key !== 'z' && key !== 'y')) return;
      if (event.target instanceof Element && event.target.closest('[data-own-undo], [role=dialog]') !== null) return;
      const forward = key === 'y' || event.shiftKey;
      if (forward ? !forth : !back) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      if (forward) redo();
      else undo();
    };
    window.addEventListener('keydown', onKey, true);
    return () => window.removeEventListener('keydown', onKey, true);
  }, [on, back, forth, undo, redo]);
}

/** A UUID as Apple writes them. */
export const newUuid = (): string => newId().toUpperCase();
