import type { Locator } from 'playwright-core';
import { beforeEach, describe, expect, it } from 'vitest';
import { accessibilityProblems, type Window } from './support/browser.ts';
import type { FakeConsole } from './support/fake-console.ts';
import { keptWindow } from './support/kept-window.ts';

const opened = keptWindow();

describe('finding devices', () => {
  let server: FakeConsole;
  let window: Window;
  beforeEach(async () => {
    ({ server, window } = await opened({ devices: 300 }));
    await window.page.getByRole('gridcell').first().waitFor();
  });
  const found = (count: number): Promise<void> =>
    window.page.getByText(`${count} devices found`).waitFor({ state: 'attached' });
  const countOf = (holds: (device: FakeConsole['school']['devices'][number]) => boolean): number =>
    server.school.devices.filter(holds).length;
  const typed = (): Locator => window.page.getByRole('textbox', { name: 'As text' });
  const panel = (): Locator => window.page.getByRole('region', { name: 'Filter' });
  const pick = async (control: Locator, option: string): Promise<void> => {
    await control.click();
    await window.page.getByRole('option', { name: option, exact: false }).first().click();
  };

  it('builds a filter row by row, counts while building, shows chips, and stays when the builder closes', async () => {
    const { page, errors } = window;
    await page.keyboard.press('f');
    const row = panel().getByRole('group', { name: 'Condition 1' });
    await pick(row.getByRole('combobox', { name: 'Value' }), 'macOS');
    const macs = countOf(({ platform, state }) => platform === 'macOS' && state !== 'ended');
    await panel()
      .getByRole('button', { name: `Show ${macs} devices` })
      .waitFor();
    expect(await typed().inputValue()).toBe('platform is "macOS"');
    await panel().getByRole('button', { name: 'Condition', exact: true }).click();
    const second = panel().getByRole('group', { name: 'Condition 2' });
    await second.getByRole('combobox', { name: 'Field' }).click();
    await page.keyboard.type('supervi');
    await page.getByRole('option', { name: 'Supervised' }).click();
    await second.getByRole('checkbox', { name: 'Not' }).check();
    const both = countOf(({ platform, state, supervised }) => platform === 'macOS' && state !== 'ended' && !supervised);
    await panel()
      .getByRole('button', { name: `Show ${both} devices` })
      .click();
    await found(both);
    expect(await accessibilityProblems(page)).toEqual([]);
    await panel().getByRole('button', { name: 'Close the filter; the search stays' }).click();
    const chips = page.getByRole('list', { name: 'Active filter' });
    expect(await chips.getByRole('listitem').allInnerTexts()).toEqual(['Platform is macOS', 'not (Supervised is yes)']);
    await chips.getByRole('button', { name: 'Remove “not (Supervised is yes)”' }).click();
    await found(macs);
    await page.reload();
    await found(macs);
    expect(new URL(page.url().replace('#/', '')).searchParams.get('filter')).toBe(
      '{"field":"platform","operator":"is","value":"macOS"}',
    );
    await page.getByRole('button', { name: 'Clear', exact: true }).click();
    await found(293);
    expect(errors).toEqual([]);
  });

  it('takes the filter as text, offers what comes next, says what is wrong and where, and fills the builder', async () => {
    const { page } = window;
    await page.keyboard.press('f');
    await typed().fill('plat');
    await page.getByRole('option', { name: /^platform/ }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect.poll(() => typed().inputValue()).toBe('platform ');
    await typed().fill('platform is "Android"');
    await panel().getByText('Not valid: “Android” does not fit platform.', { exact: false }).waitFor();
    expect(await panel().locator('mark').innerText()).toBe('"Android"');
    expect(await panel().getByRole('button', { name: /^Show/ }).isEnabled()).toBe(false);
    await typed().fill('batery below 20%');
    await panel().getByText('Is it batteryLevel?', { exact: false }).waitFor();
    await typed().fill('platform is');
    await panel().getByText('Not finished:', { exact: false }).waitFor();
    await typed().fill('"common.platform" = "iOS" AND (battery < 20% OR name contains "Library")');
    await panel().getByText('Valid', { exact: true }).waitFor();
    await page.keyboard.press('Enter');
    const count = countOf(
      ({ platform, batteryLevel, name, state }) =>
        platform === 'iOS' &&
        state !== 'ended' &&
        ((batteryLevel !== null && batteryLevel < 0.2) || name?.includes('Library') === true),
    );
    await found(count);
    // Hand edits stand in the builder, and the builder's in the text.
    await panel().getByRole('checkbox', { name: 'Not this group' }).check();
    await expect
      .poll(() => typed().inputValue())
      .toBe('platform is "iOS" and not (batteryLevel below 20% or name contains "Library")');
    expect(await accessibilityProblems(page)).toEqual([]);
  });

  it('opens a filter by its address, and says so when the address holds none', async () => {
    const { page, errors } = window;
    await page.goto(`${server.url}/#/devices?filter=${encodeURIComponent('{"field":"platform","operator":"is"')}`);
    await page.getByText('The filter in this address cannot be used').waitFor();
    await page.goto(
      `${server.url}/#/devices?filter=${encodeURIComponent('{"field":"platform","operator":"is","value":"Amiga"}')}`,
    );
    await page.getByText('One of iOS, macOS', { exact: false }).waitFor();
    await page.getByRole('link', { name: 'Show all devices' }).click();
    await found(293);
    await page.goto(`${server.url}/#/devices?filter=${encodeURIComponent('platform is "tvOS"')}&state=enrolled`);
    await found(countOf(({ platform, state }) => platform === 'tvOS' && state === 'enrolled'));
    expect(errors).toEqual([]);
  });

  it('hides devices no longer managed, says how many, and finds them when asked', async () => {
    const { page } = window;
    await found(293);
    await page.getByRole('link', { name: 'Devices 293' }).waitFor();
    await page.getByRole('button', { name: '7 ended hidden' }).click();
    await found(300);
    expect(page.url()).toContain('ended=1');
    await page.getByRole('button', { name: 'Remove “With devices no longer managed”' }).click();
    await found(293);
    const gone = server.school.devices.find(({ state }) => state === 'ended');
    await page.getByRole('searchbox', { name: /Search devices/ }).fill(gone?.serialNumber ?? '');
    await page.getByText('1 device that is no longer managed matches.').waitFor();
    await page.getByRole('button', { name: 'Show it too' }).click();
    await page.getByText('1 device found').waitFor({ state: 'attached' });
    await page.goto(`${server.url}/#/devices?view=ended`);
    await found(7);
    await page.getByRole('button', { name: 'How to search' }).click();
    await page.getByText('in the serial number').waitFor();
  });

  it('saves the list as a view, tells when it differs, keeps, shares, renames and deletes it, and brings it back', async () => {
    const { page } = window;
    const views = (): Locator => page.getByRole('button', { name: /^View: / });
    await page.keyboard.press('v');
    await page.getByRole('menuitem', { name: 'Low battery' }).click();
    const low = countOf(
      ({ state, batteryLevel }) => state === 'enrolled' && batteryLevel !== null && batteryLevel < 0.2,
    );
    await found(low);
    expect(page.url()).toContain('view=low-battery');
    await page.getByRole('button', { name: 'Battery', exact: true }).click();
    await page
      .getByRole('columnheader', { name: /^Battery/ })
      .and(page.locator('[aria-sort=ascending]'))
      .waitFor();
    await views().click();
    await page.getByRole('menuitem', { name: 'Save as view' }).click();
    const dialog = page.getByRole('dialog', { name: 'Save view' });
    await dialog.getByLabel('Name').fill('To charge');
    await dialog.getByRole('switch', { name: 'Share with everybody' }).check();
    expect(await accessibilityProblems(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('button', { name: 'View: To charge' }).waitFor();
    const link = page.url();
    expect(link).toMatch(/view=[0-9a-f-]{36}/);

    // Changed, and back again.
    await page.getByRole('searchbox', { name: /Search devices/ }).fill('Library');
    await page.getByText('View changed').waitFor();
    await page.getByRole('button', { name: 'Reset' }).click();
    await found(low);
    await page.getByText('View changed').waitFor({ state: 'hidden' });
    await page.getByRole('searchbox', { name: /Search devices/ }).fill('Library');
    await page.getByText('View changed').waitFor();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('View changed').waitFor({ state: 'hidden' });

    // Its address alone brings everything back.
    const id = new URL(link.replace('#/', '')).searchParams.get('view');
    await page.goto(`${server.url}/#/enrollment`);
    await page.goto(`${server.url}/#/devices?view=${id}`);
    await page.getByRole('button', { name: 'View: To charge' }).waitFor();
    await expect.poll(() => page.getByRole('searchbox', { name: /Search devices/ }).inputValue()).toBe('Library');
    await page
      .getByRole('columnheader', { name: /^Battery/ })
      .and(page.locator('[aria-sort=ascending]'))
      .waitFor();

    // Renamed, opened with, deleted, and taken back.
    await views().click();
    await page.getByRole('menuitem', { name: 'Manage views' }).click();
    const manage = page.getByRole('dialog', { name: 'Views' });
    await manage.getByLabel('Name of To charge').fill('Charge me');
    await page.keyboard.press('Enter');
    await manage.getByLabel('Name of Charge me').waitFor();
    await pick(manage.getByRole('combobox', { name: 'Devices opens with' }), 'Charge me');
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.goto(`${server.url}/#/enrollment`);
    await page.getByRole('link', { name: /^Devices/ }).click();
    await page.getByRole('button', { name: 'View: Charge me' }).waitFor();
    await views().click();
    await page.getByRole('menuitem', { name: 'Manage views' }).click();
    await manage.getByRole('button', { name: 'Delete Charge me' }).click();
    await page.getByText('View “Charge me” deleted.').waitFor();
    await page.getByRole('button', { name: /^Undo/ }).click();
    await manage.getByLabel('Name of Charge me').waitFor();
  });
});
