import { readFileSync } from 'node:fs';
import { beforeEach, describe, expect, it } from 'vitest';
import { accessibilityProblems, type Window } from './support/browser.ts';
import type { FakeConsole } from './support/fake-console.ts';
import { keptWindow } from './support/kept-window.ts';

const opened = keptWindow();
let server: FakeConsole;
let window: Window;

beforeEach(async () => {
  ({ server, window } = await opened({ devices: 60, path: '/activity' }));
});

const open = async (path: string): Promise<void> => {
  await window.page.goto(`${server.url}/#${path}`);
};
const enrolled = () => server.school.devices.filter(({ state }) => state === 'enrolled');
async function queue(count: number, RequestType = 'ProfileList'): Promise<string[]> {
  const deviceIds = enrolled()
    .slice(0, count)
    .map(({ id }) => id);
  const { queued } = await server.school.services.commands.queue(
    { deviceIds, command: { RequestType }, wakeNow: false, enrollmentIds: [] },
    { name: 'Ada' } as never,
  );
  return queued.map(({ commandId }) => commandId);
}
async function fileOf(start: () => Promise<void>): Promise<string> {
  const [file] = await Promise.all([window.page.waitForEvent('download'), start()]);
  return readFileSync(await file.path(), 'utf8');
}

describe('events', () => {
  it('come live at the top, and wait to be asked for while one reads further down or pauses', async () => {
    await open('/activity?each=1');
    const { page, errors } = window;
    const grid = page.getByRole('grid', { name: 'Events' });
    await grid.getByText('Enrolled').first().waitFor();
    const added = server.school.addDevice();
    await grid.getByText('New device').waitFor();
    await grid.getByRole('link', { name: added.name ?? '' }).waitFor();
    await page.getByRole('button', { name: 'Pause' }).click();
    for (let n = 0; n < 3; n++) server.school.addDevice();
    await page.getByRole('button', { name: '3 new events' }).waitFor();
    expect(await grid.getByText('New device').count()).toBe(1);
    await page.getByRole('button', { name: '3 new events' }).click();
    await expect.poll(() => grid.getByText('New device').count()).toBe(4);
    await page.getByRole('button', { name: 'Go on' }).click();
    server.school.addDevice();
    await expect.poll(() => grid.getByText('New device').count()).toBe(5);
    expect(errors).toEqual([]);
  });

  it('are filtered by what the address says, chip by chip, and the file holds the same', async () => {
    await queue(3);
    await open('/activity');
    const { page } = window;
    const grid = page.getByRole('grid', { name: 'Events' });
    await page.getByRole('button', { name: 'Filter' }).click();
    await page.getByRole('combobox', { name: 'Area' }).press('ArrowDown');
    await page.getByRole('option', { name: 'Commands' }).click();
    await page.waitForURL(/categories=commands/);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await page.getByRole('searchbox', { name: 'Search events' }).fill('profilelist');
    await page.waitForURL(/text=profilelist/);
    await grid.getByText('queued').first().waitFor();
    expect(await grid.getByText('Enrolled').count()).toBe(0);
    const csv = await fileOf(async () => {
      await page.getByRole('button', { name: 'Export' }).click();
      await page.getByRole('menuitem', { name: /CSV/ }).click();
    });
    expect(csv.trim().split('\r\n')).toHaveLength(4);
    await page.getByTestId('jobs').getByText('1 job ended').waitFor();
    await page.getByRole('button', { name: 'Take off: Commands' }).click();
    await page.waitForURL((url) => !url.href.includes('categories'));
    await page.getByRole('searchbox', { name: 'Search events' }).fill('nothing is called so');
    await page.getByText('Nothing fits this filter').waitFor();
  });

  it('open with all their facts and lead on: to the device, the command, and more of the kind', async () => {
    const [commandId = ''] = await queue(1);
    await open('/activity');
    const { page } = window;
    await page.getByRole('grid', { name: 'Events' }).getByText('queued').click();
    const drawer = page.getByRole('dialog', { name: 'Event' });
    await drawer.getByText('command.queued', { exact: true }).waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await drawer.getByRole('link', { name: 'Of this kind' }).click();
    await page.waitForURL(/typePrefix=command.queued/);
    await drawer.waitFor({ state: 'detached' });
    await page.goBack();
    await drawer.getByRole('link', { name: 'Show its way' }).click();
    await page.waitForURL(new RegExp(`activity/commands\\?command=${commandId}`));
    await page.getByTestId('timeline').waitFor();
  });

  it('show bursts as one line that opens', async () => {
    await queue(12);
    await open('/activity');
    const grid = window.page.getByRole('grid', { name: 'Events' });
    await grid.getByText('12 devices').click();
    await expect.poll(() => grid.getByText('queued').count()).toBe(13);
    await grid.getByText('12 devices').click();
    await expect.poll(() => grid.getByText('queued').count()).toBe(1);
  });

  it('say why they cannot be read, and can be tried again', async () => {
    server.school.fail('events.search', new Error('The store is busy.'));
    const { page } = window;
    await page.reload();
    await page.getByRole('alert').waitFor();
    server.school.fail('events.search', undefined);
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('grid', { name: 'Events' }).getByText('Enrolled').first().waitFor();
  });
});

