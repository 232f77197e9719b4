// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';
import type { LoggedEvent, QueueRow } from '../../shared/contract/index.ts';
import { previewOf } from './bulk.ts';
import { linesOf } from './event-lines.ts';
import { queueCsv } from './exports.ts';
import {
  addressOfView,
  eventFilterOf,
  isAboutCommands,
  queueFilterOf,
  readEventView,
  readQueueView,
} from './view-address.ts';

const NOW = Date.UTC(2026, 2, 14, 9, 26, 53);
const MINUTE = 60_000;
const DEVICE = '01968b2e-0000-7000-8000-000000000001';

describe('a view’s address', () => {
  it('says all that the view shows, and reads back to the same', () => {
    const address =
      'text=ada&categories=commands%2Cpush&tones=needs&typePrefix=command.e&actor=Ada&each=1' +
      `&deviceId=${DEVICE}&within=24h`;
    const view = readEventView(new URLSearchParams(address));
    expect(addressOfView(view).toString()).toBe(address);
    expect(eventFilterOf(view, NOW)).toEqual({
      text: 'ada',
      categories: ['commands', 'push'],
      tones: ['needs'],
      typePrefix: 'command.e',
      actor: 'Ada',
      deviceId: DEVICE,
      since: NOW - (NOW % MINUTE) - 24 * 60 * MINUTE,
    });
  });

  it('is understood as alerts write it, and opens the queue by itself', () => {
    const params = new URLSearchParams(
      'states=error&requestTypes=DeviceLock&errorDomain=MCMDMErrorDomain&errorCode=12021',
    );
    expect(isAboutCommands(params)).toBe(true);
    expect(isAboutCommands(new URLSearchParams('typePrefix=command.un'))).toBe(false);
    expect(queueFilterOf(readQueueView(params), NOW)).toEqual({
      states: ['error'],
      requestTypes: ['DeviceLock'],
      errorDomain: 'MCMDMErrorDomain',
      errorCode: 12021,
    });
    expect(readQueueView(new URLSearchParams('failed=true')).states).toEqual([
      'error',
      'format-error',
      'expired',
      'unanswered',
    ]);
    expect(readQueueView(new URLSearchParams('open=true')).states).toEqual(['queued', 'sent', 'not-now']);
  });

  it('keeps the order of the queue; times start with the newest, all else at its beginning', () => {
    const orderOf = (address: string) => {
      const { sort, direction } = readQueueView(new URLSearchParams(address));
      return `${sort} ${direction}`;
    };
    expect(orderOf('')).toBe('queued desc');
    expect(orderOf('sort=command')).toBe('command asc');
    expect(orderOf('sort=changed')).toBe('changed desc');
    expect(orderOf('sort=sideways&direction=up')).toBe('queued desc');
    for (const address of [
      '',
      'sort=device',
      'sort=state&direction=desc',
      'sort=changed&direction=asc',
      'direction=asc',
    ])
      expect(addressOfView(readQueueView(new URLSearchParams(address))).toString()).toBe(address);
  });

  it('is left out where it makes no sense, so that the engine is never asked nonsense', () => {
    const nonsense = new URLSearchParams(
      'states=happy&requestTypes=%3Cb%3E&deviceId=1&errorCode=x&since=soon&within=1y&categories=x&order=sideways',
    );
    expect(queueFilterOf(readQueueView(nonsense), NOW)).toEqual({});
    expect(eventFilterOf(readEventView(nonsense), NOW)).toEqual({});
  });
});

function event(seq: number, type: string, part: Partial<LoggedEvent> = {}): LoggedEvent {
  return {
    seq,
    at: NOW + seq * 1000,
    type,
    deviceId: `device ${seq}`,
    enrollmentId: null,
    commandId: null,
    actor: 'Ada',
    data: { requestType: 'DeviceInformation' },
    category: 'commands',
    deviceName: null,
    serialNumber: null,
    ...part,
  };
}

describe('events as lines', () => {
  const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);
  const many = Array.from({ length: 5 }, (_, index) => event(9 - index, 'command.queued'));
  const list = [event(20, 'command.sent'), ...many, event(1, 'command.queued', { at: NOW - 86_400_000 })];
  const kinds = (open: string[] = [], grouped = true): string[] =>
    linesOf(list, { grouped, open: new Set(open), dayOf }).map(({ kind }) => kind);

  it('have a heading for each day, and bursts of the same as one line', () => {
    expect(kinds()).toEqual(['day', 'event', 'burst', 'day', 'event']);
    const burst = linesOf(list, { grouped: true, open: new Set(), dayOf }).find(({ kind }) => kind === 'burst');
    expect(burst).toMatchObject({ key: 'burst 5', devices: 5, isOpen: false });
  });

  it('show each of a burst that is open, or all when nothing is grouped', () => {
    expect(kinds(['burst 5']).filter((kind) => kind === 'event')).toHaveLength(7);
    expect(kinds([], false)).not.toContain('burst');
  });

  it('keep apart what differs in command or maker, or lies more than a minute apart', () => {
    const apart = [
      ...many.map((each, index) => ({ ...each, at: NOW - index * 61_000 })),
      ...many.map((each, index) => ({ ...each, seq: index, actor: `${index % 2}` })),
      ...many.map((each, index) => ({ ...each, data: { requestType: `${index % 2}` } })),
    ];
    expect(linesOf(apart, { grouped: true, open: new Set(), dayOf }).some(({ kind }) => kind === 'burst')).toBe(false);
  });
});

function row(state: QueueRow['state'], part: Partial<QueueRow> = {}): QueueRow {
  return {
    id: DEVICE,
    deviceId: DEVICE,
    deviceName: '=cmd',
    serialNumber: 'F9',
    enrollmentId: DEVICE,
    requestType: 'DeviceInformation',
    state,
    queuedAt: NOW,
    queuedBy: 'Ada',
    stateAt: NOW,
    firstSentAt: null,
    lastSentAt: null,
    sendCount: 0,
    notNowCount: 0,
    lastNotNowAt: null,
    answeredAt: null,
    expiresAt: null,
    errorSummary: null,
    errorDomain: null,
    errorCode: null,
    retryOf: null,
    canCancel: state === 'queued' || state === 'not-now',
    canRetry: state === 'error' || state === 'acknowledged',
    ...part,
  };
}

describe('many commands at once', () => {
  const rows = [row('queued'), row('sent'), row('error'), row('expired')];

  it('are looked at before: what cannot be cancelled says why', () => {
    const preview = previewOf('cancel', rows);
    expect(preview.fits).toEqual([rows[0]]);
    expect(preview.left).toEqual([
      ['finished', 2],
      ['with-device', 1],
    ]);
  });

  it('are looked at before: what cannot be sent again says why, and what destroys is named', () => {
    const preview = previewOf('retry', [...rows, row('acknowledged', { requestType: 'EraseDevice' })]);
    expect(preview.left).toEqual([
      ['still-open', 2],
      ['secrets-gone', 1],
    ]);
    expect(preview.destructive.map(({ requestType }) => requestType)).toEqual(['EraseDevice']);
  });
});

it('writes commands as CSV that no table program takes for formulas', () => {
  const [head, line] = queueCsv([row('error', { errorSummary: 'No, really' })]).split('\r\n');
  expect(head).toMatch(/^command,state,device,serial number,queued,/);
  expect(line).toContain(`DeviceInformation,error,"'=cmd",F9,2026-03-14T09:26:53.000Z,Ada`);
  expect(line).toContain('"No, really"');
});
