import type { Page } from 'playwright-core';

/** Ids of what the demo happens to hold, for addresses. */
export interface Sights {
  /** An enrolled iPad. */
  readonly pad: string;
  /** An enrolled Mac. */
  readonly mac: string;
  /** The newest invitation. */
  readonly invitation: string;
}

/** One picture: where to go, and what to do there before it is taken. */
export interface Shot {
  /** File name, without the theme. */
  readonly name: string;
  readonly path: string | ((sights: Sights) => string);
  prepare?(page: Page): Promise<void>;
}

/** Every picture, one a line. They are taken of a running demo, in both themes. */
export const SHOTS: readonly Shot[] = [
  { name: 'home', path: '/' },
  { name: 'devices', path: '/devices' },
  { name: 'device', path: ({ pad }) => `/devices/${pad}` },
  { name: 'device-commands', path: ({ pad }) => `/devices/${pad}/commands` },
  { name: 'device-apps', path: ({ pad }) => `/devices/${pad}/apps` },
  { name: 'enrollment', path: '/enrollment' },
  { name: 'invitation', path: ({ invitation }) => `/enrollment/invitations/${invitation}` },
  { name: 'activity', path: '/activity' },
  { name: 'settings', path: '/settings' },
  { name: 'settings-push', path: '/settings/push' },
  { name: 'settings-certificates', path: '/settings/certificates' },
  { name: 'first-run', path: '/setup' },
];
