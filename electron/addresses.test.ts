import { describe, expect, it } from 'vitest';
import { certificateNames, publicUrl } from './addresses.ts';

const machine = { hostname: 'Office', addresses: ['fd00::5', '10.0.0.5'] };

describe('how devices reach this machine', () => {
  it('is what the configuration says', () => {
    expect(publicUrl('https://mdm.school.example', { host: '0.0.0.0', port: 8443 }, machine)).toBe(
      'https://mdm.school.example',
    );
  });

  it('is the first IPv4 address when the listener is bound everywhere', () => {
    expect(publicUrl(undefined, { host: '0.0.0.0', port: 8443 }, machine)).toBe('https://10.0.0.5:8443');
    expect(publicUrl(undefined, { host: '::', port: 8443 }, { hostname: 'Office', addresses: [] })).toBe(
      'https://Office:8443',
    );
  });

  it('is the bound address otherwise, with IPv6 in brackets', () => {
    expect(publicUrl(undefined, { host: '::1', port: 1 }, machine)).toBe('https://[::1]:1');
  });

  it('puts every name on the certificate once, the public one first', () => {
    expect(certificateNames('https://mdm.school.example', { host: '0.0.0.0' }, ['ipads.example'], machine)).toEqual([
      'mdm.school.example',
      'ipads.example',
      'office',
      'office.local',
      'fd00::5',
      '10.0.0.5',
      'localhost',
      '127.0.0.1',
      '::1',
    ]);
    expect(certificateNames('https://127.0.0.1:8443', { host: '127.0.0.1' }, [], machine)).toEqual([
      '127.0.0.1',
      'localhost',
      '::1',
    ]);
  });
});
