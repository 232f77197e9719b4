import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { accessibilityProblems, launchBrowser, openWindow } from './support/browser.ts';
import { startRealConsole } from './support/real-console.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

it('leads from an empty server to the first enrolled device', async () => {
  await using real = await startRealConsole({ devices: 1 });
  const { page, context, errors } = await openWindow(browser);
  await page.goto(await real.signIn());
  const step = (name: string) => page.getByRole('heading', { level: 2, name });

  // It opens by itself, can be left, does not come back by itself, and Home brings it back.
  await page.waitForURL(/#\/setup/);
  await page.getByRole('link', { name: 'Leave' }).click();
  const list = page.getByRole('region', { name: 'Set up Cartwright' });
  await list.waitFor();
  await page.getByRole('link', { name: 'Devices' }).first().click();
  await page.getByRole('link', { name: 'Home' }).click();
  await list.getByRole('link', { name: 'Continue' }).click();

  await step('Organisation').waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.getByRole('textbox', { name: 'Name' }).fill('Maple Street School');
  await page.getByRole('button', { name: 'Save and go on' }).click();

  await step('Address').waitFor();
  await page.getByRole('radio').first().waitFor();
  await page.getByRole('link', { name: /^(Later|Next)$/ }).click();

  await step('Account').waitFor();
  await page.getByRole('textbox', { name: 'Name' }).fill('Ada');
  const passwords = page.locator('input[type=password]');
  await passwords.nth(0).fill('a heron over the pond');
  await passwords.nth(1).fill('a heron over the pond');
  await page.getByRole('button', { name: 'Make the account' }).click();
  await page.getByText('1 account can sign in.').waitFor();
  await page.getByRole('link', { name: /^(Later|Next)$/ }).click();

  await step('Push certificate').waitFor();
  await page.getByText('The push certificate is in place.').waitFor();
  await page.getByRole('link', { name: /^(Later|Next)$/ }).click();

  await step('First invitation').waitFor();
  await page.getByRole('button', { name: 'Make an invitation for any number of devices' }).click();
  const url = await page.getByRole('textbox', { name: 'Link' }).inputValue();
  const { failed } = await real.fleet.enrollAll({ url, trustPem: await real.admin.rootPem() });
  expect(failed).toEqual([]);
  await page.getByText('1 device is enrolled.').waitFor();
  await page.getByRole('link', { name: 'Finish' }).click();
  await page.getByText('Serving 1 device').waitFor();
  await page.getByRole('link', { name: 'Devices' }).first().click();
  await page.getByText('1 device found').waitFor({ state: 'attached' });
  expect(errors).toEqual([]);
  await context.close();
});
