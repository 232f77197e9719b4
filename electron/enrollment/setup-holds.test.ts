import { describe, expect, it } from 'vitest';
import { automatedProfileInput } from '../../shared/contract/automated.ts';
import { type ExportFacts, exportedProfile } from './automated-export.ts';
import { type Hold, releaseOf } from './setup-holds.ts';

const hold: Hold = { now: 1_000_000, releaseBy: 2_000_000, why: null, open: false, triedAt: null, missing: true };

describe('whether a device goes on in Setup Assistant', () => {
  it('is held while something is missing and there is time, and is ready once nothing is', () => {
    expect(releaseOf(hold)).toBeNull();
    expect(releaseOf({ ...hold, missing: false })).toBe('ready');
  });

  it('is let go when its time is over, whatever is missing', () => {
    expect(releaseOf({ ...hold, now: hold.releaseBy })).toBe('limit');
  });

  it('is told once, and again for the same reason after a minute when it did not take it', () => {
    const told: Hold = { ...hold, why: 'hand', triedAt: hold.now };
    expect(releaseOf({ ...told, open: true, now: hold.now + 120_000 })).toBeNull();
    expect(releaseOf({ ...told, now: hold.now + 59_999 })).toBeNull();
    expect(releaseOf({ ...told, now: hold.now + 60_000 })).toBe('hand');
  });
});

const facts: ExportFacts = {
  url: 'https://mdm.school.example/enroll/auto/x',
  webUrl: null,
  organization: 'Maple Street School',
  magic: 'm',
  trust: [Buffer.from('root')],
  supervisor: Buffer.from('host'),
  serialNumbers: ['DMPX1'],
};

describe('an automated enrollment profile as JSON', () => {
  it('always has what Apple’s service insists on, and leaves out what is empty', () => {
    const json = exportedProfile(automatedProfileInput.parse({ name: 'A' }), facts);
    expect(json).toMatchObject({
      profile_name: 'A',
      url: facts.url,
      department: 'Maple Street School',
      support_phone_number: '',
    });
    for (const key of ['language', 'region', 'configuration_web_url', 'support_email_address'])
      expect(json).not.toHaveProperty(key);
    expect(json).not.toHaveProperty('supervising_host_certs');
  });

  it('names who may pair only where others may not, and each anchor once', () => {
    const root = Buffer.from('root').toString('base64');
    const profile = automatedProfileInput.parse({ name: 'A', allowPairing: false, anchors: [root], webSignIn: true });
    const json = exportedProfile(profile, { ...facts, webUrl: `${facts.url}/web` });
    expect(json.supervising_host_certs).toEqual([Buffer.from('host').toString('base64')]);
    expect(json.anchor_certs).toEqual([root]);
    expect(json.configuration_web_url).toBe(`${facts.url}/web`);
  });
});
