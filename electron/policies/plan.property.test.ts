import fc from 'fast-check';
import { expect, it } from 'vitest';
import { planProfiles } from './plan.ts';
import { stageOf } from './stages.ts';
import { ModelDevice, type Wanted, wanted } from './testing/model-device.ts';

const NAMES = ['a', 'b', 'c', 'd', 'e'] as const;
const KINDS = [
  ['com.apple.security.root'],
  ['com.apple.wifi.managed'],
  ['com.apple.security.root', 'com.apple.wifi.managed'],
  ['com.apple.webClip.managed'],
  ['com.apple.mail.managed'],
  ['com.apple.applicationaccess'],
  ['com.apple.security.scep', 'com.apple.eas.account'],
] as const;

const profile: fc.Arbitrary<Wanted> = fc
  .record({
    name: fc.constantFrom(...NAMES),
    version: fc.nat(2),
    payloadTypes: fc.constantFrom(...KINDS),
    missing: fc.constantFrom([], [], [], ['$EMAIL$']),
    unfit: fc.constantFrom(undefined, undefined, undefined, 'needs supervision'),
    onDrift: fc.constantFrom('repair', 'report'),
    broken: fc.constantFrom(false, false, false, true),
    needs: fc.constantFrom([], [], [], ['a']),
    needsPasscode: fc.constantFrom(false, false, true),
    vanishes: fc.constantFrom(false, false, false, true),
  })
  // What a content is like is decided by its uuid.
  .map(({ name, version, ...more }) => {
    const trait = `${more.broken ? 'b' : ''}${more.vanishes ? 'v' : ''}${more.payloadTypes.join()}`;
    const needs = name === 'a' ? [] : more.needs;
    return { ...wanted(name, version, { ...more, needs }), uuid: `${name}:${version}:${trait}` };
  });

const desired = fc.uniqueArray(profile, { selector: ({ identifier }) => identifier, maxLength: NAMES.length });

const step = fc.oneof(
  { weight: 2, arbitrary: fc.record({ do: fc.constant('want' as const), desired }) },
  { weight: 4, arbitrary: fc.constant({ do: 'reconcile' as const }) },
  { weight: 4, arbitrary: fc.constant({ do: 'take' as const }) },
  { weight: 4, arbitrary: fc.constant({ do: 'answer' as const }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('by-hand' as const), identifier: fc.constantFrom(...NAMES) }) },
  { weight: 1, arbitrary: fc.constant({ do: 'list' as const }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('wait' as const), hours: fc.nat(48) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('network' as const), own: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('silent' as const), silent: fc.boolean() }) },
);

function play(device: ModelDevice, steps: readonly (typeof step extends fc.Arbitrary<infer T> ? T : never)[]): void {
  for (const each of steps) {
    if (each.do === 'want') device.want(...each.desired);
    if (each.do === 'reconcile') device.reconcile();
    if (each.do === 'take') device.take();
    if (each.do === 'answer') device.answer();
    if (each.do === 'by-hand') device.removeByHand(each.identifier);
    if (each.do === 'list') device.askForList();
    if (each.do === 'wait') device.now += each.hours * 3_600_000;
    if (each.do === 'silent') device.silent = each.silent;
    if (each.do === 'network') device.facts = { ...device.facts, hasOwnNetwork: each.own };
  }
}

it('says nothing more once what it said is queued, whatever went before', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const device = new ModelDevice();
      play(device, steps);
      device.reconcile();
      const again = planProfiles(device.input());
      expect(again.queue).toEqual([]);
      expect(again.cancel).toEqual([]);
    }),
    { numRuns: 500 },
  );
});

it('never has two commands for one need', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const device = new ModelDevice();
      play(device, steps);
      device.reconcile();
      const waiting = device.open
        .filter(({ inFlight }) => !inFlight)
        .map((command) => ('identifier' in command ? command.identifier : command.kind));
      expect(waiting).toEqual([...new Set(waiting)]);
      expect(device.open.filter(({ kind }) => kind === 'list').length).toBeLessThanOrEqual(1);
    }),
    { numRuns: 500 },
  );
});

it('comes to rest with what should be there, and without what should not', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), desired, (steps, at) => {
      const device = new ModelDevice();
      play(device, steps);
      device.facts = { ...device.facts, hasOwnNetwork: true };
      device.silent = false;
      device.want(...at);
      device.askForList();
      const { statuses } = device.settle();
      const state = new Map(statuses.map((each) => [each.identifier, each.state]));
      const isFine = (each: Wanted): boolean =>
        each.unfit === undefined && each.missing.length === 0 && !each.broken && !each.vanishes;
      for (const each of at) {
        const said = state.get(each.identifier);
        if (said === 'installed') expect(device.profiles.get(each.identifier)).toBe(each.uuid);
        const needed = each.needs.map((need) => at.find(({ identifier }) => identifier === need));
        const comes = isFine(each) && needed.every((need) => need !== undefined && isFine(need));
        // What failed before may have to wait for its next time, and what needs it with it.
        if (comes) expect(['installed', 'drifted', 'failed', 'held']).toContain(said);
        if (comes && each.needs.length === 0) expect(said).not.toBe('held');
        if (each.unfit !== undefined) expect(device.profiles.has(each.identifier)).toBe(false);
      }
      for (const identifier of device.profiles.keys()) {
        const asked = at.find((each) => each.identifier === identifier);
        const stays =
          asked?.unfit === undefined && asked?.needs.every((need) => at.some((each) => each.identifier === need));
        if (stays !== true) expect(state.get(identifier)).toBe('failed');
      }
    }),
    { numRuns: 500 },
  );
});

it('comes to rest with a device that never answers a question, too', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), desired, (steps, at) => {
      const device = new ModelDevice();
      play(device, steps);
      device.silent = true;
      device.want(...at);
      device.settle();
    }),
    { numRuns: 500 },
  );
});

it('sends a fresh device exactly one command for each profile and one for the list', () => {
  fc.assert(
    fc.property(desired, (at) => {
      const healthy = at.map((each) => ({
        ...each,
        broken: false,
        vanishes: false,
        missing: [],
        unfit: undefined,
        needs: [],
        needsPasscode: false,
      }));
      const device = new ModelDevice();
      device.want(...healthy);
      device.settle();
      const expected = [...healthy]
        .sort((a, b) => stageOf(a.payloadTypes) - stageOf(b.payloadTypes) || (a.identifier < b.identifier ? -1 : 1))
        .map(({ identifier }) => `install ${identifier}`);
      expect(device.answered.filter((words) => words !== 'list')).toEqual(expected);
      device.settle();
      expect(device.answered.filter((words) => words !== 'list')).toEqual(expected);
    }),
  );
});

it('never removes what it did not install (CONF-06)', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const device = new ModelDevice();
      device.profiles.set('foreign', 'theirs');
      for (const name of NAMES) device.profiles.set(name, 'theirs');
      device.askForList();
      play(device, steps);
      device.settle();
      expect(device.profiles.get('foreign')).toBe('theirs');
      for (const words of device.answered.filter((each) => each.startsWith('remove'))) {
        const name = words.slice('remove '.length);
        const before = device.answered.slice(0, device.answered.indexOf(words));
        expect(before).toContain(`install ${name}`);
      }
    }),
    { numRuns: 300 },
  );
});
