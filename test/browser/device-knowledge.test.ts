import { beforeEach, expect, it } from 'vitest';
import type { DeviceDetail } from '../../shared/contract/index.ts';
import { accessibilityProblems, type Window } from './support/browser.ts';
import type { FakeConsole } from './support/fake-console.ts';
import { keptWindow } from './support/kept-window.ts';

const opened = keptWindow();
let server: FakeConsole;
let window: Window;
beforeEach(async () => {
  ({ server, window } = await opened({ devices: 60 }));
});

const deviceOf = (fits: (device: DeviceDetail) => boolean): DeviceDetail => {
  const found = server.school.devices.find((each) => each.state === 'enrolled' && fits(each));
  if (found === undefined) throw new Error('the school has no such device');
  return found;
};

it('shows a recovery secret on request only, has it checked, and tells which passcode is waited for', async () => {
  const { page, errors } = window;
  const mac = deviceOf(({ platform }) => platform === 'macOS');
  await page.goto(`${server.url}/#/devices/${mac.id}/security`);
  await page.getByRole('heading', { name: 'Recovery secrets' }).waitFor();
  await page.getByText('Recovery lock password').waitFor();
  expect(await page.getByText('correct horse battery').count()).toBe(0);
  await page.getByRole('button', { name: 'Check: Recovery lock password' }).click();
  await page.getByText('The Mac is asked whether it is right.').waitFor();
  await page.getByRole('button', { name: 'Show: Recovery lock password' }).click();
  await page.getByText('correct horse battery').waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);

  const pad = deviceOf(({ family }) => family === 'iPad');
  pad.security = { ...pad.security, PasscodeCompliant: false };
  pad.restrictions = { allowCamera: false, ProfileRestrictions: { 'org.example.exam': { allowCamera: false } } };
  await page.goto(`${server.url}/#/devices/${pad.id}/security`);
  await page.getByText(/Waits for a new passcode since/).waitFor();
  await page.getByRole('heading', { name: 'Restrictions of org.example.exam' }).waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  expect(errors).toEqual([]);
});

it('shows where a lost device was on request only, beside what that means, and forgets it after a question', async () => {
  const { page, errors } = window;
  const pad = deviceOf(({ family }) => family === 'iPad');
  pad.information = { ...pad.information, IsMDMLostModeEnabled: true };
  await page.goto(`${server.url}/#/devices/${pad.id}`);
  await page.getByRole('heading', { name: 'Location' }).waitFor();
  await page.getByText(/A device tells its place in lost mode only/).waitFor();
  await page.getByText(/2 places are known/).waitFor();
  expect(await page.getByText(/13\.4049/).count()).toBe(0);
  await page.getByRole('button', { name: 'Show places' }).click();
  await page.getByText('52.52000, 13.40490').waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.getByRole('button', { name: 'Delete places' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete places' }).click();
  await page.getByText('Places deleted.').waitFor();
  expect(errors).toEqual([]);
});
