import { zipSync } from 'fflate';
import { expect, it } from 'vitest';
import { type BlueprintContent, blueprintContent } from '../../shared/contract/blueprint-content.ts';
import { decodePlistDict } from '../protocol/index.ts';
import { ownProfile } from './own-profile.ts';
import {
  changesFor,
  type DeviceFacts,
  decide,
  detachCommands,
  differences,
  POLICIES,
  planFor,
  policyOutcome,
} from './plan.ts';
import { type Bundle, picturesOf, readBundle, withPictures, writeBundle } from './transfer.ts';

const ID = '01990000-0000-7000-8000-000000000001';
const PICTURE = '01990000-0000-7000-8000-000000000002';
const IPAD: DeviceFacts = {
  ...{ serial: 'DMPX1', model: 'iPad Air', family: 'iPad', name: 'Old', os: '18.1', sharedIpad: false, timeZone: null },
  ...{
    cart: null,
    person: 'Grace',
    slot: null,
    n: 3,
    profiles: [],
    offered: [],
    policies: new Map(),
    apps: new Set<string>(),
    managed: new Map<string, string>(),
    coming: new Set(),
  },
};
const wanted = (content: object, pictures: Record<string, Buffer> = {}) => ({
  id: ID,
  name: 'Classroom',
  content: blueprintContent.parse(content),
  picture: (id: string) => pictures[id],
  policy: () => 'Wi-Fi',
});
const commandsOf = (blueprint: ReturnType<typeof wanted>, facts = IPAD) =>
  planFor(blueprint, facts, decide(blueprint, facts)).flatMap(({ kind, commands }) =>
    kind === 'verify' || kind === 'reach' ? [] : commands.map((command) => [kind, command?.RequestType ?? null]),
  );

it('asks nothing of a device that the blueprint asks nothing of, except how it is', () => {
  const empty = wanted({});
  expect(commandsOf(empty)).toEqual([]);
  expect(changesFor(empty, IPAD)).toEqual([]);
  expect(ownProfile(empty, empty.content)).toBeUndefined();
});

it('plans every part in its order, and nothing for what is so already', () => {
  const full = wanted(
    {
      namePattern: '{person} {n:02}',
      apps: [{ bundleId: 'org.a', source: { kind: 'store', id: 7 } }],
      removeApps: ['org.b'],
      wallpaper: { lock: PICTURE, home: PICTURE },
      restrictions: { allowCamera: false },
      osVersion: '18.2',
      settings: { timeZone: 'Europe/Berlin', bluetooth: true },
      cleanUp: { removeOtherApps: true, signOutUsers: true, erase: true },
    },
    { [PICTURE]: Buffer.from('picture') },
  );
  const facts = {
    ...IPAD,
    apps: new Set(['org.c']),
    managed: new Map([
      ['org.c', 'Managed'],
      ['org.b', 'Failed'],
    ]),
  };
  expect(commandsOf(full, facts)).toEqual([
    ['erase', 'EraseDevice'],
    ['clean', 'RemoveApplication'],
    ['name', 'Settings'],
    ['settings', 'Settings'],
    ['settings', 'Settings'],
    ['profiles', 'InstallProfile'],
    ['apps', 'InstallApplication'],
    ['wallpaper', 'Settings'],
    ['os', 'ScheduleOSUpdate'],
  ]);
  const profile = ownProfile(full, full.content);
  const there = {
    ...IPAD,
    name: 'Grace 03',
    os: '18.2',
    profiles: [{ identifier: profile?.identifier ?? '', uuid: (profile?.uuid ?? '').toLowerCase() }],
    apps: new Set(['org.a']),
    managed: new Map([['org.a', 'Managed']]),
  };
  expect(differences(full, there, decide(full, there))).toEqual([]);
  expect(
    commandsOf(full, there)
      .filter(([, type]) => type === null)
      .map(([kind]) => kind),
  ).toEqual(['name', 'profiles', 'apps', 'os']);
  expect(detachCommands(full, there)).toEqual([
    { RequestType: 'RemoveProfile', Identifier: profile?.identifier },
    { RequestType: 'RemoveApplication', Identifier: 'org.a' },
  ]);
});

it('updates to the lowest version a device offers that is enough', () => {
  const wants = wanted({ osVersion: '18.2' });
  const update = (...offered: string[]) => {
    const facts = { ...IPAD, offered };
    const step = planFor(wants, facts, decide(wants, facts)).find(({ kind }) => kind === 'os');
    return step?.commands[0]?.Updates;
  };
  expect(update('26.4', '18.1.1', '18.7.2')).toMatchObject([{ ProductVersion: '18.7.2' }]);
  expect(update('18.1.1')).toMatchObject([{ ProductVersion: '18.2' }]);
});

