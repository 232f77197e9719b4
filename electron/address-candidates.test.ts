import { describe, expect, it } from 'vitest';
import { addressCandidates, type Surroundings } from './address-candidates.ts';

const around: Surroundings = {
  machine: {
    hostname: 'maple',
    addresses: ['192.168.7.20', '2001:db8::20'],
    interfaces: [
      { name: 'lo', address: '127.0.0.1' },
      { name: 'en0', address: '192.168.7.20' },
      { name: 'en0', address: '2001:db8::20' },
      { name: 'en1', address: '169.254.3.3' },
    ],
  },
  bound: { host: '0.0.0.0', port: 8443 },
  current: 'https://192.168.7.20:8443',
  further: [],
  importedCovers: undefined,
};

const codesOf = (changed: Partial<Surroundings> = {}) =>
  Object.fromEntries(
    addressCandidates({ ...around, ...changed }).map(({ host, findings }) => [host, findings.map(({ code }) => code)]),
  );

describe('the ways to call this machine', () => {
  it('name what speaks against each', () => {
    expect(codesOf({ further: ['mdm.maple.example.com'] })).toEqual({
      'mdm.maple.example.com': [],
      '192.168.7.20': ['may-change', 'private-address'],
      '2001:db8::20': ['may-change'],
      maple: ['bare-name'],
      'maple.local': ['local-name'],
      '127.0.0.1': ['loopback'],
      '169.254.3.3': ['link-local'],
    });
  });

  it('recommend a name devices find everywhere, else an address, but never loopback', () => {
    const best = (changed: Partial<Surroundings>) =>
      addressCandidates({ ...around, ...changed })
        .filter((each) => each.recommended)
        .map((each) => each.url);
    expect(best({ further: ['mdm.maple.example.com'] })).toEqual(['https://mdm.maple.example.com:8443']);
    expect(best({})).toEqual(['https://192.168.7.20:8443']);
    expect(
      best({ machine: { hostname: 'localhost', addresses: [], interfaces: [] }, current: 'https://127.0.0.1:1' }),
    ).toEqual([]);
  });

  it('say which the listener does not accept', () => {
    const onLoopback = codesOf({ bound: { host: '127.0.0.1', port: 8443 } });
    expect(onLoopback['192.168.7.20']).toContain('not-bound');
    expect(onLoopback['maple.local']).toContain('not-bound');
    expect(onLoopback['127.0.0.1']).toEqual(['loopback']);
    const onOne = codesOf({ bound: { host: '192.168.7.20', port: 8443 } });
    expect(onOne['2001:db8::20']).toContain('not-bound');
    expect(onOne['192.168.7.20']).not.toContain('not-bound');
  });

  it('say which an imported certificate does not cover, and which a public authority would sign', () => {
    const list = addressCandidates({
      ...around,
      further: ['mdm.maple.example.com'],
      importedCovers: (host) => host === 'mdm.maple.example.com',
    });
    const named = list.find(({ host }) => host === 'mdm.maple.example.com');
    const local = list.find(({ host }) => host === 'maple.local');
    expect(named).toMatchObject({ tls: 'imported', publicCertificatePossible: true, recommended: true });
    expect(local).toMatchObject({ tls: 'uncovered', publicCertificatePossible: false, recommended: false });
    expect(local?.findings.map(({ code }) => code)).toContain('not-in-certificate');
  });
});
