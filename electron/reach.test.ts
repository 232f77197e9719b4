import { X509Certificate } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { silentLogger } from '../shared/logger.ts';
import { type Authority, openAuthority } from './identity/index.ts';
import { Reach } from './reach.ts';
import { openMemoryStore, type Store } from './store/index.ts';

const clock = { now: () => 1_800_000_000_000 };
const machine = { hostname: 'maple', addresses: ['192.168.7.20'] };
let store: Store;
let authority: Authority;

beforeEach(async () => {
  store = openMemoryStore({ clock, logger: silentLogger });
  authority = await openAuthority({ store, clock, logger: silentLogger, organisation: 'Maple' });
});
afterEach(() => store.close());

const open = (publicUrl?: string) =>
  new Reach({
    store,
    machine,
    config: { listen: { host: '0.0.0.0', port: 8443 }, publicUrl, names: ['extra.example'] },
  });
const change = async (reach: Reach, publicUrl: string | null, names: string[] = []) => {
  const tls = await authority.tlsCredentials(reach.certificateNames);
  await reach.change({ publicUrl, names, confirmed: false }, authority, tls, 'Ada');
};

describe('how devices reach the listener', () => {
  it('is what was set, else what the start was configured with, else what was found', async () => {
    expect([open().url, open().source]).toEqual(['https://192.168.7.20:8443', 'detected']);
    const configured = open('https://configured.example');
    expect([configured.url, configured.source]).toEqual(['https://configured.example', 'configuration']);
    await change(configured, 'https://Set.example:9000');
    expect([configured.url, configured.source]).toEqual(['https://set.example:9000', 'setting']);
    await change(configured, null);
    expect([configured.url, configured.source]).toEqual(['https://configured.example', 'configuration']);
  });

  it('outlives a restart, with every host that devices were told before in the certificate', async () => {
    await change(open(), 'https://one.example', ['further.example']);
    await change(open(), 'https://two.example', ['further.example']);
    const reach = open();
    expect(reach.url).toBe('https://two.example');
    const tls = await authority.tlsCredentials(reach.certificateNames);
    const names = new X509Certificate(tls.cert).subjectAltName ?? '';
    for (const name of ['two.example', 'one.example', 'further.example', '192.168.7.20', 'maple.local'])
      expect(names).toContain(name);
    expect(names).not.toContain('extra.example');
  });

  it('goes into new certificates only while it lasts longer than one start', () => {
    const config = { listen: { host: '127.0.0.1', port: 0 }, publicUrl: undefined, names: [] };
    const reach = new Reach({ store, machine, config });
    reach.boundTo(50_123);
    expect([reach.url, reach.lasting]).toEqual(['https://127.0.0.1:50123', false]);
    expect(open().lasting).toBe(true);
  });
});
