import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { AutomatedProfile, Blueprint } from '../../shared/contract/index.ts';
import { accessibilityProblems, launchBrowser, openWindow, type Window } from './support/browser.ts';
import { type RealConsole, startRealConsole } from './support/real-console.ts';

/* An automated enrollment profile from its form to the device that comes in by it, with the whole engine behind. */

let real: RealConsole;
let browser: Browser;
let window: Window;
let page: Page;

beforeAll(async () => {
  real = await startRealConsole({ devices: 0 });
  browser = await launchBrowser();
  window = await openWindow(browser, { signIn: await real.signIn(), path: '/enrollment/automated' });
  page = window.page;
});
afterAll(async () => {
  await window?.context.close();
  await browser?.close();
  await real?.[Symbol.asyncDispose]();
});

const clean = async (): Promise<void> => expect(await accessibilityProblems(page)).toEqual([]);

it('is made, given to a blueprint, and brings in a device that is seen to wait and to go on', async () => {
  await page.getByText('No automated enrollment profiles yet').waitFor();
  await clean();
  await page.getByRole('button', { name: 'Make a profile' }).click();
  const form = page.getByRole('dialog', { name: 'Make an automated enrollment profile' });
  await form.getByRole('button', { name: 'Make a profile' }).click();
  await form.getByText('Give it a name.').waitFor();
  await form.getByRole('textbox', { name: 'Name' }).fill('Classroom iPads');
  await form.getByLabel('Department or place').fill('Library');
  await form.getByRole('checkbox', { name: 'Supervise' }).uncheck();
  await form.getByText('Only a supervised device keeps its management profile.').waitFor();
  await form.getByRole('checkbox', { name: 'Supervise' }).check();
  await clean();
  await form.getByRole('button', { name: 'Make a profile' }).click();

  await page.getByRole('heading', { name: 'Classroom iPads' }).waitFor();
  const shown = page.getByRole('textbox', { name: 'Enrollment address' });
  await expect.poll(() => shown.inputValue()).toMatch(/\/enroll\/auto\//);
  const url = await shown.inputValue();
  const device = real.fleet.add();
  await page.getByRole('button', { name: 'Assign devices' }).click();
  const assign = page.getByRole('dialog', { name: 'Assign devices to “Classroom iPads”' });
  await assign.getByLabel('Serial numbers').fill(`serial,name\n${device.state.serialNumber},One\nno!`);
  await assign.getByText('New: 1.').waitFor();
  await assign.getByText('Line 3').waitFor();
  await clean();
  await assign.getByRole('button', { name: 'Assign 1 device' }).click();
  const list = page.getByRole('table', { name: 'Assigned devices' });
  await list.getByText(device.state.serialNumber).waitFor();
  await list.getByText('Not yet').waitFor();

  const blueprint = await real.admin.call<Blueprint>('POST', '/blueprints', {
    name: 'First things',
    content: { restrictions: { allowCamera: false } },
  });
  const profileUrl = page.url();
  await page.goto(profileUrl.replace(/#.*/, `#/blueprints/${blueprint.id}`));
  await page.getByRole('combobox', { name: 'Automated enrollment profiles' }).click();
  await page.getByRole('option', { name: 'Classroom iPads' }).click();
  await real.admin.until('the blueprint has a source', async () => {
    const { sources } = await real.admin.call<Blueprint>('GET', `/blueprints/${blueprint.id}`);
    return sources[0]?.name === 'Classroom iPads';
  });

  await page.goto(profileUrl);
  await page.getByRole('heading', { name: 'Classroom iPads' }).waitFor();
  await device.enroll({ automatedUrl: url, trustPem: await real.admin.rootPem(), awaits: true });
  device.setAsleep(true);
  await page.getByText('1 device waits in Setup Assistant').first().waitFor();
  await page.getByRole('button', { name: /^Let go now: / }).waitFor();
  await clean();
  device.setAsleep(false);
  await device.connect();
  await page.getByText('1 device waits in Setup Assistant').first().waitFor({ state: 'detached' });
  expect(device.state.awaitingConfiguration).toBe(false);
  await list.getByText('Arrived').waitFor();
  await page.getByRole('link', { name: 'First things' }).waitFor();
});

it('is not deleted while a blueprint is given by it, and is by its name once none is', async () => {
  await page.getByRole('button', { name: 'Delete' }).click();
  const dialog = page.getByRole('dialog', { name: 'Delete “Classroom iPads”?' });
  await dialog.getByText('“First things”').waitFor();
  expect(await dialog.getByRole('button', { name: 'Delete' }).isDisabled()).toBe(true);
  await clean();
  const [profile] = await real.admin.call<AutomatedProfile[]>('GET', '/automated-profiles');
  const blueprintId = profile?.blueprints[0]?.id;
  await real.admin.call('PUT', `/blueprints/${blueprintId}/sources`, { sources: [] });
  await dialog.getByLabel('Type “Classroom iPads” to delete it').fill('Classroom iPads');
  await dialog.getByRole('button', { name: 'Delete' }).click();
  await page.getByText('No automated enrollment profiles yet').waitFor();
});

it('is chosen for Apple Configurator with its address and what to choose there', async () => {
  const profile = await real.admin.call<AutomatedProfile>('POST', '/automated-profiles', {
    name: 'By cable',
    skipSetup: ['Siri'],
  });
  const { url } = await real.admin.call<{ url: string }>('GET', `/automated-profiles/${profile.id}/address`);
  await page.goto(page.url().replace(/#.*/, `#/enrollment/ways/configurator?profile=${profile.id}`));
  await page.getByText('Choose the same in Apple Configurator:').waitFor();
  const given = page.getByRole('textbox', { name: 'Address for Apple Configurator' });
  await expect.poll(() => given.inputValue()).toBe(url);
});
