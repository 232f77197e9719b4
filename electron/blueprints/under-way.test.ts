import { describe, expect, it } from 'vitest';
import { profileIdentifier } from './own-profile.ts';
import { appsToBe, profilesToBe, type UnderWay } from './under-way.ts';

const MINE = profileIdentifier('mine');
const LISTED = { identifier: MINE, uuid: 'A' };
const about = (requestType: string, subject: string, more: Partial<UnderWay>): UnderWay => ({
  ...{ requestType, subject, open: false, doneAt: null },
  ...more,
});
const installs = (more: Partial<UnderWay>) => about('InstallProfile', `profile:${MINE}`, more);
const removes = (more: Partial<UnderWay>) => about('RemoveProfile', `profile:${MINE}`, more);

describe('profiles of blueprints', () => {
  it('are counted as gone while their removal waits, and when it was carried out after the list', () => {
    expect(profilesToBe([LISTED], 10, [removes({ open: true })])).toEqual([]);
    expect(profilesToBe([LISTED], 10, [removes({ doneAt: 11 })])).toEqual([]);
  });

  it('are as the list says when what was carried out is in it, or came to nothing', () => {
    expect(profilesToBe([LISTED], 10, [removes({ doneAt: 9 })])).toEqual([LISTED]);
    expect(profilesToBe([LISTED], 10, [removes({ doneAt: 10 })])).toEqual([LISTED]);
    expect(profilesToBe([LISTED], 10, [removes({})])).toEqual([LISTED]);
  });

  it('are there with a content nobody knows when one is on its way or came after the list; the last word counts', () => {
    expect(profilesToBe([], 10, [installs({ open: true })])).toEqual([{ identifier: MINE, uuid: '' }]);
    expect(profilesToBe([LISTED], 10, [removes({ doneAt: 11 }), installs({ open: true })])).toEqual([
      { identifier: MINE, uuid: '' },
    ]);
    expect(profilesToBe([LISTED], 10, [installs({ doneAt: 11 }), removes({ open: true })])).toEqual([]);
  });

  it('are the only ones that are foreseen: the others are a matter of policies', () => {
    const other = { identifier: 'org.brook.library', uuid: 'B' };
    expect(profilesToBe([other], 10, [about('RemoveProfile', 'profile:org.brook.library', { open: true })])).toEqual([
      other,
    ]);
  });
});

it('tells apps that are about to come from those about to go', () => {
  const commands = [
    about('InstallApplication', 'app:4711', { doneAt: 12 }),
    about('InstallApplication', 'app:com.example.reader', { doneAt: 12 }),
    about('RemoveApplication', 'app:com.example.reader', { open: true }),
    about('RemoveApplication', 'app:com.example.old', { doneAt: 3 }),
  ];
  expect(appsToBe(10, commands)).toEqual({ going: new Set(['com.example.reader']), coming: new Set(['4711']) });
});
