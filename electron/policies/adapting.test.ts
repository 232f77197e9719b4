import { describe, expect, it } from 'vitest';
import type { PolicyContent } from '../../shared/contract/policy.ts';
import { addedUp, appListsOf, withServer } from './adapting.ts';
import { openPolicyRoom, profile } from './testing/policy-room.ts';

const SERVER = 'https://mdm.brook.example:8443';
const restrictions = (name: string, lists: object): PolicyContent =>
  profile(name, { PayloadType: 'com.apple.applicationaccess', ...lists });
const filter = (about: object): PolicyContent =>
  profile('Filter', { PayloadType: 'com.apple.webcontent-filter', FilterType: 'BuiltIn', ...about });
const payloadOf = (content: unknown) => (content as { PayloadContent: Record<string, unknown>[] }).PayloadContent[0];

describe('lists of apps', () => {
  it('add up to one list of allowed apps, without those any of them hides (I-06)', () => {
    const lists = [
      { allowed: ['a', 'b'], blocked: undefined },
      { allowed: ['c'], blocked: ['b'] },
      { allowed: undefined, blocked: ['d'] },
    ];
    expect(addedUp(lists)).toEqual(['a', 'c']);
    // Lists of hidden apps stay what they are: no list of allowed ones comes of them.
    expect(
      addedUp([
        { allowed: undefined, blocked: ['b'] },
        { allowed: undefined, blocked: ['d'] },
      ]),
    ).toBeUndefined();
    expect(addedUp([{ allowed: ['a'], blocked: undefined }])).toBeUndefined();
    expect(appListsOf(profile('Clip') as never)).toBeUndefined();
  });

  it('reach a device as that one list in each of its profiles, anew when another policy comes (I-06)', async () => {
    const room = await openPolicyRoom();
    const pad = await room.device();
    const first = restrictions('Lessons', { allowListedAppBundleIDs: ['org.brook.maths', 'org.brook.draw'] });
    const second = restrictions('Breaks', { allowListedAppBundleIDs: ['org.brook.chess'] });
    const third = restrictions('No drawing', { blockedAppBundleIDs: ['org.brook.draw'], allowCamera: false });
    const one = await room.policy({ name: 'Lessons', content: first });
    await room.assign(one.id, pad.deviceId);
    await room.converge([pad]);
    expect(payloadOf(pad.contents.get('org.brook.lessons'))).toMatchObject({
      allowListedAppBundleIDs: ['org.brook.maths', 'org.brook.draw'],
    });
    const two = await room.policy({ name: 'Breaks', content: second });
    await room.assign(two.id, pad.deviceId);
    const three = await room.policy({ name: 'No drawing', content: third });
    await room.assign(three.id, pad.deviceId);
    await room.converge([pad]);
    const allowed = ['org.brook.chess', 'org.brook.maths'];
    for (const name of ['lessons', 'breaks', 'no-drawing']) {
      const payload = payloadOf(pad.contents.get(`org.brook.${name}`));
      expect(payload).toMatchObject({ allowListedAppBundleIDs: allowed });
      expect(payload).not.toHaveProperty('blockedAppBundleIDs');
    }
    expect(payloadOf(pad.contents.get('org.brook.no-drawing'))).toMatchObject({ allowCamera: false });
    expect(await room.policies.conflicts({ deviceId: pad.deviceId })).toMatchObject([
      {
        kind: 'added-up',
        policies: [
          { name: 'Lessons', value: 'org.brook.maths, org.brook.draw' },
          { name: 'Breaks' },
          { name: 'No drawing', value: '− org.brook.draw' },
        ],
      },
    ]);
    expect(room.policies.forDevice(pad.deviceId).map(({ state }) => state)).toEqual([
      'installed',
      'installed',
      'installed',
    ]);
    // And back again, with nothing sent twice.
    pad.got.splice(0);
    await room.assign(three.id);
    await room.converge([pad]);
    expect(
      pad
        .changes()
        .filter((word) => !word.endsWith('List'))
        .sort(),
    ).toEqual(['install org.brook.breaks', 'install org.brook.lessons', 'remove org.brook.no-drawing']);
    expect(payloadOf(pad.contents.get('org.brook.lessons'))).toMatchObject({
      allowListedAppBundleIDs: ['org.brook.chess', 'org.brook.draw', 'org.brook.maths'],
    });
  });

  it('that leave no app at all are held back (I-06)', async () => {
    const room = await openPolicyRoom();
    const pad = await room.device();
    const content = restrictions('Nothing', { allowListedAppBundleIDs: ['a.b'], blockedAppBundleIDs: ['a.b'] });
    const { id } = await room.policy({ name: 'Nothing', content });
    await room.assign(id, pad.deviceId);
    await room.converge([pad]);
    expect(pad.changes()).toEqual([]);
    expect(room.policies.forDevice(pad.deviceId)).toMatchObject([{ state: 'held', because: { code: 'no-app-left' } }]);
  });
});

describe('a web filter', () => {
  it('always allows this server, once, in each kind of list (I-19)', () => {
    const sites = filter({ AllowListBookmarks: [{ URL: 'https://maths.example', Title: 'Maths' }] });
    const changed = withServer(sites as never, SERVER);
    expect(payloadOf(changed)).toMatchObject({
      AllowListBookmarks: [
        { URL: 'https://maths.example', Title: 'Maths' },
        { URL: SERVER, Title: 'mdm.brook.example:8443' },
      ],
    });
    expect(withServer(changed, SERVER)).toEqual(changed);
    expect(payloadOf(withServer(filter({ AutoFilterEnabled: true }) as never, SERVER))).toMatchObject({
      PermittedURLs: [SERVER],
    });
    const covered = filter({ AutoFilterEnabled: true, PermittedURLs: ['https://mdm.brook.example'] });
    expect(withServer(covered as never, SERVER)).toEqual(covered);
    // A filter that only blocks, and one that somebody else makes, need nothing.
    for (const about of [{ DenyListURLs: ['https://game.example'] }, { FilterType: 'Plugin', AutoFilterEnabled: true }])
      expect(withServer(filter(about) as never, SERVER)).toEqual(filter(about));
  });

  it('goes to devices with this server in it, also when there are several (I-19)', async () => {
    const room = await openPolicyRoom();
    const pad = await room.device();
    for (const name of ['Safe', 'Exam']) {
      const content = profile(name, {
        PayloadType: 'com.apple.webcontent-filter',
        FilterType: 'BuiltIn',
        ...(name === 'Safe'
          ? { AutoFilterEnabled: true, PermittedURLs: ['https://library.example'] }
          : { AllowListBookmarks: [{ URL: 'https://exam.example', Title: 'Exam' }] }),
      });
      const { id } = await room.policy({ name, content });
      await room.assign(id, pad.deviceId);
    }
    await room.converge([pad]);
    expect(payloadOf(pad.contents.get('org.brook.safe'))).toMatchObject({
      PermittedURLs: ['https://library.example', SERVER],
    });
    expect(payloadOf(pad.contents.get('org.brook.exam'))).toMatchObject({
      AllowListBookmarks: [{ URL: 'https://exam.example' }, { URL: SERVER }],
    });
  });
});
