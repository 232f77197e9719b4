import { beforeEach, expect, it } from 'vitest';
import { accessibilityProblems, type Window } from './support/browser.ts';
import type { FakeConsole } from './support/fake-console.ts';
import { keptWindow } from './support/kept-window.ts';

const opened = keptWindow();
let server: FakeConsole;
let window: Window;
beforeEach(async () => {
  ({ server, window } = await opened({ devices: 3 }));
  await window.page.goto(`${server.url}/#/enrollment`);
  await window.page.getByText('No invitations yet').waitFor();
});

it('makes an invitation, shows its link, code and PIN, and revokes it after a question', async () => {
  const { page, errors } = window;
  await page.getByRole('button', { name: 'New invitation' }).first().click();
  const dialog = page.getByRole('dialog', { name: 'New invitation' });
  await dialog.getByRole('button', { name: 'Make invitation' }).click();
  await dialog.getByText('Give the invitation a name.').waitFor();
  await dialog.getByLabel('Name').fill('iPads of room 12');
  await dialog.getByText('Up to', { exact: true }).click();
  await dialog.getByLabel('Most devices').fill('25');
  await dialog.getByLabel('PIN').first().click();
  await page.getByRole('option', { name: 'Make one up' }).click();
  await dialog.getByRole('button', { name: 'Access rights and more' }).click();
  await dialog.getByLabel('Erase the device').click();
  await dialog.getByRole('button', { name: 'Make invitation' }).click();

  const panel = page.getByRole('complementary', { name: 'iPads of room 12' });
  const code = panel.getByRole('img', { name: 'QR code of the link of iPads of room 12' });
  await code.waitFor();
  expect(
    await code.evaluate((image: HTMLImageElement) => image.decode().then(() => image.naturalWidth)),
  ).toBeGreaterThan(0);
  const [invitation] = server.school.services.enrollment.list();
  expect(invitation).toMatchObject({ name: 'iPads of room 12', maxUses: 25, hasPin: true, accessRights: 8191 & ~8 });
  expect(await panel.getByLabel('Link').first().inputValue()).toContain(`/enroll/${invitation?.id}`);
  expect(await panel.getByTestId('pin').innerText()).toBe('482915');

  const download = page.waitForEvent('download');
  await panel.getByRole('button', { name: 'Download profile' }).click();
  expect((await download).suggestedFilename()).toBe('enroll.mobileconfig');

  await panel.getByRole('button', { name: 'Show large' }).click();
  const big = page.getByRole('dialog', { name: 'iPads of room 12' });
  expect((await big.getByRole('img', { name: /QR code/ }).boundingBox())?.width).toBeGreaterThan(500);
  expect(page.url()).toContain(`/enrollment/invitations/${invitation?.id}?show=code`);
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.goBack();
  await big.waitFor({ state: 'detached' });

  await panel.getByRole('button', { name: 'Mail' }).click();
  const mail = page.getByRole('dialog', { name: /Mail with the link/ });
  await mail.getByLabel('To').fill('ada@maple.example');
  await mail.getByText('The PIN 482915 is not in the text.', { exact: false }).waitFor();
  await mail.getByLabel('Language').first().click();
  await page.getByRole('option', { name: 'Deutsch' }).click();
  await expect.poll(() => mail.getByLabel('Subject').inputValue()).toBe('Gerät anmelden');
  const address = await mail.getByRole('link', { name: 'Open in mail program' }).getAttribute('href');
  expect(address).toContain('mailto:ada@maple.example?subject=Ger%C3%A4t%20anmelden&body=Open%20https');
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.keyboard.press('Escape');

  await panel.getByRole('button', { name: 'Change invitation' }).click();
  const edit = page.getByRole('dialog', { name: 'Change invitation' });
  await edit.getByLabel('Name').fill('iPads of room 13');
  await edit.getByLabel('Ask for approval').click();
  await edit.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('complementary', { name: 'iPads of room 13' }).getByText('After approval').waitFor();
  await page.getByRole('button', { name: /^Undo/ }).click();
  await panel.waitFor();
  expect(server.school.services.enrollment.list()[0]).toMatchObject({
    requiresApproval: false,
    way: 'profile',
    managedAccount: null,
    maxUses: 25,
  });

  // By keyboard, since what was told lies over it.
  await panel.getByRole('button', { name: 'Revoke invitation' }).press('Enter');
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke invitation' }).click();
  await panel.getByText('This invitation was revoked.', { exact: false }).waitFor();
  expect(await panel.getByRole('img', { name: /QR code/ }).count()).toBe(0);
  expect(errors).toEqual([]);
});

