import { afterAll, beforeAll, expect, it } from 'vitest';
import type { DeviceGroup, LoggedEvent, ReasonSettings } from '../../shared/contract/index.ts';
import { type RunningEngine, runEngine } from '../support/running-engine.ts';

let running: RunningEngine;
let call: (method: string, path: string, body?: object, reason?: string) => Promise<Response>;

beforeAll(async () => {
  running = await runEngine();
  const authorization = `Bearer ${running.apiToken}`;
  call = (method, path, body, reason) =>
    fetch(`${running.engine.consoleUrl}/api/v1${path}`, {
      method,
      headers: {
        authorization,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(reason === undefined ? {} : { 'cartwright-reason': reason }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
});

afterAll(() => running.stop());

const group = (name: string) => ({ name, kind: 'static' });
const events = async (type: string): Promise<LoggedEvent[]> => {
  const answer = await call('GET', `/event-log?typePrefix=${type}`);
  return ((await answer.json()) as { rows: LoggedEvent[] }).rows;
};

it('L-15 where the organisation asks for reasons, nothing is changed without one, and it stands with the change', async () => {
  expect(await (await call('GET', '/reasons')).json()).toEqual({ ask: false } satisfies ReasonSettings);
  expect((await call('POST', '/groups', group('Before'))).status).toBe(200);
  // Sent all the same, it is kept.
  expect((await call('PUT', '/reasons', { ask: true }, 'Order of the head')).status).toBe(200);

  const refused = await call('POST', '/groups', group('Without'));
  expect(refused.status).toBe(400);
  expect(await refused.json()).toMatchObject({
    message: 'Your organisation asks for a reason for this change. Send one in the header cartwright-reason.',
    data: { code: 'reason-missing' },
  });
  expect((await call('PUT', '/reasons', { ask: false }, '  ')).status).toBe(400);
  const tooLong = await call('POST', '/groups', group('Without'), 'x'.repeat(501));
  expect(await tooLong.json()).toMatchObject({ message: 'A reason has at most 500 characters.' });
  expect((await events('group.')).map(({ data }) => data.name)).toEqual(['Before']);

  const made = (await (
    await call('POST', '/groups', group('With'), encodeURIComponent('=Ticket „4711“, 100 %'))
  ).json()) as DeviceGroup;
  // Plain text, in which a percent sign stands for itself.
  expect((await call('DELETE', `/groups/${made.id}`, undefined, 'Only 50 % use it')).status).toBe(200);
  expect((await events('group.')).map(({ data }) => data.statedReason)).toEqual([
    'Only 50 % use it',
    '=Ticket „4711“, 100 %',
    undefined,
  ]);
  expect((await events('setting.reasons')).map(({ data }) => data.statedReason)).toEqual(['Order of the head']);

  // What is not such a change is not asked about, and reasons are found by their words.
  expect((await call('POST', '/groups/preview', { filter: { all: [] } })).status).toBe(200);
  const found = (await (await call('GET', `/event-log?text=${encodeURIComponent('4711')}`)).json()) as {
    rows: LoggedEvent[];
  };
  expect(found.rows.map(({ type }) => type)).toEqual(['group.created']);
  const csv = await (await call('GET', '/event-log/export?format=csv&typePrefix=group.')).text();
  const lines = csv
    .split('\n')
    .filter((line) => line.startsWith('data: '))
    .map((line) => JSON.parse(line.slice(6)) as unknown)
    .join('');
  expect(lines).toContain(`"'=Ticket „4711“, 100 %"`);
  expect(lines.split('\r\n')[0]).toContain('actor,reason,device');

  const document = (await (await call('GET', '/openapi.json')).json()) as {
    paths: Record<string, Record<string, { parameters?: Array<{ name: string; in: string }> }>>;
  };
  const header = { name: 'cartwright-reason', in: 'header' };
  expect(document.paths['/groups']?.post?.parameters).toEqual([expect.objectContaining(header)]);
  expect(document.paths['/groups/preview']?.post?.parameters ?? []).toEqual([]);
});
