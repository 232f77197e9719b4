import { beforeEach, expect, it } from 'vitest';
import { accessibilityProblems, problemsInBothThemes, type Window } from './support/browser.ts';
import type { FakeConsole } from './support/fake-console.ts';
import { keptWindow } from './support/kept-window.ts';

const opened = keptWindow();
let server: FakeConsole;
let window: Window;
beforeEach(async () => {
  ({ server, window } = await opened({ devices: 12, path: '/settings/certificates?view=renewals' }));
});

it('shows how renewals stand, tries a failed one again, and keeps when they begin', async () => {
  const { page, errors } = window;
  await page.getByText('The SCEP server cannot be reached', { exact: false }).waitFor();
  await page
    .getByRole('button', { name: /^Try again now for/ })
    .first()
    .click();
  await page.getByText('A new profile waits for the device.').waitFor();
  await page.getByLabel('Days before the end').fill('45');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Saved.').waitFor();
  expect(await problemsInBothThemes(page)).toEqual([]);
  expect(errors).toEqual([]);
});

it('rolls the authority over with a question, tells the progress, and retires the former root only when the word is typed', async () => {
  const { page, errors } = window;
  await page.getByText('Authority', { exact: true }).click();
  expect(page.url()).toContain('view=authority');
  await page.getByRole('button', { name: 'Start a roll-over' }).click();
  const start = page.getByRole('dialog', { name: 'Make a new root?' });
  expect(await accessibilityProblems(page)).toEqual([]);
  await start.getByRole('button', { name: 'Start a roll-over' }).click();
  await page.getByText('Every device has moved.', { exact: false }).waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.getByRole('button', { name: 'Retire the former root' }).click();
  const retire = page.getByRole('dialog', { name: 'Retire the former root?' });
  expect(await retire.getByRole('button', { name: 'Retire the former root' }).isDisabled()).toBe(true);
  await retire.getByLabel('Type RETIRE to go on').fill('retire');
  await retire.getByRole('button', { name: 'Retire the former root' }).click();
  await page.getByText('The former root is retired.').waitFor();
  await page.getByRole('button', { name: 'Start a roll-over' }).waitFor();
  expect(errors).toEqual([]);
});

it('replaces the profile of one device and of many, after it was said who cannot have it and why', async () => {
  const { page, errors } = window;
  const [device] = server.school.devices.filter(({ state }) => state === 'enrolled');
  await page.goto(`${server.url}/#/devices/${device?.id}/certificates`);
  await page.getByRole('button', { name: 'Replace enrollment profile' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Leave rights as they are').click();
  await dialog.getByLabel('Erase the device').click();
  expect(await accessibilityProblems(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Check devices' }).click();
  await dialog.getByText('One device can have it').waitFor();
  await dialog.getByRole('button', { name: 'Replace', exact: true }).click();
  await page.getByText('A new profile waits for one device.').waitFor();

  await page.goto(`${server.url}/#/devices`);
  await page.getByRole('checkbox').first().click();
  await page.getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: 'Replace enrollment profile' }).click();
  await dialog.getByRole('button', { name: 'Check devices' }).click();
  await dialog.getByText('One device cannot').waitFor();
  await dialog.getByText('is being replaced already', { exact: false }).waitFor();
  expect(errors).toEqual([]);
});

it('says what becomes of silent devices and of those that left', async () => {
  const { page, errors } = window;
  await page.goto(`${server.url}/#/settings/watch`);
  await page.getByText('2 devices are inactive now.').waitFor();
  await page.getByLabel('PINs, codes, keys, answers and places').fill('30');
  await page.getByRole('button', { name: 'Save' }).last().click();
  await page.getByText('Saved.').waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  expect(errors).toEqual([]);
});

it('BP-29 offers both ways to end management, and says that all that is managed goes', async () => {
  const { page, errors } = window;
  const [device] = server.school.devices.filter(({ state }) => state === 'enrolled');
  await page.goto(`${server.url}/#/devices/${device?.id}?do=end-management`);
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('radio', { name: 'Turn it away at its next contact' }).waitFor();
  await dialog.getByRole('radio', { name: 'Have it remove its profile' }).click();
  expect(await dialog.getByText('everything that came with', { exact: false }).count()).toBeGreaterThan(0);
  expect(await accessibilityProblems(page)).toEqual([]);
  expect(errors).toEqual([]);
});
