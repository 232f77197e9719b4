import { beforeAll, describe, expect, it } from 'vitest';
import { mailText } from './mail-text.ts';
import { readSerialList } from './serial-list.ts';
import { issueIdentity, newDevice, openSchool, type School, TestDevice } from './testing/school.ts';

let school: School;
beforeAll(async () => {
  school = await openSchool();
});

const DAY = 86_400_000;

async function web(method: string, url: string, form = '', userAgent?: string) {
  const answer = await school.enrollment.web({ method, url, form, userAgent });
  if (answer === undefined) throw new Error('nothing there');
  return { ...answer, text: answer.body.toString() };
}

/** An invitation that asks for approval, its path, and a request made on its page. */
async function ask(options: { pin?: string; maxUses?: number | null } = {}) {
  const invitation = await school.enrollment.invitations.create(
    { name: 'Class', maxUses: null, requiresApproval: true, ...options },
    'Ada',
  );
  const path = new URL((await school.enrollment.invitations.link(invitation.id)).url).pathname;
  const pin = options.pin === undefined ? '' : `&pin=${options.pin}`;
  const answer = await web('POST', path, `ask=1&name=Grace+Hopper${pin}`, 'Mozilla/5.0 (iPad; CPU OS 17_4)');
  expect(answer.status).toBe(303);
  const page = answer.headers.Location ?? '';
  const request = school.enrollment.requests.list({ invitationId: invitation.id, limit: 1 }).rows[0];
  if (request === undefined) throw new Error('no request');
  return { invitation, path, page, request };
}

/** What a device does with the profile: SCEP uses up its challenge for a certificate. */
async function useChallenge(profile: string, invitationId: string): Promise<TestDevice> {
  const challenge = /[0-9a-f]{40}/.exec(
    /<key>Challenge<\/key>\s*<string>([0-9a-f]+)<\/string>/.exec(profile)?.[1] ?? '',
  )?.[0];
  const open = school.challenges.findOpen(challenge ?? '', school.clock.now());
  if (open === undefined) throw new Error('the challenge is not open');
  const identity = await issueIdentity(school, { invitationId });
  await school.store.write((work) => school.challenges.consume(work, open, identity.fingerprint));
  return new TestDevice(school, `00008030-APPROVED${invitationId.slice(-6)}`, identity);
}

