import type { Page } from 'playwright-core';
import type { Sights } from './sights.ts';

/** One picture: where to go, and what to do there before it is taken. */
export interface Shot {
  /** File name, without the theme. */
  readonly name: string;
  readonly path: string | ((sights: Sights) => string);
  prepare?(page: Page): Promise<void>;
  /** As somebody sees it who has not signed in. */
  readonly signedOut?: true;
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

// By what does not change with the language.
const icon = (page: Page, name: string) => page.locator(`button:has(.tabler-icon-${name})`).first();
const chooseAll = (page: Page) => page.getByRole('grid').getByRole('checkbox').first().click();
const settled = (page: Page) => page.waitForLoadState('networkidle');

async function buildFilter(page: Page): Promise<void> {
  await icon(page, 'filter').click();
  await settled(page);
}

/** Who a lock of every device would reach. */
async function previewLock(page: Page): Promise<void> {
  await chooseAll(page);
  await icon(page, 'send').click();
  await page.locator('input[data-autofocus]').fill('DeviceLock');
  await page.keyboard.press('Enter');
  await page.locator('[role=dialog] button[type=submit]').click();
  await page.locator('[role=dialog] details').first().waitFor();
  await settled(page);
}

async function nameByPattern(page: Page): Promise<void> {
  await chooseAll(page);
  await icon(page, 'cursor-text').click();
  await page.locator('[role=dialog] input').first().fill('Cart A - {n:02}');
  await page.locator('[role=dialog] table').waitFor();
}

const FILTER = encodeURIComponent('platform is macOS or batteryLevel below 40%');

/** Opens the first line that can be opened: by the button in it, or as a whole. */
async function firstLine(page: Page): Promise<void> {
  const rows = page.getByRole('main').getByRole('row');
  const button = rows.getByRole('button').first();
  await rows.nth(1).waitFor();
  if ((await button.count()) > 0) await button.click();
  else await rows.nth(1).click();
  await dialog(page);
  await settled(page);
}

async function replaceProfile(page: Page): Promise<void> {
  await chooseAll(page);
  await page.locator('main .mantine-Button-root[aria-haspopup=menu]:has(.tabler-icon-chevron-down)').last().click();
  await page.locator('[role=menuitem]:has(.tabler-icon-certificate)').click();
  await dialog(page);
  await settled(page);
}

async function importGroups(page: Page): Promise<void> {
  await page.locator('button:has(.tabler-icon-chevron-down)').first().click();
  await page.locator('[role=menuitem]:has(.tabler-icon-file-import)').click();
  await dialog(page);
}

async function compareVersions(page: Page): Promise<void> {
  const boxes = page.locator('main tbody').getByRole('checkbox');
  await boxes.nth(0).click();
  await boxes.nth(1).click();
  await icon(page, 'arrows-diff').click();
  await dialog(page);
  await settled(page);
}

/** What a blueprint would change on the devices of a cart. */
async function previewBlueprint(page: Page): Promise<void> {
  await dialog(page);
  await page.getByRole('dialog').getByRole('combobox').first().click();
  await page.getByRole('option', { name: 'Cart A' }).click();
  await page.getByRole('dialog').getByRole('table').waitFor();
  await settled(page);
}

/** Opens the dialog of the button at a place in a row of buttons. */
const pressed =
  (place: number) =>
  async (page: Page): Promise<void> => {
    await page.locator('main .mantine-Group-root').first().locator('button').nth(place).click();
    await dialog(page);
    await settled(page);
  };

/** Why the first device of a group is in it. */
async function explain(page: Page): Promise<void> {
  await page.getByRole('grid').getByRole('row').nth(1).click();
  await dialog(page);
  await settled(page);
}

async function cartPicture(page: Page): Promise<void> {
  await page.locator('main button[aria-haspopup=menu]:has(.tabler-icon-chevron-down)').first().click();
  await page.locator('[role=menuitem]:has(.tabler-icon-photo)').click();
  await dialog(page);
}

/** Every picture, one a line. They are taken of a running demo, in both themes. */
export const SHOTS: readonly Shot[] = [
  { name: 'home', path: '/' },
  { name: 'devices', path: '/devices' },
  { name: 'devices-grid', path: '/devices?layout=grid' },
  { name: 'devices-filter', path: `/devices?filter=${FILTER}`, prepare: buildFilter },
  { name: 'devices-bulk', path: '/devices', prepare: previewLock },
  { name: 'devices-rename', path: '/devices', prepare: nameByPattern },
  { name: 'device', path: ({ pad }) => `/devices/${pad}` },
  { name: 'device-commands', path: ({ pad }) => `/devices/${pad}/commands` },
  {
    name: 'device-command',
    path: ({ failedDevice, failed }) => `/devices/${failedDevice}/commands/${failed}`,
    prepare: dialog,
  },
  { name: 'device-security', path: ({ mac }) => `/devices/${mac}/security` },
  ...['profiles', 'certificates', 'updates', 'network', 'users'].map(
    (tab): Shot => ({ name: `device-${tab}`, path: ({ pad }) => `/devices/${pad}/${tab}` }),
  ),
  { name: 'device-history', path: ({ pad }) => `/devices/${pad}/history` },
  { name: 'device-notes', path: ({ pad }) => `/devices/${pad}/notes` },
  { name: 'device-diagnosis', path: ({ pad }) => `/devices/${pad}?do=diagnosis`, prepare: dialog },
  { name: 'device-erase', path: ({ pad }) => `/devices/${pad}?do=EraseDevice`, prepare: dialog },
  { name: 'device-security-pad', path: ({ pad }) => `/devices/${pad}/security` },
  { name: 'device-apps', path: ({ pad }) => `/devices/${pad}/apps` },
  { name: 'device-app', path: ({ pad }) => `/devices/${pad}/apps`, prepare: firstLine },
  { name: 'device-books', path: ({ pad }) => `/devices/${pad}/apps?show=books` },
  { name: 'device-codes', path: ({ pad }) => `/devices/${pad}/apps?open=codes`, prepare: dialog },
  { name: 'device-update', path: ({ updatable }) => `/devices/${updatable}/updates` },
  { name: 'device-provisioning', path: ({ pad }) => `/devices/${pad}/profiles?show=provisioning` },
  { name: 'device-network-mac', path: ({ mac }) => `/devices/${mac}/network` },
  { name: 'device-users-mac', path: ({ mac }) => `/devices/${mac}/users` },
  { name: 'device-configuration', path: ({ pad }) => `/devices/${pad}/apps?do=Settings`, prepare: dialog },
  { name: 'devices-replace-profile', path: '/devices', prepare: replaceProfile },
  { name: 'groups', path: '/groups' },
  { name: 'groups-import', path: '/groups', prepare: importGroups },
  { name: 'group', path: ({ group }) => `/groups/${group}` },
  { name: 'group-edit', path: ({ group }) => `/groups/${group}/edit` },
  { name: 'group-new-static', path: '/groups/new?kind=static' },
  { name: 'group-why', path: ({ group }) => `/groups/${group}`, prepare: explain },
  { name: 'compliance', path: '/compliance' },
  ...['violations', 'rules', 'exemptions'].map(
    (view): Shot => ({ name: `compliance-${view}`, path: `/compliance/${view}` }),
  ),
  { name: 'compliance-rule', path: ({ rule }) => `/compliance/rules/${rule}` },
  { name: 'compliance-rule-new', path: '/compliance/rules/new?template=passcode' },
  { name: 'device-compliance', path: ({ pad }) => `/devices/${pad}/compliance` },
  { name: 'policies', path: '/policies' },
  { name: 'policies-new', path: '/policies/new' },
  { name: 'policies-conflicts', path: '/policies/conflicts' },
  { name: 'policies-order', path: '/policies/order' },
  { name: 'policy', path: ({ wifi }) => `/policies/${wifi}` },
  ...['assignment', 'roll-out', 'devices', 'versions', 'options'].map(
    (tab): Shot => ({ name: `policy-${tab}`, path: ({ rollOut }) => `/policies/${rollOut}/${tab}` }),
  ),
  { name: 'policy-compare', path: ({ rollOut }) => `/policies/${rollOut}/versions`, prepare: compareVersions },
  { name: 'policy-conflicts', path: ({ rollOut }) => `/policies/${rollOut}/conflicts` },
  { name: 'policy-states', path: ({ mail }) => `/policies/${mail}/devices` },
  { name: 'policy-setting', path: ({ setting }) => `/policies/${setting}` },
  { name: 'policy-editor', path: ({ rollOut }) => `/policies/${rollOut}?part=0` },
  { name: 'device-policies', path: ({ pad }) => `/devices/${pad}/policies` },
  { name: 'blueprints', path: '/blueprints' },
  ...['content', 'devices', 'versions', 'runs'].map(
    (tab): Shot => ({ name: `blueprint-${tab}`, path: ({ blueprint }) => `/blueprints/${blueprint}/${tab}` }),
  ),
  {
    name: 'blueprint-apply',
    path: ({ blueprint }) => `/blueprints/${blueprint}/content?do=apply`,
    prepare: previewBlueprint,
  },
  { name: 'blueprint-edit', path: ({ blueprint }) => `/blueprints/${blueprint}/edit?part=apps` },
  {
    name: 'blueprint-panes',
    path: ({ blueprint }) => `/blueprints/${blueprint}/edit?part=skipSetup`,
    prepare: (page) => page.locator('[data-fields] input:not([type=hidden])').last().click(),
  },
  { name: 'run', path: ({ run }) => `/blueprints/runs/${run}` },
  { name: 'run-done', path: ({ runDone }) => `/blueprints/runs/${runDone}` },
  { name: 'run-report', path: ({ runDone }) => `/print/prepare-run/${runDone}` },
  { name: 'blueprint-sheet', path: ({ blueprint }) => `/print/blueprint/${blueprint}` },
  { name: 'carts', path: '/carts' },
  { name: 'cart', path: ({ cart }) => `/carts/${cart}` },
  { name: 'cart-list', path: ({ cart }) => `/carts/${cart}?layout=list` },
  { name: 'cart-exams', path: ({ cart }) => `/carts/${cart}/exams` },
  { name: 'cart-actions', path: ({ cart }) => `/carts/${cart}/actions` },
  { name: 'cart-sweep', path: ({ cart }) => `/carts/${cart}/sweep` },
  { name: 'cart-picture', path: ({ cart }) => `/carts/${cart}`, prepare: cartPicture },
  { name: 'cart-labels', path: ({ cart }) => `/carts/${cart}?do=labels`, prepare: dialog },
  { name: 'people', path: '/people' },
  { name: 'people-import', path: '/people?do=import', prepare: dialog },
  { name: 'people-attributes', path: '/people?do=attributes', prepare: dialog },
  { name: 'people-overdue', path: '/people?devices=overdue' },
  { name: 'person', path: ({ person }) => `/people/${person}` },
  { name: 'updates', path: '/updates' },
  { name: 'update-rule', path: ({ updateRule }) => `/updates/${updateRule}` },
  { name: 'enrollment', path: '/enrollment' },
  { name: 'invitation', path: ({ invitation }) => `/enrollment/invitations/${invitation}` },
  { name: 'enrollment-waiting', path: '/enrollment/waiting' },
  { name: 'enrollment-expected', path: '/enrollment/expected' },
  { name: 'enrollment-recent', path: '/enrollment/recent' },
  { name: 'enrollment-automated', path: '/enrollment/automated' },
  { name: 'enrollment-ways', path: '/enrollment/ways' },
  ...['air', 'own', 'account', 'configurator'].map(
    (way): Shot => ({ name: `enrollment-${way}`, path: `/enrollment/ways/${way}` }),
  ),
  { name: 'enrollment-new', path: '/enrollment/invitations?new=invitation', prepare: dialog },
  { name: 'handouts', path: ({ invitation }) => `/handouts?ids=${invitation}` },
  { name: 'activity', path: '/activity' },
  { name: 'activity-event', path: '/activity', prepare: firstRow },
  { name: 'activity-commands', path: '/activity/commands' },
  { name: 'activity-sorted', path: '/activity/commands?sort=device&direction=asc' },
  { name: 'palette', path: '/', prepare: (page) => key(page, 'ControlOrMeta+k') },
  { name: 'shortcuts', path: '/', prepare: (page) => key(page, '?') },
  { name: 'settings', path: '/settings' },
  ...['listener', 'push', 'certificates', 'variables', 'administrators', 'tokens', 'backups', 'watch'].map(settings),
  ...['account', 'appearance', 'about'].map(settings),
  ...['library', 'configured', 'renewals', 'authority'].map(
    (view): Shot => ({ name: `settings-${view}`, path: `/settings/certificates?view=${view}` }),
  ),
  ...['mail', 'reporting', 'directory'].map(settings),
  { name: 'settings-scep', path: '/settings/certificates?view=library', prepare: pressed(1) },
  { name: 'settings-people-certificates', path: '/settings/certificates?view=library', prepare: pressed(3) },
  { name: 'settings-trial', path: '/settings/certificates?view=library', prepare: pressed(4) },
  { name: 'sign-in', path: '/', signedOut: true },
  { name: 'first-run', path: '/setup' },
  ...['organisation', 'reachability', 'administrator', 'push', 'invitation'].map(firstRun),
];
