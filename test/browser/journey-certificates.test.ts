import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { writePkcs12 } from '../../electron/identity/index.ts';
import { rsaKey, testIdentity, testRoot } from '../../electron/identity/testing/material.ts';
import { startMailServer } from '../../electron/mail/testing/mail-server.ts';
import type { ComplianceRule } from '../../shared/contract/index.ts';
import { PASSWORD, REALM, startRealm } from '../support/kerberos/realm.ts';
import { launchBrowser, openWindow, problemsInBothThemes, type Window } from './support/browser.ts';
import { type RealConsole, startRealConsole } from './support/real-console.ts';

let browser: Browser;
let server: RealConsole;
let window: Window;
let smtp: Awaited<ReturnType<typeof startMailServer>>;
beforeAll(async () => {
  [browser, server, smtp] = await Promise.all([
    launchBrowser(),
    startRealConsole({ devices: 1 }),
    startMailServer({ user: 'wrong' }),
  ]);
  const { admin, fleet } = server;
  const { failed } = await fleet.enrollAll(await admin.invite());
  expect(failed).toEqual([]);
  await fleet.settled();
  const policy = await admin.call<{ id: string }>('POST', '/policies', {
    type: 'profile',
    options: { name: 'Staff Wi-Fi' },
    content: {
      PayloadType: 'Configuration',
      PayloadVersion: 1,
      PayloadIdentifier: 'org.example.wifi',
      PayloadUUID: 'C0C0C0C0-0000-4000-8000-000000000009',
      PayloadDisplayName: 'Staff Wi-Fi',
      PayloadContent: [
        {
          PayloadType: 'com.apple.security.pkcs12',
          PayloadVersion: 1,
          PayloadIdentifier: 'org.example.wifi.1',
          PayloadUUID: 'C0C0C0C0-0000-4000-8000-000000000001',
          cartwright: { source: 'authority-pkcs12', subject: 'CN=wifi $DEVICE_SN$' },
        },
      ],
    },
  });
  const [device] = await admin.devices();
  const assignments = [{ target: { kind: 'device', id: device?.id ?? '' }, mode: 'include' }];
  await admin.call('PUT', `/policies/${policy.id}/assignments`, { assignments });
  await admin.until('the device has its certificate', async () => {
    await admin.wake(device?.id ?? '');
    return (await admin.call<{ total: number }>('GET', '/configured-certificates?state=issued')).total === 1;
  });
  window = await openWindow(browser, {
    signIn: await server.signIn(),
    path: '/settings/certificates?view=library',
  });
});
afterAll(async () => {
  await window.context.close();
  await browser.close();
  await smtp.close();
  await server[Symbol.asyncDispose]();
});

/** A file with an identity, as people export it. */
function identityFile(name: string) {
  const key = rsaKey();
  const root = testRoot(Date.now() - 1000);
  const { certificateDer } = testIdentity(root, key, Date.now() - 1000, name);
  const buffer = writePkcs12({ certificateDer, privateKey: key, chainDer: [root.certificateDer], name }, 'Kennwort', 1);
  return { name: `${name}.p12`, mimeType: 'application/x-pkcs12', buffer };
}

const choose = (page: Page, name: string, action: string) =>
  page
    .getByRole('button', { name: `Actions for ${name}` })
    .click()
    .then(() => page.getByRole('menuitem', { name: action }).click());

