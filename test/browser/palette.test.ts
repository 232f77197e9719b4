import { expect, it } from 'vitest';
import { accessibilityProblems, type Window } from './support/browser.ts';
import type { FakeConsole } from './support/fake-console.ts';
import { keptWindow } from './support/kept-window.ts';

const PASSWORD = 'a heron over the pond';
const opened = keptWindow();
let server: FakeConsole;
let window: Window;

const open = async (path: string): Promise<void> => {
  ({ server, window } = await opened({ devices: 60, path }));
  await window.page.getByTestId('connection').getByText('Live').waitFor();
};
const palette = () => window.page.getByRole('dialog', { name: 'Search' });
async function type(text: string): Promise<void> {
  await window.page.keyboard.press('Control+k');
  await palette().getByRole('textbox').or(palette().getByRole('searchbox')).first().fill(text);
}
const offer = (name: string | RegExp) =>
  palette().getByRole('button', { name }).or(palette().getByRole('option', { name })).first();

it('leads to every place by a few letters, remembers it, and shows its keys', async () => {
  await open('/devices');
  const { page, errors } = window;
  await type('push cert');
  await offer(/Push certificate/).click();
  await page.waitForURL(/settings\/push/);
  await type('queue');
  await offer(/Command queue/)
    .getByText('G C')
    .waitFor();
  await page.keyboard.press('Enter');
  await page.waitForURL(/activity\/commands/);
  await type('');
  await palette().locator('[style*="Used lately"]').waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  expect(errors).toEqual([]);
});

it('finds a device as one types, and acts on it after a “>”', async () => {
  await open('/activity');
  const { page } = window;
  const device = server.school.devices.find(({ family, state }) => family === 'iPad' && state === 'enrolled');
  await type(device?.serialNumber ?? '');
  await offer(new RegExp(device?.name ?? '')).waitFor();
  await type(`${device?.serialNumber} > inform`);
  await palette().locator(`[style*="Actions for ${device?.name}"]`).waitFor();
  await type(`${device?.serialNumber} > lock dev`);
  await offer(/^Lock device/).click();
  await page.waitForURL(new RegExp(`devices/${device?.id}`));
});

it('does things from anywhere, signing out too', async () => {
  await open('/devices');
  // The first account is an owner's, whatever was asked for.
  await server.people.accounts.create({ name: 'Olaf', role: 'owner', password: PASSWORD }, { name: 'test' });
  await server.people.accounts.create({ name: 'Vera', role: 'viewer', password: PASSWORD }, { name: 'test' });
  const { page } = window;
  await type('colours dark');
  await offer(/Colours: Dark/).click();
  await page.locator('[data-mantine-color-scheme=dark]').waitFor({ state: 'attached' });
  await type('new invit');
  await offer(/^New invitation/).click();
  const form = page.getByRole('dialog', { name: 'New invitation' });
  await form.waitFor();
  // The form is a place: Back leaves it, and closing it leaves its address.
  await page.goBack();
  await form.waitFor({ state: 'detached' });
  await page.goForward();
  await form.getByRole('button', { name: 'Cancel' }).click();
  await form.waitFor({ state: 'detached' });
  expect(page.url()).toMatch(/#\/enrollment\/invitations$/);
  for (const [words, tab] of [
    ['wait for approval', 'Waiting'],
    ['expected', 'Expected devices'],
    ['recent enroll', 'Enrollments'],
    ['ways to', 'Ways in'],
    ['invitations', 'Invitations'],
  ] as const) {
    await type(words);
    await page.keyboard.press('Enter');
    await page.getByRole('tab', { name: tab, selected: true }).waitFor();
  }
  await type('sign out');
  await offer('Sign out').click();
  await page.getByLabel('Name', { exact: true }).fill('Vera');
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByTestId('connection').getByText('Live').waitFor();
  // What the role does not allow is shown with the reason, and does nothing.
  await type('back up');
  const refused = offer(/Back up now/);
  await refused.waitFor();
  await refused.getByText(/administrator/).waitFor();
  expect(await refused.getAttribute('aria-disabled')).toBe('true');
});

it('follows keys outside of fields, and never while one types', async () => {
  await open('/devices');
  const { page } = window;
  await page.getByRole('gridcell').first().waitFor();
  await page.keyboard.press('g');
  await page.keyboard.press('a');
  await page.waitForURL(/#\/activity$/);
  const field = page.getByRole('searchbox', { name: 'Search events' });
  await field.waitFor();
  await page.keyboard.press('/');
  await page.keyboard.type('gh?');
  expect(await field.inputValue()).toBe('gh?');
  expect(page.url()).toContain('/activity');
  await field.fill('');
  await field.blur();
  await page.keyboard.press('?');
  const help = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await help.getByText('Go to the command queue').waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.keyboard.press('g');
  await page.keyboard.press('h');
  await help.waitFor();
  await page.keyboard.press('Escape');
  await help.waitFor({ state: 'detached' });
});
