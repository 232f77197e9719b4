import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type UpdateRuleContent, updateRuleContent } from '../../shared/contract/updates.ts';
import { decideUpdate, type Offer, type UpdateInput } from './decide.ts';

const NOW = Date.parse('2026-11-20T12:00:00Z');
const HOUR = 3_600_000;

const offer = (version: string | null, over: Partial<Offer> = {}): Offer => ({
  productKey: `key-${version ?? 'x'}`,
  version,
  critical: false,
  configuration: false,
  firmware: false,
  securityResponse: false,
  restartRequired: true,
  ...over,
});
const rule = (over: Partial<UpdateRuleContent> = {}): UpdateRuleContent => ({
  ...updateRuleContent.parse({ platform: 'iOS', goal: { kind: 'newest' } }),
  ...over,
});
const input = (over: Partial<UpdateInput> = {}): UpdateInput => ({
  now: NOW,
  rule: rule(),
  device: { osVersion: '18.1', supervised: true, userEnrollment: false },
  offers: [offer('18.2'), offer('26.0')],
  offersAt: NOW - HOUR,
  progress: [],
  order: undefined,
  askedAt: null,
  mayAsk: true,
  failures: 0,
  ...over,
});
const ordered = (given: UpdateInput) => decideUpdate(given).order?.updates;