it('imports an identity, signs profiles with it, replaces and renames it, and revokes the certificate of a device', async () => {
  const { page, errors } = window;
  await page.getByRole('heading', { name: 'The library is empty' }).waitFor();
  expect(await problemsInBothThemes(page)).toEqual([]);
  await page.locator('input[type=file]').first().setInputFiles(identityFile('Signing 2026'));
  const importing = page.getByRole('dialog', { name: 'Import Signing 2026.p12' });
  await importing.getByLabel('Passphrase').fill('wrong');
  await importing.getByRole('button', { name: 'Import a file' }).click();
  await importing.getByText('The passphrase is not the one this file was protected with.').waitFor();
  expect(await problemsInBothThemes(page)).toEqual([]);
  errors.splice(0); // The browser notes the refusal.
  await importing.getByLabel('Passphrase').fill('Kennwort');
  await importing.getByRole('button', { name: 'Import a file' }).click();
  await page.getByRole('row').filter({ hasText: 'Signing 2026' }).getByText('Identity').waitFor();

  await page.getByRole('combobox', { name: 'Profiles are signed by' }).click();
  await page.getByRole('option', { name: 'Signing 2026' }).click();
  await page.getByText('Now: CN=Signing 2026', { exact: false }).waitFor();
  await page.getByRole('row').filter({ hasText: 'Signing 2026' }).waitFor();
  expect(await problemsInBothThemes(page)).toEqual([]);

  await choose(page, 'Signing 2026', 'Replace');
  const replacing = page.getByRole('dialog', { name: 'Replace Signing 2026' });
  expect(await problemsInBothThemes(page)).toEqual([]);
  await page.locator('input[type=file]').last().setInputFiles(identityFile('Signing 2027'));
  await replacing.getByLabel('Passphrase').fill('Kennwort');
  await replacing.getByRole('button', { name: 'Replace', exact: true }).click();
  await page.getByText('Now: CN=Signing 2027', { exact: false }).waitFor();

  await choose(page, 'Signing 2026', 'Rename');
  const renaming = page.getByRole('dialog', { name: 'Rename Signing 2026' });
  await renaming.getByLabel('Name').fill('Signing');
  await renaming.getByLabel('Description').fill('Renewed each summer');
  expect(await problemsInBothThemes(page)).toEqual([]);
  await renaming.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('row').filter({ hasText: 'Identity · Renewed each summer' }).waitFor();

  await page.goto(`${server.engine.consoleUrl}/#/settings/certificates?view=configured`);
  const row = page.getByRole('row').filter({ hasText: 'CN=wifi' });
  await row.getByText('Issued').waitFor();
  await row.getByRole('button', { name: /^Revoke/ }).click();
  const revoking = page.getByRole('dialog', { name: /^Revoke the certificate of / });
  const name = (await server.admin.devices())[0]?.name ?? '';
  const revoke = revoking.getByRole('button', { name: 'Revoke' });
  await revoking.getByLabel(`Type ${name} to confirm`).fill('somebody');
  expect(await revoke.isDisabled()).toBe(true);
  expect(await problemsInBothThemes(page)).toEqual([]);
  await revoking.getByLabel(`Type ${name} to confirm`).fill(name);
  await revoke.click();
  await row.getByText('Revoked').waitFor();
  expect(await problemsInBothThemes(page)).toEqual([]);
  expect(errors).toEqual([]);
});

