import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { act, type ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import { screenTexts, startLanguage } from '../locales/language.ts';

/** What jsdom lacks and the component library asks for. */
function completeWindow(): void {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
  window.matchMedia ??= (media) =>
    ({ media, matches: false, addEventListener() {}, removeEventListener() {} }) as unknown as MediaQueryList;
  globalThis.ResizeObserver ??= class {
    observe() {}
    unobserve() {}
    disconnect() {}
  };
}

/** Draws something as the window would, with its notifications, in English. Unmounts by `stop`. */
export async function render(children: ReactNode): Promise<{ stop(): Promise<void> }> {
  completeWindow();
  await Promise.all([startLanguage(), screenTexts()]);
  const place = document.body.appendChild(document.createElement('div'));
  const root = createRoot(place);
  await act(async () =>
    root.render(
      <MantineProvider env="test">
        <Notifications transitionDuration={0} />
        {children}
      </MantineProvider>,
    ),
  );
  return {
    async stop() {
      await act(async () => root.unmount());
      place.remove();
    },
  };
}

/** The button of that name; null when there is none. */
export function button(name: string): HTMLButtonElement | null {
  return (
    [...document.querySelectorAll('button')].find(
      (each) => (each.getAttribute('aria-label') ?? each.textContent) === name,
    ) ?? null
  );
}

/** What notifications say right now, in order. */
export function told(): string[] {
  return [...document.querySelectorAll('[role=alert]')].map((each) => each.textContent ?? '');
}
