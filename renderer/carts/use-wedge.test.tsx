// @vitest-environment jsdom
import { act } from 'react';
import { createRoot } from 'react-dom/client';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { useWedge } from './use-wedge.ts';

function Listener({ hear, on }: { hear: (code: string) => void; on: boolean }) {
  useWedge(hear, on);
  return <input aria-label="Field" />;
}

let heard: string[];
let root: ReturnType<typeof createRoot>;
let shortcuts: string[];
const render = (on = true): void => act(() => root.render(<Listener hear={(code) => heard.push(code)} on={on} />));
const remember = (event: KeyboardEvent): void => void shortcuts.push(event.key);

beforeEach(() => {
  (globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true;
  vi.useFakeTimers();
  heard = [];
  shortcuts = [];
  document.body.innerHTML = '<div id="root"></div>';
  root = createRoot(document.getElementById('root') as HTMLElement);
  document.body.addEventListener('keydown', remember);
  render();
});
afterEach(() => {
  act(() => root.unmount());
  document.body.removeEventListener('keydown', remember);
  vi.useRealTimers();
});

/** Keys with so many milliseconds between them. @returns whether the last one still does what it usually does */
function press(keys: readonly string[], ms: number, target: Element = document.body): boolean {
  let usual = true;
  for (const key of keys) {
    usual = target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
    vi.advanceTimersByTime(ms);
  }
  return usual;
}

describe('a scanner that types like a keyboard', () => {
  it('is heard wherever the focus is, and its Enter presses nothing', () => {
    expect(press([...'DMPX1234', 'Enter'], 5)).toBe(false);
    expect(press([...'DMPX5678', 'Enter'], 5)).toBe(false);
    expect(heard).toEqual(['DMPX1234', 'DMPX5678']);
    // Only the first letter of each could be a shortcut.
    expect(shortcuts).toEqual(['D', 'D']);
  });

  it('is told apart from a person, whose keys stay theirs', () => {
    expect(press([...'DMPX1234', 'Enter'], 150)).toBe(true);
    expect(press([...'abc', 'Enter'], 5)).toBe(true);
    expect(heard).toEqual([]);
    expect(shortcuts.filter((key) => key === 'Enter')).toHaveLength(2);
  });

  it('leaves fields alone, and hears nothing while it is off', () => {
    const field = document.querySelector('input') as Element;
    expect(press([...'DMPX1234', 'Enter'], 5, field)).toBe(true);
    render(false);
    press([...'DMPX1234', 'Enter'], 5);
    expect(heard).toEqual([]);
  });
});