it('signs in by Kerberos as Settings say, says step by step how that goes, and prefers it for a SCEP server', async () => {
  const { page, errors } = window;
  const realm = await startRealm();
  try {
    await realm.administer(`addprinc -pw "${PASSWORD}" +requires_preauth service`);
    const ndes = await realm.page();
    await page.goto(`${server.engine.consoleUrl}/#/settings/directory`);
    await page.getByRole('textbox', { name: 'Realm' }).fill('school.example');
    await page.getByRole('combobox', { name: 'KDCs (domain controllers)' }).fill(realm.kdc);
    const domains = page.getByRole('combobox', { name: 'Domains' });
    await domains.fill('*.school.example');
    await page.getByRole('textbox', { name: 'Service account' }).fill(`service@${REALM}`);
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('alert').getByText('A domain is one such as .school.example.').waitFor();
    await domains.press('Backspace');
    for (const domain of ['.school.example', 'localhost']) {
      await domains.fill(domain);
      await domains.press('Enter');
    }
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('alert').getByText('Type the password of the service account.').waitFor();
    errors.splice(0); // The browser notes the refusal.
    await page.getByLabel('Password', { exact: true }).fill('wrong');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Kerberos was saved.').waitFor();
    await page.getByRole('button', { name: 'Try', exact: true }).click();
    await page.getByText(`The password of service@${REALM} is wrong. Type it again.`).waitFor();
    expect(await problemsInBothThemes(page)).toEqual([]);
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await page.getByRole('button', { name: 'Save' }).click();
    await expect.poll(() => page.getByLabel('Password', { exact: true }).inputValue()).toBe('');
    await page.getByRole('textbox', { name: 'Server' }).fill('localhost');
    await page.getByRole('button', { name: 'Try', exact: true }).click();
    await page.getByText('HTTP/localhost', { exact: true }).waitFor();
    expect(await problemsInBothThemes(page)).toEqual([]);
    await page.reload();
    expect(await page.getByRole('textbox', { name: 'Realm' }).inputValue()).toBe(REALM);

    await server.admin.call('POST', '/certificate-library/import', { file: ndes.certificatePem });
    await page.goto(`${server.engine.consoleUrl}/#/settings/certificates?view=library`);
    await page.getByRole('button', { name: 'Add a SCEP server' }).click();
    const dialog = page.getByRole('dialog', { name: 'SCEP server' });
    await dialog.getByLabel('Name', { exact: true }).fill('School NDES');
    await dialog.getByLabel('Address', { exact: true }).fill(`${server.engine.listenerUrl}/scep`);
    await dialog.getByLabel('Subject', { exact: true }).fill('CN=Trial');
    await dialog.getByRole('combobox', { name: 'Challenge' }).click();
    await page.getByRole('option', { name: 'New for each device (Microsoft NDES)' }).click();
    await dialog.getByLabel('Page that makes challenges').fill(`${ndes.url}/kerberos`);
    await dialog.getByLabel('Prefer Kerberos').check();
    await dialog.getByLabel('User name (optional)').waitFor();
    expect(await problemsInBothThemes(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('row').filter({ hasText: 'School NDES' }).waitFor();
    const root = await server.admin.rootPem();
    await server.admin.call('POST', '/certificate-library/import', { file: root });
    await choose(page, 'School NDES', 'Try');
    await page.getByText('There is one, by Kerberos.').waitFor();
    await page.getByRole('button', { name: 'Close' }).first().click();

    await page.goto(`${server.engine.consoleUrl}/#/settings/directory`);
    await page.getByRole('button', { name: 'Turn off' }).click();
    const asking = page.getByRole('dialog', { name: 'Turn off Kerberos?' });
    expect(await problemsInBothThemes(page)).toEqual([]);
    await asking.getByRole('button', { name: 'Turn off' }).click();
    await page.getByText('Kerberos is off.').waitFor();
    expect(await page.getByRole('textbox', { name: 'Realm' }).inputValue()).toBe('');
    expect(errors).toEqual([]);
  } finally {
    await realm.stop();
  }
});

it('says which server sends mail, tries it, and writes a message of a rule in two languages', async () => {
  const { page, errors } = window;
  await page.goto(`${server.engine.consoleUrl}/#/settings/mail`);
  await page.getByRole('textbox', { name: 'Server', exact: true }).fill('127.0.0.1');
  await page.getByRole('textbox', { name: 'From', exact: true }).fill('mdm@school.example');
  await page.getByRole('combobox', { name: 'Encryption' }).click();
  await page.getByRole('option', { name: 'None' }).click();
  await page.getByRole('textbox', { name: 'Port', exact: true }).fill(String(smtp.port));
  await page.getByRole('textbox', { name: 'User name', exact: true }).fill('wrong');
  await page.getByLabel('Password', { exact: true }).fill('Kennwort');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('heading', { name: 'Send a test mail' }).waitFor();
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await page.getByText('The mail server does not take the user name and password.', { exact: false }).waitFor();
  expect(await problemsInBothThemes(page)).toEqual([]);
  errors.splice(0); // The browser notes the refusal.
  await page.getByRole('textbox', { name: 'User name', exact: true }).fill('mdm');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect.poll(async () => (await server.admin.call<{ user: string }>('GET', '/mail')).user).toBe('mdm');
  await page.getByRole('textbox', { name: 'To', exact: true }).fill('it@school.example');
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await page.getByText('The server has taken the mail to it@school.example.').waitFor();
  expect(smtp.mails.map((mail) => /^To: (.*)$/m.exec(mail)?.[1])).toEqual(['it@school.example']);

  await page.goto(`${server.engine.consoleUrl}/#/compliance`);
  await page.getByRole('link', { name: 'Use “Passcode”' }).click();
  const stage = page.getByRole('listitem').filter({ has: page.getByRole('group', { name: 'Stage 1' }) });
  await stage.getByRole('button', { name: 'Add an action' }).click();
  await page.getByRole('menuitem', { name: /^Show a message/ }).click();
  await page.getByRole('combobox', { name: 'Languages of messages' }).fill('German');
  await page.getByRole('option', { name: 'German', exact: true }).click();
  await page.keyboard.press('Escape');
  await page.getByRole('combobox', { name: 'Send it by mail' }).click();
  await page.getByRole('option', { name: 'To administrators' }).click();
  await page.getByLabel('Message (English)').fill('$RULE_NAME$: set a passcode, $USER_NAME$.');
  await page.getByRole('button', { name: 'Save rule' }).click();
  await page.getByRole('alert').getByText('Stage 1: fill in “Show a message”.').waitFor();
  expect(await problemsInBothThemes(page)).toEqual([]);
  await page.getByLabel('Message (German)').fill('$RULE_NAME$: Bitte Code setzen, $USER_NAME$.');
  await page.getByLabel('Subject of the mail (German)').fill('Code fehlt');
  await page.getByRole('button', { name: 'Save rule' }).click();
  await page.getByRole('row').filter({ hasText: 'Passcode' }).waitFor();
  const [rule] = await server.admin.call<ComplianceRule[]>('GET', '/compliance/rules');
  expect(rule?.languages).toEqual(['en', 'de']);
  expect(rule?.tiers[0]?.actions.find(({ kind }) => kind === 'message')).toMatchObject({
    mail: 'administrators',
    translations: [{ language: 'de', subject: 'Code fehlt', text: '$RULE_NAME$: Bitte Code setzen, $USER_NAME$.' }],
  });
  expect(errors.filter((text) => !text.includes('status of 4'))).toEqual([]);
});