describe('an invitation that asks for approval', () => {
  it('gives out no profile before it: not by the page, not by the plain address, not by the page of the request', async () => {
    const { path, page, request } = await ask();
    const shown = await web('GET', path);
    expect(shown.text).toContain('Ask to enroll');
    const plain = await web('GET', `${path}/profile`);
    expect([plain.status, plain.headers['Content-Type']]).toEqual([403, 'text/html; charset=utf-8']);
    const waiting = await web('GET', page);
    expect(waiting.text).toContain(request.code);
    expect(waiting.headers.Refresh).toBe('5');
    expect((await web('GET', `${page}/profile`)).status).toBe(403);
    expect(request).toMatchObject({ state: 'waiting', name: 'Grace Hopper', deviceHint: 'iPad' });
    expect(request.code).toMatch(/^[2-9A-HJKMNP-Z]{4}-[2-9A-HJKMNP-Z]{2}$/);
  });

  it('lets the approved device in, and only that one', async () => {
    const { invitation, page, request } = await ask();
    const approved = await school.enrollment.requests.approve(request.id, 'Bob');
    expect(approved).toMatchObject({ state: 'approved', decidedBy: 'Bob' });
    expect((await web('GET', page)).text).toContain('Download the profile');
    const first = await web('GET', `${page}/profile`);
    const second = await web('GET', `${page}/profile`);
    expect(second.headers['Content-Type']).toBe('application/x-apple-aspen-config');
    // The profile before counts no more: one approval is no way in for two.
    await expect(useChallenge(first.text, invitation.id)).rejects.toThrow('not open');
    const device = await useChallenge(second.text, invitation.id);
    const third = await web('GET', `${page}/profile`);
    expect([third.status, third.text.includes('has been used')]).toEqual([410, true]);
    expect(await device.authenticate()).toBe(200);
    expect(await device.tokenUpdate()).toBe(200);
    expect(school.enrollment.requests.get(request.id)).toMatchObject({ state: 'used', deviceName: 'Class iPad' });
    expect(school.events('enrollment-request.used')).toHaveLength(1);
    await expect(school.enrollment.requests.deny(request.id, 'Bob')).rejects.toMatchObject({ code: 'conflict' });
  });

  it('turns down, also after the approval, and what was downloaded meanwhile is worth nothing', async () => {
    const { invitation, page, request } = await ask();
    await school.enrollment.requests.approve(request.id, 'Bob');
    const profile = await web('GET', `${page}/profile`);
    await school.enrollment.requests.deny(request.id, 'Bob');
    await expect(useChallenge(profile.text, invitation.id)).rejects.toThrow('not open');
    expect((await web('GET', page)).text).toContain('Not approved');
    expect((await web('GET', `${page}/profile`)).status).toBe(403);
    await expect(school.enrollment.requests.approve(request.id, 'Bob')).rejects.toMatchObject({ code: 'conflict' });
  });

  it('waits again when the answer is taken back, and what an approval had given out is worth nothing', async () => {
    const { invitation, page, request } = await ask();
    await school.enrollment.requests.deny(request.id, 'Bob', 'Bring it to room 12 <first>.');
    const denied = await web('GET', page);
    expect(denied.text).toContain('Bring it to room 12 &#60;first&#62;.');
    expect(denied.headers.Refresh).toBe('30');
    expect(school.enrollment.requests.get(request.id).reason).toBe('Bring it to room 12 <first>.');
    const again = await school.enrollment.requests.reconsider(request.id, 'Ada');
    expect(again).toMatchObject({ state: 'waiting', reason: null, decidedBy: null, decidedAt: null });
    expect((await web('GET', page)).text).toContain(request.code);
    await school.enrollment.requests.approve(request.id, 'Bob');
    const profile = await web('GET', `${page}/profile`);
    await school.enrollment.requests.reconsider(request.id, 'Ada');
    await expect(useChallenge(profile.text, invitation.id)).rejects.toThrow('not open');
    await school.enrollment.requests.approve(request.id, 'Bob');
    await useChallenge((await web('GET', `${page}/profile`)).text, invitation.id);
    await expect(school.enrollment.requests.reconsider(request.id, 'Ada')).rejects.toMatchObject({ code: 'gone' });
  });

  it('tells who is expected by the serial number the person wrote, and what their browser runs on', async () => {
    const { path, invitation } = await ask();
    const csv = 'serial,name,person\nDMPX0001,Cart 7,Grace';
    await school.enrollment.expected.import({ csv, invitationId: invitation.id, dryRun: false, replace: false }, 'Ada');
    const phone = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_6_2 like Mac OS X)';
    await web('POST', path, 'ask=1&name=Grace&serial=dmpx+0001', phone);
    await web('POST', path, 'ask=1&name=Eve&serial=NOBODY99', 'Mozilla/5.0 (iPad; CPU OS 17_4 like Mac OS X)');
    const { rows } = school.enrollment.requests.list({ invitationId: invitation.id, state: 'waiting', limit: 2 });
    expect(rows).toMatchObject([
      { serialNumber: 'NOBODY99', expected: null, deviceHint: 'iPad, iPadOS 17.4' },
      { serialNumber: 'DMPX0001', expected: { name: 'Cart 7', person: 'Grace' }, deviceHint: 'iPhone, iOS 18.6.2' },
    ]);
  });

  it('forgets a request that nobody answers in a day', async () => {
    const { page, request } = await ask();
    school.clock.at += DAY + 1;
    expect(school.enrollment.requests.get(request.id).state).toBe('expired');
    expect((await web('GET', page)).status).toBe(410);
    await expect(school.enrollment.requests.approve(request.id, 'Bob')).rejects.toMatchObject({ code: 'conflict' });
    expect(school.enrollment.requests.list({ state: 'expired', limit: 9 }).rows.map((row) => row.id)).toContain(
      request.id,
    );
    expect(school.enrollment.requests.list({ state: 'waiting', limit: 9 }).rows).toEqual([]);
  });

  it('asks for the PIN first', async () => {
    const { path } = await ask({ pin: '830274' });
    expect((await web('POST', path, 'ask=1&name=Eve')).text).toContain('PIN');
    expect((await web('POST', path, 'ask=1&name=Eve&pin=111111')).status).toBe(403);
    expect((await web('POST', path, 'pin=830274')).text).toContain('name="pin" value="830274"');
  });

  it('takes so many requests and no more, and shows no page to a made-up token', async () => {
    const { invitation, path, page } = await ask();
    for (let more = 1; more < 100; more++) expect((await web('POST', path, 'ask=1')).status).toBe(303);
    expect((await web('POST', path, 'ask=1')).status).toBe(429);
    expect(school.enrollment.requests.list({ invitationId: invitation.id, limit: 1000 }).rows).toHaveLength(100);
    expect((await web('GET', page.replace(/.{4}$/, 'AAAA'))).status).toBe(404);
    const other = await ask();
    expect((await web('GET', `${path}${other.page.slice(other.path.length)}`)).status).toBe(404);
  });
});