describe('a rule of updates', () => {
  it('POL-60 orders the newest, the newest of the generation, or a certain version', () => {
    expect(ordered(input())).toEqual([{ ProductKey: 'key-26.0', ProductVersion: '26.0', InstallAction: 'Default' }]);
    expect(ordered(input({ rule: rule({ goal: { kind: 'newest-minor' } }) }))).toMatchObject([
      { ProductVersion: '18.2' },
    ]);
    expect(ordered(input({ rule: rule({ goal: { kind: 'version', version: '18.2' } }) }))).toMatchObject([
      { ProductVersion: '18.2' },
    ]);
    expect(decideUpdate(input({ rule: rule({ goal: { kind: 'version', version: '18.5' } }) })).state).toBe(
      'not-offered',
    );
    expect(decideUpdate(input({ rule: rule({ goal: { kind: 'version', version: '18.1' } }) })).state).toBe(
      'up-to-date',
    );
  });

  it('POL-60 is for supervised devices, and not for those of their users', () => {
    const device = { osVersion: '18.1', supervised: false, userEnrollment: false };
    expect(decideUpdate(input({ device }))).toMatchObject({
      state: 'not-applicable',
      because: { code: 'needs-supervision' },
    });
    expect(decideUpdate(input({ device: { ...device, userEnrollment: true } }))).toMatchObject({
      because: { code: 'user-enrollment' },
    });
  });

  it('POL-61 tells Macs how, how often it may be put off, and which smaller updates come along', () => {
    const offers = [
      offer('26.1'),
      offer(null, { productKey: 'data', configuration: true, restartRequired: false }),
      offer(null, { productKey: 'chip', firmware: true }),
      offer(null, { productKey: 'tools', critical: true, restartRequired: false }),
    ];
    const mac = rule({ platform: 'macOS', action: 'InstallLater', maxDeferrals: 3, priority: 'High' });
    const device = { osVersion: '26.0', supervised: true, userEnrollment: false };
    const later = { InstallAction: 'InstallLater', MaxUserDeferrals: 3, Priority: 'High' };
    expect(ordered(input({ rule: mac, offers, device }))).toEqual([
      { ProductKey: 'key-26.1', ProductVersion: '26.1', ...later },
      { ProductKey: 'data', ...later },
      { ProductKey: 'tools', ...later },
    ]);
    const none = rule({
      platform: 'macOS',
      supplements: { critical: 'none', configuration: 'none', firmware: 'all' },
    });
    expect(ordered(input({ rule: none, offers: offers.slice(1), device }))).toEqual([
      { ProductKey: 'chip', InstallAction: 'Default' },
    ]);
  });

  it('POL-62 orders in its hours only, until they end; without a day never', () => {
    const hours = { timeZone: 'Europe/Berlin', days: [{ day: 5, from: '22:00', to: '02:00' }] };
    const next = Date.parse('2026-11-20T21:00:00Z');
    expect(decideUpdate(input({ rule: rule({ hours }) }))).toMatchObject({
      state: 'waiting',
      because: { code: 'hours', next },
      lookAgainAt: next,
    });
    const inside = input({ rule: rule({ hours }), now: next, offersAt: next - HOUR });
    expect(decideUpdate(inside)).toMatchObject({ state: 'pending', order: { until: next + 4 * HOUR } });
    expect(decideUpdate(input({ rule: rule({ hours: { ...hours, days: [] } }) }))).toMatchObject({
      state: 'waiting',
      because: { code: 'hours', next: null },
    });
  });

  it('POL-64 asks what is offered before it orders, once a day at most, and not where that is switched off', () => {
    const old = { offersAt: NOW - 25 * HOUR };
    expect(decideUpdate(input(old))).toMatchObject({ state: 'asking', ask: true });
    expect(decideUpdate(input({ ...old, askedAt: NOW - HOUR }))).not.toHaveProperty('ask');
    expect(decideUpdate(input({ ...old, askedAt: NOW - 30 * HOUR }))).toHaveProperty('ask');
    const never = input({ offersAt: null, offers: [] });
    expect(decideUpdate(never)).toMatchObject({ state: 'asking', ask: true });
    const there = rule({ goal: { kind: 'version', version: '18.0' } });
    expect(decideUpdate({ ...never, rule: there })).not.toHaveProperty('ask');
    expect(decideUpdate({ ...never, mayAsk: false })).toMatchObject({ state: 'up-to-date' });
    expect(decideUpdate({ ...never, mayAsk: false })).not.toHaveProperty('ask');
    expect(ordered(input({ ...old, mayAsk: false }))).toHaveLength(1);
  });

  it('POL-66 takes rapid security responses along with the newest, and never for a certain version', () => {
    const offers = [offer('18.1', { productKey: 'response', securityResponse: true })];
    expect(ordered(input({ offers }))).toMatchObject([{ ProductKey: 'response' }]);
    const certain = rule({ goal: { kind: 'version', version: '18.1' } });
    expect(decideUpdate(input({ offers, rule: certain }))).toMatchObject({ state: 'up-to-date' });
  });

  it('follows an order: waiting, taken, downloading, downloaded, installing', () => {
    const order = { state: 'open', at: NOW - HOUR, endedAt: NOW - HOUR, version: '26.0' } as const;
    expect(decideUpdate(input({ order })).state).toBe('pending');
    const done = { ...order, state: 'done' } as const;
    expect(decideUpdate(input({ order: done })).state).toBe('ordered');
    const step = (status: string, isDownloaded = false) =>
      decideUpdate(
        input({ order: done, progress: [{ productKey: 'key-26.0', status, isDownloaded, at: NOW - HOUR / 2 }] }),
      ).state;
    expect(step('Downloading')).toBe('downloading');
    expect(step('Idle', true)).toBe('downloaded');
    expect(step('Installing')).toBe('installing');
    expect(step('DownloadInsufficientSpace')).toBe('failed');
  });

  it('tries again later and later after failures, and at once when an order was lost', () => {
    const order = { state: 'failed', at: NOW - HOUR, endedAt: NOW - HOUR / 2, version: '26.0' } as const;
    expect(decideUpdate(input({ order, failures: 1 }))).toMatchObject({
      state: 'failed',
      because: { code: 'error', retryAt: NOW + HOUR / 2 },
    });
    expect(ordered(input({ order: { ...order, endedAt: NOW - 2 * HOUR }, failures: 1 }))).toHaveLength(1);
    expect(decideUpdate(input({ order: { ...order, endedAt: NOW - 2 * HOUR }, failures: 2 })).state).toBe('failed');
    expect(ordered(input({ order: { ...order, state: 'gone' } }))).toHaveLength(1);
  });

  it('never orders while an order is open, looks again later on, and orders only what is offered', () => {
    const versions = fc.constantFrom('18.1', '18.2', '26.0', '26.1');
    const offers = fc.uniqueArray(
      fc.record({
        version: fc.option(versions, { nil: null }),
        critical: fc.boolean(),
        configuration: fc.boolean(),
        firmware: fc.boolean(),
        securityResponse: fc.boolean(),
        restartRequired: fc.boolean(),
      }),
      { maxLength: 5, selector: ({ version }) => version },
    );
    const anyInput = fc.record({
      offers: offers.map((list) => list.map((one, index) => offer(one.version, { ...one, productKey: `k${index}` }))),
      offersAt: fc.option(fc.integer({ min: NOW - 100 * HOUR, max: NOW }), { nil: null }),
      askedAt: fc.option(fc.integer({ min: NOW - 100 * HOUR, max: NOW }), { nil: null }),
      mayAsk: fc.boolean(),
      failures: fc.integer({ min: 0, max: 5 }),
      order: fc.option(
        fc.record({
          state: fc.constantFrom('open', 'done', 'failed', 'gone'),
          at: fc.constant(NOW - 20 * HOUR),
          endedAt: fc.integer({ min: NOW - 20 * HOUR, max: NOW }),
          version: fc.option(versions, { nil: null }),
        }),
        { nil: undefined },
      ),
      platform: fc.constantFrom('iOS', 'macOS'),
      goal: fc.constantFrom({ kind: 'newest' }, { kind: 'newest-minor' }, { kind: 'version', version: '26.0' }),
    });
    fc.assert(
      fc.property(anyInput, ({ platform, goal, ...over }) => {
        const decision = decideUpdate(input({ ...over, rule: rule({ platform, goal } as never) }));
        expect(decision.lookAgainAt).toBeGreaterThan(NOW);
        if (over.order?.state === 'open') expect(decision.order).toBeUndefined();
        const keys = over.offers.map(({ productKey }) => productKey);
        for (const { ProductKey } of decision.order?.updates ?? []) expect(keys).toContain(ProductKey);
        if (decision.order !== undefined) expect(decision.order.updates.length).toBeGreaterThan(0);
        if (decision.ask) expect(over.mayAsk).toBe(true);
      }),
      { numRuns: 400 },
    );
  });
});
