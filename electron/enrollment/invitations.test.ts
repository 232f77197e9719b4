import { beforeAll, describe, expect, it } from 'vitest';
import { newDevice, openSchool, type School, TOPIC } from './testing/school.ts';

const DAY = 86_400_000;

let school: School;
beforeAll(async () => {
  school = await openSchool();
});

/** The path of an invitation's link. */
async function pathOf(id: string): Promise<string> {
  return new URL((await school.enrollment.invitations.link(id)).url).pathname;
}

async function page(method: string, url: string, form = '') {
  const answer = await school.enrollment.web({ method, url, form });
  if (answer === undefined) throw new Error('nothing there');
  return { ...answer, text: answer.body.toString() };
}

describe('an invitation', () => {
  it('is for one device and seven days unless told otherwise', async () => {
    const made = await school.enrollment.invitations.create({ name: ' Library ' }, 'Ada');
    expect(made).toMatchObject({
      name: 'Library',
      status: 'open',
      maxUses: 1,
      uses: 0,
      hasPin: false,
      accessRights: 8191,
      signMessage: false,
      checkOutWhenRemoved: true,
      createdBy: 'Ada',
      expiresAt: school.clock.at + 7 * DAY,
    });
    expect(school.enrollment.invitations.list()[0]).toEqual(made);
    expect(school.events('invitation.created').at(-1)).toMatchObject({ actor: 'Ada', data: { name: 'Library' } });
  });

  it('is refused with rights that do not go together, or an end that has passed', async () => {
    const { invitations } = school.enrollment;
    await expect(invitations.create({ name: 'X', accessRights: 2 }, 'Ada')).rejects.toThrow(/also needs/);
    await expect(invitations.create({ name: 'X', expiresAt: school.clock.at }, 'Ada')).rejects.toThrow(/later time/);
    await expect(invitations.create({ name: ' ' }, 'Ada')).rejects.toThrow();
    await expect(invitations.create({ name: 'X', pin: '12' }, 'Ada')).rejects.toThrow();
  });

  it('has a link that names it, with a QR code, and keeps neither token nor PIN in the open', async () => {
    const { id } = await school.enrollment.invitations.create({ name: 'Class', pin: 'generate' }, 'Ada');
    const link = await school.enrollment.invitations.link(id);
    expect(link.url).toMatch(/^https:\/\/mdm\.brook\.example:8443\/enroll\/[A-Za-z0-9_-]{27}$/);
    expect(link.pin).toMatch(/^\d{6}$/);
    expect(link.profileUrl).toBe(`${link.url}/profile?pin=${link.pin}`);
    expect(link.qrSvg).toMatch(/^<svg /);
    const token = link.url.slice(-27);
    expect(school.enrollment.invitations.findByToken(token)?.id).toBe(id);
    const stored = JSON.stringify([
      school.store.all((db) => db.selectFrom('invitation').selectAll()),
      school.store.all((db) => db.selectFrom('event').selectAll()),
    ]);
    expect(stored).not.toContain(token);
    expect(stored).not.toContain(`"${link.pin}"`);
  });

  it('shows why it is shut', async () => {
    const { invitations } = school.enrollment;
    const used = await invitations.create({ name: 'Used' }, 'Ada');
    await (await newDevice(school, used.id)).authenticate();
    const expired = await invitations.create({ name: 'Expired', expiresAt: school.clock.at + 1 }, 'Ada');
    const revoked = await invitations.create({ name: 'Revoked', maxUses: null, expiresAt: null }, 'Ada');
    await invitations.revoke(revoked.id, 'Ada');
    await invitations.revoke(revoked.id, 'Bob');
    school.clock.at += 1;
    expect([used, expired, revoked].map(({ id }) => invitations.get(id).status)).toEqual([
      'used-up',
      'expired',
      'revoked',
    ]);
    const revocations = school.events('invitation.revoked').filter((event) => event.data.invitationId === revoked.id);
    expect(revocations.map((event) => event.actor)).toEqual(['Ada']);
    expect(() => invitations.get('0190f3c4-0000-7000-8000-000000000009')).toThrow(/no such invitation/);
  });
});