describe('expected devices', () => {
  it('are read from CSV in the ways people make it', () => {
    const { serials, problems } = readSerialList(
      '\uFEFFPerson;Serial Number;Name\r\n"Grace; Hopper";c02 xyz1234;"Cart ""A"""\r\n\r\nAda;;Cart B\r\nAda;no!\r\nBob;C02XYZ1234;\r\n',
    );
    expect(serials).toEqual([{ serialNumber: 'C02XYZ1234', name: 'Cart "A"', person: 'Grace; Hopper', profile: null }]);
    expect(problems.map(({ line, reason }) => [line, reason])).toEqual([
      [4, 'no-serial'],
      [5, 'bad-serial'],
      [6, 'twice'],
    ]);
    expect(readSerialList('C02XYZ1234\nC02XYZ1235').serials.map((one) => one.serialNumber)).toEqual([
      'C02XYZ1234',
      'C02XYZ1235',
    ]);
  });

  it('come in by an invitation for them only; all others hear 401', async () => {
    const { expected, invitations } = school.enrollment;
    const { id } = await invitations.create({ name: 'Class', maxUses: null, onlyExpected: true }, 'Ada');
    const [device, stranger] = [await newDevice(school, id), await newDevice(school, id)];
    expect(await device.authenticate()).toBe(401);
    expect(school.events('enrollment.refused').at(-1)?.data).toMatchObject({
      reason: 'not-expected',
      status: 401,
      serialNumber: `SN${device.udid}`,
      invitationId: id,
    });
    const csv = `serial,name\nsn${device.udid.toLowerCase()},Cart 1\nSN00008030-LATE,Cart 2\n`;
    const trial = await expected.import({ csv, invitationId: id, dryRun: true, replace: false }, 'Ada');
    expect(trial).toMatchObject({ dryRun: true, added: 2, changed: 0, problems: [] });
    expect(await device.authenticate()).toBe(401);
    await expected.import({ csv, invitationId: id, dryRun: false, replace: false }, 'Ada');
    expect(await device.authenticate()).toBe(200);
    expect(await device.tokenUpdate()).toBe(200);
    expect(await stranger.authenticate()).toBe(401);
    const list = (state: 'all' | 'arrived' | 'missing') =>
      expected.list({ invitationId: id, state, offset: 0, limit: 10 });
    expect(list('all')).toMatchObject({ total: 2, arrived: 1, missing: 1 });
    expect(school.enrollment.recent({ invitationId: id, search: 'cart 1', limit: 9 }).rows).toMatchObject([
      { expectedName: 'Cart 1', person: null, state: 'enrolled' },
    ]);
    expect(school.enrollment.recent({ invitationId: id, search: 'cart 2', limit: 9 }).rows).toEqual([]);
    expect(list('arrived').rows).toMatchObject([{ name: 'Cart 1', deviceId: device.enrollments()[0]?.deviceId }]);
    expect(list('missing').rows).toMatchObject([{ name: 'Cart 2', deviceId: null, arrivedAt: null }]);
  });

  it('may be expected for all invitations, renamed, replaced and taken off', async () => {
    const { expected } = school.enrollment;
    const load = (csv: string, replace = false) =>
      expected.import({ csv, invitationId: null, dryRun: false, replace }, 'Ada');
    expect(await load('serial,person\nAAAA1111,Grace\nBBBB2222,Ada')).toMatchObject({ added: 2 });
    expect(await load('serial,person\nAAAA1111,Hopper\nBBBB2222,Ada')).toMatchObject({ changed: 1, unchanged: 1 });
    expect(expected.isExpected('aaaa1111', '0190a000-0000-7000-8000-000000000001')).toBe(true);
    expect(await load('AAAA1111,,Hopper', true)).toMatchObject({ added: 0, unchanged: 1, removed: 1 });
    const { rows } = expected.list({ search: 'hopp', state: 'all', offset: 0, limit: 10 });
    expect(rows).toMatchObject([{ serialNumber: 'AAAA1111', person: 'Hopper', invitationId: null }]);
    expect(
      await expected.remove(
        rows.map((row) => row.id),
        'Ada',
      ),
    ).toEqual({ removed: 1 });
    expect(expected.isExpected('AAAA1111', 'any')).toBe(false);
    const lost = '0190a000-0000-7000-8000-000000000001';
    await expect(
      expected.import({ csv: 'AAAA1111', invitationId: lost, dryRun: true, replace: false }, 'Ada'),
    ).rejects.toMatchObject({ code: 'not-found' });
  });
});

