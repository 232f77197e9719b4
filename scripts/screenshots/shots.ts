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

const settings = (section: string): Shot => ({ name: `settings-${section}`, path: `/settings/${section}` });
const firstRun = (step: string): Shot => ({ name: `first-run-${step}`, path: `/setup/${step}` });

/** Waits for a dialog or a drawer to stand where it stays. */
async function dialog(page: Page): Promise<void> {
  await page.getByRole('dialog').waitFor();
}

async function key(page: Page, keys: string): Promise<void> {
  await page.keyboard.press(keys);
  await dialog(page);
}

/** Opens the first line below the heading of a list, and of its first day. */
async function firstRow(page: Page): Promise<void> {
  await page.getByRole('row').nth(2).click();
  await dialog(page);
  await page.waitForFunction(() => document.querySelector('[aria-busy="true"]') === null);
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
  { name: 'enrollment-waiting', path: '/enrollment/waiting' },
  { name: 'enrollment-expected', path: '/enrollment/expected' },
  { name: 'enrollment-recent', path: '/enrollment/recent' },
  { name: 'enrollment-ways', path: '/enrollment/ways' },
  { name: 'enrollment-configurator', path: '/enrollment/ways/configurator' },
  { name: 'enrollment-new', path: '/enrollment/invitations?new=invitation', prepare: dialog },
  { name: 'handouts', path: ({ invitation }) => `/handouts?ids=${invitation}` },
  { name: 'activity', path: '/activity' },
  { name: 'activity-event', path: '/activity', prepare: firstRow },
  { name: 'activity-commands', path: '/activity/commands' },
  { name: 'palette', path: '/', prepare: (page) => key(page, 'ControlOrMeta+k') },
  { name: 'shortcuts', path: '/', prepare: (page) => key(page, '?') },
  { name: 'settings', path: '/settings' },
  ...['listener', 'push', 'certificates', 'administrators', 'tokens', 'backups', 'watch'].map(settings),
  ...['account', 'appearance', 'about'].map(settings),
  { name: 'first-run', path: '/setup' },
  ...['organisation', 'reachability', 'administrator', 'push', 'invitation'].map(firstRun),
];
