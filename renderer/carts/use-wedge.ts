import { useEffect, useRef } from 'react';

/** A scanner types faster than a person: between two of its letters lies less than this. */
const LETTER_MS = 60;
const SHORTEST = 4;

/**
 * Hears a barcode scanner that types like a keyboard: fast letters and Enter, wherever the focus is but in a field. Keys
 * of a person are left alone.
 *
 * @param hear is told each code
 */
export function useWedge(hear: (code: string) => void, on = true): void {
  const told = useRef(hear);
  told.current = hear;
  useEffect(() => {
    if (!on) return;
    let code = '';
    let last = 0;
    const press = (event: KeyboardEvent): void => {
      const target = event.target instanceof HTMLElement ? event.target : undefined;
      if (target?.closest('input, textarea, select, [contenteditable="true"]') || event.ctrlKey || event.metaKey)
        return;
      const now = performance.now();
      if (now - last > LETTER_MS) code = '';
      last = now;
      if (event.key === 'Enter') {
        if (code.length >= SHORTEST) {
          // What has the focus must not take the Enter of a scanner for its own.
          event.preventDefault();
          event.stopPropagation();
          told.current(code);
        }
        code = '';
      } else if (event.key.length === 1) {
        code += event.key;
        // Letters that come so fast are no shortcuts.
        if (code.length > 1) event.stopPropagation();
      }
    };
    window.addEventListener('keydown', press, { capture: true });
    return () => window.removeEventListener('keydown', press, { capture: true });
  }, [on]);
}