describe('hand-outs', () => {
  it('are one-time invitations made at once, each with its link, PIN and code, and can be printed again', async () => {
    const sheets = await school.enrollment.handouts(
      {
        names: ['Grace', 'Ada'],
        options: {
          pin: 'generate',
          accessRights: 8191,
          signMessage: false,
          checkOutWhenRemoved: true,
          requiresApproval: false,
          onlyExpected: false,
          way: 'profile',
          managedAccount: null,
        },
      },
      'Bob',
    );
    expect(sheets.map((sheet) => [sheet.invitation.name, sheet.invitation.maxUses])).toEqual([
      ['Grace', 1],
      ['Ada', 1],
    ]);
    expect(new Set(sheets.map((sheet) => sheet.url)).size).toBe(2);
    for (const sheet of sheets)
      expect([sheet.pin, sheet.qrSvg]).toEqual([expect.stringMatching(/^\d{6}$/), expect.stringContaining('<svg')]);
    expect(await school.enrollment.printHandouts(sheets.map((sheet) => sheet.invitation.id))).toEqual(sheets);
  });

  it('as a mail hold the link and not the PIN', async () => {
    const { id } = await school.enrollment.invitations.create({ name: 'Mail', pin: '830274' }, 'Ada');
    const { url } = await school.enrollment.invitations.link(id);
    const mail = await school.enrollment.mailText(id, 'en');
    expect(mail.body).toContain(url);
    expect(mail.body).not.toContain('830274');
    expect(mail).toMatchObject({ subject: 'Enroll your device with Brook <School>', pin: '830274' });
    const facts = {
      organization: 'Bach',
      contact: null,
      url,
      hasPin: true,
      requiresApproval: true,
      expiresAt: Date.UTC(2026, 8, 8),
      once: true,
    };
    expect(mailText(facts, 'de').body).toContain('Er gilt bis Dienstag, 8. September 2026.');
  });
});

