import { type KeyboardEvent, type RefObject, useEffect, useRef, useState } from 'react';

const FIELDS = 'input:not([type=hidden]), textarea, button:not([tabindex="-1"])';

/** What a panel beside a canvas needs for the keyboard: its element, and what it listens to. */
export interface SideFocus {
  /** Takes the focus into the panel as soon as it shows that; Escape there gives it back. */
  enter(wanted: string, from: HTMLElement): void;
  readonly panel: {
    readonly ref: RefObject<HTMLElement | null>;
    readonly onFocus: () => void;
    readonly onBlur: () => void;
    readonly onKeyDown: (event: KeyboardEvent) => void;
  };
}

/**
 * Leads the keyboard from a canvas into the panel beside it and back, and keeps it in the panel when what had the focus
 * was taken away there.
 *
 * @param shown what the panel is about
 * @param content what it says: another one each time it changes
 */
export function useSideFocus(shown: string | null, content: unknown): SideFocus {
  const ref = useRef<HTMLElement>(null);
  const back = useRef<HTMLElement>(null);
  const within = useRef(false);
  const [wanted, setWanted] = useState<string>();
  useEffect(() => {
    if (wanted === undefined || wanted !== shown) return;
    setWanted(undefined);
    focusFirst(ref.current);
  }, [wanted, shown]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a change of the content is what takes things away
  useEffect(() => {
    if (within.current && document.activeElement === document.body) focusFirst(ref.current);
  }, [content]);
  return {
    enter(next, from) {
      back.current = from;
      setWanted(next);
    },
    panel: {
      ref,
      onFocus: () => {
        within.current = true;
      },
      onBlur: () => {
        within.current = false;
      },
      onKeyDown(event) {
        // The first Escape closes a list that is open.
        const isOpen = event.target instanceof Element && event.target.getAttribute('aria-expanded') === 'true';
        if (event.key === 'Escape' && !isOpen && back.current?.isConnected === true) back.current.focus();
      },
    },
  };
}

function focusFirst(panel: HTMLElement | null): void {
  panel?.querySelector<HTMLElement>(`[data-fields] :is(${FIELDS})`)?.focus();
}
