import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createHttpClient, type HttpClient } from '../../electron/simulator/index.ts';
import type {
  AlertList,
  CommandTimeline,
  Diagnosis,
  EnrollmentRequest,
  ErrorExplanation,
  HistoryEntry,
  Invitation,
  LoggedEvent,
  QueueRow,
} from '../../shared/contract/index.ts';
import { type RunningEngine, runEngine } from '../support/running-engine.ts';
import { StepDevice } from '../support/step-device.ts';

let running: RunningEngine;
let http: HttpClient;

beforeAll(async () => {
  running = await runEngine();
  http = createHttpClient({ trustPem: running.rootPem, maxRedirects: 0 });
});

afterAll(async () => {
  http.close();
  await running.stop();
});

const call = <T>(method: string, path: string, body?: object) => running.admin.call<T>(method, path, body);

describe('the composed engine', () => {
  it('waits for approval before it gives a profile out, and shows the queue to the administrator', async () => {
    const invitation = await call<Invitation>('POST', '/invitations', {
      name: 'Approved',
      maxUses: null,
      requiresApproval: true,
    });
    expect(invitation).toMatchObject({ requiresApproval: true, onlyExpected: false });
    const { url } = await call<{ url: string }>('GET', `/invitations/${invitation.id}/link`);
    const asked = await http.send({
      method: 'POST',
      url,
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
      body: Buffer.from('ask=1&name=Grace'),
    });
    expect(asked.status).toBe(303);
    const page = new URL(String(asked.headers.location), url).href;
    const queue = () =>
      call<{ rows: EnrollmentRequest[]; waiting: number }>('GET', '/enrollment-requests?state=waiting');
    const { rows, waiting } = await queue();
    expect([waiting, rows[0]?.name]).toEqual([1, 'Grace']);
    expect((await call<AlertList>('GET', '/alerts')).alerts.map((alert) => alert.code)).toContain('approvals-waiting');
    expect((await http.send({ method: 'GET', url: `${page}/profile` })).status).toBe(403);
    await call('POST', `/enrollment-requests/${rows[0]?.id}/approve`, {});
    const device = new StepDevice();
    await device.enroll({ url: page, trustPem: running.rootPem });
    expect((await queue()).waiting).toBe(0);
    const { rows: used } = await call<{ rows: EnrollmentRequest[] }>('GET', '/enrollment-requests?state=used');
    expect(used).toMatchObject([{ name: 'Grace', deviceId: expect.any(String) }]);
    device.close();
  });

  it('BP-47 diagnoses an enrolled device, and tells its history, its commands and all events', async () => {
    const device = new StepDevice();
    await device.enroll(await running.admin.invite({ maxUses: 1 }));
    const row = (await running.admin.devices()).find((one) => one.serialNumber === device.serialNumber);
    const deviceId = row?.id ?? '';
    const diagnosis = await call<Diagnosis>('GET', `/devices/${deviceId}/diagnosis`);
    expect(diagnosis.waiting.queued).toBeGreaterThan(0);
    expect(['on-its-way', 'hindered']).toContain(diagnosis.outcome);
    const history = await call<{ rows: HistoryEntry[] }>('GET', `/devices/${deviceId}/history?category=enrollment`);
    expect(history.rows.map((entry) => entry.type)).toContain('enrollment.enrolled');

    const { rows } = await call<{ rows: QueueRow[] }>(
      'GET',
      `/command-queue?deviceId=${deviceId}&states=queued&limit=3`,
    );
    expect(rows[0]).toMatchObject({ deviceId, canCancel: true, serialNumber: device.serialNumber });
    const chosen = rows.map((command) => command.id);
    const outcome = await call<{ cancelled: string[] }>('POST', '/command-queue/cancel', { commandIds: chosen });
    expect(new Set(outcome.cancelled)).toEqual(new Set(chosen));
    const again = await call<{ queued: { commandId: string }[] }>('POST', '/command-queue/retry', {
      commandIds: chosen,
    });
    expect(again.queued).toHaveLength(chosen.length);
    const timeline = await call<CommandTimeline>('GET', `/commands/${chosen[0]}/timeline`);
    expect(timeline.entries.map((entry) => entry.kind)).toEqual(
      expect.arrayContaining(['queued', 'cancelled', 'retried']),
    );

    const log = await call<{ rows: LoggedEvent[] }>('GET', `/event-log?categories=commands&text=${chosen[0]}&limit=5`);
    expect(log.rows).toMatchObject([{ type: 'command.queued', category: 'commands', data: { retryOf: chosen[0] } }]);
    device.close();
  });

  it('explains errors, and exports events in pieces', async () => {
    const explained = await call<ErrorExplanation[]>('POST', '/errors/explain', {
      errors: [{ domain: 'MCMDMErrorDomain', code: 12007 }],
    });
    expect(explained).toMatchObject([{ known: true, area: 'MDM itself' }]);
    const response = await fetch(`${running.engine.consoleUrl}/api/v1/event-log/export?format=csv`, {
      headers: { Authorization: `Bearer ${running.apiToken}` },
    });
    expect(response.headers.get('content-type')).toContain('text/event-stream');
    const text = await response.text();
    expect(text).toContain('seq,time,type');
    expect(text).toContain('enrollment.enrolled');
  });
});