it('gives policies in the step of profiles, waits for what time changes, and tells which is missing', () => {
  const policy = '01990000-0000-7000-8000-000000000007';
  const full = wanted({ policies: [{ policyId: policy, version: 2 }] });
  const standing = (state: string | undefined, thereVersion: number | null, reason?: string) => ({
    ...IPAD,
    policies: new Map([
      [
        policy,
        {
          ...{ policyId: policy, version: 2, name: 'Wi-Fi', state, thereVersion },
          because: reason === undefined ? null : { code: 'refused', reason },
        },
      ],
    ]),
  });
  expect(commandsOf(full)).toEqual([['profiles', POLICIES.RequestType]]);
  expect(differences(full, IPAD)).toEqual([{ kind: 'policy', subject: 'Wi-Fi', before: null, after: '2' }]);
  expect(differences(full, standing('installed', 1))).toMatchObject([{ kind: 'policy', before: 'installed' }]);
  expect(differences(full, standing('installed', 2))).toEqual([]);
  expect(differences(full, standing('not-applicable', null))).toEqual([]);
  for (const state of [undefined, 'pending', 'sent', 'verifying'])
    expect(policyOutcome(full, standing(state, null))).toBeUndefined();
  expect(policyOutcome(full, standing('installed', 1))).toBeUndefined();
  for (const state of ['not-applicable', 'held', 'waiting'])
    expect(policyOutcome(full, standing(state, null))).toEqual({ how: 'done', because: null });
  expect(policyOutcome(full, standing('failed', null, 'No.'))).toEqual({
    how: 'failed',
    because: {
      code: 'policy-failed',
      values: { name: 'Wi-Fi', reason: 'No.' },
      message: 'The policy “Wi-Fi” failed: No.',
    },
  });
  // A device that had policies by another blueprint loses them.
  expect(commandsOf(wanted({}), standing('installed', 2))).toEqual([['profiles', POLICIES.RequestType]]);
});

it('removes the profile of another blueprint, and its own when nothing of it is wanted any more', () => {
  const other = { identifier: 'org.cartwright.blueprint.other', uuid: 'A' };
  const own = { identifier: `org.cartwright.blueprint.${ID}`, uuid: 'B' };
  const stranger = { identifier: 'org.brook.wifi', uuid: 'C' };
  const there = { ...IPAD, profiles: [other, own, stranger] };
  expect(decide(wanted({}), there).goingProfiles).toEqual([other.identifier, own.identifier]);
  const restricted = wanted({ restrictions: { allowCamera: false } });
  expect(commandsOf(restricted, there)).toEqual([
    ['clean', 'RemoveProfile'],
    ['profiles', 'InstallProfile'],
  ]);
  expect(differences(restricted, there)).toMatchObject([
    { kind: 'profile', before: 'B' },
    { kind: 'remove-profile', subject: other.identifier },
  ]);
});

it('makes the same profile of the same content, and another of another', () => {
  const make = (content: object) => ownProfile({ id: ID, name: 'X' }, blueprintContent.parse(content));
  const one = make({
    restrictions: { allowCamera: false, allowAirDrop: false },
    singleApp: 'org.a',
    skipSetup: ['Siri'],
  });
  const same = make({
    restrictions: { allowAirDrop: false, allowCamera: false },
    singleApp: 'org.a',
    skipSetup: ['Siri', 'Siri'],
  });
  expect(same?.bytes.equals(one?.bytes ?? Buffer.alloc(0))).toBe(true);
  expect(make({ restrictions: { allowCamera: false } })?.uuid).not.toBe(one?.uuid);
  const read = decodePlistDict(one?.bytes ?? Buffer.alloc(0));
  expect(read.PayloadContent).toHaveLength(3);
  expect(one?.uuid).toMatch(/^[0-9A-F]{8}-[0-9A-F]{4}-8[0-9A-F]{3}-[89AB][0-9A-F]{3}-[0-9A-F]{12}$/);
});

it('does not call a name made out of the present one drift', () => {
  const own = wanted({ namePattern: 'School {name}' });
  expect(decide(own, IPAD).name).toBe('School Old');
  expect(differences(own, { ...IPAD, name: 'School Old' })).toEqual([]);
});

it('travels as one file with its pictures, and refuses other files', () => {
  const content: BlueprintContent = blueprintContent.parse({
    wallpaper: { lock: PICTURE, home: null },
    namePattern: 'A {n}',
  });
  const bundle: Bundle = {
    name: 'Classroom',
    description: 'Room 12',
    colour: 'blue',
    icon: 'tablet',
    pictureId: null,
    content,
    policies: [{ name: 'Wi-Fi', identifier: 'org.brook.wifi', version: 2 }],
    pictures: [{ id: PICTURE, name: 'Trees', bytes: Buffer.from('picture') }],
  };
  const read = readBundle(writeBundle(bundle));
  expect({
    ...read,
    pictures: read.pictures.map(({ bytes, ...rest }) => ({ ...rest, bytes: Buffer.from(bytes) })),
  }).toEqual(bundle);
  expect(picturesOf(content, PICTURE)).toEqual([PICTURE]);
  expect(withPictures(content, new Map([[PICTURE, ID]])).wallpaper).toEqual({ lock: ID, home: null });
  expect(withPictures(content, new Map()).wallpaper.lock).toBeNull();
  // One letter of a picture is another: the rest would be kept, and shown to a whole school.
  const damaged = writeBundle(bundle);
  damaged.writeUInt8(1, damaged.indexOf('picture', damaged.indexOf('pictures/1') + 10));
  // A file that unpacks to far more than it says of itself.
  const bomb = Buffer.from(zipSync({ 'blueprint.json': new Uint8Array(5_000_000) }));
  for (const [signature, size] of [
    [0x04034b50, 22],
    [0x02014b50, 24],
  ] as const)
    for (let at = 0; at < bomb.length - 30; at += 1)
      if (bomb.readUInt32LE(at) === signature) bomb.writeUInt32LE(1000, at + size);
  const many = Buffer.from(
    zipSync(Object.fromEntries(Array.from({ length: 101 }, (_, at) => [`${at}`, new Uint8Array()]))),
  );
  for (const bytes of [damaged, bomb, many])
    expect(() => readBundle(bytes)).toThrow(expect.objectContaining({ code: 'bad-request' }));
  for (const bytes of [Buffer.from('no archive'), writeBundle(bundle).subarray(0, 200), Buffer.alloc(0)])
    expect(() => readBundle(bytes)).toThrow(expect.objectContaining({ code: 'bad-request' }));
});