it('says that enrollment needs a push certificate, and leads there', async () => {
  const { page } = window;
  server.school.setPush('none');
  await page.getByText('Devices cannot be enrolled yet').waitFor();
  await page.getByRole('link', { name: 'Set it up in Settings' }).click();
  await page.getByRole('heading', { name: 'Get or renew the certificate' }).waitFor();
});

it('finds invitations by word and state, sorts them, and keeps that in the address', async () => {
  const { page } = window;
  const { enrollment } = server.school.services;
  const usual = { pin: null, accessRights: 8191, signMessage: false, checkOutWhenRemoved: true };
  for (const name of ['Room 9', 'Room 10', 'Library'])
    await enrollment.create(
      {
        ...usual,
        name,
        maxUses: 1,
        expiresAt: null,
        requiresApproval: false,
        way: 'profile',
        managedAccount: null,
        onlyExpected: false,
      },
      { name: 'Ada' },
    );
  await enrollment.revoke(enrollment.list()[0]?.id ?? '', { name: 'Ada' });
  const names = () => page.locator('tbody tr td:nth-child(2)').allInnerTexts();
  await expect.poll(names).toEqual(['Library', 'Room 10', 'Room 9']);
  await page.getByRole('button', { name: 'Name', exact: true }).click();
  await page.getByRole('searchbox', { name: 'Search invitations' }).fill('room');
  await expect.poll(names).toEqual(['Room 9', 'Room 10']);
  expect(page.url()).toContain('search=room&sort=name&direction=asc');
  await page.reload();
  await expect.poll(names).toEqual(['Room 9', 'Room 10']);
  await page.getByRole('button', { name: 'Clear the search' }).click();
  await page.getByLabel('Status', { exact: true }).first().click();
  await page.getByRole('option', { name: 'Revoked (1)' }).click();
  await expect.poll(names).toEqual(['Library']);
  await page.goto(`${server.url}/#/enrollment/invitations?search=zebra`);
  await page.getByText('No invitation fits').waitFor();
});