describe('the list of enrollments', () => {
  it('shows the newest first, by state and page by page', async () => {
    const { id } = await school.enrollment.invitations.create({ name: 'Listed', maxUses: null }, 'Ada');
    const [first, second] = [await newDevice(school, id), await newDevice(school, id)];
    await first.authenticate();
    await first.tokenUpdate();
    await second.authenticate();
    const page = school.enrollment.recent({ invitationId: id, limit: 1 });
    expect(page.rows).toMatchObject([{ state: 'pending', invitationName: 'Listed', serialNumber: `SN${second.udid}` }]);
    const rest = school.enrollment.recent({ invitationId: id, limit: 1, before: page.next ?? '' });
    expect(rest).toMatchObject({ rows: [{ state: 'enrolled', serialNumber: `SN${first.udid}` }], next: null });
    expect(school.enrollment.recent({ invitationId: id, state: 'pending', limit: 9 }).rows).toHaveLength(1);
  });
});

describe('an invitation that is changed', () => {
  it('opens again when it is given more uses or time, keeps its link, and stays shut once revoked', async () => {
    const { invitations } = school.enrollment;
    const { id } = await invitations.create({ name: 'Class', maxUses: 1 }, 'Ada');
    const { url } = await invitations.link(id);
    school.clock.at += 8 * DAY;
    expect(invitations.get(id).status).toBe('expired');
    await expect(invitations.update(id, { expiresAt: school.clock.at - 1 }, 'Bob')).rejects.toMatchObject({
      code: 'bad-request',
    });
    const end = school.clock.at + DAY;
    const changed = await invitations.update(
      id,
      { name: 'Class 9b', expiresAt: end, maxUses: null, requiresApproval: true, onlyExpected: true },
      'Bob',
    );
    expect(changed).toMatchObject({ name: 'Class 9b', status: 'open', expiresAt: end, maxUses: null });
    expect(invitations.get(id)).toEqual(changed);
    expect(changed).toMatchObject({ requiresApproval: true, onlyExpected: true });
    expect(await invitations.update(id, { name: 'Class 9c' }, 'Bob')).toEqual({ ...changed, name: 'Class 9c' });
    expect((await invitations.link(id)).url).toBe(url);
    expect(school.events('invitation.changed').at(-1)).toMatchObject({ actor: 'Bob', data: { invitationId: id } });
    await invitations.revoke(id, 'Bob');
    await expect(invitations.update(id, { maxUses: 5 }, 'Bob')).rejects.toMatchObject({ code: 'gone' });
  });
});

describe('a device prepared by cable', () => {
  it('gets its profile by a POST with its facts, and with the PIN of the address', async () => {
    const { id } = await school.enrollment.invitations.create({ name: 'Desk', maxUses: null, pin: '830274' }, 'Ada');
    const { profileUrl } = await school.enrollment.invitations.link(id);
    const { pathname, search } = new URL(profileUrl);
    const answer = await web('POST', pathname + search, 'not a form');
    expect([answer.status, answer.headers['Content-Type']]).toEqual([200, 'application/x-apple-aspen-config']);
    expect((await web('POST', pathname, 'pin=830274')).status).toBe(403);
  });

  it('can be made to trust the server by a profile that does nothing else', () => {
    const { filename, body } = school.enrollment.trustProfile();
    expect(filename).toBe('Brook-School-trust.mobileconfig');
    const text = body.toString('latin1');
    expect(text).toContain('com.apple.security.root');
    for (const type of ['com.apple.mdm', 'com.apple.security.scep']) expect(text).not.toContain(type);
  });
});
