import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { silentLogger } from '../../shared/logger.ts';
import { openMemoryStore } from '../store/index.ts';
import { openKerberos } from './index.ts';

/* Signing in is tested against MIT's KDC, in test/integration/kerberos.test.ts. */

const house = () => {
  const store = openMemoryStore({ clock: { now: () => Date.now() }, logger: silentLogger });
  return { store, kerberos: openKerberos({ store, logger: silentLogger, kdcTimeoutMs: 200 }) };
};
const SETTINGS = {
  realm: 'school.example',
  kdcs: ['127.0.0.1:1'],
  domains: ['.School.Example', 'ca.other.example'],
  account: 'service@school.example',
};

describe('settings of Kerberos', () => {
  it('keep the password in the vault, tell the change without it, and lose it when Kerberos is turned off', async () => {
    const { store, kerberos } = house();
    expect(kerberos.overview()).toMatchObject({ ready: false, hasPassword: false, realm: '' });
    await expect(kerberos.setSettings(SETTINGS, 'root')).rejects.toThrow(/Type the password/);
    const shown = await kerberos.setSettings({ ...SETTINGS, password: 'Geheim-1' }, 'root');
    expect(shown).toEqual({
      ...{ realm: 'SCHOOL.EXAMPLE', kdcs: ['127.0.0.1:1'], domains: ['.school.example', 'ca.other.example'] },
      ...{ account: 'service@school.example', hasPassword: true, ready: true },
    });
    // Left out, it stays, for this account only.
    await kerberos.setSettings({ ...SETTINGS, domains: ['.school.example'] }, 'root');
    await expect(kerberos.setSettings({ ...SETTINGS, account: 'other@school.example' }, 'root')).rejects.toThrow(
      /another account/,
    );
    expect((await kerberos.test({ host: '', service: 'HTTP' }, 'root')).steps).toEqual([
      { step: 'reach', ok: false, detail: expect.stringContaining('No KDC answers (127.0.0.1:1: ECONNREFUSED)') },
    ]);
    const secrets = () => store.all((db) => db.selectFrom('secret').select('kind'));
    expect(secrets()).toEqual([{ kind: 'kerberos-password' }]);
    await kerberos.setSettings({ realm: '', kdcs: [], domains: [], account: '' }, 'root');
    expect(kerberos.overview()).toMatchObject({ ready: false, hasPassword: false });
    expect(secrets()).toEqual([]);
    await expect(kerberos.test({ host: '', service: 'HTTP' }, 'root')).rejects.toThrow(/not set up/);
    const events = store.all((db) => db.selectFrom('event').select(['type', 'data']));
    expect(events.map(({ type }) => type)).toEqual([
      'setting.kerberos-changed',
      'setting.kerberos-changed',
      'kerberos.tested',
      'setting.kerberos-changed',
    ]);
    expect(inspect([events, store.all((db) => db.selectFrom('setting').selectAll())])).not.toContain('Geheim');
  });

  it.each([
    [{ realm: '' }, /Enter the realm/],
    [{ realm: 'SCHOOL EXAMPLE' }, /A realm is a name/],
    [{ kdcs: [] }, /address of a KDC/],
    [{ kdcs: ['https://kdc.school.example'] }, /A KDC is an address/],
    [{ kdcs: ['kdc.school.example:70000'] }, /A KDC is an address/],
    [{ domains: [] }, /Enter the domains/],
    [{ domains: ['*.school.example'] }, /A domain is one/],
    [{ domains: ['.'] }, /A domain is one/],
    [{ account: '' }, /Enter the service account/],
    [{ account: 'service' }, /An account is one/],
    [{ account: 'service@OTHER.EXAMPLE' }, /must end in @ and the realm/],
  ])('are refused at the door with %j', async (change, why) => {
    const { kerberos } = house();
    await expect(kerberos.setSettings({ ...SETTINGS, password: 'x', ...change }, 'root')).rejects.toThrow(why);
    expect(kerberos.overview().ready).toBe(false);
  });

  it('name the hosts that may have a ticket; no other is ever asked for', async () => {
    const { kerberos } = house();
    expect(kerberos.refusal('ndes.school.example')?.code).toBe('not-configured');
    await kerberos.setSettings({ ...SETTINGS, kdcs: ['[::1]:88', 'kdc'], password: 'x' }, 'root');
    for (const host of ['ndes.school.example', 'NDES.School.Example.', 'a.b.school.example', 'ca.other.example'])
      expect(kerberos.refusal(host)).toBeUndefined();
    for (const host of ['school.example', 'myschool.example', 'ndes.school.example.evil.org', 'x.ca.other.example']) {
      expect(kerberos.refusal(host)?.message).toContain('none of the domains');
      await expect(kerberos.context({ service: 'HTTP', host })).rejects.toThrow(/none of the domains/);
    }
  });
});