it('prints a hand-out for each name on paper of its own, and cards eight a page, with nothing else on it', async () => {
  const { page, errors } = window;
  await page.getByRole('button', { name: 'Make hand-outs' }).click();
  const dialog = page.getByRole('dialog', { name: 'Hand-outs for people or devices' });
  await dialog.getByRole('button', { name: 'Make hand-outs' }).click();
  await dialog.getByText('Enter a name at least.').waitFor();
  await dialog
    .getByRole('textbox', { name: 'Names' })
    .fill('Class;Name\n9b;Grace Hopper\n9b;Ada Lovelace\n9c;Ada Lovelace');
  await dialog.getByText('Ada Lovelace is there more than once', { exact: false }).waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Make 3 hand-outs' }).click();

  await page.getByRole('heading', { name: 'Grace Hopper' }).waitFor();
  await page.evaluate(() => Object.assign(window, { print: () => Object.assign(window, { printed: true }) }));
  await page.getByRole('button', { name: 'Print' }).click();
  expect(await page.evaluate(() => 'printed' in window)).toBe(true);
  expect(await accessibilityProblems(page)).toEqual([]);
  const pages = async () => {
    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
    return { count: /\/Count (\d+)/.exec(pdf)?.[1], size: /\/MediaBox \[0 0 (\d+)/.exec(pdf)?.[1] };
  };
  expect(await pages()).toEqual({ count: '3', size: '594' });
  await page.emulateMedia({ media: 'print' });
  expect(await page.getByRole('button', { name: 'Print' }).isVisible()).toBe(false);
  expect(await page.getByRole('navigation').count()).toBe(0);
  await page.emulateMedia({ media: null });

  await page.getByText('8 cards a page').click();
  await page.getByText('Letter', { exact: true }).click();
  await expect.poll(pages).toEqual({ count: '1', size: '612' });
  await page.getByLabel('Language of the hand-outs').first().click();
  await page.getByRole('option', { name: 'Deutsch' }).click();
  await page.getByText('Mit der Kamera scannen', { exact: false }).first().waitFor();
  await page.getByText('482915').first().waitFor();
  await page.getByLabel('Print PINs').click();
  await page.getByText('482915').first().waitFor({ state: 'detached' });
  expect(page.url()).toContain('layout=cards&paper=letter&language=de&pins=no');

  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Links as CSV' }).click();
  expect((await download).suggestedFilename()).toBe('handouts.csv');
  await page.getByRole('link', { name: 'Back to enrollment' }).click();
  await page.getByRole('row', { name: /Grace Hopper/ }).waitFor();
  expect(errors).toEqual([]);
});

it('shows who waits as they ask, lets some in, turns others down with a reason, and takes answers back', async () => {
  const { page, errors } = window;
  await page.getByRole('tab', { name: 'Waiting' }).click();
  await page.getByText('Nobody waits').waitFor();
  const expected = { id: server.school.devices[0]?.id ?? '', name: 'Cart A 01', person: 'Grace' };
  server.admission.ask({ name: 'Grace', serialNumber: 'DMPX1', expected, deviceHint: 'iPad, iPadOS 18.6' });
  await page.getByRole('row', { name: /K7QF-20 Grace iPad, iPadOS 18.6 DMPX1 Expected as Cart A 01/ }).waitFor();
  server.admission.ask({ name: 'Eve', serialNumber: 'QQ99' });
  server.admission.ask({});
  await page.getByRole('tab', { name: 'Waiting 3' }).waitFor();
  await page.getByRole('link', { name: /Enrollment.*3 devices wait for approval/ }).waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);

  await page.getByRole('button', { name: 'Approve Grace' }).click();
  await page.getByText('Grace may come in.').waitFor();
  expect(server.admission.requests[2]).toMatchObject({ state: 'approved' });
  await page.getByRole('checkbox', { name: 'Choose all' }).click();
  await page.getByRole('button', { name: 'Turn down 2' }).click();
  const dialog = page.getByRole('dialog', { name: 'Turn down 2 requests?' });
  await dialog.getByRole('button', { name: 'The code did not match.' }).click();
  expect(await accessibilityProblems(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Turn down', exact: true }).click();
  await page.getByText('2 requests are turned down.').waitFor();
  const answered = page.getByRole('table', { name: 'Answered lately' });
  await answered.getByRole('row', { name: /Eve Turned down The code did not match./ }).waitFor();
  await page.getByRole('button', { name: 'Undo: 2 requests are turned down.' }).click();
  await page.getByRole('button', { name: 'Approve Eve' }).waitFor();
  await answered.getByRole('button', { name: 'Take back the answer to Grace' }).click();
  await page.getByRole('button', { name: 'Approve Grace' }).waitFor();

  server.admission.refuse(new Error('It was approved already.'));
  await page.getByRole('button', { name: 'Approve Eve' }).click();
  await page.getByText('1 request was not answered').waitFor();
  await page.getByRole('button', { name: 'Approve Eve' }).waitFor();
  expect(errors).toEqual([]);
});

it('expects devices one by one and from a file, says who is missing, and takes them off again', async () => {
  const { page, errors } = window;
  const [known] = server.school.devices;
  await page.getByRole('tab', { name: /^Expected devices/ }).click();
  await page.getByText('No devices are expected yet').waitFor();
  await page.getByRole('button', { name: 'Expect a device' }).click();
  const one = page.getByRole('dialog', { name: 'Expect a device' });
  await one.getByLabel('Serial number').fill('!!');
  await one.getByRole('button', { name: 'Add to the list' }).click();
  await one.getByText('This is no serial number', { exact: false }).waitFor();
  await one.getByLabel('Serial number').fill(known?.serialNumber ?? '');
  await one.getByLabel('Name or asset tag').fill('Cart A 01');
  await one.getByRole('button', { name: 'Add to the list' }).click();
  await page.getByRole('row', { name: /Cart A 01 .*Arrived/ }).waitFor();
  expect(await page.getByRole('link', { name: 'Arrived' }).getAttribute('href')).toBe(`#/devices/${known?.id}`);

  await page.getByRole('button', { name: 'Import', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Import serial numbers' });
  const template = page.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Download a template' }).click();
  expect((await template).suggestedFilename()).toBe('expected-devices-template.csv');
  await dialog.locator('input[type=file]').setInputFiles({
    name: 'carts.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(
      'Room;Serial;Label;Pupil\n1;DMPX0001;Cart A 02;Ada\n1;;Cart A 03;\n1;DMPX0001;again;\n2;DMPX0002;Cart B 01;Grace\n',
    ),
  });
  await dialog.getByText('2 new devices').waitFor();
  await dialog.getByText('Line 3: There is no serial number.', { exact: false }).waitFor();
  await dialog.getByText('Line 4: This serial number stood further up already.', { exact: false }).waitFor();
  await dialog.getByLabel('Name or asset tag').first().click();
  await page.getByRole('option', { name: 'Label' }).click();
  await dialog.getByRole('table').getByText('Cart A 02').waitFor();
  await dialog.getByLabel('Replace the list').click();
  await dialog.getByText('1 taken off').waitFor();
  await dialog.getByLabel('Replace the list').click();
  await dialog.getByText('1 taken off').waitFor({ state: 'detached' });
  expect(await accessibilityProblems(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Import 2 devices' }).click();
  await page.getByText('2 expected devices imported.').waitFor();
  expect(server.admission.expected.map(({ name, person }) => [name, person])).toEqual([
    ['Cart A 01', null],
    ['Cart A 02', 'Ada'],
    ['Cart B 01', 'Grace'],
  ]);

  await page.getByText('Missing 2').click();
  await page.getByRole('row', { name: /Cart A 01/ }).waitFor({ state: 'detached' });
  await page.getByRole('searchbox').fill('grace');
  await page.getByRole('row', { name: /Cart A 02/ }).waitFor({ state: 'detached' });
  expect(page.url()).toContain('state=missing&search=grace');
  await page.getByRole('checkbox', { name: 'Choose Cart B 01' }).click();
  await page.getByRole('button', { name: 'Take off the list' }).click();
  await page.getByText('1 device is off the list.').waitFor();
  expect(server.admission.expected).toHaveLength(2);
  await page.getByRole('button', { name: 'Undo: 1 device is off the list.' }).click();
  await page.getByRole('row', { name: /Cart B 01 Grace/ }).waitFor();
  await page.getByRole('checkbox', { name: 'Choose Cart B 01' }).click();
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.getByRole('button', { name: 'Hand-out for 1' }).click();
  expect(await page.getByRole('textbox', { name: 'Names' }).inputValue()).toBe('Grace');
  expect(errors).toEqual([]);
});

it('tells how far each enrollment came, who was turned away, and lets those be expected', async () => {
  const { page, errors } = window;
  Object.assign(server.admission.recent[1] ?? {}, {
    state: 'pending',
    enrolledAt: null,
    authenticatedAt: Date.now() - 3_600_000,
  });
  await page.goto(`${server.url}/#/enrollment/recent`);
  await page.getByRole('row', { name: /Did not finish The device asked to enroll and never confirmed/ }).waitFor();
  const data = {
    message: 'Authenticate',
    reason: 'not-expected',
    status: 401,
    serialNumber: 'DMPX77',
    modelName: 'iPad Air',
  };
  server.school.tell('enrollment.refused', { data });
  const away = page.getByRole('table', { name: 'Turned away' });
  await away.getByRole('row', { name: /iPad Air DMPX77 .*Not expected/ }).waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  await away.getByRole('button', { name: 'Expect this device: DMPX77' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Add to the list' }).click();
  await page.getByText('DMPX77 is on the list.').waitFor();
  expect(server.admission.expected).toMatchObject([{ serialNumber: 'DMPX77' }]);
  await page.getByLabel('State', { exact: true }).first().click();
  await page.getByRole('option', { name: 'Under way' }).click();
  await page.getByRole('row', { name: /Did not finish/ }).waitFor();
  await expect.poll(() => page.getByRole('table', { name: 'Enrollments' }).getByRole('row').count()).toBe(2);
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export' }).click();
  expect((await download).suggestedFilename()).toBe('enrollments.csv');
  expect(errors).toEqual([]);
});

it('explains the ways in with pictures, and gives Apple Configurator what it needs', async () => {
  const { page, errors } = window;
  await page.getByRole('link', { name: 'Which way in fits my devices?' }).click();
  await page.getByRole('link', { name: /^Hand out on paper For classes/ }).waitFor();
  expect(await page.locator('a svg[aria-hidden=true]').count()).toBeGreaterThanOrEqual(5);
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.getByRole('link', { name: /^Apple Configurator on a Mac For new/ }).click();
  await page.getByText('Preparing erases the devices').waitFor();
  await page.getByText('no open invitation without approval.', { exact: false }).waitFor();
  await server.school.services.enrollment.create(
    {
      name: 'Desk',
      maxUses: null,
      expiresAt: null,
      pin: null,
      accessRights: 8191,
      signMessage: false,
      checkOutWhenRemoved: true,
      requiresApproval: false,
      way: 'profile',
      managedAccount: null,
      onlyExpected: false,
    },
    { name: 'Ada' },
  );
  await expect.poll(() => page.getByLabel('Address for Apple Configurator').first().inputValue()).toMatch(/\/profile$/);
  for (const [button, file] of [
    ['Address as a file', 'cartwright.url'],
    ['Trust profile', 'trust.mobileconfig'],
    ['Root certificate', 'cartwright-root.cer'],
    ['Download profile', 'enroll.mobileconfig'],
  ] as const) {
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: button, exact: true }).click();
    expect((await download).suggestedFilename()).toBe(file);
  }
  expect(await accessibilityProblems(page)).toEqual([]);
  expect(errors).toEqual([]);
});

it('sets up sign-in by account, says what the domain must serve, and lets an invitation prove its devices', async () => {
  const { page, errors } = window;
  const { enrollment, deviceUsers } = server.school.services;
  await page.getByRole('button', { name: 'New invitation' }).first().click();
  const dialog = page.getByRole('dialog', { name: 'New invitation' });
  await dialog.getByLabel('Name').fill('Staff');
  await dialog.getByLabel('Way in').first().click();
  await page.getByRole('option', { name: 'A person’s own device' }).click();
  await dialog.getByLabel('Managed Apple Account').fill('grace');
  await dialog.getByRole('button', { name: 'Make invitation' }).click();
  await dialog.getByText('An account looks like name@school.example.').waitFor();
  await dialog.getByLabel('Way in').first().click();
  await page.getByRole('option', { name: 'Over the air, with proof' }).click();
  expect(await accessibilityProblems(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Make invitation' }).click();
  await page.getByRole('complementary', { name: 'Staff' }).getByText('Over the air, with proof').waitFor();
  expect(enrollment.list()[0]).toMatchObject({ way: 'over-the-air', managedAccount: null });

  await page.goto(`${server.url}/#/enrollment/ways/air`);
  await page.getByLabel('Who must have signed').first().click();
  await page.getByRole('option', { name: 'Anybody' }).click();
  await page.getByText('Whatever a device says of itself is believed.', { exact: false }).waitFor();
  await page.getByLabel('iOS and iPadOS at least').fill('17.4');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect.poll(() => enrollment.ways()).toMatchObject({ deviceProof: 'any', minimumOs: { iOS: '17.4' } });
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => enrollment.ways().deviceProof).toBe('apple');
  expect(await accessibilityProblems(page)).toEqual([]);

  await page.goto(`${server.url}/#/enrollment/ways/account`);
  await page.getByLabel('Personal devices').click();
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Say which domains the accounts are of.').waitFor();
  await page.getByLabel('Domains').first().fill('Maple.example');
  await page.keyboard.press('Enter');
  await page.getByLabel('Terms of this invitation').first().click();
  await page.getByRole('option', { name: 'Staff' }).click();
  await page.getByRole('button', { name: 'Save' }).click();
  const address = page.getByLabel('Address at maple.example').first();
  await expect.poll(() => address.inputValue()).toBe('https://maple.example/.well-known/com.apple.remotemanagement');
  await page.getByText('"Version": "mdm-byod"', { exact: false }).waitFor();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save the document' }).click();
  expect((await download).suggestedFilename()).toBe('com.apple.remotemanagement');

  await page.getByRole('button', { name: 'Add an account' }).click();
  const add = page.getByRole('dialog', { name: 'Add an account' });
  await add.getByRole('textbox', { name: /^Name/ }).fill('grace');
  await add
    .getByLabel(/^Password/)
    .first()
    .fill('Kreide und Schwamm');
  expect(await accessibilityProblems(page)).toEqual([]);
  await add.getByRole('button', { name: 'Add account' }).click();
  await page.getByRole('button', { name: 'Remove the account grace' }).click();
  await page.getByRole('button', { name: 'Remove account', exact: true }).last().click();
  await page.getByText('No accounts yet.', { exact: false }).waitFor();
  expect(deviceUsers.accounts()).toEqual([]);
  expect(await accessibilityProblems(page)).toEqual([]);
  expect(errors.filter((line) => !line.includes('400'))).toEqual([]);
});

it('hands out the push request as a file and shows why a certificate is not taken', async () => {
  const { page } = window;
  await page.goto(`${server.url}/#/settings/push`);
  await page.getByLabel('E-mail address').fill('it@maple.example');
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Make and download request' }).click();
  expect((await download).suggestedFilename()).toBe('cartwright-push.csr');
  await page.locator('input[type=file]').setInputFiles({
    name: 'push.pem',
    mimeType: 'application/x-pem-file',
    buffer: Buffer.from('-----BEGIN CERTIFICATE-----\nMA==\n-----END CERTIFICATE-----\n'),
  });
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await page.getByText('This certificate was not made for the request that waits.').waitFor();
});

it('makes an API token that is shown once and works, and revokes it', async () => {
  const { page } = window;
  await page.goto(`${server.url}/#/settings/tokens`);
  await page.getByLabel('Name').fill('inventory script');
  await page.getByRole('button', { name: 'Make token' }).click();
  const token = await page.getByLabel('Token', { exact: true }).inputValue();
  const ask = (): Promise<Response> =>
    fetch(`${server.url}/api/v1/devices`, { headers: { authorization: `Bearer ${token}` } });
  expect((await ask()).status).toBe(200);
  await page.getByRole('button', { name: 'Revoke inventory script' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
  await page.getByRole('cell', { name: 'Revoked' }).waitFor();
  expect((await ask()).status).toBe(401);
});
