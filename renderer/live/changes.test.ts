import { describe, expect, it } from 'vitest';
import type { Event } from '../../shared/contract/index.ts';
import { digest, matchesFilter, patchRows, patchSeen, prependEvents } from './changes.ts';

function event(seq: number, type: string, part: Partial<Event> = {}): Event {
  return {
    seq,
    at: seq,
    type,
    deviceId: null,
    enrollmentId: null,
    commandId: null,
    actor: 'device',
    data: {},
    ...part,
  };
}

describe('a batch of changes is put together', () => {
  it('keeps the latest sighting of each device', () => {
    const { seen } = digest([
      { kind: 'seen', devices: [{ deviceId: 'a', at: 20 }] },
      {
        kind: 'seen',
        devices: [
          { deviceId: 'a', at: 10 },
          { deviceId: 'b', at: 5 },
        ],
      },
    ]);
    expect([...seen]).toEqual([
      ['a', 20],
      ['b', 5],
    ]);
  });

  it('knows what an answer touches: its device, its command, that device’s inventory, and no list', () => {
    const news = digest([
      { kind: 'events', events: [event(1, 'command.acknowledged', { deviceId: 'a', commandId: 'c' })] },
    ]);
    expect([...news.devices]).toEqual(['a']);
    expect([...news.commands]).toEqual(['c']);
    expect([...news.inventories]).toEqual(['a']);
    expect(news).toMatchObject({ membership: false, invitations: false, push: false, lagging: false });
  });

  it('knows that an enrollment changes lists and uses up invitations', () => {
    const news = digest([{ kind: 'events', events: [event(1, 'enrollment.enrolled', { deviceId: 'a' })] }]);
    expect(news).toMatchObject({ membership: true, invitations: true });
  });

  it('passes on that something was left out', () => {
    expect(digest([{ kind: 'hello', seq: 1 }, { kind: 'lagging' }]).lagging).toBe(true);
  });
});

describe('rows are patched in place', () => {
  const rows = [
    { id: 'a', lastSeenAt: 10 },
    { id: 'b', lastSeenAt: null },
  ];

  it('with later sightings only, leaving other rows the same objects', () => {
    const patched = patchSeen(rows, new Map([['b', 7]]));
    expect(patched).toEqual([
      { id: 'a', lastSeenAt: 10 },
      { id: 'b', lastSeenAt: 7 },
    ]);
    expect(patched[0]).toBe(rows[0]);
    expect(patchSeen(rows, new Map([['a', 9]]))).toBe(rows);
  });

  it('with fresh rows where they are shown', () => {
    const fresh = { id: 'b', lastSeenAt: 99 };
    expect(patchRows(rows, new Map([['b', fresh]]))[1]).toEqual(fresh);
    expect(patchRows(rows, new Map([['z', fresh]]))).toBe(rows);
  });
});

describe('new events come before the listed ones', () => {
  const listed = [event(5, 'x'), event(4, 'x')];

  it('newest first, without doubles', () => {
    expect(prependEvents(listed, [event(5, 'x'), event(6, 'x'), event(7, 'x')]).map(({ seq }) => seq)).toEqual([
      7, 6, 5, 4,
    ]);
    expect(prependEvents(listed, [event(4, 'x')])).toBe(listed);
  });

  it('only where the list’s filter lets them in', () => {
    const news = event(6, 'command.sent', { deviceId: 'a' });
    expect(matchesFilter(news, {})).toBe(true);
    expect(matchesFilter(news, { deviceId: 'a', type: 'command.sent' })).toBe(true);
    expect(matchesFilter(news, { deviceId: 'b' })).toBe(false);
    expect(matchesFilter(news, { type: 'command.queued' })).toBe(false);
  });
});