describe('the command queue', () => {
  it('counts live where commands stand, and shows only those of a state at a press', async () => {
    const ids = await queue(4);
    await open('/activity/commands');
    const { page, errors } = window;
    const counts = page.getByRole('region', { name: 'How many stand where' });
    await counts.getByRole('button', { name: 'Queued 4' }).waitFor();
    server.school.answer(ids[0] ?? '', 'error');
    await counts.getByRole('button', { name: 'Failed 1' }).click();
    await page.waitForURL(/states=error/);
    await expect.poll(() => page.getByRole('grid').getByRole('row').count()).toBe(2);
    await page.getByRole('button', { name: 'Clear filter' }).click();
    await expect.poll(() => page.getByRole('grid').getByRole('row').count()).toBe(5);
    expect(errors).toEqual([]);
  });

  it('opens from an alert’s link with exactly the commands it is about', async () => {
    const ids = await queue(3);
    await queue(2, 'SecurityInfo');
    for (const id of ids) server.school.answer(id, 'error');
    await open('/activity?states=error&requestTypes=ProfileList&errorDomain=MCMDMErrorDomain&errorCode=12021');
    await expect.poll(() => window.page.getByRole('grid').getByRole('row').count()).toBe(4);
    await window.page.getByRole('button', { name: 'Take off: MCMDMErrorDomain 12021' }).waitFor();
  });

  it('is ordered by a press on a head, and the address keeps the order', async () => {
    const [first = ''] = await queue(2, 'SecurityInfo');
    await queue(2);
    await open('/activity/commands');
    const { page } = window;
    const head = (name: string) => page.getByRole('columnheader', { name });
    const firstRow = () => page.getByRole('grid').getByRole('row').nth(1);
    await firstRow().waitFor();
    await expect.poll(() => head('Queued').last().getAttribute('aria-sort')).toBe('descending');
    await expect.poll(() => head('Command').getAttribute('aria-sort')).toBe('none');
    await head('Command').getByRole('button').click();
    await page.waitForURL(/sort=command/);
    await firstRow().getByText('List profiles').waitFor();
    await expect.poll(() => head('Command').getAttribute('aria-sort')).toBe('ascending');
    await head('Command').getByRole('button').press('Enter');
    await page.waitForURL(/direction=desc/);
    await expect.poll(() => firstRow().textContent()).not.toContain('List profiles');
    await head('Last change').getByRole('button').click();
    await page.waitForURL(/sort=changed/);
    server.school.answer(first, 'error');
    await firstRow().getByText('Failed').waitFor();
    await expect.poll(() => head('Last change').getAttribute('aria-sort')).toBe('descending');
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.reload();
    await firstRow().getByText('Failed').waitFor();
    await expect.poll(() => head('Last change').getAttribute('aria-sort')).toBe('descending');
  });

  it('cancels and repeats many, after saying how many it can and why not the others', async () => {
    const ids = await queue(5);
    server.school.answer(ids[0] ?? '', 'sent');
    server.school.answer(ids[1] ?? '', 'error');
    await open('/activity/commands');
    const { page } = window;
    await page.getByRole('checkbox', { name: 'Select all that fit this filter' }).click();
    await page.getByRole('heading', { name: '5 commands selected' }).waitFor();
    await page.getByRole('button', { name: 'Cancel…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Cancel 3 commands?' });
    await dialog.getByText('The device has it already: 1').waitFor();
    await dialog.getByText('It is finished: 1').waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Cancel commands' }).click();
    await page.getByText('3 commands cancelled').first().waitFor();
    const counts = page.getByRole('region', { name: 'How many stand where' });
    await counts.getByRole('button', { name: 'Queued 0' }).waitFor();
    await counts.getByRole('button', { name: 'Failed 1' }).click();
    await page.waitForURL(/states=error/);
    await expect.poll(() => page.getByRole('grid').getByRole('row').count()).toBe(2);
    await page
      .getByRole('grid')
      .getByRole('checkbox', { name: /^Select: / })
      .click();
    await page.getByRole('button', { name: 'Send again…' }).click();
    await page
      .getByRole('dialog', { name: 'Send 1 command again?' })
      .getByRole('button', { name: 'Send again' })
      .click();
    await counts.getByRole('button', { name: 'Queued 1' }).waitFor();
  });

  it('wants the count typed before it repeats what erases', async () => {
    const device = enrolled().find(({ family, supervised }) => family === 'iPad' && supervised === true);
    const { queued } = await server.school.services.commands.queue(
      { deviceIds: [device?.id ?? ''], command: { RequestType: 'EraseDevice' }, wakeNow: false, enrollmentIds: [] },
      { name: 'Ada' } as never,
    );
    server.school.answer(queued[0]?.commandId ?? '', 'error');
    await open('/activity/commands');
    const { page } = window;
    await page
      .getByRole('grid')
      .getByRole('checkbox', { name: /^Select: / })
      .click();
    await page.getByRole('button', { name: 'Send again…' }).click();
    const go = page.getByRole('dialog').getByRole('button', { name: 'Send again' });
    expect(await go.isDisabled()).toBe(true);
    await page.getByLabel('Type 1 to confirm').fill('1');
    await go.click();
    await page.getByText('1 command queued again').first().waitFor();
  });

  it('is written into a file as it is filtered, and is fine with axe in both themes', async () => {
    await queue(3);
    await queue(1, 'SecurityInfo');
    await open('/activity/commands?requestTypes=ProfileList');
    const { page } = window;
    await expect.poll(() => page.getByRole('grid').getByRole('row').count()).toBe(4);
    const json = await fileOf(async () => {
      await page.getByRole('button', { name: 'Export' }).click();
      await page.getByRole('menuitem', { name: /JSON/ }).click();
    });
    expect(
      json
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line).requestType),
    ).toEqual(Array.from({ length: 3 }, () => 'ProfileList'));
    await page.getByTestId('jobs').click();
    await page.getByRole('dialog', { name: '1 job ended' }).getByText('3 lines written').waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.getByRole('button', { name: 'Clear', exact: true }).click();
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.locator('[data-mantine-color-scheme=dark]').waitFor({ state: 'attached' });
    expect(await accessibilityProblems(page)).toEqual([]);
  });
});