describe('the enrollment page', () => {
  it('offers the profile, says what happens next, and needs no scripts', async () => {
    const { id } = await school.enrollment.invitations.create({ name: 'Class', accessRights: 3 }, 'Ada');
    const path = await pathOf(id);
    const shown = await page('GET', path);
    expect(shown.status).toBe(200);
    expect(shown.text).toContain(`href="${path}/profile"`);
    expect(shown.text).toContain('Download for Apple Configurator');
    expect(shown.text).toContain('Install and remove configuration profiles');
    expect(shown.text).not.toContain('Erase the device');
    expect(shown.text).not.toMatch(/<script| style=| on[a-z]+=/);
    expect(shown.text).toContain('Brook &#60;School&#62;');
    expect(shown.text).not.toContain('<School>');
    expect(shown.headers['Content-Security-Policy']).toContain("default-src 'none'");
    expect(shown.headers['Referrer-Policy']).toBe('no-referrer');
    const css = await page('GET', '/enroll/page.css');
    expect([css.status, css.headers['Content-Type']]).toEqual([200, 'text/css; charset=utf-8']);
  });

  it('shows the logo and whom to ask, except to those without a link', async () => {
    const png = Buffer.from('89504e470d0a1a0a00', 'hex').toString('base64');
    const { branding, invitations } = school.enrollment;
    expect(branding.read()).toEqual({ logo: null, contact: null });
    await expect(branding.set({ logo: 'R0lGODlh', contact: null }, 'Ada')).rejects.toThrow('no PNG image');
    await branding.set({ logo: png, contact: 'Room 12 <b>' }, 'Ada');
    expect(school.events('branding.changed')).toMatchObject([{ actor: 'Ada', data: {} }]);
    const { id } = await invitations.create({ name: 'Class' }, 'Ada');
    const shown = await page('GET', await pathOf(id));
    expect(shown.text).toContain('Questions? Room 12 &#60;b&#62;');
    expect(shown.headers['Content-Security-Policy']).toContain("img-src 'self'");
    const [, address = ''] = /<img class="logo" src="([^"]+)"/.exec(shown.text) ?? [];
    const logo = await page('GET', address);
    expect(logo).toMatchObject({ status: 200, headers: { 'Content-Type': 'image/png' } });
    expect(Buffer.from(logo.body).toString('base64')).toBe(png);
    const lost = await page('GET', '/enroll/nobody-made-this-one');
    expect(lost.text).not.toMatch(/Room 12|class="logo"/);
    expect((await school.enrollment.mailText(id, 'de')).body).toContain('Fragen? Room 12 <b>');
    await branding.set({ logo: null, contact: ' ' }, 'Ada');
    expect((await page('GET', await pathOf(id))).text).not.toMatch(/Questions|class="logo"/);
    expect(await school.enrollment.web({ method: 'GET', url: address, form: '' })).toBeUndefined();
  });

  it('hands out the profile as a download that devices recognise', async () => {
    const { id } = await school.enrollment.invitations.create({ name: 'Class' }, 'Ada');
    const profile = await page('GET', `${await pathOf(id)}/profile`);
    expect(profile.status).toBe(200);
    expect(profile.headers).toMatchObject({
      'Content-Type': 'application/x-apple-aspen-config',
      'Content-Disposition': 'attachment; filename="Brook-School-enrollment.mobileconfig"',
      'Cache-Control': 'no-store',
    });
    expect(Buffer.isBuffer(profile.body)).toBe(true);
  });

  it('asks for the PIN first, and gives nothing away without it', async () => {
    const { id } = await school.enrollment.invitations.create({ name: 'Class', pin: '4711' }, 'Ada');
    const path = await pathOf(id);
    const asked = await page('GET', path);
    expect(asked.status).toBe(200);
    expect(asked.text).toContain(`<form method="post" action="${path}">`);
    expect(asked.text).not.toContain('/profile');
    const wrong = await page('POST', path, 'pin=0000');
    expect([wrong.status, wrong.text.includes('not right')]).toEqual([403, true]);
    // Whoever opens the download itself, without the PIN or with a wrong one, gets a form that works, not a profile.
    for (const url of [`${path}/profile`, `${path}/profile?pin=0000`]) {
      const instead = await page('GET', url);
      expect([instead.status, instead.headers['Content-Type']]).toEqual([403, 'text/html; charset=utf-8']);
      expect(instead.text).toContain(`<form method="post" action="${path}">`);
    }
    const right = await page('POST', path, 'pin=+4711+');
    expect(right.status).toBe(200);
    const profileUrl = /href="([^"]*\/profile\?pin=[^"]*)"/.exec(right.text)?.[1] ?? '';
    const profile = await page('GET', profileUrl);
    expect(profile.headers['Content-Type']).toBe('application/x-apple-aspen-config');
  });

  it('locks after ten wrong PINs in a row, however many come at once, even for the right one', async () => {
    const { id } = await school.enrollment.invitations.create({ name: 'Class', pin: '4711' }, 'Ada');
    const path = await pathOf(id);
    for (let i = 0; i < 9; i++) await page('POST', path, 'pin=0000');
    expect((await page('POST', path, 'pin=4711')).status).toBe(200);
    const answers = await Promise.all(Array.from({ length: 30 }, () => page('POST', path, 'pin=0000')));
    expect(answers.filter(({ text }) => text.includes('not right'))).toHaveLength(9);
    const locked = await page('POST', path, 'pin=4711');
    expect([locked.status, locked.text.includes('Too many wrong PINs')]).toEqual([403, true]);
    // It says so at once, instead of asking for a PIN that no longer opens anything.
    const visited = await page('GET', path);
    expect([visited.status, visited.text.includes('Too many wrong PINs')]).toEqual([403, true]);
    expect(school.events('invitation.locked').filter((event) => event.data.invitationId === id)).toHaveLength(1);
  });

  it('says why there is no profile, with a status that fits', async () => {
    const { invitations } = school.enrollment;
    const { id } = await invitations.create({ name: 'Class', expiresAt: school.clock.at + 1000 }, 'Ada');
    const path = await pathOf(id);
    school.topic.current = undefined;
    expect(await page('GET', `${path}/profile`)).toMatchObject({ status: 503 });
    school.topic.current = TOPIC;
    school.clock.at += 1000;
    for (const [method, url] of [
      ['GET', path],
      ['POST', path],
      ['GET', `${path}/profile`],
    ] as const) {
      const expired = await page(method, url);
      expect([expired.status, expired.text.includes('has expired')]).toEqual([410, true]);
      expect(expired.text).toContain('class="picture shut"');
    }
    const unknown = await page('GET', `/enroll/${'A'.repeat(27)}`);
    expect([unknown.status, unknown.text.includes('No such link')]).toEqual([404, true]);
    expect((await page('PUT', path)).status).toBe(405);
    expect(await school.enrollment.web({ method: 'GET', url: `${path}/other`, form: '' })).toBeUndefined();
  });

  it('lends the profile of a used-up link again while its device has not finished, and no longer', async () => {
    const { id } = await school.enrollment.invitations.create({ name: 'Class' }, 'Ada');
    const path = await pathOf(id);
    const device = await newDevice(school, id);
    await device.authenticate();
    expect(school.enrollment.invitations.get(id).status).toBe('used-up');
    expect((await page('GET', `${path}/profile`)).status).toBe(200);
    await device.tokenUpdate();
    expect((await page('GET', `${path}/profile`)).status).toBe(410);
  });
});
